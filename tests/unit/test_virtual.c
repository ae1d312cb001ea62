// SPDX-License-Identifier: Apache-2.0
/*
 * The command line of the virtual switch: transcripts as golden files (the startup file, a line
 * "--- terminal", what is typed; UPDATE_GOLDEN=1 rewrites the .ok), and the properties that hold
 * for every configuration.
 */
#include "test.h"

#include <glob.h>

#include "switch_facts.h"
#include "vty.h"

#define GOLDEN TESTS_DIR "/golden/virtual/"

static const char split[] = "--- terminal\n";

/* \xNN and \t, \r, \n stand for keys. */
static size_t unescape(char *text)
{
	char *out = text;

	for (const char *p = text; *p; p++) {
		unsigned key;

		if (*p != '\\') {
			*out++ = *p;
		} else if (p[1] == 'x' && sscanf(p + 2, "%2x", &key) == 1) {
			*out++ = (char)key;
			p += 3;
		} else {
			p++;
			*out++ = *p == 't' ? '\t' : *p == 'r' ? '\r' : '\n';
		}
	}
	*out = '\0';
	return (size_t)(out - text);
}

/* Keys with their escapes; \+MS; lets so many milliseconds pass. */
static void play(struct vswitch *s, struct vswitch_vty *v, char *keys, struct buf *out)
{
	int64_t now = 0;

	while (keys) {
		char *wait = strstr(keys, "\\+"), *end = NULL;
		long ms = wait ? strtol(wait + 2, &end, 10) : 0;

		if (wait)
			*wait = '\0';
		vty_type(v, keys, unescape(keys), out);
		keys = end ? end + 1 : NULL;
		if (!wait)
			break;
		vswitch_tick(s, now += ms);
		vswitch_facts(s, NULL, now);
		vty_type(v, "", 0, out);
	}
}

/* "--- user NAME" in the file's first part is who logs in; else netops. */
static void run_golden(const char *path)
{
	char *in = test_read_file(path, NULL), *keys = strstr(in, split), ok[512];
	const char *user = strstr(in, "! user: guest") ? "guest" : "netops";
	struct buf got = { 0 };
	struct vswitch_vty *v;
	struct vswitch *s;

	assert_non_null(keys);
	*keys = '\0';
	keys += sizeof(split) - 1;
	s = vty_switch(in);
	v = vswitch_open(s, user);
	play(s, v, keys, &got);
	if (vswitch_ended(v))
		buf_puts(&got, vswitch_dropped(v) ? "[dropped]\n" : "[ended]\n");
	snprintf(ok, sizeof(ok), "%.*s.ok", (int)strlen(path) - 3, path);
	test_compare_golden(ok, buf_text(&got));
	vswitch_free(s);
	buf_free(&got);
	free(in);
}

static void transcripts(void **state)
{
	glob_t g;

	(void)state;
	assert_int_equal(glob(GOLDEN "*.in", 0, NULL, &g), 0);
	for (size_t i = 0; i < g.gl_pathc; i++)
		run_golden(g.gl_pathv[i]);
	globfree(&g);
}

static void check_round_trip(const char *path)
{
	char *in = test_read_file(path, NULL), *keys = strstr(in, split), *a, *b;
	struct buf got = { 0 }, config = { 0 };
	struct vswitch *s, *again;
	struct vswitch_vty *v;

	*keys = '\0';
	keys += sizeof(split) - 1;
	s = vty_switch(in);
	v = vswitch_open(s, "netops");
	play(s, v, keys, &got);
	vswitch_close(v);
	a = vty_ask(s, "show running-config");
	for (const char *p = in; (p = strstr(p, "! ")); p++)
		buf_printf(&config, "%.*s\n", (int)strcspn(p, "\n"), p);
	buf_puts(&config, a);
	again = vty_switch(buf_text(&config));
	b = vty_ask(again, "show running-config");
	assert_string_equal(a, b);
	vswitch_free(s);
	vswitch_free(again);
	buf_free(&got);
	buf_free(&config);
	free(a);
	free(b);
	free(in);
}

/* What a transcript leaves behind comes back, line by line, from its own running-config. */
static void running_config_is_readable(void **state)
{
	glob_t g;

	(void)state;
	assert_int_equal(glob(GOLDEN "*.in", 0, NULL, &g), 0);
	for (size_t i = 0; i < g.gl_pathc; i++)
		check_round_trip(g.gl_pathv[i]);
	globfree(&g);
}

