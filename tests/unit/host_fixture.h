/* SPDX-License-Identifier: Apache-2.0 */
/* A host with idle NICs and the intent of the simple pairing, as values. */
#ifndef HOST_FIXTURE_H
#define HOST_FIXTURE_H

#include "test.h"

#include "diff_host.h"
#include "host_sim.h"
#include "want_host.h"

struct pairing {
	struct arena *a;
	struct intent in;
	struct intent_host host;
	struct intent_bond bond;
	struct intent_bridge bridges[6];
	struct host_state *found;
	bool recreate;
};

static inline struct link *fixture_nic(struct pairing *p, const char *name, uint8_t last)
{
	struct link *l = host_state_add_link(p->a, p->found, name, LINK_PLAIN);

	l->has = LINK_HAS_UP | LINK_HAS_MAC | LINK_HAS_MASTER | LINK_HAS_MTU;
	l->mtu = 1500;
	memcpy(l->mac, (uint8_t[]){ 2, 0, 0, 0, 0, last }, 6);
	memcpy(l->perm_mac, l->mac, 6);
	l->ifindex = last;
	return l;
}

static inline void fixture_bridge(struct pairing *p, uint16_t vlan)
{
	struct intent_bridge *br = &p->bridges[p->host.bridges.n];

	br->name = arena_printf(p->a, "br%u", vlan);
	br->vlan = vlan;
	br->bond = &p->bond;
	br->pos = (struct pos){ "lacppair.yaml", 20u + vlan, 7 };
	*ARENA_PUSH(p->a, &p->host.bridges) = br;
}

static inline void fixture_member(struct pairing *p, const char *nic, unsigned line)
{
	struct intent_member *m = ARENA_PUSH(p->a, &p->bond.members);
	uint8_t mac[6];

	m->nic = nic;
	m->nic_is_mac = !mac_parse(nic, mac);
	m->pos = (struct pos){ "lacppair.yaml", line, 20 };
}

/* eno1, eno2, eno3 idle; bond0 of the first two with br40 (address, gateway) and br41. */
static inline struct pairing *fixture_new(void)
{
	struct arena *a = arena_new();
	struct pairing *p = ARENA_NEW(a, struct pairing);

	p->a = a;
	p->found = ARENA_NEW(a, struct host_state);
	fixture_nic(p, "eno1", 1);
	fixture_nic(p, "eno2", 2)->up = true;
	fixture_nic(p, "eno3", 3);
	p->host.name = "kvm1";
	p->bond.name = "bond0";
	p->bond.pos = (struct pos){ "lacppair.yaml", 9, 7 };
	bondopt_parse(BONDOPT_MODE, "802.3ad", &p->bond.opts);
	bondopt_parse(BONDOPT_MIIMON, "100", &p->bond.opts);
	bondopt_parse(BONDOPT_LACP_RATE, "fast", &p->bond.opts);
	p->bond.native_kind = NATIVE_ID;
	p->bond.native_vlan = 40;
	fixture_member(p, "eno1", 10);
	fixture_member(p, "eno2", 11);
	*ARENA_PUSH(a, &p->host.bonds) = &p->bond;
	fixture_bridge(p, 40);
	fixture_bridge(p, 41);
	ipaddr_parse("10.8.0.2/24", &ARENA_PUSH(a, &p->bridges[0].ip.addresses)->ip);
	ipaddr_parse("10.8.0.1", &ARENA_PUSH(a, &p->bridges[0].ip.gateway)->ip);
	return p;
}

static inline void fixture_free(struct pairing *p)
{
	arena_free(p->a);
}

static inline struct host_state *fixture_want(struct pairing *p)
{
	struct err e;
	struct host_state *w = want_host(p->a, &p->in, &p->host, p->found, &e);

	if (!w)
		fail_msg("%s: %s (%s)", e.object, e.text, e.hint);
	return w;
}

static inline struct steps fixture_diff(struct pairing *p, const struct host_state *wanted)
{
	struct steps s = { 0 };

	diff_host(p->a, wanted, p->found, &s);
	return s;
}

/* What the kernel would be after the steps. */
static inline void fixture_run(struct pairing *p, struct host_state *s, const struct steps *steps)
{
	for (size_t i = 0; i < steps->n; i++)
		host_sim_step(p->a, s, &steps->v[i]);
}

static inline void fixture_addr(struct pairing *p, const char *link, const char *ip)
{
	struct host_addr *addr = ARENA_PUSH(p->a, &p->found->addrs);

	snprintf(addr->link, sizeof(addr->link), "%s", link);
	ipaddr_parse(ip, &addr->ip);
	addr->link_local = !strncmp(ip, "fe80", 4);
}

static inline void fixture_route(
	struct pairing *p, const char *link, const char *dst, const char *via)
{
	struct host_route *r = ARENA_PUSH(p->a, &p->found->routes);

	snprintf(r->link, sizeof(r->link), "%s", link);
	ipaddr_parse(dst, &r->dst);
	if (via)
		ipaddr_parse(via, &r->gateway);
	r->table = 254;
	r->protocol = 4;
}

/* "object: text" of every step against an array that ends with NULL. */
static inline void assert_steps(const struct steps *s, const char *const *lines)
{
	char line[512];
	size_t i;

	for (i = 0; i < s->n && lines[i]; i++) {
		snprintf(line, sizeof(line), "%s: %s", s->v[i].object, s->v[i].text);
		assert_string_equal(line, lines[i]);
		assert_int_equal(s->v[i].id, i + 1);
	}
	if (i < s->n)
		fail_msg("one more: %s: %s", s->v[i].object, s->v[i].text);
	if (lines[i])
		fail_msg("missing: %s", lines[i]);
}

/* Makes the pairing in p->found. */
static inline struct steps fixture_make(struct pairing *p)
{
	struct steps s = fixture_diff(p, fixture_want(p));

	fixture_run(p, p->found, &s);
	return s;
}

static inline void assert_settled(struct pairing *p)
{
	struct steps s = fixture_diff(p, fixture_want(p));

	assert_steps(&s, (const char *const[]){ NULL });
}

/* The intent says this number. */
static inline void fixture_say(struct intent_number *n, unsigned value)
{
	n->value = value;
	n->pos.file = "lacppair.yaml";
}

#endif
