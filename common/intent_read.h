/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the tree becomes an intent: one const table for each level of mappings, a row a key. Parsing,
 * "did you mean" and the manual's list come from these tables. Private to intent*.c and the tests.
 */
#ifndef COMMON_INTENT_READ_H
#define COMMON_INTENT_READ_H

#include "intent.h"
#include "intent_node.h"

struct vlan_group {
	const char *name;
	struct pos pos;
	struct vlanset vlans;
};

struct reader {
	struct arena *a;
	struct report *r;
	struct intent *in;
	const char *object;       /* what messages are about: "bond0"; NULL: the file */
	struct pos object_pos;    /* its name */
	struct intent_host *host; /* that is being read */
	const struct node *profiles;
	struct report_entry spare; /* what read_error() returns when there are too many */
	struct {
		struct vlan_group *v;
		size_t n, cap;
	} groups;
};

/* Reads the value of a key into what the row's `at` points to. */
typedef void intent_read_fn(
	struct reader *rd, const char *key, const struct node *value, void *into);

struct intent_key {
	const char *name;     /* NULL ends a table */
	intent_read_fn *read; /* NULL: the key arrives with a later release */
	size_t at;            /* offset of the field in the level's struct */
	bool required;
};

struct intent_level {
	const char *name;              /* "bond": in messages and in the manual */
	const struct intent_key *keys; /* read in this order, whatever the file's */
	intent_read_fn *read_option;   /* the rows of bondopt_table are keys too; NULL: not */
};

extern const struct intent_level intent_level_top, intent_level_switch, intent_level_host,
	intent_level_bond, intent_level_bond_switch, intent_level_native, intent_level_lines,
	intent_level_member, intent_level_bridge, intent_level_vlan;

/* Adds an error at the node or place, with the object in front. More than 1000 are not kept. */
struct report_entry *read_error(struct reader *rd, const struct node *n, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
struct report_entry *read_error_at(struct reader *rd, struct pos pos, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* "; did you mean `x`?" or "". */
const char *read_suggestion(struct reader *rd, const char *best);

/* Reads a mapping by its level's table. into: the struct that the rows' offsets are of. */
void read_level(
	struct reader *rd, const struct intent_level *level, const struct node *n, void *into);

/*
 * Whether n is a mapping (or nothing): an error otherwise. Marks and reports duplicate keys.
 * Entries are then to be walked, leaving out the duplicates.
 */
bool read_is_map(struct reader *rd, const char *key, const struct node *n);

/* Nothing, or a mapping without entries. */
bool read_is_empty(const struct node *n);

/* Calls fn for each entry of a mapping from names. The object is the outer one again after it. */
typedef void intent_entry_fn(struct reader *rd, const struct node_entry *e, void *into);
void read_named(
	struct reader *rd, const char *key, const struct node *n, intent_entry_fn *fn, void *into);

/* From here on messages are about this object; read_named() ends it. */
void read_object(struct reader *rd, const char *name, struct pos pos);

/* Calls fn for n, or for each item of it if it is a list. */
void read_each(
	struct reader *rd, const char *key, const struct node *n, intent_read_fn *fn, void *into);

/* The scalar's text, never empty; NULL with an error when it is none. */
const char *read_text(struct reader *rd, const char *key, const struct node *n);

/* The same, printable ASCII only and at most max bytes. */
const char *read_ascii(struct reader *rd, const char *key, const struct node *n, size_t max);

/* A decimal number in [min, max]; 0 with an error when it is none. min is at least 1. */
unsigned read_number(
	struct reader *rd, const char *key, const struct node *n, unsigned min, unsigned max);

/* Whether text is 1 to max bytes, each a letter, digit or one of `more`. */
bool read_is_word(const char *text, size_t max, const char *more);

/* A name of a host or switch; NULL with an error. */
const char *read_object_name(struct reader *rd, const char *what, const struct node *n);

/* A name that the kernel takes for a link; NULL with an error. */
const char *read_link_name(struct reader *rd, const char *what, const struct node *n);

/* Ready-made rows. */
intent_read_fn read_tristate;        /* enum tristate */
intent_read_fn read_vlan_id;         /* uint16_t */
intent_read_fn read_vlan_list;       /* struct vlanset; left empty after a mistake */
intent_read_fn read_mtu;             /* struct intent_number */
intent_read_fn read_seconds;         /* struct intent_number, 0 included */
intent_read_fn read_hwaddr;          /* struct intent_mac */
intent_read_fn read_interface_lines; /* struct intent_lines: site_line.h has their rules */
intent_read_fn read_global_lines;
intent_read_fn read_addresses;      /* struct intent_addrs, each with its prefix */
intent_read_fn read_bare_addresses; /* struct intent_addrs, without prefix */

/*
 * The file's tree with the trees of included files taken in, or NULL: r says why. Pure; where the
 * texts come from is intent_load()'s.
 */
struct node *read_sources(struct reader *rd, const struct intent_sources *sources);

/* What a host says, over what its profile says. Also of a host without one. */
const struct node *read_with_profile(struct reader *rd, const struct node *host);
intent_read_fn read_profiles, read_profile_name, read_include;

/* Warns of profiles that no host has. */
void read_unused_profiles(struct reader *rd);

/* Sections that have a file of their own. */
intent_read_fn read_switches, read_bonds, read_vlan_interfaces, read_bridges;

/* The host's bond of this name; NULL with an error. */
const struct intent_bond *read_bond_name(struct reader *rd, const char *key, const struct node *n);

/* The bond that the mapping n says, or else the host's only one; NULL with an error at pos. */
const struct intent_bond *read_only_bond(
	struct reader *rd, const struct node *n, struct pos pos, const struct intent_bond *said);

#endif
