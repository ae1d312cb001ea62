// SPDX-License-Identifier: Apache-2.0
/* push --hold, and who comes then: a confirmation, a rollback, another push, or nobody. */
#include "test.h"

#include "push_night.h"

static const char config[] = "hostname sw1\nusername netops privilege 15 secret 0 x\n"
			     "vtp mode transparent\narchive\n path flash:archive\n!\n"
			     "interface GigabitEthernet1/0/1\n!\ninterface GigabitEthernet2/0/1\n"
			     " description old server\n!\ninterface GigabitEthernet2/0/2\n!\n"
			     "line vty 0 4\n transport input ssh\nend\n";

enum { HOUR_MS = 3600000, HOLD = 10 };

static bool is_running(struct night *n)
{
	char *now = snapshot(n->r.wire.vswitch, false);
	bool is = strstr(now, "channel-group 11 mode active");

	free(now);
	return is;
}

static bool is_saved(struct night *n)
{
	return strstr(vswitch_startup(n->r.wire.vswitch), "channel-group 11 mode active");
}

static void hold(struct night *n)
{
	night_open(n, config);
	n->r.options.hold_minutes = HOLD;
	push(&n->r);
	if (n->r.rc)
		fail_msg("%s", n->r.err.text);
	assert_int_equal(n->r.result.outcome, SWITCH_CHANGED);
	assert_true(n->r.result.held_until_s > 0);
	assert_false(n->r.result.saved);
	assert_true(is_running(n) && pending(n) && !is_saved(n));
	n->r.wire.lines = 0;
	n->r.wire.done = false;
	journal_again(n);
	assert_int_equal(n->j.phase, JOURNAL_HELD);
}

static void test_nobody_comes(void **state)
{
	struct night n;

	(void)state;
	hold(&n);
	vswitch_tick(n.r.wire.vswitch, HOUR_MS);
	as_before(&n, "nobody came", 0);
	/* Too late, and it says so; then a push begins anew. */
	next(&n, SWITCH_CONFIRM);
	assert_int_equal(n.r.result.outcome, SWITCH_UNDONE);
	assert_int_equal(n.r.err.class, ERR_REFUSED);
	assert_non_null(strstr(n.r.err.text, "too late"));
	as_before(&n, "too late", 0);
	journal_again(&n);
	assert_int_equal(n.j.phase, JOURNAL_UNDONE);
	night_close(&n);
}

static void test_push_after_nobody_came(void **state)
{
	struct night n;

	(void)state;
	hold(&n);
	vswitch_tick(n.r.wire.vswitch, HOUR_MS);
	n.r.options.hold_minutes = 0;
	next(&n, SWITCH_PUSH);
	assert_int_equal(n.r.rc, 0);
	assert_true(is_saved(&n) && !pending(&n));
	night_close(&n);
}

static void test_confirmed(void **state)
{
	struct night n;

	(void)state;
	hold(&n);
	next(&n, SWITCH_CONFIRM);
	assert_int_equal(n.r.rc, 0);
	assert_int_equal(n.r.result.outcome, SWITCH_CHANGED);
	assert_true(n.r.result.saved && is_saved(&n) && !pending(&n));
	journal_again(&n);
	assert_int_equal(n.j.phase, JOURNAL_SAVED);
	next(&n, SWITCH_ROLLBACK);
	assert_int_equal(n.r.rc, 0);
	as_before(&n, "rollback", 0);
	night_close(&n);
}

static void test_rolled_back(void **state)
{
	struct night n;

	(void)state;
	hold(&n);
	next(&n, SWITCH_ROLLBACK);
	assert_int_equal(n.r.rc, 0);
	assert_int_equal(n.r.result.outcome, SWITCH_UNDONE);
	assert_int_equal(n.r.result.net, SWITCH_NET_REVERT);
	as_before(&n, "rollback", 0);
	assert_false(pending(&n));
	night_close(&n);
}

static void test_another_push_waits(void **state)
{
	struct night n;

	(void)state;
	hold(&n);
	next(&n, SWITCH_PUSH);
	assert_int_equal(n.r.result.outcome, SWITCH_REFUSED);
	assert_int_equal(n.r.err.class, ERR_ENVIRONMENT);
	assert_non_null(strstr(n.r.err.hint, "confirm --switch sw1"));
	assert_true(pending(&n) && !is_saved(&n));
	journal_again(&n);
	assert_int_equal(n.j.phase, JOURNAL_HELD);
	night_close(&n);
}

