/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Wanted and found state of a host -> the ordered steps between them (facts: host.md 3.1, 3.2,
 * 3.7-3.9). Pure. Only what wanted names is touched; what it does not say stays as found.
 */
#ifndef COMMON_DIFF_HOST_H
#define COMMON_DIFF_HOST_H

#include "host_state.h"
#include "report.h"
#include "step.h"

/*
 * Appends the steps that turn found into wanted, in the order that the kernel accepts: members
 * join while the bond is down, the bond comes up before its VLANs, addresses before routes.
 * An empty result means: already so. A found state without any link is one that nobody read: the
 * wanted NICs are then taken to be idle. A NIC that is not in a found state is left out.
 */
void diff_host(struct arena *a, const struct host_state *wanted, const struct host_state *found,
	struct steps *out);

/*
 * Steps that take `now` back to `before` for the objects that `touched` names (links, and
 * addresses and routes on them): created links go, options, masters, up states, addresses and
 * routes return. Computed from a fresh read, never from the steps that were meant to run.
 */
void diff_host_undo(struct arena *a, const struct host_state *before, const struct host_state *now,
	const struct steps *touched, struct steps *out);

/* Whether w differs from l in an option that a bond changes only without members (its mode). */
bool diff_bond_needs_no_members(const struct link *w, const struct link *l);

/* Until when a bond that goes down for a change carries nothing. */
const char *diff_bond_back(const struct link *w, const struct link *l);

/*
 * Why the host may not be changed so, as errors (each refusal names the NIC and the reason): a
 * member that carries an address or a route, is in another bond or bridge, has VLAN devices, is
 * not Ethernet; a name taken by another kind; a VLAN id that lives under another name; a bond
 * with members that differs in what needs it without them (a warning with wanted->recreate); an
 * option that this kernel does not have; an address that another link has; a gateway besides
 * another default route. session_link: the link by which this session came in, or NULL. Warnings:
 * extras (members, ports and addresses of our objects that the intent does not name; a VM's tap is
 * none), and options whose change takes the bond down for a moment.
 */
void diff_host_refusals(const struct host_state *wanted, const struct host_state *found,
	const char *session_link, struct report *r);

/* Whether the session runs over the link: it is the session's own (NULL: none), or lies below it.
 */
bool diff_host_carries_session(
	const struct host_state *found, const char *link, const char *session);

#endif
