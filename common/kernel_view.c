// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "kernel_view.h"

void kernel_view_links(struct observe_bond *b, const struct host_state *links, nanosec time)
{
	observe_links(b, links, time);
	observe_bridges(b, links);
}

static struct kernel_bond *find_bond(const struct kernel_view *v, const char *name)
{
	for (size_t i = 0; i < v->bonds.n; i++)
		if (!strcmp(v->bonds.v[i].name, name))
			return &v->bonds.v[i];
	return NULL;
}

static struct kernel_bond *bond_of(
	struct arena *a, struct kernel_view *v, const struct observe_bond *b)
{
	struct kernel_bond *k = find_bond(v, b->name);

	if (!k) {
		k = ARENA_PUSH(a, &v->bonds);
		snprintf(k->name, sizeof(k->name), "%s", b->name);
	}
	return k;
}

static struct kernel_look look_at(const struct observe_member *m, nanosec time)
{
	struct kernel_look k = {
		.time = time,
		.present = m->present,
		.in_bond = m->in_bond,
		.carrier = m->carrier,
		.carrier_changes = m->carrier_changes,
		.has_ad = m->has_kernel,
		.aggregator = m->aggregator,
		.actor = m->kernel_actor.state,
		.partner = m->kernel_partner.state,
	};

	memcpy(k.nic, m->name, sizeof(k.nic));
	return k;
}

static bool is_same(const struct kernel_look *was, const struct kernel_look *is)
{
	return was->present == is->present && was->in_bond == is->in_bond &&
		was->carrier == is->carrier && was->carrier_changes == is->carrier_changes &&
		was->has_ad == is->has_ad && was->aggregator == is->aggregator &&
		was->actor == is->actor && was->partner == is->partner;
}

static void note(struct arena *a, struct kernel_bond *k, size_t i, const struct observe_member *m,
	nanosec now)
{
	struct kernel_look look = look_at(m, now);
	size_t was;

	while (k->newest.n <= i)
		*ARENA_PUSH(a, &k->newest) = 0;
	was = k->newest.v[i];
	if (k->looks.n == KERNEL_LOOKS_MAX || (was && is_same(&k->looks.v[was - 1], &look)))
		return;
	*ARENA_PUSH(a, &k->looks) = look;
	k->newest.v[i] = k->looks.n;
}

void kernel_view_note(struct arena *a, struct kernel_view *v, const struct observe_bond *b)
{
	struct kernel_bond *k = bond_of(a, v, b);

	for (size_t i = 0; i < b->members.n; i++)
		if (b->members.v[i].has_link)
			note(a, k, i, &b->members.v[i], b->now);
}

void kernel_view_end(struct arena *a, struct kernel_view *v, const struct observe_bond *b)
{
	struct kernel_bond *k = bond_of(a, v, b);

	k->broken_off = b->broken_off;
	k->switch_time = b->switch_answered ? b->switch_time : 0;
	k->switch_error = b->switch_error;
	for (size_t i = 0; i < b->members.n; i++) {
		const struct observe_member *m = &b->members.v[i];
		struct kernel_nic *n = ARENA_PUSH(a, &k->nics);

		memcpy(n->name, m->name, sizeof(n->name));
		memcpy(n->driver, m->driver, sizeof(n->driver));
		n->is_vf = m->is_vf;
		n->listening_since = m->listening_since;
		n->has_counters = m->counters.seen;
		n->first = m->first_counters;
		n->last = m->counters;
	}
	for (size_t i = 0; i < b->probes.n; i++)
		*ARENA_PUSH(a, &k->probes) = b->probes.v[i];
}

static struct observe_member *find_member(struct observe_bond *b, const char *name)
{
	for (size_t i = 0; i < b->members.n; i++)
		if (!strcmp(b->members.v[i].name, name))
			return &b->members.v[i];
	return NULL;
}

static void tell_look(struct observe_bond *b, const struct kernel_look *k)
{
	struct observe_member *m = find_member(b, k->nic);
	struct link l = { .carrier = k->carrier, .carrier_changes = k->carrier_changes };

	if (!m)
		return;
	if (k->in_bond)
		snprintf(l.master, sizeof(l.master), "%s", b->name);
	l.member.has = l.member.has_ad = k->has_ad;
	l.member.aggregator = k->aggregator;
	l.member.actor_state = k->actor;
	l.member.partner_state = k->partner;
	observe_link(b, m, k->present ? &l : NULL, k->time);
}

void kernel_view_tell_until(
	const struct kernel_view *v, struct observe_bond *b, nanosec time, size_t *told)
{
	const struct kernel_bond *k = find_bond(v, b->name);

	for (; k && *told < k->looks.n && k->looks.v[*told].time <= time; ++*told)
		tell_look(b, &k->looks.v[*told]);
}

static void tell_nic(struct observe_bond *b, const struct kernel_nic *n)
{
	struct observe_member *m = find_member(b, n->name);

	if (!m)
		return;
	memcpy(m->driver, n->driver, sizeof(m->driver));
	m->is_vf = n->is_vf;
	m->listening_since = n->listening_since;
	if (!n->has_counters)
		return;
	observe_counters(m, &n->first);
	observe_counters(m, &n->last);
}

void kernel_view_tell(struct arena *a, const struct kernel_view *v, struct observe_bond *b)
{
	const struct kernel_bond *k = find_bond(v, b->name);

	if (v->links)
		kernel_view_links(b, v->links, b->now);
	if (!k)
		return;
	b->broken_off = k->broken_off;
	b->switch_time = k->switch_time;
	b->switch_error = k->switch_error;
	for (size_t i = 0; i < k->nics.n; i++)
		tell_nic(b, &k->nics.v[i]);
	for (size_t i = 0; i < k->probes.n; i++)
		*ARENA_PUSH(a, &b->probes) = k->probes.v[i];
}

static void pick(
	struct arena *a, const char *name, const struct host_state *all, struct host_state *to)
{
	const struct link *l = host_state_link(all, name);

	if (l && !host_state_link(to, name))
		*host_state_add_link(a, to, name, l->kind) = *l;
}

void kernel_view_pick(struct arena *a, struct kernel_view *v, const struct observe_bond *b,
	const struct host_state *all)
{
	if (!v->links)
		v->links = ARENA_NEW(a, struct host_state);
	pick(a, b->name, all, v->links);
	for (size_t i = 0; i < b->members.n; i++)
		pick(a, b->members.v[i].name, all, v->links);
	for (size_t i = 0; i < b->bridges.n; i++) {
		pick(a, b->bridges.v[i].name, all, v->links);
		pick(a, b->bridges.v[i].port, all, v->links);
	}
}
