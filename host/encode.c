// SPDX-License-Identifier: Apache-2.0
#include <linux/fib_rules.h>
#include <linux/if.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <netlink/attr.h>
#include <stdlib.h>
#include <string.h>

#include "encode.h"

/* What of a bridge travels with its kind. */
enum {
	KIND_FIELDS = LINK_HAS_STP | LINK_HAS_VLAN_FILTERING | LINK_HAS_FORWARD_DELAY |
		LINK_HAS_AGEING_TIME | LINK_HAS_MCAST_SNOOPING
};

enum { MESSAGE_MAX = 2048 }; /* many are held at once */

static struct nl_msg *message(int type, int flags, const void *header, size_t len)
{
	struct nl_msg *m = nlmsg_alloc_size(MESSAGE_MAX);

	if (!m || !nlmsg_put(m, 0, 0, type, 0, flags) ||
		nlmsg_append(m, (void *)(uintptr_t)header, len, NLMSG_ALIGNTO) < 0)
		abort();
	return m;
}

/* Running out of room cannot happen within MESSAGE_MAX, out of memory aborts. */
static void put(struct nl_msg *m, int type, const void *data, size_t len)
{
	if (nla_put(m, type, (int)len, data) < 0)
		abort();
}

static void put_u8(struct nl_msg *m, int type, uint8_t v)
{
	put(m, type, &v, sizeof(v));
}

static void put_u16(struct nl_msg *m, int type, uint16_t v)
{
	put(m, type, &v, sizeof(v));
}

static void put_u32(struct nl_msg *m, int type, uint32_t v)
{
	put(m, type, &v, sizeof(v));
}

static struct nlattr *nest(struct nl_msg *m, int type)
{
	struct nlattr *a = nla_nest_start(m, type);

	if (!a)
		abort();
	return a;
}

static void put_bond(struct nl_msg *m, const struct bondopts *opts, int primary)
{
	for (int o = 0; o < BONDOPT_COUNT; o++) {
		const struct bondopt_row *row = &bondopt_table[o];

		if (!(opts->has & 1u << o))
			continue;
		switch (row->type) {
		case BONDOPT_U8:
			put_u8(m, row->attr, (uint8_t)opts->value[o]);
			break;
		case BONDOPT_U16:
			put_u16(m, row->attr, (uint16_t)opts->value[o]);
			break;
		case BONDOPT_U32:
			put_u32(m, row->attr, opts->value[o]);
			break;
		case BONDOPT_MAC:
			put(m, row->attr, opts->actor_system, sizeof(opts->actor_system));
			break;
		case BONDOPT_LINK:
			put_u32(m, row->attr, (uint32_t)primary);
			break;
		}
	}
}

static void put_bridge(struct nl_msg *m, const struct link *l)
{
	if (l->has & LINK_HAS_STP)
		put_u32(m, IFLA_BR_STP_STATE, l->stp);
	if (l->has & LINK_HAS_FORWARD_DELAY)
		put_u32(m, IFLA_BR_FORWARD_DELAY, l->forward_delay);
	if (l->has & LINK_HAS_AGEING_TIME)
		put_u32(m, IFLA_BR_AGEING_TIME, l->ageing_time);
	if (l->has & LINK_HAS_MCAST_SNOOPING)
		put_u8(m, IFLA_BR_MCAST_SNOOPING, l->mcast_snooping);
	if (l->has & LINK_HAS_VLAN_FILTERING) {
		put_u8(m, IFLA_BR_VLAN_FILTERING, l->vlan_filtering);
		put_u16(m, IFLA_BR_VLAN_DEFAULT_PVID, l->default_pvid);
	}
}

static void put_kind(struct nl_msg *m, const struct link *l, const struct step_refs *refs)
{
	static const char *const kinds[] = {
		[LINK_PLAIN] = NULL,
		[LINK_BOND] = "bond",
		[LINK_VLAN] = "vlan",
		[LINK_BRIDGE] = "bridge",
	};
	struct nlattr *info, *data;

	if (!kinds[l->kind])
		return;
	info = nest(m, IFLA_LINKINFO);
	put(m, IFLA_INFO_KIND, kinds[l->kind], strlen(kinds[l->kind]));
	data = nest(m, IFLA_INFO_DATA);
	if (l->kind == LINK_BOND)
		put_bond(m, &l->bond, refs->primary);
	else if (l->kind == LINK_BRIDGE)
		put_bridge(m, l);
	else if (l->has & LINK_HAS_VLAN)
		put_u16(m, IFLA_VLAN_ID, l->vlan_id);
	nla_nest_end(m, data);
	nla_nest_end(m, info);
}

static void put_common(struct nl_msg *m, const struct link *l)
{
	if (l->has & LINK_HAS_MAC)
		put(m, IFLA_ADDRESS, l->mac, sizeof(l->mac));
	if (l->has & LINK_HAS_MTU)
		put_u32(m, IFLA_MTU, l->mtu);
}

