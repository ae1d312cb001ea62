// SPDX-License-Identifier: Apache-2.0
/*
 * lacppair is killed before or behind the k-th line of a push, for every k. The journal says what
 * was going on, and from there the switch ends as it was (rollback) or as it is wanted (push).
 */
#include "test.h"

#include "push_night.h"

static void as_wanted(struct night *n, const char *what, unsigned k)
{
	if (n->r.rc || (n->r.result.outcome != SWITCH_CHANGED && n->j.phase != JOURNAL_SAVED))
		fail_msg("%s after line %u: %s: %s", what, k,
			switch_outcome_name(n->r.result.outcome), n->r.err.text);
	assert_non_null(strstr(vswitch_startup(n->r.wire.vswitch), "channel-group 11"));
}

static bool kill_at(enum fault kill, unsigned k, enum switch_task task)
{
	struct night n;
	bool hit;

	night_open(&n, push_config);
	n.r.wire.fault = kill;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	journal_again(&n);
	if (hit && n.j.phase == JOURNAL_NONE) { /* nothing was sent */
		as_before(&n, "killed", k);
		next(&n, SWITCH_PUSH);
		as_wanted(&n, "push", k);
	} else if (task == SWITCH_PUSH) {
		next(&n, task);
		as_wanted(&n, "push", k);
	} else {
		bool saved = n.j.phase == JOURNAL_SAVED;

		assert_true(saved || (hit && n.j.phase == JOURNAL_SENDING));
		next(&n, task);
		assert_int_equal(n.r.rc, 0);
		as_before(&n, "rollback", k);
		journal_again(&n);
		assert_int_equal(n.j.phase, JOURNAL_UNDONE);
		/* Once more is already so. */
		next(&n, task);
		assert_int_equal(n.r.rc, 0);
		assert_int_equal(n.r.result.outcome, SWITCH_UNCHANGED);
	}
	night_close(&n);
	return hit;
}

static void test_killed_then_rollback(void **state)
{
	(void)state;
	for (enum fault f = KILL_BEFORE; f <= KILL_AFTER; f++) {
		unsigned k = 1;

		while (kill_at(f, k, SWITCH_ROLLBACK))
			k++;
		assert_true(k > 20);
	}
}

static void test_killed_then_push(void **state)
{
	(void)state;
	for (enum fault f = KILL_BEFORE; f <= KILL_AFTER; f++) {
		unsigned k = 1;

		while (kill_at(f, k, SWITCH_PUSH))
			k++;
		assert_true(k > 20);
	}
}

/* The rollback itself is killed at its k-th line, or goes wrong in any other way, and is run again.
 */
static bool rollback_fails_at(enum fault fault, unsigned k)
{
	struct night n;
	bool hit;

	night_open(&n, push_config);
	push(&n.r);
	assert_int_equal(n.r.result.outcome, SWITCH_CHANGED);
	journal_again(&n);
	assert_int_equal(n.j.phase, JOURNAL_SAVED);
	n.r.options.task = SWITCH_ROLLBACK;
	n.r.wire.fault = fault;
	n.r.wire.lines = 0;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	if (hit && n.r.rc == 0 && !n.r.wire.killed)
		as_before(&n, "rollback", k);
	next(&n, SWITCH_ROLLBACK);
	if (n.r.rc)
		fail_msg("fault %d at line %u: %s", fault, k, n.r.err.text);
	as_before(&n, "rollback", k);
	night_close(&n);
	return hit;
}

static void test_rollback_fails(void **state)
{
	static const enum fault faults[] = { REFUSED_LINE, STRANGE_REPLY, DROP_BEFORE, DROP_AFTER,
		SILENCE, THROWN, KILL_BEFORE, KILL_AFTER };

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		unsigned k = 1;

		while (rollback_fails_at(faults[i], k))
			k++;
		assert_true(k > 10);
	}
}

static void test_changed_by_others(void **state)
{
	struct night n;
	char *theirs, *now;

	(void)state;
	night_open(&n, push_config);
	push(&n.r);
	assert_int_equal(n.r.result.outcome, SWITCH_CHANGED);
	type(&n, "conf t\rinterface po11\rswitchport trunk allowed vlan add 99\rend\r");
	theirs = snapshot(n.r.wire.vswitch, false);
	next(&n, SWITCH_ROLLBACK);
	assert_int_equal(n.r.result.outcome, SWITCH_REFUSED);
	assert_int_equal(n.r.err.class, ERR_REFUSED);
	assert_non_null(strstr(n.r.err.text, "allowed vlan remove 99"));
	now = snapshot(n.r.wire.vswitch, false);
	assert_string_equal(theirs, now);
	free(theirs);
	free(now);

	/* Elsewhere it is no business of ours, but to be saved it has to be allowed. */
	type(&n,
		"conf t\rinterface po11\rswitchport trunk allowed vlan remove 99\r"
		"interface gi2/0/2\rdescription theirs\rend\r");
	next(&n, SWITCH_ROLLBACK);
	assert_int_equal(n.r.err.class, ERR_USAGE);
	n.r.options.save_all = true;
	next(&n, SWITCH_ROLLBACK);
	assert_int_equal(n.r.rc, 0);
	assert_non_null(strstr(vswitch_startup(n.r.wire.vswitch), "description theirs"));
	assert_null(strstr(vswitch_startup(n.r.wire.vswitch), "channel-group"));
	night_close(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_killed_then_rollback),
		cmocka_unit_test(test_killed_then_push),
		cmocka_unit_test(test_rollback_fails),
		cmocka_unit_test(test_changed_by_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
