/* SPDX-License-Identifier: Apache-2.0 */
/* One change at a time of a host, and of a switch. The lock goes with the process, however it ends.
 */
#ifndef CLI_LOCK_H
#define CLI_LOCK_H

#include "cli.h"
#include "guard.h"

/*
 * Locks `name` ("host kvm1", "switch 192.0.2.10 port 22") for this machine: below /run/lacppair for
 * root, below the user's state directory for others. Returns a descriptor to close, or -1 with e
 * (ERR_ENVIRONMENT: somebody else has it, or the directory cannot be made).
 */
int lock_take(struct cli *c, const char *name, struct err *e);

int lock_host(struct cli *c, const char *host, struct err *e); /* of this name */

/* Where the guard of this machine keeps its state and its lock; made, and ours alone. -1 with e. */
int lock_guard_place(struct cli *c, struct guard_place *out, struct err *e);

#endif
