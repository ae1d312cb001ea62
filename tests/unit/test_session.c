// SPDX-License-Identifier: Apache-2.0
/*
 * Sessions against scripted devices. Every script is played whole, byte by byte, and cut in two at
 * every place: the events must be the same.
 */
#include "test.h"

#include <unistd.h>
#include <yaml.h>

#include "buf.h"
#include "session.h"

/* What the device does: waits until it was sent `await`, then says `say`. NULL say: closes. */
struct turn {
	const char *await, *say;
};

struct script {
	const char *name;
	const struct turn *turns;
	const char *const *commands;
	const char *events;
	bool timing; /* what comes late is not what comes at once: not cut */
};

struct play {
	struct ios_session *s;
	const struct script *script;
	size_t turn, command, fed, cut; /* cut 0: bytewise; SIZE_MAX: whole */
	int64_t now;
	struct buf sent, events;
};

static const char *secret(void *ctx)
{
	return ctx;
}

static void play_feed(struct play *p, const char *data, size_t len)
{
	ios_session_feed(p->s, data, len, p->now);
	p->fed += len;
}

/* The first part of what is due, by how this run is cut. */
static size_t play_say(struct play *p, const char *say)
{
	size_t len = strlen(say), n = len;

	if (p->cut == 0)
		n = 1;
	else if (p->cut > p->fed && p->cut < p->fed + len)
		n = p->cut - p->fed;
	if (n > len)
		n = len;
	play_feed(p, say, n);
	return n;
}

static void play_reply(struct play *p)
{
	const struct ios_reply *r = ios_session_reply(p->s);
	static const char *const modes[] = { "none", "user", "exec", "config" };

	buf_printf(&p->events, "%s|%s%s%s|", r->command, modes[r->mode], *r->mode_name ? " " : "",
		r->mode_name);
	if (r->error_column)
		buf_printf(&p->events, "^%d|", r->error_column);
	if (r->question)
		buf_printf(&p->events, "?%s|", r->question);
	if (*r->async)
		buf_printf(&p->events, "async %s|", r->async);
	buf_printf(&p->events, "%s.\n", r->text);
}

/* One turn of the session; false: it is over. */
static bool play_event(struct play *p)
{
	struct err e;

	switch (ios_session_next(p->s, p->now)) {
	case IOS_NOTHING:
		return true;
	case IOS_FAILED:
		buf_printf(&p->events, "FAILED %s\n", ios_session_error(p->s)->text);
		return false;
	case IOS_READY:
		buf_printf(&p->events, "READY %s\n", ios_session_hostname(p->s));
		break;
	case IOS_REPLY:
		play_reply(p);
		break;
	}
	if (!p->script->commands || !p->script->commands[p->command])
		return false;
	assert_int_equal(
		ios_session_command(p->s, p->script->commands[p->command++], p->now, &e), 0);
	return true;
}

static void play_collect(struct play *p)
{
	const char *data;
	size_t n = ios_session_output(p->s, &data);

	buf_add(&p->sent, data, n);
}

/* Plays the script with its cut; the events as text, to be freed. */
static char *play(const struct script *script, size_t cut, size_t *len)
{
	struct play p = { .script = script, .cut = cut, .now = 1000 };
	char *events, hidden[] = "s3cret";
	size_t said = 0;
	bool on = true;

	p.s = ios_session_new(secret, hidden, p.now, 30000);
	for (unsigned i = 0; on && i < 200000; i++) {
		const struct turn *t = &script->turns[p.turn];
		const char *at;

		on = play_event(&p);
		play_collect(&p);
		at = t->await && !said ? strstr(buf_text(&p.sent), t->await) : NULL;
		if (at)
			buf_drop(&p.sent, (size_t)(at - buf_text(&p.sent)) + strlen(t->await));
		if (at && !t->say) {
			ios_session_closed(p.s);
		} else if (at || said) {
			said += play_say(&p, t->say + said);
			if (t->say[said])
				continue;
			said = 0;
			p.turn++;
		} else {
			p.now = ios_session_deadline(p.s);
		}
	}
	*len = p.fed;
	events = strdup(buf_text(&p.events));
	ios_session_free(p.s);
	buf_free(&p.sent);
	buf_free(&p.events);
	return events;
}

static void play_expect(const struct script *script, size_t cut, size_t *len)
{
	char *events = play(script, cut, len);

	if (strcmp(events, script->events))
		fail_msg("%s, cut %zu:\n%s--- wanted:\n%s", script->name, cut, events,
			script->events);
	free(events);
}

#define LOGIN(p)                                                                                   \
	{ "", "\r\n" p }, { "\r", "\r\n" p },                                                      \
		{ "terminal length 0\r", "terminal length 0\r\n" p },                              \
		{ "terminal width 511\r", "terminal width 511\r\n" p },                            \
	{                                                                                          \
		"terminal no monitor\r", "terminal no monitor\r\n" p                               \
	}
