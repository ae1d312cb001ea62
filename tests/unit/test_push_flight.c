// SPDX-License-Identifier: Apache-2.0
/*
 * A push with so many VLANs that lines are in flight by the hundred: whatever goes wrong with one
 * of them, whether the ones behind it were executed or not, the switch ends as before or as wanted.
 */
#include "test.h"

#include "push_night.h"

enum { NAMED = 150, FIRST = 20, STRIDE = 13, STRIDE_KILLED = 29 };

static void open_wide(struct night *n)
{
	night_open(n, push_config);
	run_want_named(&n->r, NAMED);
}

/* Each line has its answer, to the last that one came for. */
static void check_journal(struct night *n, enum fault fault, unsigned k)
{
	const struct record *r = n->j.record;
	size_t open = 0;

	for (size_t i = 0; r && i < r->lines.n; i++) {
		const struct record_line *l = &r->lines.v[i];

		open += !l->answered;
		if (l->answered && *l->answered && !strncmp(l->sent, "name ", 5) &&
			fault == REFUSED_LINE)
			assert_non_null(strstr(l->answered, "not today"));
	}
	if (open && (fault == REFUSED_LINE || fault == STRANGE_REPLY || fault == INTERRUPT))
		fail_msg("fault %d at line %u: %zu lines without an answer", fault, k, open);
}

static bool one_fault(enum fault fault, unsigned k)
{
	struct night n;
	struct switch_push_result *r = &n.r.result;
	bool hit;

	open_wide(&n);
	n.r.wire.fault = fault;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	if (r->outcome == SWITCH_LEFT && fault == DROP_FOR_GOOD)
		assert_int_equal(n.r.err.class, ERR_LEFT);
	else if (r->outcome == SWITCH_CHANGED)
		assert_int_equal(n.r.rc, 0);
	else if (r->outcome != SWITCH_UNDONE && r->outcome != SWITCH_REFUSED)
		fail_msg("fault %d at line %u: %s: %s", fault, k, switch_outcome_name(r->outcome),
			n.r.err.text);
	else
		as_before(&n, n.r.err.text, k);
	journal_again(&n);
	check_journal(&n, fault, k);
	if (hit && getenv("VERBOSE"))
		print_message("fault %d line %u: %s: %s\n", fault, k,
			switch_outcome_name(r->outcome), n.r.err.text);
	night_close(&n);
	return hit;
}

static void test_every_fault_in_flight(void **state)
{
	(void)state;
	for (enum fault f = REFUSED_LINE; f < FAULTS; f++) {
		unsigned k = FIRST;

		while (one_fault(f, k))
			k += STRIDE;
		assert_true(k > 2 * NAMED);
	}
}

static bool kill_at(enum fault kill, unsigned k, enum switch_task task)
{
	struct night n;
	bool hit;

	open_wide(&n);
	n.r.wire.fault = kill;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	next(&n, task);
	if (task == SWITCH_ROLLBACK && n.j.phase != JOURNAL_NONE)
		as_before(&n, "rollback", k);
	else if (n.r.rc || !strstr(vswitch_startup(n.r.wire.vswitch), "channel-group 11"))
		fail_msg("killed at line %u: %s", k, n.r.err.text);
	night_close(&n);
	return hit;
}

static void test_killed_in_flight(void **state)
{
	(void)state;
	for (enum fault f = KILL_BEFORE; f <= KILL_AFTER; f++) {
		unsigned k = FIRST;

		while (kill_at(f, k, k % 2 ? SWITCH_ROLLBACK : SWITCH_PUSH))
			k += STRIDE_KILLED;
		assert_true(k > 2 * NAMED);
	}
}

static void test_pushed(void **state)
{
	struct night n;

	(void)state;
	open_wide(&n);
	push(&n.r);
	assert_int_equal(n.r.rc, 0);
	assert_int_equal(n.r.result.outcome, SWITCH_CHANGED);
	assert_in_range(n.r.wire.in_a_row, 50, 300);
	journal_again(&n);
	for (size_t i = 0; i < n.j.record->lines.n; i++)
		assert_non_null(n.j.record->lines.v[i].answered);
	night_close(&n);
}

/* A VLAN is made when its mode is left: what is said then may be of either line. */
static void test_either_line(void **state)
{
	struct night n;

	(void)state;
	night_open(&n,
		"! fault: refuse \"vlan 110\" \"Command rejected: not today\"\n"
		"hostname sw1\nusername netops privilege 15 secret 0 x\nvtp mode transparent\n"
		"interface GigabitEthernet1/0/1\n!\ninterface GigabitEthernet2/0/1\n!\nend\n");
	run_want_named(&n.r, NAMED);
	push(&n.r);
	assert_int_equal(n.r.result.outcome, SWITCH_UNDONE);
	assert_non_null(strstr(n.r.err.text,
		"`vlan 110` refused: Command rejected: not today; that may be of `vlan 108`, which "
		"it ends"));
	as_before(&n, "refused", 0);
	night_close(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pushed),
		cmocka_unit_test(test_either_line),
		cmocka_unit_test(test_every_fault_in_flight),
		cmocka_unit_test(test_killed_in_flight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
