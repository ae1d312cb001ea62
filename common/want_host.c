// SPDX-License-Identifier: Apache-2.0
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "buf.h"
#include "want_host.h"

struct want {
	struct arena *a;
	const struct intent_host *host;
	const struct host_state *found; /* or NULL */
	struct host_state *out;
	struct buf missing;          /* NICs that do not exist, for one message */
	const struct pos *first_pos; /* of the first of them */
	const char *bond;            /* that names it */
};

/* The NIC that the intent names; NULL when it is not here, or nobody looked. */
static const struct link *find_nic(const struct want *w, const struct intent_member *m)
{
	uint8_t mac[6];

	if (!w->found)
		return NULL;
	if (!m->nic_is_mac)
		return host_state_link(w->found, m->nic);
	return mac_parse(m->nic, mac) ? NULL : host_state_link_by_mac(w->found, mac);
}

/* A MAC with colons is longer than a link's name may be; with dots it is not. */
static const char *unread_name(struct want *w, const struct intent_member *m)
{
	char text[MAC_TEXT_MAX];
	uint8_t mac[6];

	if (!m->nic_is_mac || mac_parse(m->nic, mac))
		return m->nic;
	return arena_strdup(w->a, mac_format_ios(mac, text));
}

/* How a NIC of the intent is called here. */
static const char *nic_name(
	struct want *w, const struct intent_bond *b, const struct intent_member *m)
{
	const struct link *l = find_nic(w, m);

	if (l)
		return l->name;
	if (!w->found)
		return unread_name(w, m);
	if (!w->first_pos) {
		w->first_pos = &m->pos;
		w->bond = b->name;
	}
	buf_printf(&w->missing, "%s%s", w->missing.len ? ", " : "", m->nic);
	return m->nic;
}

static bool exists(const struct want *w, const char *name, enum link_kind kind)
{
	const struct link *l = w->found ? host_state_link(w->found, name) : NULL;

	return l && l->kind == kind;
}

static void set_mtu(struct link *l, const struct intent_number *mtu)
{
	if (!mtu->pos.file)
		return;
	l->mtu = mtu->value;
	l->has |= LINK_HAS_MTU;
}

/* Returns whether one is said. */
static bool set_hwaddr(struct link *l, const struct intent_mac *hwaddr)
{
	if (!hwaddr->pos.file)
		return false;
	memcpy(l->mac, hwaddr->mac, sizeof(l->mac));
	l->has |= LINK_HAS_MAC;
	return true;
}

/* The first member's own address; udev would replace an address that is not in the request. */
static void pin_mac(struct want *w, struct link *l, const struct intent_bond *b)
{
	const struct link *nic = b->members.n ? find_nic(w, &b->members.v[0]) : NULL;

	if (exists(w, l->name, l->kind) || set_hwaddr(l, &b->hwaddr) || !nic)
		return;
	memcpy(l->mac, mac_is_zero(nic->perm_mac) ? nic->mac : nic->perm_mac, sizeof(l->mac));
	if (!mac_is_zero(l->mac))
		l->has |= LINK_HAS_MAC;
}

static struct link *add_link(
	struct want *w, const char *name, enum link_kind kind, const struct pos *pos)
{
	struct link *l = host_state_add_link(w->a, w->out, name, kind);

	l->pos = *pos;
	l->has = LINK_HAS_UP;
	l->up = true;
	return l;
}

static void set_master(struct link *l, const char *master)
{
	snprintf(l->master, sizeof(l->master), "%s", master);
	l->has |= LINK_HAS_MASTER;
}

/* Nothing but LACP and VLANs runs on it, so it needs no IPv6 address of its own. */
static void no_addrconf(struct link *l)
{
	l->no_addrconf = true;
	l->has |= LINK_HAS_NO_ADDRCONF;
}

