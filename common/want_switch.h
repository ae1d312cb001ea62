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
 * line of its own, with parent NULL, because entering it creates the VLAN. The mode has to be that
 * of the object, the first of the values. A line that the table of ios_attr.h does not know is a
 * site line (site_line.h), and so are those of `{lines}`, which come last where a template has no
 * place for them. `!` starts a comment. Values pass one gate: no control characters, no
 * `?`, and what the field's own grammar allows (safety rule 6).
 */
#ifndef COMMON_WANT_SWITCH_H
#define COMMON_WANT_SWITCH_H

#include "err.h"
#include "intent.h"
#include "site_line.h"
#include "step.h"

struct ios_template {
	const char *name; /* "port-channel.ios" */
	const char *text;
	const char *path; /* of the file that overrides the built-in one, or NULL */
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
	bool prune;  /* trunks lose the VLANs that are not in allowed */
	struct want_lines lines; /* VLANs, then the Port-channel, then each member */
	struct site_lines
		site; /* those of them, and of what they replace, that site_line.h is of */
};

/* The name of the unit of a switch's `global` lines, which comes before those of its bonds. */
#define WANT_GLOBAL "global"

/* Hosts of the intent whose kernel was read. */
struct known_hosts {
	struct known_host {
		const struct intent_host *host;
		const struct host_state *found;
	} * v;
	size_t n, cap;
};

struct want_switch {
	const struct intent *in;
	const struct intent_switch *sw;
	struct {
		struct want_unit *v;
		size_t n, cap;
	} units;
	struct known_hosts known;
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

/* Whether it is the unit of the switch's `global` lines, which is no bond's. */
bool want_unit_is_global(const struct want_unit *u);

/* Whether the line is one that site_line.h is about: lacppair does not know what it means. */
bool want_line_is_site(const struct switch_line *l);

/* Whether that is the unit's Port-channel, in any abbreviation. */
bool want_unit_is_channel(const struct want_unit *u, const char *name);

/* "vlan 45": 45; any other line: 0. */
unsigned switch_line_vlan(const char *text);

/* VLANs that exist get the names of the intent, too; without this only those that are created. */
void want_switch_rename(struct arena *a, struct want_switch *w);

/* VLANs that trunks in operation carry without being in the intent are taken from them. */
void want_switch_prune(struct want_switch *w);

/* What is wanted of it is that none is there. The switch's `global` lines stay as they are. */
void want_switch_park(struct want_switch *w);

/*
 * Leaves in w only the lines of these members' ports (n names of NICs), with the Port-channels and
 * VLANs that they need; ports stay all, for they say what is planned. Bonds without such a member
 * go. Returns NULL, or the name that no bond of w has on this switch.
 */
const char *want_switch_only(struct want_switch *w, const char *const *members, size_t n);

#endif
