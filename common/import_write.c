// SPDX-License-Identifier: Apache-2.0
#include <linux/rtnetlink.h>
#include <string.h>

#include "import_private.h"

static void write_option(struct importing *im, const struct imported_bond *b, enum bondopt o)
{
	const struct bondopts *opts = &b->link->bond;
	struct bondopts back = { 0 };
	char text[32];

	bondopt_format(opts, o, text);
	if (bondopt_parse(o, text, &back) || !bondopt_same(&back, opts, o) ||
		(o == BONDOPT_MIN_LINKS && opts->value[o] > b->n))
		import_leave(im, b->link->name, "%s is %s, which this file cannot say",
			bondopt_table[o].name, text);
	else
		buf_printf(im->out, "        %s: %s\n", bondopt_table[o].name,
			o == BONDOPT_AD_ACTOR_SYSTEM || o == BONDOPT_PRIMARY
				? import_word(im->a, text)
				: text);
}

/* miimon is always said: its default depends on the mode. */
static bool is_default(const struct bondopts *opts, enum bondopt o)
{
	static const uint8_t zero[6];

	switch (bondopt_table[o].type) {
	case BONDOPT_MAC:
		return !memcmp(opts->actor_system, zero, 6);
	case BONDOPT_LINK:
		return !opts->primary[0];
	case BONDOPT_U8:
	case BONDOPT_U16:
	case BONDOPT_U32:
		break;
	}
	return o != BONDOPT_MIIMON && opts->value[o] == bondopt_table[o].init;
}

static void write_options(struct importing *im, const struct imported_bond *b)
{
	const struct bondopts *opts = &b->link->bond;

	for (int o = 0; o < BONDOPT_COUNT; o++)
		if ((opts->has & 1u << o) && !is_default(opts, (enum bondopt)o) &&
			bondopt_fits((enum bondopt)o, opts->value[BONDOPT_MODE]))
			write_option(im, b, (enum bondopt)o);
}

static void write_members(struct importing *im, const struct imported_bond *b)
{
	char mac[MAC_TEXT_MAX];

	buf_puts(im->out, "        members:\n");
	for (size_t i = 0; i < b->n; i++) {
		const struct import_member *m = &b->members[i];
		const struct link *l = m->nic;

		buf_printf(im->out, "          %s:", import_word(im->a, l->name));
		if (b->trunk.sw)
			buf_printf(im->out, " %s %s", m->sw->name, m->name);
		mac_format(mac_is_zero(l->perm_mac) ? l->mac : l->perm_mac, mac);
		buf_printf(im->out, "  # %s%s%s\n", mac, m->why ? "; " : "", m->why ? m->why : "");
	}
	if (b->trunk.problem && b->members[0].sw)
		import_leave(
			im, b->link->name, "the switch's side is left out: %s", b->trunk.problem);
}

static void write_vlan_list(struct importing *im, const struct imported_bond *b)
{
	struct vlanset all = b->vlans, more = b->vlans;
	char *list = arena_alloc(im->a, 24576);

	if (b->trunk.sw) {
		vlanset_union(&all, &b->trunk.vlans);
		vlanset_minus(&more, &b->trunk.vlans);
	}
	vlanset_format(&all, list, 24576);
	if (*list)
		buf_printf(im->out, "        vlans: %s%s%s\n", strchr(list, ',') ? "\"" : "", list,
			strchr(list, ',') ? "\"" : "");
	vlanset_format(&more, list, 24576);
	if (b->trunk.sw && *list)
		import_leave(im, b->link->name,
			"VLANs %s are used here, but the trunk of %s does not carry them: plan "
			"will "
			"add them",
			list, b->trunk.sw->name);
}

static void write_native(struct importing *im, const struct imported_bond *b)
{
	unsigned native = b->native;

	if (!native && b->trunk.sw && b->trunk.said_native)
		native = b->trunk.native;
	if (!b->native && native && !vlanset_has(&b->trunk.vlans, native))
		buf_printf(im->out, "        native_vlan: { park: %u }\n", native);
	else if (native)
		buf_printf(im->out, "        native_vlan: %u%s\n", native,
			b->native_guessed ? "  # a guess: the host does not see its number; the "
					    "switch's `native vlan` is right"
					  : "");
}

