// SPDX-License-Identifier: Apache-2.0
/*
 * Sessions against scripted devices. Every script is played whole, byte by byte, and cut in two at
 * every place: the events must be the same.
 */
#include "test.h"

#include "session_play.h"

static void play_expect(const struct script *script, size_t cut, size_t *len)
{
	char *events = play(script, cut, len);

	if (strcmp(events, script->events))
		fail_msg("%s, cut %zu:\n%s--- wanted:\n%s", script->name, cut, events,
			script->events);
	free(events);
}

static const struct turn plain[] = { LOGIN("sw1#"),
	{ "show x\r", "show x\r\nline 1\r\nsw#\r\n\r\n line 2 \r\nsw1#" }, END };

/* A banner full of prompts, art that runs into the prompt, enable, and a denied width. */
static const struct turn banner[] = {
	{ "", "\r\n##### do not # enter >\r\nsw1> is watched#\r\n#####sw1>" },
	{ "\r", "\r\nsw1>" },
	{ "\r", "\r\nsw1>" },
	{ "enable\r", "enable\r\nPassword: " },
	{ "s3cret\r", "\r\nsw1#" },
	{ "terminal length 0\r", "terminal length 0\r\n% Authorization failed.\r\nsw1#" },
	{ "terminal width 511\r",
		"terminal width 511\r\n            ^\r\n% Invalid input detected at '^' marker.\r\n"
		"\r\nsw1#" },
	{ "terminal no monitor\r", "terminal no monitor\r\nsw1#" },
	{ "show x\r", "show x\r\na\r\nsw1#" },
	END,
};

static const struct turn bad_secret[] = {
	{ "", "\r\nsw1>" },
	{ "\r", "\r\nsw1>" },
	{ "enable\r", "enable\r\nPassword: " },
	{ "s3cret\r", "\r\n% Bad secrets\r\n\r\nsw1>" },
	END,
};

static const struct turn second_password[] = {
	{ "", "\r\nsw1>" },
	{ "\r", "\r\nsw1>" },
	{ "enable\r", "enable\r\nPassword: " },
	{ "s3cret\r", "\r\nPassword: " },
	END,
};

static const struct turn modes[] = {
	LOGIN("core-switch-of-building-7#"),
	{ "configure terminal\r",
		"configure terminal\r\nEnter configuration commands, one per line.  End with "
		"CNTL/Z.\r\ncore-switch-of-build(config)#" },
	{ "interface Po1\r", "interface Po1\r\ncore-switch-of-build(config-if)#" },
	{ "swichport\r",
		"swichport\r\n                                   ^\r\n"
		"% Invalid input detected at '^' marker.\r\n\r\n"
		"core-switch-of-build(config-if)#" },
	{ "end\r", "end\r\ncore-switch-of-building-7#" },
	END,
};

/* The message comes behind the prompt of `end`, and no prompt after it. */
static const struct turn messed[] = {
	LOGIN("sw1#"),
	{ "end\r",
		"end\r\nsw1#*Sep 26 23:05:38.267 IST: %SYS-5-CONFIG_I: Configured from console "
		"by netops on vty0 (10.0.0.1)\r\n" },
	{ "\r", "\r\nsw1#" },
	{ "show x\r", "show x\r\na\r\nsw1#" },
	END,
};

static const struct turn log_in_echo[] = {
	LOGIN("sw1#"),
	{ "show x\r",
		"sh*Sep 26 23:05:38: %LINK-3-UPDOWN: Interface Gi1, changed state\r\n"
		"ow x\r\na\r\n*Sep 26 23:05:39: %LINK-3-UPDOWN: Interface Gi2\r\nb\r\nsw1#" },
	END,
};

static const struct turn pager[] = {
	LOGIN("sw1#"),
	{ "show x\r", "show x\r\ninterface A\r\n --More-- " },
	{ " ",
		"\b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\b "
		"shutdown\r\n\x1b[7m--More--\x1b[27m" },
	{ " ", "\r        \r shutdown\r\n--More--" },
	{ " ", "\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\bend\r\n-- More --" },
	{ " ", "\x1b[K\r\nsw1#" },
	END,
};

static const struct turn oddities[] = {
	LOGIN("sw1# "),
	{ "show x\r", "show y\bx\r\r\nab\x07\n\rold\rnew\r\n\x1b[1mbold\x1b[0m\r\nsw1# \x07" },
	END,
};

static const struct turn save[] = {
	LOGIN("sw1#"),
	{ "copy running-config startup-config\r",
		"copy running-config startup-config\r\nDestination filename [startup-config]? " },
	{ "\r", "\r\nBuilding configuration...\r\n[OK]\r\nsw1#" },
	END,
};

static const struct turn unasked[] = {
	LOGIN("sw1#"),
	{ "no vlan 1\r", "no vlan 1\r\nDelete it all? [confirm]" },
	{ "n", "n\r\nsw1#" },
	{ "other\r", "other\r\nHow deep [3]? " },
	{ "\x03", "^C\r\nsw1#" },
	END,
};

static const struct turn closes_early[] = { { "", "\r\nAll lines busy\r\n" }, { "", NULL }, END };
static const struct turn closes_late[] = { LOGIN("sw1#"), { "show x\r", "show x\r\na" },
	{ "", NULL }, END };
static const struct turn silent[] = { LOGIN("sw1#"), { "show x\r", "show x\r\na\r\n" }, END };
static const struct turn no_echo[] = { LOGIN("sw1#"), { "show x\r", "\r\nsw1#" }, END };
static const struct turn rommon[] = { { "", "\r\nrommon 1 >" }, { "\r", "\r\nrommon 1 >" }, END };
static const struct turn standby[] = { { "", "\r\nsw1-standby>" }, { "\r", "\r\nsw1-standby>" },
	END };
