// SPDX-License-Identifier: Apache-2.0
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>

#include "host_sim.h"
#include "link_field.h"
#include "nametab.h"

enum { MTU_FIRST = 1500 }; /* of a new bond or bridge */

struct host_addr *host_state_addr(const struct host_state *s, const struct host_addr *like)
{
	for (size_t i = 0; i < s->addrs.n; i++)
		if (ipaddr_equal(&s->addrs.v[i].ip, &like->ip) &&
			!strcmp(s->addrs.v[i].link, like->link))
			return &s->addrs.v[i];
	return NULL;
}

struct host_route *host_state_route(const struct host_state *s, const struct host_route *like)
{
	for (size_t i = 0; i < s->routes.n; i++) {
		struct host_route *r = &s->routes.v[i];

		if (!strcmp(r->link, like->link) && ipaddr_equal(&r->dst, &like->dst) &&
			ipaddr_same(&r->gateway, &like->gateway) && r->table == like->table &&
			(!like->metric || r->metric == like->metric))
			return r;
	}
	return NULL;
}

struct host_rule *host_state_rule(const struct host_state *s, const struct host_rule *like)
{
	for (size_t i = 0; i < s->rules.n; i++)
		if (host_rule_same(&s->rules.v[i], like))
			return &s->rules.v[i];
	return NULL;
}

bool host_route_is_automatic(const struct host_route *r)
{
	return (r->protocol == RTPROT_KERNEL && !r->by_hand) || r->protocol == RTPROT_RA;
}

bool host_addr_is_automatic(const struct host_addr *addr)
{
	return addr->dynamic || (addr->link_local && !addr->no_route);
}

static void drop_addrs(struct host_state *s, const char *link)
{
	size_t n = 0;

	for (size_t i = 0; i < s->addrs.n; i++)
		if (strcmp(s->addrs.v[i].link, link) != 0 && n++ != i)
			s->addrs.v[n - 1] = s->addrs.v[i];
	s->addrs.n = n;
}

static void drop_routes(struct host_state *s, const char *link)
{
	size_t n = 0;

	for (size_t i = 0; i < s->routes.n; i++)
		if (strcmp(s->routes.v[i].link, link) != 0 && n++ != i)
			s->routes.v[n - 1] = s->routes.v[i];
	s->routes.n = n;
}

/* IPv4 addresses stay on links that are down; everything else goes. */
static void drop_ip(struct host_state *s, const struct nametab *down)
{
	size_t n = 0;

	for (size_t i = 0; i < s->addrs.n; i++)
		if (s->addrs.v[i].ip.family != AF_INET6 || !nametab_find(down, s->addrs.v[i].link))
			s->addrs.v[n++] = s->addrs.v[i];
	s->addrs.n = n;
	n = 0;
	for (size_t i = 0; i < s->routes.n; i++)
		if (!nametab_find(down, s->routes.v[i].link))
			s->routes.v[n++] = s->routes.v[i];
	s->routes.n = n;
}

static bool has_ipv4(const struct host_state *s, const char *link)
{
	for (size_t i = 0; i < s->addrs.n; i++)
		if (!strcmp(s->addrs.v[i].link, link) && s->addrs.v[i].ip.family == AF_INET)
			return true;
	return false;
}

/* With its last IPv4 address a link loses its IPv4 routes (fib_frontend.c fib_inetaddr_event). */
static void drop_addr(struct host_state *s, struct host_addr *addr)
{
	struct host_addr gone = *addr;
	size_t n = 0;

	s->addrs.n--;
	memmove(addr, addr + 1, (size_t)(s->addrs.v + s->addrs.n - addr) * sizeof(*addr));
	if (gone.ip.family != AF_INET || has_ipv4(s, gone.link))
		return;
	for (size_t i = 0; i < s->routes.n; i++)
		if (s->routes.v[i].dst.family != AF_INET ||
			strcmp(s->routes.v[i].link, gone.link) != 0)
			s->routes.v[n++] = s->routes.v[i];
	s->routes.n = n;
}