static void write_addresses(struct importing *im, const struct link *l)
{
	char ip[IPADDR_TEXT_MAX];
	const char *list = "";

	for (size_t i = 0; i < im->s->addrs.n; i++) {
		const struct host_addr *addr = &im->s->addrs.v[i];

		if (strcmp(addr->link, l->name) != 0 || addr->link_local)
			continue;
		ipaddr_format(&addr->ip, true, ip);
		if (addr->dynamic)
			import_leave(
				im, l->name, "its address %s is given by DHCP or a router", ip);
		else
			list = arena_printf(im->a, "%s%s\"%s\"", list, *list ? ", " : "", ip);
	}
	if (*list)
		buf_printf(im->out, "        addresses: [%s]\n", list);
}

static bool is_default_route(const struct host_route *r)
{
	return !r->dst.prefix && r->gateway.family && r->table == RT_TABLE_MAIN &&
		r->protocol != RTPROT_RA;
}

/* Whether another default route of the family comes first. */
static bool is_first_gateway(const struct importing *im, const struct host_route *r)
{
	for (const struct host_route *o = im->s->routes.v; o < r; o++)
		if (is_default_route(o) && o->dst.family == r->dst.family)
			return false;
	return true;
}

static void write_routes(struct importing *im, const struct link *l)
{
	char dst[IPADDR_TEXT_MAX], via[IPADDR_TEXT_MAX];
	const char *list = "";

	for (size_t i = 0; i < im->s->routes.n; i++) {
		const struct host_route *r = &im->s->routes.v[i];

		if (strcmp(r->link, l->name) != 0 || r->protocol == RTPROT_KERNEL)
			continue;
		ipaddr_format(&r->dst, true, dst);
		if (r->gateway.family)
			ipaddr_format(&r->gateway, false, via);
		if (is_default_route(r) && is_first_gateway(im, r))
			list = arena_printf(im->a, "%s%s\"%s\"", list, *list ? ", " : "", via);
		else
			import_leave(im, l->name, "the route %s is left out",
				r->dst.prefix ? dst : "default");
	}
	if (*list)
		buf_printf(im->out, "        gateway: [%s]\n", list);
}

static void write_bond(struct importing *im, const struct imported_bond *b)
{
	buf_printf(im->out, "      %s:\n", import_word(im->a, b->link->name));
	write_members(im, b);
	if (b->trunk.sw)
		buf_printf(im->out, "        port_channel: %u\n", b->trunk.port_channel);
	write_options(im, b);
	if ((b->link->has & LINK_HAS_MTU) && b->link->mtu != 1500)
		buf_printf(im->out, "        mtu: %u\n", b->link->mtu);
	write_native(im, b);
	write_vlan_list(im, b);
	if (!b->link->master[0]) {
		write_addresses(im, b->link);
		write_routes(im, b->link);
	}
	if (b->trunk.sw)
		import_write_bond_switch(&b->trunk, &b->members[0], im->out);
	if (!b->link->up)
		import_leave(im, b->link->name, "is down here; plan sets it up");
}

/* What the bond has, its VLANs get, too, unless their bridge says another. */
static void write_bridge_mtu(struct importing *im, const struct link *br, const struct link *up,
	const struct imported_bond *b)
{
	if (up->kind != LINK_VLAN || up->mtu == b->link->mtu)
		return;
	if (br->mtu == up->mtu)
		buf_printf(im->out, "        mtu: %u\n", up->mtu);
	else
		import_leave(im, br->name, "its mtu is %u and that of its port %s is %u", br->mtu,
			up->name, up->mtu);
}

static void write_seconds(
	struct importing *im, const struct link *br, const char *key, uint32_t value, uint32_t init)
{
	enum { CENTISECONDS = 100 };

	if (value == init)
		return;
	if (value && value % CENTISECONDS == 0)
		buf_printf(im->out, "        %s: %u\n", key, value / CENTISECONDS);
	else
		import_leave(im, br->name, "its %s is %u/100 s", key, value);
}

