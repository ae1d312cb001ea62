// SPDX-License-Identifier: Apache-2.0
#include "host_fixture.h"

static const char *const fresh[] = {
	"bond0: create bond: mode 802.3ad, miimon 100, lacp_rate fast, address 02:00:00:00:00:01",
	"eno1: join bond0",
	"eno2: set down",
	"eno2: join bond0",
	"br40: create bridge: stp off, address 02:00:00:00:00:01",
	"br41: create bridge: stp off, address 02:00:00:00:00:01",
	"bond0.41: create VLAN 41 on bond0",
	"bond0: join br40",
	"bond0: set up",
	"bond0.41: set up",
	"bond0.41: join br41",
	"br40: set up",
	"br41: set up",
	"br40: add address 10.8.0.2/24",
	"br40: add route default via 10.8.0.1",
	NULL,
};

/* Makes the pairing in p->found. */
static struct steps make_pairing(struct pairing *p)
{
	struct steps s = fixture_diff(p, fixture_want(p));

	fixture_run(p, p->found, &s);
	return s;
}

static void assert_settled(struct pairing *p)
{
	struct steps s = fixture_diff(p, fixture_want(p));

	assert_steps(&s, (const char *const[]){ NULL });
}

static void test_fresh(void **state)
{
	struct pairing *p = fixture_new();
	struct steps s = make_pairing(p);

	(void)state;
	assert_steps(&s, fresh);
	assert_string_equal(s.v[0].why, "bond0 of the intent, lacppair.yaml:9");
	assert_string_equal(s.v[0].inverse, "delete bond0");
	assert_string_equal(s.v[1].inverse, "leave bond0");
	assert_string_equal(s.v[2].why, "eno2 must be down to join bond0");
	assert_string_equal(s.v[13].inverse, "delete address 10.8.0.2/24");
	assert_settled(p);
	fixture_free(p);
}

/* Nobody looked at the host: the steps are those of one that has just the NICs. */
static void test_unread(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state nothing = { 0 };
	struct steps s = { 0 };
	struct err e;

	(void)state;
	diff_host(p->a, want_host(p->a, &p->in, &p->host, NULL, &e), &nothing, &s);
	assert_int_equal(s.n, sizeof(fresh) / sizeof(*fresh) - 2);
	assert_string_equal(s.v[1].text, "join bond0");
	fixture_free(p);
}

static void test_day2(void **state)
{
	struct pairing *p = fixture_new();
	struct steps s;

	(void)state;
	make_pairing(p);
	fixture_bridge(p, 45);
	s = make_pairing(p);
	assert_steps(&s,
		(const char *const[]){
			"br45: create bridge: stp off, address 02:00:00:00:00:01",
			"bond0.45: create VLAN 45 on bond0",
			"bond0.45: set up",
			"bond0.45: join br45",
			"br45: set up",
			NULL,
		});
	assert_settled(p);
	fixture_free(p);
}

struct option_case {
	enum bondopt option;
	const char *value;
	const char *lines[6];
};

