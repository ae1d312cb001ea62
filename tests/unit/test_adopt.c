// SPDX-License-Identifier: Apache-2.0
#include "host_fixture.h"

#include <sys/socket.h>

#include "adopt.h"
#include "announce.h"
#include "route_loss.h"

struct adopting {
	struct pairing *p;
	struct host_state *wanted;
	struct adoption moves;
	struct report r;
	struct steps steps;
};

/* eno1 is the way in: an address of VLAN 40, and the default route, each of its own kind. */
static struct pairing *way_in(void)
{
	struct pairing *p = fixture_new();
	struct host_route *r;

	host_state_link(p->found, "eno1")->up = true;
	fixture_addr(p, "eno1", "10.8.0.2/24");
	fixture_addr(p, "eno1", "10.8.0.3/24");
	fixture_addr(p, "eno1", "2001:db8::2/64");
	fixture_addr(p, "eno1", "fe80::1/64");
	fixture_route(p, "eno1", "0.0.0.0/0", "10.8.0.1");
	r = &p->found->routes.v[0];
	r->protocol = 77;
	r->metric = 50;
	ipaddr_parse("10.8.0.3", &r->src);
	fixture_route(p, "eno1", "10.8.0.0/24", NULL);
	p->found->routes.v[1].protocol = 2; /* the kernel's */
	return p;
}

static void adopt(struct adopting *t, struct pairing *p)
{
	*t = (struct adopting){ .p = p, .wanted = fixture_want(p), .r.arena = p->a };
	host_adopt(p->a, &p->host, t->wanted, p->found, &t->moves, &t->r);
	diff_host_refusals(t->wanted, p->found, p->found->addrs.v[0].link, &t->r); /* the way in */
	t->steps = fixture_diff(p, t->wanted);
}

static bool has_step(const struct adopting *t, const char *line)
{
	char text[512];

	for (size_t i = 0; i < t->steps.n; i++) {
		snprintf(text, sizeof(text), "%s: %s", t->steps.v[i].object, t->steps.v[i].text);
		if (!strcmp(text, line))
			return true;
	}
	return false;
}

static const char *first_error(const struct adopting *t)
{
	for (size_t i = 0; i < t->r.n; i++)
		if (t->r.v[i].level == REPORT_ERROR)
			return t->r.v[i].text;
	return NULL;
}

static void assert_error(const struct adopting *t, const char *text)
{
	const char *error = first_error(t);

	assert_non_null(error);
	if (!strstr(error, text))
		fail_msg("%s", error);
}

static void test_moves(void **state)
{
	struct host_state *after;
	struct host_route *r;
	struct adopting t;

	(void)state;
	adopt(&t, way_in());
	assert_null(first_error(&t));
	assert_int_equal(t.moves.n, 1);
	assert_string_equal(t.moves.v[0].from, "eno1");
	assert_string_equal(t.moves.v[0].to, "br40");
	assert_true(has_step(&t, "eno1: delete address 10.8.0.2/24"));
	assert_true(has_step(&t, "br40: add address 10.8.0.2/24"));
	assert_true(has_step(&t, "br40: add address 10.8.0.3/24"));
	assert_true(has_step(&t, "br40: add address 2001:db8::2/64"));
	after = host_state_copy(t.p->a, t.p->found);
	fixture_run(t.p, after, &t.steps);
	for (size_t i = 0; i < after->addrs.n; i++)
		assert_string_equal(after->addrs.v[i].link, "br40");
	assert_int_equal(after->routes.n, 1);
	r = &after->routes.v[0];
	assert_string_equal(r->link, "br40");
	assert_int_equal(r->protocol, 77);
	assert_int_equal(r->metric, 50);
	assert_int_equal(r->src.bytes[3], 3);
	fixture_free(t.p);
}

/* A secondary address goes with the first of its subnet, and is then not there to delete. */
static void test_last_address_goes_first(void **state)
{
	struct adopting t;
	size_t second = 0;

	(void)state;
	adopt(&t, way_in());
	for (size_t i = 0; i < t.steps.n; i++) {
		if (!strcmp(t.steps.v[i].text, "delete address 10.8.0.3/24"))
			second = i + 1;
		if (!strcmp(t.steps.v[i].text, "delete address 10.8.0.2/24"))
			assert_true(second);
	}
	fixture_free(t.p);
}

