/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An undo runs switch first, host second: a Linux bond lives on ports that do not bundle, a plain
 * NIC dies on one that a switch has suspended. So the deadline of the host's guard has to lie
 * behind the expiry of the switch's timer; each command that arms one looks at the other.
 */
#ifndef CLI_GUARD_ORDER_H
#define CLI_GUARD_ORDER_H

#include "cli.h"

/* A push to this switch is held until then: what is armed on this host is said, and warned of when
 * it ends earlier. */
void guard_order_of_push(struct cli *c, const char *name, int64_t until_s);

/* The guard of this host was armed until then: the same of each switch of its bonds. */
void guard_order_of_apply(struct cli *c, const struct intent_host *host, int64_t until_s);

#endif
