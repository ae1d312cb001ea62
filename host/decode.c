// SPDX-License-Identifier: Apache-2.0
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <string.h>

#include "attrs.h"
#include "decode.h"

static bool get_option(const struct attrs *data, enum bondopt o, struct bondopts *out)
{
	const struct bondopt_row *row = &bondopt_table[o];
	uint16_t u16;
	uint8_t u8;
	bool seen = false;

	switch (row->type) {
	case BONDOPT_U8:
		seen = attrs_get(data, row->attr, &u8, sizeof(u8));
		out->value[o] = seen ? u8 : 0;
		break;
	case BONDOPT_U16:
		seen = attrs_get(data, row->attr, &u16, sizeof(u16));
		out->value[o] = seen ? u16 : 0;
		break;
	case BONDOPT_U32:
		seen = attrs_get(data, row->attr, &out->value[o], sizeof(uint32_t));
		break;
	case BONDOPT_MAC:
		seen = attrs_get(data, row->attr, out->actor_system, sizeof(out->actor_system));
		break;
	case BONDOPT_LINK: /* not shown where there is none */
		seen = bondopt_fits(o, out->value[BONDOPT_MODE]);
		break;
	}
	return seen;
}

static void decode_bond(const struct attrs *data, struct link *l, struct link_refs *refs)
{
	struct attrs ad;

	for (int o = 0; o < BONDOPT_COUNT; o++)
		if (get_option(data, (enum bondopt)o, &l->bond))
			l->bond.has |= 1u << o;
	refs->primary = (int)attrs_u32(data, IFLA_BOND_PRIMARY);
	if (!data->v[IFLA_BOND_AD_INFO])
		return;
	attrs_nested(&ad, data, IFLA_BOND_AD_INFO);
	l->ad.has = attrs_get(&ad, IFLA_BOND_AD_INFO_AGGREGATOR, &l->ad.aggregator, 2);
	l->ad.num_ports = attrs_u16(&ad, IFLA_BOND_AD_INFO_NUM_PORTS);
	l->ad.actor_key = attrs_u16(&ad, IFLA_BOND_AD_INFO_ACTOR_KEY);
	l->ad.partner_key = attrs_u16(&ad, IFLA_BOND_AD_INFO_PARTNER_KEY);
	attrs_get(&ad, IFLA_BOND_AD_INFO_PARTNER_MAC, l->ad.partner_mac, 6);
}

static void decode_member(const struct attrs *data, struct link *l)
{
	struct member_info *m = &l->member;
	uint8_t perm[6];

	m->has = true;
	m->active = attrs_u8(data, IFLA_BOND_SLAVE_STATE) == 0;
	m->mii_status = attrs_u8(data, IFLA_BOND_SLAVE_MII_STATUS);
	m->link_failures = attrs_u32(data, IFLA_BOND_SLAVE_LINK_FAILURE_COUNT);
	m->has_ad = attrs_get(data, IFLA_BOND_SLAVE_AD_AGGREGATOR_ID, &m->aggregator, 2) &&
		attrs_get(data, IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE, &m->actor_state, 1) &&
		attrs_get(data, IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE, &m->partner_state, 2);
	if (mac_is_zero(l->perm_mac) && attrs_get(data, IFLA_BOND_SLAVE_PERM_HWADDR, perm, 6))
		memcpy(l->perm_mac, perm, 6);
}

static void decode_bridge(const struct attrs *data, struct link *l)
{
	if (data->v[IFLA_BR_STP_STATE]) {
		l->stp = attrs_u32(data, IFLA_BR_STP_STATE) != 0;
		l->has |= LINK_HAS_STP;
	}
	if (attrs_get(data, IFLA_BR_FORWARD_DELAY, &l->forward_delay, 4))
		l->has |= LINK_HAS_FORWARD_DELAY;
	/* While spanning tree tells of a change it is another for a moment (br_stp.c). */
	if (attrs_get(data, IFLA_BR_AGEING_TIME, &l->ageing_time, 4) &&
		!(l->stp && attrs_u8(data, IFLA_BR_TOPOLOGY_CHANGE)))
		l->has |= LINK_HAS_AGEING_TIME;
	if (data->v[IFLA_BR_MCAST_SNOOPING]) {
		l->mcast_snooping = attrs_u8(data, IFLA_BR_MCAST_SNOOPING) != 0;
		l->has |= LINK_HAS_MCAST_SNOOPING;
	}
	if (data->v[IFLA_BR_VLAN_FILTERING]) {
		l->vlan_filtering = attrs_u8(data, IFLA_BR_VLAN_FILTERING) != 0;
		l->default_pvid = attrs_u16(data, IFLA_BR_VLAN_DEFAULT_PVID);
		l->has |= LINK_HAS_VLAN_FILTERING;
	}
}

static void decode_kind(const struct attrs *t, struct link *l, struct link_refs *refs)
{
	struct attrs info, data;
	char port_kind[16];

	attrs_nested(&info, t, IFLA_LINKINFO);
	attrs_word(&info, IFLA_INFO_KIND, l->kind_name, sizeof(l->kind_name));
	attrs_word(&info, IFLA_INFO_SLAVE_KIND, port_kind, sizeof(port_kind));
	attrs_nested(&data, &info, IFLA_INFO_DATA);
	if (!strcmp(l->kind_name, "bond")) {
		l->kind = LINK_BOND;
		decode_bond(&data, l, refs);
	} else if (!strcmp(l->kind_name, "bridge")) {
		l->kind = LINK_BRIDGE;
		decode_bridge(&data, l);
	} else if (!strcmp(l->kind_name, "vlan")) {
		l->kind = LINK_VLAN;
		l->vlan_id = attrs_u16(&data, IFLA_VLAN_ID);
		l->has |= LINK_HAS_VLAN;
	}
	if (!strcmp(port_kind, "bond")) {
		attrs_nested(&data, &info, IFLA_INFO_SLAVE_DATA);
		decode_member(&data, l);
	}
}

