// SPDX-License-Identifier: Apache-2.0
/* Links by name, with the table and without; and which steps may go to the kernel together. */
#include "test.h"

#include "host_state.h"
#include "nl.h"
#include "write.h"

enum { MANY = 4094 };

static void fill(struct arena *a, struct host_state *s)
{
	for (int i = 1; i <= MANY; i++)
		host_state_add_link(a, s, arena_printf(a, "bond0.%d", i), LINK_VLAN)->vlan_id =
			(uint16_t)i;
}

static void test_link_by_name(void **state)
{
	struct arena *a = arena_new();
	struct host_state s = { 0 };

	(void)state;
	assert_null(host_state_link(&s, "bond0.1"));
	fill(a, &s);
	for (int i = 1; i <= MANY; i++)
		assert_int_equal(host_state_link(&s, arena_printf(a, "bond0.%d", i))->vlan_id, i);
	assert_null(host_state_link(&s, "bond0.4095"));
	assert_null(host_state_link(&s, ""));
	arena_free(a);
}

static void test_list_that_changed(void **state)
{
	struct arena *a = arena_new();
	struct host_state s = { 0 }, *copy;

	(void)state;
	fill(a, &s);
	assert_non_null(host_state_link(&s, "bond0.4094"));
	copy = host_state_copy(a, &s);
	s.links.n -= 2;
	assert_null(host_state_link(&s, "bond0.4094"));
	assert_non_null(host_state_link(&s, "bond0.4092"));
	assert_non_null(host_state_link(copy, "bond0.4094"));
	memmove(&s.links.v[0], &s.links.v[1], sizeof(*s.links.v) * --s.links.n);
	host_state_reindex(&s);
	assert_null(host_state_link(&s, "bond0.1"));
	assert_int_equal(host_state_link(&s, "bond0.2")->vlan_id, 2);
	snprintf(ARENA_PUSH(a, &s.links)->name, LINK_NAME_MAX, "bond0.2");
	assert_int_equal(host_state_link(&s, "bond0.2")->vlan_id, 2);
	arena_free(a);
}

static struct step link_step(enum step_op op, enum link_kind kind, const char *name)
{
	struct step s = { .op = op };

	s.u.link.kind = kind;
	snprintf(s.u.link.name, sizeof(s.u.link.name), "%s", name);
	return s;
}

static void test_borders(void **state)
{
	struct step v[] = {
		link_step(STEP_LINK_ADD, LINK_BRIDGE, "br1"),
		link_step(STEP_LINK_ADD, LINK_BRIDGE, "br2"),
		link_step(STEP_LINK_ADD, LINK_VLAN, "v1"),
		link_step(STEP_LINK_ADD, LINK_VLAN, "v2"),
		link_step(STEP_LINK_ADD, LINK_VLAN, "v1.7"),
		link_step(STEP_LINK_UP, LINK_VLAN, "v1"),
		link_step(STEP_PORT_VLANS, LINK_PLAIN, "eno1"),
		link_step(STEP_PORT_VLANS, LINK_PLAIN, "eno2"),
		{ .op = STEP_ADDR_ADD },
		{ .op = STEP_ADDR_ADD },
		{ .op = STEP_ROUTE_ADD },
	};
	static const size_t want[] = { 2, 2, 1, 1, 1, 1, 2, 1 };
	size_t n = sizeof(v) / sizeof(*v), at = 0;

	(void)state;
	snprintf(v[4].u.link.lower, LINK_NAME_MAX, "v1");
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		assert_int_equal(host_write_length(v + at, n - at), want[i]);
		at += want[i];
	}
	assert_int_equal(at, n);
}

static void test_longest(void **state)
{
	static struct step v[2 * NL_BATCH_MAX];

	(void)state;
	for (size_t i = 0; i < 2 * NL_BATCH_MAX; i++)
		v[i].op = STEP_LINK_UP;
	assert_int_equal(host_write_length(v, 2 * NL_BATCH_MAX), NL_BATCH_MAX);
	assert_int_equal(host_write_length(v, 5), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_link_by_name),
		cmocka_unit_test(test_list_that_changed),
		cmocka_unit_test(test_borders),
		cmocka_unit_test(test_longest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
