// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "diff_host.h"
#include "host_sim.h"

struct undo {
	struct arena *a;
	const struct host_state *before, *now;
	const struct steps *touched;
	struct host_state *want;
};

/* What steps changed of a link besides its up state, master and port VLANs. */
static void changed(const struct undo *u, const char *name, unsigned *has, uint32_t *options)
{
	for (size_t i = 0; i < u->touched->n; i++) {
		const struct step *s = &u->touched->v[i];

		if (strcmp(step_link_name(s), name) != 0)
			continue;
		if (s->op == STEP_LINK_SET) {
			*has |= s->u.link.has;
			*options |= s->u.link.bond.has;
		}
	}
}

/* A bond without members has a random address. */
static bool lost_members(const struct undo *u, const char *bond)
{
	for (size_t i = 0; i < u->touched->n; i++) {
		const struct step *s = &u->touched->v[i];
		const struct link *l =
			s->op == STEP_MASTER ? host_state_link(u->before, s->u.link.name) : NULL;

		if (l && !strcmp(l->master, bond))
			return true;
	}
	return false;
}

/* A VLAN is lowered with what it lies on, and not raised again. */
static bool was_resized(const struct undo *u, const char *name)
{
	for (size_t i = 0; name[0] && i < u->touched->n; i++) {
		const struct step *s = &u->touched->v[i];

		if (s->op == STEP_LINK_SET && (s->u.link.has & LINK_HAS_MTU) &&
			!strcmp(s->u.link.name, name))
			return true;
	}
	return false;
}

/* Back as it was: only what steps changed is asked for, or all where it has to be made again. */
static void want_back(struct undo *u, const struct link *before)
{
	struct link *w;
	unsigned has = LINK_HAS_UP | LINK_HAS_MASTER | LINK_HAS_PORT_VLANS;
	uint32_t options = 0;

	if (host_state_link(u->want, before->name))
		return;
	changed(u, before->name, &has, &options);
	if (lost_members(u, before->name))
		has |= LINK_HAS_MAC;
	if (was_resized(u, before->lower))
		has |= LINK_HAS_MTU;
	w = ARENA_PUSH(u->a, &u->want->links);
	*w = *before;
	if (!host_state_link(u->now, before->name))
		return;
	w->has &= has;
	w->bond.has &= options;
}

static void want_gone(struct undo *u, const struct link *now)
{
	struct link *w;

	if (host_state_link(u->want, now->name) || now->kind == LINK_PLAIN)
		return;
	w = ARENA_PUSH(u->a, &u->want->links);
	*w = *now;
	w->gone = true;
}

static void want_link(struct undo *u, const char *name)
{
	const struct link *before = host_state_link(u->before, name);
	const struct link *now = host_state_link(u->now, name);

	if (before)
		want_back(u, before);
	else if (now)
		want_gone(u, now);
}

/* Whether a step took the link away or down, itself or with the link that it lies above. */
static bool was_lost(const struct undo *u, const char *name, unsigned depth)
{
	const struct link *l = host_state_link(u->before, name);

	for (size_t i = 0; i < u->touched->n; i++) {
		const struct step *s = &u->touched->v[i];

		if ((s->op == STEP_LINK_DEL || s->op == STEP_LINK_DOWN) &&
			!strcmp(s->u.link.name, name))
			return true;
	}
	return depth && l && l->lower[0] && was_lost(u, l->lower, depth - 1);
}

/* Members and VLANs of what was deleted or set down went with it. */
static void want_dependents(struct undo *u)
{
	enum { NESTED_MAX = 8 };

	for (size_t i = 0; i < u->before->links.n; i++) {
		const struct link *l = &u->before->links.v[i];

		if ((l->master[0] && was_lost(u, l->master, 0)) ||
			(l->lower[0] && was_lost(u, l->lower, NESTED_MAX)) ||
			was_resized(u, l->lower))
			want_back(u, l);
	}
}

static bool is_wanted(const struct undo *u, const char *link)
{
	const struct link *w = host_state_link(u->want, link);

	return w && !w->gone;
}

static void want_addrs(struct undo *u)
{
	for (size_t i = 0; i < u->before->addrs.n; i++) {
		const struct host_addr *f = &u->before->addrs.v[i];

		if (is_wanted(u, f->link) && !f->link_local && !f->dynamic)
			*ARENA_PUSH(u->a, &u->want->addrs) = *f;
	}
	for (size_t i = 0; i < u->now->addrs.n; i++) {
		const struct host_addr *f = &u->now->addrs.v[i];

		if (is_wanted(u, f->link) && !f->link_local && !f->dynamic &&
			!host_state_addr(u->before, f)) {
			struct host_addr *w = ARENA_PUSH(u->a, &u->want->addrs);

			*w = *f;
			w->gone = true;
		}
	}
}

static void want_routes(struct undo *u)
{
	for (size_t i = 0; i < u->before->routes.n; i++) {
		const struct host_route *f = &u->before->routes.v[i];

		if (is_wanted(u, f->link) && !host_route_is_automatic(f))
			*ARENA_PUSH(u->a, &u->want->routes) = *f;
	}
	for (size_t i = 0; i < u->now->routes.n; i++) {
		const struct host_route *f = &u->now->routes.v[i];

		if (is_wanted(u, f->link) && !host_route_is_automatic(f) &&
			!host_state_route(u->before, f)) {
			struct host_route *w = ARENA_PUSH(u->a, &u->want->routes);

			*w = *f;
			w->gone = true;
		}
	}
}

static void want_bonds_that_lost_members(struct undo *u)
{
	for (size_t i = 0; i < u->before->links.n; i++)
		if (u->before->links.v[i].kind == LINK_BOND &&
			lost_members(u, u->before->links.v[i].name))
			want_back(u, &u->before->links.v[i]);
}

void diff_host_undo(struct arena *a, const struct host_state *before, const struct host_state *now,
	const struct steps *touched, struct steps *out)
{
	struct undo u = { a, before, now, touched, ARENA_NEW(a, struct host_state) };

	host_state_index(a, u.want);
	for (size_t i = 0; i < touched->n; i++)
		want_link(&u, step_link_name(&touched->v[i]));
	want_bonds_that_lost_members(&u);
	want_dependents(&u);
	want_addrs(&u);
	want_routes(&u);
	diff_host(a, u.want, now, out);
	for (size_t i = 0; i < out->n; i++)
		out->v[i].why = "as it was before";
}