static void want_ip(struct want *w, const char *link, const struct intent_ip *ip)
{
	for (size_t i = 0; i < ip->addresses.n; i++) {
		struct host_addr *addr = ARENA_PUSH(w->a, &w->out->addrs);

		snprintf(addr->link, sizeof(addr->link), "%s", link);
		addr->ip = ip->addresses.v[i].ip;
		addr->pos = ip->addresses.v[i].pos;
	}
	for (size_t i = 0; i < ip->gateway.n; i++) {
		struct host_route *r = ARENA_PUSH(w->a, &w->out->routes);

		snprintf(r->link, sizeof(r->link), "%s", link);
		r->gateway = ip->gateway.v[i].ip;
		r->dst.family = r->gateway.family;
		r->table = RT_TABLE_MAIN;
		r->protocol = RTPROT_STATIC; /* daemons leave these alone */
		r->scope = RT_SCOPE_UNIVERSE;
		r->type = RTN_UNICAST;
		r->pos = ip->gateway.v[i].pos;
	}
}

/* The intent may name the primary by its MAC, as it names the member. */
static void name_primary(struct want *w, struct bondopts *opts, const struct intent_bond *b)
{
	for (size_t i = 0; i < b->members.n; i++)
		if (!strcmp(b->opts.primary, b->members.v[i].nic))
			snprintf(opts->primary, sizeof(opts->primary), "%s",
				nic_name(w, b, &b->members.v[i]));
}

/* Only in mode 802.3ad does the kernel look at carrier unasked (bond_main.c bond_check_params). */
static void watch_carrier(const struct want *w, struct link *bond)
{
	if (exists(w, bond->name, LINK_BOND) || bond->bond.has & 1u << BONDOPT_MIIMON ||
		bond->bond.value[BONDOPT_MODE] == BOND_MODE_8023AD)
		return;
	bond->bond.has |= 1u << BONDOPT_MIIMON;
	bond->bond.value[BONDOPT_MIIMON] = bondopt_table[BONDOPT_MIIMON].init;
}

static void want_bond(struct want *w, const struct intent_bond *b)
{
	struct link *bond = add_link(w, b->name, LINK_BOND, &b->pos);

	bond->bond = b->opts;
	name_primary(w, &bond->bond, b);
	watch_carrier(w, bond);
	if (!b->ip.addresses.n)
		no_addrconf(bond);
	if (!set_hwaddr(bond, &b->hwaddr))
		pin_mac(w, bond, b);
	set_mtu(bond, &b->mtu);
	for (size_t i = 0; i < b->members.n; i++) {
		const struct intent_member *m = &b->members.v[i];

		set_master(add_link(w, nic_name(w, b, m), LINK_PLAIN, &m->pos), b->name);
	}
	want_ip(w, b->name, &b->ip);
}

static bool is_native(const struct intent_bridge *br)
{
	return br->bond->native_kind == NATIVE_ID && br->bond->native_vlan == br->vlan;
}

static void want_vlan_device(struct want *w, const char *name, const struct pos *pos,
	const char *lower, uint16_t vid, const struct intent_number *mtu)
{
	struct link *l = add_link(w, name, LINK_VLAN, pos);

	l->vlan_id = vid;
	snprintf(l->lower, sizeof(l->lower), "%s", lower);
	l->has |= LINK_HAS_VLAN;
	set_mtu(l, mtu);
}

/* VLANs that the port has already and nobody planned stay. */
static struct port_vlans *new_port_vlans(struct want *w, const struct link *l, const char *bridge)
{
	const struct link *was = w->found ? host_state_link(w->found, l->name) : NULL;
	struct port_vlans *v = ARENA_NEW(w->a, struct port_vlans);

	if (was && was->port_vlans && (l->kind == LINK_BRIDGE || !strcmp(was->master, bridge)))
		*v = *was->port_vlans;
	return v;
}

static void add_untagged(struct port_vlans *v, unsigned vid)
{
	vlanset_add(&v->vlans, vid);
	vlanset_add(&v->untagged, vid);
	v->pvid = (uint16_t)vid;
}

