// SPDX-License-Identifier: Apache-2.0
#include "test.h"
#include "arena_fixture.h"

#include "bundle.h"

#define TRUNK                                                                                      \
	" switchport trunk native vlan 40\n switchport trunk allowed vlan 40-44\n"                 \
	" switchport mode trunk\n"
#define CHANNEL "interface Port-channel1\n" TRUNK
#define FIRST "interface GigabitEthernet0/1\n" TRUNK " channel-group 1 mode active\n"
#define SECOND "interface Gi0/2\n" TRUNK " channel-group 1 mode active\n"

/* One prediction a line: kind, port, line of the configuration, why, IOS's words. */
static const char *predicted(const char *config)
{
	static const char *const kinds[] = { "suspended", "rejected", "unlike" };
	struct predictions p = { 0 };
	const char *text = "";
	struct bundle b;

	bundle_read(arena, ios_config_parse(arena, config), 1, &b);
	bundle_predict(arena, &b, &p);
	for (size_t i = 0; i < p.n; i++)
		text = arena_printf(arena, "%s%s %s:%u %s [%s]\n", text, kinds[p.v[i].kind],
			p.v[i].member->name, p.v[i].line, p.v[i].why, p.v[i].ios);
	return text;
}

static void alike_members_are_bundled(void **state)
{
	(void)state;
	assert_string_equal(predicted(CHANNEL FIRST SECOND "end\n"), "");
	assert_string_equal(predicted(FIRST SECOND), "");
	assert_string_equal(predicted("hostname x\n"), "");
	/* Defaults need not be written, and words have two forms. */
	assert_string_equal(predicted(CHANNEL " spanning-tree portfast trunk\n" FIRST
					      " spanning-tree portfast edge trunk\n speed auto\n"),
		"");
}

static void says_why_a_member_is_suspended(void **state)
{
	static const struct {
		const char *config, *said;
	} rows[] = {
		{ CHANNEL FIRST "interface Gi0/2\n switchport trunk native vlan 41\n"
				" switchport trunk allowed vlan 40-44\n switchport mode trunk\n"
				" channel-group 1 mode active\n",
			"suspended GigabitEthernet0/2:11 its native VLAN is 41, that of "
			"Port-channel1 is 40 [native vlan]\n" },
		{ CHANNEL "interface Gi0/1\n switchport trunk native vlan 40\n"
			  " switchport mode trunk\n channel-group 1 mode active\n",
			"suspended GigabitEthernet0/1:5 its list of VLANs is all, that of "
			"Port-channel1 is 40-44 [vlan mask]\n" },
		{ CHANNEL "interface Gi0/1\n switchport access vlan 7\n"
			  " switchport mode access\n channel-group 1 mode active\n",
			"suspended GigabitEthernet0/1:7 its mode is access, that of Port-channel1 "
			"is trunk [trunk mode]\n" },
		{ CHANNEL " switchport trunk encapsulation dot1q\n" FIRST,
			"suspended GigabitEthernet0/1:6 its encapsulation is negotiated, that of "
			"Port-channel1 is dot1q [trunk encap]\n" },
		{ CHANNEL FIRST " switchport nonegotiate\n",
			"suspended GigabitEthernet0/1:10 its DTP is off, that of Port-channel1 is "
			"on [dtp mode]\n" },
		{ CHANNEL FIRST " mtu 9000\n",
			"suspended GigabitEthernet0/1:10 its MTU is 9000, that of Port-channel1 is "
			"the default [MTU]\n" },
		{ CHANNEL FIRST " speed 1000\n" SECOND " speed 100\n duplex full\n",
			"suspended GigabitEthernet0/2:16 its speed is 100, that of "
			"GigabitEthernet0/1 is 1000 [speed]\n"
			"unlike GigabitEthernet0/2:17 its duplex is full, that of "
			"GigabitEthernet0/1 is automatic [duplex]\n" },
		{ CHANNEL FIRST " spanning-tree portfast trunk\n" SECOND " spanning-tree cost 3\n",
			"unlike GigabitEthernet0/1:10 its portfast is trunk, that of Port-channel1 "
			"is off []\n"
			"unlike GigabitEthernet0/2:16 its spanning-tree cost is 3, that of "
			"GigabitEthernet0/1 is the default []\n" },
		{ CHANNEL FIRST "interface Gi0/2\n" TRUNK " channel-group 1 mode on\n",
			"rejected GigabitEthernet0/2:14 its protocol is none (mode on), that of "
			"GigabitEthernet0/1 is LACP []\n" },
		{ CHANNEL "interface Gi0/1\n no switchport\n channel-group 1 mode active\n",
			"rejected GigabitEthernet0/1:5 its layer is 3, that of Port-channel1 is 2 "
			"[]\n"
			"suspended GigabitEthernet0/1:5 its mode is the default, that of "
			"Port-channel1 is trunk [trunk mode]\n" },
		/* Without a Port-channel the first member is what the others are measured by. */
		{ FIRST "interface Gi0/2\n switchport mode trunk\n channel-group 1 mode passive\n",
			"suspended GigabitEthernet0/2:6 its native VLAN is 1, that of "
			"GigabitEthernet0/1 is 40 [native vlan]\n"
			"suspended GigabitEthernet0/2:6 its list of VLANs is all, that of "
			"GigabitEthernet0/1 is 40-44 [vlan mask]\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(predicted(rows[i].config), rows[i].said);
}

static void finds_the_groups(void **state)
{
	struct vlanset groups;
	char text[32];

	(void)state;
	bundle_groups(
		ios_config_parse(arena,
			CHANNEL FIRST SECOND "interface Gi0/3\n channel-group 7 mode on\n"
					     "interface Gi0/4\n channel-group 70000 mode on\n"),
		&groups);
	vlanset_format(&groups, text, sizeof(text));
	assert_string_equal(text, "1,7");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(alike_members_are_bundled),
		cmocka_unit_test(says_why_a_member_is_suspended),
		cmocka_unit_test(finds_the_groups),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
