// SPDX-License-Identifier: Apache-2.0
/*
 * Pushes to a switch with an archive: its own timer is the net. Whatever goes wrong at whichever
 * line, and whoever comes then (rollback, another push, nobody), it ends as it was or as wanted.
 */
#include "test.h"

#include "push_night.h"

#define ARCHIVE "archive\n path flash:archive\n!\n"
#define PORTS                                                                                      \
	"interface GigabitEthernet1/0/1\n!\n"                                                      \
	"interface GigabitEthernet2/0/1\n description old server\n!\n"                             \
	"interface GigabitEthernet2/0/2\n!\nline vty 0 4\n transport input ssh\nend\n"
#define HEAD "hostname sw1\nusername netops privilege 15 secret 0 x\n"

static const char transparent[] = HEAD "vtp mode transparent\n" ARCHIVE PORTS;
static const char server[] = HEAD "vtp mode server\n" ARCHIVE PORTS;

enum { HOUR_MS = 3600000 };

static bool is_wanted(struct night *n)
{
	char *now = snapshot(n->r.wire.vswitch, false);
	bool wanted = strstr(now, "channel-group 11 mode active") &&
		strstr(now, "interface Port-channel11");

	free(now);
	return wanted;
}

static void test_armed_confirmed_saved(void **state)
{
	struct night n;

	(void)state;
	night_open(&n, transparent);
	push(&n.r);
	if (n.r.rc)
		fail_msg("%s", n.r.err.text);
	assert_int_equal(n.r.result.outcome, SWITCH_CHANGED);
	assert_int_equal(n.r.result.net, SWITCH_NET_REVERT);
	assert_false(pending(&n));
	assert_true(is_wanted(&n));
	assert_non_null(strstr(vswitch_startup(n.r.wire.vswitch), "channel-group 11"));
	journal_again(&n);
	assert_int_equal(n.j.phase, JOURNAL_SAVED);
	assert_int_equal(n.j.record->net, SWITCH_NET_REVERT);
	assert_string_equal(n.j.record->lines.v[0].sent, "configure terminal revert timer 5");
	assert_int_equal(n.j.record->armed_until_s, 0);
	vswitch_tick(n.r.wire.vswitch, 100 * HOUR_MS);
	assert_true(is_wanted(&n));
	next(&n, SWITCH_ROLLBACK);
	assert_int_equal(n.r.rc, 0);
	as_before(&n, "rollback", 0);
	night_close(&n);
}

/* One fault at line k; then, where it is left to the switch's timer, time passes. */
static bool one_fault(const char *config, enum fault fault, unsigned k)
{
	struct night n;
	bool hit;

	night_open(&n, config);
	n.r.wire.fault = fault;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	switch (n.r.result.outcome) {
	case SWITCH_UNCHANGED:
		fail_msg("fault %d at line %u: unchanged", fault, k);
		break;
	case SWITCH_CHANGED:
		assert_int_equal(n.r.rc, 0);
		assert_true(n.r.result.saved && is_wanted(&n) && !pending(&n));
		break;
	case SWITCH_REFUSED:
	case SWITCH_UNDONE:
		assert_int_equal(n.r.rc, -1);
		as_before(&n, switch_outcome_name(n.r.result.outcome), k);
		assert_false(pending(&n));
		break;
	case SWITCH_LEFT:
		if (fault != DROP_FOR_GOOD)
			fail_msg("fault %d at line %u: left: %s", fault, k, n.r.err.text);
		assert_int_equal(n.r.err.class, ERR_LEFT);
		vswitch_tick(n.r.wire.vswitch, HOUR_MS);
		if (!is_wanted(&n))
			as_before(&n, "nobody came", k);
		break;
	}
	night_close(&n);
	return hit;
}

static void test_every_fault_at_every_line(void **state)
{
	(void)state;
	for (enum fault f = REFUSED_LINE; f < FAULTS; f++) {
		unsigned k = 1;

		while (one_fault(transparent, f, k))
			k++;
		assert_true(k > 20);
	}
}

/* VLANs of vlan.dat, which no revert covers, go all the same. */
static void test_vlans_of_vlan_dat(void **state)
{
	static const enum fault faults[] = { REFUSED_LINE, DROP_AFTER, SILENCE };

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		for (unsigned k = 1; one_fault(server, faults[i], k); k++)
			;
}