static void test_undo(void **state)
{
	struct steps back = { 0 };
	struct host_state *s;
	struct adopting t;

	(void)state;
	adopt(&t, way_in());
	s = host_state_copy(t.p->a, t.p->found);
	fixture_run(t.p, s, &t.steps);
	diff_host_undo(t.p->a, t.p->found, s, &t.steps, &back);
	fixture_run(t.p, s, &back);
	for (size_t i = 0; i < t.p->found->addrs.n; i++)
		if (!t.p->found->addrs.v[i].link_local)
			assert_non_null(host_state_addr(s, &t.p->found->addrs.v[i]));
	assert_non_null(host_state_route(s, &t.p->found->routes.v[0]));
	assert_null(host_state_link(s, "bond0"));
	assert_string_equal(host_state_link(s, "eno1")->master, "");
	fixture_free(t.p);
}

/* Not the first member's: nobody on the wire has to learn another. */
static void test_keeps_mac(void **state)
{
	struct pairing *p = fixture_new();
	struct adopting t;

	(void)state;
	fixture_addr(p, "eno2", "10.8.0.2/24");
	adopt(&t, p);
	assert_int_equal(host_state_link(t.wanted, "bond0")->mac[5], 2);
	assert_int_equal(host_state_link(t.wanted, "br40")->mac[5], 2);
	assert_int_equal(host_state_link(t.wanted, "br41")->mac[5], 1);
	fixture_free(p);
}

static void test_nothing_to_adopt(void **state)
{
	struct pairing *p = fixture_new();
	struct adopting t;

	(void)state;
	fixture_addr(p, "eno3", "10.8.0.2/24"); /* no member; what the intent says is refused */
	adopt(&t, p);
	assert_int_equal(t.moves.n, 0);
	assert_error(&t, "the address 10.8.0.2/24 of br40 is on eno3 already");
	fixture_free(p);
}

static void test_other_vlan(void **state)
{
	struct pairing *p = way_in();
	struct adopting t;

	(void)state;
	p->bridges[1].ip = p->bridges[0].ip;
	memset(&p->bridges[0].ip, 0, sizeof(p->bridges[0].ip));
	adopt(&t, p);
	assert_error(&t,
		"10.8.0.2/24 lives untagged on eno1, which becomes br40 (VLAN 40), and the "
		"intent puts it on br41 (VLAN 41)");
	fixture_free(p);
}

static void test_native_none(void **state)
{
	struct pairing *p = way_in();
	struct adopting t;

	(void)state;
	p->bond.native_kind = NATIVE_NONE;
	adopt(&t, p);
	assert_error(&t, "eno1 carries untagged traffic, and bond0 has native_vlan: none");
	fixture_free(p);
}

static void test_lease(void **state)
{
	struct pairing *p = way_in();
	struct adopting t;

	(void)state;
	p->found->addrs.v[1].dynamic = true;
	adopt(&t, p);
	assert_error(&t, "eno1 has the address 10.8.0.3/24 from DHCP");
	fixture_free(p);
}

static void test_peer(void **state)
{
	struct pairing *p = way_in();
	struct adopting t;

	(void)state;
	p->found->addrs.v[1].peer = true;
	adopt(&t, p);
	assert_error(&t, "eno1 has the point-to-point address 10.8.0.3/24");
	fixture_free(p);
}

static void test_macvtap(void **state)
{
	struct pairing *p = way_in();
	struct link *l = host_state_add_link(p->a, p->found, "macvtap3", LINK_PLAIN);
	struct adopting t;

	(void)state;
	strcpy(l->kind_name, "macvtap");
	strcpy(l->lower, "eno1");
	adopt(&t, p);
	assert_error(&t, "eno1 has the macvtap macvtap3 on it");
	fixture_free(p);
}

/* br0 of eno1, with a VM's port and the address. */
static struct pairing *old_bridge(const char *adopter)
{
	struct pairing *p = fixture_new();
	struct link *l = host_state_add_link(p->a, p->found, "br0", LINK_BRIDGE);

	l->up = true;
	l->has = LINK_HAS_UP | LINK_HAS_MAC;
	l->mac[5] = 1;
	strcpy(host_state_link(p->found, "eno1")->master, "br0");
	l = fixture_nic(p, "vnet7", 7);
	strcpy(l->kind_name, "tun");
	strcpy(l->master, "br0");
	fixture_addr(p, "br0", "10.8.0.2/24");
	for (size_t i = 0; i < p->host.bridges.n; i++)
		if (!strcmp(p->bridges[i].name, adopter))
			p->bridges[i].adopts = "br0";
	return p;
}

