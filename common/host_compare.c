// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "buf.h"
#include "host_compare.h"
#include "host_sim.h"
#include "link_field.h"
#include "nametab.h"
#include "step_text.h"

struct touching {
	struct arena *a;
	struct nametab seen;
	struct link_names *names;
};

static void add_name(struct touching *t, const char *name)
{
	if (!*name || nametab_find(&t->seen, name))
		return;
	nametab_put(t->a, &t->seen, name, 1);
	*ARENA_PUSH(t->a, t->names) = arena_strdup(t->a, name);
}

static void add_link(struct touching *t, const struct link *l)
{
	add_name(t, l->name);
	add_name(t, l->master);
	add_name(t, l->lower);
}

void host_touched(struct arena *a, const struct steps *steps, const struct host_state *found,
	struct link_names *out)
{
	struct touching t = { .a = a, .names = out };

	for (size_t i = 0; i < steps->n; i++) {
		const struct step *s = &steps->v[i];
		const char *name = step_link_name(s);
		const struct link *was = host_state_link(found, name);

		add_name(&t, name);
		if (was)
			add_link(&t, was);
		if (s->op == STEP_MASTER || s->op == STEP_LINK_ADD)
			add_link(&t, &s->u.link);
	}
}

/* A VM that starts or stops is no drift of its bridge; another member is one of its bond. */
static bool belongs(const struct host_state *s, const struct nametab *names, const struct link *l)
{
	const struct link *m = l->master[0] ? host_state_link(s, l->master) : NULL;

	return nametab_find(names, l->name) ||
		(m && m->kind == LINK_BOND && nametab_find(names, l->master));
}

/* A file may name anything; no link has such a name. */
static struct nametab table_of(struct arena *a, const struct link_names *names)
{
	struct nametab t = { 0 };

	for (size_t i = 0; i < names->n; i++)
		if (names->v[i][0] && strlen(names->v[i]) < LINK_NAME_MAX)
			nametab_put(a, &t, names->v[i], 1);
	return t;
}

struct host_state *host_part(
	struct arena *a, const struct host_state *s, const struct link_names *names)
{
	const struct nametab table = table_of(a, names);
	struct host_state *part = ARENA_NEW(a, struct host_state);

	part->name = s->name;
	part->limited = s->limited;
	host_state_index(a, part);
	for (size_t i = 0; i < s->links.n; i++)
		if (belongs(s, &table, &s->links.v[i]))
			*ARENA_PUSH(a, &part->links) = s->links.v[i];
	for (size_t i = 0; i < s->addrs.n; i++) {
		const struct host_addr *addr = &s->addrs.v[i];

		if (!host_addr_is_automatic(addr) && host_state_link(part, addr->link))
			*ARENA_PUSH(a, &part->addrs) = *addr;
	}
	for (size_t i = 0; i < s->routes.n; i++) {
		const struct host_route *r = &s->routes.v[i];

		if (!host_route_is_automatic(r) && host_state_link(part, r->link))
			*ARENA_PUSH(a, &part->routes) = *r;
	}
	for (size_t i = 0; i < s->rules.n; i++)
		if (nametab_find(&table, s->rules.v[i].iif) ||
			nametab_find(&table, s->rules.v[i].oif))
			*ARENA_PUSH(a, &part->rules) = s->rules.v[i];
	return part;
}

static void add_drift(struct arena *a, struct drifts *out, const char *object, const char *text)
{
	*ARENA_PUSH(a, out) = (struct drift){ arena_strdup(a, object), text };
}

/* A bond keeps the values of options that its mode does not have; nobody can set them there. */
static void compare_options(
	struct arena *a, const struct link *then, const struct link *now, struct drifts *out)
{
	char was[32], is[32];

	for (int o = 0; o < BONDOPT_COUNT; o++)
		if ((then->bond.has & now->bond.has & 1u << o) &&
			bondopt_fits((enum bondopt)o, now->bond.value[BONDOPT_MODE]) &&
			!bondopt_same(&then->bond, &now->bond, (enum bondopt)o))
			add_drift(a, out, then->name,
				arena_printf(a, "%s was %s, is %s", bondopt_table[o].name,
					bondopt_format(&then->bond, (enum bondopt)o, was),
					bondopt_format(&now->bond, (enum bondopt)o, is)));
}