/* The VLANs above follow it, and those above them. */
static void link_down(struct arena *a, struct host_state *s, struct link *l)
{
	struct nametab down = { 0 };
	size_t before;

	l->up = false;
	nametab_put(a, &down, l->name, 1);
	do {
		before = down.n;
		for (size_t i = 0; i < s->links.n; i++) {
			struct link *v = &s->links.v[i];

			if (v->kind != LINK_VLAN || !nametab_find(&down, v->lower))
				continue;
			v->up = false;
			nametab_put(a, &down, v->name, 1);
		}
	} while (down.n != before);
	drop_ip(s, &down);
}

static bool is_kind(const struct host_state *s, const char *name, enum link_kind kind)
{
	const struct link *l = host_state_link(s, name);

	return l && l->kind == kind;
}

static size_t count_ports(const struct host_state *s, const char *master)
{
	size_t n = 0;

	for (size_t i = 0; i < s->links.n; i++)
		n += !strcmp(s->links.v[i].master, master);
	return n;
}

/* A bond that loses its last member gets a random address. */
static void link_leave(struct arena *a, struct host_state *s, struct link *l)
{
	struct link *bond = is_kind(s, l->master, LINK_BOND) ? host_state_link(s, l->master) : NULL;

	if (bond)
		link_down(a, s, l);
	if (bond && count_ports(s, l->master) == 1) {
		bond->has &= ~(unsigned)LINK_HAS_MAC;
		memset(bond->mac, 0, sizeof(bond->mac));
	}
	l->master[0] = '\0';
	l->port_vlans = NULL;
	l->has &= ~(unsigned)LINK_HAS_PORT_VLANS;
}

/* A VLAN-filtering bridge puts its default_pvid on a new port; 0 is none. */
static void link_join(struct arena *a, struct host_state *s, struct link *l, const char *master)
{
	const struct link *m = host_state_link(s, master);

	memcpy(l->master, master, sizeof(l->master));
	l->has |= LINK_HAS_MASTER;
	l->has &= ~(unsigned)LINK_HAS_PORT_VLANS;
	l->port_vlans = NULL;
	if (!m)
		return;
	if (m->kind == LINK_BOND) {
		l->up = true;
		l->mtu = m->mtu;
	}
	if (m->kind == LINK_BRIDGE && m->vlan_filtering) {
		l->port_vlans = ARENA_NEW(a, struct port_vlans);
		l->port_vlans->pvid = m->default_pvid;
		if (m->default_pvid) {
			vlanset_add(&l->port_vlans->vlans, m->default_pvid);
			vlanset_add(&l->port_vlans->untagged, m->default_pvid);
		}
		l->has |= LINK_HAS_PORT_VLANS;
	}
}

/* It goes before its VLANs: a state from a file may have VLANs that lie on each other. */
static void link_del(struct arena *a, struct host_state *s, struct link *l)
{
	bool has_ports = l->kind != LINK_VLAN;
	char gone[LINK_NAME_MAX];

	memcpy(gone, l->name, sizeof(gone));
	for (size_t i = 0; i < s->links.n && has_ports; i++)
		if (!strcmp(s->links.v[i].master, gone))
			link_leave(a, s, &s->links.v[i]);
	host_state_del_link(s, l);
	drop_addrs(s, gone);
	drop_routes(s, gone);
	for (size_t i = 0; i < s->links.n; i++)
		if (s->links.v[i].kind == LINK_VLAN && !strcmp(s->links.v[i].lower, gone)) {
			link_del(a, s, &s->links.v[i]);
			i = (size_t)-1;
		}
}

/* Members follow their bond, and VLANs cannot be larger than what they lie on. */
static void spread_mtu(struct host_state *s, const struct link *below)
{
	for (size_t i = 0; i < s->links.n; i++) {
		struct link *l = &s->links.v[i];
		bool member = below->kind == LINK_BOND && !strcmp(l->master, below->name);
		bool above = l->kind == LINK_VLAN && !strcmp(l->lower, below->name);

		if (member || (above && l->mtu > below->mtu))
			l->mtu = below->mtu;
		if (above)
			spread_mtu(s, l);
	}
}

