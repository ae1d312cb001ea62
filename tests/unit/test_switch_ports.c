// SPDX-License-Identifier: Apache-2.0
/*
 * The readers of switch_ports.h: outputs of ntc-templates against their own truth (recorded on
 * devices), and texts in their shapes (synthetic) for what those do not show.
 */
#include "test.h"
#include "arena_fixture.h"
#include "ntc_truth.h"

#include "switch_ports.h"

static struct err err;

static void reads_internal_rows(void **state)
{
	static const char text[] =
		"Flags:  S - Device is requesting Slow LACPDUs\n\n"
		"Channel group 11\n"
		"                            LACP port     Admin     Oper    Port        Port\n"
		"Port      Flags   State     Priority      Key       Key     Number      State\n"
		"Gi1/0/1   SA      bndl      32768         0xB       0xB     0x102       0x3D\n"
		"Gi2/0/1   SA      hot-sby   32768         0xB       0xB     0x202       0x5\n"
		"Gi3/0/1   SA      bndl      32768         0xB       0xB     0x302       0x105\n"
		"Gi4/0/1   SA      bndl      32768         0xB       0xB     0x302\n";
	struct show_lacp_internals l;

	(void)state;
	assert_int_equal(show_lacp_internals_parse(arena, text, &l, &err), 0);
	assert_int_equal(l.rows.n, 2);
	assert_int_equal(l.rows.v[0].group, 11);
	assert_string_equal(l.rows.v[0].port, "GigabitEthernet1/0/1");
	assert_string_equal(l.rows.v[0].state, "bndl");
	assert_int_equal(l.rows.v[0].admin_key, 11);
	assert_int_equal(l.rows.v[0].oper_key, 11);
	assert_int_equal(l.rows.v[0].port_number, 0x102);
	assert_int_equal(l.rows.v[0].port_state, 0x3d);
	assert_string_equal(l.rows.v[1].state, "hot-sby");
	assert_int_equal(show_lacp_internals_parse(arena, "\n", &l, &err), 0);
	assert_int_equal(l.rows.n, 0);
}

static void reads_counter_rows(void **state)
{
	static const char text[] =
		"             LACPDUs         Marker      Marker Response    LACPDUs\n"
		"Port       Sent   Recv     Sent   Recv     Sent   Recv      Pkts Err\n"
		"---------------------------------------------------------------------\n"
		"Channel group: 11\n"
		"Gi1/0/1     21     18       0      0        0      0         0\n"
		"Gi2/0/1     21     x        0      0        0      0         0\n";
	struct show_lacp_counters c;

	(void)state;
	assert_int_equal(show_lacp_counters_parse(arena, text, &c, &err), 0);
	assert_int_equal(c.rows.n, 1);
	assert_int_equal(c.rows.v[0].sent, 21);
	assert_int_equal(c.rows.v[0].received, 18);
}

/* Of a Catalyst 2960 and (the second) a 4500; an entry of several ports is nobody's place. */
static void reads_learnt_addresses(void **state)
{
	static const char text[] = "          Mac Address Table\n"
				   "-------------------------------------------\n\n"
				   "Vlan    Mac Address       Type        Ports\n"
				   "----    -----------       --------    -----\n"
				   " All    0100.0ccc.cccc    STATIC      CPU\n"
				   "  40    5254.0012.3456    DYNAMIC     Gi1/0/1\n"
				   "   1    5254.0012.3457    DYNAMIC     Po11\n"
				   "*  41   5254.0012.3458   dynamic  Yes          5   Gi2/1\n"
				   "  41    5254.0012.3459    STATIC      Gi1/0/1 Gi1/0/2x\n"
				   "Total Mac Addresses for this criterion: 3\n";
	struct show_macs m;

	(void)state;
	assert_int_equal(show_macs_parse(arena, text, &m, &err), 0);
	assert_int_equal(m.rows.n, 3);
	assert_int_equal(m.rows.v[0].vlan, 40);
	assert_memory_equal(m.rows.v[0].mac, "\x52\x54\x00\x12\x34\x56", 6);
	assert_string_equal(m.rows.v[0].port, "GigabitEthernet1/0/1");
	assert_string_equal(m.rows.v[1].port, "Port-channel11");
	assert_int_equal(m.rows.v[2].vlan, 41);
	assert_string_equal(m.rows.v[2].port, "GigabitEthernet2/1");
	assert_int_equal(show_macs_parse(arena, "% Invalid input\n", &m, &err), -1);
}

