// SPDX-License-Identifier: Apache-2.0
/* Addresses and gateways of one host's bridges. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "check.h"

/* These belong to their link: every link may have the same. */
static bool is_link_local(const struct ipaddr *ip)
{
	return ip->family == AF_INET6 && ip->bytes[0] == 0xfe && (ip->bytes[1] & 0xc0) == 0x80;
}

/* Whether all bits behind the prefix are so. */
static bool host_bits_are(const struct ipaddr *ip, unsigned bit)
{
	unsigned bits = ip->family == AF_INET6 ? 128 : 32;

	for (unsigned i = ip->prefix; i < bits; i++)
		if ((ip->bytes[i / 8] >> (7 - i % 8) & 1u) != bit)
			return false;
	return true;
}

/* Why no host can have this address; NULL when one can (RFC 1122 3.2.1.3, RFC 4291 2.5). */
static const char *unusable(const struct ipaddr *ip)
{
	static const uint8_t zero[16], loopback6[16] = { [15] = 1 };
	bool v6 = ip->family == AF_INET6;

	if (!memcmp(ip->bytes, zero, v6 ? 16 : 4))
		return "the unspecified address";
	if (v6 ? ip->bytes[0] == 0xff : ip->bytes[0] >> 4 == 14)
		return "a multicast address";
	if (v6 ? !memcmp(ip->bytes, loopback6, 16) : ip->bytes[0] == 127)
		return "a loopback address";
	if (!v6 && ip->bytes[0] >= 240)
		return "a reserved address";
	if (v6 || ip->prefix > 30)
		return NULL;
	return host_bits_are(ip, 0)    ? "its subnet's own address"
		: host_bits_are(ip, 1) ? "its subnet's broadcast address"
				       : NULL;
}

/* Whatever the prefix. One that is there twice is reported as that. */
static bool same_address(const struct ipaddr *a, const struct ipaddr *b)
{
	return a->family == b->family && !memcmp(a->bytes, b->bytes, sizeof(a->bytes));
}

static void check_usable(
	const struct check *c, const struct intent_bridge *br, const struct intent_addrs *list)
{
	char text[IPADDR_TEXT_MAX];

	for (size_t i = 0; i < list->n; i++) {
		const char *why = unusable(&list->v[i].ip);

		if (why)
			check_say(c, REPORT_ERROR, list->v[i].pos, NULL, "%s: %s is %s", br->name,
				ipaddr_format(&list->v[i].ip, false, text), why);
	}
}

struct subnet {
	const struct intent_bridge *br;
	const struct intent_addr *addr;
	struct ipaddr first; /* host bits zero */
};

struct subnets {
	struct subnet *v;
	size_t n, cap;
};

static struct ipaddr first_of(struct ipaddr ip)
{
	for (unsigned i = 0; i < sizeof(ip.bytes); i++) {
		unsigned keep = ip.prefix >= i * 8 + 8 ? 8
			: ip.prefix > i * 8            ? ip.prefix - i * 8
						       : 0;

		ip.bytes[i] &= (uint8_t)(0xff00u >> keep);
	}
	return ip;
}

static int compare_places(const struct pos *a, const struct pos *b)
{
	int c = (a->line > b->line) - (a->line < b->line);

	return c ? c : (a->column > b->column) - (a->column < b->column);
}

/* By first address; the wider one first. */
static int compare_subnets(const void *a, const void *b)
{
	const struct subnet *x = a, *y = b;
	int c = (x->first.family > y->first.family) - (x->first.family < y->first.family);

	c = c ? c : memcmp(x->first.bytes, y->first.bytes, sizeof(x->first.bytes));
	c = c ? c : (x->first.prefix > y->first.prefix) - (x->first.prefix < y->first.prefix);
	return c ? c : compare_places(&x->addr->pos, &y->addr->pos);
}

