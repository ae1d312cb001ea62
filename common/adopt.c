// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "adopt.h"
#include "host_extra.h"
#include "host_sim.h"
#include "step_text.h"

struct adopt {
	struct arena *a;
	const struct intent_host *host;
	struct host_state *wanted;
	const struct host_state *found;
	struct adoption *out;
	struct report *r;
	const char *what; /* of the link that is at work, for out */
};

/* From one link to another, for a place in the intent. */
struct move {
	const char *from, *to;
	struct pos pos;
};

static const struct intent_bridge *find_bridge(const struct intent_host *host, const char *name)
{
	for (size_t i = 0; i < host->bridges.n; i++)
		if (!strcmp(host->bridges.v[i]->name, name))
			return host->bridges.v[i];
	return NULL;
}

static const struct intent_bond *find_bond(const struct intent_host *host, const char *name)
{
	for (size_t i = 0; i < host->bonds.n; i++)
		if (!strcmp(host->bonds.v[i]->name, name))
			return host->bonds.v[i];
	return NULL;
}

static const struct intent_bridge *adopter_of(const struct intent_host *host, const char *link)
{
	for (size_t i = 0; i < host->bridges.n; i++)
		if (host->bridges.v[i]->adopts && !strcmp(host->bridges.v[i]->adopts, link))
			return host->bridges.v[i];
	return NULL;
}

/* Where the untagged traffic of a link goes once it has joined its master. */
static const char *untagged_goes_to(const struct adopt *ad, const struct link *w)
{
	const struct link *m = host_state_link(ad->wanted, w->master);

	return m && m->kind == LINK_BOND && (m->has & LINK_HAS_MASTER) && m->master[0] ? m->master
										       : w->master;
}

/* "br41 (VLAN 41)" */
static const char *place(const struct adopt *ad, const char *link)
{
	const struct intent_bridge *br = find_bridge(ad->host, link);

	return br && br->vlan ? arena_printf(ad->a, "%s (VLAN %u)", link, br->vlan) : link;
}

static void say_moved(struct adopt *ad, const char *what)
{
	ad->what = arena_printf(ad->a, "%s%s%s", ad->what, *ad->what ? ", " : "", what);
}

static struct host_addr *wanted_ip(const struct adopt *ad, const struct ipaddr *ip)
{
	for (size_t i = 0; i < ad->wanted->addrs.n; i++)
		if (!ad->wanted->addrs.v[i].gone && ipaddr_same(&ad->wanted->addrs.v[i].ip, ip))
			return &ad->wanted->addrs.v[i];
	return NULL;
}

/* Why an address cannot move; whether there was such a reason. */
static bool refuse_addr(struct adopt *ad, const struct host_addr *f, const struct move *m)
{
	const struct host_addr *w = wanted_ip(ad, &f->ip);
	char ip[IPADDR_TEXT_MAX];

	ipaddr_format(&f->ip, true, ip);
	if (f->peer) {
		report_add(ad->r, REPORT_ERROR, m->pos,
			"%s has the point-to-point address %s: it is not adopted", m->from, ip)
			->hint = "move it by hand, or name another NIC";
	} else if (f->dynamic && f->ip.family == AF_INET) {
		report_add(ad->r, REPORT_ERROR, m->pos,
			"%s has the address %s from DHCP: its client would go on there", m->from,
			ip)
			->hint = arena_printf(ad->a,
			"stop the client, make the address a fixed one, or let it ask on %s",
			m->to);
	} else if (w && strcmp(w->link, m->to) != 0) {
		report_add(ad->r, REPORT_ERROR, w->pos.file ? w->pos : m->pos,
			"%s lives untagged on %s, which becomes %s, and the intent puts it on %s",
			ip, m->from, place(ad, m->to), place(ad, w->link))
			->hint =
			arena_printf(ad->a, "give it to %s, or make that the native VLAN", m->to);
	} else {
		return false;
	}
	return true;
}

/* The port of a VLAN-aware bridge, or the bridge itself, that is in the native VLAN untagged. */
static void into_native(struct adopt *ad, struct link *l, const char *bridge)
{
	const struct intent_bridge *br = find_bridge(ad->host, bridge);
	uint16_t vid = br && br->bond ? br->bond->native_vlan : 0;

	if (!br || br->vlan_aware != YES || !l || !vid)
		return;
	if (!l->port_vlans)
		l->port_vlans = ARENA_NEW(ad->a, struct port_vlans);
	l->has |= LINK_HAS_PORT_VLANS;
	vlanset_add(&l->port_vlans->vlans, vid);
	vlanset_add(&l->port_vlans->untagged, vid);
	l->port_vlans->pvid = vid;
}

