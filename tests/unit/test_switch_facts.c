// SPDX-License-Identifier: Apache-2.0
#include "test.h"
#include "arena_fixture.h"
#include "ntc_truth.h"

#include "switch_facts.h"

static struct err err;

/* ntc-templates: a transcript and what it holds; skips where the corpus is not there. */
static char *corpus(const char *name, const char *ext)
{
	char *text = test_read_file(
		arena_printf(arena, "%s/ios/ntc-templates/%s.%s", CORPUS_DIR, name, ext), NULL);

	if (!text) {
		print_message("no %s.%s in %s\n", name, ext, CORPUS_DIR);
		skip();
	}
	return text;
}

static const char *scalar(const char *yml, const char *key)
{
	const char *at = strstr(yml, arena_printf(arena, " %s: \"", key));

	assert_non_null(at);
	at = strchr(at, '"') + 1;
	return arena_strndup(arena, at, strcspn(at, "\""));
}

static void agrees_on_version(const char *name)
{
	const char *base = arena_printf(arena, "show_version/cisco_ios_show_version%s", name);
	char *text = corpus(base, "raw"), *yml = corpus(base, "yml");
	const char *at = list_of(yml, "serial"), *serial;
	struct show_version v;
	size_t n = 0;

	assert_int_equal(show_version_parse(arena, text, &v, &err), 0);
	assert_string_equal(v.release, scalar(yml, "version"));
	assert_non_null(strstr(v.software, scalar(yml, "software_image")));
	for (; (serial = next_listed(&at)); n += n < v.serials.n)
		if (n < v.serials.n)
			assert_string_equal(v.serials.v[n], serial);
	assert_int_equal(n, v.serials.n);
	assert_true(n > 0);
	at = list_of(yml, "hardware");
	assert_string_equal(v.model, next_listed(&at));
	free(text);
	free(yml);
}

static void agrees_with_ntc_on_version(void **state)
{
	static const char *const names[] = { "", "1", "2", "3", "4", "5", "6", "_01",
		"_special_build" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		print_message("show version%s\n", names[i]);
		agrees_on_version(names[i]);
	}
}

static void reads_the_software_of_old_images(void **state)
{
	struct show_version v;

	(void)state;
	assert_int_equal(show_version_parse(arena,
				 "Cisco Internetwork Operating System Software \n"
				 "IOS (tm) C2950 Software (C2950-I6Q4L2-M), Version 12.1(22)EA14, "
				 "RELEASE SOFTWARE (fc1)\n"
				 "cisco WS-C2950-24 (RC32300) processor (revision R0) with 19912K "
				 "bytes of memory.\n"
				 "Processor board ID FOC1111X2Y3\n",
				 &v, &err),
		0);
	assert_string_equal(v.release, "12.1(22)EA14");
	assert_non_null(strstr(v.software, "C2950-I6Q4L2-M"));
	assert_string_equal(v.model, "WS-C2950-24");
	assert_int_equal(v.serials.n, 1);
}

static void reads_inventory(void **state)
{
	struct show_serials s;

	(void)state;
	assert_int_equal(show_inventory_parse(arena,
				 "NAME: \"1\", DESCR: \"WS-C3850-48U\"\n"
				 "PID: WS-C3850-48U      , VID: V05  , SN: FOC11111111\n\n"
				 "NAME: \"Fan 1\", DESCR: \"Fan\"\n"
				 "PID: FAN               , VID:      , SN: \n\n",
				 &s, &err),
		0);
	assert_int_equal(s.n, 1);
	assert_string_equal(s.v[0], "FOC11111111");
	assert_int_equal(show_inventory_parse(arena, "% Invalid input\n", &s, &err), -1);
}

