// SPDX-License-Identifier: Apache-2.0
#include "test.h"
#include "arena_fixture.h"

#include "switch_show.h"

static struct err err;

static void put_channel(char *out, size_t size, const struct show_channel *c)
{
	int n = snprintf(
		out, size, "%u %s(%s) %s:", c->group, c->port_channel, c->flags, c->protocol);

	for (size_t i = 0; i < c->members.n; i++)
		n += snprintf(out + n, size - (size_t)n, " %s(%s)", c->members.v[i].port,
			c->members.v[i].flag);
}

static void reads_etherchannel_rows(void **state)
{
	static const struct {
		const char *text, *out; /* out: the last channel; "": none */
	} rows[] = {
		{ "11     Po11(SU)        LACP        Gi1/0/1(P)      Gi2/0/1(s)      \n",
			"11 Port-channel11(SU) LACP: GigabitEthernet1/0/1(P) "
			"GigabitEthernet2/0/1(s)" },
		{ "11     Po11(SU)        LACP        Gi1/0/1(P)\n"
		  "                                   Gi2/0/1(H)      \n",
			"11 Port-channel11(SU) LACP: GigabitEthernet1/0/1(P) "
			"GigabitEthernet2/0/1(H)" },
		{ "11\tPo11(RU)\t\tLACP\t Gi2(bndl) Gi3(hot-sby) Gi4(susp)\n",
			"11 Port-channel11(RU) LACP: GigabitEthernet2(P) GigabitEthernet3(H) "
			"GigabitEthernet4(s)" },
		{ "11     Po11(SD)         -        \n", "11 Port-channel11(SD) -:" },
		{ "11\tPo11(RU)\t\t-\n", "11 Port-channel11(RU) -:" },
		{ "11     Po12(SU)   LACP  Gi1/0/1(P)\n", "" },
		{ "11     Po11   LACP  Gi1/0/1(P)\n", "" },
		{ "11     Po11(SU)   LACP  Xy1/0/1(P) Gi1/0/1(P)\n",
			"11 Port-channel11(SU) LACP: GigabitEthernet1/0/1(P)" },
		{ "11     Po11(SU)   LACP  Gi1/0/1(\n", "11 Port-channel11(SU) LACP:" },
		{ "11     Po11(SU)   LACP  Gi1/0/1(P)\n\n   Gi9/0/1(P)\n",
			"11 Port-channel11(SU) LACP: GigabitEthernet1/0/1(P)" },
	};
	char out[1024];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct show_etherchannel c;
		const char *text = arena_printf(arena,
			"Flags:  D - down        P - bundled in port-channel\n"
			"Number of channel-groups in use: \n\n"
			"Group  Port-channel  Protocol    Ports\n"
			"------+-------------+-----------+----------\n%s\nsw1#\n",
			rows[i].text);

		assert_int_equal(show_etherchannel_parse(arena, text, &c, &err), 0);
		assert_int_equal(c.channels.n, rows[i].out[0] ? 1 : 0);
		out[0] = '\0';
		if (c.channels.n)
			put_channel(out, sizeof(out), &c.channels.v[0]);
		assert_string_equal(out, rows[i].out);
	}
}

static void reads_lacp_rows(void **state)
{
	static const char text[] =
		"Flags:  S - Device is requesting Slow LACPDUs\n"
		"Channel group 11 neighbors\n\n"
		"Partner's information:\n\n"
		"                  LACP port                        Admin  Oper   Port    Port\n"
		"Port      Flags   Priority  Dev ID          Age    key    Key    Number  State\n"
		"Gi1/0/1   FA      255       5254.0012.3456   3s    0x0    0xF    0x2     0x3F\n"
		"Gi2/0/1   FA      255       5254.0012.345    3s    0x0    0xF    0x2     0x3F\n"
		"Gi3/0/1   FA      255       5254.0012.3456   3s    0x0    0xF    0x2     0x13F\n"
		"\nChannel group 12 neighbors\n"
		"Port      System ID             Port Number     Age         Flags\n"
		"Fa4/1     8000,00b0.c23e.d84e    0x81            29s         SP\n"
		"          LACP Partner          Partner         Partner\n"
		"          Port Priority         Oper Key        Port State\n"
		"          32768                 200             0x81\n"
		"          1                     2               0x3\n";
	static const uint8_t mac[6] = { 0x52, 0x54, 0, 0x12, 0x34, 0x56 };
	struct show_lacp_neighbors n;

	(void)state;
	assert_int_equal(show_lacp_neighbors_parse(arena, text, &n, &err), 0);
	assert_int_equal(n.rows.n, 2);
	assert_int_equal(n.rows.v[0].group, 11);
	assert_string_equal(n.rows.v[0].port, "GigabitEthernet1/0/1");
	assert_string_equal(n.rows.v[0].flags, "FA");
	assert_memory_equal(n.rows.v[0].system, mac, 6);
	assert_int_equal(n.rows.v[0].priority, 255);
	assert_int_equal(n.rows.v[0].age_s, 3);
	assert_int_equal(n.rows.v[0].oper_key, 15);
	assert_int_equal(n.rows.v[0].port_number, 2);
	assert_int_equal(n.rows.v[0].state, 0x3f);
	assert_int_equal(n.rows.v[1].group, 12);
	assert_string_equal(n.rows.v[1].port, "FastEthernet4/1");
	assert_int_equal(n.rows.v[1].oper_key, 200);
	assert_int_equal(n.rows.v[1].state, 0x81);
	assert_int_equal(show_lacp_neighbors_parse(arena, "\n", &n, &err), 0);
	assert_int_equal(n.rows.n, 0);
}

