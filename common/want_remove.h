/* SPDX-License-Identifier: Apache-2.0 */
/* The wanted state of a host from which the intent's objects are taken away again. Pure. */
#ifndef COMMON_WANT_REMOVE_H
#define COMMON_WANT_REMOVE_H

#include "host_state.h"
#include "report.h"

/*
 * wanted: what want_host() says (found may be unread there). Bonds, bridges and VLAN devices of it
 * go, with what is on them; members are left as plain NICs, down.
 */
struct host_state *want_remove(struct arena *a, const struct host_state *wanted);

/*
 * What would be lost besides (VMs' ports, what is on our objects without being in the intent, this
 * session): errors, or, when it was answered with yes, warnings. removed: of want_remove().
 */
void want_remove_losses(struct arena *a, const struct host_state *wanted,
	const struct host_state *found, const char *session, bool yes, struct report *r);

#endif
