// SPDX-License-Identifier: Apache-2.0
#include "test.h"
#include "arena_fixture.h"
#include "ios_config.h"

static const char running[] = "Building configuration...\n"
			      "\n"
			      "Current configuration : 400 bytes\r\n"
			      "!\r\n"
			      "hostname core-1\r\n"
			      "!\n"
			      "interface GigabitEthernet1/0/1\n"
			      " description to kvm1 ! eno1  \n"
			      " switchport trunk native vlan 40\n"
			      " switchport trunk allowed vlan 40-44,99\n"
			      " switchport trunk allowed vlan add 461,674\n"
			      " switchport mode trunk\n"
			      " channel-group 11 mode active\n"
			      "!\n"
			      "router bgp 1\n"
			      " address-family ipv4\n"
			      "  network 10.0.0.0\n"
			      "  !\n"
			      "  network 10.1.0.0\n"
			      " exit-address-family\n"
			      " neighbor 10.0.0.1 remote-as 2\n"
			      "banner motd ^C\n"
			      "interface GigabitEthernet1/0/2\n"
			      "^C\n"
			      "banner login #one line#\n"
			      "macro name host\n"
			      "interface GigabitEthernet1/0/3\n"
			      "@\n"
			      "line vty 0 4\n"
			      " login local\n"
			      "end\n"
			      "\n"
			      "core-1#\n";

static void reads_a_running_config(void **state)
{
	const struct ios_config *c = ios_config_parse(arena, running);
	const struct ios_line *port = ios_config_interface(c, "gi 1/0/1"), *bgp;
	const char *mode;

	(void)state;
	assert_string_equal(c->source, running);
	assert_string_equal(c->hostname, "core-1");
	assert_non_null(port);
	assert_int_equal(port->line, 7);
	assert_string_equal(ios_config_value(c, port, "description"), "to kvm1 ! eno1");
	assert_string_equal(ios_config_value(c, port, "switchport"), "trunk native vlan 40");
	assert_null(ios_config_value(c, port, "switchport trunk native vlan 4"));
	assert_int_equal(ios_config_channel_group(port, &mode), 11);
	assert_string_equal(mode, "active");
	assert_null(ios_config_interface(c, "Gi1/0/2"));
	assert_null(ios_config_interface(c, "Gi1/0/3"));
	assert_null(ios_config_child(c, NULL, "end"));
	bgp = ios_config_child(c, NULL, "router bgp");
	assert_string_equal(bgp->children->children->next->text, "network 10.1.0.0");
	assert_ptr_equal(bgp->children->children->next->parent, bgp->children);
	assert_string_equal(bgp->children->next->next->text, "neighbor 10.0.0.1 remote-as 2");
	assert_non_null(ios_config_child(c, NULL, "line vty"));
}

static void odd_texts_do_no_harm(void **state)
{
	static const char *const texts[] = { "", "\n", " ", "   deep\n  less\n    more\n", "end",
		"banner motd", "banner motd \n",
		"banner motd ^C\nnever closed\ninterface Gi1/0/1\n", "macro name x", "!\n!",
		"hostname", "interface", "\t\tquit\n", "interface Po\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_null(ios_config_interface(ios_config_parse(arena, texts[i]), "Gi1/0/1"));
}

static void reads_allowed_vlans(void **state)
{
	static const struct {
		const char *lines, *out;
		bool said;
	} rows[] = {
		{ "", "1-4094", false },
		{ " switchport trunk allowed vlan 40-44\n", "40-44", true },
		{ " switchport trunk allowed vlan 40-44\n switchport trunk allowed vlan add 9\n",
			"9,40-44", true },
		{ " switchport trunk allowed vlan none\n", "", true },
		{ " switchport trunk allowed vlan all\n", "1-4094", false },
		{ " switchport trunk allowed vlan 1-4094\n", "1-4094", false },
		{ " switchport trunk allowed vlan except 2-4093\n", "1,4094", true },
		{ " switchport trunk allowed vlan add 7\n", "1-4094", false },
		{ " switchport trunk allowed vlan remove 2-4094\n", "1", true },
		{ " switchport trunk allowed vlan rubbish\n", "1-4094", false },
		{ " switchport trunk allowed vlan 5\n switchport trunk allowed vlan add 6-\n", "5",
			true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *text =
			arena_printf(arena, "interface Port-channel11\n%s", rows[i].lines);
		const struct ios_config *c = ios_config_parse(arena, text);
		struct vlanset set;
		char list[64];
		bool said;

		ios_config_allowed_vlans(ios_config_interface(c, "po11"), &set, &said);
		vlanset_format(&set, list, sizeof(list));
		assert_string_equal(list, rows[i].out);
		assert_int_equal(said, rows[i].said);
	}
}

static void reads_channel_groups(void **state)
{
	static const struct {
		const char *line, *mode;
		unsigned group;
	} rows[] = {
		{ "channel-group 11 mode active", "active", 11 },
		{ "channel-group 5 mode on", "on", 5 },
		{ "channel-group 5", "", 5 },
		{ "channel-group", "", 0 },
		{ "channel-group x mode on", "", 0 },
		{ "channel-group 99999999999999999999 mode on", "on", 0 },
		{ "channel-protocol lacp", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct ios_config *c = ios_config_parse(
			arena, arena_printf(arena, "interface Gi1/0/1\n %s\n", rows[i].line));
		const char *mode;

		assert_int_equal(ios_config_channel_group(c->lines, &mode), rows[i].group);
		assert_string_equal(mode, rows[i].mode);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_running_config),
		cmocka_unit_test(odd_texts_do_no_harm),
		cmocka_unit_test(reads_allowed_vlans),
		cmocka_unit_test(reads_channel_groups),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