enum who { ROLLBACK, PUSH, NOBODY };

static bool killed_at(enum fault kill, unsigned k, enum who who)
{
	struct night n;
	bool hit, confirmed;

	night_open(&n, transparent);
	n.r.wire.fault = kill;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	journal_again(&n);
	if (who == NOBODY) {
		confirmed = n.j.record && !pending(&n) && is_wanted(&n);
		vswitch_tick(n.r.wire.vswitch, HOUR_MS);
		if (!confirmed)
			as_before(&n, "nobody came", k);
	} else if (who == PUSH || !n.j.record) {
		next(&n, SWITCH_PUSH);
		if (n.r.rc || !is_wanted(&n))
			fail_msg("push, line %u: %s", k, n.r.err.text);
	} else {
		next(&n, SWITCH_ROLLBACK);
		if (n.r.rc)
			fail_msg("rollback, line %u: %s", k, n.r.err.text);
		as_before(&n, "rollback", k);
		assert_false(pending(&n));
	}
	night_close(&n);
	return hit;
}

static void killed(enum who who)
{
	for (enum fault f = KILL_BEFORE; f <= KILL_AFTER; f++) {
		unsigned k = 1;

		while (killed_at(f, k, who))
			k++;
		assert_true(k > 20);
	}
}

static void test_killed_then_rollback(void **state)
{
	(void)state;
	killed(ROLLBACK);
}

static void test_killed_then_push(void **state)
{
	(void)state;
	killed(PUSH);
}

static void test_killed_then_nobody(void **state)
{
	(void)state;
	killed(NOBODY);
}

/* The timer is not ours: nothing is sent, and its owner is named. */
static void test_somebody_elses(void **state)
{
	struct night n;

	(void)state;
	night_open(&n, transparent);
	type(&n, "configure terminal revert timer 7\rend\r");
	push(&n.r);
	assert_int_equal(n.r.result.outcome, SWITCH_REFUSED);
	assert_int_equal(n.r.err.class, ERR_ENVIRONMENT);
	assert_non_null(strstr(n.r.err.text, "of user netops (7 min"));
	assert_true(pending(&n));
	journal_again(&n);
	assert_int_equal(n.j.phase, JOURNAL_NONE);
	night_close(&n);
}

/* Silence outlasts the timer: when the session is back, the switch has helped itself. */
static void test_it_expired(void **state)
{
	char config[sizeof(transparent) + 40];
	unsigned k = 1;

	(void)state;
	snprintf(config, sizeof(config), "! minute: 1000\n%s", transparent);
	while (one_fault(config, SILENCE, k))
		k++;
	assert_true(k > 20);
}

/* Each line is answered in time, but all of them would outlast the timer: undone before it runs
 * out. */
static void test_too_slow_for_the_timer(void **state)
{
	struct night n;

	(void)state;
	night_open(&n, transparent);
	n.r.wire.slow_ms = 9000;
	push(&n.r);
	assert_int_equal(n.r.result.outcome, SWITCH_UNDONE);
	assert_non_null(strstr(n.r.err.text, "the lines would outlast its timer of 5 min"));
	as_before(&n, "too slow", 0);
	assert_false(pending(&n));
	night_close(&n);
}

/* What somebody else did meanwhile the revert takes along, and it is no secret what differs. */
static void test_without_archive(void **state)
{
	struct night n;

	(void)state;
	night_open(&n, HEAD "vtp mode transparent\n" PORTS);
	push(&n.r);
	assert_int_equal(n.r.result.outcome, SWITCH_CHANGED);
	assert_int_equal(n.r.result.net, SWITCH_NET_INVERSE);
	night_close(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_armed_confirmed_saved),
		cmocka_unit_test(test_every_fault_at_every_line),
		cmocka_unit_test(test_vlans_of_vlan_dat),
		cmocka_unit_test(test_killed_then_rollback),
		cmocka_unit_test(test_killed_then_push),
		cmocka_unit_test(test_killed_then_nobody),
		cmocka_unit_test(test_somebody_elses),
		cmocka_unit_test(test_it_expired),
		cmocka_unit_test(test_too_slow_for_the_timer),
		cmocka_unit_test(test_without_archive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