#define END                                                                                        \
	{                                                                                          \
		NULL, NULL                                                                         \
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
	struct ios_session *s = ios_session_new(secret, NULL, 0, 30000);
	unsigned fed = 0;

	(void)state;
	memset(line, 'x', sizeof(line));
	line[sizeof(line) - 1] = '\n';
	while (ios_session_next(s, 0) != IOS_FAILED && fed++ < 1000)
		ios_session_feed(s, line, sizeof(line), 0);
	assert_in_range(fed, 10, 300);
	assert_string_equal(ios_session_error(s)->text, "talks without end");
	ios_session_free(s);

	s = ios_session_new(secret, NULL, 0, 30000);
	line[sizeof(line) - 1] = 'x';
	for (fed = 0; ios_session_next(s, 0) != IOS_FAILED && fed < 10; fed++)
		ios_session_feed(s, line, sizeof(line), 0);
	assert_string_equal(ios_session_error(s)->text, "sends a line without end");
	ios_session_free(s);
}

/* A recording of scrapli_cfg: what was typed and what came back, in order. */
struct recording {
	char *in[512], *out[512];
	size_t n;
};

static char *scalar(const yaml_event_t *e)
{
	return strndup((const char *)e->data.scalar.value, e->data.scalar.length);
}

static void recording_read(struct recording *r, const char *path)
{
	FILE *f = fopen(path, "rb");
	yaml_parser_t parser;
	yaml_event_t e;
	char **to = NULL;
	bool end = false;

	*r = (struct recording){ .n = 0 };
	assert_non_null(f);
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_file(&parser, f);
	while (!end && yaml_parser_parse(&parser, &e)) {
		end = e.type == YAML_STREAM_END_EVENT || r->n == 511;
		if (e.type == YAML_SCALAR_EVENT && to) {
			*to = scalar(&e);
			to = NULL;
			r->n += r->in[r->n] && r->out[r->n];
		} else if (e.type == YAML_SCALAR_EVENT) {
			if (!strcmp((char *)e.data.scalar.value, "channel_output"))
				to = &r->out[r->n];
			else if (!strcmp((char *)e.data.scalar.value, "expected_channel_input"))
				to = &r->in[r->n];
		}
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&parser);
	fclose(f);
}

static void recording_free(struct recording *r)
{
	for (size_t i = 0; i < 512; i++) {
		free(r->in[i]);
		free(r->out[i]);
	}
}

/* Lines without blanks at their ends, and without blank lines around them. */
static char *tidy(const char *text, size_t len)
{
	struct buf b = { 0 };
	char *out;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n')
			while (b.len && b.data[b.len - 1] == ' ')
				b.data[--b.len] = '\0';
		if (text[i] != '\n' || b.len)
			buf_add(&b, text + i, 1);
	}
	while (b.len && b.data[b.len - 1] == '\n')
		b.data[--b.len] = '\0';
	out = strdup(buf_text(&b));
	buf_free(&b);
	return out;
}

/* One recorded exchange, played on a session of its own with every byte alone. */
static void replay(const char *command, const char *body)
{
	const char *prompt = "csr1000v#";
	size_t len = strlen(body) - strlen(prompt);
	struct turn turns[] = { LOGIN("csr1000v#"), { NULL, NULL }, END };
	struct buf await = { 0 }, say = { 0 }, wanted = { 0 };
	const char *commands[] = { command, NULL };
	struct script script = { .name = command, .turns = turns, .commands = commands };
	char *text = tidy(body, len), *events;
	size_t ignored;

	buf_printf(&await, "%s\r", command);
	buf_printf(&say, "%s%s", command, body);
	turns[5] = (struct turn){ buf_text(&await), buf_text(&say) };
	buf_printf(&wanted, "READY csr1000v\n%s|exec|%s%s.\n", command, text, *text ? "\n" : "");
	for (size_t cut = 0; cut < 3; cut++) {
		events = play(&script, cut == 2 ? SIZE_MAX : cut * 200, &ignored);
		/* What is known of replies with log messages has its own scripts. */
		if (!strstr(events, "|async ") && strcmp(events, buf_text(&wanted)))
			fail_msg("%s:\n%s--- wanted:\n%s", command, events, buf_text(&wanted));
		free(events);
	}
	free(text);
	buf_free(&await);
	buf_free(&say);
	buf_free(&wanted);
}

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && !strcmp(text + n - m, end);
}

/* A CSR1000v 16.12, as scrapli_cfg recorded it. */
static void test_recordings(void **state)
{
	static const char *const files[] = {
		"test_get_config_cisco_iosxe-paramiko_.yaml",
		"test_get_config_cisco_iosxe-system_.yaml",
		"test_load_config_merge_diff_and_abort_cisco_iosxe-paramiko_.yaml",
		"test_load_config_merge_diff_and_abort_cisco_iosxe-system_.yaml",
		"test_load_config_replace_diff_and_commit_cisco_iosxe-paramiko_.yaml",
		"test_load_config_replace_diff_and_commit_cisco_iosxe-system_.yaml",
	};
	static struct recording r;
	size_t replayed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char path[512];

		snprintf(path, sizeof(path), CORPUS_DIR "/ios/scrapli_cfg/%s", files[i]);
		if (access(path, R_OK)) {
			print_message("no %s\n", path);
			skip();
		}
		recording_read(&r, path);
		for (size_t k = 0; k + 2 < r.n; k++) {
			if (strlen(r.in[k]) < 4 || r.in[k + 1][1] ||
				!ends_with(r.out[k + 2], "\ncsr1000v#") || r.out[k + 2][0] != '\n')
				continue;
			replay(r.in[k], r.out[k + 2]);
			replayed++;
		}
		recording_free(&r);
	}
	assert_true(replayed >= 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_endless_talk),
		cmocka_unit_test(test_recordings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
