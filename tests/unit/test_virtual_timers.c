// SPDX-License-Identifier: Apache-2.0
/* What happens on the virtual switch without anybody's doing: timers that run out, and a reload. */
#include "test.h"

#include "vty.h"

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
	return vty_switch(config);
}

/* The timer outlives its session, and brings back the running-config, not vlan.dat. */
static void revert_of_a_lost_session(void **state)
{
	static const char *const modes[] = { "server", "transparent" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct vswitch *s = archived_switch(modes[i]);
		struct vswitch_vty *v = vswitch_open(s, "netops");
		char *before = vty_ask(s, "show running-config"), *after, *vlans;

		vty_line(v,
			"configure terminal revert timer 2\nvlan 45\n name x\n"
			"interface Port-channel11\n switchport mode trunk\n"
			"interface GigabitEthernet1/0/1\n channel-group 11 mode active");
		vswitch_close(v);
		vswitch_tick(s, 1999);
		after = vty_ask(s, "show running-config");
		assert_non_null(strstr(after, "channel-group 11"));
		free(after);
		vswitch_tick(s, 2000);
		after = vty_ask(s, "show running-config");
		vlans = vty_ask(s, "show vlan brief");
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
	vty_line(v, "configure terminal revert timer 2");
	vswitch_output(w, &data);
	vty_type(w, "configure terminal revert timer 5\n", 34, &out);
	assert_non_null(strstr(buf_text(&out), "already pending by user netops\nsw1#"));
	/* The owner is told, the other is not; the owner's later line runs in its own mode. */
	vty_line(v, "interface Port-channel7");
	vswitch_tick(s, 2000);
	buf_reset(&out);
	vty_type(w, "", 0, &out);
	assert_string_equal(buf_text(&out), "");
	vty_type(v, "", 0, &out);
	assert_non_null(strstr(buf_text(&out), "no interface Port-channel7\nend\n"));
	buf_reset(&out);
	vty_type(v, "hostname sw2\n", 13, &out);
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
	vty_line(v, "configure terminal revert timer idle 2\nhostname sw9");
	vswitch_tick(s, 1500);
	vty_line(v, "");
	vswitch_tick(s, 3000);
	vty_line(w, "");
	shown = vty_ask(s, "show running-config | include hostname");
	assert_string_equal(shown, "hostname sw9\n");
	free(shown);
	vswitch_tick(s, 3500);
	shown = vty_ask(s, "show running-config | include hostname");
	assert_string_equal(shown, "hostname sw1\n");
	free(shown);
	vswitch_free(s);
}

/* What was never saved is gone, every terminal too; vlan.dat stays, and so does what was saved. */
static void reload_drops_all(void **state)
{
	struct vswitch *s = archived_switch("server");
	struct vswitch_vty *v = vswitch_open(s, "netops"), *w = vswitch_open(s, "other");
	char *before = vty_ask(s, "show running-config"), *after, *vlans;
	struct buf out = { 0 };

	(void)state;
	vty_line(v,
		"configure terminal revert timer 9\nvlan 45\nhostname sw9\nend\n"
		"reload in 2\nno");
	vty_line(v, "");
	vty_type(w, "", 0, &out);
	assert_non_null(
		strstr(buf_text(&out), "\\x07\n\n\n***\n*** --- SHUTDOWN in 0:02:00 ---\n"));
	vswitch_tick(s, 1999);
	assert_false(vswitch_ended(v));
	buf_reset(&out);
	vty_type(w, "", 0, &out);
	assert_non_null(strstr(buf_text(&out), "SHUTDOWN in 0:01:00"));
	vswitch_tick(s, 2000);
	assert_true(vswitch_dropped(v) && vswitch_dropped(w));
	assert_true(vswitch_booting(s));
	vswitch_tick(s, 2300);
	assert_false(vswitch_booting(s));
	vswitch_close(v);
	vswitch_close(w);
	after = vty_ask(s, "show running-config");
	vlans = vty_ask(s, "show vlan brief");
	assert_string_equal(before, after);
	assert_non_null(strstr(vlans, "VLAN0045"));
	free(after);
	after = vty_ask(s, "show archive config rollback timer");
	assert_non_null(strstr(after, "No Rollback Confirmed Change pending"));
	free(before);
	free(after);
	free(vlans);
	buf_free(&out);
	vswitch_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(revert_of_a_lost_session),
		cmocka_unit_test(revert_of_two_users),
		cmocka_unit_test(revert_when_idle),
		cmocka_unit_test(reload_drops_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
