/* SPDX-License-Identifier: Apache-2.0 */
/* Intent -> the wanted state of one host. Pure. */
#ifndef COMMON_WANT_HOST_H
#define COMMON_WANT_HOST_H

#include "host_state.h"

/*
 * The links, addresses and routes that the intent names for this host; nothing else. Members are
 * named by NIC: a member given by MAC is resolved in found (NULL: left as a MAC with dots, which
 * fits a name; plan --offline shows it). The bond's and bridges' MACs are pinned: an existing one
 * keeps its own, a new one gets the first member's permanent MAC (host.md 3.11: udev would change
 * an unpinned one).
 *
 * Returns NULL with e (ERR_ENVIRONMENT, object the position of the first such member) when NICs do
 * not exist; the hint lists those that do.
 */
struct host_state *want_host(struct arena *a, const struct intent *in,
	const struct intent_host *host, const struct host_state *found, struct err *e);

#endif
