// SPDX-License-Identifier: Apache-2.0
/*
 * The command line of the virtual switch: transcripts as golden files (the startup file, a line
 * "--- terminal", what is typed; UPDATE_GOLDEN=1 rewrites the .ok), and the properties that hold
 * for every configuration.
 */
#include "test.h"

#include <glob.h>

#include "buf.h"
#include "ios_config.h"
#include "switch_facts.h"
#include "switch_ports.h"
#include "switch_show.h"
#include "virtual.h"

#define GOLDEN TESTS_DIR "/golden/virtual/"

static const char split[] = "--- terminal\n";

static struct vswitch *switch_of(const char *config)
{
	struct err e = { 0 };
	struct vswitch *s = vswitch_new(config, NULL, &e);

	if (!s)
		fail_msg("%s: %s", e.object, e.text);
	return s;
}

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

/* Lines end with \r\n, always; what else is no text is shown as \xNN. */
static void readable(const char *data, size_t len, struct buf *out)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)data[i];

		if (c == '\r') {
			assert_true(i + 1 < len && data[i + 1] == '\n');
			continue;
		}
		if (c == '\n')
			assert_true(i > 0 && data[i - 1] == '\r');
		if (c < ' ' && c != '\n')
			buf_printf(out, "\\x%02x", c);
		else
			buf_add(out, data + i, 1);
	}
}

