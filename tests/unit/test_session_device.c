// SPDX-License-Identifier: Apache-2.0
/*
 * Sessions against devices that answer whatever is typed, a bare carriage return too. Each is
 * played whole, byte by byte, cut in two at every place, and with a pause at every place that is
 * long enough for every quiet period: the events must be the same.
 */
#include "test.h"

#include "buf.h"
#include "session.h"

/* What a line (or a key, where the device waits for one) is answered by: behind its echo. */
struct rule {
	const char *line, *say;
	const char *prompt; /* from now on; NULL: as before */
};

struct device {
	const char *name, *greeting, *prompt;
	const struct rule *rules;
	const char *const *commands; /* typed by the caller, NULL at the end */
	const char *events;
};

struct play {
	const struct device *d;
	struct ios_session *s;
	struct buf typed, due, events, async;
	const char *prompt;
	size_t command, fed, cut;
	bool paused;
	int64_t now;
};

/* Ways to cut; else a place. */
#define BYTEWISE 0
#define WHOLE SIZE_MAX
#define NULS (SIZE_MAX - 1) /* bytewise, and a NUL behind each: some images pad with them */

static const char *secret(void *ctx)
{
	(void)ctx;
	return "s3cret";
}

static bool ends_key(const char *line)
{
	return !strcmp(line, " ") || !strcmp(line, "n") || !strcmp(line, "\x03");
}

static const struct rule *find_rule(const struct play *p, const char *line)
{
	for (const struct rule *r = p->d->rules; r && r->line; r++)
		if (!strcmp(r->line, line))
			return r;
	return NULL;
}

/* Takes one line, or a key, off what was typed; false: there is none. */
static bool device_line(struct play *p)
{
	const char *text = buf_text(&p->typed);
	size_t n = strcspn(text, "\r");
	const struct rule *r;
	char line[300];

	if (!text[n] && !ends_key(text))
		return false;
	snprintf(line, sizeof(line), "%.*s", (int)n, text);
	buf_drop(&p->typed, text[n] ? n + 1 : n);
	r = find_rule(p, line);
	/* A rule that starts with a line end has its own echo. */
	if (strcmp(line, "s3cret") && !ends_key(line) && (!r || r->say[0] != '\v'))
		buf_puts(&p->due, line);
	if (r && r->prompt)
		p->prompt = r->prompt;
	if (r)
		buf_puts(&p->due, r->say + (r->say[0] == '\v'));
	else
		buf_puts(&p->due, "\r\n");
	if (!r || !strchr(r->say, '\f'))
		buf_puts(&p->due, p->prompt);
	return true;
}

static void device_turn(struct play *p)
{
	const char *data, *mark;
	size_t n = ios_session_output(p->s, &data);

	buf_add(&p->typed, data, n);
	while (device_line(p))
		;
	/* "\f": the prompt does not follow by itself. */
	while ((mark = strchr(buf_text(&p->due), '\f')))
		memmove((char *)(uintptr_t)mark, mark + 1, strlen(mark)), p->due.len--;
}

static void note_reply(struct play *p)
{
	const struct ios_reply *r = ios_session_reply(p->s);
	static const char *const modes[] = { "none", "user", "exec", "config" };

	buf_printf(&p->events, "%s|%s %s|", r->command, modes[r->mode], r->mode_name);
	if (r->question)
		buf_printf(&p->events, "?%s|", r->question);
	/* Which reply a message comes with is a matter of time. */
	buf_puts(&p->async, r->async);
	buf_printf(&p->events, "%s.\n", r->text);
}

/* False: the session is over. */
static bool session_turn(struct play *p)
{
	const char *command = p->d->commands[p->command];
	struct err e = { 0 };

	switch (ios_session_next(p->s, p->now)) {
	case IOS_NOTHING:
		return true;
	case IOS_FAILED:
		buf_printf(&p->events, "FAILED %s\n", ios_session_error(p->s)->text);
		if (strstr(ios_session_error(p->s)->text, "after `configure terminal`"))
			assert_non_null(
				strstr(ios_session_error(p->s)->hint, "`service prompt config`"));
		return false;
	case IOS_READY:
		buf_printf(&p->events, "READY %s\n", ios_session_hostname(p->s));
		break;
	case IOS_REPLY:
		note_reply(p);
		break;
	}
	if (!command)
		return false;
	p->command++;
	if (!ios_session_command(p->s, command, p->now, &e))
		return true;
	buf_printf(&p->events, "REFUSED %s\n", e.text);
	return false;
}

