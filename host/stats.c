// SPDX-License-Identifier: Apache-2.0
#include <linux/if_bonding.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include "nl.h"
#include "stats.h"

/* The first attribute of that type, or NULL; type 0 is one like any other here. */
static const struct nlattr *find(const struct nlattr *first, int len, int type)
{
	const struct nlattr *a;
	int left;

	nla_for_each_attr(a, first, len, left) if (nla_type(a) == type) return a;
	return NULL;
}

static const struct nlattr *find_in(const struct nlattr *nest, int type)
{
	return nest ? find(nla_data(nest), nla_len(nest), type) : NULL;
}

static uint64_t number_of(const struct nlattr *nest, int type)
{
	const struct nlattr *a = find_in(nest, type);
	uint64_t v = 0;

	if (a && nla_len(a) >= (int)sizeof(v))
		memcpy(&v, nla_data(a), sizeof(v));
	return v;
}

int decode_stats(const struct nlmsghdr *h, struct link_stats *out)
{
	const struct nlattr *attrs, *packets, *lacp;
	struct if_stats_msg head;
	struct rtnl_link_stats64 counted = { 0 };
	int len;

	if (h->nlmsg_type != RTM_NEWSTATS || !nlmsg_valid_hdr(h, sizeof(head)))
		return -1;
	memcpy(&head, nlmsg_data(h), sizeof(head));
	attrs = nlmsg_attrdata(h, sizeof(head));
	len = nlmsg_attrlen(h, sizeof(head));
	packets = find(attrs, len, IFLA_STATS_LINK_64);
	if (packets)
		memcpy(&counted, nla_data(packets),
			(size_t)nla_len(packets) < sizeof(counted) ? (size_t)nla_len(packets)
								   : sizeof(counted));
	lacp = find(attrs, len, IFLA_STATS_LINK_XSTATS_SLAVE);
	lacp = find_in(find_in(lacp, LINK_XSTATS_TYPE_BOND), BOND_XSTATS_3AD);
	*out = (struct link_stats){
		.ifindex = (int)head.ifindex,
		.tx_packets = counted.tx_packets,
		.has_lacp = lacp != NULL,
		.lacpdu_rx = number_of(lacp, BOND_3AD_STAT_LACPDU_RX),
		.lacpdu_tx = number_of(lacp, BOND_3AD_STAT_LACPDU_TX),
		.lacpdu_illegal_rx = number_of(lacp, BOND_3AD_STAT_LACPDU_ILLEGAL_RX),
	};
	return 0;
}

struct stats_reading {
	struct arena *a;
	struct host_stats *out;
};

static void take_stats(void *ctx, const struct nlmsghdr *h)
{
	struct stats_reading *r = ctx;
	struct link_stats s;

	if (!decode_stats(h, &s))
		*ARENA_PUSH(r->a, &r->out->links) = s;
}

static void restart_stats(void *ctx)
{
	((struct stats_reading *)ctx)->out->links.n = 0;
}

int host_read_stats(struct host_nl *nl, struct arena *a, struct host_stats *out, struct err *e)
{
	struct stats_reading r = { a, out };
	struct nl_each each = { take_stats, restart_stats, &r };
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_GETSTATS, 0);
	struct if_stats_msg head = {
		.filter_mask = IFLA_STATS_FILTER_BIT(IFLA_STATS_LINK_64) |
			IFLA_STATS_FILTER_BIT(IFLA_STATS_LINK_XSTATS_SLAVE),
	};

	*out = (struct host_stats){ 0 };
	if (!msg || nlmsg_append(msg, &head, sizeof(head), NLMSG_ALIGNTO) < 0)
		abort();
	return host_nl_dump(nl, msg, &each, e);
}

const struct link_stats *host_stats_of(const struct host_stats *s, int ifindex)
{
	for (size_t i = 0; i < s->links.n; i++)
		if (s->links.v[i].ifindex == ifindex)
			return &s->links.v[i];
	return NULL;
}