/* All VLANs of the bond pass, the native one untagged; untagged frames of no native VLAN do not. */
static void want_trunk_port(struct want *w, const struct intent_bridge *br)
{
	const struct intent_bond *b = br->bond;
	struct link *l = host_state_link(w->out, b->name);

	if (!l)
		return;
	set_master(l, br->name);
	l->port_vlans = new_port_vlans(w, l, br->name);
	l->port_vlans->pvid = 0;
	vlanset_union(&l->port_vlans->vlans, &b->vlans);
	vlanset_minus(&l->port_vlans->untagged, &b->vlans);
	if (b->native_kind == NATIVE_ID && vlanset_has(&b->vlans, b->native_vlan))
		add_untagged(l->port_vlans, b->native_vlan);
	l->has |= LINK_HAS_PORT_VLANS;
}

/* The host itself is a port of its bridge: of the VLANs that it has an interface in. */
static void want_own_vlans(struct want *w, struct link *l, const struct intent_bridge *br)
{
	l->port_vlans = new_port_vlans(w, l, br->name);
	for (size_t i = 0; i < w->host->vlan_ifaces.n; i++)
		if (w->host->vlan_ifaces.v[i]->bond == br->bond)
			vlanset_add(&l->port_vlans->vlans, w->host->vlan_ifaces.v[i]->vlan);
	if (br->ip.addresses.n && br->bond->native_kind == NATIVE_ID)
		add_untagged(l->port_vlans, br->bond->native_vlan);
	l->has |= LINK_HAS_PORT_VLANS;
}

/* VLAN 1 of the kernel's default would put every new port into one VLAN. One that is there is left
 * alone, since ports may live by it. */
static void want_vlan_aware(struct want *w, struct link *l, const struct intent_bridge *br)
{
	const struct link *was = w->found ? host_state_link(w->found, l->name) : NULL;

	l->vlan_filtering = true;
	l->default_pvid = was && was->vlan_filtering ? was->default_pvid : 0;
	l->has |= LINK_HAS_VLAN_FILTERING;
	want_own_vlans(w, l, br);
}

/*
 * The bond itself is the port of the native VLAN's bridge, and what a virtual machine tags itself
 * would go out into that VLAN, and come in from each that has no device here. Ports join untagged,
 * as those that a hypervisor plugs do, and a default that is there is left to those that live by
 * it.
 */
static void want_filtering(struct want *w, struct link *l, const struct intent_bridge *br)
{
	const struct link *was = w->found ? host_state_link(w->found, l->name) : NULL;
	bool on = br->vlan_filtering != NO;

	if (!is_native(br) || (!was && !on) || (was && br->vlan_filtering == UNSET))
		return;
	l->vlan_filtering = on;
	l->default_pvid = was && was->default_pvid && (was->vlan_filtering || !on)
		? was->default_pvid
		: br->vlan;
	l->has |= LINK_HAS_VLAN_FILTERING;
}

/* The native VLAN arrives untagged, so its port is the bond itself; bond0.40 would get nothing. */
static void want_port(struct want *w, const struct intent_bridge *br)
{
	const struct intent_vlan_iface *v = intent_find_vlan_iface(w->host, br->bond, br->vlan);
	char name[LINK_NAME_MAX + 8];
	struct link *l;

	if (is_native(br))
		snprintf(name, sizeof(name), "%s", br->bond->name);
	else if (v)
		snprintf(name, sizeof(name), "%s", v->name);
	else
		snprintf(name, sizeof(name), "%s.%u", br->bond->name, br->vlan);
	if (!v && !is_native(br))
		want_vlan_device(w, name, &br->pos, br->bond->name, br->vlan,
			br->mtu.pos.file ? &br->mtu : &br->bond->mtu);
	l = host_state_link(w->out, name);
	if (!l)
		return;
	if (!is_native(br))
		no_addrconf(l);
	set_master(l, br->name);
}

static void want_vlan_iface(struct want *w, const struct intent_vlan_iface *v)
{
	const struct intent_bridge *aware = intent_find_vlan_aware(w->host, v->bond);

	want_vlan_device(w, v->name, &v->pos, aware ? aware->name : v->bond->name, v->vlan,
		v->mtu.pos.file ? &v->mtu
			: aware ? &aware->mtu
				: &v->bond->mtu);
	want_ip(w, v->name, &v->ip);
}