static void reads_vlan_rows(void **state)
{
	static const char text[] =
		"VLAN Name                             Status    Ports\n"
		"---- -------------------------------- --------- -----------------------------\n"
		"1    default                          active    Gi1/0/3, Gi1/0/4\n"
		"                                                Gi1/0/5\n"
		"40   mgmt                             active    \n"
		"41   two words                        sus/lshut\n"
		"42   a-name-of-more-than-thirty-two-characters\n"
		"                                      act/lshut Gi1/0/9\n"
		"43   twelve12twelve12twelve12twelve1a active\n"
		"44\n"
		"0    zero                             active\n"
		"4095 high                             active\n"
		"\n"
		"VLAN Type  SAID       MTU   Parent RingNo BridgeNo Stp  BrdgMode Trans1 Trans2\n"
		"99   enet  100001     1500  -      -      -        -    -        0      0\n";
	static const struct show_vlan want[] = { { 1, "default", "active" },
		{ 40, "mgmt", "active" }, { 41, "two words", "sus/lshut" },
		{ 42, "a-name-of-more-than-thirty-two-characters", "act/lshut" },
		{ 43, "twelve12twelve12twelve12twelve1a", "active" }, { 44, "", "" } };
	struct show_vlans v;

	(void)state;
	assert_int_equal(show_vlans_parse(arena, text, &v, &err), 0);
	assert_int_equal(v.rows.n, sizeof(want) / sizeof(want[0]));
	for (size_t i = 0; i < v.rows.n; i++) {
		assert_int_equal(v.rows.v[i].id, want[i].id);
		assert_string_equal(v.rows.v[i].name, want[i].name);
		assert_string_equal(v.rows.v[i].status, want[i].status);
	}
}

static void reads_vtp(void **state)
{
	static const struct {
		const char *text;
		enum vtp_mode mode;
		unsigned version;
		bool primary;
		const char *domain;
	} rows[] = {
		{ "VTP Operating Mode : Transparent\nVTP Domain Name : \n", VTP_TRANSPARENT, 0,
			false, "" },
		{ "VTP Version : running VTP1 (VTP2 capable)\nVTP Operating Mode : Server\n",
			VTP_SERVER, 1, false, "" },
		{ "VTP Version capable : 1 to 3\nVTP version running : 3\nVTP Domain Name : X Y\n"
		  "Feature VLAN:\n---\nVTP Operating Mode : Primary Server\nFeature MST:\n---\n"
		  "VTP Operating Mode : Client\n",
			VTP_SERVER, 3, true, "X Y" },
		{ "VTP Operating Mode : Off\n", VTP_OFF, 0, false, "" },
		{ "VTP Operating Mode : Something\n", VTP_UNKNOWN, 0, false, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct show_vtp v;

		assert_int_equal(show_vtp_parse(arena, rows[i].text, &v, &err), 0);
		assert_int_equal(v.mode, rows[i].mode);
		assert_int_equal(v.version, rows[i].version);
		assert_int_equal(v.primary, rows[i].primary);
		assert_string_equal(v.domain, rows[i].domain);
	}
}

static void refuses_what_is_no_answer(void **state)
{
	static const char *const texts[] = {
		"show x\n                 ^\n% Invalid input detected at '^' marker.\n\n",
		"% Incomplete command.\n", "Command authorization failed.\n", "sw1#\n"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct show_etherchannel c;
		struct show_lacp_neighbors l;
		struct show_vlans v;
		struct show_vtp t;

		assert_int_equal(show_etherchannel_parse(arena, texts[i], &c, &err), -1);
		assert_int_equal(show_lacp_neighbors_parse(arena, texts[i], &l, &err), -1);
		assert_int_equal(show_vlans_parse(arena, texts[i], &v, &err), -1);
		assert_int_equal(show_vtp_parse(arena, texts[i], &t, &err), -1);
		assert_int_equal(err.class, ERR_ENVIRONMENT);
		if (i == 0)
			assert_non_null(strstr(err.text, "% Invalid input"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_etherchannel_rows),
		cmocka_unit_test(reads_lacp_rows),
		cmocka_unit_test(reads_vlan_rows),
		cmocka_unit_test(reads_vtp),
		cmocka_unit_test(refuses_what_is_no_answer),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
