// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include <sys/socket.h>

#include "host_sim.h"

struct sim {
	struct arena *a;
	struct host_state *s;
};

static struct link *add(struct sim *t, const char *name, enum link_kind kind, const char *lower)
{
	struct link *l = host_state_add_link(t->a, t->s, name, kind);

	l->up = true;
	snprintf(l->lower, sizeof(l->lower), "%s", lower);
	return l;
}

static void add_ip(struct sim *t, const char *link, const char *text)
{
	struct host_addr *addr = ARENA_PUSH(t->a, &t->s->addrs);

	snprintf(addr->link, sizeof(addr->link), "%s", link);
	assert_int_equal(ipaddr_parse(text, &addr->ip), 0);
}

/* eno1 in bond0, under bond0.10, under bond0.10.5; br0 over mgmt0, beside them. */
static int setup(void **state)
{
	struct sim *t = malloc(sizeof(*t));

	t->a = arena_new();
	t->s = ARENA_NEW(t->a, struct host_state);
	add(t, "bond0.10.5", LINK_VLAN, "bond0.10");
	add(t, "bond0.10", LINK_VLAN, "bond0");
	add(t, "bond0", LINK_BOND, "");
	strcpy(add(t, "eno1", LINK_PLAIN, "")->master, "bond0");
	add(t, "br0", LINK_BRIDGE, "");
	strcpy(add(t, "mgmt0", LINK_PLAIN, "")->master, "br0");
	add_ip(t, "bond0.10.5", "2001:db8::1/64");
	add_ip(t, "bond0.10.5", "10.0.0.1/24");
	add_ip(t, "br0", "2001:db8:1::1/64");
	add_ip(t, "br0", "10.0.1.1/24");
	*state = t;
	return 0;
}

static int teardown(void **state)
{
	struct sim *t = *state;

	arena_free(t->a);
	free(t);
	return 0;
}

static void step(struct sim *t, enum step_op op, const char *link)
{
	struct step s = { .op = op };

	strcpy(s.u.link.name, link);
	host_sim_step(t->a, t->s, &s);
}

static bool is_up(const struct sim *t, const char *link)
{
	return host_state_link(t->s, link)->up;
}

static void test_down_takes_what_lies_above(void **state)
{
	struct sim *t = *state;

	step(t, STEP_LINK_DOWN, "bond0");
	assert_false(is_up(t, "bond0") || is_up(t, "bond0.10") || is_up(t, "bond0.10.5"));
	assert_true(is_up(t, "br0") && is_up(t, "mgmt0") && is_up(t, "eno1"));
	assert_int_equal(t->s->addrs.n, 3); /* the IPv6 address of bond0.10.5 is lost */
	assert_string_equal(t->s->addrs.v[0].link, "bond0.10.5");
	assert_int_equal(t->s->addrs.v[0].ip.family, AF_INET);
}

static void test_delete_takes_what_lies_above(void **state)
{
	struct sim *t = *state;

	step(t, STEP_LINK_DEL, "bond0");
	assert_int_equal(t->s->links.n, 3);
	assert_null(host_state_link(t->s, "bond0"));
	assert_null(host_state_link(t->s, "bond0.10"));
	assert_null(host_state_link(t->s, "bond0.10.5"));
	assert_string_equal(host_state_link(t->s, "eno1")->master, "");
	assert_string_equal(host_state_link(t->s, "mgmt0")->master, "br0");
	assert_int_equal(t->s->addrs.n, 2);
	assert_string_equal(t->s->addrs.v[0].link, "br0");
}

/* The names are found again whatever was deleted, and a deleted one can be made again. */
static void test_names_after_deletions(void **state)
{
	struct sim *t = *state;
	char name[LINK_NAME_MAX];

	for (int i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "v%d", i);
		add(t, name, LINK_VLAN, "br0");
	}
	for (int i = 0; i < 300; i += 3) {
		snprintf(name, sizeof(name), "v%d", i);
		step(t, STEP_LINK_DEL, name);
		assert_null(host_state_link(t->s, name));
	}
	add(t, "v0", LINK_VLAN, "bond0");
	for (int i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "v%d", i);
		if (i % 3 && i)
			assert_string_equal(host_state_link(t->s, name)->name, name);
		else
			assert_int_equal(host_state_link(t->s, name) != NULL, i == 0);
	}
	assert_string_equal(host_state_link(t->s, "v0")->lower, "bond0");
	assert_string_equal(host_state_link(t->s, "mgmt0")->master, "br0");
}

/* No kernel has such, a file may. */
static void test_vlans_on_each_other(void **state)
{
	struct sim *t = *state;

	add(t, "x", LINK_VLAN, "y");
	add(t, "y", LINK_VLAN, "x");
	step(t, STEP_LINK_DOWN, "x");
	assert_false(is_up(t, "x") || is_up(t, "y"));
	step(t, STEP_LINK_DEL, "x");
	assert_null(host_state_link(t->s, "x"));
	assert_null(host_state_link(t->s, "y"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_down_takes_what_lies_above, setup, teardown),
		cmocka_unit_test_setup_teardown(test_delete_takes_what_lies_above, setup, teardown),
		cmocka_unit_test_setup_teardown(test_names_after_deletions, setup, teardown),
		cmocka_unit_test_setup_teardown(test_vlans_on_each_other, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