static void reads_the_log(void **state)
{
	static const char text[] =
		"Syslog logging: enabled (0 messages dropped)\n"
		"    Buffer logging:  level debugging, 210 messages logged\n"
		"Log Buffer (4096 bytes):\n"
		"*Mar  1 00:02:12.345: %SYS-5-CONFIG_I: Configured from console\n"
		"000412: *Mar  1 00:07:44.100: %EC-5-CANNOT_BUNDLE2: Gi2/0/1 is not compatible\n";
	struct show_log l;

	(void)state;
	assert_int_equal(show_log_parse(arena, text, &l, &err), 0);
	assert_int_equal(l.lines.n, 1);
	assert_string_equal(l.lines.v[0], "%EC-5-CANNOT_BUNDLE2: Gi2/0/1 is not compatible");
	assert_int_equal(show_log_parse(arena, "%EC-5-BUNDLE: Gi1/0/1\n", &l, &err), -1);
}

static void reads_mtu(void **state)
{
	struct show_mtu m;

	(void)state;
	assert_int_equal(show_mtu_parse(arena,
				 "System MTU size is 1500 bytes\n"
				 "System Jumbo MTU size is 9198 bytes\n"
				 "Routing MTU size is 1500 bytes\n",
				 &m, &err),
		0);
	assert_int_equal(m.system, 1500);
	assert_int_equal(m.jumbo, 9198);
	assert_int_equal(
		show_mtu_parse(arena, "Global Ethernet MTU is 1998 bytes.\n", &m, &err), 0);
	assert_int_equal(m.system, 1998);
	assert_int_equal(m.jumbo, 0);
	assert_int_equal(show_mtu_parse(arena, "MTU\n", &m, &err), -1);
}

static void put_set(char *out, size_t size, const struct vlanset *set, bool has)
{
	strcpy(out, "?");
	if (has)
		vlanset_format(set, out, size);
}

static const char *describe(const struct show_trunk *t)
{
	char allowed[256], active[256], forwarding[256];

	put_set(allowed, sizeof(allowed), &t->allowed, t->has & TRUNK_ALLOWED);
	put_set(active, sizeof(active), &t->active, t->has & TRUNK_ACTIVE);
	put_set(forwarding, sizeof(forwarding), &t->forwarding, t->has & TRUNK_FORWARDING);
	return arena_printf(arena, "%s %s %s %u %s/%s/%s", t->port, t->mode, t->status, t->native,
		allowed, active, forwarding);
}

static void reads_trunks(void **state)
{
	static const char text[] =
		"\nPort        Mode             Encapsulation  Status        Native vlan\n"
		"Po11        on               802.1q         trunking      40\n"
		"Po14        desirable        n-802.1q       trunking      1\n"
		"Gi1/2       on               802.1q         trnk-bndl (Po3) 1\n"
		"Po15        auto             n-isl          x\n"
		"\nPort        Vlans allowed on trunk\n"
		"Po11        40-44\n"
		"Po14        200-211, 300-302\n"
		"            400,\n"
		"            410-412\n"
		"Po16        1-4094\n"
		"\nPort        Vlans allowed and active in management domain\n"
		"Po11        none\n"
		"Po14        200-x\n"
		"\nPort        Vlans in spanning tree forwarding state and not pruned\n"
		"Po11        40,44\n"
		"\nPort        Vlans in spanning tree forwarding state and not pruned\n"
		"Po14        200\n"
		"\nPort        Something else\n"
		"Po14        4000\n";
	struct show_trunks t;

	(void)state;
	assert_int_equal(show_trunks_parse(arena, text, &t, &err), 0);
	assert_int_equal(t.rows.n, 3);
	assert_string_equal(describe(&t.rows.v[0]), "Port-channel11 on trunking 40 40-44//40,44");
	assert_string_equal(describe(&t.rows.v[1]),
		"Port-channel14 desirable trunking 1 200-211,300-302,400,410-412/?/200");
	assert_string_equal(describe(&t.rows.v[2]), "GigabitEthernet1/2 on trnk-bndl 1 ?/?/?");
	assert_int_equal(show_trunks_parse(arena, "\n", &t, &err), 0);
	assert_int_equal(t.rows.n, 0);
}

