// SPDX-License-Identifier: Apache-2.0
/*
 * Pushes over `reload in`, the net of a switch without an archive where it is allowed. Whatever
 * goes wrong at whichever line, and whoever comes then, the switch ends as it was or as wanted,
 * and no reload is left that would surprise somebody.
 */
#include "test.h"

#include "buf.h"
#include "push_night.h"

enum { HOUR_MS = 3600000 };

static void open_with(struct night *n, const char *directives)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s%s", directives, push_config);
	night_open(n, buf_text(&b));
	buf_free(&b);
	n->r.options.allow_reload = true;
}

static bool is_wanted(struct night *n)
{
	char *now = snapshot(n->r.wire.vswitch, false);
	bool wanted = strstr(now, "channel-group 11 mode active");

	free(now);
	return wanted;
}

static bool is_saved(struct night *n)
{
	return strstr(vswitch_startup(n->r.wire.vswitch), "channel-group 11 mode active");
}

static bool scheduled(struct night *n)
{
	static const char ask[] = "show reload\r";
	struct vswitch_vty *v = vswitch_open(n->r.wire.vswitch, "netops");
	const char *data;
	size_t len;
	bool is;

	vswitch_input(v, ask, sizeof(ask) - 1);
	len = vswitch_output(v, &data);
	is = memmem(data, len, "Reload scheduled", 16);
	vswitch_close(v);
	return is;
}

/* Which line of the journal that was; -1: it was not sent. */
static int sent_at(struct night *n, const char *words)
{
	journal_again(n);
	for (size_t i = 0; n->j.record && i < n->j.record->lines.n; i++)
		if (!strncmp(n->j.record->lines.v[i].sent, words, strlen(words)))
			return (int)i;
	return -1;
}

static void test_armed_cancelled_saved(void **state)
{
	struct night n;

	(void)state;
	open_with(&n, "");
	push(&n.r);
	if (n.r.rc)
		fail_msg("%s (%s)", n.r.err.text, n.r.err.hint);
	assert_int_equal(n.r.result.outcome, SWITCH_CHANGED);
	assert_int_equal(n.r.result.net, SWITCH_NET_RELOAD);
	assert_true(n.r.result.saved && is_saved(&n) && !scheduled(&n));
	assert_int_equal(sent_at(&n, "reload in "), 0);
	assert_true(sent_at(&n, "reload cancel") > sent_at(&n, "channel-group"));
	assert_true(sent_at(&n, "copy running-config") > sent_at(&n, "reload cancel"));
	assert_int_equal(n.j.phase, JOURNAL_SAVED);
	assert_int_equal(n.j.record->net, SWITCH_NET_RELOAD);
	assert_int_equal(n.j.record->armed_until_s, 0);
	vswitch_tick(n.r.wire.vswitch, 100 * (int64_t)HOUR_MS);
	assert_true(is_wanted(&n));
	next(&n, SWITCH_ROLLBACK);
	assert_int_equal(n.r.rc, 0);
	as_before(&n, "rollback", 0);
	night_close(&n);
}

/* An archive is the better net, and without the flag there is none that reloads. */
static void test_only_where_it_is_needed(void **state)
{
	struct night n;

	(void)state;
	open_with(&n, "archive\n path flash:archive\n");
	push(&n.r);
	assert_int_equal(n.r.result.net, SWITCH_NET_REVERT);
	night_close(&n);
	open_with(&n, "");
	n.r.options.allow_reload = false;
	push(&n.r);
	assert_int_equal(n.r.result.net, SWITCH_NET_INVERSE);
	assert_int_equal(sent_at(&n, "reload"), -1);
	night_close(&n);
	open_with(&n, "");
	n.r.options.dry_run = true;
	push(&n.r);
	assert_int_equal(n.r.result.net, SWITCH_NET_RELOAD);
	assert_false(scheduled(&n));
	night_close(&n);
}

static void refused_with(struct night *n, const char *text)
{
	push(&n->r);
	assert_int_equal(n->r.result.outcome, SWITCH_REFUSED);
	if (!strstr(n->r.err.text, text))
		fail_msg("%s", n->r.err.text);
	assert_false(is_wanted(n));
}

