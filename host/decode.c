// SPDX-License-Identifier: Apache-2.0
#include <linux/fib_rules.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <string.h>

#include "cursor.h"
#include "decode.h"

enum { ATTR_MAX = 127 }; /* more than any of the tables below needs */

/* One level of attributes by type. */
struct attrs {
	struct nlattr *v[ATTR_MAX + 1];
};

/* Parses [first, first + len); types beyond the table are left out. */
static void parse(struct attrs *t, struct nlattr *first, int len)
{
	struct nlattr *a;
	int left;

	memset(t, 0, sizeof(*t));
	nla_for_each_attr(a, first, len, left)
	{
		if (nla_type(a) <= ATTR_MAX)
			t->v[nla_type(a)] = a;
	}
}

static void parse_nested(struct attrs *t, const struct attrs *outer, int type)
{
	struct nlattr *a = outer->v[type];

	memset(t, 0, sizeof(*t));
	if (a)
		parse(t, nla_data(a), nla_len(a));
}

/* The value's bytes when it is there and has exactly this size. */
static bool get(const struct attrs *t, int type, void *out, size_t size)
{
	const struct nlattr *a = t->v[type];

	if (!a || nla_len(a) != (int)size)
		return false;
	memcpy(out, nla_data(a), size);
	return true;
}

static uint32_t get_u32(const struct attrs *t, int type)
{
	uint32_t v = 0;

	return get(t, type, &v, sizeof(v)) ? v : 0;
}

static uint16_t get_u16(const struct attrs *t, int type)
{
	uint16_t v = 0;

	return get(t, type, &v, sizeof(v)) ? v : 0;
}

static uint8_t get_u8(const struct attrs *t, int type)
{
	uint8_t v = 0;

	return get(t, type, &v, sizeof(v)) ? v : 0;
}

/* A NUL-terminated word; cut to size. */
static void get_word(const struct attrs *t, int type, char *out, size_t size)
{
	const struct nlattr *a = t->v[type];
	size_t n;

	out[0] = '\0';
	if (!a)
		return;
	n = strnlen(nla_data(a), (size_t)nla_len(a));
	if (n >= size)
		n = size - 1;
	memcpy(out, nla_data(a), n);
	out[n] = '\0';
}

