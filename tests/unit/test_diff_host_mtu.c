// SPDX-License-Identifier: Apache-2.0
/* The MTU through the stack, in the order that the kernel accepts. */
#include "host_fixture.h"

/* Up from the bond, down from the top; what the kernel lowers by itself comes back in an undo. */
static void test_mtu(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *before;
	struct steps s, back = { 0 };

	(void)state;
	fixture_make(p);
	fixture_say(&p->bond.mtu, 9000);
	fixture_say(&p->bridges[1].mtu, 8000);
	s = fixture_make(p);
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
	fixture_say(&p->bond.mtu, 2000);
	fixture_say(&p->bridges[1].mtu, 1800);
	s = fixture_make(p);
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
	fixture_make(p);
	foreign = host_state_add_link(p->a, p->found, "bond0.99", LINK_VLAN);
	memcpy(foreign->lower, "bond0", 6);
	foreign->has = LINK_HAS_MTU;
	foreign->mtu = 1500;
	before = host_state_copy(p->a, p->found);
	fixture_say(&p->bond.mtu, 1400);
	fixture_say(&p->bridges[1].mtu, 1400);
	s = fixture_make(p);
	assert_int_equal(host_state_link(p->found, "bond0.99")->mtu, 1400);
	diff_host_undo(p->a, before, p->found, &s, &back);
	fixture_run(p, p->found, &back);
	assert_int_equal(host_state_link(p->found, "bond0.99")->mtu, 1500);
	assert_int_equal(host_state_link(p->found, "bond0.41")->mtu, 1500);
	fixture_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mtu),
		cmocka_unit_test(test_mtu_of_foreign_vlan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