static struct nl_msg *encode_add(const struct link *l, const struct step_refs *refs)
{
	struct ifinfomsg ifi = { .ifi_family = AF_UNSPEC };
	struct nl_msg *m = message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &ifi, sizeof(ifi));
	struct link without_mtu = *l;

	put(m, IFLA_IFNAME, l->name, strlen(l->name) + 1);
	if (refs->lower)
		put_u32(m, IFLA_LINK, (uint32_t)refs->lower);
	if (l->kind == LINK_BRIDGE)
		without_mtu.has &= ~(unsigned)LINK_HAS_MTU;
	put_common(m, &without_mtu);
	put_kind(m, l, refs);
	return m;
}

struct nl_msg *encode_mtu(int link, uint32_t mtu)
{
	struct ifinfomsg ifi = { .ifi_family = AF_UNSPEC, .ifi_index = link };
	struct nl_msg *m = message(RTM_NEWLINK, 0, &ifi, sizeof(ifi));

	put_u32(m, IFLA_MTU, mtu);
	return m;
}

static struct nl_msg *encode_set(const struct link *l, const struct step_refs *refs)
{
	struct ifinfomsg ifi = { .ifi_family = AF_UNSPEC, .ifi_index = refs->link };
	struct nl_msg *m = message(RTM_NEWLINK, 0, &ifi, sizeof(ifi));

	put_common(m, l);
	if (l->kind != LINK_VLAN && /* its id is for life */
		(l->bond.has || l->has & KIND_FIELDS))
		put_kind(m, l, refs);
	return m;
}

static struct nl_msg *encode_flags(int index, bool up)
{
	struct ifinfomsg ifi = { .ifi_family = AF_UNSPEC,
		.ifi_index = index,
		.ifi_flags = up ? IFF_UP : 0,
		.ifi_change = IFF_UP };

	return message(RTM_NEWLINK, 0, &ifi, sizeof(ifi));
}

static struct nl_msg *encode_master(const struct step_refs *refs)
{
	struct ifinfomsg ifi = { .ifi_family = AF_UNSPEC, .ifi_index = refs->link };
	struct nl_msg *m = message(RTM_NEWLINK, 0, &ifi, sizeof(ifi));

	put_u32(m, IFLA_MASTER, (uint32_t)refs->master);
	return m;
}

static struct nl_msg *encode_del(const struct step_refs *refs)
{
	struct ifinfomsg ifi = { .ifi_family = AF_UNSPEC, .ifi_index = refs->link };

	return message(RTM_DELLINK, 0, &ifi, sizeof(ifi));
}

struct nl_msg *encode_addrconf(int link, bool none)
{
	struct ifinfomsg ifi = { .ifi_family = AF_UNSPEC, .ifi_index = link };
	struct nl_msg *m = message(RTM_NEWLINK, 0, &ifi, sizeof(ifi));
	struct nlattr *spec = nest(m, IFLA_AF_SPEC), *inet6 = nest(m, AF_INET6);

	put_u8(m, IFLA_INET6_ADDR_GEN_MODE,
		none ? IN6_ADDR_GEN_MODE_NONE : IN6_ADDR_GEN_MODE_EUI64);
	nla_nest_end(m, inet6);
	nla_nest_end(m, spec);
	return m;
}

static size_t ip_size(const struct ipaddr *ip)
{
	return ip->family == AF_INET6 ? 16 : 4;
}

/* The kernel fills in no broadcast address of its own; a subnet of one or two has none. */
static void put_broadcast(struct nl_msg *m, const struct ipaddr *ip)
{
	uint8_t b[4];

	if (ip->family != AF_INET || ip->prefix > 30)
		return;
	memcpy(b, ip->bytes, 4);
	for (unsigned bit = ip->prefix; bit < 32; bit++)
		b[bit / 8] |= (uint8_t)(0x80 >> bit % 8);
	put(m, IFA_BROADCAST, b, sizeof(b));
}

static struct nl_msg *encode_addr(const struct host_addr *a, int link, bool add)
{
	struct ifaddrmsg ifa = {
		.ifa_family = a->ip.family,
		.ifa_prefixlen = a->ip.prefix,
		.ifa_index = (unsigned)link,
	};
	uint32_t flags =
		add ? (a->nodad ? IFA_F_NODAD : 0) | (a->no_route ? IFA_F_NOPREFIXROUTE : 0) : 0;
	struct nl_msg *m = message(add ? RTM_NEWADDR : RTM_DELADDR,
		add ? NLM_F_CREATE | NLM_F_EXCL : 0, &ifa, sizeof(ifa));

	put(m, IFA_LOCAL, a->ip.bytes, ip_size(&a->ip));
	put(m, IFA_ADDRESS, a->ip.bytes, ip_size(&a->ip));
	if (add && !a->no_broadcast)
		put_broadcast(m, &a->ip);
	if (flags)
		put_u32(m, IFA_FLAGS, flags);
	return m;
}