/* Subnets nest or are apart; so, sorted, each is compared with the widest one before it. */
static void check_overlaps(const struct check *c, const struct intent_host *h)
{
	struct subnets s = { 0 };
	const struct subnet *wide;

	for (size_t i = 0; i < h->bridges.n; i++)
		for (size_t k = 0; k < h->bridges.v[i]->addresses.n; k++) {
			const struct intent_addr *addr = &h->bridges.v[i]->addresses.v[k];

			if (is_link_local(&addr->ip) || unusable(&addr->ip))
				continue;
			*ARENA_PUSH(c->a, &s) =
				(struct subnet){ h->bridges.v[i], addr, first_of(addr->ip) };
		}
	if (s.n)
		qsort(s.v, s.n, sizeof(*s.v), compare_subnets);
	wide = s.v;
	for (size_t i = 1; i < s.n; i++) {
		char a[IPADDR_TEXT_MAX], b[IPADDR_TEXT_MAX];

		if (!ipaddr_in_subnet(&wide->first, &s.v[i].first)) {
			wide = &s.v[i];
			continue;
		}
		if (wide->br == s.v[i].br || same_address(&wide->addr->ip, &s.v[i].addr->ip))
			continue;
		check_say(c, REPORT_ERROR, s.v[i].addr->pos,
			"a host reaches a subnet by one link; each bridge needs its own",
			"%s: %s overlaps %s of %s in line %u", s.v[i].br->name,
			ipaddr_format(&s.v[i].addr->ip, true, a),
			ipaddr_format(&wide->addr->ip, true, b), wide->br->name,
			wide->addr->pos.line);
	}
}

static void check_gateway(
	const struct check *c, const struct intent_bridge *br, const struct intent_addr *gw)
{
	bool inside = is_link_local(&gw->ip);
	char text[IPADDR_TEXT_MAX];

	ipaddr_format(&gw->ip, false, text);
	for (size_t i = 0; i < br->addresses.n; i++) {
		const struct ipaddr *own = &br->addresses.v[i].ip;

		inside |= ipaddr_in_subnet(own, &gw->ip);
		if (same_address(own, &gw->ip))
			check_say(c, REPORT_ERROR, gw->pos, NULL,
				"%s: gateway %s is the bridge's own address", br->name, text);
	}
	if (!inside)
		check_say(c, REPORT_ERROR, gw->pos, NULL,
			"%s: gateway %s is in no subnet of its addresses", br->name, text);
}

static void check_gateways(const struct check *c, const struct intent_host *h)
{
	const struct intent_addr *first[2] = { NULL, NULL };

	for (size_t i = 0; i < h->bridges.n; i++) {
		const struct intent_bridge *br = h->bridges.v[i];

		for (size_t k = 0; k < br->gateway.n; k++) {
			const struct intent_addr *gw = &br->gateway.v[k];
			unsigned v6 = gw->ip.family == AF_INET6;

			check_gateway(c, br, gw);
			if (first[v6])
				check_say(c, REPORT_ERROR, gw->pos, NULL,
					"%s: a second IPv%d gateway for %s; the first is in line "
					"%u",
					br->name, v6 ? 6 : 4, h->name, first[v6]->pos.line);
			else
				first[v6] = gw;
		}
	}
}

static void claim_addresses(
	const struct check *c, const struct intent_host *h, struct claims *file_wide)
{
	for (size_t i = 0; i < h->bridges.n; i++) {
		const struct intent_bridge *br = h->bridges.v[i];

		for (size_t k = 0; k < br->addresses.n; k++) {
			struct ipaddr ip = br->addresses.v[k].ip;
			char text[IPADDR_TEXT_MAX];
			const char *name;

			if (is_link_local(&ip))
				continue;
			ip.prefix = ip.family == AF_INET6 ? 128 : 32;
			name = arena_strdup(c->a, ipaddr_format(&ip, false, text));
			claims_add(c, file_wide,
				(struct claim){ .key = name,
					.owner = br->name,
					.label = name,
					.role = arena_printf(c->a, "an address of %s", br->name),
					.pos = br->addresses.v[k].pos,
					.host = h });
		}
	}
}

void check_addresses(const struct check *c, const struct intent_host *h, struct claims *file_wide)
{
	for (size_t i = 0; i < h->bridges.n; i++) {
		check_usable(c, h->bridges.v[i], &h->bridges.v[i]->addresses);
		check_usable(c, h->bridges.v[i], &h->bridges.v[i]->gateway);
	}
	check_overlaps(c, h);
	check_gateways(c, h);
	claim_addresses(c, h, file_wide);
}
