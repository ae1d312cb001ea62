/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An adoption one leg at a time: what is live stays so until its bond is proven over a leg that
 * was idle. Pure.
 *
 *   1  the idle legs join the bond, all bridges and VLANs are made, no address is touched; the
 *      bond has to carry
 *   2  addresses, routes and VM ports move, and are announced
 *   3  the legs that were live join; where their ports of a switch have yet to become LACP's they
 *      are only set down, and join by a later apply: the LACPDUs of a member have the NIC's MAC,
 *      which the bridge keeps, and from a plain port a switch would learn it there
 *
 * The stages are differences, too: of wanted without what its time has not come for.
 */
#ifndef COMMON_STAGE_H
#define COMMON_STAGE_H

#include "host_state.h"
#include "report.h"
#include "step.h"

enum { STAGES = 3 };

/*
 * Whether what wanted adopts (host_adopt()) can be done so: every bond that takes a live leg has
 * an idle one, and as many as its min_links. A warning says why not; none where nothing is
 * adopted by a bond.
 */
bool stage_possible(
	const struct host_state *wanted, const struct host_state *found, struct report *r);

/* diff_host() in stages: steps carry their stage. Returns what the host is then to be like: wanted,
 * or, where legs wait for the switch, wanted without them. */
const struct host_state *stage_host(struct arena *a, const struct intent_host *host,
	const struct host_state *wanted, const struct host_state *found, struct steps *out);

/* Whether the live leg w waits for its port of a switch that the intent names: the member, or NULL.
 */
const struct intent_member *stage_waits(const struct intent_host *host,
	const struct host_state *wanted, const struct host_state *found, const struct link *w);

/* Whether w, of wanted, is a leg that carries something today and is to join a bond. */
bool stage_is_live(
	const struct host_state *wanted, const struct host_state *found, const struct link *w);

/* "the idle leg of bond0 joins: eno2": the heading of a stage of these steps. */
const char *stage_words(unsigned stage);

/*
 * NULL when frames pass the bond now. LACP: a member in the active aggregator, with a partner,
 * where both sides are in sync, collect and distribute (IEEE 802.1AX 6.4.2.3); else: an active
 * member with link. Otherwise why not, member by member.
 */
const char *stage_bond_fault(struct arena *a, const struct host_state *now, const char *bond);

/* The same of the bonds below a link. *heard becomes false where one hears no LACP partner. */
const char *stage_link_fault(
	struct arena *a, const struct host_state *now, const char *link, bool *heard);

#endif