/* Feeds what is due, up to the cut; at the cut time may pass with nothing said. */
static void feed(struct play *p, bool pause)
{
	size_t n = p->cut == BYTEWISE || p->cut == NULS ? 1 : p->due.len;
	bool at_cut = p->cut != BYTEWISE && p->fed < p->cut && p->fed + n > p->cut;

	if (at_cut)
		n = p->cut - p->fed;
	ios_session_feed(p->s, p->due.data, n, p->now);
	p->fed += n;
	buf_drop(&p->due, n);
	if (p->cut == NULS)
		ios_session_feed(p->s, "", 1, p->now);
	if (at_cut && pause && !p->paused) {
		p->paused = true;
		session_turn(p);
		device_turn(p);
		p->now += 1600; /* longer than each quiet period */
	}
}

static char *play(const struct device *d, size_t cut, bool pause, size_t *fed)
{
	struct play p = { .d = d, .cut = cut, .prompt = d->prompt, .now = 1000 };
	char *events;
	bool on = true;

	p.s = ios_session_new(secret, NULL, p.now, 30000);
	buf_printf(&p.due, "%s%s", d->greeting, d->prompt);
	for (unsigned i = 0; on && i < 100000; i++) {
		if (p.due.len)
			feed(&p, pause);
		else if (ios_session_deadline(p.s) != INT64_MAX)
			p.now = ios_session_deadline(p.s);
		on = session_turn(&p);
		device_turn(&p);
	}
	*fed = p.fed;
	buf_puts(&p.events, buf_text(&p.async));
	events = strdup(buf_text(&p.events));
	ios_session_free(p.s);
	buf_free(&p.typed);
	buf_free(&p.due);
	buf_free(&p.events);
	buf_free(&p.async);
	return events;
}

static size_t expect(const struct device *d, size_t cut, bool pause)
{
	size_t fed;
	char *events = play(d, cut, pause, &fed);

	if (strcmp(events, d->events))
		fail_msg("%s, %s at %zu:\n%s--- wanted:\n%s", d->name, pause ? "pause" : "cut", cut,
			events, d->events);
	free(events);
	return fed;
}

#define TERMINAL_DENIED                                                                            \
	{ "terminal length 0", "\r\n% Authorization failed.\r\n", NULL },                          \
		{ "terminal width 511", "\r\nCommand authorization failed.\r\n\r\n", NULL },       \
	{                                                                                          \
		"terminal no monitor", "\r\nCommand authorization failed.\r\n\r\n", NULL           \
	}
#define SHOW_X                                                                                     \
	{                                                                                          \
		"show x", "\r\nline 1\r\nsw# 2\r\n\r\n line 3 \r\n", NULL                          \
	}
#define SHOW_X_EVENT "show x|exec |line 1\nsw# 2\n\n line 3\n.\n"
#define END                                                                                        \
	{                                                                                          \
		NULL, NULL, NULL                                                                   \
	}

static const char *const show_x[] = { "show x", NULL };

static const struct rule plain[] = { SHOW_X, END };

static const struct rule login_15[] = { SHOW_X, TERMINAL_DENIED, END };

static const struct rule login_0[] = {
	{ "enable", "\r\nPassword: \f", NULL },
	{ "s3cret", "\r\n", "sw1#" },
	SHOW_X,
	END,
};

static const struct rule timestamps[] = {
	{ "show x",
		"\r\nLoad for five secs: 5%/0%; one minute: 6%; five minutes: 6%\r\n"
		"Time source is NTP, 14:00:01.123 UTC Mon Mar 1 2021\r\n\r\na\r\n",
		NULL },
	END,
};

static const struct rule odd_ends[] = {
	{ "show x",
		"\r\r\na\n\rb\r\n\r\x07"
		"c\r\r\n\x1b[1md\x1b[0m\x1b[K\r\nxx\b\be \b\r\n",
		NULL },
	END,
};

/* The message comes behind the prompt, and no prompt behind the message. */
static const struct rule messed[] = {
	{ "configure terminal",
		"\r\nEnter configuration commands, one per line.  End with CNTL/Z.\r\n",
		"sw1(config)#" },
	{ "end",
		"\r\nsw1#*Sep 26 23:05:38.267 IST: %SYS-5-CONFIG_I: Configured from console by "
		"netops "
		"on vty0 (10.0.0.1)\r\n\f",
		"sw1#" },
	SHOW_X,
	END,
};

