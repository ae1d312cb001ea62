// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "buf.h"
#include "host_sim.h"
#include "link_field.h"
#include "saved_plan.h"
#include "step_text.h"

static bool has_name(const struct link_names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->v[i], name))
			return true;
	return false;
}

static void add_name(struct arena *a, struct link_names *names, const char *name)
{
	if (*name && !has_name(names, name))
		*ARENA_PUSH(a, names) = arena_strdup(a, name);
}

static void add_link(struct arena *a, struct link_names *names, const struct link *l)
{
	add_name(a, names, l->name);
	add_name(a, names, l->master);
	add_name(a, names, l->lower);
}

void saved_plan_touched(struct arena *a, const struct steps *steps, const struct host_state *found,
	struct link_names *out)
{
	for (size_t i = 0; i < steps->n; i++) {
		const struct step *s = &steps->v[i];
		const char *name = step_link_name(s);
		const struct link *was = host_state_link(found, name);

		add_name(a, out, name);
		if (was)
			add_link(a, out, was);
		if (s->op == STEP_MASTER || s->op == STEP_LINK_ADD)
			add_link(a, out, &s->u.link);
	}
}

/* A VM that starts or stops is no drift of its bridge; another member is one of its bond. */
static bool belongs(
	const struct host_state *s, const struct link_names *names, const struct link *l)
{
	const struct link *m = l->master[0] ? host_state_link(s, l->master) : NULL;

	return has_name(names, l->name) ||
		(m && m->kind == LINK_BOND && has_name(names, l->master));
}

struct host_state *saved_plan_part(
	struct arena *a, const struct host_state *s, const struct link_names *names)
{
	struct host_state *part = ARENA_NEW(a, struct host_state);

	part->name = s->name;
	part->limited = s->limited;
	for (size_t i = 0; i < s->links.n; i++)
		if (belongs(s, names, &s->links.v[i]))
			*ARENA_PUSH(a, &part->links) = s->links.v[i];
	for (size_t i = 0; i < s->addrs.n; i++) {
		const struct host_addr *addr = &s->addrs.v[i];

		if (!addr->link_local && !addr->dynamic && host_state_link(part, addr->link))
			*ARENA_PUSH(a, &part->addrs) = *addr;
	}
	for (size_t i = 0; i < s->routes.n; i++) {
		const struct host_route *r = &s->routes.v[i];

		if (!host_route_is_automatic(r) && host_state_link(part, r->link))
			*ARENA_PUSH(a, &part->routes) = *r;
	}
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

	if (!was != !is ||
		(was &&
			(was->pvid != is->pvid || !vlanset_equal(&was->vlans, &is->vlans) ||
				!vlanset_equal(&was->untagged, &is->untagged))))
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
		if (f->passing || (f->has && !(then->has & now->has & f->has)))
			continue;
		link_field_format(then, f, was);
		link_field_format(now, f, is);
		if (strcmp(was, is) != 0)
			add_drift(a, out, then->name,
				arena_printf(a, "%s was %s, is %s", f->name, was, is));
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
}

void saved_plan_drift(struct arena *a, const struct host_state *then, const struct host_state *now,
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

void saved_plan_drift_of(struct arena *a, const struct steps *steps, const struct host_state *then,
	const struct host_state *now, struct drifts *out)
{
	struct link_names touched = { 0 };

	saved_plan_touched(a, steps, then, &touched);
	saved_plan_drift(
		a, saved_plan_part(a, then, &touched), saved_plan_part(a, now, &touched), out);
}

const char *saved_plan_drift_text(struct arena *a, const struct drifts *d)
{
	struct buf text = { 0 };
	const char *s;

	for (size_t i = 0; i < d->n; i++)
		buf_printf(&text, "%s%s: %s", i ? "; " : "", d->v[i].object, d->v[i].text);
	s = arena_strdup(a, buf_text(&text));
	buf_free(&text);
	return s;
}

static int report_drift(struct arena *a, const struct drifts *d, struct err *e)
{
	err_set(e, ERR_ENVIRONMENT, d->v[0].object,
		"not as it was when the plan was saved; nothing was changed. %s",
		saved_plan_drift_text(a, d));
	return err_hint(e, "plan again with --save, and have that approved");
}

static int check_steps(const struct saved_host *saved, const struct steps *steps, struct err *e)
{
	static const struct saved_step none = { "", "nothing", "" };

	for (size_t i = 0; i < steps->n || i < saved->steps.n; i++) {
		const struct saved_step *was = i < saved->steps.n ? &saved->steps.v[i] : &none;
		struct saved_step is = none;

		if (i < steps->n)
			is = (struct saved_step){ step_op_name(steps->v[i].op), steps->v[i].object,
				steps->v[i].text };
		if (!strcmp(was->op, is.op) && !strcmp(was->object, is.object) &&
			!strcmp(was->text, is.text))
			continue;
		err_set(e, ERR_ENVIRONMENT, saved->name,
			"the plan would be another now; nothing was changed. Step %zu was saved as "
			"`%s %s', and would be `%s %s'",
			i + 1, was->object, was->text, is.object, is.text);
		return err_hint(e, "plan again with --save, and have that approved");
	}
	return 0;
}

int saved_plan_check(struct arena *a, const struct saved_host *saved, const struct host_state *now,
	const struct steps *steps, struct err *e)
{
	struct drifts d = { 0 };

	saved_plan_drift(a, saved->found, saved_plan_part(a, now, &saved->touched), &d);
	if (d.n)
		return report_drift(a, &d, e);
	return check_steps(saved, steps, e);
}