static void reads_privilege_and_lock(void **state)
{
	struct show_lock lock;
	unsigned level;

	(void)state;
	assert_int_equal(show_privilege_parse("Current privilege level is 15\n", &level, &err), 0);
	assert_int_equal(level, 15);
	assert_int_equal(show_privilege_parse("Current privilege level is 16\n", &level, &err), -1);
	assert_int_equal(show_privilege_parse("% Invalid input\n", &level, &err), -1);
	assert_int_equal(show_lock_parse("Parser Configure Lock\n"
					 "----------------------\n"
					 "Owner PID        : 484\n"
					 "User             : alice\n"
					 "TTY              : 3\n"
					 "Type             : EXCLUSIVE\n"
					 "State            : LOCKED\n",
				 &lock, &err),
		0);
	assert_true(lock.locked);
	assert_string_equal(lock.user, "alice");
	assert_string_equal(lock.tty, "3");
	assert_int_equal(show_lock_parse("State : FREE\n", &lock, &err), 0);
	assert_false(lock.locked);
	assert_int_equal(show_lock_parse("% Invalid input\n", &lock, &err), -1);
}

/* Names are cut as ours are. */
static void same_neighbor(const struct show_neighbor *n, const char *item, const char *remote)
{
	const char *name = value_of(item, "neighbor_name"), *caps = value_of(item, "capabilities");
	bool cdp = n->via == FRAME_CDP;

	assert_true(ifname_equal(n->port, value_of(item, "local_interface")));
	if (strchr(name, '\\'))
		return;
	assert_string_equal(
		n->system, arena_printf(arena, "%.*s", (int)sizeof(n->system) - 1, name));
	assert_string_equal(n->remote[0], value_of(item, remote));
	if (!cdp)
		assert_string_equal(n->remote[1], value_of(item, "neighbor_interface"));
	assert_int_equal(n->bridges,
		cdp ? strstr(caps, "Switch") && !strstr(caps, "Phone")
		    : strchr(caps, 'B') && !strchr(caps, 'T'));
}

static void agrees_on_neighbors(const char *base, enum frame_kind via, size_t rows)
{
	char *text = corpus(base, "raw"), *yml = corpus(base, "yml");
	const char *rest = yml, *item;
	struct show_neighbors s;
	size_t i = 0;

	print_message("%s\n", base);
	if (via == FRAME_CDP)
		assert_int_equal(show_cdp_parse(arena, text, &s, &err), 0);
	else
		assert_int_equal(show_lldp_parse(arena, text, &s, &err), 0);
	while ((item = next_item(&rest))) {
		if (!*value_of(item, "local_interface"))
			continue;
		assert_true(i < s.rows.n);
		assert_int_equal(s.rows.v[i].via, via);
		same_neighbor(&s.rows.v[i], item,
			via == FRAME_CDP ? "neighbor_interface" : "neighbor_port_id");
		i++;
	}
	assert_int_equal(i, s.rows.n);
	assert_int_equal(i, rows);
	free(text);
	free(yml);
}

static void agrees_with_ntc_on_neighbors(void **state)
{
	static const struct {
		const char *name;
		size_t rows;
	} lldp[] = { { "1", 3 }, { "3", 1 }, { "4", 2 }, { "6", 1 }, { "_01", 2 }, { "_02", 1 },
		{ "_chassis-colon", 1 } };

	(void)state;
	agrees_on_neighbors(
		"show_cdp_neighbors_detail/cisco_ios_show_cdp_neighbors_detail", FRAME_CDP, 4);
	agrees_on_neighbors(
		"show_cdp_neighbors_detail/cisco_ios_show_cdp_neighbors_detail2", FRAME_CDP, 1);
	for (size_t i = 0; i < sizeof(lldp) / sizeof(lldp[0]); i++)
		agrees_on_neighbors(
			arena_printf(arena,
				"show_lldp_neighbors_detail/cisco_ios_show_lldp_neighbors_detail%s",
				lldp[i].name),
			FRAME_LLDP, lldp[i].rows);
}

/* Images of 12.2 leave `Local Intf` out. */
static void says_that_ports_are_not_named(void **state)
{
	static const char *const names[] = { "2", "5" };
	struct show_neighbors s;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char *text = corpus(
			arena_printf(arena,
				"show_lldp_neighbors_detail/cisco_ios_show_lldp_neighbors_detail%s",
				names[i]),
			"raw");

		assert_int_equal(show_lldp_parse(arena, text, &s, &err), -1);
		assert_non_null(strstr(err.text, "at which port"));
		free(text);
	}
}