static const struct rule modes[] = {
	{ "configure terminal",
		"\r\nEnter configuration commands, one per line.  End with CNTL/Z.\r\n",
		"core-switch-of-build(config)#" },
	{ "vlan 40", "\r\n", "core-switch-of-build(config-vlan)#" },
	{ "interface Gi1/0/1", "\r\n", "core-switch-of-build(config-if)#" },
	{ "interface range Gi1/0/1 - 2", "\r\n", "core-switch-of-build(config-if-range)#" },
	{ "line vty 0 4", "\r\n", "core-switch-of-build(config-line)#" },
	{ "archive", "\r\n", "core-switch-of-build(config-archive)#" },
	{ "crypto pki trustpoint x", "\r\n", "core-switch-of-build(ca-trustpoint)#" },
	{ "end", "\r\n", "core-switch-of-building-7#" },
	END,
};
static const char *const modes_commands[] = { "configure terminal", "vlan 40", "interface Gi1/0/1",
	"interface range Gi1/0/1 - 2", "line vty 0 4", "archive", "crypto pki trustpoint x", "end",
	NULL };

/* `prompt` changed the name, in exec only. */
static const struct rule renamed[] = {
	{ "configure terminal",
		"\r\nEnter configuration commands, one per line.  End with CNTL/Z.\r\n",
		"sw1(config)#" },
	{ "interface Po1", "\r\n", "sw1(config-if)#" },
	{ "end", "\r\n", "The/Closet@2#" },
	END,
};
static const char *const configure[] = { "configure terminal", "interface Po1", "end", NULL };

/* A width that could not be set: the echo scrolls. */
static const struct rule scrolls[] = {
	TERMINAL_DENIED,
	{ "switchport trunk allowed vlan add 100,102,104,106,108,110,112,114,116,118,120,122",
		"\vswitchport trunk allowed vlan add 100,102,104,106,108,110,112,114"
		"\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b"
		"\b\b\b\b"
		"\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b"
		"$04,106,108,110,112,114,116,118,120,122          "
		"                \b\b\b\b\r\n",
		NULL },
	END,
};
static const char *const long_line[] = {
	"switchport trunk allowed vlan add 100,102,104,106,108,110,112,114,116,118,120,122", NULL
};

static const struct rule pages[] = {
	TERMINAL_DENIED,
	{ "show x", "\r\nline 1\r\n --More-- \f", NULL },
	{ " ", "\b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\bline 2\r\n", NULL },
	END,
};

static const struct rule thrown[] = {
	{ "configure terminal",
		"\r\nEnter configuration commands, one per line.  End with CNTL/Z.\r\n",
		"sw1(config)#" },
	{ "interface Po1",
		"\r\nConfig session is locked by process '566', user will be pushed back to exec "
		"mode. "
		"Command execution is locked, Please try later.\r\n",
		"sw1#" },
	END,
};
static const char *const thrown_commands[] = { "configure terminal", "interface Po1", NULL };

/* `no service prompt config`: no prompt at all in configuration, whatever is typed. */
static const struct rule no_prompt[] = {
	{ "configure terminal",
		"\r\nEnter configuration commands, one per line.  End with CNTL/Z.\r\n\f", "" },
	END,
};
static const char *const configure_only[] = { "configure terminal", NULL };

static const struct rule refused_enable[] = {
	{ "enable", "\r\n% Authorization failed.\r\n", NULL },
	END,
};
static const char *const nothing[] = { NULL };

