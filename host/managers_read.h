/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looks for other programs that manage the network: their processes, what they leave in /run and
 * their configuration in /etc; a running NetworkManager is asked (managers_ask.h). Changes nothing;
 * what cannot be read is not there.
 */
#ifndef HOST_MANAGERS_H
#define HOST_MANAGERS_H

#include "managers.h"

/* root: "" for this machine; a folder with proc, run, etc and nmcli in tests. */
struct manager_facts *managers_read(
	struct arena *a, const char *root, const struct host_state *found);

#endif
