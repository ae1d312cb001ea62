// SPDX-License-Identifier: Apache-2.0
/* The way back: what a difference did, whatever of it happened, and nothing of what others did. */
#include "host_fixture.h"

#include <linux/rtnetlink.h>

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
	fixture_make(p);
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
	s = fixture_make(p);
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
	fixture_make(p);
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

/* The kernel makes its own link-local address again; nobody makes NetworkManager's. */
static void test_undo_of_a_managers_link_local(void **state)
{
	static const char *const nics[] = { "eno1", "eno2" };
	struct pairing *p = fixture_new();
	struct host_state *before;
	struct steps s, back = { 0 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		host_state_link(p->found, nics[i])->up = true;
		fixture_addr(p, nics[i], "fe80::1/64");
		p->found->addrs.v[i].no_route = !i;
		fixture_route(p, nics[i], "fe80::/64", NULL);
		p->found->routes.v[i].protocol = RTPROT_KERNEL;
		p->found->routes.v[i].by_hand = !i;
	}
	before = host_state_copy(p->a, p->found);
	s = fixture_make(p);
	diff_host_undo(p->a, before, p->found, &s, &back);
	assert_true(back.n > 3 && back.v[back.n - 3].op == STEP_LINK_UP);
	assert_string_equal(back.v[back.n - 2].object, "eno1");
	assert_string_equal(back.v[back.n - 2].text, "add address fe80::1/64");
	assert_string_equal(back.v[back.n - 1].object, "eno1");
	assert_string_equal(back.v[back.n - 1].text, "add route fe80::/64");
	fixture_free(p);
}

/* What somebody else changed meanwhile on links that no step touched is not ours to take back. */
static void test_undo_leaves_others(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *before;
	struct steps s, back = { 0 };

	(void)state;
	fixture_make(p);
	before = host_state_copy(p->a, p->found);
	fixture_bridge(p, 45);
	s = fixture_make(p);
	host_state_link(p->found, "eno3")->up = true;
	fixture_addr(p, "eno3", "192.0.2.3/24");
	fixture_nic(p, "vnet0", 9);
	diff_host_undo(p->a, before, p->found, &s, &back);
	assert_steps(&back, (const char *const[]){ "bond0.45: delete", "br45: delete", NULL });
	fixture_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_undo_everywhere),
		cmocka_unit_test(test_undo_and_revive),
		cmocka_unit_test(test_first_address_goes),
		cmocka_unit_test(test_undo_of_a_managers_link_local),
		cmocka_unit_test(test_undo_leaves_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