static const struct device devices[] = {
	{ "plain", "\r\n", "sw1#", plain, show_x, "READY sw1\n" SHOW_X_EVENT },
	{ "art before the prompt",
		"\r\n##### do not # enter >\r\nsw1> is watched#\r\n\r\n###########", "sw1#",
		login_15, show_x, "READY sw1\n" SHOW_X_EVENT },
	{ "a banner with prompts", "\r\nUser Access\r\nsw0>\r\nsw0#\r\n#\r\n>\r\n", "sw1# ",
		login_15, show_x, "READY sw1\n" SHOW_X_EVENT },
	{ "no privilege", "\r\n", "sw1>", login_0, show_x, "READY sw1\n" SHOW_X_EVENT },
	{ "exec prompt timestamp", "\r\n", "sw1#", timestamps, show_x,
		"READY sw1\nshow x|exec |a\n.\n" },
	{ "odd line ends", "\r\n", "sw1#", odd_ends, show_x,
		"READY sw1\nshow x|exec |a\nb\nc\nd\ne\n.\n" },
	{ "a message behind the prompt", "\r\n", "sw1#", messed,
		(const char *const[]){ "configure terminal", "end", "show x", NULL },
		"READY sw1\n"
		"configure terminal|config config|Enter configuration commands, one per line.  End "
		"with CNTL/Z.\n.\n"
		"end|exec |.\n" SHOW_X_EVENT "*Sep 26 23:05:38.267 IST: %SYS-5-CONFIG_I: "
		"Configured from console by netops on vty0 "
		"(10.0.0.1)\n" },
	{ "modes of a long name", "\r\n", "core-switch-of-building-7#", modes, modes_commands,
		"READY core-switch-of-building-7\n"
		"configure terminal|config config|Enter configuration commands, one per line.  End "
		"with CNTL/Z.\n.\n"
		"vlan 40|config config-vlan|.\ninterface Gi1/0/1|config config-if|.\n"
		"interface range Gi1/0/1 - 2|config config-if-range|.\n"
		"line vty 0 4|config config-line|.\narchive|config config-archive|.\n"
		"crypto pki trustpoint x|config ca-trustpoint|.\nend|exec |.\n" },
	{ "a name of exec's own", "\r\n", "The/Closet@2#", renamed, configure,
		"READY The/Closet@2\n"
		"configure terminal|config config|Enter configuration commands, one per line.  End "
		"with CNTL/Z.\n.\n"
		"interface Po1|config config-if|.\nend|exec |.\n" },
	{ "a line that scrolls", "\r\n", "sw1#", scrolls, long_line,
		"READY sw1\nswitchport trunk allowed vlan add "
		"100,102,104,106,108,110,112,114,116,118,"
		"120,122|exec |.\n" },
	{ "pages", "\r\n", "sw1#", pages, show_x, "READY sw1\nshow x|exec |line 1\nline 2\n.\n" },
	{ "put out of configuration", "\r\n", "sw1#", thrown, thrown_commands,
		"READY sw1\n"
		"configure terminal|config config|Enter configuration commands, one per line.  End "
		"with CNTL/Z.\n.\n"
		"interface Po1|exec |Config session is locked by process '566', user will be "
		"pushed "
		"back to exec mode. Command execution is locked, Please try later.\n.\n" },
	{ "no prompt in configuration", "\r\n", "sw1#", no_prompt, configure_only,
		"READY sw1\nFAILED no prompt within 30 s after `configure terminal`\n" },
	{ "enable is denied", "\r\n", "sw1>", refused_enable, nothing,
		"FAILED `enable` was refused: % Authorization failed.\n" },
	{ "rommon", "\r\n", "rommon 1 >", NULL, nothing,
		"FAILED the prompt `rommon 1 >` is not one of a switch in service\n" },
	{ "boot loader", "\r\n", "switch:", NULL, nothing,
		"FAILED the prompt `switch:` is not one of a switch in service\n" },
	{ "tcl", "\r\n", "sw1(tcl)#", NULL, nothing,
		"FAILED the prompt `sw1(tcl)#` is not one of a switch in service\n" },
	{ "tcl, a line unfinished", "\r\n", "+>", NULL, nothing,
		"FAILED the prompt `+>` is not one of a switch in service\n" },
	{ "standby", "\r\n", "sw1-standby#", NULL, nothing,
		"FAILED the prompt `sw1-standby#` is not one of a switch in service\n" },
	{ "recovery", "\r\n", "sw1(rp-rec-mode)#", NULL, nothing,
		"FAILED the prompt `sw1(rp-rec-mode)#` is not one of a switch in service\n" },
};

static void test_devices(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(devices) / sizeof(*devices); i++) {
		size_t len = expect(&devices[i], WHOLE, false);

		expect(&devices[i], BYTEWISE, false);
		expect(&devices[i], NULS, false);
		for (size_t cut = 1; cut < len; cut++) {
			expect(&devices[i], cut, false);
			expect(&devices[i], cut, true);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_devices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
