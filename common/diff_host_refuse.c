// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>

#include "diff_host.h"
#include "host_extra.h"
#include "host_sim.h"

struct refuse {
	const struct host_state *wanted, *found;
	const char *session; /* the link that carries this session, or NULL */
	struct report *r;
};

static void hint(struct report_entry *entry, const char *text)
{
	entry->hint = text;
}

static const char *kind_words(const struct link *l)
{
	switch (l->kind) {
	case LINK_PLAIN:
		return l->kind_name[0] ? l->kind_name : "NIC";
	case LINK_BOND:
		return "bond";
	case LINK_VLAN:
		return "VLAN device";
	case LINK_BRIDGE:
		return "bridge";
	}
	return "link";
}

static bool is_link_scope(const struct ipaddr *dst)
{
	return ipaddr_is_link_local(dst) || (dst->family == AF_INET6 && dst->bytes[0] == 0xff);
}

static const struct host_addr *carried_addr(const struct refuse *f, const char *link)
{
	for (size_t i = 0; i < f->found->addrs.n; i++) {
		const struct host_addr *addr = &f->found->addrs.v[i];

		if (!strcmp(addr->link, link) && !addr->link_local)
			return addr;
	}
	return NULL;
}

static const struct host_route *carried_route(const struct refuse *f, const char *link)
{
	for (size_t i = 0; i < f->found->routes.n; i++) {
		const struct host_route *r = &f->found->routes.v[i];

		if (!strcmp(r->link, link) && !is_link_scope(&r->dst))
			return r;
	}
	return NULL;
}

/* Whether the session runs over `link`: it is the session's own link or lies below it. */
static bool lies_below(
	const struct host_state *found, const char *link, const char *above, int depth)
{
	const struct link *l = host_state_link(found, above);

	if (!strcmp(link, above))
		return true;
	if (!l || !depth)
		return false;
	if (l->lower[0] && lies_below(found, link, l->lower, depth - 1))
		return true;
	for (size_t i = 0; i < found->links.n; i++)
		if (!strcmp(found->links.v[i].master, above) &&
			lies_below(found, link, found->links.v[i].name, depth - 1))
			return true;
	return false;
}

bool diff_host_carries_session(
	const struct host_state *found, const char *link, const char *session)
{
	enum { DEPTH_MAX = 8 };

	return session && lies_below(found, link, session, DEPTH_MAX);
}

static bool has_session(const struct refuse *f, const char *link)
{
	return diff_host_carries_session(f->found, link, f->session);
}

/* Its address moves along, or its link stays and only what lies below becomes another. */
static bool session_stays(const struct refuse *f)
{
	const struct link *w = f->session ? host_state_link(f->wanted, f->session) : NULL;

	return w && (w->adopted || (w->kind == LINK_BRIDGE && f->wanted->adopt));
}

/* A link that becomes a port hands its traffic to its master: what it carries would be dead. */
static bool refuse_carried(struct refuse *f, const struct link *w)
{
	const struct host_addr *addr = carried_addr(f, w->name);
	const struct host_route *route = carried_route(f, w->name);
	char ip[IPADDR_TEXT_MAX];

	if (has_session(f, w->name) && !session_stays(f)) {
		hint(report_add(f->r, REPORT_ERROR, w->pos,
			     "%s carries this session (it came in by %s): joining %s would cut it",
			     w->name, f->session, w->master),
			"come in by another NIC or the console, or let --adopt move its address");
	} else if (w->adopted) {
		return false;
	} else if (addr) {
		hint(report_add(f->r, REPORT_ERROR, w->pos,
			     "%s carries the address %s, which would be dead in %s", w->name,
			     ipaddr_format(&addr->ip, true, ip), w->master),
			"--adopt moves it; else remove the address first, or name another NIC");
	} else if (route) {
		ipaddr_format(&route->dst, true, ip);
		hint(report_add(f->r, REPORT_ERROR, w->pos,
			     "%s carries the route %s, which would be dead in %s", w->name,
			     route->dst.prefix ? ip : "default", w->master),
			"--adopt moves it; else remove the route first, or name another NIC");
	} else {
		return false;
	}
	return true;
}