static void reads_err_disabled(void **state)
{
	static const char text[] =
		"\nPort      Name               Status       Reason               Err-disabled "
		"Vlans\n"
		"Gi1/0/1   err-disabled       err-disabled bpduguard\n"
		"Gi1/0/2                      err-disabled psecure-violation\n"
		"Gi1/0/3                      err-disabled\n";
	struct show_statuses s;

	(void)state;
	assert_int_equal(show_statuses_parse(arena, text, &s, &err), 0);
	assert_int_equal(s.rows.n, 2);
	assert_string_equal(s.rows.v[0].port, "GigabitEthernet1/0/1");
	assert_string_equal(s.rows.v[0].status, "err-disabled");
	assert_string_equal(s.rows.v[0].reason, "bpduguard");
	assert_string_equal(s.rows.v[1].reason, "psecure-violation");
}

static void reads_spanning_tree(void **state)
{
	static const char all[] =
		"\nVLAN0040\n  Spanning tree enabled protocol rstp\n"
		"  Root ID    Priority    32808\n             Address     0012.3456.789a\n\n"
		"Interface           Role Sts Cost      Prio.Nbr Type\n"
		"------------------- ---- --- --------- -------- ------------------------\n"
		"Gi1/0/24            Root FWD 4         128.24   P2p \n"
		"Po11                Desg LRN 3         128.616  P2p Edge \n"
		"\nMST0\n"
		"Interface           Role Sts Cost      Prio.Nbr Type\n"
		"Po11                Desg BKN*3         128.616  P2p *PVST_Inc\n"
		"Po11                Altn BLK 3         128.616  P2p\n";
	static const char one[] =
		"Vlan                Role Sts Cost      Prio.Nbr Type\n"
		"------------------- ---- --- --------- -------- ------------------------\n"
		"VLAN0041            Desg FWD 3         128.616  P2p Edge\n"
		"VLAN9999            Desg FWD 3         128.616  P2p Edge\n";
	struct show_stps s;

	(void)state;
	assert_int_equal(show_stps_parse(arena, all, &s, &err), 0);
	assert_int_equal(s.rows.n, 4);
	assert_int_equal(s.rows.v[0].instance, 40);
	assert_string_equal(s.rows.v[1].port, "Port-channel11");
	assert_string_equal(s.rows.v[1].state, "LRN");
	assert_true(s.rows.v[2].mst);
	assert_string_equal(s.rows.v[2].state, "BKN*");
	assert_string_equal(s.rows.v[3].role, "Altn");
	assert_int_equal(show_stps_parse(arena, one, &s, &err), 0);
	assert_int_equal(s.rows.n, 1);
	assert_int_equal(s.rows.v[0].instance, 41);
	assert_string_equal(s.rows.v[0].port, "");
	assert_int_equal(
		show_stps_parse(arena, "\nNo spanning tree instance exists.\n", &s, &err), 0);
	assert_int_equal(s.rows.n, 0);
}

