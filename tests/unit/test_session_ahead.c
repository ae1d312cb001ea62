// SPDX-License-Identifier: Apache-2.0
/*
 * Commands in flight: each has its own reply, wherever the bytes are cut, and what a device does
 * otherwise than keep step with them is never taken for an answer.
 */
#include "test.h"

#include "buf.h"
#include "session.h"

struct flight {
	const char *name;
	const char *lines[5];
	const char *say; /* all that the device says to them */
	const char *events;
	bool timing; /* what comes late is not what comes at once: not cut */
};

static void collect(struct ios_session *s, int64_t now, struct buf *events)
{
	for (;;) {
		switch (ios_session_next(s, now)) {
		case IOS_NOTHING:
			return;
		case IOS_FAILED:
			buf_printf(events, "FAILED %s\n", ios_session_error(s)->text);
			return;
		case IOS_READY:
			buf_printf(events, "READY\n");
			break;
		case IOS_REPLY: {
			const struct ios_reply *r = ios_session_reply(s);

			buf_printf(events, "%s|%s|%s%s%s%s%s%s.\n", r->command, r->mode_name,
				r->stray ? "stray " : "", *r->async ? "async " : "", r->async,
				r->question ? "?" : "", r->question ? r->question : "", r->text);
			break;
		}
		}
	}
}

static struct ios_session *in_config(int64_t now)
{
	static const char *const says[] = { "\r\nsw1#", "\r\nsw1#", "terminal length 0\r\nsw1#",
		"terminal width 511\r\nsw1#", "terminal no monitor\r\nsw1#" };
	struct ios_session *s = ios_session_new(NULL, NULL, now, 30000);
	struct buf events = { 0 };
	struct err e;

	for (size_t i = 0; i < sizeof(says) / sizeof(*says); i++) {
		ios_session_feed(s, says[i], strlen(says[i]), now);
		collect(s, now, &events);
	}
	assert_string_equal(buf_text(&events), "READY\n");
	assert_int_equal(ios_session_room(s), 0);
	assert_int_equal(ios_session_command(s, "configure terminal", now, &e), 0);
	ios_session_feed(s, "configure terminal\r\nsw1(config)#", 32, now);
	collect(s, now, &events);
	assert_int_equal(ios_session_in_flight(s), 0);
	buf_free(&events);
	return s;
}

static void fly(const struct flight *f, size_t cut)
{
	int64_t now = 1000;
	struct ios_session *s = in_config(now);
	size_t len = strlen(f->say), n;
	struct buf events = { 0 };
	struct err e;
	const char *data;

	(void)ios_session_output(s, &data);
	assert_int_equal(ios_session_command(s, f->lines[0], now, &e), 0);
	for (size_t i = 1; f->lines[i]; i++)
		ios_session_ahead(s, f->lines[i]);
	for (size_t at = 0; at < len; at += n) {
		n = !cut ? 1 : at < cut && cut < len ? cut : len - at;
		ios_session_feed(s, f->say + at, n, now);
		collect(s, now, &events);
	}
	for (unsigned i = 0; i < 10 && ios_session_in_flight(s); i++) {
		now = ios_session_deadline(s);
		collect(s, now, &events);
	}
	assert_int_equal(ios_session_in_flight(s), 0);
	if (strcmp(buf_text(&events), f->events))
		fail_msg("%s, cut %zu:\n%s--- wanted:\n%s", f->name, cut, buf_text(&events),
			f->events);
	buf_free(&events);
	ios_session_free(s);
}

#define CONFIG "sw1(config)#"
#define VLAN "sw1(config-vlan)#"
#define SYNC "*Mar  1 00:01:02.003: %SYS-5-CONFIG_I: Configured from console by vty0"
#define INVALID "        ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"

