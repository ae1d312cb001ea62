// SPDX-License-Identifier: Apache-2.0
/*
 * Every row of the tables of replies and questions in the middle of a push, at its entry and at its
 * save: what is not known to be harmless ends it, with the row's words and advice, and the switch
 * is as it was; what is harmless does not, and the reading decides.
 */
#include "test.h"

#include "buf.h"
#include "push_wire.h"
#include "reply.h"

#define LINE "switchport trunk allowed vlan"

/* The switch of push_config with a fault: KIND ["PREFIX"] "TEXT" [COUNT]. */
static void open_with(
	struct run *r, const char *kind, const char *prefix, const char *text, int count)
{
	struct buf b = { 0 };

	buf_printf(&b, "! fault: %s ", kind);
	if (prefix)
		buf_printf(&b, "\"%s\" ", prefix);
	buf_puts(&b, text ? "\"" : "");
	for (const char *p = text; p && *p; p++) {
		if (*p == '"' || *p == '\\')
			buf_puts(&b, "\\");
		if (*p == '\n')
			buf_puts(&b, "\\n");
		else
			buf_add(&b, p, 1);
	}
	if (text)
		/* A question stays on its line. */
		buf_puts(&b, strcmp(kind, "ask") ? "\\n\"" : "\"");
	if (count)
		buf_printf(&b, " %d", count);
	buf_printf(&b, "\n%s", push_config);
	run_open(r, buf_text(&b));
	buf_free(&b);
	saved_first(r);
}

static void expect(
	const struct run *r, const char *what, enum switch_outcome outcome, enum err_class class)
{
	if (getenv("VERBOSE"))
		print_message("%s: %s: %s\n", what, switch_outcome_name(r->result.outcome),
			r->rc ? r->err.text : "");
	if (r->result.outcome != outcome || (r->rc ? r->err.class : ERR_NONE) != class)
		fail_msg("%s: %s, %s: %s", what, switch_outcome_name(r->result.outcome),
			err_class_name(r->err.class), r->err.text);
}

/* The beginning of the row's sample, as messages show it. */
static void expect_words(const struct run *r, const char *sample, const char *advice)
{
	char words[16];

	snprintf(words, sizeof(words), "%.*s", (int)strcspn(sample, "\n"), sample);
	if (!strstr(r->err.text, words))
		fail_msg("`%s` is not in: %s", words, r->err.text);
	if (advice && strcmp(advice, r->err.hint) != 0)
		fail_msg("%s: hint `%s` instead of `%s`", sample, r->err.hint, advice);
}

static void expect_unchanged(struct run *r, const char *before, const char *what)
{
	char *after = snapshot(r->wire.vswitch, true);

	if (strcmp(before, after))
		fail_msg("%s: not as before\n%s---\n%s", what, before, after);
	free(after);
}

static bool is_harmless(enum reply_class class)
{
	return class == REPLY_OK || class == REPLY_INFO;
}

/* A line that is answered so, and not executed. */
static void at_a_line(const struct reply_row *row)
{
	struct run r;
	char *before;

	open_with(&r, "refuse", LINE, row->sample, 0);
	before = snapshot(r.wire.vswitch, true);
	push(&r);
	expect(&r, row->sample, SWITCH_UNDONE, ERR_REFUSED);
	if (is_harmless(row->class)) {
		expect_words(&r, "bond0: all lines were taken", NULL);
	} else {
		expect_words(&r, row->sample, row->advice);
		assert_non_null(strstr(r.err.text, LINE));
	}
	expect_unchanged(&r, before, row->sample);
	free(before);
	run_close(&r);
}

/* The entry is answered so, and the session stays at exec. */
static void at_the_entry(const struct reply_row *row)
{
	struct run r;
	char *before;

	open_with(&r, "refuse", "configure terminal", row->sample, 0);
	before = snapshot(r.wire.vswitch, true);
	push(&r);
	expect(&r, row->sample, SWITCH_REFUSED, ERR_ENVIRONMENT);
	if (!is_harmless(row->class))
		expect_words(&r, row->sample, NULL);
	expect_unchanged(&r, before, row->sample);
	free(before);
	run_close(&r);
}