static void refuses_what_is_no_answer(void **state)
{
	static const char *const texts[] = { "show x\n    ^\n% Invalid input detected at '^'.\n",
		"% Incomplete command.\n", "Command authorization failed.\n", "sw1#\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct show_lacp_internals l;
		struct show_lacp_counters c;
		struct show_lacp_system y;
		struct show_trunks t;
		struct show_statuses s;
		struct show_stps p;

		assert_int_equal(show_lacp_internals_parse(arena, texts[i], &l, &err), -1);
		assert_int_equal(show_lacp_counters_parse(arena, texts[i], &c, &err), -1);
		assert_int_equal(show_lacp_system_parse(texts[i], &y, &err), -1);
		assert_int_equal(show_trunks_parse(arena, texts[i], &t, &err), -1);
		assert_int_equal(show_statuses_parse(arena, texts[i], &s, &err), -1);
		assert_int_equal(show_stps_parse(arena, texts[i], &p, &err), -1);
		assert_int_equal(err.class, ERR_ENVIRONMENT);
	}
}

static const char *port_of(const char *item)
{
	const char *port = value_of(item, "port");

	return *port ? port : value_of(item, "interface");
}

/* IOS rows only: a Fibre Channel port has no VLAN. */
static void agrees_on_status(const char *name, const char *value, size_t rows)
{
	const char *base = arena_printf(arena, "%s/ios/ntc-templates/%s", CORPUS_DIR, name);
	char *text = test_read_file(arena_printf(arena, "%s.raw", base), NULL);
	char *yml = test_read_file(arena_printf(arena, "%s.yml", base), NULL);
	const char *rest = yml;
	struct show_statuses s;
	size_t i = 0;

	if (!text || !yml)
		skip();
	assert_int_equal(show_statuses_parse(arena, text, &s, &err), 0);
	for (const char *item; (item = next_item(&rest));) {
		const char *status = value_of(item, "status"), *want = value_of(item, value);
		const char *got;

		if (!strncmp(port_of(item), "fc", 2))
			continue;
		assert_true(i < s.rows.n);
		got = *s.rows.v[i].reason ? s.rows.v[i].reason : s.rows.v[i].vlan;
		if (!ifname_equal(s.rows.v[i].port, port_of(item)))
			fail_msg("%s: row %zu is %s, not %s", name, i, s.rows.v[i].port,
				port_of(item));
		assert_memory_equal(status, s.rows.v[i].status, strlen(s.rows.v[i].status));
		assert_memory_equal(want, got, strlen(got));
		if (!*s.rows.v[i].reason) {
			assert_string_equal(s.rows.v[i].duplex, value_of(item, "duplex"));
			assert_string_equal(s.rows.v[i].speed, value_of(item, "speed"));
		}
		i++;
	}
	assert_int_equal(i, s.rows.n);
	assert_int_equal(i, rows);
	free(text);
	free(yml);
}

static void agrees_with_ntc_on_status(void **state)
{
	(void)state;
	agrees_on_status("show_interfaces_status/cisco_ios_show_interfaces_status", "vlan_id", 25);
	agrees_on_status("show_interfaces_status/cisco_ios_show_interfaces_status2", "vlan_id", 11);
	agrees_on_status(
		"show_interfaces_status/cisco_ios_show_interfaces_status_pvlan", "vlan_id", 7);
	agrees_on_status("show_interfaces_status/"
			 "cisco_ios_show_interfaces_status_with_keywords_in_name",
		"vlan_id", 6);
	agrees_on_status("show_interfaces_status_err-disabled/"
			 "cisco_ios_show_interfaces_status_err-disabled",
		"port_error", 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_learnt_addresses),
		cmocka_unit_test(reads_the_log),
		cmocka_unit_test(reads_mtu),
		cmocka_unit_test(reads_internal_rows),
		cmocka_unit_test(reads_counter_rows),
		cmocka_unit_test(reads_trunks),
		cmocka_unit_test(reads_err_disabled),
		cmocka_unit_test(reads_spanning_tree),
		cmocka_unit_test(refuses_what_is_no_answer),
		cmocka_unit_test(agrees_with_ntc_on_status),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