static void type(struct vswitch_vty *v, const char *keys, size_t len, struct buf *out)
{
	const char *data;
	size_t n;

	vswitch_input(v, keys, len);
	n = vswitch_output(v, &data);
	readable(data, n, out);
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
		type(v, keys, unescape(keys), out);
		keys = end ? end + 1 : NULL;
		if (!wait)
			break;
		vswitch_tick(s, now += ms);
		vswitch_facts(s, NULL, now);
		type(v, "", 0, out);
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
	s = switch_of(in);
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

/* The answer to one line, without its echo and the prompt behind it. The caller frees it. */
static char *ask(struct vswitch *s, const char *line)
{
	struct vswitch_vty *v = vswitch_open(s, "netops");
	struct buf out = { 0 };
	char *begin, *end, *r;
	const char *data;

	vswitch_set_width(v, 0, 0);
	vswitch_output(v, &data);
	type(v, line, strlen(line), &out);
	type(v, "\n", 1, &out);
	begin = strchr(out.data, '\n') + 1;
	end = strrchr(begin, '\n');
	r = end ? strndup(begin, (size_t)(end - begin) + 1) : strdup("");
	vswitch_close(v);
	buf_free(&out);
	return r;
}

static void check_round_trip(const char *path)
{
	char *in = test_read_file(path, NULL), *keys = strstr(in, split), *a, *b;
	struct buf got = { 0 }, config = { 0 };
	struct vswitch *s, *again;
	struct vswitch_vty *v;

	*keys = '\0';
	keys += sizeof(split) - 1;
	s = switch_of(in);
	v = vswitch_open(s, "netops");
	play(s, v, keys, &got);
	vswitch_close(v);
	a = ask(s, "show running-config");
	for (const char *p = in; (p = strstr(p, "! ")); p++)
		buf_printf(&config, "%.*s\n", (int)strcspn(p, "\n"), p);
	buf_puts(&config, a);
	again = switch_of(buf_text(&config));
	b = ask(again, "show running-config");
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

static const char paired[] =
	"hostname sw1\n"
	"username netops privilege 15 secret 0 x\n"
	"vtp mode transparent\n"
	"vtp domain LAB\n"
	"vlan 40\n name mgmt\n"
	"vlan 2000\n"
	"interface Port-channel11\n"
	" switchport trunk allowed vlan 40-44,50,52,54,56,58,60,62,64,66,68,70,72\n"
	" switchport trunk allowed vlan add 1000-1010\n"
	" switchport mode trunk\n"
	"interface GigabitEthernet1/0/1\n channel-group 11 mode active\n"
	"interface GigabitEthernet2/0/1\n channel-group 11 mode active\n"
	"interface TenGigabitEthernet1/1/1\n channel-group 2 mode on\n";

/* The program's own readers understand what is shown. */
static void readers_understand(void **state)
{
	struct arena *a = arena_new();
	struct vswitch *s = switch_of(paired);
	struct show_etherchannel channels = { 0 };
	struct show_lacp_neighbors neighbors = { 0 };
	struct show_vlans vlans = { 0 };
	struct show_vtp vtp = { 0 };
	struct vlanset allowed;
	const struct ios_config *c;
	char *text[5];
	bool said;
	struct err e;

	(void)state;
	text[0] = ask(s, "show etherchannel summary");
	text[1] = ask(s, "show lacp neighbor");
	text[2] = ask(s, "show vlan brief");
	text[3] = ask(s, "show vtp status");
	text[4] = ask(s, "show running-config");
	assert_int_equal(show_etherchannel_parse(a, text[0], &channels, &e), 0);
	assert_int_equal(channels.channels.n, 2);
	assert_string_equal(channels.channels.v[1].port_channel, "Port-channel11");
	assert_string_equal(channels.channels.v[1].flags, "SD");
	assert_string_equal(channels.channels.v[1].protocol, "LACP");
	assert_int_equal(channels.channels.v[1].members.n, 2);
	assert_string_equal(channels.channels.v[1].members.v[1].port, "GigabitEthernet2/0/1");
	assert_string_equal(channels.channels.v[1].members.v[1].flag, "D");
	assert_int_equal(show_lacp_neighbors_parse(a, text[1], &neighbors, &e), 0);
	assert_int_equal(show_vlans_parse(a, text[2], &vlans, &e), 0);
	assert_int_equal(vlans.rows.n, 7);
	assert_int_equal(show_vtp_parse(a, text[3], &vtp, &e), 0);
	assert_int_equal(vtp.mode, VTP_TRANSPARENT);
	assert_string_equal(vtp.domain, "LAB");
	c = ios_config_parse(a, text[4]);
	assert_string_equal(c->hostname, "sw1");
	ios_config_allowed_vlans(ios_config_interface(c, "Po11"), &allowed, &said);
	assert_true(said && vlanset_has(&allowed, 1010) && vlanset_has(&allowed, 72));
	assert_int_equal(vlanset_count(&allowed), 28);
	for (int i = 0; i < 5; i++)
		free(text[i]);
	vswitch_free(s);
	arena_free(a);
}

static void type_line(struct vswitch_vty *v, const char *lines)
{
	struct buf out = { 0 };

	type(v, lines, strlen(lines), &out);
	type(v, "\n", 1, &out);
	buf_free(&out);
}

static const char looked_at[] = "! model: C2960\n! serial: FOC1234X0AB\nhostname sw1\nlldp run\n"
				"username netops privilege 15 secret 0 x\n"
				"interface GigabitEthernet1/0/1\n channel-group 1 mode active\n"
				"interface GigabitEthernet1/0/24\n"
				"! partner: Gi1/0/1 0200.0000.000a\n! link: Gi1/0/24 1000\n"
				"! cdp: Gi1/0/24 core1 Gi0/1 Switch IGMP\n"
				"! lldp: Gi1/0/1 kvm1 eno1\n";

/* What preflight and verify read, by their own readers. */
static void readers_understand_facts(void **state)
{
	static const char *const commands[] = { "show version", "show inventory", "show privilege",
		"show configuration lock", "show interfaces status", "show interfaces trunk",
		"show cdp neighbors detail", "show lldp neighbors detail" };
	struct arena *a = arena_new();
	struct vswitch *s = switch_of(looked_at);
	struct switch_facts f = { 0 };
	struct show_lacp_counters counters;
	struct show_log log;
	struct show_mtu mtu;
	struct err e;
	char *text;

	(void)state;
	vswitch_facts(s, NULL, 1000);
	vswitch_facts(s, NULL, 2000);
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		text = ask(s, commands[i]);
		switch_facts_take(a, &f, commands[i], arena_strdup(a, text));
		free(text);
	}
	assert_int_equal(f.unsaid.n, 0);
	assert_string_equal(f.version->software, "C2960X Software (C2960X-UNIVERSALK9-M)");
	assert_string_equal(f.version->release, "15.2(2)E7");
	assert_string_equal(f.version->model, "WS-C2960X-24TS-L");
	assert_int_equal(f.version->serials.n, 1);
	assert_string_equal(f.version->serials.v[0], "FOC1234X0AB");
	assert_string_equal(f.inventory->v[0], "FOC1234X0AB");
	assert_int_equal(*f.privilege, 15);
	assert_false(f.lock->locked);
	assert_int_equal(f.statuses->rows.n, 3);
	assert_string_equal(f.statuses->rows.v[0].speed, "a-1000");
	assert_int_equal(f.cdp->rows.n, 1);
	assert_true(f.cdp->rows.v[0].bridges);
	assert_string_equal(f.cdp->rows.v[0].port, "GigabitEthernet1/0/24");
	assert_int_equal(f.lldp->rows.n, 1);
	assert_true(f.lldp->rows.v[0].linux_host);
	assert_string_equal(f.lldp->rows.v[0].remote[0], "eno1");
	text = ask(s, "show lacp counters");
	assert_int_equal(show_lacp_counters_parse(a, text, &counters, &e), 0);
	assert_int_equal(counters.rows.n, 1);
	assert_true(counters.rows.v[0].received > 0);
	free(text);
	text = ask(s, "show system mtu");
	assert_int_equal(show_mtu_parse(a, text, &mtu, &e), 0);
	assert_int_equal(mtu.system, 1500);
	free(text);
	text = ask(s, "show logging");
	assert_int_equal(show_log_parse(a, text, &log, &e), 0);
	assert_true(log.lines.n >= 1);
	free(text);
	vswitch_free(s);
	arena_free(a);
}

/* `configuration mode exclusive`: the second one waits, and can see for whom. */
static void exclusive_configuration(void **state)
{
	struct vswitch *s = switch_of("hostname sw1\nconfiguration mode exclusive auto\n"
				      "username netops privilege 15 secret 0 x\n");
	struct vswitch_vty *v = vswitch_open(s, "netops");
	struct show_lock lock;
	struct err e;
	char *text;

	(void)state;
	type_line(v, "configure terminal");
	text = ask(s, "configure terminal");
	assert_string_equal(text,
		"Configuration mode locked exclusively by user 'netops' process"
		" '100' from terminal '1'. Please try later.\n");
	free(text);
	text = ask(s, "show configuration lock");
	assert_int_equal(show_lock_parse(text, &lock, &e), 0);
	assert_true(lock.locked);
	assert_string_equal(lock.user, "netops");
	free(text);
	type_line(v, "end");
	text = ask(s, "configure terminal");
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
	struct vswitch *s = switch_of("username a secret 0 x\nusername b password 0 y z\n"
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
	struct vswitch *s = switch_of("vlan 30\n name voice\nvtp domain LAB\nvtp mode client\n"
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
	before = ask(s, "show vlan brief");
	after = ask(again, "show vlan brief");
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
	struct vswitch *s = switch_of("username netops privilege 15 secret 0 x\n");
	struct vswitch_vty *v = vswitch_open(s, "netops");
	struct buf log = { 0 }, out = { 0 };
	static const char keys[] = "configure terminal\nusername a privilege 2 secret 0 hidden\n"
				   "enable secret hidden\nuser  b sec hidden\nbad line\n\n"
				   "! note\nend\n";

	(void)state;
	vswitch_on_command(s, note, &log);
	type(v, keys, sizeof(keys) - 1, &out);
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
	struct vswitch *s = switch_of("hostname sw1\nusername netops privilege 15 secret 0 x\n");
	struct vswitch_vty *v = vswitch_open(s, "netops");
	static const char keys[] = "terminal monitor\nconfigure terminal\nend\n";
	struct buf out = { 0 };

	(void)state;
	type(v, keys, sizeof(keys) - 1, &out);
	assert_non_null(strstr(buf_text(&out),
		"end\nsw1#\n*Mar  1 00:00:00.000: %SYS-5-CONFIG_I: Configured from console by "
		"netops on vty0\n"));
	buf_free(&out);
	vswitch_free(s);
}

static const char archived[] = "hostname sw1\n"
			       "username netops privilege 15 secret 0 x\n"
			       "username other privilege 15 secret 0 x\n"
			       "vtp mode %s\n"
			       "vlan 30\n"
			       "archive\n path flash:archive\n"
			       "interface GigabitEthernet1/0/1\n"
			       "! minute: 1000\n! boot: 300\n";

static struct vswitch *archived_switch(const char *vtp_mode)
{
	char config[512];

	snprintf(config, sizeof(config), archived, vtp_mode);
	return switch_of(config);
}

/* The timer outlives its session, and brings back the running-config, not vlan.dat. */
static void revert_of_a_lost_session(void **state)
{
	static const char *const modes[] = { "server", "transparent" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct vswitch *s = archived_switch(modes[i]);
		struct vswitch_vty *v = vswitch_open(s, "netops");
		char *before = ask(s, "show running-config"), *after, *vlans;

		type_line(v,
			"configure terminal revert timer 2\nvlan 45\n name x\n"
			"interface Port-channel11\n switchport mode trunk\n"
			"interface GigabitEthernet1/0/1\n channel-group 11 mode active");
		vswitch_close(v);
		vswitch_tick(s, 1999);
		after = ask(s, "show running-config");
		assert_non_null(strstr(after, "channel-group 11"));
		free(after);
		vswitch_tick(s, 2000);
		after = ask(s, "show running-config");
		vlans = ask(s, "show vlan brief");
		assert_string_equal(before, after);
		/* A session lost in VLAN mode commits nothing; this one had left it. */
		assert_int_equal(strstr(vlans, "45   x") != NULL, i == 0);
		free(before);
		free(after);
		free(vlans);
		vswitch_free(s);
	}
}

static void revert_of_two_users(void **state)
{
	struct vswitch *s = archived_switch("server");
	struct vswitch_vty *v = vswitch_open(s, "netops"), *w = vswitch_open(s, "other");
	struct buf out = { 0 };
	const char *data;

	(void)state;
	type_line(v, "configure terminal revert timer 2");
	vswitch_output(w, &data);
	type(w, "configure terminal revert timer 5\n", 34, &out);
	assert_non_null(strstr(buf_text(&out), "already pending by user netops\nsw1#"));
	/* The owner is told, the other is not; the owner's later line runs in its own mode. */
	type_line(v, "interface Port-channel7");
	vswitch_tick(s, 2000);
	buf_reset(&out);
	type(w, "", 0, &out);
	assert_string_equal(buf_text(&out), "");
	type(v, "", 0, &out);
	assert_non_null(strstr(buf_text(&out), "no interface Port-channel7\nend\n"));
	buf_reset(&out);
	type(v, "hostname sw2\n", 13, &out);
	assert_non_null(strstr(buf_text(&out), "sw2(config)#"));
	buf_free(&out);
	vswitch_free(s);
}

/* The idle timer starts again with each key of its owner, and only its. */
static void revert_when_idle(void **state)
{
	struct vswitch *s = archived_switch("server");
	struct vswitch_vty *v = vswitch_open(s, "netops"), *w = vswitch_open(s, "other");
	char *shown;

	(void)state;
	type_line(v, "configure terminal revert timer idle 2\nhostname sw9");
	vswitch_tick(s, 1500);
	type_line(v, "");
	vswitch_tick(s, 3000);
	type_line(w, "");
	shown = ask(s, "show running-config | include hostname");
	assert_string_equal(shown, "hostname sw9\n");
	free(shown);
	vswitch_tick(s, 3500);
	shown = ask(s, "show running-config | include hostname");
	assert_string_equal(shown, "hostname sw1\n");
	free(shown);
	vswitch_free(s);
}

/* What was never saved is gone, every terminal too; vlan.dat stays, and so does what was saved. */
static void reload_drops_all(void **state)
{
	struct vswitch *s = archived_switch("server");
	struct vswitch_vty *v = vswitch_open(s, "netops"), *w = vswitch_open(s, "other");
	char *before = ask(s, "show running-config"), *after, *vlans;
	struct buf out = { 0 };

	(void)state;
	type_line(v,
		"configure terminal revert timer 9\nvlan 45\nhostname sw9\nend\n"
		"reload in 2\nno");
	type_line(v, "");
	type(w, "", 0, &out);
	assert_non_null(
		strstr(buf_text(&out), "\\x07\n\n\n***\n*** --- SHUTDOWN in 0:02:00 ---\n"));
	vswitch_tick(s, 1999);
	assert_false(vswitch_ended(v));
	buf_reset(&out);
	type(w, "", 0, &out);
	assert_non_null(strstr(buf_text(&out), "SHUTDOWN in 0:01:00"));
	vswitch_tick(s, 2000);
	assert_true(vswitch_dropped(v) && vswitch_dropped(w));
	assert_true(vswitch_booting(s));
	vswitch_tick(s, 2300);
	assert_false(vswitch_booting(s));
	vswitch_close(v);
	vswitch_close(w);
	after = ask(s, "show running-config");
	vlans = ask(s, "show vlan brief");
	assert_string_equal(before, after);
	assert_non_null(strstr(vlans, "VLAN0045"));
	free(after);
	after = ask(s, "show archive config rollback timer");
	assert_non_null(strstr(after, "No Rollback Confirmed Change pending"));
	free(before);
	free(after);
	free(vlans);
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
		s = switch_of(config);
		v = vswitch_open(s, "netops");
		w = vswitch_open(s, "netops");
		type_line(v, "terminal monitor");
		type_line(w, "configure terminal");
		type(v, "show ver", 8, &out);
		buf_reset(&out);
		type_line(w, "end");
		type(v, "", 0, &out);
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
		cmocka_unit_test(readers_understand),
		cmocka_unit_test(readers_understand_facts),
		cmocka_unit_test(exclusive_configuration),
		cmocka_unit_test(startup_mistakes),
		cmocka_unit_test(logins),
		cmocka_unit_test(vlan_database),
		cmocka_unit_test(log_holds_no_secret),
		cmocka_unit_test(monitor),
		cmocka_unit_test(revert_of_a_lost_session),
		cmocka_unit_test(revert_of_two_users),
		cmocka_unit_test(revert_when_idle),
		cmocka_unit_test(reload_drops_all),
		cmocka_unit_test(synchronous_logging),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