static void refuse_vlans_on(struct refuse *f, const struct link *w)
{
	for (size_t i = 0; i < f->found->links.n; i++) {
		const struct link *v = &f->found->links.v[i];

		if (v->kind == LINK_PLAIN && !strcmp(v->lower, w->name))
			hint(report_add(f->r, REPORT_ERROR, w->pos,
				     "%s has the %s %s on it (a virtual machine's, or a "
				     "container's), which would lose its uplink: the kernel takes "
				     "no "
				     "such NIC into %s",
				     w->name, v->kind_name, v->name, w->master),
				"stop what uses it, and give it a port of the bridge");
		if (v->kind == LINK_VLAN && !strcmp(v->lower, w->name))
			hint(report_add(f->r, REPORT_ERROR, w->pos,
				     "%s has the VLAN device %s on it, which would be dead in %s",
				     w->name, v->name, w->master),
				"delete the VLAN device first, or name another NIC");
	}
}

/* A link that is to join a master and is not in it yet. */
static void refuse_join(struct refuse *f, const struct link *w, const struct link *l)
{
	const struct link *m;

	if (!(w->has & LINK_HAS_MASTER) || !w->master[0] || !strcmp(w->master, l->master))
		return;
	m = host_state_link(f->found, l->master);
	if (l->master[0] && !w->adopted)
		report_add(f->r, REPORT_ERROR, w->pos, "%s is already %s of the %s %s", w->name,
			m && m->kind == LINK_BOND ? "a member" : "a port",
			m ? kind_words(m) : "master", l->master)
			->hint = m && m->kind == LINK_BRIDGE
			? "`adopts` on a bridge of the intent, and --adopt, take it over"
			: "take it out of there first, or name another NIC";
	if (w->kind == LINK_PLAIN && l->not_ethernet)
		report_add(f->r, REPORT_ERROR, w->pos, "%s is not an Ethernet NIC", w->name);
	if (!refuse_carried(f, w) && w->kind == LINK_PLAIN)
		refuse_vlans_on(f, w);
}

static bool has_members(const struct refuse *f, const char *master)
{
	for (size_t i = 0; i < f->found->links.n; i++)
		if (!strcmp(f->found->links.v[i].master, master))
			return true;
	return false;
}

static const char *differing(
	const struct link *w, const struct link *l, char was[32], char want[32])
{
	for (int o = 0; o < BONDOPT_COUNT; o++)
		if (bondopt_table[o].when == BONDOPT_NO_MEMBERS && (w->bond.has & 1u << o) &&
			!bondopt_same(&w->bond, &l->bond, (enum bondopt)o)) {
			bondopt_format(&l->bond, (enum bondopt)o, was);
			bondopt_format(&w->bond, (enum bondopt)o, want);
			return bondopt_table[o].name;
		}
	return "";
}

/* An empty bond in another mode (the module makes one when it is loaded) is changed in place. */
static void refuse_mode(struct refuse *f, const struct link *w, const struct link *l)
{
	char was[32], want[32];
	const char *name;

	if (!diff_bond_needs_no_members(w, l) || !has_members(f, w->name))
		return;
	name = differing(w, l, was, want);
	if (f->wanted->recreate)
		report_add(f->r, REPORT_WARNING, w->pos,
			"%s: %s %s becomes %s: its members leave and join again, and its traffic "
			"stops until %s%s",
			w->name, name, was, want, diff_bond_back(w, l),
			has_session(f, w->name) ? ", and with it this session" : "");
	else
		hint(report_add(f->r, REPORT_ERROR, w->pos,
			     "%s exists with %s %s; %s %s needs it without members", w->name, name,
			     was, name, want),
			"--recreate takes its members out and in again; its traffic stops "
			"meanwhile");
}

