// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <sys/socket.h>

#include "announce.h"

static uint8_t *put(uint8_t *p, const void *data, size_t n)
{
	memcpy(p, data, n);
	return p + n;
}

static size_t arp(const struct ipaddr *ip, const uint8_t mac[6], uint8_t *out)
{
	enum { SHORTEST = 60 };
	static const uint8_t kind[] = { 0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0, 1 };
	uint8_t *p = out;

	memset(out, 0, SHORTEST);
	memset(p, 0xff, 6);
	p = put(p + 6, mac, 6);
	p = put(p, kind, sizeof(kind));
	p = put(p, mac, 6);
	p = put(p, ip->bytes, 4);
	put(p + 6, ip->bytes, 4); /* the target's MAC is not known, and nobody's */
	return SHORTEST;
}

/* RFC 1071; all that is summed up has an even length. */
static uint32_t sum(uint32_t s, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i + 1 < n; i += 2)
		s += (uint32_t)(p[i] << 8 | p[i + 1]);
	return s;
}

static size_t advertisement(const struct ipaddr *ip, const uint8_t mac[6], uint8_t *out)
{
	enum { ETHER = 14, IPV6 = 40, NA = 32, SOURCE = ETHER + 8, CHECK = ETHER + IPV6 + 2 };
	static const uint8_t to_mac[] = { 0x33, 0x33, 0, 0, 0, 1 };
	static const uint8_t all_nodes[16] = { 0xff, 2, [15] = 1 };
	static const uint8_t head[] = { 0x86, 0xdd, 0x60, 0, 0, 0, 0, NA, 58, 255 };
	static const uint8_t na[] = { 136, 0, 0, 0, 0x20, 0, 0, 0 }; /* override */
	uint8_t *p = out;
	uint32_t s;

	p = put(p, to_mac, sizeof(to_mac));
	p = put(p, mac, 6);
	p = put(p, head, sizeof(head));
	p = put(p, ip->bytes, 16);
	p = put(p, all_nodes, 16);
	p = put(p, na, sizeof(na));
	p = put(p, ip->bytes, 16);
	p = put(p, (const uint8_t[]){ 2, 1 }, 2); /* target link-layer address */
	p = put(p, mac, 6);
	s = sum(NA + 58, out + SOURCE, 32 + NA);
	while (s >> 16)
		s = (s & 0xffff) + (s >> 16);
	out[CHECK] = (uint8_t)(~s >> 8);
	out[CHECK + 1] = (uint8_t)~s;
	return (size_t)(p - out);
}

size_t announce_frame(const struct ipaddr *ip, const uint8_t mac[6], uint8_t out[ANNOUNCE_MAX])
{
	if (ip->family == AF_INET)
		return arp(ip, mac, out);
	return ip->family == AF_INET6 ? advertisement(ip, mac, out) : 0;
}

size_t probe_frame(const struct ipaddr *ip, const uint8_t mac[6], uint8_t out[ANNOUNCE_MAX])
{
	enum { SENDER_IP = 14 + 14 };
	size_t len = arp(ip, mac, out);

	memset(out + SENDER_IP, 0, 4);
	return len;
}

bool probe_conflict(const uint8_t *frame, size_t len, const struct ipaddr *ip, const uint8_t mac[6],
	uint8_t who[6])
{
	enum { KIND = 12, SENDER = 22, SENDER_IP = 28, TARGET_IP = 38, END = 42 };
	static const uint8_t kind[] = { 0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0 }, nobody[4];

	if (len < END || memcmp(frame + KIND, kind, sizeof(kind)) != 0 ||
		!memcmp(frame + SENDER, mac, 6))
		return false;
	memcpy(who, frame + SENDER, 6);
	if (!memcmp(frame + SENDER_IP, ip->bytes, 4))
		return true;
	return !memcmp(frame + SENDER_IP, nobody, 4) && !memcmp(frame + TARGET_IP, ip->bytes, 4);
}