static struct nl_msg *encode_route(const struct host_route *r, int link, bool add)
{
	struct rtmsg rtm = {
		.rtm_family = r->dst.family,
		.rtm_dst_len = r->dst.prefix,
		.rtm_table = r->table < 256 ? (unsigned char)r->table : RT_TABLE_UNSPEC,
		.rtm_protocol = r->protocol,
		.rtm_scope = add ? r->scope : RT_SCOPE_NOWHERE,
		.rtm_type = add ? r->type : RTN_UNSPEC,
		.rtm_flags = add && r->onlink ? RTNH_F_ONLINK : 0,
	};
	struct nl_msg *m = message(add ? RTM_NEWROUTE : RTM_DELROUTE,
		add ? NLM_F_CREATE | NLM_F_EXCL : 0, &rtm, sizeof(rtm));

	put_u32(m, RTA_TABLE, r->table);
	if (r->dst.prefix)
		put(m, RTA_DST, r->dst.bytes, ip_size(&r->dst));
	if (r->gateway.family)
		put(m, RTA_GATEWAY, r->gateway.bytes, ip_size(&r->gateway));
	if (r->src.family)
		put(m, RTA_PREFSRC, r->src.bytes, ip_size(&r->src));
	if (r->metric)
		put_u32(m, RTA_PRIORITY, r->metric);
	if (link)
		put_u32(m, RTA_OIF, (uint32_t)link);
	return m;
}

static void put_rule_value(struct nl_msg *m, const struct host_rule *r, enum rule_attr k)
{
	const struct rule_row *row = &rule_table[k];
	const struct rule_value *v = &r->value[k];

	switch (row->type) {
	case RULE_U8:
		put_u8(m, row->attr, (uint8_t)v->first);
		break;
	case RULE_U32:
		put_u32(m, row->attr, v->first);
		break;
	case RULE_RANGE16:
		put(m, row->attr,
			&(struct fib_rule_port_range){ (uint16_t)v->first, (uint16_t)v->last },
			sizeof(struct fib_rule_port_range));
		break;
	case RULE_RANGE32:
		put(m, row->attr, &(struct fib_rule_uid_range){ v->first, v->last },
			sizeof(struct fib_rule_uid_range));
		break;
	}
}

/* All that it selects by goes along with a deletion, too: the first rule that fits is deleted. */
static struct nl_msg *encode_rule(const struct host_rule *r, bool add)
{
	struct fib_rule_hdr hdr = {
		.family = r->family,
		.src_len = r->src.prefix,
		.dst_len = r->dst.prefix,
		.tos = r->tos,
		.table = r->table < 256 ? (unsigned char)r->table : RT_TABLE_UNSPEC,
		.action = r->action,
		.flags = r->flags,
	};
	struct nl_msg *m = message(add ? RTM_NEWRULE : RTM_DELRULE,
		add ? NLM_F_CREATE | NLM_F_EXCL : 0, &hdr, sizeof(hdr));

	put_u32(m, FRA_TABLE, r->table);
	if (r->iif[0])
		put(m, FRA_IIFNAME, r->iif, strlen(r->iif) + 1);
	if (r->oif[0])
		put(m, FRA_OIFNAME, r->oif, strlen(r->oif) + 1);
	if (r->src.family)
		put(m, FRA_SRC, r->src.bytes, ip_size(&r->src));
	if (r->dst.family)
		put(m, FRA_DST, r->dst.bytes, ip_size(&r->dst));
	for (int k = 0; k < RULE_ATTR_COUNT; k++)
		if (r->has & 1u << k)
			put_rule_value(m, r, (enum rule_attr)k);
	return m;
}

struct nl_msg *encode_step(const struct step *s, const struct step_refs *refs)
{
	switch (s->op) {
	case STEP_LINK_ADD:
		return encode_add(&s->u.link, refs);
	case STEP_LINK_DEL:
		return encode_del(refs);
	case STEP_LINK_SET:
		return encode_set(&s->u.link, refs);
	case STEP_LINK_UP:
		return encode_flags(refs->link, true);
	case STEP_LINK_DOWN:
		return encode_flags(refs->link, false);
	case STEP_MASTER:
		return encode_master(refs);
	case STEP_ADDR_ADD:
	case STEP_ADDR_DEL:
		return encode_addr(&s->u.addr, refs->link, s->op == STEP_ADDR_ADD);
	case STEP_ROUTE_ADD:
	case STEP_ROUTE_DEL:
		return encode_route(&s->u.route, refs->link, s->op == STEP_ROUTE_ADD);
	case STEP_RULE_ADD:
	case STEP_RULE_DEL:
		return encode_rule(&s->u.rule, s->op == STEP_RULE_ADD);
	case STEP_PORT_VLANS:
	case STEP_PROVE:
	case STEP_ANNOUNCE:
	case STEP_SWITCH_LINE:
		return NULL;
	}
	return NULL;
}