/* A kernel ignores the attribute of an option that it does not have (bond_netlink.c). */
static void refuse_unknown_options(struct refuse *f, const struct link *w)
{
	for (int o = 0; o < BONDOPT_COUNT; o++)
		if ((w->bond.has & 1u << o) && bondopt_table[o].since[0] &&
			f->found->bond_options && !(f->found->bond_options & 1u << o))
			hint(report_add(f->r, REPORT_ERROR, w->pos,
				     "%s: %s: the bonds of this kernel have no such option (it "
				     "came "
				     "with Linux %s)",
				     w->name, bondopt_table[o].name, bondopt_table[o].since),
				"leave it out, or install a newer kernel");
}

/* A change that takes the whole bond down for a moment is done, but not silently. */
static void warn_down(struct refuse *f, const struct link *w, const struct link *l)
{
	for (int o = 0; o < BONDOPT_COUNT; o++)
		if ((w->bond.has & l->bond.has & 1u << o) && l->up && has_members(f, w->name) &&
			!diff_bond_needs_no_members(w, l) &&
			bondopt_table[o].when == BONDOPT_BOND_DOWN &&
			!bondopt_same(&w->bond, &l->bond, (enum bondopt)o))
			report_add(f->r, REPORT_WARNING, w->pos,
				"%s: %s changes only while the bond is down: its traffic stops "
				"until %s%s",
				w->name, bondopt_table[o].name, diff_bond_back(w, l),
				has_session(f, w->name) ? ", and with it this session" : "");
}

/* What nobody planned stays, and is said. */
static void warn_extras(struct refuse *f)
{
	struct host_extras extras = { 0 };

	host_extras(f->r->arena, f->wanted, f->found, &extras);
	for (size_t i = 0; i < extras.n; i++) {
		const struct host_extra *x = &extras.v[i];

		if (x->owner->gone)
			continue; /* it goes with it */
		report_add(f->r, REPORT_WARNING, x->owner->pos,
			"%s: extra: %s is not in the intent; it stays%s", x->owner->name,
			host_extra_words(f->r->arena, x),
			x->addr && x->addr->dynamic ? ", since DHCP or a router gives it"
						    : " (--prune takes it away)");
	}
}

static void refuse_vlan(struct refuse *f, const struct link *w, const struct link *l)
{
	if (l && (l->vlan_id != w->vlan_id || strcmp(l->lower, w->lower) != 0))
		report_add(f->r, REPORT_ERROR, w->pos,
			"%s exists and is VLAN %u of %s, not VLAN %u of %s", w->name, l->vlan_id,
			l->lower[0] ? l->lower : "another link", w->vlan_id, w->lower);
	else if (l)
		return; /* the kernel has one device a VLAN of a link (8021q/vlan.c) */
	for (size_t i = 0; i < f->found->links.n; i++) {
		const struct link *v = &f->found->links.v[i];

		if (v->kind == LINK_VLAN && v->vlan_id == w->vlan_id &&
			!strcmp(v->lower, w->lower) && strcmp(v->name, w->name) != 0)
			hint(report_add(f->r, REPORT_ERROR, w->pos,
				     "VLAN %u of %s already exists under the name %s, not %s",
				     w->vlan_id, w->lower, v->name, w->name),
				"rename or delete that device first");
	}
}

/* What a link has, or will have, below another; 0: not known. */
static uint32_t mtu_of(const struct refuse *f, const char *name)
{
	const struct link *w = host_state_link(f->wanted, name);
	const struct link *l = host_state_link(f->found, name);

	if (w && w->has & LINK_HAS_MTU)
		return w->mtu;
	return l ? l->mtu : w && w->kind != LINK_PLAIN ? 1500 : 0;
}

