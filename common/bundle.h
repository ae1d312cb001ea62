/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Port-channel and its members as configured, and what IOS does with a member that is unlike the
 * others: it takes every line without a word and then suspends the port (%EC-5-CANNOT_BUNDLE2).
 * One const table says in what they must be alike. Pure; of a device, of a file, or of what lines
 * would make of them.
 */
#ifndef COMMON_BUNDLE_H
#define COMMON_BUNDLE_H

#include "ios_attr.h"

struct bundle_port {
	const char *name;            /* canonical */
	const struct ios_line *line; /* "interface ..." as found; NULL: none */
	struct ios_port port;        /* its lines of ios_attr.h, as found or as they will be */
};

struct bundle {
	unsigned group;
	bool exists;              /* the Port-channel */
	bool knows_encapsulation; /* lines of it are printed: the platform has ISL too */
	struct bundle_port channel;
	struct {
		struct bundle_port *v;
		size_t n, cap;
	} members;
};

/* All ports of a configuration that are in the group. */
void bundle_read(
	struct arena *a, const struct ios_config *config, unsigned group, struct bundle *out);

/* The groups that any port of the configuration is in. */
void bundle_groups(const struct ios_config *config, struct vlanset *groups);

/* Lines that do not go with a channel-group, by their words; ends with NULL. */
extern const struct bundle_foe {
	const char *words, *what; /* "switchport port-security", "port-security" */
} bundle_foes[];

enum prediction_kind {
	PREDICT_SUSPENDED, /* accepted, and suspended as soon as they bundle */
	PREDICT_REJECTED,  /* the channel-group line is refused */
	PREDICT_UNLIKE, /* bundled; Cisco's guides want it alike, since the channel is one port */
};

struct prediction {
	enum prediction_kind kind;
	const struct bundle_port *member;
	const char *words; /* of the line that is at fault: "switchport trunk native vlan" */
	const char *why;   /* "its native VLAN is 21, that of Port-channel11 is 40" */
	const char *ios;   /* the reason in IOS's own words; "" where it gives none */
	unsigned line;     /* of the configuration, from 1; the member's own where none is said */
};

struct predictions {
	struct prediction *v;
	size_t n, cap;
};

/* Member by member, in the table's order; of a member all reasons. */
void bundle_predict(struct arena *a, const struct bundle *b, struct predictions *out);

#endif