static void set_bridge(struct link *l, const struct intent_bridge *br)
{
	enum { CENTISECONDS = 100 };

	if (br->forward_delay.pos.file) {
		l->forward_delay = br->forward_delay.value * CENTISECONDS;
		l->has |= LINK_HAS_FORWARD_DELAY;
	}
	if (br->ageing_time.pos.file) {
		l->ageing_time = br->ageing_time.value * CENTISECONDS;
		l->has |= LINK_HAS_AGEING_TIME;
	}
	if (br->mcast_snooping != UNSET) {
		l->mcast_snooping = br->mcast_snooping == YES;
		l->has |= LINK_HAS_MCAST_SNOOPING;
	}
	set_mtu(l, &br->mtu);
}

static void want_bridge(struct want *w, const struct intent_bridge *br)
{
	bool aware = br->vlan_aware == YES;
	struct link *l;

	if (aware)
		want_trunk_port(w, br);
	else
		want_port(w, br);
	l = add_link(w, br->name, LINK_BRIDGE, &br->pos);
	if (br->stp != UNSET || !exists(w, br->name, LINK_BRIDGE)) {
		l->stp = br->stp == YES;
		l->has |= LINK_HAS_STP;
	}
	if (aware)
		want_vlan_aware(w, l, br);
	else
		want_filtering(w, l, br);
	set_bridge(l, br);
	if (!br->ip.addresses.n)
		no_addrconf(l);
	if (!set_hwaddr(l, &br->hwaddr))
		pin_mac(w, l, br->bond);
	want_ip(w, br->name, &br->ip);
}

static bool is_nic(const struct link *l)
{
	return l->kind == LINK_PLAIN && !l->not_ethernet &&
		(!l->kind_name[0] || !strcmp(l->kind_name, "veth"));
}

static void hint_nics(const struct host_state *found, struct err *e)
{
	struct buf b = { 0 };
	char mac[MAC_TEXT_MAX];

	for (size_t i = 0; i < found->links.n; i++) {
		const struct link *l = &found->links.v[i];

		if (is_nic(l))
			buf_printf(&b, "%s%s (%s)", b.len ? ", " : "", l->name,
				mac_format(mac_is_zero(l->perm_mac) ? l->mac : l->perm_mac, mac));
	}
	err_hint(e, "the NICs here are: %s", b.len ? buf_text(&b) : "none");
	buf_free(&b);
}

static int check_missing(struct want *w, struct err *e)
{
	char object[160];

	if (!w->missing.len)
		return 0;
	snprintf(object, sizeof(object), "%s:%u:%u", w->first_pos->file ? w->first_pos->file : "",
		w->first_pos->line, w->first_pos->column);
	err_set(e, ERR_ENVIRONMENT, w->first_pos->file ? object : w->bond,
		"%s: no such NIC on this host: %s", w->bond, buf_text(&w->missing));
	hint_nics(w->found, e);
	buf_free(&w->missing);
	return -1;
}

struct host_state *want_host(struct arena *a, const struct intent *in,
	const struct intent_host *host, const struct host_state *found, struct err *e)
{
	struct want w = {
		.a = a, .host = host, .found = found, .out = ARENA_NEW(a, struct host_state)
	};

	(void)in;
	w.out->name = host->name;
	for (size_t i = 0; i < host->bonds.n; i++)
		want_bond(&w, host->bonds.v[i]);
	for (size_t i = 0; i < host->vlan_ifaces.n; i++)
		if (host->vlan_ifaces.v[i]->bond)
			want_vlan_iface(&w, host->vlan_ifaces.v[i]);
	for (size_t i = 0; i < host->bridges.n; i++)
		if (host->bridges.v[i]->bond)
			want_bridge(&w, host->bridges.v[i]);
	return check_missing(&w, e) ? NULL : w.out;
}