static void link_set(struct arena *a, struct host_state *s, struct link *l, const struct link *set)
{
	const unsigned elsewhere = LINK_HAS_UP | LINK_HAS_MASTER | LINK_HAS_VLAN;

	for (const struct link_field *f = link_fields; f->name; f++)
		if (set->has & f->has & ~elsewhere)
			link_field_copy(l, set, f);
	if (set->has & LINK_HAS_MTU)
		spread_mtu(s, l);
	if (set->has & LINK_HAS_PORT_VLANS) {
		l->port_vlans = ARENA_NEW(a, struct port_vlans);
		*l->port_vlans = *set->port_vlans;
	}
	for (int o = 0; o < BONDOPT_COUNT; o++)
		if (set->bond.has & 1u << o)
			bondopt_copy(&l->bond, &set->bond, (enum bondopt)o);
	l->has |= set->has & ~(unsigned)LINK_HAS_UP;
}

static void link_add(struct arena *a, struct host_state *s, const struct link *new)
{
	struct link *l = host_state_add_link(a, s, new->name, new->kind);

	*l = *new;
	l->up = false;
	l->master[0] = '\0';
	l->has |= LINK_HAS_UP | LINK_HAS_MASTER;
	l->has &= ~(unsigned)LINK_HAS_PORT_VLANS;
	l->port_vlans = NULL;
	if (!(l->has & LINK_HAS_MTU)) {
		const struct link *lower = host_state_link(s, l->lower);

		l->mtu = lower && lower->has & LINK_HAS_MTU ? lower->mtu : MTU_FIRST;
		l->has |= LINK_HAS_MTU;
	}
}

static void sim_link(struct arena *a, struct host_state *s, const struct step *step)
{
	struct link *l = host_state_link(s, step->u.link.name);

	if (step->op == STEP_LINK_ADD)
		link_add(a, s, &step->u.link);
	if (!l)
		return;
	if (step->op == STEP_LINK_DEL)
		link_del(a, s, l);
	else if (step->op == STEP_LINK_SET || step->op == STEP_PORT_VLANS)
		link_set(a, s, l, &step->u.link);
	else if (step->op == STEP_LINK_UP)
		l->up = true;
	else if (step->op == STEP_LINK_DOWN)
		link_down(a, s, l);
	else if (step->op == STEP_MASTER && step->u.link.master[0])
		link_join(a, s, l, step->u.link.master);
	else if (step->op == STEP_MASTER)
		link_leave(a, s, l);
}

void host_sim_step(struct arena *a, struct host_state *s, const struct step *step)
{
	struct host_addr *addr;
	struct host_route *route;
	struct host_rule *rule;

	switch (step->op) {
	case STEP_LINK_ADD:
	case STEP_LINK_DEL:
	case STEP_LINK_SET:
	case STEP_LINK_UP:
	case STEP_LINK_DOWN:
	case STEP_MASTER:
	case STEP_PORT_VLANS:
		sim_link(a, s, step);
		break;
	case STEP_ADDR_ADD:
		*ARENA_PUSH(a, &s->addrs) = step->u.addr;
		break;
	case STEP_ADDR_DEL:
		addr = host_state_addr(s, &step->u.addr);
		if (addr)
			drop_addr(s, addr);
		break;
	case STEP_ROUTE_ADD:
		*ARENA_PUSH(a, &s->routes) = step->u.route;
		break;
	case STEP_ROUTE_DEL:
		route = host_state_route(s, &step->u.route);
		if (route)
			*route = s->routes.v[--s->routes.n];
		break;
	case STEP_RULE_ADD:
		*ARENA_PUSH(a, &s->rules) = step->u.rule;
		break;
	case STEP_RULE_DEL:
		rule = host_state_rule(s, &step->u.rule);
		if (rule)
			*rule = s->rules.v[--s->rules.n];
		break;
	case STEP_PROVE:
	case STEP_ANNOUNCE:
	case STEP_SWITCH_LINE:
		break;
	}
}