static bool get_option(const struct attrs *data, enum bondopt o, struct bondopts *out)
{
	const struct bondopt_row *row = &bondopt_table[o];
	uint16_t u16;
	uint8_t u8;
	bool seen = false;

	switch (row->type) {
	case BONDOPT_U8:
		seen = get(data, row->attr, &u8, sizeof(u8));
		out->value[o] = seen ? u8 : 0;
		break;
	case BONDOPT_U16:
		seen = get(data, row->attr, &u16, sizeof(u16));
		out->value[o] = seen ? u16 : 0;
		break;
	case BONDOPT_U32:
		seen = get(data, row->attr, &out->value[o], sizeof(uint32_t));
		break;
	case BONDOPT_MAC:
		seen = get(data, row->attr, out->actor_system, sizeof(out->actor_system));
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
	refs->primary = (int)get_u32(data, IFLA_BOND_PRIMARY);
	if (!data->v[IFLA_BOND_AD_INFO])
		return;
	parse_nested(&ad, data, IFLA_BOND_AD_INFO);
	l->ad.has = get(&ad, IFLA_BOND_AD_INFO_AGGREGATOR, &l->ad.aggregator, 2);
	l->ad.num_ports = get_u16(&ad, IFLA_BOND_AD_INFO_NUM_PORTS);
	l->ad.actor_key = get_u16(&ad, IFLA_BOND_AD_INFO_ACTOR_KEY);
	l->ad.partner_key = get_u16(&ad, IFLA_BOND_AD_INFO_PARTNER_KEY);
	get(&ad, IFLA_BOND_AD_INFO_PARTNER_MAC, l->ad.partner_mac, 6);
}

static void decode_member(const struct attrs *data, struct link *l)
{
	struct member_info *m = &l->member;
	uint8_t perm[6];

	m->has = true;
	m->active = get_u8(data, IFLA_BOND_SLAVE_STATE) == 0;
	m->mii_status = get_u8(data, IFLA_BOND_SLAVE_MII_STATUS);
	m->link_failures = get_u32(data, IFLA_BOND_SLAVE_LINK_FAILURE_COUNT);
	m->has_ad = get(data, IFLA_BOND_SLAVE_AD_AGGREGATOR_ID, &m->aggregator, 2) &&
		get(data, IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE, &m->actor_state, 1) &&
		get(data, IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE, &m->partner_state, 2);
	if (mac_is_zero(l->perm_mac) && get(data, IFLA_BOND_SLAVE_PERM_HWADDR, perm, 6))
		memcpy(l->perm_mac, perm, 6);
}

static void decode_bridge(const struct attrs *data, struct link *l)
{
	if (data->v[IFLA_BR_STP_STATE]) {
		l->stp = get_u32(data, IFLA_BR_STP_STATE) != 0;
		l->has |= LINK_HAS_STP;
	}
	if (get(data, IFLA_BR_FORWARD_DELAY, &l->forward_delay, 4))
		l->has |= LINK_HAS_FORWARD_DELAY;
	/* While spanning tree tells of a change it is another for a moment (br_stp.c). */
	if (get(data, IFLA_BR_AGEING_TIME, &l->ageing_time, 4) &&
		!(l->stp && get_u8(data, IFLA_BR_TOPOLOGY_CHANGE)))
		l->has |= LINK_HAS_AGEING_TIME;
	if (data->v[IFLA_BR_MCAST_SNOOPING]) {
		l->mcast_snooping = get_u8(data, IFLA_BR_MCAST_SNOOPING) != 0;
		l->has |= LINK_HAS_MCAST_SNOOPING;
	}
	if (data->v[IFLA_BR_VLAN_FILTERING]) {
		l->vlan_filtering = get_u8(data, IFLA_BR_VLAN_FILTERING) != 0;
		l->default_pvid = get_u16(data, IFLA_BR_VLAN_DEFAULT_PVID);
		l->has |= LINK_HAS_VLAN_FILTERING;
	}
}

static void decode_kind(const struct attrs *t, struct link *l, struct link_refs *refs)
{
	struct attrs info, data;
	char port_kind[16];

	parse_nested(&info, t, IFLA_LINKINFO);
	get_word(&info, IFLA_INFO_KIND, l->kind_name, sizeof(l->kind_name));
	get_word(&info, IFLA_INFO_SLAVE_KIND, port_kind, sizeof(port_kind));
	parse_nested(&data, &info, IFLA_INFO_DATA);
	if (!strcmp(l->kind_name, "bond")) {
		l->kind = LINK_BOND;
		decode_bond(&data, l, refs);
	} else if (!strcmp(l->kind_name, "bridge")) {
		l->kind = LINK_BRIDGE;
		decode_bridge(&data, l);
	} else if (!strcmp(l->kind_name, "vlan")) {
		l->kind = LINK_VLAN;
		l->vlan_id = get_u16(&data, IFLA_VLAN_ID);
		l->has |= LINK_HAS_VLAN;
	}
	if (!strcmp(port_kind, "bond")) {
		parse_nested(&data, &info, IFLA_INFO_SLAVE_DATA);
		decode_member(&data, l);
	}
}

static void decode_addrconf(const struct attrs *t, struct link *l)
{
	struct attrs family, inet6;
	uint8_t mode;

	parse_nested(&family, t, IFLA_AF_SPEC);
	parse_nested(&inet6, &family, AF_INET6);
	if (!get(&inet6, IFLA_INET6_ADDR_GEN_MODE, &mode, 1))
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
	parse(&t, nlmsg_attrdata(h, sizeof(ifi)), nlmsg_attrlen(h, sizeof(ifi)));
	memset(out, 0, sizeof(*out));
	get_word(&t, IFLA_IFNAME, out->name, sizeof(out->name));
	if (!out->name[0])
		return -1;
	out->ifindex = ifi.ifi_index;
	out->up = ifi.ifi_flags & IFF_UP;
	out->carrier = ifi.ifi_flags & IFF_LOWER_UP;
	out->not_ethernet = ifi.ifi_type != ARPHRD_ETHER;
	out->has = LINK_HAS_UP | LINK_HAS_MASTER;
	if (get(&t, IFLA_ADDRESS, out->mac, 6))
		out->has |= LINK_HAS_MAC;
	get(&t, IFLA_PERM_ADDRESS, out->perm_mac, 6);
	if (get(&t, IFLA_MTU, &out->mtu, 4))
		out->has |= LINK_HAS_MTU;
	out->max_mtu = get_u32(&t, IFLA_MAX_MTU);
	out->carrier_changes = get_u32(&t, IFLA_CARRIER_CHANGES);
	*refs = (struct link_refs){ 0 };
	decode_kind(&t, out, refs);
	decode_addrconf(&t, out);
	refs->master = (int)get_u32(&t, IFLA_MASTER);
	/* an index of another namespace means nothing here */
	refs->lower =
		t.v[IFLA_LINK_NETNSID] || !lies_on_its_link(out) ? 0 : (int)get_u32(&t, IFLA_LINK);
	return 0;
}

/* An address of the family's length at the front of ip. */
static bool get_ip(const struct attrs *t, int type, int family, struct ipaddr *ip)
{
	size_t size = family == AF_INET6 ? 16 : 4;

	if (!get(t, type, ip->bytes, size))
		return false;
	ip->family = (uint8_t)family;
	ip->prefix = (uint8_t)(size * 8);
	return true;
}

static bool prefix_fits(int family, unsigned prefix)
{
	return (family == AF_INET && prefix <= 32) || (family == AF_INET6 && prefix <= 128);
}

int decode_addr(const struct nlmsghdr *h, struct host_addr *out, int *ifindex)
{
	struct ifaddrmsg ifa;
	struct ipaddr peer = { 0 };
	uint32_t flags;
	struct attrs t;

	if (h->nlmsg_type != RTM_NEWADDR || !nlmsg_valid_hdr(h, sizeof(ifa)))
		return -1;
	memcpy(&ifa, nlmsg_data(h), sizeof(ifa));
	if (!prefix_fits(ifa.ifa_family, ifa.ifa_prefixlen))
		return -1;
	parse(&t, nlmsg_attrdata(h, sizeof(ifa)), nlmsg_attrlen(h, sizeof(ifa)));
	memset(out, 0, sizeof(*out));
	if (!get_ip(&t, IFA_LOCAL, ifa.ifa_family, &out->ip) &&
		!get_ip(&t, IFA_ADDRESS, ifa.ifa_family, &out->ip))
		return -1;
	out->ip.prefix = ifa.ifa_prefixlen;
	out->link_local = ifa.ifa_family == AF_INET6 && ifa.ifa_scope == RT_SCOPE_LINK;
	flags = get_u32(&t, IFA_FLAGS) | ifa.ifa_flags;
	out->dynamic = !(flags & IFA_F_PERMANENT);
	out->nodad = flags & IFA_F_NODAD;
	out->tentative = ifa.ifa_family == AF_INET6 && (flags & IFA_F_TENTATIVE);
	out->dad_failed = ifa.ifa_family == AF_INET6 && (flags & IFA_F_DADFAILED);
	out->no_broadcast = ifa.ifa_family == AF_INET && !t.v[IFA_BROADCAST];
	out->peer = get_ip(&t, IFA_ADDRESS, ifa.ifa_family, &peer) &&
		memcmp(peer.bytes, out->ip.bytes, sizeof(peer.bytes)) != 0;
	*ifindex = (int)ifa.ifa_index;
	return 0;
}

static unsigned route_extras(const struct rtmsg *rtm, const struct attrs *t)
{
	static const struct {
		int attr;
		enum route_extra extra;
	} rows[] = {
		{ RTA_MULTIPATH, ROUTE_MULTIPATH },
		{ RTA_NH_ID, ROUTE_NEXTHOP },
		{ RTA_METRICS, ROUTE_METRICS },
		{ RTA_ENCAP, ROUTE_ENCAP },
	};
	unsigned extras = rtm->rtm_tos ? ROUTE_TOS : 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (t->v[rows[i].attr] && nla_len(t->v[rows[i].attr]))
			extras |= rows[i].extra;
	return extras;
}

int decode_route(const struct nlmsghdr *h, struct host_route *out, int *ifindex)
{
	struct rtmsg rtm;
	struct attrs t;

	if (h->nlmsg_type != RTM_NEWROUTE || !nlmsg_valid_hdr(h, sizeof(rtm)))
		return -1;
	memcpy(&rtm, nlmsg_data(h), sizeof(rtm));
	parse(&t, nlmsg_attrdata(h, sizeof(rtm)), nlmsg_attrlen(h, sizeof(rtm)));
	memset(out, 0, sizeof(*out));
	out->table = t.v[RTA_TABLE] ? get_u32(&t, RTA_TABLE) : rtm.rtm_table;
	if (!prefix_fits(rtm.rtm_family, rtm.rtm_dst_len) || out->table == RT_TABLE_LOCAL ||
		(rtm.rtm_flags & RTM_F_CLONED) || rtm.rtm_type == RTN_LOCAL ||
		rtm.rtm_type == RTN_BROADCAST || rtm.rtm_type == RTN_ANYCAST ||
		rtm.rtm_type == RTN_MULTICAST)
		return -1;
	get_ip(&t, RTA_DST, rtm.rtm_family, &out->dst);
	out->dst.family = rtm.rtm_family;
	out->dst.prefix = rtm.rtm_dst_len;
	get_ip(&t, RTA_GATEWAY, rtm.rtm_family, &out->gateway);
	get_ip(&t, RTA_PREFSRC, rtm.rtm_family, &out->src);
	out->onlink = rtm.rtm_flags & RTNH_F_ONLINK;
	out->metric = get_u32(&t, RTA_PRIORITY);
	out->protocol = rtm.rtm_protocol;
	out->scope = rtm.rtm_scope;
	out->type = rtm.rtm_type;
	out->extras = route_extras(&rtm, &t);
	*ifindex = (int)get_u32(&t, RTA_OIF);
	return 0;
}

size_t decode_hops(const struct nlmsghdr *h, int *ifindexes, size_t max)
{
	struct attrs t;
	struct cursor c;
	size_t n = 0;

	if (!nlmsg_valid_hdr(h, sizeof(struct rtmsg)))
		return 0;
	parse(&t, nlmsg_attrdata(h, sizeof(struct rtmsg)), nlmsg_attrlen(h, sizeof(struct rtmsg)));
	if (!t.v[RTA_MULTIPATH])
		return 0;
	cursor_init(&c, nla_data(t.v[RTA_MULTIPATH]), (size_t)nla_len(t.v[RTA_MULTIPATH]));
	while (n < max && cursor_left(&c) >= sizeof(struct rtnexthop)) {
		struct rtnexthop hop;
		size_t rest;

		cursor_copy(&c, &hop, sizeof(hop));
		if (hop.rtnh_len < sizeof(hop))
			break;
		rest = RTNH_ALIGN((size_t)hop.rtnh_len) - sizeof(hop);
		ifindexes[n++] = hop.rtnh_ifindex;
		cursor_skip(&c, rest);
		if (c.failed)
			break;
	}
	return n;
}

int decode_rule(const struct nlmsghdr *h, struct host_rule *out)
{
	struct fib_rule_hdr rule;
	struct attrs t;

	if (h->nlmsg_type != RTM_NEWRULE || !nlmsg_valid_hdr(h, sizeof(rule)))
		return -1;
	memcpy(&rule, nlmsg_data(h), sizeof(rule));
	parse(&t, nlmsg_attrdata(h, sizeof(rule)), nlmsg_attrlen(h, sizeof(rule)));
	memset(out, 0, sizeof(*out));
	out->family = rule.family;
	out->priority = get_u32(&t, FRA_PRIORITY);
	out->table = t.v[FRA_TABLE] ? get_u32(&t, FRA_TABLE) : rule.table;
	get_word(&t, FRA_IIFNAME, out->iif, sizeof(out->iif));
	get_word(&t, FRA_OIFNAME, out->oif, sizeof(out->oif));
	return out->iif[0] || out->oif[0] ? 0 : -1;
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
