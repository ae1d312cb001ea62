// SPDX-License-Identifier: Apache-2.0
/* An intent as a file again: every word in one form, nothing left to look up. */
#include <string.h>

#include "intent.h"

static void write_jump(struct buf *out, const struct intent_switch *sw)
{
	bool v6 = sw->jump_address && strchr(sw->jump_address, ':');

	if (sw->jump_address)
		buf_printf(out, "    jump: \"%s%s%s%s%s:%u\"\n", sw->jump_user ? sw->jump_user : "",
			sw->jump_user ? "@" : "", v6 ? "[" : "", sw->jump_address, v6 ? "]" : "",
			sw->jump_port);
}

/* In single quotes YAML takes everything as it is, but those. */
static void write_quoted(struct buf *out, const char *text)
{
	buf_puts(out, "'");
	for (const char *p = text; *p; p++)
		buf_printf(out, "%s%c", *p == '\'' ? "'" : "", *p);
	buf_puts(out, "'\n");
}

static void write_lines(
	struct buf *out, const char *indent, const char *key, const struct intent_lines *lines)
{
	if (lines->n)
		buf_printf(out, "%s%s:\n", indent, key);
	for (size_t i = 0; i < lines->n; i++) {
		buf_printf(out, "%s  - ", indent);
		write_quoted(out, lines->v[i].text);
	}
}

static void write_switch(struct buf *out, const struct intent_switch *sw)
{
	bool v6 = strchr(sw->address, ':');

	buf_printf(out, "  %s:\n    address: \"%s%s%s:%u\"\n", sw->name, v6 ? "[" : "", sw->address,
		v6 ? "]" : "", sw->port);
	if (sw->user)
		buf_printf(out, "    user: %s\n", sw->user);
	if (sw->hostname)
		buf_printf(out, "    hostname: %s\n", sw->hostname);
	if (sw->serial)
		buf_printf(out, "    serial: %s\n", sw->serial);
	if (sw->model)
		buf_printf(out, "    model: %s\n", sw->model);
	if (sw->port_channels.pos.file)
		buf_printf(out, "    port_channels: %u-%u\n", sw->port_channels.first,
			sw->port_channels.last);
	if (sw->templates) {
		buf_puts(out, "    templates: ");
		write_quoted(out, sw->templates);
	}
	write_lines(out, "    ", "global", &sw->global);
	write_jump(out, sw);
	if (sw->ssh_legacy)
		buf_puts(out, "    ssh_profile: legacy\n");
	if (!sw->password_command)
		return;
	buf_puts(out, "    password_command:\n");
	for (const char **w = sw->password_command; *w; w++)
		buf_printf(out, "      - \"%s\"\n", *w);
}

static void write_tristate(struct buf *out, const char *key, enum tristate t)
{
	if (t != UNSET)
		buf_printf(out, "%s: %s\n", key, t == YES ? "yes" : "no");
}

static void write_bond_switch(struct buf *out, const struct intent_bond *b)
{
	if (!b->sw.pos.file)
		return;
	buf_puts(out, "        switch:\n");
	if (b->sw.description)
		buf_printf(out, "          description: \"%s\"\n", b->sw.description);
	write_tristate(out, "          portfast", b->sw.portfast);
	write_tristate(out, "          bpduguard", b->sw.bpduguard);
	write_tristate(out, "          nonegotiate", b->sw.nonegotiate);
	if (b->sw.lacp_rate >= 0)
		buf_printf(out, "          lacp_rate: %s\n", b->sw.lacp_rate ? "fast" : "normal");
	if (b->sw.min_links)
		buf_printf(out, "          min_links: %u\n", b->sw.min_links);
	if (b->sw.max_bundle)
		buf_printf(out, "          max_bundle: %u\n", b->sw.max_bundle);
	write_tristate(out, "          standalone_disable", b->sw.standalone_disable);
	if (b->sw.mtu.pos.file)
		buf_printf(out, "          mtu: %u\n", b->sw.mtu.value);
	if (b->sw.channel_lines.n || b->sw.member_lines.n)
		buf_puts(out, "          lines:\n");
	write_lines(out, "            ", "port_channel", &b->sw.channel_lines);
	write_lines(out, "            ", "member", &b->sw.member_lines);
}

static void write_vlans(struct buf *out, const struct vlanset *s)
{
	char text[8192];

	vlanset_format(s, text, sizeof(text));
	buf_printf(out, "        vlans: \"%s\"\n", text);
}

static void write_addrs(
	struct buf *out, const char *key, const struct intent_addrs *list, bool prefix)
{
	char text[IPADDR_TEXT_MAX];