/* IPv6 needs a link-local address beside it; usable at once, since it was proven unique. */
static void add_addr(struct adopt *ad, const struct host_addr *f, const struct move *m)
{
	struct host_addr *w = wanted_ip(ad, &f->ip);
	struct link *to = host_state_link(ad->wanted, m->to);
	char ip[IPADDR_TEXT_MAX];

	if (!w) {
		w = ARENA_PUSH(ad->a, &ad->wanted->addrs);
		*w = *f;
		snprintf(w->link, sizeof(w->link), "%s", m->to);
		w->pos = m->pos;
	}
	w->nodad = f->ip.family == AF_INET6;
	into_native(ad, to, m->to);
	if (to && f->ip.family == AF_INET6)
		to->has &= ~(unsigned)LINK_HAS_NO_ADDRCONF;
	say_moved(ad, arena_printf(ad->a, "the address %s", ipaddr_format(&f->ip, true, ip)));
}

static void move_addr(struct adopt *ad, const struct host_addr *f, const struct move *m)
{
	struct host_addr *gone;

	if (refuse_addr(ad, f, m) || f->dynamic) /* a router says it again on the new link */
		return;
	add_addr(ad, f, m);
	gone = ARENA_PUSH(ad->a, &ad->wanted->addrs);
	*gone = *f;
	gone->pos = m->pos;
	gone->gone = true;
}

static struct host_route *wanted_route(const struct adopt *ad, const struct host_route *f)
{
	for (size_t i = 0; i < ad->wanted->routes.n; i++) {
		struct host_route *w = &ad->wanted->routes.v[i];

		if (!w->gone && ipaddr_equal(&w->dst, &f->dst) && w->table == f->table)
			return w;
	}
	return NULL;
}

/* A route that the intent says too keeps what the intent cannot say; another one of the intent
 * takes its place. */
static void add_route(struct adopt *ad, const struct host_route *f, const struct move *m)
{
	struct host_route *w = wanted_route(ad, f), said;

	if (w && (strcmp(w->link, m->to) != 0 || !ipaddr_same(&w->gateway, &f->gateway))) {
		report_add(ad->r, REPORT_WARNING, w->pos,
			"%s: the route %s goes: the intent has another to there", m->from,
			step_route_words(ad->a, f));
		return;
	}
	if (!w)
		w = ARENA_PUSH(ad->a, &ad->wanted->routes);
	said = *w;
	*w = *f;
	snprintf(w->link, sizeof(w->link), "%s", m->to);
	w->pos = said.pos.file ? said.pos : m->pos;
	say_moved(ad, arena_printf(ad->a, "the route %s", step_route_words(ad->a, f)));
}

static void move_route(struct adopt *ad, const struct host_route *f, const struct move *m)
{
	struct host_route *gone;

	add_route(ad, f, m);
	gone = ARENA_PUSH(ad->a, &ad->wanted->routes);
	*gone = *f;
	gone->pos = m->pos;
	gone->gone = true;
}

static void rename_rule(struct host_rule *r, const struct move *m)
{
	if (!strcmp(r->iif, m->from))
		snprintf(r->iif, sizeof(r->iif), "%s", m->to);
	if (!strcmp(r->oif, m->from))
		snprintf(r->oif, sizeof(r->oif), "%s", m->to);
}

/* By one that names two links which move, two moves come. Rules by an address stay as they are. */
static void move_rules(struct adopt *ad, const struct move *m)
{
	for (size_t i = 0; i < ad->found->rules.n; i++) {
		const struct host_rule *f = &ad->found->rules.v[i];
		struct host_rule *w;

		if (f->extras || !host_rule_names(f, m->from))
			continue;
		say_moved(ad, arena_printf(ad->a, "the policy rule %s", host_rule_words(ad->a, f)));
		if (host_state_rule(ad->wanted, f))
			continue;
		for (int gone = 0; gone < 2; gone++) {
			w = ARENA_PUSH(ad->a, &ad->wanted->rules);
			*w = *f;
			w->pos = m->pos;
			w->gone = gone;
		}
	}
	for (size_t i = 0; i < ad->wanted->rules.n; i++)
		if (!ad->wanted->rules.v[i].gone)
			rename_rule(&ad->wanted->rules.v[i], m);
}

/* A link-local subnet is each link's own. */
static bool moves(const struct host_route *r)
{
	return !host_route_is_automatic(r) && !ipaddr_is_link_local(&r->dst);
}

