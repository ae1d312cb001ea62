// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <sys/socket.h>

#include "diff_host_phase.h"

static void emit_addr(struct diff *d, enum step_op op, const struct host_addr *w, const char *why)
{
	struct step *s = diff_begin(d, op, w->pos, why);

	s->u.addr = *w;
	diff_end(d, s);
}

static void emit_route(struct diff *d, enum step_op op, const struct host_route *w, const char *why)
{
	struct step *s = diff_begin(d, op, w->pos, why);

	s->u.route = *w;
	diff_end(d, s);
}

static void emit_rule(struct diff *d, enum step_op op, const struct host_rule *w, const char *why)
{
	struct step *s = diff_begin(d, op, w->pos, why);

	s->u.rule = *w;
	diff_end(d, s);
}

void diff_rules_add(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->rules.n; i++) {
		const struct host_rule *w = &d->wanted->rules.v[i];

		if (!w->gone && !host_state_rule(d->sim, w))
			emit_rule(
				d, STEP_RULE_ADD, w, step_origin(d->a, host_rule_link(w), w->pos));
	}
}

void diff_rules_delete(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->rules.n; i++) {
		const struct host_rule *w = &d->wanted->rules.v[i];

		if (w->gone && host_state_rule(d->sim, w))
			emit_rule(d, STEP_RULE_DEL, w, "must not exist");
	}
}

/*
 * With the first IPv4 address of a subnet the kernel takes the others along, unless it is told to
 * promote them (devinet.c): they go before it, and return (diff_addrs_add, diff_addrs_revive).
 */
static void delete_addr(struct diff *d, const struct host_addr *w)
{
	const struct host_addr *now = host_state_addr(d->sim, w);

	for (size_t i = d->sim->addrs.n; now && w->ip.family == AF_INET && i-- > 0;) {
		const struct host_addr second = d->sim->addrs.v[i];

		if (&d->sim->addrs.v[i] == now)
			break;
		if (!second.dynamic && !strcmp(second.link, w->link) &&
			second.ip.prefix == w->ip.prefix && ipaddr_in_subnet(&w->ip, &second.ip))
			emit_addr(d, STEP_ADDR_DEL, &second,
				"goes with the first of its subnet, and returns");
	}
	if (now)
		emit_addr(d, STEP_ADDR_DEL, w, "must not exist");
}

void diff_addrs_delete(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->routes.n; i++) {
		const struct host_route *w = &d->wanted->routes.v[i];

		if (w->gone && host_state_route(d->sim, w))
			emit_route(d, STEP_ROUTE_DEL, w, "must not exist");
	}
	/* From the last: the first of a subnet would take the others along (devinet.c). */
	for (size_t i = d->wanted->addrs.n; i-- > 0;) {
		const struct host_addr *w = &d->wanted->addrs.v[i];

		if (w->gone)
			delete_addr(d, w);
	}
}

/* A gateway is to be reached by a route that is there. */
static void add_routes(struct diff *d, bool by_gateway)
{
	for (size_t i = 0; i < d->wanted->routes.n; i++) {
		const struct host_route *w = &d->wanted->routes.v[i];

		if (!w->gone && (w->gateway.family != 0) == by_gateway &&
			host_state_link(d->sim, w->link) && !host_state_route(d->sim, w))
			emit_route(d, STEP_ROUTE_ADD, w, step_origin(d->a, w->link, w->pos));
	}
}

void diff_addrs_add(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->addrs.n; i++) {
		const struct host_addr *w = &d->wanted->addrs.v[i];

		if (!w->gone && host_state_link(d->sim, w->link) && !host_state_addr(d->sim, w))
			emit_addr(d, STEP_ADDR_ADD, w, step_origin(d->a, w->link, w->pos));
	}
	add_routes(d, false);
	add_routes(d, true);
}

static bool wants_addr_gone(const struct diff *d, const struct host_addr *addr)
{
	const struct host_addr *w = host_state_addr(d->wanted, addr);

	return w && w->gone;
}

static bool wants_route_gone(const struct diff *d, const struct host_route *r)
{
	const struct host_route *w = host_state_route(d->wanted, r);

	return w && w->gone;
}

static bool still_up(const struct diff *d, const char *name)
{
	const struct link *l = host_state_link(d->sim, name);

	return l && l->up && diff_was_up(d, name) && !diff_is_kind(d, l->master, LINK_BOND);
}

/* A link that goes down and up again loses its IPv6 addresses and its routes: they return. */
void diff_addrs_revive(struct diff *d)
{
	for (size_t i = 0; i < d->found->addrs.n; i++) {
		const struct host_addr *f = &d->found->addrs.v[i];

		if (!host_addr_is_automatic(f) && still_up(d, f->link) &&
			!host_state_addr(d->sim, f) && !wants_addr_gone(d, f))
			emit_addr(d, STEP_ADDR_ADD, f,
				arena_printf(d->a, "%s went down on the way", f->link));
	}
	for (size_t i = 0; i < d->found->routes.n; i++) {
		const struct host_route *f = &d->found->routes.v[i];

		if (!host_route_is_automatic(f) && still_up(d, f->link) &&
			!host_state_route(d->sim, f) && !wants_route_gone(d, f))
			emit_route(d, STEP_ROUTE_ADD, f,
				arena_printf(d->a, "%s went down on the way", f->link));
	}
}
