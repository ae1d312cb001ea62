/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Cisco IOS configuration as a tree: lines with the lines indented below them, each with its
 * position. The reader takes what a device prints (`show running-config`, with its header, `!`
 * lines, banners, certificates and wrapped VLAN lists), what a person saved, and what our
 * templates render.
 */
#ifndef COMMON_IOS_CONFIG_H
#define COMMON_IOS_CONFIG_H

#include <stdbool.h>

#include "arena.h"
#include "pos.h"
#include "vlanset.h"

struct ios_line {
	const char *text; /* without indent and trailing blanks */
	unsigned line;    /* of the source text, from 1 */
	struct ios_line *parent, *children, *next;
};

struct ios_config {
	const char *source; /* the text as read */
	struct ios_line *lines;
	const char *hostname; /* or NULL */
};

struct ios_config *ios_config_parse(struct arena *a, const char *text);

/* "interface NAME" in any abbreviation, or NULL. */
const struct ios_line *ios_config_interface(const struct ios_config *c, const char *name);

/* The first child of parent (NULL: top level) that is `prefix` or starts with it and a blank. */
const struct ios_line *ios_config_child(
	const struct ios_config *c, const struct ios_line *parent, const char *prefix);

/* What follows prefix in that child, or NULL. */
const char *ios_config_value(
	const struct ios_config *c, const struct ios_line *parent, const char *prefix);

/* The VLANs that `vlan N,N-N` lines define. A VTP server has none: its are in vlan.dat. */
void ios_config_vlans(const struct ios_config *c, struct vlanset *out);

/*
 * The allowed VLANs of a port: the plain line and every `add` behind it (wrapped lists), `none`,
 * `except`, or all 1-4094 when no line says so.
 */
void ios_config_allowed_vlans(const struct ios_line *interface, struct vlanset *out, bool *said);

/*
 * What `switchport trunk allowed vlan LIST` does to a port's list: LIST replaces it, `add`,
 * `remove`, `except`, `none` and `all` as they say. said becomes false when all are allowed, for
 * which no line is printed; a list that cannot be read changes nothing.
 */
void ios_allowed_all(struct vlanset *vlans); /* 1-4094 */
void ios_allowed_apply(const char *list, struct vlanset *vlans, bool *said);

/* channel-group N of a port, 0: none; mode gets "active", "on" ... (or ""). */
unsigned ios_config_channel_group(const struct ios_line *interface, const char **mode);

#endif
