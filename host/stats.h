/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the kernel counts of its links, by RTM_GETSTATS: packets (IFLA_STATS_LINK_64) and, of a
 * bond's members, LACPDUs (IFLA_STATS_LINK_XSTATS_SLAVE, LINK_XSTATS_TYPE_BOND, BOND_XSTATS_3AD;
 * drivers/net/bonding/bond_3ad.c bond_3ad_stats_fill()).
 */
#ifndef HOST_STATS_H
#define HOST_STATS_H

#include <linux/netlink.h>
#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "err.h"

struct host_nl;

struct link_stats {
	int ifindex;
	uint64_t tx_packets;
	bool has_lacp; /* the next three */
	uint64_t lacpdu_rx, lacpdu_tx, lacpdu_illegal_rx;
};

struct host_stats {
	struct {
		struct link_stats *v;
		size_t n, cap;
	} links;
};

/* Of all links. 0, or -1 with e: also a kernel that has no such message. */
int host_read_stats(struct host_nl *nl, struct arena *a, struct host_stats *out, struct err *e);

/* NULL: not among them. */
const struct link_stats *host_stats_of(const struct host_stats *s, int ifindex);

/* Reads one message; -1: another, or one with a fault. For tests, too. */
int decode_stats(const struct nlmsghdr *h, struct link_stats *out);

#endif