static void test_refused(void **state)
{
	struct night n;

	(void)state;
	/* A reload would lose what somebody else has not saved, even if it may be saved with ours.
	 */
	open_with(&n, "");
	type(&n, "conf t\rinterface gi2/0/2\rdescription theirs\rend\r");
	n.r.options.save_all = true;
	refused_with(&n, "a reload would lose what is not saved");
	night_close(&n);
	open_with(&n, "");
	n.r.options.hold_minutes = 10;
	refused_with(&n, "--hold needs the switch's own revert timer");
	night_close(&n);
	open_with(&n,
		"! fault: refuse \"show reload\" \"% Invalid input detected at '^' marker.\\n\"\n");
	refused_with(&n, "does not say whether a reload is scheduled");
	night_close(&n);
	/* Taken, and not so: nothing is sent over a net that is not there. */
	open_with(&n, "! fault: ignore \"reload in\"\n");
	refused_with(&n, "`show reload` does not say so");
	night_close(&n);
	open_with(&n, "! fault: refuse \"reload in\" \"Command authorization failed.\\n\"\n");
	refused_with(&n, "`reload in 5` refused: Command authorization failed.");
	as_before(&n, "refused", 0);
	night_close(&n);
}

static void test_anothers_reload(void **state)
{
	struct night n;

	(void)state;
	for (int allowed = 0; allowed < 2; allowed++) {
		open_with(&n, "");
		n.r.options.allow_reload = allowed;
		type(&n, "reload in 90\r\r");
		refused_with(
			&n, "a reload of the switch is scheduled, by netops on vty0, in 90 min");
		assert_true(scheduled(&n));
		type(&n, "reload cancel\r");
		push(&n.r);
		assert_int_equal(n.r.result.outcome, SWITCH_CHANGED);
		night_close(&n);
	}
}

static void test_cancel_fails(void **state)
{
	struct night n;

	(void)state;
	open_with(&n, "! fault: ignore \"reload cancel\" 1\n");
	push(&n.r);
	assert_int_equal(n.r.result.outcome, SWITCH_CHANGED);
	assert_false(scheduled(&n));
	night_close(&n);

	open_with(&n, "! fault: refuse \"reload cancel\" \"Command authorization failed.\\n\"\n");
	push(&n.r);
	assert_int_equal(n.r.result.outcome, SWITCH_LEFT);
	assert_int_equal(n.r.err.class, ERR_LEFT);
	assert_non_null(strstr(n.r.err.text, "its reload is not cancelled"));
	assert_non_null(strstr(n.r.err.text, "would be down for minutes"));
	assert_non_null(strstr(n.r.err.hint, "`reload cancel` by hand"));
	assert_true(scheduled(&n) && !is_saved(&n) && !is_wanted(&n));
	journal_again(&n);
	assert_int_equal(n.j.phase, JOURNAL_UNDOING);
	assert_true(n.j.record->armed_until_s);
	vswitch_tick(n.r.wire.vswitch, HOUR_MS);
	as_before(&n, "it reloaded", 0);
	night_close(&n);
}

/* The switch tells of its reload on every terminal, in the middle of what it shows. */
static void test_banners_in_between(void **state)
{
#define BANNER "\r\n\a\r\n\r\n***\r\n*** --- SHUTDOWN in 0:05:00 ---\r\n***\r\n"
	struct night n;

	(void)state;
	for (int skip = 0; skip < 3; skip++)
		for (int refused = 0; refused < 2; refused++) {
			open_with(&n,
				refused ? "! fault: refuse \"channel-group\" \"Command "
					  "rejected: no\"\n"
					: "");
			n.r.wire.edits[0] = (struct edit){ "show running-config",
				"interface GigabitEthernet2/0/2",
				BANNER "interface GigabitEthernet2/0/2", skip };
			n.r.wire.edits[1] = (struct edit){ "show vlan brief", "", BANNER, skip };
			push(&n.r);
			if (n.r.result.outcome != (refused ? SWITCH_UNDONE : SWITCH_CHANGED))
				fail_msg("%s", n.r.err.text);
			night_close(&n);
		}
}

