/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Intent + templates -> the wanted configuration of a switch, one unit a bond: the unit of change,
 * undo and result. Pure; template texts come in as a value.
 *
 * A template (templates/ios/NAME.ios) is IOS text in the order in which it is to be sent, with
 * {placeholders}. A line may start with marks:
 *   @fresh     only while the object is no trunk in operation (shutdown ... no shutdown)
 *   @optional  `% Invalid input` to it is fine; it never is a change by itself, it goes with one
 *   @if NAME   only when that placeholder has a value
 * A line without indent is the mode of those below it ("interface ..."); "vlan N" is besides a
 * line of its own, with parent NULL, because entering it creates the VLAN. Only lines that the
 * table of ios_attr.h knows (and a VLAN's name) are allowed, since any other could neither be
 * compared nor taken back. `!` starts a comment. Values pass one gate: no control characters, no
 * `?`, and what the field's own grammar allows (safety rule 6).
 */
#ifndef COMMON_WANT_SWITCH_H
#define COMMON_WANT_SWITCH_H

#include "err.h"
#include "intent.h"
#include "step.h"

struct ios_template {
	const char *name; /* "port-channel.ios" */
	const char *text;
};

/* The built-in ones (generated from templates/ios at build time); ends with name NULL. */
extern const struct ios_template ios_templates_builtin[];

/* One rendered line with what its marks said. */
struct want_line {
	struct switch_line line;
	bool fresh;      /* @fresh */
	const char *key; /* the intent's word for line.intent: "vlans", "native_vlan" */
};

struct want_lines {
	struct want_line *v;
	size_t n, cap;
};

struct want_unit {        /* one bond on one switch */
	const char *bond; /* "kvm1 bond0" */
	const struct intent_switch *sw;
	const struct intent_host *host;
	const struct intent_bond *intent;
	unsigned port_channel; /* 0: none, each port is a trunk of its own */
	const char *mode;      /* of its channel-group: "active", "on"; "" without */
	struct vlanset vlans;  /* that must exist: allowed, native and bridges' */
	struct vlanset allowed;
	unsigned native; /* 0: none said */
	struct {
		char (*v)[IFNAME_MAX];
		size_t n, cap;
	} ports;     /* canonical, in the intent's order */
	bool parked; /* wanted is that none of it is there: ports shut, out of their group */
	struct want_lines lines; /* VLANs, then the Port-channel, then each member */
};

struct want_switch {
	const struct intent *in;
	const struct intent_switch *sw;
	struct {
		struct want_unit *v;
		size_t n, cap;
	} units;
	bool recreate; /* a group may lose all its members for a moment */
};

/*
 * All bonds of the file on this switch, or only those of one host or one bond name (NULL: any).
 * NULL with e (ERR_INTENT: a value that its field does not allow; a broken template) on failure.
 */
struct want_switch *want_switch(struct arena *a, const struct intent *in,
	const struct intent_switch *sw, const char *host, const char *bond,
	const struct ios_template *templates, struct err *e);

/* "kvm1 bond0, Port-channel11", or without a group "kvm1 bond0, ports without channel-group". */
const char *want_unit_title(struct arena *a, const struct want_unit *u);

/* Whether that is the unit's Port-channel, in any abbreviation. */
bool want_unit_is_channel(const struct want_unit *u, const char *name);

/*
 * Leaves in w only the lines of these members' ports (n names of NICs), with the Port-channels and
 * VLANs that they need; ports stay all, for they say what is planned. Bonds without such a member
 * go. Returns NULL, or the name that no bond of w has on this switch.
 */
const char *want_switch_only(struct want_switch *w, const char *const *members, size_t n);

#endif
