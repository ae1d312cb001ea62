// SPDX-License-Identifier: Apache-2.0
/*
 * A push on a bad night: each kind of line that a push sends is answered by what IOS is known to
 * say and by what nobody knows, asked about, ignored, denied. Whatever is said, the switch ends as
 * it was or as it is wanted, and the result says which. (test_push_replies.c has the words.)
 */
#include "test.h"

#include "buf.h"
#include "push_wire.h"
#include "reply.h"

/* One of each kind of line that a push sends; the last two are commands of exec. */
static const char *const lines[] = { "vlan 41", "name mgmt", "interface Port-channel11",
	"switchport trunk allowed", "switchport mode trunk", "spanning-tree portfast",
	"interface GigabitEthernet2/0/1", "channel-group 11", "no shutdown", "configure terminal",
	"copy running-config startup-config" };
enum { LINES = sizeof(lines) / sizeof(lines[0]), CONFIG_LINES = LINES - 2 };

/* The net below the push: inverse lines of the living process, or the switch's own timer. */
static const char *const nets[] = { "", "archive\n path flash:archive\n" };
enum { NETS = sizeof(nets) / sizeof(nets[0]) };

static char *before[NETS], *wanted[NETS];

static void open_on(struct run *r, const char *fault, unsigned net)
{
	struct buf config = { 0 };

	buf_printf(&config, "%s%s%s", fault, nets[net], push_config);
	run_open(r, buf_text(&config));
	buf_free(&config);
	saved_first(r);
}

static int set_up(void **state)
{
	(void)state;
	for (unsigned net = 0; net < NETS; net++) {
		struct run r;

		open_on(&r, "", net);
		before[net] = snapshot(r.wire.vswitch, false);
		push(&r);
		assert_int_equal(r.result.outcome, SWITCH_CHANGED);
		assert_int_equal(r.result.net, net ? SWITCH_NET_REVERT : SWITCH_NET_INVERSE);
		wanted[net] = snapshot(r.wire.vswitch, false);
		run_close(&r);
	}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (unsigned net = 0; net < NETS; net++) {
		free(before[net]);
		free(wanted[net]);
	}
	return 0;
}

/* As a directive has it. */
static void put_quoted(struct buf *b, const char *text)
{
	buf_puts(b, " \"");
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_puts(b, "\\");
		buf_add(b, *text == '\n' ? "\\n" : text, *text == '\n' ? 2 : 1);
	}
	buf_puts(b, "\"");
}

/* A push over this net to a switch with one fault; what the result says is so. */
static enum switch_outcome disturbed_over(
	unsigned net, const char *fault, const char *line, const char *text, const char *times)
{
	struct buf directive = { 0 };
	enum switch_outcome outcome;
	struct run r;
	char *after;

	buf_printf(&directive, "! fault: %s", fault);
	put_quoted(&directive, line);
	if (text)
		put_quoted(&directive, text);
	buf_printf(&directive, "%s\n", times);
	open_on(&r, buf_text(&directive), net);
	push(&r);
	after = snapshot(r.wire.vswitch, false);
	outcome = r.result.outcome;
	if (outcome == SWITCH_UNCHANGED || (r.rc == 0) != (outcome == SWITCH_CHANGED) ||
		(outcome == SWITCH_CHANGED && (strcmp(after, wanted[net]) || !r.result.saved)) ||
		(outcome < SWITCH_LEFT && outcome > SWITCH_CHANGED && strcmp(after, before[net])) ||
		(outcome == SWITCH_LEFT && r.err.class != ERR_LEFT) ||
		(r.rc && !strcmp(r.err.text, "")))
		fail_msg("%s at `%s`: %s\n%s: %s (%s)\n%s", fault, line, text ? text : "",
			switch_outcome_name(outcome), r.err.text, r.err.hint, after);
	free(after);
	buf_free(&directive);
	run_close(&r);
	return outcome;
}

/* The same over each net, with the same end or a better one. */
static enum switch_outcome disturbed(
	const char *fault, const char *line, const char *text, const char *times)
{
	enum switch_outcome first = disturbed_over(0, fault, line, text, times);

	for (unsigned net = 1; net < NETS; net++) {
		enum switch_outcome other = disturbed_over(net, fault, line, text, times);

		/* The switch's own way back needs no line that the fault could spoil. */
		if (other != first && !(first == SWITCH_LEFT && other == SWITCH_UNDONE))
			fail_msg("%s at `%s`: %s, over net %u %s", fault, line,
				switch_outcome_name(first), net, switch_outcome_name(other));
	}
	return first;
}

static void expect(bool ok, const char *what, const char *line, const char *text)
{
	if (!ok)
		fail_msg("%s at `%s`: %s", what, line, text);
}

/* Every reply that is known to be harmless, of a line that is executed. */
static void harmless_replies(void **state)
{
	(void)state;
	for (const struct reply_row *row = reply_rows; row->pattern; row++)
		for (size_t i = 0; row->class == REPLY_INFO && i < CONFIG_LINES; i++)
			expect(disturbed("say", lines[i], row->sample, "") == SWITCH_CHANGED,
				"not changed", lines[i], row->sample);
}

