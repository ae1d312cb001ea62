// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "reply.h"

static struct replies *replies;

static int setup(void **state)
{
	(void)state;
	replies = replies_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	replies_free(replies);
	return 0;
}

/* Every row is proven by what a device printed, and by no earlier row. */
static void test_rows_know_their_samples(void **state)
{
	(void)state;
	for (const struct reply_row *row = reply_rows; row->pattern; row++) {
		struct reply_verdict v;

		reply_classify(replies, row->sample, &v);
		if (v.row != row)
			fail_msg("%s: class %s", row->sample, reply_class_name(v.class));
	}
}

static void test_questions_know_their_samples(void **state)
{
	(void)state;
	for (const struct question_row *row = question_rows; row->pattern; row++) {
		const char *command = !row->command ? "x"
			: strstr(row->command, "reload")
			? "reload in 5"
			: "copy running-config startup-config";

		if (reply_question(replies, command, row->sample) != row &&
			strcmp(row->answer, reply_question(replies, command, row->sample)->answer))
			fail_msg("%s", row->sample);
	}
}

static void test_texts(void **state)
{
	static const struct {
		const char *text;
		enum reply_class class;
	} cases[] = {
		{ "", REPLY_OK },
		{ "\n \n", REPLY_OK },
		{ "hello", REPLY_UNKNOWN },
		{ "% Something new went wrong", REPLY_UNKNOWN },
		/* A row must reach the end of the line: more words are another reply. */
		{ "[OK] but not really", REPLY_UNKNOWN },
		{ "Enter configuration commands, one per line.  End with CNTL/Z.\nhello",
			REPLY_UNKNOWN },
		{ "   ^\n% Invalid input detected at '^' marker.", REPLY_INVALID },
		{ "Creating a port-channel interface Port-channel 11\n\nCommand rejected: no",
			REPLY_REJECTED },
		{ "*Mar  1 00:00:00.123: %EC-5-BUNDLE: Interface Gi1/0/1 joined port-channel Po1",
			REPLY_INFO },
		{ "000123: *Mar  1 2021 00:00:00.123 UTC: %LINK-3-UPDOWN: Interface x, changed",
			REPLY_INFO },
		{ "%CMD-4-x: lower case is no mnemonic", REPLY_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct reply_verdict v;

		reply_classify(replies, cases[i].text, &v);
		if (v.class != cases[i].class)
			fail_msg("%s: %s", cases[i].text, reply_class_name(v.class));
	}
}

static void test_verdict_line_is_clean(void **state)
{
	struct reply_verdict v;

	(void)state;
	reply_classify(replies, "   \x1b[31m bad\tthing\x03", &v);
	assert_int_equal(v.class, REPLY_UNKNOWN);
	assert_string_equal(v.line, "[31m bad thing");
}

static void test_questions_belong_to_commands(void **state)
{
	(void)state;
	/* Only the save may be told where to. */
	assert_false(reply_question(replies, "copy running-config startup-config",
		"Destination filename [startup-config]? ")
			     ->refuses);
	assert_true(reply_question(
		replies, "copy running-config flash:x", "Destination filename [startup-config]? ")
			    ->refuses);
	assert_true(reply_question(replies, "vlan 1", "Really? [confirm]")->refuses);
	assert_null(reply_question(replies, "vlan 1", "name of a VLAN"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_know_their_samples),
		cmocka_unit_test(test_questions_know_their_samples),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_verdict_line_is_clean),
		cmocka_unit_test(test_questions_belong_to_commands),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