static void reads_the_way_of_a_session(void **state)
{
	char address[48], mac[16], port[IFNAME_MAX];

	(void)state;
	assert_true(show_users_parse(
		"    Line       User       Host(s)              Idle       Location\n"
		"   1 vty 0     alice      idle                 00:00:03 198.51.100.7\n"
		"*  2 vty 1     netops     idle                 00:00:00 192.0.2.5\n\n"
		"  Interface    User               Mode         Idle     Peer Address\n",
		address));
	assert_string_equal(address, "192.0.2.5");
	assert_false(show_users_parse("*  0 con 0                idle       00:00:00\n", address));
	assert_string_equal(address, "");
	assert_true(show_arp_parse(
		"Protocol  Address          Age (min)  Hardware Addr   Type   Interface\n"
		"Internet  192.0.2.50              3   5254.0012.3450  ARPA   Vlan40\n"
		"Internet  192.0.2.5               3   5254.0012.3456  ARPA   Vlan40\n",
		"192.0.2.5", mac));
	assert_string_equal(mac, "5254.0012.3456");
	assert_false(show_arp_parse("% Invalid input\n", "192.0.2.5", mac));
	show_path_parse(arena,
		"          Mac Address Table\n"
		"Vlan    Mac Address       Type        Ports\n"
		"  40    5254.0012.3456    DYNAMIC     Gi1/0/1\n"
		"  41    5254.0012.3456    DYNAMIC     Gi1/0/1\n",
		port);
	assert_string_equal(port, "GigabitEthernet1/0/1");
	show_path_parse(arena,
		"Vlan    Mac Address       Type        Ports\n"
		"  40    5254.0012.3456    DYNAMIC     Gi1/0/1\n"
		"  41    5254.0012.3456    DYNAMIC     Gi1/0/2\n",
		port);
	assert_string_equal(port, "");
}

static void knows_a_switch_from_a_host(void **state)
{
	static const char text[] =
		"-------------------------\n"
		"Device ID: sw2.example.net\nEntry address(es): \n"
		"Platform: cisco WS-C2960-8TC-L,  Capabilities: Switch IGMP\n"
		"Interface: GigabitEthernet1/0/16,  Port ID (outgoing port): GigabitEthernet0/1\n"
		"Holdtime : 164 sec\n\nVersion :\nCisco IOS Software\n\n"
		"-------------------------\n"
		"Device ID: kvm1\x1b[31m\n"
		"Platform: Linux,  Capabilities: Switch\n"
		"Interface: GigabitEthernet1/0/2,  Port ID (outgoing port): eno1\n"
		"Version :\nDebian GNU/Linux 12\n"
		"-------------------------\n"
		"Device ID: server\n"
		"Platform: VMware,  Capabilities: Host Switch\n"
		"Interface: GigabitEthernet1/0/3,  Port ID (outgoing port): eth0\n"
		"Version :\nLinux 2.6.32\n"
		"-------------------------\n"
		"Device ID: nowhere\n";
	struct show_neighbors s;

	(void)state;
	assert_int_equal(show_cdp_parse(arena, text, &s, &err), 0);
	assert_int_equal(s.rows.n, 3);
	assert_true(s.rows.v[0].bridges);
	assert_false(s.rows.v[0].linux_host);
	assert_string_equal(s.rows.v[0].about, "cisco WS-C2960-8TC-L");
	assert_string_equal(s.rows.v[1].system, "kvm1.[31m");
	assert_true(s.rows.v[1].linux_host);
	assert_false(s.rows.v[2].bridges);
	assert_true(s.rows.v[2].linux_host);
	assert_int_equal(show_cdp_parse(arena, "\n", &s, &err), 0);
	assert_int_equal(s.rows.n, 0);
	assert_int_equal(show_cdp_parse(arena, "% CDP is not enabled\n", &s, &err), -1);
	assert_int_equal(show_lldp_parse(arena, "% LLDP is not enabled\n", &s, &err), -1);
	assert_non_null(strstr(err.text, "LLDP is not enabled"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_ntc_on_version),
		cmocka_unit_test(reads_the_software_of_old_images),
		cmocka_unit_test(reads_inventory),
		cmocka_unit_test(reads_privilege_and_lock),
		cmocka_unit_test(agrees_with_ntc_on_neighbors),
		cmocka_unit_test(reads_the_way_of_a_session),
		cmocka_unit_test(says_that_ports_are_not_named),
		cmocka_unit_test(knows_a_switch_from_a_host),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