/* The others, once, instead of any kind of line. */
static void refused_lines(void **state)
{
	(void)state;
	for (const struct reply_row *row = reply_rows; row->pattern; row++)
		for (size_t i = 0; row->class != REPLY_INFO && i < CONFIG_LINES; i++) {
			bool thrown = row->class == REPLY_THROWN;
			enum switch_outcome got = disturbed(
				thrown ? "push-back" : "refuse", lines[i], row->sample, " 1");

			if (row->class == REPLY_REJECTED || row->class == REPLY_DENIED)
				expect(got == SWITCH_UNDONE, switch_outcome_name(got), lines[i],
					row->sample);
		}
}

/* What no row knows is an error, although the line was executed. */
static void unknown_replies(void **state)
{
	static const char *const texts[] = { "% Whatever happened, it happened",
		"Warning: something is odd", "%Error: 17", "ok", "sw1(config)", "#", ">" };

	(void)state;
	for (size_t k = 0; k < sizeof(texts) / sizeof(texts[0]); k++)
		for (size_t i = 0; i < CONFIG_LINES; i++)
			expect(disturbed("say", lines[i], texts[k], " 1") == SWITCH_UNDONE,
				"not undone", lines[i], texts[k]);
}

/* Questions that nobody knows. */
static void questions_in_the_middle(void **state)
{
	static const char *const texts[] = { "This may take the switch down. Continue? [confirm]",
		"Do you want to kill that session and continue? [yes/no]: ", "Really ? [no]: ",
		"Enter the destination: ", "Are you sure (y/n)? " };

	(void)state;
	for (size_t k = 0; k < sizeof(texts) / sizeof(texts[0]); k++)
		for (size_t i = 0; i < LINES - 1; i++)
			expect(disturbed("ask", lines[i], texts[k], " 1") != SWITCH_CHANGED,
				"changed", lines[i], texts[k]);
}

/* Saving may ask; where no is the way out, it fails, and all is taken back. */
static void questions_of_saving(void **state)
{
	(void)state;
	expect(disturbed("ask", lines[LINES - 1],
		       "Overwrite the previous NVRAM configuration?[confirm]",
		       " 1") == SWITCH_CHANGED,
		"not saved", lines[LINES - 1], "");
	expect(disturbed("ask", lines[LINES - 1],
		       "Warning: Saving this config to nvram may corrupt any network management or "
		       "security files stored at the end of nvram. Continue? [no]: ",
		       "") == SWITCH_UNDONE,
		"saved", lines[LINES - 1], "");
}

/* Accepted, and nothing done: only reading back tells. */
static void ignored_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < CONFIG_LINES; i++)
		disturbed("ignore", lines[i], NULL, "");
	expect(disturbed("ignore", "channel-group 11", NULL, "") == SWITCH_UNDONE, "not undone",
		"channel-group 11", "");
	expect(disturbed("ignore", "switchport trunk allowed", NULL, "") == SWITCH_UNDONE,
		"not undone", "switchport trunk allowed", "");
}

/* AAA refuses a line always, the way back too: what is left is said. */
static void denied_lines(void **state)
{
	static const char denied[] = "Command authorization failed.\n";

	(void)state;
	for (size_t i = 0; i < CONFIG_LINES; i++) {
		enum switch_outcome got = disturbed("refuse", lines[i], denied, "");

		expect(got != SWITCH_CHANGED, switch_outcome_name(got), lines[i], denied);
	}
	/* A switch that would not even be listened to further changed nothing. */
	expect(disturbed("refuse", "terminal width", denied, "") == SWITCH_CHANGED, "not changed",
		"terminal width", denied);
	expect(disturbed("refuse", "configure terminal", denied, "") == SWITCH_REFUSED,
		"not refused", "configure terminal", denied);
}

/* Messages that come behind the prompt of any line, and mean nothing or much. */
static void messages_in_the_middle(void **state)
{
	static const char *const messages[] = {
		("%EC-5-CANNOT_BUNDLE2: Gi1/0/1 is not compatible with Po11 and will be suspended "
		 "(vlan mask is different)"),
		"%EC-5-COMPATIBLE: Gi1/0/1 is compatible with port-channel members",
		"%LINK-3-UPDOWN: Interface GigabitEthernet1/0/9, changed state to up",
		"%SYS-5-CONFIG_I: Configured from console by other on vty3",
	};

	(void)state;
	for (size_t k = 0; k < sizeof(messages) / sizeof(messages[0]); k++)
		for (size_t i = 0; i < LINES; i++)
			expect(disturbed("log", lines[i], messages[k], "") == SWITCH_CHANGED,
				"not changed", lines[i], messages[k]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(harmless_replies),
		cmocka_unit_test(refused_lines),
		cmocka_unit_test(unknown_replies),
		cmocka_unit_test(questions_in_the_middle),
		cmocka_unit_test(questions_of_saving),
		cmocka_unit_test(ignored_lines),
		cmocka_unit_test(denied_lines),
		cmocka_unit_test(messages_in_the_middle),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
