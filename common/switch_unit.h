/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The objects of one unit (a bond on a switch) as found, and what a line makes of them: how IOS
 * would be after it. diff_switch() and diff_switch_undo() work on this value, so that each line is
 * judged by what those before it have done, copies to the members included.
 */
#ifndef COMMON_SWITCH_UNIT_H
#define COMMON_SWITCH_UNIT_H

#include "dialect.h"
#include "diff_switch.h"
#include "ios_attr.h"

struct switch_unit {
	const struct want_unit *want;
	bool exists; /* the Port-channel */
	struct ios_port port_channel;
	struct ios_port *ports; /* as many as want->ports */
	struct vlanset vlans;   /* all of the switch's */
	struct site_lines site; /* of its objects, those that want->site is about */
	struct arena *arena;
	struct ios_dialect dialect;
};

/* found NULL, or without a running-config: a switch on which nothing is configured. */
void switch_unit_read(struct arena *a, struct switch_unit *u, const struct want_unit *want,
	const struct switch_found *found);

void switch_unit_apply(struct switch_unit *u, const struct switch_line *line);

/* The object of "interface NAME": the Port-channel or a port of the unit; NULL: neither. */
struct ios_port *switch_unit_port(struct switch_unit *u, const char *parent);

/* Whether a line of an object (global: of none) sets what a site line of the unit sets. */
bool switch_unit_concerns(const struct want_unit *want, const char *text, bool global);

/* Whether the port is in the unit's channel-group. */
bool switch_unit_joined(const struct switch_unit *u, const struct ios_port *p);

/* Whether it is, speaking another protocol than that mode: then none of that mode may join. */
bool switch_unit_clashes(const struct switch_unit *u, const struct ios_port *p, const char *mode);

/* The name of the VLAN of "vlan 45", unless it is the one that IOS gives it; or NULL. */
const char *switch_found_vlan_name(const struct switch_found *found, const char *parent);

/*
 * Whether the line, below parent (NULL: global), may be sent before the reply to another such line
 * has come: it adds to what is there, asks nothing, enters no mode but another VLAN's, and is no
 * command of exec, should the session have been put back there.
 */
bool switch_line_ahead(const char *parent, const char *text);

/* All VLANs of a switch: of vlan.dat as shown, and of the running-config (VTP transparent). */
void switch_found_vlans(const struct switch_found *found, struct vlanset *out);

#endif
