// SPDX-License-Identifier: Apache-2.0
/* Addresses and gateways of one host's links. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "check.h"

/* A link that the file gives addresses to. */
struct holder {
	const char *name;
	const struct intent_ip *ip;
};

struct holders {
	struct holder *v;
	size_t n, cap;
};

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

static void check_usable(
	const struct check *c, const struct holder *on, const struct intent_addrs *list)
{
	char text[IPADDR_TEXT_MAX];

	for (size_t i = 0; i < list->n; i++) {
		const char *why = unusable(&list->v[i].ip);

		if (why)
			check_say(c, REPORT_ERROR, list->v[i].pos, NULL, "%s: %s is %s", on->name,
				ipaddr_format(&list->v[i].ip, false, text), why);
	}
}

struct subnet {
	const struct holder *on;
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
static void check_overlaps(const struct check *c, const struct holders *all)
{
	struct subnets s = { 0 };
	const struct subnet *wide;

	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->v[i].ip->addresses.n; k++) {
			const struct intent_addr *addr = &all->v[i].ip->addresses.v[k];

			/* These belong to their link: every link may have the same. */
			if (ipaddr_is_link_local(&addr->ip) || unusable(&addr->ip))
				continue;
			*ARENA_PUSH(c->a, &s) =
				(struct subnet){ &all->v[i], addr, first_of(addr->ip) };
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
		/* What is there twice is reported as that. */
		if (wide->on == s.v[i].on || ipaddr_same(&wide->addr->ip, &s.v[i].addr->ip))
			continue;
		check_say(c, REPORT_ERROR, s.v[i].addr->pos,
			"a host reaches a subnet by one link; each link needs its own",
			"%s: %s overlaps %s of %s in line %u", s.v[i].on->name,
			ipaddr_format(&s.v[i].addr->ip, true, a),
			ipaddr_format(&wide->addr->ip, true, b), wide->on->name,
			wide->addr->pos.line);
	}
}

static void check_gateway(
	const struct check *c, const struct holder *on, const struct intent_addr *gw)
{
	bool inside = ipaddr_is_link_local(&gw->ip);
	char text[IPADDR_TEXT_MAX];

	ipaddr_format(&gw->ip, false, text);
	for (size_t i = 0; i < on->ip->addresses.n; i++) {
		const struct ipaddr *own = &on->ip->addresses.v[i].ip;

		inside |= ipaddr_in_subnet(own, &gw->ip);
		if (ipaddr_same(own, &gw->ip))
			check_say(c, REPORT_ERROR, gw->pos, NULL,
				"%s: gateway %s is the link's own address", on->name, text);
	}
	if (!inside)
		check_say(c, REPORT_ERROR, gw->pos, NULL,
			"%s: gateway %s is in no subnet of its addresses", on->name, text);
}

static void check_gateways(
	const struct check *c, const struct intent_host *h, const struct holders *all)
{
	const struct intent_addr *first[2] = { NULL, NULL };

	for (size_t i = 0; i < all->n; i++) {
		const struct holder *on = &all->v[i];

		for (size_t k = 0; k < on->ip->gateway.n; k++) {
			const struct intent_addr *gw = &on->ip->gateway.v[k];
			unsigned v6 = gw->ip.family == AF_INET6;

			check_gateway(c, on, gw);
			if (first[v6])
				check_say(c, REPORT_ERROR, gw->pos, NULL,
					"%s: a second IPv%d gateway for %s; the first is in line "
					"%u",
					on->name, v6 ? 6 : 4, h->name, first[v6]->pos.line);
			else
				first[v6] = gw;
		}
	}
}

static void claim_addresses(const struct check *c, const struct intent_host *h,
	const struct holder *on, struct claims *file_wide)
{
	for (size_t k = 0; k < on->ip->addresses.n; k++) {
		struct ipaddr ip = on->ip->addresses.v[k].ip;
		char text[IPADDR_TEXT_MAX];
		const char *name;

		if (ipaddr_is_link_local(&ip))
			continue;
		ip.prefix = ip.family == AF_INET6 ? 128 : 32;
		name = arena_strdup(c->a, ipaddr_format(&ip, false, text));
		claims_add(c, file_wide,
			(struct claim){ .key = name,
				.owner = on->name,
				.label = name,
				.role = arena_printf(c->a, "an address of %s", on->name),
				.pos = on->ip->addresses.v[k].pos,
				.host = h });
	}
}

static void find_holders(const struct check *c, const struct intent_host *h, struct holders *all)
{
	for (size_t i = 0; i < h->bonds.n; i++)
		*ARENA_PUSH(c->a, all) = (struct holder){ h->bonds.v[i]->name, &h->bonds.v[i]->ip };
	for (size_t i = 0; i < h->vlan_ifaces.n; i++)
		*ARENA_PUSH(c->a, all) =
			(struct holder){ h->vlan_ifaces.v[i]->name, &h->vlan_ifaces.v[i]->ip };
	for (size_t i = 0; i < h->bridges.n; i++)
		*ARENA_PUSH(c->a, all) =
			(struct holder){ h->bridges.v[i]->name, &h->bridges.v[i]->ip };
}

void check_addresses(const struct check *c, const struct intent_host *h, struct claims *file_wide)
{
	struct holders all = { 0 };

	find_holders(c, h, &all);
	for (size_t i = 0; i < all.n; i++) {
		check_usable(c, &all.v[i], &all.v[i].ip->addresses);
		check_usable(c, &all.v[i], &all.v[i].ip->gateway);
	}
	check_overlaps(c, &all);
	check_gateways(c, h, &all);
	for (size_t i = 0; i < all.n; i++)
		claim_addresses(c, h, &all.v[i], file_wide);
}
