/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Links on the way from the kernel, which names what they refer to by index, to a state, which
 * does so by name. Of read.c, which reads them once, and wait.c, which keeps them current.
 */
#ifndef HOST_READING_H
#define HOST_READING_H

#include "decode.h"
#include "err.h"
#include "host_state.h"

struct host_nl;
struct position;

struct reading {
	struct arena *a;
	struct host_state *s;      /* until reading_name() its links refer to none */
	struct position *by_index; /* of s->links, sorted, since reading_name() */
	bool no_route;             /* an address that makes none was seen */
	struct {
		struct link_refs *v;
		size_t n, cap;
	} refs; /* of s->links, by position */
};

/* Reads all links into r->s (read.c). 0, or -1 with e. */
int reading_links(struct host_nl *nl, struct reading *r, struct err *e);

/* The link of that index is so now, or is new; it is gone. */
void reading_put(struct reading *r, const struct link *l, const struct link_refs *refs);
void reading_drop(struct reading *r, int ifindex);

/* Fills in the names of masters, lowers and primaries, and indexes r->s by name. */
void reading_name(struct reading *r);

/* After it: the link of an index, or NULL; its name, where there is one. */
struct link *reading_find(const struct reading *r, int index);
void reading_name_of(const struct reading *r, int index, char out[LINK_NAME_MAX]);

#endif