static const struct turn press_return[] = {
	{ "", "\r\nPress RETURN to get started." },
	{ "\r", "\r\n\r\nsw1#" },
	{ "\r", "\r\nsw1#" },
	{ "terminal length 0\r", "terminal length 0\r\nsw1#" },
	{ "terminal width 511\r", "terminal width 511\r\nsw1#" },
	{ "terminal no monitor\r", "terminal no monitor\r\nsw1#" },
	END,
};
static const struct turn dialog[] = {
	{ "", "Would you like to enter the initial configuration dialog? [yes/no]: " }, END
};

static const char *const show_x[] = { "show x", NULL };

static const struct script scripts[] = {
	{ "plain", plain, show_x, "READY sw1\nshow x|exec|line 1\nsw#\n\n line 2\n.\n", false },
	{ "banner", banner, show_x, "READY sw1\nshow x|exec|a\n.\n", true },
	{ "bad secret", bad_secret, NULL, "FAILED `enable` was refused: % Bad secrets\n", false },
	{ "second password", second_password, NULL, "FAILED the enable secret was refused\n",
		false },
	{ "modes", modes,
		(const char *const[]){
			"configure terminal", "interface Po1", "swichport", "end", NULL },
		"READY core-switch-of-building-7\n"
		"configure terminal|config config|Enter configuration commands, one per line.  End "
		"with CNTL/Z.\n.\n"
		"interface Po1|config config-if|.\n"
		"swichport|config config-if|^4|                                   ^\n"
		"% Invalid input detected at '^' marker.\n.\n"
		"end|exec|.\n",
		false },
	{ "log in the echo", log_in_echo, show_x,
		"READY sw1\nshow x|exec|async *Sep 26 23:05:38: %LINK-3-UPDOWN: Interface Gi1, "
		"changed state\n*Sep 26 23:05:39: %LINK-3-UPDOWN: Interface Gi2\n|a\nb\n.\n",
		false },
	{ "pager", pager, show_x,
		"READY sw1\nshow x|exec|interface A\n shutdown\n shutdown\nend\n.\n", false },
	{ "oddities", oddities, show_x, "READY sw1\nshow x|exec|ab\nnew\nbold\n.\n", false },
	{ "messed prompt", messed, (const char *const[]){ "end", "show x", NULL },
		"READY sw1\nend|exec|async *Sep 26 23:05:38.267 IST: %SYS-5-CONFIG_I: Configured "
		"from console by netops on vty0 (10.0.0.1)\n|.\nshow x|exec|a\n.\n",
		true },
	{ "save", save, (const char *const[]){ "copy running-config startup-config", NULL },
		"READY sw1\ncopy running-config startup-config|exec|Destination filename "
		"[startup-config]?\nBuilding configuration...\n[OK]\n.\n",
		false },
	{ "unasked", unasked, (const char *const[]){ "no vlan 1", "other", NULL },
		"READY sw1\n"
		"no vlan 1|exec|?Delete it all? [confirm]|Delete it all? [confirm]n\n.\n"
		"other|exec|?How deep [3]? |How deep [3]? ^C\n.\n",
		false },
	{ "closes early", closes_early, NULL,
		"FAILED the switch closed the session before a prompt: all VTY lines may be in "
		"use\n",
		false },
	{ "closes late", closes_late, show_x,
		"READY sw1\nFAILED the switch closed the session after `show x`\n", false },
	{ "silent", silent, show_x, "READY sw1\nFAILED no prompt within 30 s after `show x`\n",
		false },
	{ "no echo", no_echo, show_x, "READY sw1\nFAILED did not echo `show x` within 30 s\n",
		false },
	{ "rommon", rommon, NULL,
		"FAILED the prompt `rommon 1 >` is not one of a switch in service\n", false },
	{ "standby", standby, NULL,
		"FAILED the prompt `sw1-standby>` is not one of a switch in service\n", false },
	{ "press return", press_return, NULL, "READY sw1\n", false },
	{ "first boot", dialog, NULL,
		"FAILED asks `Would you like to enter the initial configuration dialog? [yes/no]: "
		"` "
		"instead of showing a prompt\n",
		false },
};

static void test_scripts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
		size_t len, ignored;

		play_expect(&scripts[i], SIZE_MAX, &len);
		if (scripts[i].timing)
			continue;
		play_expect(&scripts[i], 0, &ignored);
		for (size_t cut = 1; cut < len; cut++)
			play_expect(&scripts[i], cut, &ignored);
	}
}

/* Neither before a prompt nor behind a command may a switch talk for ever. */
static void test_endless_talk(void **state)
{
	static char line[65536];
	struct ios_session *s = ios_session_new(play_secret, NULL, 0, 30000);
	unsigned fed = 0;

	(void)state;
	memset(line, 'x', sizeof(line));
	line[sizeof(line) - 1] = '\n';
	while (ios_session_next(s, 0) != IOS_FAILED && fed++ < 1000)
		ios_session_feed(s, line, sizeof(line), 0);
	assert_in_range(fed, 10, 300);
	assert_string_equal(ios_session_error(s)->text, "talks without end");
	ios_session_free(s);

	s = ios_session_new(play_secret, NULL, 0, 30000);
	line[sizeof(line) - 1] = 'x';
	for (fed = 0; ios_session_next(s, 0) != IOS_FAILED && fed < 10; fed++)
		ios_session_feed(s, line, sizeof(line), 0);
	assert_string_equal(ios_session_error(s)->text, "sends a line without end");
	ios_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_endless_talk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
