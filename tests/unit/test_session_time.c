// SPDX-License-Identifier: Apache-2.0
/* A session that waits: replies that drip, an end that somebody wants, what comes between. */
#include "test.h"

#include "session.h"

static const char *secret(void *ctx)
{
	return ctx;
}

static void feed(struct ios_session *s, const char *text, int64_t now)
{
	ios_session_feed(s, text, strlen(text), now);
}

static const char *sent(struct ios_session *s)
{
	const char *data;

	ios_session_output(s, &data);
	return data;
}

/* A session at its privileged prompt, at time 0. */
static struct ios_session *ready(void)
{
	struct ios_session *s = ios_session_new(NULL, NULL, 0, 30000);
	static const char *const says[] = { "\r\nsw1#", "\r\nsw1#", "terminal length 0\r\nsw1#",
		"terminal width 511\r\nsw1#", "terminal no monitor\r\nsw1#" };
	enum ios_event event = IOS_NOTHING;

	for (size_t i = 0; i < sizeof(says) / sizeof(*says); i++) {
		feed(s, says[i], 0);
		event = ios_session_next(s, 0);
		sent(s);
	}
	assert_int_equal(event, IOS_READY);
	return s;
}

static void command(struct ios_session *s, const char *line, const char *says)
{
	struct err e;

	assert_int_equal(ios_session_command(s, line, 0, &e), 0);
	sent(s);
	feed(s, line, 0);
	feed(s, says, 0);
	assert_int_equal(ios_session_next(s, 0), IOS_REPLY);
}

/* Each byte puts the timeout off, but not for ever. */
static void test_a_reply_that_drips(void **state)
{
	struct ios_session *s = ready();
	struct err e;
	int64_t now = 0;

	(void)state;
	ios_session_command(s, "show x", now, &e);
	feed(s, "show x\r\n", now);
	while (ios_session_next(s, now) == IOS_NOTHING && now < 3600000) {
		now += 20000;
		feed(s, "x\r\n", now);
	}
	assert_in_range(now, 590000, 620000);
	assert_string_equal(
		ios_session_error(s)->text, "does not come to an end of its answer to `show x`");
	ios_session_free(s);
}

static void test_hurry(void **state)
{
	struct ios_session *s = ready();
	struct err e;

	(void)state;
	ios_session_command(s, "show x", 1000, &e);
	assert_int_equal(ios_session_deadline(s), 31000);
	ios_session_hurry(s, 6000);
	assert_int_equal(ios_session_deadline(s), 6000);
	assert_int_equal(ios_session_next(s, 5999), IOS_NOTHING);
	assert_int_equal(ios_session_next(s, 6000), IOS_FAILED);
	ios_session_free(s);

	/* It is about what is waited for; the next command has its time. */
	s = ready();
	command(s, "show x", "\r\nsw1#");
	ios_session_hurry(s, 6000);
	ios_session_command(s, "end", 10000, &e);
	assert_int_equal(ios_session_next(s, 10000), IOS_NOTHING);
	ios_session_free(s);
}

/* What the device said between two commands must not turn the next line into another one. */
static void test_put_out_between_commands(void **state)
{
	struct ios_session *s = ready();
	struct err e = { 0 };

	(void)state;
	command(s, "configure terminal", "\r\nsw1(config)#");
	command(s, "interface Po1", "\r\nsw1(config-if)#");
	feed(s,
		"\r\nConfig session is locked by process '566', user will be pushed back to exec "
		"mode. Command execution is locked, Please try later.\r\nsw1#",
		0);
	assert_int_equal(ios_session_next(s, 0), IOS_NOTHING);
	assert_int_equal(ios_session_command(s, "shutdown", 0, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_string_equal(e.text,
		"`shutdown` not sent: the session was put into another mode behind `interface "
		"Po1`");
	assert_string_equal(sent(s), "");
	ios_session_free(s);
}

/* The same prompt once more is nothing, and a message goes to the next reply. */
static void test_late_prompt_and_message(void **state)
{
	struct ios_session *s = ready();
	struct reply_verdict v;

	(void)state;
	command(s, "configure terminal", "\r\nsw1(config)#");
	feed(s,
		"\r\nsw1(config)#*Mar  1 00:00:01: %EC-5-BUNDLE: Interface Gi1 joined "
		"Po1\r\nsw1(config)#",
		0);
	assert_int_equal(ios_session_next(s, 0), IOS_NOTHING);
	feed(s, "Rollback Confirmed Change: unheard of\r\n% Bad secrets\r\nsw1(config)#", 0);
	assert_int_equal(ios_session_next(s, 0), IOS_NOTHING);
	command(s, "vlan 40", "\r\nsw1(config-vlan)#");
	assert_string_equal(ios_session_reply(s)->async,
		"*Mar  1 00:00:01: %EC-5-BUNDLE: Interface Gi1 joined Po1\n% Bad secrets\n");
	assert_string_equal(ios_session_reply(s)->text, "");
	ios_session_classify_async(s, &v);
	assert_int_equal(v.class, REPLY_DENIED);
	ios_session_free(s);
}

static void test_keep_alive(void **state)
{
	struct ios_session *s = ready();

	(void)state;
	command(s, "configure terminal", "\r\nsw1(config)#");
	ios_session_keep_alive(s);
	assert_string_equal(sent(s), "\r");
	feed(s, "\r\nsw1(config)#", 0);
	assert_int_equal(ios_session_next(s, 0), IOS_NOTHING);
	command(s, "end", "\r\nsw1#");
	assert_int_equal(ios_session_reply(s)->mode, IOS_MODE_EXEC);
	ios_session_free(s);
}

/* Who writes down what is sent has to know. */
static void test_the_secret_is_marked(void **state)
{
	char hidden[] = "s3cret";
	struct ios_session *s = ios_session_new(secret, hidden, 0, 30000);
	static const char *const says[] = { "\r\nsw1>", "\r\nsw1>", "enable\r\nPassword: " };

	(void)state;
	for (size_t i = 0; i < sizeof(says) / sizeof(*says); i++) {
		sent(s);
		assert_false(ios_session_sent_secret(s));
		feed(s, says[i], 0);
		ios_session_next(s, 0);
	}
	assert_string_equal(sent(s), "s3cret\r");
	assert_true(ios_session_sent_secret(s));
	assert_string_equal(sent(s), "");
	assert_false(ios_session_sent_secret(s));
	ios_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_reply_that_drips),
		cmocka_unit_test(test_hurry),
		cmocka_unit_test(test_put_out_between_commands),
		cmocka_unit_test(test_late_prompt_and_message),
		cmocka_unit_test(test_keep_alive),
		cmocka_unit_test(test_the_secret_is_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