static void test_confirmed_by_hand(void **state)
{
	struct night n;

	(void)state;
	hold(&n);
	type(&n, "configure confirm\r");
	next(&n, SWITCH_CONFIRM);
	assert_int_equal(n.r.rc, 0);
	assert_true(is_saved(&n));
	night_close(&n);
}

static void test_changed_meanwhile(void **state)
{
	struct night n;

	(void)state;
	hold(&n);
	type(&n, "conf t\rinterface po11\rswitchport trunk allowed vlan remove 44\rend\r");
	next(&n, SWITCH_CONFIRM);
	assert_int_equal(n.r.result.outcome, SWITCH_REFUSED);
	assert_non_null(strstr(n.r.err.text, "allowed vlan add 44"));
	assert_true(pending(&n) && !is_saved(&n));
	type(&n,
		"conf t\rinterface po11\rswitchport trunk allowed vlan add 44\r"
		"interface gi2/0/2\rdescription theirs\rend\r");
	next(&n, SWITCH_CONFIRM);
	assert_int_equal(n.r.err.class, ERR_USAGE);
	assert_true(pending(&n) && !is_saved(&n));
	night_close(&n);
}

static void test_nothing_to_hold_with(void **state)
{
	struct night n;

	(void)state;
	night_open(&n, push_config);
	n.r.options.hold_minutes = HOLD;
	push(&n.r);
	assert_int_equal(n.r.result.outcome, SWITCH_REFUSED);
	assert_int_equal(n.r.err.class, ERR_ENVIRONMENT);
	assert_non_null(strstr(n.r.err.text, "Archive feature not enabled"));
	as_before(&n, "refused", 0);
	night_close(&n);
}

/* What the k-th line of a held push does when it goes wrong. */
static bool hold_fails(enum fault fault, unsigned k)
{
	struct night n;
	bool hit;

	night_open(&n, config);
	n.r.options.hold_minutes = HOLD;
	n.r.wire.fault = fault;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	if (n.r.result.outcome == SWITCH_CHANGED)
		assert_true(is_running(&n) && pending(&n) && !is_saved(&n));
	else if (n.r.result.outcome != SWITCH_LEFT)
		as_before(&n, switch_outcome_name(n.r.result.outcome), k);
	else if (fault != DROP_FOR_GOOD)
		fail_msg("fault %d at line %u: %s", fault, k, n.r.err.text);
	/* However it ended: unless somebody confirms, it is as before. */
	vswitch_tick(n.r.wire.vswitch, HOUR_MS);
	as_before(&n, "nobody came", k);
	night_close(&n);
	return hit;
}

static void test_hold_fails(void **state)
{
	(void)state;
	for (enum fault f = REFUSED_LINE; f < FAULTS; f++) {
		unsigned k = 1;

		while (hold_fails(f, k))
			k++;
		assert_true(k > 20);
	}
}

/* A confirmation that goes wrong at its k-th line: the next one ends it. */
static bool confirm_fails(enum fault fault, unsigned k)
{
	struct night n;
	bool hit;

	hold(&n);
	n.r.options.task = SWITCH_CONFIRM;
	n.r.wire.fault = fault;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	assert_true(is_running(&n));
	if (!n.r.rc && !n.r.wire.killed && (!is_saved(&n) || pending(&n)))
		fail_msg("fault %d at line %u: %s", fault, k,
			switch_outcome_name(n.r.result.outcome));
	next(&n, SWITCH_CONFIRM);
	if (n.r.rc)
		fail_msg("fault %d at line %u: %s", fault, k, n.r.err.text);
	assert_true(is_saved(&n) && !pending(&n));
	journal_again(&n);
	assert_int_equal(n.j.phase, JOURNAL_SAVED);
	night_close(&n);
	return hit;
}

static void test_confirm_fails(void **state)
{
	static const enum fault faults[] = { REFUSED_LINE, STRANGE_REPLY, DROP_BEFORE, DROP_AFTER,
		SILENCE, QUESTION, INTERRUPT, KILL_BEFORE, KILL_AFTER };

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		unsigned k = 1;

		while (confirm_fails(faults[i], k))
			k++;
		assert_true(k > 8);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nobody_comes),
		cmocka_unit_test(test_push_after_nobody_came),
		cmocka_unit_test(test_confirmed),
		cmocka_unit_test(test_rolled_back),
		cmocka_unit_test(test_another_push_waits),
		cmocka_unit_test(test_confirmed_by_hand),
		cmocka_unit_test(test_changed_meanwhile),
		cmocka_unit_test(test_nothing_to_hold_with),
		cmocka_unit_test(test_hold_fails),
		cmocka_unit_test(test_confirm_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
