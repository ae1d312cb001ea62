// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "reading.h"

struct position {
	int ifindex;
	size_t at;
};

void reading_put(struct reading *r, const struct link *l, const struct link_refs *refs)
{
	struct link *known = host_state_link_by_index(r->s, l->ifindex);

	if (known) {
		r->refs.v[known - r->s->links.v] = *refs;
		*known = *l;
	} else {
		*ARENA_PUSH(r->a, &r->s->links) = *l;
		*ARENA_PUSH(r->a, &r->refs) = *refs;
	}
}

void reading_drop(struct reading *r, int ifindex)
{
	struct link *known = host_state_link_by_index(r->s, ifindex);

	if (!known)
		return;
	r->refs.v[known - r->s->links.v] = r->refs.v[--r->refs.n];
	*known = r->s->links.v[--r->s->links.n];
}

static int by_ifindex(const void *a, const void *b)
{
	int x = ((const struct position *)a)->ifindex, y = ((const struct position *)b)->ifindex;

	return (x > y) - (x < y);
}

static void sort_links(struct reading *r)
{
	size_t n = r->s->links.n;

	r->by_index = arena_array(r->a, n, sizeof(*r->by_index));
	for (size_t i = 0; i < n; i++)
		r->by_index[i] = (struct position){ r->s->links.v[i].ifindex, i };
	qsort(r->by_index, n, sizeof(*r->by_index), by_ifindex);
}

struct link *reading_find(const struct reading *r, int index)
{
	const struct position key = { .ifindex = index }, *p;

	p = bsearch(&key, r->by_index, r->s->links.n, sizeof(key), by_ifindex);
	return p ? &r->s->links.v[p->at] : NULL;
}

void reading_name_of(const struct reading *r, int index, char out[LINK_NAME_MAX])
{
	const struct link *l = index ? reading_find(r, index) : NULL;

	if (l)
		memcpy(out, l->name, LINK_NAME_MAX);
}

void reading_name(struct reading *r)
{
	host_state_index(r->a, r->s);
	sort_links(r);
	for (size_t i = 0; i < r->s->links.n; i++) {
		reading_name_of(r, r->refs.v[i].master, r->s->links.v[i].master);
		reading_name_of(r, r->refs.v[i].lower, r->s->links.v[i].lower);
		reading_name_of(r, r->refs.v[i].primary, r->s->links.v[i].bond.primary);
	}
}
