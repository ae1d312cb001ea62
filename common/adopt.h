/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --adopt: what a NIC, a bond or an old bridge carries today moves to where the intent puts it. A
 * link that becomes a port can carry nothing itself, so its untagged traffic belongs to its new
 * master: for a bond's member that is the bridge of the native VLAN, or, where the bond has none,
 * the bond. Pure.
 */
#ifndef COMMON_ADOPT_H
#define COMMON_ADOPT_H

#include "host_state.h"
#include "report.h"

struct adopted {
	const char *from, *to; /* links */
	const char *what;      /* "the address 10.8.0.2/24, the route default via 10.8.0.1" */
};

struct adoption {
	struct adopted *v;
	size_t n, cap;
};

/*
 * Makes wanted want it so: permanent addresses, routes with their protocol, metric, source, policy
 * rules that name the link; the ports that virtual machines have on an old bridge (`adopts`), which
 * stays, down and empty. A new bond and bridge get the MAC of what they take over, unless the
 * intent says one. Errors in r: the intent puts an address into another VLAN than it lives in; a
 * lease (its client would go on); a port of the old bridge that nobody named. out: what moves;
 * nothing: there is nothing.
 */
void host_adopt(struct arena *a, const struct intent_host *host, struct host_state *wanted,
	const struct host_state *found, struct adoption *out, struct report *r);

/* Without --adopt: an old bridge that still carries something is an error in r. */
void host_adopt_refuse(
	const struct intent_host *host, const struct host_state *found, struct report *r);

#endif