static void test_old_bridge(void **state)
{
	struct host_state *after;
	struct steps back = { 0 };
	struct adopting t;

	(void)state;
	adopt(&t, old_bridge("br40"));
	assert_null(first_error(&t));
	assert_true(has_step(&t, "vnet7: join br40"));
	assert_true(has_step(&t, "eno1: leave br0"));
	assert_true(has_step(&t, "br40: add address 10.8.0.2/24"));
	assert_true(has_step(&t, "br0: set down"));
	after = host_state_copy(t.p->a, t.p->found);
	fixture_run(t.p, after, &t.steps);
	diff_host_undo(t.p->a, t.p->found, after, &t.steps, &back);
	fixture_run(t.p, after, &back);
	assert_string_equal(host_state_link(after, "vnet7")->master, "br0");
	assert_string_equal(host_state_link(after, "eno1")->master, "br0");
	assert_true(host_state_link(after, "br0")->up);
	assert_non_null(host_state_addr(after, &t.p->found->addrs.v[0]));
	fixture_free(t.p);
}

static void test_old_bridge_other_vlan(void **state)
{
	struct adopting t;

	(void)state;
	adopt(&t, old_bridge("br41"));
	assert_error(&t,
		"br0 lives untagged on eno1, which becomes br40 (VLAN 40), and br41 "
		"(VLAN 41) is to adopt it");
	fixture_free(t.p);
}

static void test_old_bridge_stray_port(void **state)
{
	struct pairing *p = old_bridge("br40");
	struct adopting t;

	(void)state;
	strcpy(host_state_link(p->found, "eno3")->master, "br0");
	adopt(&t, p);
	assert_error(&t, "its port eno3 is not in the intent");
	fixture_free(p);
}

/* Once adopted, it stays behind empty, and that is no reason to refuse. */
static void test_old_bridge_unasked(void **state)
{
	struct pairing *p = old_bridge("br40");
	struct report r = { .arena = p->a };

	(void)state;
	host_adopt_refuse(&p->host, p->found, &r);
	assert_int_equal(r.errors, 1);
	assert_string_equal(r.v[0].text, "br40 is to adopt br0, and that is done only when asked");
	p->found->addrs.n = 0;
	host_state_link(p->found, "eno1")->master[0] = '\0';
	host_state_link(p->found, "vnet7")->master[0] = '\0';
	host_adopt_refuse(&p->host, p->found, &r);
	assert_int_equal(r.errors, 1);
	fixture_free(p);
}

/* The native bridge has the old one's name: only what lies below it becomes another. */
static void test_same_bridge(void **state)
{
	struct pairing *p = old_bridge("");
	struct adopting t;

	(void)state;
	p->bridges[0].name = "br0";
	adopt(&t, p);
	assert_null(first_error(&t));
	assert_true(has_step(&t, "eno1: leave br0"));
	assert_true(has_step(&t, "bond0: join br0"));
	assert_false(has_step(&t, "br0: set down"));
	fixture_free(p);
}

static void test_arp(void **state)
{
	static const uint8_t mac[6] = { 2, 0, 0, 0, 0, 1 };
	static const uint8_t want[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 1, 8, 6,
		0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 10, 8, 0, 2, 0, 0, 0, 0, 0, 0, 10, 8, 0,
		2 };
	uint8_t frame[ANNOUNCE_MAX];
	struct ipaddr ip;

	(void)state;
	ipaddr_parse("10.8.0.2/24", &ip);
	assert_int_equal(announce_frame(&ip, mac, frame), 60);
	assert_memory_equal(frame, want, sizeof(want));
}

static void test_advertisement(void **state)
{
	static const uint8_t mac[6] = { 2, 0, 0, 0, 0, 1 };
	uint8_t frame[ANNOUNCE_MAX];
	struct ipaddr ip;
	uint32_t sum = 32 + 58;

	(void)state;
	ipaddr_parse("2001:db8::2/64", &ip);
	assert_int_equal(announce_frame(&ip, mac, frame), 86);
	assert_int_equal(frame[54], 136);
	assert_memory_equal(frame + 62, ip.bytes, 16);
	assert_memory_equal(frame + 80, mac, 6);
	for (size_t i = 22; i < 86; i += 2)
		sum += (uint32_t)(frame[i] << 8 | frame[i + 1]);
	assert_int_equal((sum & 0xffff) + (sum >> 16), 0xffff);
	ip.family = 0;
	assert_int_equal(announce_frame(&ip, mac, frame), 0);
}

