// SPDX-License-Identifier: Apache-2.0
/*
 * What the virtual switch shows is read by the program's own parsers, as a device's answers are:
 * each show command that the program sends, and what was set comes out.
 */
#include "test.h"

#include "ios_config.h"
#include "show_archive.h"
#include "switch_facts.h"
#include "switch_ports.h"
#include "switch_show.h"
#include "vty.h"

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
	struct vswitch *s = vty_switch(paired);
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
	text[0] = vty_ask(s, "show etherchannel summary");
	text[1] = vty_ask(s, "show lacp neighbor");
	text[2] = vty_ask(s, "show vlan brief");
	text[3] = vty_ask(s, "show vtp status");
	text[4] = vty_ask(s, "show running-config");
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

static const char looked_at[] = "! model: C2960\n! serial: FOC1234X0AB\nhostname sw1\nlldp run\n"
				"username netops privilege 15 secret 0 x\n"
				"interface GigabitEthernet1/0/1\n channel-group 1 mode active\n"
				"interface GigabitEthernet1/0/24\n"
				"! partner: Gi1/0/1 0200.0000.000a\n! link: Gi1/0/24 1000\n"
				"! cdp: Gi1/0/24 core1 Gi0/1 Switch IGMP\n"
				"! lldp: Gi1/0/1 kvm1 eno1\n"
				"! mac: Gi1/0/24 0050.56aa.bbcc 40\n"
				"! minute: 1000\narchive\n path flash:a\nvlan 40\n";

/* What preflight and verify read, by their own readers. */
static void readers_understand_facts(void **state)
{
	static const char *const commands[] = { "show version", "show inventory", "show privilege",
		"show configuration lock", "show interfaces status", "show interfaces trunk",
		"show cdp neighbors detail", "show lldp neighbors detail" };
	struct arena *a = arena_new();
	struct vswitch *s = vty_switch(looked_at);
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
		text = vty_ask(s, commands[i]);
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
	text = vty_ask(s, "show lacp counters");
	assert_int_equal(show_lacp_counters_parse(a, text, &counters, &e), 0);
	assert_int_equal(counters.rows.n, 1);
	assert_true(counters.rows.v[0].received > 0);
	free(text);
	text = vty_ask(s, "show system mtu");
	assert_int_equal(show_mtu_parse(a, text, &mtu, &e), 0);
	assert_int_equal(mtu.system, 1500);
	free(text);
	text = vty_ask(s, "show logging");
	assert_int_equal(show_log_parse(a, text, &log, &e), 0);
	assert_true(log.lines.n >= 1);
	free(text);
	vswitch_free(s);
	arena_free(a);
}

/* Where the session comes from, what is learnt, and the archive with a timer that runs. */
static void readers_understand_the_rest(void **state)
{
	struct arena *a = arena_new();
	struct vswitch *s = vty_switch(looked_at);
	struct vswitch_vty *v = vswitch_open(s, "netops");
	struct show_revert revert = { 0 };
	struct show_macs macs;
	char address[48], *text;
	struct err e;

	(void)state;
	vswitch_facts(s, NULL, 1000);
	vswitch_facts(s, NULL, 2000);
	vty_line(v, "configure terminal revert timer 3");
	text = vty_ask(s, "show mac address-table");
	assert_int_equal(show_macs_parse(a, text, &macs, &e), 0);
	assert_int_equal(macs.rows.n, 1);
	assert_int_equal(macs.rows.v[0].vlan, 40);
	assert_string_equal(macs.rows.v[0].port, "GigabitEthernet1/0/24");
	free(text);
	text = vty_ask(s, "show users");
	assert_true(show_users_parse(text, address));
	free(text);
	text = vty_ask(s, "show archive");
	show_archive_parse(a, text, &revert);
	assert_true(revert.available);
	free(text);
	text = vty_ask(s, "show archive config rollback timer");
	show_revert_parse(a, text, &revert);
	assert_true(revert.known && revert.pending);
	assert_int_equal(revert.minutes, 3);
	assert_string_equal(revert.user, "netops");
	free(text);
	vswitch_free(s);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(readers_understand),
		cmocka_unit_test(readers_understand_facts),
		cmocka_unit_test(readers_understand_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