static bool is_success(const char *sample)
{
	size_t n = strlen(sample);

	return n >= 4 && !strcmp(sample + n - 4, "[OK]");
}

/* The save is answered so, each time. */
static void at_the_save(const struct reply_row *row)
{
	struct run r;
	char *before;

	open_with(&r, "refuse", "copy running-config", row->sample, 0);
	before = snapshot(r.wire.vswitch, true);
	push(&r);
	if (is_success(row->sample)) {
		expect(&r, row->sample, SWITCH_CHANGED, ERR_NONE);
	} else {
		expect(&r, row->sample, SWITCH_UNDONE, ERR_REFUSED);
		expect_words(&r, "not saved after 3 tries", NULL);
		expect_unchanged(&r, before, row->sample);
	}
	free(before);
	run_close(&r);
}

static void test_every_reply(void **state)
{
	(void)state;
	for (const struct reply_row *row = reply_rows; row->pattern; row++) {
		at_a_line(row);
		at_the_entry(row);
		at_the_save(row);
	}
}

/* No line of configuration has a question that may be answered by yes. */
static void test_every_question(void **state)
{
	(void)state;
	for (const struct question_row *row = question_rows; row->pattern; row++) {
		struct run r;
		char *before;

		open_with(&r, "ask", LINE, row->sample, 0);
		before = snapshot(r.wire.vswitch, true);
		push(&r);
		expect(&r, row->sample, SWITCH_UNDONE, ERR_REFUSED);
		expect_words(&r, row->sample, NULL);
		assert_non_null(strstr(r.err.text, "which was answered no"));
		expect_unchanged(&r, before, row->sample);
		free(before);
		run_close(&r);
	}
}

static const struct reply_row *row_of(enum reply_class class)
{
	const struct reply_row *row = reply_rows;

	while (row->class != class)
		row++;
	assert_non_null(row->pattern);
	return row;
}

/* Somebody configures, and is done before the last try. */
static void test_a_lock_is_waited_for(void **state)
{
	(void)state;
	for (const struct reply_row *row = reply_rows; row->pattern; row++) {
		struct run r;

		if (row->class != REPLY_LOCKED)
			continue;
		open_with(&r, "lock", NULL, row->sample, 2);
		push(&r);
		expect(&r, row->sample, SWITCH_CHANGED, ERR_NONE);
		run_close(&r);
		open_with(&r, "lock", NULL, row->sample, 3);
		push(&r);
		expect(&r, row->sample, SWITCH_REFUSED, ERR_ENVIRONMENT);
		assert_non_null(strstr(r.err.hint, "show configuration lock"));
		run_close(&r);
	}
}

static void test_a_busy_save_is_waited_for(void **state)
{
	struct run r;

	(void)state;
	open_with(&r, "refuse", "copy running-config", row_of(REPLY_BUSY)->sample, 2);
	push(&r);
	expect(&r, "busy twice", SWITCH_CHANGED, ERR_NONE);
	assert_true(r.result.saved);
	run_close(&r);
}

/* Put back to exec at any line: nothing is typed there (push_wire fails the test), all is undone.
 */
static void test_thrown_out(void **state)
{
	const char *text = row_of(REPLY_THROWN)->sample;
	static const char *const lines[] = { "vlan 40", "interface Port-channel11",
		"switchport mode trunk", "interface GigabitEthernet1/0/1", "channel-group", "end" };

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct run r;
		char *before;

		open_with(&r, "push-back", lines[i], text, 1);
		before = snapshot(r.wire.vswitch, true);
		push(&r);
		expect(&r, lines[i], SWITCH_UNDONE, ERR_REFUSED);
		expect_words(&r, text, NULL);
		expect_unchanged(&r, before, lines[i]);
		free(before);
		run_close(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_reply),
		cmocka_unit_test(test_every_question),
		cmocka_unit_test(test_a_lock_is_waited_for),
		cmocka_unit_test(test_a_busy_save_is_waited_for),
		cmocka_unit_test(test_thrown_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