static void refuse_mtu(struct refuse *f, const struct link *w)
{
	const struct link *m = host_state_link(f->wanted, w->master);
	const struct link *l = host_state_link(f->found, w->name);
	uint32_t below = w->kind == LINK_VLAN ? mtu_of(f, w->lower) : 0;

	if ((w->has & LINK_HAS_MTU) && below && w->mtu > below)
		hint(report_add(f->r, REPORT_ERROR, w->pos,
			     "%s: mtu %" PRIu32 " is more than the %" PRIu32 " of %s below it",
			     w->name, w->mtu, below, w->lower),
			"say `mtu` on the bond");
	if (m && m->kind == LINK_BOND && m->has & LINK_HAS_MTU && l && l->max_mtu &&
		m->mtu > l->max_mtu)
		report_add(f->r, REPORT_ERROR, w->pos,
			"%s takes an mtu of at most %" PRIu32 ", and %s is to have %" PRIu32,
			w->name, l->max_mtu, m->name, m->mtu);
	if (m && m->kind == LINK_BRIDGE && m->has & LINK_HAS_MTU && mtu_of(f, w->name) &&
		m->mtu > mtu_of(f, w->name))
		report_add(f->r, REPORT_WARNING, m->pos,
			"%s: mtu %" PRIu32 " is more than the %" PRIu32 " of its port %s", m->name,
			m->mtu, mtu_of(f, w->name), w->name);
}

/* Both reach down to the members of a bond in use. */
static void warn_resized(struct refuse *f, const struct link *w, const struct link *l)
{
	bool lacp = l->bond.value[BONDOPT_MODE] == BOND_MODE_8023AD;

	if (!l->up || !has_members(f, w->name))
		return;
	if ((w->has & LINK_HAS_MTU) && w->mtu != l->mtu)
		report_add(f->r, REPORT_WARNING, w->pos,
			"%s: mtu: some NICs lose their link for a moment when it changes", w->name);
	if ((w->has & LINK_HAS_MAC) && memcmp(w->mac, l->mac, 6) != 0)
		report_add(f->r, REPORT_WARNING, w->pos, "%s: hwaddr: %s", w->name,
			lacp ? "LACP starts again with a new system id: its traffic stops for "
			       "about 3 s"
			     : "what is on the wire is lost until the switch has learnt it");
}

/* Ports of a bridge that begins to filter are in no VLAN: VMs would be cut off. */
static void refuse_filtering(struct refuse *f, const struct link *w, const struct link *l)
{
	if (!(w->has & LINK_HAS_VLAN_FILTERING) || !w->vlan_filtering || l->vlan_filtering ||
		w->default_pvid)
		return;
	for (size_t i = 0; i < f->found->links.n; i++) {
		const struct link *p = &f->found->links.v[i];
		const struct link *planned = host_state_link(f->wanted, p->name);

		if (strcmp(p->master, w->name) != 0 || (planned && planned->port_vlans))
			continue;
		hint(report_add(f->r, REPORT_ERROR, w->pos,
			     "%s is not VLAN-aware here, and its port %s would be in no VLAN then",
			     w->name, p->name),
			"move its VMs away first, or give the VLAN-aware bridge another name");
		return;
	}
}

static bool has_bond(const struct refuse *f, const struct link *bridge)
{
	for (size_t i = 0; i < f->wanted->links.n; i++)
		if (f->wanted->links.v[i].kind == LINK_BOND &&
			!strcmp(f->wanted->links.v[i].master, bridge->name))
			return true;
	return false;
}

/* What virtual machines tag themselves: the bond is a trunk. */
static void warn_tags(struct refuse *f, const struct link *w, const struct link *l)
{
	bool said = w->has & LINK_HAS_VLAN_FILTERING;

	if (l->vlan_filtering || !has_bond(f, w))
		return;
	if (said && w->vlan_filtering && w->default_pvid)
		report_add(f->r, REPORT_WARNING, w->pos,
			"%s: begins to filter VLANs: what its virtual machines tag themselves does "
			"not pass any longer; no link goes down",
			w->name);
	else if (!said)
		hint(report_add(f->r, REPORT_WARNING, w->pos,
			     "%s: does not filter VLANs: what its virtual machines tag themselves "
			     "reaches every VLAN of the trunk",
			     w->name),
			"`vlan_filtering: yes` on it ends that, in place; no: it is meant so");
}

