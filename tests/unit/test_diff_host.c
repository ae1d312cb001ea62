// SPDX-License-Identifier: Apache-2.0
#include "host_fixture.h"

static const char *const fresh[] = {
	"bond0: create bond: mode 802.3ad, miimon 100, lacp_rate fast, address 02:00:00:00:00:01",
	"eno1: join bond0",
	"eno2: set down",
	"eno2: join bond0",
	"br40: create bridge: stp off, vlan_filtering on, default_pvid 40, address "
	"02:00:00:00:00:01",
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

static void test_fresh(void **state)
{
	struct pairing *p = fixture_new();
	struct steps s = fixture_make(p);

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
	fixture_make(p);
	fixture_bridge(p, 45);
	s = fixture_make(p);
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

		fixture_make(p);
		bondopt_parse(cases[i].option, cases[i].value, &p->bond.opts);
		s = fixture_make(p);
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
	fixture_make(p);
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
	fixture_make(p);
	host_state_link(p->found, "eno1")->up = false;
	host_state_link(p->found, "eno2")->master[0] = '\0';
	p->found->addrs.n = 0;
	s = fixture_make(p);
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
	fixture_make(p);
	host_state_link(p->found, "eno1")->master[0] = '\0';
	host_state_link(p->found, "eno2")->master[0] = '\0';
	host_state_link(p->found, "eno1")->up = host_state_link(p->found, "eno2")->up = false;
	s = fixture_make(p);
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
	s = fixture_make(p);
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
	fixture_make(p);
	before = host_state_copy(p->a, p->found);
	p->bond.opts.has = 0;
	bondopt_parse(BONDOPT_MODE, "active-backup", &p->bond.opts);
	s = fixture_make(p);
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

static void test_bridge_values(void **state)
{
	struct pairing *p = fixture_new();
	struct intent_bridge *br = &p->bridges[1];
	struct steps s;

	(void)state;
	fixture_make(p);
	fixture_say(&br->forward_delay, 4);
	fixture_say(&br->ageing_time, 60);
	br->mcast_snooping = NO;
	br->hwaddr.pos.file = p->bond.hwaddr.pos.file = "lacppair.yaml";
	memcpy(br->hwaddr.mac, "\2\0\0\0\0\x41", 6);
	memcpy(p->bond.hwaddr.mac, "\2\0\0\0\0\x42", 6);
	host_state_link(p->found, "br41")->mcast_snooping = true;
	host_state_link(p->found, "br41")->has |= LINK_HAS_AGEING_TIME;
	s = fixture_make(p);
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

/* A bridge that leaks tags stops it in place, and the undo lets them through again. */
static void test_begins_to_filter(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *before;
	struct steps s, back = { 0 };
	struct link *l;

	(void)state;
	p->bridges[0].vlan_filtering = NO;
	fixture_make(p);
	l = host_state_link(p->found, "br40");
	l->has |= LINK_HAS_VLAN_FILTERING;
	l->default_pvid = 1;
	before = host_state_copy(p->a, p->found);
	p->bridges[0].vlan_filtering = YES;
	s = fixture_make(p);
	assert_steps(
		&s, (const char *const[]){ "br40: set vlan_filtering on, default_pvid 40", NULL });
	assert_settled(p);
	diff_host_undo(p->a, before, p->found, &s, &back);
	assert_steps(&back,
		(const char *const[]){ "br40: set vlan_filtering off, default_pvid 1", NULL });
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
	s = fixture_make(p);
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

	fixture_make(p);
	l = fixture_nic(p, "vnet0", 9);
	snprintf(l->master, sizeof(l->master), "br0");
	vlanset_add(&host_state_link(p->found, "bond0")->port_vlans->vlans, 99);
	assert_settled(p);
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
		cmocka_unit_test(test_bridge_values),
		cmocka_unit_test(test_vlan_aware),
		cmocka_unit_test(test_begins_to_filter),
		cmocka_unit_test(test_switch_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