static void move_ip(struct adopt *ad, const struct move *m)
{
	for (size_t i = 0; i < ad->found->addrs.n; i++)
		if (!strcmp(ad->found->addrs.v[i].link, m->from) &&
			!ad->found->addrs.v[i].link_local)
			move_addr(ad, &ad->found->addrs.v[i], m);
	for (size_t i = 0; i < ad->found->routes.n; i++)
		if (!strcmp(ad->found->routes.v[i].link, m->from) && moves(&ad->found->routes.v[i]))
			move_route(ad, &ad->found->routes.v[i], m);
	move_rules(ad, m);
}

static void note(struct adopt *ad, const struct move *m)
{
	*ARENA_PUSH(ad->a, ad->out) = (struct adopted){ m->from, m->to, ad->what };
	report_add(ad->r, REPORT_WARNING, m->pos, "%s is adopted by %s%s%s", m->from,
		place(ad, m->to), *ad->what ? ": " : "", ad->what);
}

/* A new link gets the address of what it takes over: nobody on the wire has to learn another. */
static void keep_mac(struct adopt *ad, const char *name, const struct link *from)
{
	const struct intent_bridge *br = find_bridge(ad->host, name);
	const struct intent_bond *b = find_bond(ad->host, name);
	struct link *w = host_state_link(ad->wanted, name);

	if (!w || w->kind == LINK_PLAIN || (br && br->hwaddr.pos.file) ||
		(b && b->hwaddr.pos.file) || !(from->has & LINK_HAS_MAC) ||
		host_state_link(ad->found, name))
		return;
	memcpy(w->mac, from->mac, sizeof(w->mac));
	w->has |= LINK_HAS_MAC;
}

static bool carries(const struct adopt *ad, const char *link)
{
	for (size_t i = 0; i < ad->found->addrs.n; i++)
		if (!strcmp(ad->found->addrs.v[i].link, link) && !ad->found->addrs.v[i].link_local)
			return true;
	for (size_t i = 0; i < ad->found->routes.n; i++)
		if (!strcmp(ad->found->routes.v[i].link, link) && moves(&ad->found->routes.v[i]))
			return true;
	for (size_t i = 0; i < ad->found->rules.n; i++)
		if (host_rule_names(&ad->found->rules.v[i], link))
			return true;
	return false;
}

/* A NIC without a master, or a port of the bridge that it will lie below anyway. */
static bool may_adopt(const struct adopt *ad, const struct link *w, const struct link *l)
{
	if (!(w->has & LINK_HAS_MASTER) || !w->master[0] || !strcmp(w->master, l->master))
		return false;
	return !l->master[0] ? carries(ad, w->name) : !strcmp(l->master, untagged_goes_to(ad, w));
}

static bool takes_untagged(const struct adopt *ad, const struct intent_bond *bond, const char *to)
{
	const struct intent_bridge *br = find_bridge(ad->host, to);

	return bond->native_kind != NATIVE_NONE &&
		(!br || br->vlan_aware != YES || bond->native_kind == NATIVE_ID);
}

static void adopt_joining(struct adopt *ad, size_t at)
{
	const struct link *l = host_state_link(ad->found, ad->wanted->links.v[at].name);
	struct link *w = &ad->wanted->links.v[at];
	const struct intent_bond *bond = find_bond(ad->host, w->master);
	struct move m = { l ? l->name : "", arena_strdup(ad->a, untagged_goes_to(ad, w)), w->pos };

	if (!l || w->gone || w->adopted || !may_adopt(ad, w, l))
		return;
	if (bond && !takes_untagged(ad, bond, m.to)) {
		report_add(ad->r, REPORT_ERROR, w->pos,
			"%s carries untagged traffic, and %s has %s", w->name, bond->name,
			bond->native_kind == NATIVE_NONE ? "native_vlan: none" : "no native_vlan");
		return;
	}
	w->adopted = true;
	ad->what = "";
	keep_mac(ad, w->master, l);
	keep_mac(ad, m.to, l);
	move_ip(ad, &m);
	note(ad, &m);
}

/* The link's place in wanted; a link of which nothing was wanted yet is added. */
static struct link *want_link(struct adopt *ad, const struct link *l, struct pos pos)
{
	struct link *w = host_state_link(ad->wanted, l->name);

	if (!w) {
		w = host_state_add_link(ad->a, ad->wanted, l->name, l->kind);
		w->pos = pos;
	}
	w->adopted = true;
	return w;
}