/* `configuration mode exclusive`: the second one waits, and can see for whom. */
static void exclusive_configuration(void **state)
{
	struct vswitch *s = vty_switch("hostname sw1\nconfiguration mode exclusive auto\n"
				       "username netops privilege 15 secret 0 x\n");
	struct vswitch_vty *v = vswitch_open(s, "netops");
	struct show_lock lock;
	struct err e;
	char *text;

	(void)state;
	vty_line(v, "configure terminal");
	text = vty_ask(s, "configure terminal");
	assert_string_equal(text,
		"Configuration mode locked exclusively by user 'netops' process"
		" '100' from terminal '1'. Please try later.\n");
	free(text);
	text = vty_ask(s, "show configuration lock");
	assert_int_equal(show_lock_parse(text, &lock, &e), 0);
	assert_true(lock.locked);
	assert_string_equal(lock.user, "netops");
	free(text);
	vty_line(v, "end");
	text = vty_ask(s, "configure terminal");
	assert_non_null(strstr(text, "Enter configuration"));
	free(text);
	vswitch_free(s);
}

static void startup_mistakes(void **state)
{
	static const struct {
		const char *config, *object, *text;
	} rows[] = {
		{ "hostname sw1\nfoo bar\n", "line 2", "foo bar" },
		{ "interface Gi1/0/1\n switchport trunk encapsulation dot1q\n", "line 2",
			"Invalid" },
		{ "! model: C64\n", "line 1", "C64" },
		{ "! fault: explode \"x\"\n", "line 1", "explode" },
		{ "! fault: refuse \"x\"\n", "line 1", "refuse" },
		{ "! fault: drop-line 0\n", "line 1", "drop-line" },
		{ "! fault: slow \"x\"\n", "line 1", "slow" },
		{ "! fault: silent \"x\" 1 2\n", "line 1", "silent" },
		{ "! minute: 0\n", "line 1", "minute" },
		{ "! link: Gi1/0/1 fast\n", "line 1", "link" },
		{ "! cdp: Gi1/0/1 sw2\n", "line 1", "cdp" },
		{ "! partner: Gi1/0/1 sw2\n", "line 1", "partner" },
		{ "! ssh: 13\n", "line 1", "ssh" },
		{ "! login: telnet\n", "line 1", "login" },
		{ "! base-mac: 0100.0000.0000\n", "line 1", "base-mac" },
		{ "vlan 5000\n", "line 1", "Bad VLAN list" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err e = { 0 };

		assert_null(vswitch_new(rows[i].config, NULL, &e));
		assert_string_equal(e.object, rows[i].object);
		assert_non_null(strstr(e.text, rows[i].text));
	}
}

static void logins(void **state)
{
	struct vswitch *s = vty_switch("username a secret 0 x\nusername b password 0 y z\n"
				       "username c privilege 15\n"
				       "username d secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0\n"
				       "line vty 0 4\n");

	(void)state;
	assert_true(vswitch_login(s, "a", "x"));
	assert_false(vswitch_login(s, "a", "y"));
	assert_false(vswitch_login(s, "a", ""));
	assert_true(vswitch_login(s, "b", "y z"));
	assert_false(vswitch_login(s, "c", ""));
	assert_true(vswitch_login(s, "d", "cisco"));
	assert_false(vswitch_login(s, "nobody", "x"));
	assert_int_equal(vswitch_vty_limit(s), 5);
	vswitch_free(s);
}

/* A server's VLANs and VTP settings live in vlan.dat, through a restart. */
static void vlan_database(void **state)
{
	struct arena *a = arena_new();
	struct vswitch *s = vty_switch("vlan 30\n name voice\nvtp domain LAB\nvtp mode client\n"
				       "username netops privilege 15 secret 0 x\n"),
		       *again;
	struct err e;
	char *before, *after;

	(void)state;
	assert_string_equal(
		vswitch_vlan_dat(s, a), "vtp mode client\nvtp domain LAB\n1 default\n30 voice\n");
	again = vswitch_new("hostname x\nusername netops privilege 15 secret 0 x\nvlan 99\n",
		vswitch_vlan_dat(s, a), &e);
	assert_non_null(again);
	before = vty_ask(s, "show vlan brief");
	after = vty_ask(again, "show vlan brief");
	assert_string_equal(before, after);
	assert_string_equal(vswitch_vlan_dat(again, a), vswitch_vlan_dat(s, a));
	assert_null(vswitch_new("", "4096 x\n", &e));
	vswitch_free(again);
	again = vswitch_new("vtp mode transparent\nvlan 99\n", "vtp mode server\n40 x\n", &e);
	assert_string_equal(
		vswitch_vlan_dat(again, a), "vtp mode transparent\n1 default\n99 VLAN0099\n");
	free(before);
	free(after);
	vswitch_free(s);
	vswitch_free(again);
	arena_free(a);
}

static void note(void *ctx, const char *user, const char *line)
{
	buf_printf(ctx, "%s: %s\n", user, line);
}

static void log_holds_no_secret(void **state)
{
	struct vswitch *s = vty_switch("username netops privilege 15 secret 0 x\n");
	struct vswitch_vty *v = vswitch_open(s, "netops");
	struct buf log = { 0 }, out = { 0 };
	static const char keys[] = "configure terminal\nusername a privilege 2 secret 0 hidden\n"
				   "enable secret hidden\nuser  b sec hidden\nbad line\n\n"
				   "! note\nend\n";

	(void)state;
	vswitch_on_command(s, note, &log);
	vty_type(v, keys, sizeof(keys) - 1, &out);
	assert_string_equal(buf_text(&log),
		"netops: configure terminal\nnetops: username a privilege 2 secret ******\n"
		"netops: enable secret ******\nnetops: user  b sec ******\n"
		"netops: bad line\nnetops: end\n");
	assert_null(strstr(vswitch_startup(s), "hidden"));
	buf_free(&log);
	buf_free(&out);
	vswitch_free(s);
}

/* `terminal monitor` shows %SYS-5-CONFIG_I behind the prompt, with no new prompt after it. */
static void monitor(void **state)
{
	struct vswitch *s = vty_switch("hostname sw1\nusername netops privilege 15 secret 0 x\n");
	struct vswitch_vty *v = vswitch_open(s, "netops");
	static const char keys[] = "terminal monitor\nconfigure terminal\nend\n";
	struct buf out = { 0 };

	(void)state;
	vty_type(v, keys, sizeof(keys) - 1, &out);
	assert_non_null(strstr(buf_text(&out),
		"end\nsw1#\n*Mar  1 00:00:00.000: %SYS-5-CONFIG_I: Configured from console by "
		"netops on vty0\n"));
	buf_free(&out);
	vswitch_free(s);
}

/* With `logging synchronous` the line comes again behind a message; without, it does not. */
static void synchronous_logging(void **state)
{
	static const char *const line[] = { "", " logging synchronous\n" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char config[200];
		struct buf out = { 0 };
		struct vswitch_vty *v, *w;
		struct vswitch *s;

		snprintf(config, sizeof(config),
			"hostname sw1\nusername netops privilege 15 secret 0 x\n"
			"line vty 0 4\n login local\n%s",
			line[i]);
		s = vty_switch(config);
		v = vswitch_open(s, "netops");
		w = vswitch_open(s, "netops");
		vty_line(v, "terminal monitor");
		vty_line(w, "configure terminal");
		vty_type(v, "show ver", 8, &out);
		buf_reset(&out);
		vty_line(w, "end");
		vty_type(v, "", 0, &out);
		assert_string_equal(buf_text(&out),
			i ? "\n*Mar  1 00:00:00.000: %SYS-5-CONFIG_I: Configured from console by "
			    "netops on vty1\nsw1#show ver"
			  : "\n*Mar  1 00:00:00.000: %SYS-5-CONFIG_I: Configured from console by "
			    "netops on vty1\n");
		buf_free(&out);
		vswitch_free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(transcripts),
		cmocka_unit_test(running_config_is_readable),
		cmocka_unit_test(exclusive_configuration),
		cmocka_unit_test(startup_mistakes),
		cmocka_unit_test(logins),
		cmocka_unit_test(vlan_database),
		cmocka_unit_test(log_holds_no_secret),
		cmocka_unit_test(monitor),
		cmocka_unit_test(synchronous_logging),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