static void test_what_show_reload_says(void **state)
{
	static const struct {
		const char *text, *by, *user;
		bool known, pending;
		unsigned minutes;
	} cases[] = {
		{ "No reload is scheduled.\n", "", "", true, false, 0 },
		{ "Reload scheduled for 11:33:53 EST Sat Feb 1 2003 (in 20 minutes)\n", "", "",
			true, true, 20 },
		{ "\nReload scheduled for 03:00:00 UTC Mon Mar 1 1993 (in 1 hour and 5 minutes) by "
		  "netops on vty0 (192.0.2.5)\nReload reason: Reload Command\n",
			"netops on vty0 (192.0.2.5)", "netops", true, true, 65 },
		{ "Reload scheduled in 9 minutes and 56 seconds by console\n", "console", "", true,
			true, 10 },
		{ "Reload scheduled in 99999999999 days by ", "", "", true, true, 0 },
		{ "Reload scheduled in", "", "", true, true, 0 },
		{ "         ^\n% Invalid input detected at '^' marker.\n", "", "", false, false,
			0 },
		{ "", "", "", false, false, 0 },
	};
	struct arena *a = arena_new();
	struct show_reload r;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		show_reload_parse(a, cases[i].text, &r);
		if (r.known != cases[i].known || r.pending != cases[i].pending ||
			r.minutes != cases[i].minutes || strcmp(r.by, cases[i].by) ||
			strcmp(r.user, cases[i].user) || !r.why != r.known)
			fail_msg("%s: %u min, by %s, user %s", cases[i].text, r.minutes, r.by,
				r.user);
	}
	arena_free(a);
}

static bool one_fault(enum fault fault, unsigned k)
{
	struct night n;
	bool hit;

	open_with(&n, "");
	n.r.wire.fault = fault;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	if (n.r.result.outcome == SWITCH_CHANGED) {
		assert_true(is_saved(&n) && is_wanted(&n) && !scheduled(&n));
	} else if (n.r.result.outcome != SWITCH_LEFT) {
		as_before(&n, switch_outcome_name(n.r.result.outcome), k);
		if (scheduled(&n))
			fail_msg("fault %d at line %u: %s: a reload is left", fault, k,
				n.r.err.text);
	} else {
		if (fault != DROP_FOR_GOOD)
			fail_msg("fault %d at line %u: left: %s", fault, k, n.r.err.text);
		vswitch_tick(n.r.wire.vswitch, HOUR_MS);
		if (!is_wanted(&n)) /* cancelled before it was cut off */
			as_before(&n, "nobody came", k);
	}
	night_close(&n);
	return hit;
}

static void test_every_fault_at_every_line(void **state)
{
	(void)state;
	for (enum fault f = REFUSED_LINE; f < FAULTS; f++) {
		unsigned k = 1;

		while (one_fault(f, k))
			k++;
		assert_true(k > 40);
	}
}

enum who { ROLLBACK, PUSH, NOBODY, ROLLBACK_AFTER_RELOAD };

static bool killed_at(enum fault kill, unsigned k, enum who who)
{
	struct night n;
	bool hit, saved;

	open_with(&n, "");
	n.r.wire.fault = kill;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	saved = is_saved(&n);
	journal_again(&n);
	if (who == NOBODY || who == ROLLBACK_AFTER_RELOAD)
		vswitch_tick(n.r.wire.vswitch, HOUR_MS);
	if (who == NOBODY && !saved && !is_wanted(&n))
		as_before(&n, "nobody came", k);
	if (who == PUSH || (who != NOBODY && !n.j.record)) {
		next(&n, SWITCH_PUSH);
		if (n.r.rc || !is_wanted(&n) || !is_saved(&n))
			fail_msg("push after line %u: %s", k, n.r.err.text);
	} else if (who != NOBODY) {
		next(&n, SWITCH_ROLLBACK);
		if (n.r.rc)
			fail_msg("rollback after line %u: %s", k, n.r.err.text);
		as_before(&n, "rollback", k);
	}
	if (scheduled(&n))
		fail_msg("killed at line %u: a reload is left", k);
	night_close(&n);
	return hit;
}

static void test_killed(void **state)
{
	(void)state;
	for (enum who who = ROLLBACK; who <= ROLLBACK_AFTER_RELOAD; who++)
		for (enum fault f = KILL_BEFORE; f <= KILL_AFTER; f++) {
			unsigned k = 1;

			while (killed_at(f, k, who))
				k++;
			assert_true(k > 40);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_armed_cancelled_saved),
		cmocka_unit_test(test_only_where_it_is_needed),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_anothers_reload),
		cmocka_unit_test(test_cancel_fails),
		cmocka_unit_test(test_banners_in_between),
		cmocka_unit_test(test_what_show_reload_says),
		cmocka_unit_test(test_every_fault_at_every_line),
		cmocka_unit_test(test_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
