// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "diff_host.h"
#include "host_sim.h"
#include "nametab.h"

/* What steps did to a link, besides its master and its port VLANs. */
struct touch {
	unsigned has; /* was set */
	uint32_t options;
	bool lost;        /* was deleted or set down */
	bool lost_member; /* a bond without members has a random address */
	bool resized;     /* a VLAN is lowered with what it lies on, and not raised again */
};

struct undo {
	struct arena *a;
	const struct host_state *before, *now;
	const struct steps *touched;
	struct nametab names; /* positions in `touches` */
	struct {
		struct touch *v;
		size_t n, cap;
	} touches;
	struct host_state *want;
};

static struct touch *touch_of(struct undo *u, const char *name)
{
	const int *at = nametab_find(&u->names, name);

	if (at)
		return &u->touches.v[*at];
	nametab_put(u->a, &u->names, name, (int)u->touches.n);
	return ARENA_PUSH(u->a, &u->touches);
}

static const struct touch *touched(const struct undo *u, const char *name)
{
	static const struct touch none;
	const int *at = nametab_find(&u->names, name);

	return at ? &u->touches.v[*at] : &none;
}

static void note_step(struct undo *u, const struct step *s)
{
	const char *name = step_link_name(s);
	const struct link *was = host_state_link(u->before, name);
	struct touch *t;

	if (!name[0])
		return;
	if (s->op == STEP_MASTER && was && was->master[0])
		touch_of(u, was->master)->lost_member = true;
	t = touch_of(u, name);
	t->lost |= s->op == STEP_LINK_DEL || s->op == STEP_LINK_DOWN;
	if (s->op == STEP_LINK_SET) {
		t->has |= s->u.link.has;
		t->options |= s->u.link.bond.has;
		t->resized |= (s->u.link.has & LINK_HAS_MTU) != 0;
	}
}

/* Back as it was: only what steps changed is asked for, or all where it has to be made again. */
static void want_back(struct undo *u, const struct link *before)
{
	struct link *w;
	const struct touch *t = touched(u, before->name);
	unsigned has = t->has | LINK_HAS_UP | LINK_HAS_MASTER | LINK_HAS_PORT_VLANS;

	if (host_state_link(u->want, before->name))
		return;
	if (t->lost_member)
		has |= LINK_HAS_MAC;
	if (touched(u, before->lower)->resized)
		has |= LINK_HAS_MTU;
	w = ARENA_PUSH(u->a, &u->want->links);
	*w = *before;
	if (!host_state_link(u->now, before->name))
		return;
	w->has &= has;
	w->bond.has &= t->options;
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

	return touched(u, name)->lost || (depth && l && was_lost(u, l->lower, depth - 1));
}

/* Members and VLANs of what was deleted or set down went with it. */
static void want_dependents(struct undo *u)
{
	enum { NESTED_MAX = 8 };

	for (size_t i = 0; i < u->before->links.n; i++) {
		const struct link *l = &u->before->links.v[i];

		if (was_lost(u, l->master, 0) || was_lost(u, l->lower, NESTED_MAX) ||
			touched(u, l->lower)->resized)
			want_back(u, l);
	}
}

static bool is_wanted(const struct undo *u, const char *link)
{
	const struct link *w = host_state_link(u->want, link);

	return w && !w->gone;
}

/* A link that goes up gets its link-local address from the kernel; one that stayed up does not. */
static bool lost_link_local(const struct undo *u, const struct host_addr *addr)
{
	const struct link *l = host_state_link(u->now, addr->link);
	const struct link *m = l ? host_state_link(u->now, l->master) : NULL;

	if (!l || !l->up || (m && m->kind == LINK_BOND))
		return false;
	for (size_t i = 0; i < u->touched->n; i++) {
		const struct step *s = &u->touched->v[i];

		if (s->op == STEP_ADDR_DEL && !strcmp(s->u.addr.link, addr->link) &&
			ipaddr_equal(&s->u.addr.ip, &addr->ip))
			return true;
	}
	return false;
}

static void want_addrs(struct undo *u)
{
	for (size_t i = 0; i < u->before->addrs.n; i++) {
		const struct host_addr *f = &u->before->addrs.v[i];

		if (is_wanted(u, f->link) && !f->dynamic &&
			(!host_addr_is_automatic(f) || lost_link_local(u, f)))
			*ARENA_PUSH(u->a, &u->want->addrs) = *f;
	}
	for (size_t i = 0; i < u->now->addrs.n; i++) {
		const struct host_addr *f = &u->now->addrs.v[i];

		if (is_wanted(u, f->link) && !host_addr_is_automatic(f) &&
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

/* A rule hangs on no link: only those that steps made or took away are put back. */
static void want_rules(struct undo *u)
{
	for (size_t i = 0; i < u->touched->n; i++) {
		const struct step *s = &u->touched->v[i];
		struct host_rule *w;

		if (s->op != STEP_RULE_ADD && s->op != STEP_RULE_DEL)
			continue;
		w = ARENA_PUSH(u->a, &u->want->rules);
		*w = s->u.rule;
		w->gone = !host_state_rule(u->before, w);
	}
}

static void want_bonds_that_lost_members(struct undo *u)
{
	for (size_t i = 0; i < u->before->links.n; i++)
		if (u->before->links.v[i].kind == LINK_BOND &&
			touched(u, u->before->links.v[i].name)->lost_member)
			want_back(u, &u->before->links.v[i]);
}

void diff_host_undo(struct arena *a, const struct host_state *before, const struct host_state *now,
	const struct steps *steps, struct steps *out)
{
	struct undo u = { .a = a,
		.before = before,
		.now = now,
		.touched = steps,
		.want = ARENA_NEW(a, struct host_state) };

	host_state_index(a, u.want);
	for (size_t i = 0; i < steps->n; i++)
		note_step(&u, &steps->v[i]);
	for (size_t i = 0; i < steps->n; i++)
		want_link(&u, step_link_name(&steps->v[i]));
	want_bonds_that_lost_members(&u);
	want_dependents(&u);
	want_addrs(&u);
	want_routes(&u);
	want_rules(&u);
	diff_host(a, u.want, now, out);
	for (size_t i = 0; i < out->n; i++)
		out->v[i].why = "as it was before";
}