static void assert_loss(struct pairing *p, const char *text)
{
	struct adopting t;

	adopt(&t, p);
	assert_null(first_error(&t));
	route_loss_refuse(t.wanted, p->found, &t.steps, &t.r);
	if (text)
		assert_error(&t, text);
	else
		assert_null(first_error(&t));
	fixture_free(p);
}

/* What cannot be copied is refused, not lost; what does not hang on the NIC is let be. */
static void test_route_loss(void **state)
{
	struct pairing *p = way_in();
	struct host_route *r;

	(void)state;
	p->found->routes.v[0].table = 100;
	assert_loss(p, NULL);
	p = way_in();
	p->found->routes.v[0].extras = ROUTE_METRICS;
	assert_loss(p, "eno1: the route default via 10.8.0.1 has metrics of its own");
	p = way_in();
	r = ARENA_PUSH(p->a, &p->found->routes);
	ipaddr_parse("198.51.100.0/24", &r->dst);
	r->table = 100;
	r->extras = ROUTE_MULTIPATH;
	r->hops = arena_array(p->a, 2, sizeof(*r->hops));
	r->n_hops = 2;
	strcpy(r->hops[0], "eno3");
	strcpy(r->hops[1], "eno1");
	assert_loss(p, "eno1: the route 198.51.100.0/24 in table 100 has several next hops");
	p = way_in();
	p->found->routes.v[0].extras = ROUTE_METRICS;
	strcpy(p->found->routes.v[0].link, "eno3");
	assert_loss(p, NULL);
}

static struct host_rule *rule(struct pairing *p, const char *iif, const char *oif)
{
	struct host_rule *r = ARENA_PUSH(p->a, &p->found->rules);

	r->family = AF_INET;
	strcpy(r->iif, iif);
	strcpy(r->oif, oif);
	r->table = 100;
	return r;
}

static void test_rule_loss(void **state)
{
	struct pairing *p = way_in();
	struct adopting t;

	(void)state;
	rule(p, "eno1", "")->extras = true;
	assert_loss(p, "eno1: the policy rule iif eno1 lookup 100 has what is not copied here");
	p = way_in();
	rule(p, "", "eno3");
	assert_loss(p, NULL);
	p = way_in();
	p->found->addrs.n = p->found->routes.n = 0;
	rule(p, "", "eno2");
	t = (struct adopting){ .p = p, .wanted = fixture_want(p), .r.arena = p->a };
	route_loss_refuse(t.wanted, p->found, &t.steps, &t.r);
	assert_error(&t, "eno2: the policy rule oif eno2 lookup 100 would match nothing");
	assert_string_equal(t.r.v[0].hint, "--adopt moves it");
	host_state_link(t.wanted, "eno2")->gone = true;
	route_loss_refuse(t.wanted, p->found, &t.steps, &t.r);
	assert_string_equal(t.r.v[1].hint, "take it away first: ip rule del oif eno2 lookup 100");
	fixture_free(p);
}

static size_t at_step(const struct steps *steps, const char *text)
{
	for (size_t i = 0; i < steps->n; i++)
		if (!strcmp(steps->v[i].text, text))
			return i + 1;
	fail_msg("no step: %s", text);
	return 0;
}

/* By both of its links, before the old one goes; undone it is the old one, and nothing else. */
static void test_rules_move(void **state)
{
	static const char between[] = "policy rule iif br40 oif br40 lookup 100";
	struct pairing *p = way_in();
	struct host_state *after;
	struct steps back = { 0 };
	struct adopting t;

	(void)state;
	rule(p, "eno1", "eno2");
	rule(p, "mgmt0", "");
	rule(p, "eno3", "eno1");
	rule(p, "lo", "eno1")->family = AF_INET6;
	rule(p, "", "br40"); /* names it already */
	adopt(&t, p);
	route_loss_refuse(t.wanted, p->found, &t.steps, &t.r);
	assert_null(first_error(&t));
	assert_int_equal(at_step(&t.steps, arena_printf(p->a, "add %s", between)), 1);
	assert_int_equal(
		at_step(&t.steps, "delete IPv6 policy rule iif lo oif eno1 lookup 100"), t.steps.n);
	assert_true(has_step(&t, "eno1: delete policy rule iif eno1 oif eno2 lookup 100"));
	after = host_state_copy(p->a, p->found);
	fixture_run(p, after, &t.steps);
	assert_int_equal(after->rules.n, 5);
	for (size_t i = 0; i < after->rules.n; i++)
		assert_false(host_rule_names(&after->rules.v[i], "eno1") ||
			host_rule_names(&after->rules.v[i], "eno2"));
	host_state_link(after, "eno3")->up = true; /* by somebody else: not of this apply */
	diff_host_undo(p->a, p->found, after, &t.steps, &back);
	fixture_run(p, after, &back);
	assert_true(host_state_link(after, "eno3")->up);
	assert_int_equal(after->rules.n, 5);
	for (size_t i = 0; i < p->found->rules.n; i++)
		assert_non_null(host_state_rule(after, &p->found->rules.v[i]));
	fixture_free(p);
}

