/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fields of a link as a const table: from it a state is written as JSON, read again, changed
 * and compared, in words and for a plan. Bond options have a table of their own (bondopt.h), the
 * VLANs of a port are a value by themselves.
 */
#ifndef COMMON_LINK_FIELD_H
#define COMMON_LINK_FIELD_H

#include "host_state.h"

enum link_field_type {
	LINK_FIELD_BOOL,
	LINK_FIELD_U16,
	LINK_FIELD_U32,
	LINK_FIELD_TEXT, /* char[16]: a link's name, a kind; empty: none */
	LINK_FIELD_MAC,
};

struct link_field {
	const char *name;
	enum link_field_type type;
	size_t at;    /* offset in struct link */
	unsigned has; /* the bit of link.has that says it; 0: it always is */
	bool passing; /* changes without anybody configuring: no drift */
};

extern const struct link_field link_fields[]; /* ends with name NULL */

bool link_field_same(const struct link *x, const struct link *y, const struct link_field *f);
void link_field_copy(struct link *to, const struct link *from, const struct link_field *f);

enum { LINK_FIELD_TEXT_MAX = 24 };

/* "yes", "1500", "02:00:00:00:00:01", "none". Returns out. */
const char *link_field_format(
	const struct link *l, const struct link_field *f, char out[LINK_FIELD_TEXT_MAX]);

/* "nic", "bond", "vlan", "bridge"; and back: 0, or -1. */
const char *link_kind_name(enum link_kind kind);
int link_kind_parse(const char *name, enum link_kind *out);

#endif