static void compare_port_vlans(
	struct arena *a, const struct link *then, const struct link *now, struct drifts *out)
{
	const struct port_vlans *was = then->port_vlans, *is = now->port_vlans;

	if (!was != !is || (was && !port_vlans_equal(was, is)))
		add_drift(a, out, then->name, "the VLANs of this bridge port are others");
}

static void compare_link(
	struct arena *a, const struct link *then, const struct link *now, struct drifts *out)
{
	char was[LINK_FIELD_TEXT_MAX], is[LINK_FIELD_TEXT_MAX];

	if (then->kind != now->kind) {
		add_drift(a, out, then->name,
			arena_printf(a, "was a %s, is a %s", link_kind_name(then->kind),
				link_kind_name(now->kind)));
		return;
	}
	for (const struct link_field *f = link_fields; f->name; f++) {
		if (f->passing || (f->has && !(then->has & now->has & f->has)) ||
			link_field_same(then, now, f))
			continue;
		add_drift(a, out, then->name,
			arena_printf(a, "%s was %s, is %s", f->name,
				link_field_format(then, f, was), link_field_format(now, f, is)));
	}
	compare_options(a, then, now, out);
	compare_port_vlans(a, then, now, out);
}

static const char *addr_words(struct arena *a, const struct host_addr *addr)
{
	char ip[IPADDR_TEXT_MAX];

	return arena_printf(a, "the address %s", ipaddr_format(&addr->ip, true, ip));
}

/* What x has and y has not. */
static void missing(struct arena *a, const struct host_state *x, const struct host_state *y,
	const char *what, struct drifts *out)
{
	for (size_t i = 0; i < x->links.n; i++)
		if (!host_state_link(y, x->links.v[i].name))
			add_drift(a, out, x->links.v[i].name, what);
	for (size_t i = 0; i < x->addrs.n; i++)
		if (!host_state_addr(y, &x->addrs.v[i]))
			add_drift(a, out, x->addrs.v[i].link,
				arena_printf(a, "%s %s", addr_words(a, &x->addrs.v[i]), what));
	for (size_t i = 0; i < x->routes.n; i++)
		if (!host_state_route(y, &x->routes.v[i]))
			add_drift(a, out, x->routes.v[i].link,
				arena_printf(a, "the route %s %s",
					step_route_words(a, &x->routes.v[i]), what));
	for (size_t i = 0; i < x->rules.n; i++)
		if (!host_state_rule(y, &x->rules.v[i]))
			add_drift(a, out, host_rule_link(&x->rules.v[i]),
				arena_printf(a, "the policy rule %s %s",
					host_rule_words(a, &x->rules.v[i]), what));
}

void host_compare(struct arena *a, const struct host_state *then, const struct host_state *now,
	struct drifts *out)
{
	for (size_t i = 0; i < then->links.n; i++) {
		const struct link *was = &then->links.v[i], *is = host_state_link(now, was->name);

		if (is)
			compare_link(a, was, is, out);
	}
	missing(a, then, now, "is gone", out);
	missing(a, now, then, "is new", out);
}

void host_compare_touched(struct arena *a, const struct steps *steps, const struct host_state *then,
	const struct host_state *now, struct drifts *out)
{
	struct link_names touched = { 0 };

	host_touched(a, steps, then, &touched);
	host_compare(a, host_part(a, then, &touched), host_part(a, now, &touched), out);
}

const char *host_drift_text(struct arena *a, const struct drifts *d)
{
	struct buf text = { 0 };
	const char *s;

	for (size_t i = 0; i < d->n; i++)
		buf_printf(&text, "%s%s: %s", i ? "; " : "", d->v[i].object, d->v[i].text);
	s = arena_strdup(a, buf_text(&text));
	buf_free(&text);
	return s;
}
