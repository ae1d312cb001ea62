// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <sys/socket.h>

#include "host_sim.h"
#include "route_loss.h"
#include "step_text.h"

struct loss {
	const struct host_state *wanted, *found;
	const struct steps *steps;
	struct report *r;
};

static const char *extra_words(const struct host_route *r)
{
	if (r->extras & ROUTE_MULTIPATH)
		return "has several next hops";
	if (r->extras & ROUTE_NEXTHOP)
		return "uses a nexthop object";
	if (r->extras & ROUTE_METRICS)
		return "has metrics of its own (mtu, advmss)";
	return r->extras & ROUTE_ENCAP ? "has an encapsulation" : "is for one type of service";
}

static bool hangs_on(const struct host_route *r, const char *link)
{
	if (!strcmp(r->link, link))
		return true;
	for (size_t i = 0; i < r->n_hops; i++)
		if (!strcmp(r->hops[i], link))
			return true;
	return false;
}

/* The kernel takes the routes of a link that goes down, and the hops of an address that goes. */
static bool takes_route(const struct step *s, const struct host_route *r)
{
	switch (s->op) {
	case STEP_LINK_DEL:
	case STEP_LINK_DOWN:
		return hangs_on(r, s->u.link.name);
	case STEP_ADDR_DEL:
		return s->u.addr.ip.family == r->dst.family && !s->u.addr.link_local &&
			hangs_on(r, s->u.addr.link);
	case STEP_ROUTE_DEL:
		return hangs_on(r, s->u.route.link) && ipaddr_equal(&r->dst, &s->u.route.dst) &&
			r->table == s->u.route.table;
	case STEP_LINK_ADD:
	case STEP_LINK_SET:
	case STEP_LINK_UP:
	case STEP_MASTER:
	case STEP_PORT_VLANS:
	case STEP_ADDR_ADD:
	case STEP_ROUTE_ADD:
	case STEP_RULE_ADD:
	case STEP_RULE_DEL:
	case STEP_PROVE:
	case STEP_ANNOUNCE:
	case STEP_SWITCH_LINE:
		return false;
	}
	return false;
}

static void refuse_route(const struct loss *l, const struct host_route *r)
{
	for (size_t i = 0; i < l->steps->n; i++) {
		const struct step *s = &l->steps->v[i];

		if (!takes_route(s, r))
			continue;
		report_add(l->r, REPORT_ERROR, s->pos,
			"%s: the route %s %s, and would be lost: such a one is not moved",
			step_link_name(s), step_route_words(l->r->arena, r), extra_words(r))
			->hint = "take it away first, and set it where it belongs afterwards";
		return;
	}
}

/* Its frames come and go by another link from then on. */
static bool moves(const struct loss *l, const char *link)
{
	const struct link *w = *link ? host_state_link(l->wanted, link) : NULL;
	const struct link *was = w ? host_state_link(l->found, link) : NULL;

	if (!was)
		return false;
	return w->gone || (w->adopted && w->kind == LINK_BRIDGE) ||
		((w->has & LINK_HAS_MASTER) && w->master[0] && !was->master[0]);
}

static void refuse_rule(const struct loss *l, const struct host_rule *rule)
{
	const char *link = moves(l, rule->iif) ? rule->iif : rule->oif;
	const struct host_rule *w = host_state_rule(l->wanted, rule);
	const char *words;

	if (!moves(l, link) || w)
		return;
	words = host_rule_words(l->r->arena, rule);
	report_add(l->r, REPORT_ERROR, host_state_link(l->wanted, link)->pos,
		rule->extras ? "%s: the policy rule %s has what is not copied here, and would "
			       "match nothing any longer"
			     : "%s: the policy rule %s would match nothing any longer",
		link, words)
		->hint =
		!rule->extras && !l->wanted->adopt && !host_state_link(l->wanted, link)->gone
		? "--adopt moves it"
		: arena_printf(l->r->arena, "take it away first: ip %srule del %s",
			  rule->family == AF_INET6 ? "-6 " : "", words);
}

void route_loss_refuse(const struct host_state *wanted, const struct host_state *found,
	const struct steps *steps, struct report *r)
{
	struct loss l = { wanted, found, steps, r };

	for (size_t i = 0; i < found->routes.n; i++)
		if (found->routes.v[i].extras && !host_route_is_automatic(&found->routes.v[i]))
			refuse_route(&l, &found->routes.v[i]);
	for (size_t i = 0; i < found->rules.n; i++)
		refuse_rule(&l, &found->rules.v[i]);
}
