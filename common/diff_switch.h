/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Wanted and found configuration of a switch -> the lines to send, by meaning, not by text. Pure.
 * Which lines there are, how they compare, what their default is and how they are taken back is
 * one const table (ios_attr.c).
 */
#ifndef COMMON_DIFF_SWITCH_H
#define COMMON_DIFF_SWITCH_H

#include "ios_config.h"
#include "report.h"
#include "switch_facts.h"
#include "want_switch.h"

struct switch_found {
	const struct ios_config *running;
	struct show_vlans vlans;
	struct show_vtp vtp;
	const struct switch_facts *facts; /* NULL: not asked, as of a saved configuration */
};

/*
 * The lines of one unit that are not yet so, in order (STEP_SWITCH_LINE; mode lines such as
 * "interface X" are steps' parents, not steps). VLANs that exist are not created again or renamed
 * unasked. On a trunk in operation only `add` is used and nothing is dropped; a fresh one gets
 * native VLAN, list and portfast while shut and before `mode trunk`. Lists are cut so that a line
 * stays within 254 characters.
 */
void diff_switch(struct arena *a, const struct want_unit *want, const struct switch_found *found,
	struct steps *out);

/*
 * Whether members of the unit's group speak another protocol than is wanted. IOS lets no port join
 * them in the new one, so all leave before the first comes back: the channel is down meanwhile.
 */
bool diff_switch_regroups(
	struct arena *a, const struct want_unit *want, const struct switch_found *found);

/*
 * Of the lines that were sent to a switch that was as `before`, those whose list of VLANs or whose
 * VLAN's name is not there now. diff_switch() does not tell of a Port-channel that carries all
 * VLANs, for it would not narrow one in operation, nor of the name of a VLAN that exists: but the
 * line may have been taken and ignored.
 */
void diff_switch_ignored(struct arena *a, const struct want_unit *want,
	const struct switch_found *before, const struct steps *sent, const struct switch_found *now,
	struct steps *out);

/*
 * The lines of a unit that is parked (diff_switch() calls this): its ports are shut and leave their
 * group and their trunk, and the Port-channel goes. VLANs stay, for others may use them.
 */
void diff_switch_park(struct arena *a, const struct want_unit *want,
	const struct switch_found *found, struct steps *out);

/*
 * The lines that take `now` back to `before` for the objects of the unit: created Port-channel and
 * VLANs go, changed lines return. Computed from a fresh read.
 */
void diff_switch_undo(struct arena *a, const struct want_unit *want,
	const struct switch_found *before, const struct switch_found *now, struct steps *out);

/* The same for lines that are only planned: what would take them back from found. */
void diff_switch_inverse(struct arena *a, const struct want_unit *want,
	const struct switch_found *found, const struct steps *lines, struct steps *out);

/*
 * Why the unit may not be pushed: a VTP client, when anything is to be sent; a port that does not
 * exist, is routed, is in another group, carries a line that does not go with a bundle, or is a
 * trunk in operation that would lose VLANs; a Port-channel that is routed or has foreign members;
 * another device than the intent names; with facts also what the ports, their neighbours and the
 * other trunks say (preflight). Extras, and what the switch would not say, are warnings. Positions
 * are the intent's.
 */
void diff_switch_refusals(const struct want_switch *sw, const struct want_unit *want,
	const struct switch_found *found, struct report *r);

#endif
