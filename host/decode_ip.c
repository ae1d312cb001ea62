// SPDX-License-Identifier: Apache-2.0
/* Addresses, routes and policy rules. */
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <string.h>

#include "attrs.h"
#include "cursor.h"
#include "decode.h"

/* An address of the family's length at the front of ip. */
static bool get_ip(const struct attrs *t, int type, int family, struct ipaddr *ip)
{
	size_t size = family == AF_INET6 ? 16 : 4;

	if (!attrs_get(t, type, ip->bytes, size))
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
	attrs_parse(&t, nlmsg_attrdata(h, sizeof(ifa)), nlmsg_attrlen(h, sizeof(ifa)));
	memset(out, 0, sizeof(*out));
	if (!get_ip(&t, IFA_LOCAL, ifa.ifa_family, &out->ip) &&
		!get_ip(&t, IFA_ADDRESS, ifa.ifa_family, &out->ip))
		return -1;
	out->ip.prefix = ifa.ifa_prefixlen;
	out->link_local = ifa.ifa_family == AF_INET6 && ifa.ifa_scope == RT_SCOPE_LINK;
	flags = attrs_u32(&t, IFA_FLAGS) | ifa.ifa_flags;
	out->dynamic = !(flags & IFA_F_PERMANENT);
	out->nodad = flags & IFA_F_NODAD;
	out->no_route = flags & IFA_F_NOPREFIXROUTE;
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
	attrs_parse(&t, nlmsg_attrdata(h, sizeof(rtm)), nlmsg_attrlen(h, sizeof(rtm)));
	memset(out, 0, sizeof(*out));
	out->table = t.v[RTA_TABLE] ? attrs_u32(&t, RTA_TABLE) : rtm.rtm_table;
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
	out->metric = attrs_u32(&t, RTA_PRIORITY);
	out->protocol = rtm.rtm_protocol;
	out->scope = rtm.rtm_scope;
	out->type = rtm.rtm_type;
	out->extras = route_extras(&rtm, &t);
	*ifindex = (int)attrs_u32(&t, RTA_OIF);
	return 0;
}

size_t decode_hops(const struct nlmsghdr *h, int *ifindexes, size_t max)
{
	struct attrs t;
	struct cursor c;
	size_t n = 0;

	if (!nlmsg_valid_hdr(h, sizeof(struct rtmsg)))
		return 0;
	attrs_parse(&t, nlmsg_attrdata(h, sizeof(struct rtmsg)),
		nlmsg_attrlen(h, sizeof(struct rtmsg)));
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

static bool get_rule_value(const struct attrs *t, const struct rule_row *row, struct rule_value *v)
{
	struct fib_rule_port_range ports;
	struct fib_rule_uid_range uids;

	switch (row->type) {
	case RULE_U8:
		v->first = attrs_u8(t, row->attr);
		return attrs_get(t, row->attr, &(uint8_t){ 0 }, 1);
	case RULE_U32:
		return attrs_get(t, row->attr, &v->first, sizeof(v->first));
	case RULE_RANGE16:
		if (!attrs_get(t, row->attr, &ports, sizeof(ports)))
			return false;
		*v = (struct rule_value){ ports.start, ports.end };
		return true;
	case RULE_RANGE32:
		if (!attrs_get(t, row->attr, &uids, sizeof(uids)))
			return false;
		*v = (struct rule_value){ uids.start, uids.end };
		return true;
	}
	return false;
}

/* What is said where there is none: the kernel shows a prefix length always. */
static bool is_none(enum rule_attr k, const struct rule_value *v)
{
	return (k == RULE_SUPPRESS_PREFIXLENGTH || k == RULE_SUPPRESS_IFGROUP) &&
		v->first == UINT32_MAX;
}

/* Takes what it knows out of t. */
static void decode_rule_values(struct attrs *t, struct host_rule *out)
{
	for (int k = 0; k < RULE_ATTR_COUNT; k++) {
		struct rule_value v = { 0 };

		if (!get_rule_value(t, &rule_table[k], &v))
			continue;
		t->v[rule_table[k].attr] = NULL;
		if (is_none((enum rule_attr)k, &v))
			continue;
		out->value[k] = v;
		out->has |= 1u << k;
	}
	out->has |= 1u << RULE_PRIORITY; /* 0 is not shown */
}

static bool get_rule_ip(
	const struct attrs *t, int type, uint8_t prefix, struct host_rule *r, struct ipaddr *ip)
{
	if (!prefix)
		return true;
	if (!prefix_fits(r->family, prefix) || !get_ip(t, type, r->family, ip))
		return false;
	ip->prefix = prefix;
	return true;
}

int decode_rule(const struct nlmsghdr *h, struct host_rule *out)
{
	static const int known[] = { FRA_TABLE, FRA_IIFNAME, FRA_OIFNAME, FRA_SRC, FRA_DST,
		FRA_PAD };
	struct fib_rule_hdr rule;
	struct attrs t;

	if (h->nlmsg_type != RTM_NEWRULE || !nlmsg_valid_hdr(h, sizeof(rule)))
		return -1;
	memcpy(&rule, nlmsg_data(h), sizeof(rule));
	attrs_parse(&t, nlmsg_attrdata(h, sizeof(rule)), nlmsg_attrlen(h, sizeof(rule)));
	memset(out, 0, sizeof(*out));
	out->family = rule.family;
	out->tos = rule.tos;
	out->action = rule.action;
	out->flags = rule.flags & (FIB_RULE_INVERT | FIB_RULE_FIND_SADDR);
	out->table = t.v[FRA_TABLE] ? attrs_u32(&t, FRA_TABLE) : rule.table;
	attrs_word(&t, FRA_IIFNAME, out->iif, sizeof(out->iif));
	attrs_word(&t, FRA_OIFNAME, out->oif, sizeof(out->oif));
	if (!out->iif[0] && !out->oif[0])
		return -1;
	out->extras = !get_rule_ip(&t, FRA_SRC, rule.src_len, out, &out->src) ||
		!get_rule_ip(&t, FRA_DST, rule.dst_len, out, &out->dst);
	decode_rule_values(&t, out);
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		t.v[known[i]] = NULL;
	for (int i = 0; i <= ATTR_MAX; i++)
		out->extras |= t.v[i] != NULL;
	return 0;
}
