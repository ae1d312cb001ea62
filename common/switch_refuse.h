/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of diff_switch_refusals(), shared by its files and nobody else. */
#ifndef COMMON_SWITCH_REFUSE_H
#define COMMON_SWITCH_REFUSE_H

#include "diff_switch.h"
#include "switch_unit.h"

struct refuser {
	const struct want_switch *sw;
	const struct want_unit *want;
	const struct switch_found *found;
	struct switch_unit unit; /* as found */
	struct report *r;
};

/* The position of the port in the intent. */
struct pos refuse_port_pos(const struct refuser *f, const char *port);

/* Sets what to type on the switch. */
void refuse_advise(struct refuser *f, struct report_entry *e, const char *line, const char *port);

/* The VLANs as text, cut where they are many. */
const char *refuse_list(const struct refuser *f, const struct vlanset *vlans);

/* Whether `name` is a port or the Port-channel of any unit of this switch. */
bool refuse_is_planned(const struct want_switch *sw, const char *name);

/* Whether every member is in the channel-group: nothing new is connected. */
bool refuse_all_joined(const struct refuser *f);

/* preflight.c: the right device, and what this session may do there. Once a switch. */
void preflight_device(struct refuser *f);

/* preflight_ports.c: speed, duplex and neighbours of the members. */
void preflight_ports(struct refuser *f);

/* The member that is planned for the port, or NULL. */
const struct intent_member *refuse_member_of(const struct refuser *f, const char *port);

/* A cable that leads to another host of the file, or to another NIC (m of bond) of the planned one.
 */
void refuse_other_host(
	struct refuser *f, const char *port, const struct intent_host *host, const char *hint);
void refuse_swapped(struct refuser *f, const char *port, const struct intent_member *m,
	const struct intent_bond *bond, const char *hint);

/* preflight_macs.c: where the switch has learnt addresses. */
void preflight_macs(struct refuser *f);

/* Whether it is one of this unit's ports. */
bool refuse_is_member(const struct refuser *f, const char *port);

/* preflight_session.c: the leg that this session comes in by. */
void preflight_session(struct refuser *f);

/* preflight_platform.c: what the family of the switch cannot do. */
void preflight_platform(struct refuser *f);

/* preflight_bundle.c: which members IOS would suspend once all lines are there. */
void preflight_bundle(struct refuser *f);

/* preflight_vlans.c: where VLANs go behind the switch, and how they are sent. */
void preflight_vlans(struct refuser *f);

#endif