/* The kernel's own values (net/bridge/br_device.c br_dev_setup) need not be said. */
static void write_bridge_values(struct importing *im, const struct link *br)
{
	enum { FORWARD_DELAY = 1500, AGEING_TIME = 30000 };

	if (br->stp)
		buf_puts(im->out, "        stp: yes\n");
	if (br->has & LINK_HAS_FORWARD_DELAY)
		write_seconds(im, br, "forward_delay", br->forward_delay, FORWARD_DELAY);
	if (br->has & LINK_HAS_AGEING_TIME)
		write_seconds(im, br, "ageing_time", br->ageing_time, AGEING_TIME);
	if ((br->has & LINK_HAS_MCAST_SNOOPING) && !br->mcast_snooping)
		buf_puts(im->out, "        mcast_snooping: no\n");
}

static void write_bridge(struct importing *im, const struct link *br, const struct link *up)
{
	const struct imported_bond *b =
		import_find_bond(im, up->kind == LINK_VLAN ? up->lower : up->name);

	buf_printf(im->out, "      %s:\n", import_word(im->a, br->name));
	if (b->aware_bridge == br)
		buf_puts(im->out, "        vlan_aware: yes\n");
	else
		buf_printf(im->out, "        vlan: %u\n",
			up->kind == LINK_VLAN ? up->vlan_id : b->native);
	if (im->bonds.n > 1)
		buf_printf(im->out, "        bond: %s\n", import_word(im->a, b->link->name));
	write_bridge_values(im, br);
	write_bridge_mtu(im, br, up, b);
	write_addresses(im, br);
	write_routes(im, br);
	if (!br->up || !up->up)
		import_leave(im, br->name, "is down here, or its port is; plan sets it up");
}

static void write_bridges(struct importing *im)
{
	bool any = false;

	for (size_t i = 0; i < im->s->links.n; i++) {
		const struct link *l = &im->s->links.v[i];
		const struct link *up = l->kind == LINK_BRIDGE ? import_uplink(im, l, false) : NULL;

		if (!up)
			continue;
		if (!any)
			buf_puts(im->out, "    bridges:\n");
		any = true;
		write_bridge(im, l, up);
	}
}

static void write_vlan_interface(struct importing *im, const struct link *l)
{
	const struct imported_bond *b = import_find_carrier(im, l->lower);

	buf_printf(
		im->out, "      %s:\n        vlan: %u\n", import_word(im->a, l->name), l->vlan_id);
	if (im->bonds.n > 1)
		buf_printf(im->out, "        bond: %s\n", import_word(im->a, b->link->name));
	if ((l->has & LINK_HAS_MTU) && l->mtu != b->link->mtu)
		buf_printf(im->out, "        mtu: %u\n", l->mtu);
	write_addresses(im, l);
	write_routes(im, l);
	if (!l->up)
		import_leave(im, l->name, "is down here; plan sets it up");
}

static void write_vlan_interfaces(struct importing *im)
{
	bool any = false;

	for (size_t i = 0; i < im->s->links.n; i++) {
		const struct link *l = &im->s->links.v[i];

		if (!import_is_vlan_interface(im, l))
			continue;
		if (!any)
			buf_puts(im->out, "    vlan_interfaces:\n");
		any = true;
		write_vlan_interface(im, l);
	}
}

/* What lies on our bonds, and no key of the file says. */
static void leave_rest(struct importing *im)
{
	char ip[IPADDR_TEXT_MAX];

	for (size_t i = 0; i < im->s->links.n; i++) {
		const struct link *l = &im->s->links.v[i];
		const struct link *m = l->master[0] ? host_state_link(im->s, l->master) : NULL;

		if (l->kind == LINK_VLAN && import_find_bond(im, l->lower) &&
			!(m && m->kind == LINK_BRIDGE))
			import_leave(im, l->name, "VLAN %u of %s without a bridge is left out",
				l->vlan_id, l->lower);
	}
	for (size_t i = 0; i < im->s->addrs.n; i++) {
		const struct host_addr *addr = &im->s->addrs.v[i];

		const struct imported_bond *b = import_find_bond(im, addr->link);

		if (!addr->link_local && b && b->link->master[0])
			import_leave(im, addr->link, "the address %s on it is dead in %s: left out",
				ipaddr_format(&addr->ip, true, ip), b->link->master);
	}
}

void import_write_host(struct importing *im)
{
	for (size_t i = 0; i < im->bonds.n; i++)
		write_bond(im, &im->bonds.v[i]);
	write_bridges(im);
	write_vlan_interfaces(im);
	leave_rest(im);
}