/* A port of the old bridge: an uplink that joins a bond, a VM's, or nobody knows what. */
static void move_port(struct adopt *ad, const struct link *l, const struct move *m)
{
	const struct link *w = host_state_link(ad->wanted, l->name);
	struct link *port;

	if (w && (w->has & LINK_HAS_MASTER)) {
		if (strcmp(untagged_goes_to(ad, w), m->to) != 0)
			report_add(ad->r, REPORT_ERROR, m->pos,
				"%s lives untagged on %s, which becomes %s, and %s is to adopt it",
				m->from, l->name, place(ad, untagged_goes_to(ad, w)),
				place(ad, m->to));
		keep_mac(ad, w->master, l);
		move_ip(ad, &(struct move){ l->name, m->to, m->pos });
		want_link(ad, l, m->pos);
	} else if (host_is_vm_port(l)) {
		port = want_link(ad, l, m->pos);
		snprintf(port->master, sizeof(port->master), "%s", m->to);
		port->has |= LINK_HAS_MASTER;
		into_native(ad, port, m->to);
		say_moved(ad, arena_printf(ad->a, "the port %s", l->name));
	} else {
		report_add(ad->r, REPORT_ERROR, m->pos,
			"%s is to be adopted by %s, but its port %s is not in the intent", m->from,
			m->to, l->name)
			->hint = "make it a member, or take it out of the bridge first";
	}
}

static void adopt_bridge(struct adopt *ad, const struct intent_bridge *br, const struct link *old)
{
	struct move m = { old->name, br->name, br->adopts_pos };
	struct link *w;

	if (old->vlan_filtering) {
		report_add(ad->r, REPORT_ERROR, m.pos,
			"%s filters VLANs, so that its ports are in different ones: it is not "
			"adopted",
			old->name);
		return;
	}
	ad->what = "";
	keep_mac(ad, br->name, old);
	for (size_t i = 0; i < ad->found->links.n; i++)
		if (!strcmp(ad->found->links.v[i].master, old->name))
			move_port(ad, &ad->found->links.v[i], &m);
	move_ip(ad, &m);
	w = want_link(ad, old, m.pos);
	w->up = false;
	w->has |= LINK_HAS_UP;
	note(ad, &m);
}

static bool has_ports(const struct host_state *found, const char *bridge)
{
	for (size_t i = 0; i < found->links.n; i++)
		if (!strcmp(found->links.v[i].master, bridge))
			return true;
	return false;
}

/* The bridge that is still to be adopted; an earlier adoption leaves it empty. */
static const struct link *old_bridge(const struct intent_bridge *br, const struct host_state *found)
{
	struct adopt look = { .found = found };
	const struct link *old = br->adopts ? host_state_link(found, br->adopts) : NULL;

	return old && old->kind == LINK_BRIDGE &&
			(carries(&look, old->name) || has_ports(found, old->name))
		? old
		: NULL;
}

/* `adopts` may name a member, too: then it must lie in the VLAN of that bridge. */
static void check_adopter(struct adopt *ad, const struct link *w)
{
	const struct intent_bridge *br = adopter_of(ad->host, w->name);

	if (br && w->kind == LINK_PLAIN && (w->has & LINK_HAS_MASTER) && w->master[0] &&
		strcmp(untagged_goes_to(ad, w), br->name) != 0)
		report_add(ad->r, REPORT_ERROR, br->adopts_pos,
			"%s becomes %s untagged, and %s is to adopt it", w->name,
			place(ad, untagged_goes_to(ad, w)), place(ad, br->name));
}

void host_adopt(struct arena *a, const struct intent_host *host, struct host_state *wanted,
	const struct host_state *found, struct adoption *out, struct report *r)
{
	struct adopt ad = { a, host, wanted, found, out, r, "" };
	size_t links = wanted->links.n;

	wanted->adopt = true;
	for (size_t i = 0; i < links; i++)
		check_adopter(&ad, &wanted->links.v[i]);
	for (size_t i = 0; i < host->bridges.n; i++) {
		const struct link *old = old_bridge(host->bridges.v[i], found);

		if (old)
			adopt_bridge(&ad, host->bridges.v[i], old);
	}
	for (size_t i = 0; i < links; i++)
		adopt_joining(&ad, i);
}

void host_adopt_refuse(
	const struct intent_host *host, const struct host_state *found, struct report *r)
{
	for (size_t i = 0; i < host->bridges.n; i++) {
		const struct intent_bridge *br = host->bridges.v[i];
		const struct link *old = old_bridge(br, found);

		if (old)
			report_add(r, REPORT_ERROR, br->adopts_pos,
				"%s is to adopt %s, and that is done only when asked", br->name,
				old->name)
				->hint = "--adopt moves its addresses, routes, rules and VM ports";
	}
}
