/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of hosts as text and bytes: MACs, IPv4 and IPv6 with a prefix. */
#ifndef COMMON_NET_H
#define COMMON_NET_H

#include <stdbool.h>
#include <stdint.h>

struct ipaddr {
	uint8_t family;    /* AF_INET, AF_INET6; 0: none */
	uint8_t prefix;    /* bits, 0..32 or 0..128 */
	uint8_t bytes[16]; /* network order; IPv4 in the first four */
};

enum { IPADDR_TEXT_MAX = 64, MAC_TEXT_MAX = 18 };

/* "10.8.0.2/24" or "2001:db8::2/64". Without "/": the whole length. Returns 0 or -1. */
int ipaddr_parse(const char *text, struct ipaddr *out);

/* With "/prefix" only where it is not the whole length, or where always is set. Returns out. */
const char *ipaddr_format(const struct ipaddr *a, bool always, char out[IPADDR_TEXT_MAX]);

/* fe80::/10, prefix ignored. */
bool ipaddr_is_link_local(const struct ipaddr *a);

/* Whether the address b (prefix ignored) lies in the subnet of a. Families must match. */
bool ipaddr_in_subnet(const struct ipaddr *a, const struct ipaddr *b);

/* One address, whatever the prefix. */
bool ipaddr_same(const struct ipaddr *a, const struct ipaddr *b);

/* Family, prefix and bytes are equal. */
bool ipaddr_equal(const struct ipaddr *a, const struct ipaddr *b);

/* "52:54:00:12:34:56" in either case, ':' or '-'; also IOS's "5254.0012.3456". Returns 0 or -1. */
int mac_parse(const char *text, uint8_t out[6]);
const char *mac_format(const uint8_t mac[6], char out[MAC_TEXT_MAX]);     /* with ':' */
const char *mac_format_ios(const uint8_t mac[6], char out[MAC_TEXT_MAX]); /* 5254.0012.3456 */
bool mac_is_zero(const uint8_t mac[6]);

#endif