	if (list->n)
		buf_printf(out, "        %s:\n", key);
	for (size_t i = 0; i < list->n; i++)
		buf_printf(
			out, "          - \"%s\"\n", ipaddr_format(&list->v[i].ip, prefix, text));
}

static void write_ip(struct buf *out, const struct intent_ip *ip)
{
	write_addrs(out, "addresses", &ip->addresses, true);
	write_addrs(out, "gateway", &ip->gateway, false);
	write_addrs(out, "dns", &ip->dns, false);
}

static void write_number(struct buf *out, const char *key, const struct intent_number *n)
{
	if (n->pos.file)
		buf_printf(out, "        %s: %u\n", key, n->value);
}

static void write_hwaddr(struct buf *out, const struct intent_mac *m)
{
	char text[MAC_TEXT_MAX];

	if (m->pos.file)
		buf_printf(out, "        hwaddr: %s\n", mac_format(m->mac, text));
}

static void write_bond(struct buf *out, const struct intent_bond *b)
{
	char text[32];

	buf_printf(out, "      %s:\n        members:\n", b->name);
	for (size_t i = 0; i < b->members.n; i++) {
		const struct intent_member *m = &b->members.v[i];

		buf_printf(out, "          %s:", m->nic);
		if (m->sw)
			buf_printf(out, " %s %s", m->sw->name, m->port);
		buf_puts(out, "\n");
	}
	for (int o = 0; o < BONDOPT_COUNT; o++)
		if (b->opts.has & 1u << o)
			buf_printf(out, "        %s: %s\n", bondopt_table[o].name,
				bondopt_format(&b->opts, (enum bondopt)o, text));
	if (b->port_channel)
		buf_printf(out, "        port_channel: %u\n", b->port_channel);
	if (b->native_kind == NATIVE_ID)
		buf_printf(out, "        native_vlan: %u\n", b->native_vlan);
	else if (b->park_vlan)
		buf_printf(out, "        native_vlan: { park: %u }\n", b->park_vlan);
	else if (b->native_kind == NATIVE_NONE)
		buf_puts(out, "        native_vlan: none\n");
	if (b->vlans_pos.file)
		write_vlans(out, &b->vlans);
	write_number(out, "mtu", &b->mtu);
	write_hwaddr(out, &b->hwaddr);
	write_ip(out, &b->ip);
	write_bond_switch(out, b);
}

static void write_vlan_iface(struct buf *out, const struct intent_vlan_iface *v)
{
	buf_printf(out, "      %s:\n        vlan: %u\n        bond: %s\n", v->name, v->vlan,
		v->bond->name);
	write_number(out, "mtu", &v->mtu);
	write_ip(out, &v->ip);
}

static void write_bridge(struct buf *out, const struct intent_bridge *br)
{
	buf_printf(out, "      %s:\n", br->name);
	if (br->vlan)
		buf_printf(out, "        vlan: %u\n", br->vlan);
	buf_printf(out, "        bond: %s\n", br->bond->name);
	write_tristate(out, "        vlan_aware", br->vlan_aware);
	write_tristate(out, "        stp", br->stp);
	write_number(out, "forward_delay", &br->forward_delay);
	write_number(out, "ageing_time", &br->ageing_time);
	write_tristate(out, "        mcast_snooping", br->mcast_snooping);
	write_tristate(out, "        vlan_filtering", br->vlan_filtering);
	write_number(out, "mtu", &br->mtu);
	write_hwaddr(out, &br->hwaddr);
	write_ip(out, &br->ip);
}

void intent_write(const struct intent *in, struct buf *out)
{
	buf_puts(out, "lacppair: 1\nswitches:\n");
	for (size_t i = 0; i < in->switches.n; i++)
		write_switch(out, in->switches.v[i]);
	buf_puts(out, "vlans:\n");
	for (size_t i = 0; i < in->vlans.n; i++) {
		const char *name = in->vlans.v[i].name;

		buf_printf(
			out, "  %u:%s%s\n", in->vlans.v[i].id, name ? " " : "", name ? name : "");
	}
	buf_puts(out, "hosts:\n");
	for (size_t i = 0; i < in->hosts.n; i++) {
		const struct intent_host *h = in->hosts.v[i];

		buf_printf(out, "  %s:\n    bonds:\n", h->name);
		for (size_t k = 0; k < h->bonds.n; k++)
			write_bond(out, h->bonds.v[k]);
		if (h->vlan_ifaces.n)
			buf_puts(out, "    vlan_interfaces:\n");
		for (size_t k = 0; k < h->vlan_ifaces.n; k++)
			write_vlan_iface(out, h->vlan_ifaces.v[k]);
		buf_puts(out, "    bridges:\n");
		for (size_t k = 0; k < h->bridges.n; k++)
			write_bridge(out, h->bridges.v[k]);
	}
}
