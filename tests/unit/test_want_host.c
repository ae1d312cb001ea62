// SPDX-License-Identifier: Apache-2.0
#include "host_fixture.h"

static void test_links(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *w = fixture_want(p);
	struct link *l = host_state_link(w, "bond0");

	(void)state;
	assert_int_equal(w->links.n, 6);
	assert_int_equal(l->kind, LINK_BOND);
	assert_string_equal(l->master, "br40"); /* the native VLAN's bridge is on the bond itself */
	assert_memory_equal(l->mac, "\2\0\0\0\0\1", 6);
	assert_int_equal(l->pos.line, 9);
	assert_string_equal(host_state_link(w, "eno2")->master, "bond0");
	l = host_state_link(w, "bond0.41");
	assert_int_equal(l->vlan_id, 41);
	assert_string_equal(l->lower, "bond0");
	assert_string_equal(l->master, "br41");
	assert_true(l->no_addrconf);
	assert_null(host_state_link(w, "bond0.40"));
	assert_false(host_state_link(w, "br40")->no_addrconf);
	assert_true(host_state_link(w, "br41")->no_addrconf);
	assert_int_equal(w->addrs.n, 1);
	assert_int_equal(w->routes.n, 1);
	assert_int_equal(w->routes.v[0].dst.prefix, 0);
	fixture_free(p);
}

/* An existing object keeps its address and, unless the intent says, its spanning tree. */
static void test_existing(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *w;

	(void)state;
	host_state_add_link(p->a, p->found, "bond0", LINK_BOND);
	host_state_add_link(p->a, p->found, "br41", LINK_BRIDGE);
	w = fixture_want(p);
	assert_false(host_state_link(w, "bond0")->has & LINK_HAS_MAC);
	assert_false(host_state_link(w, "br41")->has & (LINK_HAS_MAC | LINK_HAS_STP));
	assert_true(host_state_link(w, "br40")->has & LINK_HAS_MAC);
	assert_true(host_state_link(w, "br40")->has & LINK_HAS_STP);
	assert_false(host_state_link(w, "br40")->stp);
	p->bridges[1].stp = YES;
	assert_true(host_state_link(fixture_want(p), "br41")->stp);
	fixture_free(p);
}

/* The bond itself lies in the native VLAN's bridge: a new one lets only that VLAN through. */
static void test_filtering(void **state)
{
	struct pairing *p = fixture_new();
	struct link *w = host_state_link(fixture_want(p), "br40"), *l;

	(void)state;
	assert_true(w->vlan_filtering && w->default_pvid == 40);
	assert_false(host_state_link(fixture_want(p), "br41")->has & LINK_HAS_VLAN_FILTERING);
	p->bridges[0].vlan_filtering = NO;
	assert_false(host_state_link(fixture_want(p), "br40")->has & LINK_HAS_VLAN_FILTERING);
	l = host_state_add_link(p->a, p->found, "br40", LINK_BRIDGE);
	l->default_pvid = 1;
	w = host_state_link(fixture_want(p), "br40");
	assert_true((w->has & LINK_HAS_VLAN_FILTERING) && !w->vlan_filtering);
	assert_int_equal(w->default_pvid, 1);
	p->bridges[0].vlan_filtering = UNSET; /* stays as found */
	assert_false(host_state_link(fixture_want(p), "br40")->has & LINK_HAS_VLAN_FILTERING);
	p->bridges[0].vlan_filtering = YES;
	w = host_state_link(fixture_want(p), "br40");
	assert_true(w->vlan_filtering && w->default_pvid == 40);
	l->vlan_filtering = true; /* with a default that ports live by */
	assert_int_equal(host_state_link(fixture_want(p), "br40")->default_pvid, 1);
	fixture_free(p);
}

/* A member's MAC is the NIC's own: one that is in a bond shows the bond's. */
static void test_member_by_mac(void **state)
{
	struct pairing *p = fixture_new();
	struct err e;

	(void)state;
	p->bond.members.n = 1;
	fixture_member(p, "02-00-00-00-00-03", 12);
	memcpy(host_state_link(p->found, "eno3")->mac, "\2\0\0\0\0\1", 6);
	assert_string_equal(host_state_link(fixture_want(p), "eno3")->master, "bond0");
	assert_non_null(
		host_state_link(want_host(p->a, &p->in, &p->host, NULL, &e), "0200.0000.0003"));
	fixture_free(p);
}

static void test_missing_nic(void **state)
{
	struct pairing *p = fixture_new();
	struct err e;

	(void)state;
	host_state_link(p->found, "eno3")->not_ethernet = true;
	fixture_member(p, "eno9", 12);
	fixture_member(p, "02:00:00:00:00:99", 13);
	assert_null(want_host(p->a, &p->in, &p->host, p->found, &e));
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_string_equal(e.object, "lacppair.yaml:12:20");
	assert_string_equal(e.text, "bond0: no such NIC on this host: eno9, 02:00:00:00:00:99");
	assert_string_equal(
		e.hint, "the NICs here are: eno1 (02:00:00:00:00:01), eno2 (02:00:00:00:00:02)");
	fixture_free(p);
}

static void test_unread(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *w;
	struct err e;

	(void)state;
	fixture_member(p, "eno9", 12);
	w = want_host(p->a, &p->in, &p->host, NULL, &e);
	assert_non_null(w);
	assert_false(host_state_link(w, "bond0")->has & LINK_HAS_MAC);
	assert_string_equal(host_state_link(w, "eno9")->master, "bond0");
	fixture_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_existing),
		cmocka_unit_test(test_filtering),
		cmocka_unit_test(test_member_by_mac),
		cmocka_unit_test(test_missing_nic),
		cmocka_unit_test(test_unread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