static const struct flight flights[] = {
	{ "in step", { "vlan 10", "name a", "vlan 11" },
		"vlan 10\r\n" VLAN "name a\r\n" VLAN "vlan 11\r\n" VLAN,
		"vlan 10|config-vlan|.\nname a|config-vlan|.\nvlan 11|config-vlan|.\n", false },
	{ "one is refused", { "vlan 10", "name a", "vlan 11" },
		"vlan 10\r\n" VLAN "name a\r\n" INVALID VLAN "vlan 11\r\n% no\r\n" VLAN,
		"vlan 10|config-vlan|.\n"
		"name a|config-vlan|        ^\n% Invalid input detected at '^' marker.\n.\n"
		"vlan 11|config-vlan|% no\n.\n",
		false },
	{ "a message behind the prompt", { "vlan 10", "name a", "vlan 11" },
		"vlan 10\r\n" VLAN SYNC "\r\nname a\r\n" VLAN "vlan 11\r\n" VLAN,
		"vlan 10|config-vlan|async " SYNC "\n.\nname a|config-vlan|.\n"
		"vlan 11|config-vlan|.\n",
		true },
	{ "a message on a line of its own", { "vlan 10", "name a", "vlan 11" },
		"vlan 10\r\n" VLAN "\r\n" SYNC "\r\nname a\r\n" SYNC "\r\n" VLAN "vlan 11\r\n" VLAN,
		"vlan 10|config-vlan|async " SYNC "\n.\nname a|config-vlan|async " SYNC "\n.\n"
		"vlan 11|config-vlan|.\n",
		true },
	{ "a message in an echo", { "vlan 10", "name a", "vlan 11" },
		"vlan 10\r\n" VLAN "nam" SYNC "\r\ne a\r\n" VLAN "vlan 11\r\n" VLAN,
		"vlan 10|config-vlan|.\nname a|config-vlan|async " SYNC "\n.\n"
		"vlan 11|config-vlan|.\n",
		false },
	{ "logging synchronous", { "vlan 10", "name a", "vlan 11" },
		"vlan 10\r\n" VLAN "nam\r\n" SYNC "\r\n" VLAN "name a\r\n" VLAN "vlan 11\r\n" VLAN,
		"vlan 10|config-vlan|.\nname a|config-vlan|async " SYNC "\n.\n"
		"vlan 11|config-vlan|.\n",
		false },
	{ "put back to exec", { "vlan 10", "name a", "vlan 11" },
		"vlan 10\r\nConfig session is locked by process '566', user will be pushed back to "
		"exec mode. Command execution is locked, Please try later.\r\nsw1#name "
		"a\r\n" INVALID "sw1#vlan 11\r\n" INVALID "sw1#",
		"vlan 10||Config session is locked by process '566', user will be pushed back to "
		"exec mode. Command execution is locked, Please try later.\n.\n"
		"name a||        ^\n% Invalid input detected at '^' marker.\n.\n"
		"vlan 11||        ^\n% Invalid input detected at '^' marker.\n.\n",
		false },
	{ "a key is eaten", { "vlan 10", "name a", "vlan 11" },
		"vlan 10\r\nReally? [confirm]n\r\n" CONFIG "ame a\r\n" INVALID CONFIG
		"vlan 11\r\n" VLAN,
		"vlan 10|config-vlan|Really? [confirm]n\n" CONFIG
		"ame a\n        ^\n% Invalid input detected at '^' marker.\n\n" CONFIG
		"vlan 11\n.\n",
		true },
	{ "the last line is eaten", { "vlan 10", "name a" },
		"vlan 10\r\nReally? [confirm]n\r\n" CONFIG "ame a\r\n" INVALID CONFIG,
		"vlan 10|config|Really? [confirm]n\n" CONFIG
		"ame a\n        ^\n% Invalid input detected at '^' marker.\n.\n",
		true },
	{ "a question that flushes what was typed", { "vlan 10", "name a", "vlan 11" },
		"vlan 10\r\nReally? [confirm]", "FAILED no prompt within 30 s after `vlan 10`\n",
		false },
	{ "words that belong to nothing", { "vlan 10", "name a" },
		"vlan 10\r\n" VLAN "nam\r\nSomething happened\r\ne a\r\n" VLAN,
		"vlan 10|config-vlan|.\nname a|config-vlan|stray async Something happened\n.\n",
		false },
	{ "a reload is near", { "vlan 10", "name a", "vlan 11" },
		"vlan 10\r\n" VLAN "\r\n\a\r\n\r\n***\r\n*** --- SHUTDOWN in 0:05:00 ---\r\n***\r\n"
		"name a\r\n" VLAN "vlan 11\r\n" VLAN,
		"vlan 10|config-vlan|async *** --- SHUTDOWN in 0:05:00 ---\n.\n"
		"name a|config-vlan|.\nvlan 11|config-vlan|.\n",
		true },
	{ "no answer", { "vlan 10", "name a", "vlan 11" }, "vlan 10\r\n" VLAN,
		"vlan 10|config-vlan|.\nFAILED did not echo `name a` within 30 s\n", false },
	{ "a line like an echo, of another", { "vlan 10", "vlan 1", "vlan 11" },
		"vlan 10\r\n" VLAN "vlan 1\r\n" VLAN "vlan 11\r\n" VLAN,
		"vlan 10|config-vlan|.\nvlan 1|config-vlan|.\nvlan 11|config-vlan|.\n", false },
};

static void test_flights(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(flights) / sizeof(*flights); i++) {
		fly(&flights[i], SIZE_MAX);
		if (flights[i].timing)
			continue;
		fly(&flights[i], 0);
		for (size_t cut = 1; cut < strlen(flights[i].say); cut++)
			fly(&flights[i], cut);
	}
}

/* So many lines, and so many bytes. */
static void test_room(void **state)
{
	struct ios_session *s = in_config(1000);
	size_t n = 1, room, bytes = 8;
	const char *data;
	struct err e;
	char line[300];

	(void)state;
	(void)ios_session_output(s, &data);
	assert_int_equal(ios_session_command(s, "vlan 10", 1000, &e), 0);
	while ((room = ios_session_room(s))) {
		assert_in_range(room, 1, 254);
		snprintf(line, sizeof(line), "name %.*s", (int)(room > 250 ? 249 : 1),
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
		if (strlen(line) > room)
			break;
		ios_session_ahead(s, line);
		bytes += strlen(line) + 1;
		n++;
	}
	assert_int_equal(ios_session_in_flight(s), n);
	assert_int_equal(ios_session_output(s, &data), bytes);
	assert_in_range(bytes, 1024, 4128);
	ios_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flights),
		cmocka_unit_test(test_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
