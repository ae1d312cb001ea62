/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The frame that tells a subnet where an address is: a gratuitous ARP request (RFC 5227 3), or an
 * unsolicited neighbour advertisement (RFC 4861 7.2.6). Switches learn the new way from it, and
 * neighbours the MAC, where that is another.
 */
#ifndef COMMON_ANNOUNCE_H
#define COMMON_ANNOUNCE_H

#include <stdbool.h>
#include <stddef.h>

#include "net.h"

enum { ANNOUNCE_MAX = 96 };

/* The Ethernet frame of ip at mac, without FCS; its length. 0: ip is neither IPv4 nor IPv6. */
size_t announce_frame(const struct ipaddr *ip, const uint8_t mac[6], uint8_t out[ANNOUNCE_MAX]);

/* An ARP probe (RFC 5227 2.1.1): who has ip, asked by nobody. ip: IPv4. */
size_t probe_frame(const struct ipaddr *ip, const uint8_t mac[6], uint8_t out[ANNOUNCE_MAX]);

/*
 * Whether this Ethernet frame says that somebody else has ip, or is about to take it: any ARP from
 * it, or another's probe for it. mac: our own; who: theirs.
 */
bool probe_conflict(const uint8_t *frame, size_t len, const struct ipaddr *ip, const uint8_t mac[6],
	uint8_t who[6]);

#endif