static void test_options(void **state)
{
	static const struct option_case cases[] = {
		{ BONDOPT_XMIT_HASH_POLICY, "layer3+4",
			{ "bond0: set xmit_hash_policy layer3+4" } },
		{ BONDOPT_MIN_LINKS, "1", { "bond0: set min_links 1" } },
		{ BONDOPT_LACP_RATE, "slow",
			{ "bond0: set down", "bond0: set lacp_rate slow", "bond0: set up",
				"bond0.41: set up" } },
		{ BONDOPT_LACP_RATE, "fast", { NULL } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct pairing *p = fixture_new();
		struct steps s;

		make_pairing(p);
		bondopt_parse(cases[i].option, cases[i].value, &p->bond.opts);
		s = make_pairing(p);
		assert_steps(&s, cases[i].lines);
		assert_settled(p);
		fixture_free(p);
	}
}

/* What a reader without privilege cannot see is no change; delays are multiples of miimon. */
static void test_tolerated(void **state)
{
	struct pairing *p = fixture_new();
	struct link *bond;

	(void)state;
	make_pairing(p);
	bond = host_state_link(p->found, "bond0");
	bondopt_parse(BONDOPT_UPDELAY, "200", &bond->bond);
	bondopt_parse(BONDOPT_UPDELAY, "250", &p->bond.opts);
	bondopt_parse(BONDOPT_AD_ACTOR_SYS_PRIO, "100", &p->bond.opts);
	p->found->limited = true;
	memcpy(bond->mac, "\2\0\0\0\0\11", 6);
	host_state_link(p->found, "br41")->stp = true;
	p->found->routes.v[0].metric = 100;
	assert_settled(p);
	fixture_free(p);
}

/* A member that is set down by hand, or taken out, comes back while the bond stays up. */
static void test_repair(void **state)
{
	struct pairing *p = fixture_new();
	struct steps s;

	(void)state;
	make_pairing(p);
	host_state_link(p->found, "eno1")->up = false;
	host_state_link(p->found, "eno2")->master[0] = '\0';
	p->found->addrs.n = 0;
	s = make_pairing(p);
	assert_steps(&s,
		(const char *const[]){
			"eno2: set down",
			"eno2: join bond0",
			"eno1: set up",
			"br40: add address 10.8.0.2/24",
			NULL,
		});
	assert_settled(p);
	fixture_free(p);
}

/* An open bond that lost all members is closed while they join again: LACP starts at once then. */
static void test_bond_without_members(void **state)
{
	struct pairing *p = fixture_new();
	struct steps s;

	(void)state;
	make_pairing(p);
	host_state_link(p->found, "eno1")->master[0] = '\0';
	host_state_link(p->found, "eno2")->master[0] = '\0';
	host_state_link(p->found, "eno1")->up = host_state_link(p->found, "eno2")->up = false;
	s = make_pairing(p);
	assert_steps(&s,
		(const char *const[]){
			"bond0: set down",
			"eno1: join bond0",
			"eno2: join bond0",
			"bond0: set up",
			"bond0.41: set up",
			NULL,
		});
	assert_settled(p);
	fixture_free(p);
}

/* The module makes an empty bond0 as it is loaded. */
static void test_empty_bond_of_other_mode(void **state)
{
	struct pairing *p = fixture_new();
	struct steps s;
	struct link *bond = host_state_add_link(p->a, p->found, "bond0", LINK_BOND);

	(void)state;
	bondopt_parse(BONDOPT_MODE, "balance-rr", &bond->bond);
	bond->has = LINK_HAS_UP | LINK_HAS_MASTER;
	s = make_pairing(p);
	assert_string_equal(s.v[0].text, "set mode 802.3ad, miimon 100, lacp_rate fast");
	assert_string_equal(s.v[1].text, "join bond0");
	assert_settled(p);
	fixture_free(p);
}

/* The members go out and in; the bond, its VLANs and its address stay. */
static void test_other_mode(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *before;
	struct steps s, back = { 0 };

	(void)state;
	make_pairing(p);
	before = host_state_copy(p->a, p->found);
	p->bond.opts.has = 0;
	bondopt_parse(BONDOPT_MODE, "active-backup", &p->bond.opts);
	s = make_pairing(p);
	assert_steps(&s,
		(const char *const[]){
			"eno1: leave bond0",
			"eno2: leave bond0",
			"bond0: set down",
			"bond0: set mode active-backup, address 02:00:00:00:00:01",
			"eno1: join bond0",
			"eno2: join bond0",
			"bond0: set up",
			"bond0.41: set up",
			NULL,
		});
	assert_settled(p);
	s.n = 2; /* it failed here: no member, and a random address */
	p->found = host_state_copy(p->a, before);
	fixture_run(p, p->found, &s);
	assert_false(host_state_link(p->found, "bond0")->has & LINK_HAS_MAC);
	diff_host_undo(p->a, before, p->found, &s, &back);
	assert_string_equal(back.v[0].text, "set address 02:00:00:00:00:01");
	fixture_run(p, p->found, &back);
	assert_true(host_state_link(p->found, "eno2")->up);
	assert_string_equal(host_state_link(p->found, "eno2")->master, "bond0");
	fixture_free(p);
}

static void say_mtu(struct intent_number *n, unsigned value)
{
	n->value = value;
	n->pos.file = "lacppair.yaml";
}

/* Up from the bond, down from the top; what the kernel lowers by itself comes back in an undo. */
static void test_mtu(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *before;
	struct steps s, back = { 0 };

	(void)state;
	make_pairing(p);
	say_mtu(&p->bond.mtu, 9000);
	say_mtu(&p->bridges[1].mtu, 8000);
	s = make_pairing(p);
	assert_steps(&s,
		(const char *const[]){
			"bond0: set mtu 9000",
			"bond0.41: set mtu 8000",
			"br41: set mtu 8000",
			NULL,
		});
	assert_int_equal(host_state_link(p->found, "eno1")->mtu, 9000);
	assert_settled(p);
	before = host_state_copy(p->a, p->found);
	say_mtu(&p->bond.mtu, 2000);
	say_mtu(&p->bridges[1].mtu, 1800);
	s = make_pairing(p);
	assert_steps(&s,
		(const char *const[]){
			"br41: set mtu 1800",
			"bond0.41: set mtu 1800",
			"bond0: set mtu 2000",
			NULL,
		});
	assert_settled(p);
	diff_host_undo(p->a, before, p->found, &s, &back);
	assert_steps(&back,
		(const char *const[]){
			"bond0: set mtu 9000",
			"bond0.41: set mtu 8000",
			"br41: set mtu 8000",
			NULL,
		});
	fixture_free(p);
}

/* Nothing is said of a foreign VLAN: it goes down with the bond, and an undo raises it again. */
static void test_mtu_of_foreign_vlan(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *before;
	struct steps s, back = { 0 };
	struct link *foreign;

	(void)state;
	make_pairing(p);
	foreign = host_state_add_link(p->a, p->found, "bond0.99", LINK_VLAN);
	memcpy(foreign->lower, "bond0", 6);
	foreign->has = LINK_HAS_MTU;
	foreign->mtu = 1500;
	before = host_state_copy(p->a, p->found);
	say_mtu(&p->bond.mtu, 1400);
	say_mtu(&p->bridges[1].mtu, 1400);
	s = make_pairing(p);
	assert_int_equal(host_state_link(p->found, "bond0.99")->mtu, 1400);
	diff_host_undo(p->a, before, p->found, &s, &back);
	fixture_run(p, p->found, &back);
	assert_int_equal(host_state_link(p->found, "bond0.99")->mtu, 1500);
	assert_int_equal(host_state_link(p->found, "bond0.41")->mtu, 1500);
	fixture_free(p);
}

static void test_bridge_values(void **state)
{
	struct pairing *p = fixture_new();
	struct intent_bridge *br = &p->bridges[1];
	struct steps s;

	(void)state;
	make_pairing(p);
	say_mtu(&br->forward_delay, 4);
	say_mtu(&br->ageing_time, 60);
	br->mcast_snooping = NO;
	br->hwaddr.pos.file = p->bond.hwaddr.pos.file = "lacppair.yaml";
	memcpy(br->hwaddr.mac, "\2\0\0\0\0\x41", 6);
	memcpy(p->bond.hwaddr.mac, "\2\0\0\0\0\x42", 6);
	host_state_link(p->found, "br41")->mcast_snooping = true;
	host_state_link(p->found, "br41")->has |= LINK_HAS_AGEING_TIME;
	s = make_pairing(p);
	assert_steps(&s,
		(const char *const[]){
			"bond0: set address 02:00:00:00:00:42",
			"br41: set forward_delay 4, ageing_time 60, mcast_snooping off, address "
			"02:00:00:00:00:41",
			NULL,
		});
	assert_settled(p);
	fixture_free(p);
}

static void make_aware(struct pairing *p)
{
	static struct intent_vlan_iface mgmt = { .name = "mgmt", .vlan = 40 }, *list[1] = { &mgmt };

	mgmt.bond = &p->bond;
	p->host.vlan_ifaces.v = list;
	p->host.vlan_ifaces.n = 1;
	p->host.bridges.n = 1;
	p->bridges[0].name = "br0";
	p->bridges[0].vlan = 0;
	p->bridges[0].vlan_aware = YES;
	p->bridges[0].ip = (struct intent_ip){ 0 };
	vlanset_add_range(&p->bond.vlans, 40, 44);
}

/* Its bond is a trunk, the host a port of its own; a VM's port and foreign VLANs stay. */
static void test_vlan_aware(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *before = host_state_copy(p->a, p->found);
	struct steps s, back = { 0 };
	struct link *l;

	(void)state;
	make_aware(p);
	s = make_pairing(p);
	assert_steps(&s,
		(const char *const[]){
			"bond0: create bond: mode 802.3ad, miimon 100, lacp_rate fast, address "
			"02:00:00:00:00:01",
			"eno1: join bond0",
			"eno2: set down",
			"eno2: join bond0",
			"br0: create bridge: stp off, vlan_filtering on, default_pvid 0, address "
			"02:00:00:00:00:01",
			"mgmt: create VLAN 40 on br0",
			"bond0: join br0",
			"bond0: set VLANs 40-44, untagged 40, pvid 40",
			"br0: set VLANs 40",
			"bond0: set up",
			"br0: set up",
			"mgmt: set up",
			NULL,
		});
	assert_settled(p);
	diff_host_undo(p->a, before, p->found, &s, &back);
	fixture_run(p, p->found, &back);
	assert_int_equal(p->found->links.n, 3);

	make_pairing(p);
	l = fixture_nic(p, "vnet0", 9);
	snprintf(l->master, sizeof(l->master), "br0");
	vlanset_add(&host_state_link(p->found, "bond0")->port_vlans->vlans, 99);
	assert_settled(p);
	fixture_free(p);
}

/* Undo goes back from whatever happened, after each possible number of steps. */
static void test_undo_everywhere(void **state)
{
	(void)state;
	for (size_t upto = 0; upto <= 15; upto++) {
		struct pairing *p = fixture_new();
		struct host_state *before = host_state_copy(p->a, p->found);
		struct steps s = fixture_diff(p, fixture_want(p)), back = { 0 }, left = { 0 };

		s.n = upto;
		fixture_run(p, p->found, &s);
		diff_host_undo(p->a, before, p->found, &s, &back);
		fixture_run(p, p->found, &back);
		diff_host_undo(p->a, before, p->found, &s, &left);
		assert_steps(&left, (const char *const[]){ NULL });
		assert_int_equal(p->found->links.n, 3);
		assert_true(host_state_link(p->found, "eno2")->up);
		assert_false(host_state_link(p->found, "eno1")->up);
		assert_int_equal(p->found->addrs.n + p->found->routes.n, 0);
		fixture_free(p);
	}
}

/* A bond that goes down for an option takes its VLANs, also foreign ones, with IPv6 address and
 * route: they come back. */
static void test_undo_and_revive(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *before;
	struct steps s, back = { 0 };
	struct link *foreign;

	(void)state;
	make_pairing(p);
	foreign = host_state_add_link(p->a, p->found, "bond0.99", LINK_VLAN);
	memcpy(foreign->lower, "bond0", 6);
	foreign->has = LINK_HAS_UP;
	foreign->up = true;
	fixture_addr(p, "bond0.41", "2001:db8::9/64");
	fixture_route(p, "bond0.41", "2001:db8:1::/48", "2001:db8::1");
	foreign = host_state_add_link(p->a, p->found, "bond0.98", LINK_VLAN);
	memcpy(foreign->lower, "bond0", 6);
	foreign->has = LINK_HAS_UP; /* somebody set it down, and the bond will open it */
	before = host_state_copy(p->a, p->found);
	bondopt_parse(BONDOPT_LACP_RATE, "slow", &p->bond.opts);
	s = make_pairing(p);
	assert_steps(&s,
		(const char *const[]){
			"bond0: set down",
			"bond0: set lacp_rate slow",
			"bond0: set up",
			"bond0.41: set up",
			"bond0.99: set up",
			"bond0.98: set down",
			"bond0.41: add address 2001:db8::9/64",
			"bond0.41: add route 2001:db8:1::/48 via 2001:db8::1",
			NULL,
		});
	s.n = 2; /* it failed here: the bond is down */
	p->found = host_state_copy(p->a, before);
	fixture_run(p, p->found, &s);
	diff_host_undo(p->a, before, p->found, &s, &back);
	assert_steps(&back,
		(const char *const[]){
			"bond0: set lacp_rate fast",
			"bond0: set up",
			"bond0.41: set up",
			"bond0.99: set up",
			"bond0.98: set down",
			"bond0.41: add address 2001:db8::9/64",
			"bond0.41: add route 2001:db8:1::/48 via 2001:db8::1",
			NULL,
		});
	fixture_free(p);
}

/*
 * With the first address of a subnet the kernel takes the others along, with the last address of a
 * link its routes: all of them return.
 */
static void test_first_address_goes(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *want, *before;
	struct steps s, back = { 0 };
	struct host_addr *gone;

	(void)state;
	make_pairing(p);
	fixture_addr(p, "br40", "10.8.0.7/24");
	fixture_addr(p, "br40", "10.8.7.2/24");
	before = host_state_copy(p->a, p->found);
	want = fixture_want(p);
	gone = host_state_addr(want, &before->addrs.v[0]);
	gone->gone = true;
	s = fixture_diff(p, want);
	assert_steps(&s,
		(const char *const[]){
			"br40: delete address 10.8.0.7/24",
			"br40: delete address 10.8.0.2/24",
			"br40: add address 10.8.0.7/24",
			NULL,
		});
	fixture_run(p, p->found, &s);
	diff_host_undo(p->a, before, p->found, &s, &back);
	assert_steps(&back, (const char *const[]){ "br40: add address 10.8.0.2/24", NULL });
	p->found->addrs.n = 0;
	*ARENA_PUSH(p->a, &p->found->addrs) = before->addrs.v[0];
	s = fixture_diff(p, want);
	assert_steps(&s,
		(const char *const[]){
			"br40: delete address 10.8.0.2/24",
			"br40: add route default via 10.8.0.1",
			NULL,
		});
	fixture_free(p);
}

/* What somebody else changed meanwhile on links that no step touched is not ours to take back. */
static void test_undo_leaves_others(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *before;
	struct steps s, back = { 0 };

	(void)state;
	make_pairing(p);
	before = host_state_copy(p->a, p->found);
	fixture_bridge(p, 45);
	s = make_pairing(p);
	host_state_link(p->found, "eno3")->up = true;
	fixture_addr(p, "eno3", "192.0.2.3/24");
	fixture_nic(p, "vnet0", 9);
	diff_host_undo(p->a, before, p->found, &s, &back);
	assert_steps(&back, (const char *const[]){ "bond0.45: delete", "br45: delete", NULL });
	fixture_free(p);
}

static struct link *want_port(struct host_state *s, const char *name, const char *master)
{
	struct link *l = host_state_link(s, name);

	l->has = LINK_HAS_UP | LINK_HAS_MASTER;
	l->up = true;
	snprintf(l->master, sizeof(l->master), "%s", master);
	return l;
}

/* A switch's namespace: a port moves from the bridge into a bond, the bond carries its VLANs. */
static void test_switch_state(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *w = host_state_copy(p->a, p->found);
	struct port_vlans vlans = { .pvid = 40 };
	struct link *l;
	struct steps s;

	(void)state;
	l = host_state_add_link(p->a, w, "vsw", LINK_BRIDGE);
	l->has = LINK_HAS_UP | LINK_HAS_VLAN_FILTERING;
	l->up = l->vlan_filtering = true;
	vlanset_add_range(&vlans.vlans, 40, 44);
	vlanset_add(&vlans.untagged, 40);
	l = want_port(w, "eno1", "vsw");
	l->port_vlans = &vlans;
	l->has |= LINK_HAS_PORT_VLANS;
	w->links.v[1].has = w->links.v[2].has = 0;
	s = fixture_diff(p, w);
	assert_steps(&s,
		(const char *const[]){
			"vsw: create bridge: vlan_filtering on, default_pvid 0",
			"eno1: join vsw",
			"eno1: set VLANs 40-44, untagged 40, pvid 40",
			"eno1: set up",
			"vsw: set up",
			NULL,
		});
	fixture_run(p, p->found, &s);

	l = host_state_add_link(p->a, w, "po11", LINK_BOND);
	l->has = LINK_HAS_UP | LINK_HAS_MASTER | LINK_HAS_PORT_VLANS;
	l->up = true;
	l->port_vlans = &vlans;
	memcpy(l->master, "vsw", 4);
	bondopt_parse(BONDOPT_MODE, "802.3ad", &l->bond);
	want_port(w, "eno1", "po11");
	s = fixture_diff(p, w);
	assert_steps(&s,
		(const char *const[]){
			"eno1: leave vsw",
			"po11: create bond: mode 802.3ad",
			"eno1: set down",
			"eno1: join po11",
			"po11: join vsw",
			"po11: set VLANs 40-44, untagged 40, pvid 40",
			"po11: set up",
			NULL,
		});
	fixture_run(p, p->found, &s);

	l = host_state_link(w, "po11");
	bondopt_parse(BONDOPT_MODE, "balance-xor", &l->bond);
	s = fixture_diff(p, w);
	assert_steps(&s,
		(const char *const[]){
			"eno1: leave po11",
			"po11: set down",
			"po11: set mode balance-xor",
			"eno1: join po11",
			"po11: set up",
			NULL,
		});
	fixture_run(p, p->found, &s);

	l->gone = true;
	want_port(w, "eno1", "");
	s = fixture_diff(p, w);
	assert_steps(
		&s, (const char *const[]){ "po11: delete, letting go eno1", "eno1: set up", NULL });
	fixture_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fresh),
		cmocka_unit_test(test_unread),
		cmocka_unit_test(test_day2),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_tolerated),
		cmocka_unit_test(test_repair),
		cmocka_unit_test(test_bond_without_members),
		cmocka_unit_test(test_empty_bond_of_other_mode),
		cmocka_unit_test(test_other_mode),
		cmocka_unit_test(test_mtu),
		cmocka_unit_test(test_mtu_of_foreign_vlan),
		cmocka_unit_test(test_bridge_values),
		cmocka_unit_test(test_vlan_aware),
		cmocka_unit_test(test_undo_everywhere),
		cmocka_unit_test(test_undo_and_revive),
		cmocka_unit_test(test_first_address_goes),
		cmocka_unit_test(test_undo_leaves_others),
		cmocka_unit_test(test_switch_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
