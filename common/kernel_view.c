// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "kernel_view.h"

void kernel_view_links(struct observe_bond *b, const struct host_state *links, nanosec time)
{
	observe_links(b, links, time);
	observe_bridges(b, links);
}

static struct observe_member *find_member(struct observe_bond *b, const char *name)
{
	for (size_t i = 0; i < b->members.n; i++)
		if (!strcmp(b->members.v[i].name, name))
			return &b->members.v[i];
	return NULL;
}

static void tell_nic(struct observe_bond *b, const struct kernel_nic *n)
{
	struct observe_member *m = find_member(b, n->name);

	if (!m)
		return;
	memcpy(m->driver, n->driver, sizeof(m->driver));
	m->is_vf = n->is_vf;
	if (!n->has_counters)
		return;
	observe_counters(m, &n->first);
	observe_counters(m, &n->last);
}

void kernel_view_tell(struct arena *a, const struct kernel_view *v, struct observe_bond *b)
{
	kernel_view_links(b, v->links, b->now);
	for (size_t i = 0; i < v->bonds.n; i++) {
		const struct kernel_bond *k = &v->bonds.v[i];

		if (strcmp(k->name, b->name))
			continue;
		for (size_t n = 0; n < k->nics.n; n++)
			tell_nic(b, &k->nics.v[n]);
		for (size_t n = 0; n < k->probes.n; n++)
			*ARENA_PUSH(a, &b->probes) = k->probes.v[n];
	}
}

static void pick(
	struct arena *a, const char *name, const struct host_state *all, struct host_state *to)
{
	const struct link *l = host_state_link(all, name);

	if (l && !host_state_link(to, name))
		*host_state_add_link(a, to, name, l->kind) = *l;
}

void kernel_view_pick(struct arena *a, const struct observe_bond *b, const struct host_state *all,
	struct host_state *to)
{
	pick(a, b->name, all, to);
	for (size_t i = 0; i < b->members.n; i++)
		pick(a, b->members.v[i].name, all, to);
	for (size_t i = 0; i < b->bridges.n; i++) {
		pick(a, b->bridges.v[i].name, all, to);
		pick(a, b->bridges.v[i].port, all, to);
	}
}