static void decode_addrconf(const struct attrs *t, struct link *l)
{
	struct attrs family, inet6;
	uint8_t mode;

	attrs_nested(&family, t, IFLA_AF_SPEC);
	attrs_nested(&inet6, &family, AF_INET6);
	if (!attrs_get(&inet6, IFLA_INET6_ADDR_GEN_MODE, &mode, 1))
		return;
	l->no_addrconf = mode == IN6_ADDR_GEN_MODE_NONE;
	l->has |= LINK_HAS_NO_ADDRCONF;
}

/* IFLA_LINK of a veth is its other end, of a tunnel what it was made on. */
static bool lies_on_its_link(const struct link *l)
{
	static const char *const kinds[] = { "vlan", "macvlan", "macvtap", "ipvlan", "ipvtap" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(l->kind_name, kinds[i]))
			return true;
	return false;
}

int decode_link(const struct nlmsghdr *h, struct link *out, struct link_refs *refs)
{
	struct ifinfomsg ifi;
	struct attrs t;

	if (h->nlmsg_type != RTM_NEWLINK || !nlmsg_valid_hdr(h, sizeof(ifi)))
		return -1;
	memcpy(&ifi, nlmsg_data(h), sizeof(ifi));
	attrs_parse(&t, nlmsg_attrdata(h, sizeof(ifi)), nlmsg_attrlen(h, sizeof(ifi)));
	memset(out, 0, sizeof(*out));
	attrs_word(&t, IFLA_IFNAME, out->name, sizeof(out->name));
	if (!out->name[0])
		return -1;
	out->ifindex = ifi.ifi_index;
	out->up = ifi.ifi_flags & IFF_UP;
	out->carrier = ifi.ifi_flags & IFF_LOWER_UP;
	out->not_ethernet = ifi.ifi_type != ARPHRD_ETHER;
	out->has = LINK_HAS_UP | LINK_HAS_MASTER;
	if (attrs_get(&t, IFLA_ADDRESS, out->mac, 6))
		out->has |= LINK_HAS_MAC;
	attrs_get(&t, IFLA_PERM_ADDRESS, out->perm_mac, 6);
	if (attrs_get(&t, IFLA_MTU, &out->mtu, 4))
		out->has |= LINK_HAS_MTU;
	out->max_mtu = attrs_u32(&t, IFLA_MAX_MTU);
	out->carrier_changes = attrs_u32(&t, IFLA_CARRIER_CHANGES);
	*refs = (struct link_refs){ 0 };
	decode_kind(&t, out, refs);
	decode_addrconf(&t, out);
	refs->master = (int)attrs_u32(&t, IFLA_MASTER);
	/* an index of another namespace means nothing here */
	refs->lower = t.v[IFLA_LINK_NETNSID] || !lies_on_its_link(out)
		? 0
		: (int)attrs_u32(&t, IFLA_LINK);
	return 0;
}

static void add_vlans(struct port_vlans *out, unsigned first, const struct bridge_vlan_info *last)
{
	if (first > last->vid || last->vid > VLAN_MAX)
		return;
	vlanset_add_range(&out->vlans, first, last->vid);
	if (last->flags & BRIDGE_VLAN_INFO_UNTAGGED)
		vlanset_add_range(&out->untagged, first, last->vid);
	if (last->flags & BRIDGE_VLAN_INFO_PVID)
		out->pvid = last->vid;
}

int decode_port_vlans(const struct nlmsghdr *h, struct port_vlans *out, int *ifindex)
{
	struct ifinfomsg ifi;
	struct nlattr *spec, *a;
	unsigned first = 0;
	int left;

	if (h->nlmsg_type != RTM_NEWLINK || !nlmsg_valid_hdr(h, sizeof(ifi)))
		return -1;
	memcpy(&ifi, nlmsg_data(h), sizeof(ifi));
	if (ifi.ifi_family != AF_BRIDGE)
		return -1;
	memset(out, 0, sizeof(*out));
	*ifindex = ifi.ifi_index;
	spec = nla_find(
		nlmsg_attrdata(h, sizeof(ifi)), nlmsg_attrlen(h, sizeof(ifi)), IFLA_AF_SPEC);
	if (!spec)
		return 0;
	nla_for_each_nested(a, spec, left)
	{
		struct bridge_vlan_info v;

		if (nla_type(a) != IFLA_BRIDGE_VLAN_INFO || nla_len(a) != (int)sizeof(v))
			continue;
		memcpy(&v, nla_data(a), sizeof(v));
		if (v.flags & BRIDGE_VLAN_INFO_RANGE_BEGIN)
			first = v.vid;
		else if (v.flags & BRIDGE_VLAN_INFO_RANGE_END)
			add_vlans(out, first ? first : v.vid, &v);
		else
			add_vlans(out, v.vid, &v);
		if (!(v.flags & BRIDGE_VLAN_INFO_RANGE_BEGIN))
			first = 0;
	}
	return 0;
}