/* A NIC of which nothing else is to be moved. */
static void test_rule_alone(void **state)
{
	struct pairing *p = way_in();
	struct adopting t;

	(void)state;
	rule(p, "eno2", "");
	adopt(&t, p);
	assert_null(first_error(&t));
	assert_true(has_step(&t, "br40: add policy rule iif br40 lookup 100"));
	assert_int_equal(t.moves.n, 2);
	assert_string_equal(t.moves.v[1].from, "eno2");
	fixture_free(p);
}

static bool conflicts(const char *sender_ip, const char *target_ip, uint8_t sender_mac, size_t len)
{
	static const uint8_t mac[6] = { 2, 0, 0, 0, 0, 1 };
	uint8_t theirs[6] = { 2, 0, 0, 0, 0, sender_mac }, frame[ANNOUNCE_MAX], who[6];
	struct ipaddr sender, target, ours;

	ipaddr_parse("10.8.0.2", &ours);
	ipaddr_parse(sender_ip, &sender);
	ipaddr_parse(target_ip, &target);
	announce_frame(&sender, theirs, frame);
	memcpy(frame + 38, target.bytes, 4);
	if (!probe_conflict(frame, len, &ours, mac, who))
		return false;
	assert_memory_equal(who, theirs, 6);
	return true;
}

/* RFC 5227 2.1.1: any ARP from the address, and another's probe for it. */
static void test_probe(void **state)
{
	static const uint8_t mac[6] = { 2, 0, 0, 0, 0, 1 };
	uint8_t frame[ANNOUNCE_MAX];
	struct ipaddr ip;

	(void)state;
	ipaddr_parse("10.8.0.2", &ip);
	assert_int_equal(probe_frame(&ip, mac, frame), 60);
	assert_memory_equal(frame + 20, ((uint8_t[]){ 0, 1, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0 }), 12);
	assert_memory_equal(frame + 38, ((uint8_t[]){ 10, 8, 0, 2 }), 4);
	assert_true(conflicts("10.8.0.2", "10.8.0.9", 7, 60));
	assert_true(conflicts("0.0.0.0", "10.8.0.2", 7, 60));
	assert_false(conflicts("0.0.0.0", "10.8.0.2", 1, 60));  /* our own */
	assert_false(conflicts("10.8.0.9", "10.8.0.2", 7, 60)); /* a question */
	assert_false(conflicts("0.0.0.0", "10.8.0.9", 7, 60));
	assert_false(conflicts("10.8.0.2", "10.8.0.9", 7, 41)); /* cut */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_probe),
		cmocka_unit_test(test_route_loss),
		cmocka_unit_test(test_rule_loss),
		cmocka_unit_test(test_rules_move),
		cmocka_unit_test(test_rule_alone),
		cmocka_unit_test(test_last_address_goes_first),
		cmocka_unit_test(test_undo),
		cmocka_unit_test(test_keeps_mac),
		cmocka_unit_test(test_nothing_to_adopt),
		cmocka_unit_test(test_other_vlan),
		cmocka_unit_test(test_native_none),
		cmocka_unit_test(test_lease),
		cmocka_unit_test(test_peer),
		cmocka_unit_test(test_macvtap),
		cmocka_unit_test(test_old_bridge),
		cmocka_unit_test(test_old_bridge_other_vlan),
		cmocka_unit_test(test_old_bridge_stray_port),
		cmocka_unit_test(test_old_bridge_unasked),
		cmocka_unit_test(test_same_bridge),
		cmocka_unit_test(test_arp),
		cmocka_unit_test(test_advertisement),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