static void refuse_link(struct refuse *f, const struct link *w)
{
	const struct link *l = host_state_link(f->found, w->name);

	if (l && l->kind != w->kind) {
		report_add(f->r, REPORT_ERROR, w->pos, "%s is %s %s here, not a %s", w->name,
			strchr("aeiou", kind_words(l)[0]) ? "an" : "a", kind_words(l),
			w->kind == LINK_PLAIN ? "NIC" : kind_words(w));
		return;
	}
	if (w->kind == LINK_VLAN)
		refuse_vlan(f, w, l);
	if (w->kind == LINK_BOND)
		refuse_unknown_options(f, w);
	refuse_mtu(f, w);
	if (!l)
		return;
	refuse_join(f, w, l);
	if (w->kind == LINK_BOND) {
		refuse_mode(f, w, l);
		warn_down(f, w, l);
		warn_resized(f, w, l);
	}
	if (w->kind == LINK_BRIDGE) {
		refuse_filtering(f, w, l);
		warn_tags(f, w, l);
	}
}

static bool addr_goes(const struct refuse *f, const struct host_addr *addr)
{
	const struct host_addr *w = host_state_addr(f->wanted, addr);

	return w && w->gone;
}

static bool route_goes(const struct refuse *f, const struct host_route *r)
{
	for (size_t i = 0; i < f->wanted->routes.n; i++) {
		const struct host_route *w = &f->wanted->routes.v[i];

		if (w->gone && !strcmp(w->link, r->link) && ipaddr_equal(&w->dst, &r->dst) &&
			w->table == r->table && w->metric == r->metric)
			return true;
	}
	return false;
}

static void refuse_addr(struct refuse *f, const struct host_addr *w)
{
	char ip[IPADDR_TEXT_MAX];

	for (size_t i = 0; i < f->found->addrs.n; i++) {
		const struct host_addr *addr = &f->found->addrs.v[i];

		if (ipaddr_same(&addr->ip, &w->ip) && strcmp(addr->link, w->link) != 0 &&
			!addr_goes(f, addr))
			report_add(f->r, REPORT_ERROR, w->pos,
				"the address %s of %s is on %s already",
				ipaddr_format(&w->ip, true, ip), w->link, addr->link);
	}
}

/* The metric that the kernel gives where none is said (net/ipv6/route.c IP6_RT_PRIO_USER). */
static uint32_t effective_metric(const struct host_route *r)
{
	return !r->metric && r->dst.family == AF_INET6 ? 1024 : r->metric;
}

static void refuse_route(struct refuse *f, const struct host_route *w)
{
	char dst[IPADDR_TEXT_MAX], via[IPADDR_TEXT_MAX] = "no gateway";

	if (host_state_route(f->found, w))
		return;
	for (size_t i = 0; i < f->found->routes.n; i++) {
		const struct host_route *r = &f->found->routes.v[i];

		if (!ipaddr_equal(&r->dst, &w->dst) || r->table != w->table || route_goes(f, r))
			continue;
		if (r->gateway.family)
			ipaddr_format(&r->gateway, false, via);
		ipaddr_format(&w->dst, true, dst);
		hint(report_add(f->r,
			     effective_metric(r) == effective_metric(w) ? REPORT_ERROR
									: REPORT_WARNING,
			     w->pos, "%s: the host already has a route %s, via %s on %s, metric %u",
			     w->link, w->dst.prefix ? dst : "default", via,
			     r->link[0] ? r->link : "several links", r->metric),
			"leave out the gateway, or remove that route first");
	}
}

void diff_host_refusals(const struct host_state *wanted, const struct host_state *found,
	const char *session_link, struct report *r)
{
	struct refuse f = { wanted, found, session_link, r };

	for (size_t i = 0; i < wanted->links.n; i++)
		if (!wanted->links.v[i].gone)
			refuse_link(&f, &wanted->links.v[i]);
	for (size_t i = 0; i < wanted->addrs.n; i++)
		if (!wanted->addrs.v[i].gone)
			refuse_addr(&f, &wanted->addrs.v[i]);
	for (size_t i = 0; i < wanted->routes.n; i++)
		if (!wanted->routes.v[i].gone)
			refuse_route(&f, &wanted->routes.v[i]);
	warn_extras(&f);
}
