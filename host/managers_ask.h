/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asks NetworkManager, by its own nmcli, which devices it manages: what it leaves in /run is not
 * rewritten when its configuration changes (measured with 1.42: a NIC that conf.d takes out of its
 * hands stays `managed=true' there over a restart).
 */
#ifndef HOST_MANAGERS_ASK_H
#define HOST_MANAGERS_ASK_H

#include "arena.h"

/* What nmcli says, for manager_nm_device(), in a. program: a path, or a name to be found in PATH.
 * Waits 5 s at most; NULL: there is no nmcli, or it got no answer. */
const char *managers_ask_nm(struct arena *a, const char *program);

#endif
