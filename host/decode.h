/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages of rtnetlink as parts of a host's state. Pure: bytes in, values out; what is cut or has
 * a wrong length is left out.
 */
#ifndef HOST_DECODE_H
#define HOST_DECODE_H

#include <linux/netlink.h>

#include "host_state.h"

/* A link refers to others by index; names come when all are read. */
struct link_refs {
	int master, lower, primary; /* 0: none */
};

/* Each: 0, or -1 when the message is no such thing (or one that a state leaves out). */
int decode_link(const struct nlmsghdr *h, struct link *out, struct link_refs *refs);
int decode_addr(const struct nlmsghdr *h, struct host_addr *out, int *ifindex);
int decode_route(const struct nlmsghdr *h, struct host_route *out, int *ifindex);
int decode_rule(const struct nlmsghdr *h, struct host_rule *out);

/* The links of a multipath route, at most max: how many. */
size_t decode_hops(const struct nlmsghdr *h, int *ifindexes, size_t max);

/* The VLANs of a bridge port, from an AF_BRIDGE link message with ranges or without. */
int decode_port_vlans(const struct nlmsghdr *h, struct port_vlans *out, int *ifindex);

#endif
