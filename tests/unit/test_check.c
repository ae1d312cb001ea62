// SPDX-License-Identifier: Apache-2.0
/* One mistake gives one message: each row changes a file that is right in one place. */
#include "buf.h"
#include "intent.h"
#include "test.h"

/* The file: `bond` and `bridge` are the values of its only bond and bridge. */
static const char frame[] =
	"lacppair: 1\n"
	"switches: { sw1: { address: sw1 }, sw2: { address: sw2, port_channels: 10-19 } }\n"
	"vlan_groups: { vm: 50-52 }\n"
	"hosts:\n"
	"  kvm1:\n"
	"    bonds:\n"
	"      bond0: { %s }\n"
	"    bridges:\n"
	"      br0: { %s }\n";

#define MEMBERS "members: { eno1: sw1 Gi1/0/1, eno2: sw1 Gi1/0/2 }, "
#define BOND MEMBERS "port_channel: 1, native_vlan: 40, vlans: 40-44"

static const struct {
	const char *bond, *bridge;
	const char *message; /* NULL: none */
} rows[] = {
	{ BOND, "vlan: 40", NULL },
	{ BOND, "vlan: 41", NULL },
	{ BOND, "vlan: 45", "br0: VLAN 45 is not on bond0" },
	{ BOND, "vlan: 1002",
		"br0: VLAN 1002 is reserved (1002-1005 are Token Ring's and FDDI's)" },
	{ BOND, "vlan: 4095", "br0: vlan: `4095` is not a number from 1 to 4094" },
	{ BOND, "stp: off", "br0: no `vlan`" },
	{ BOND, "vlan: 41, addresses: 10.0.0.1/24, gateway: 10.0.0.254", NULL },
	{ BOND, "vlan: 41, addresses: 10.0.0.1/24, gateway: 10.0.1.254",
		"br0: gateway 10.0.1.254 is in no subnet of its addresses" },
	{ BOND, "vlan: 41, addresses: 10.0.0.1/24, gateway: [10.0.0.2, 10.0.0.3]",
		"br0: a second IPv4 gateway for kvm1; the first is in line 9" },
	{ BOND, "vlan: 41, addresses: [10.0.0.1/24, 10.0.0.1/24]",
		"br0: 10.0.0.1 is already an address of br0 (line 9)" },
	{ BOND, "vlan: 41, addresses: [10.0.0.1/24, 10.0.0.2/16]", NULL },
	{ BOND, "vlan: 41, addresses: 10.0.0.255/24",
		"br0: 10.0.0.255/24 is its subnet's broadcast address" },
	{ BOND, "vlan: 41, addresses: 10.0.0.255/31", NULL },
	{ BOND ", switch: { bpduguard: yes }", "vlan: 41, stp: yes",
		"br0: stp: the bridge sends BPDUs, and bpduguard of bond0 disables the ports that "
		"get them" },
	{ BOND ", switch: { bpduguard: no }", "vlan: 41, stp: yes", NULL },
	{ BOND ", switch: { portfast: no }", "vlan: 41, stp: yes", NULL },
	{ BOND ", switch: { bpduguard: yes }", "vlan: 41, stp: no", NULL },
	{ BOND ", min_links: 1", "vlan: 41", NULL },
	{ BOND ", min_links: 2", "vlan: 41",
		"bond0: min_links: 2 of 2 members: one lost leg takes all of it down" },
	{ BOND ", min_links: 3", "vlan: 41",
		"bond0: min_links: 3 of 2 members: it would never be up" },
	{ BOND ", miimon: 100, updelay: 200", "vlan: 41", NULL },
	{ BOND ", miimon: 80, updelay: 200", "vlan: 41",
		"bond0: updelay: 200 is no multiple of miimon (80), and the kernel would round it "
		"down to 160" },
	{ MEMBERS "port_channel: 1, native_vlan: 40, vlans: 41-44", "vlan: 41", NULL },
	{ MEMBERS "port_channel: 1, native_vlan: 40, vlans: 41-44", "vlan: 40",
		"br0: VLAN 40 is the native VLAN of bond0, but not one that its trunk carries" },
	{ MEMBERS "port_channel: 1, native_vlan: none, vlans: vm", "vlan: 52", NULL },
	{ MEMBERS "port_channel: 1, native_vlan: none, vlans: vmx", "vlan: 52",
		"bond0: vlans: no group `vmx` in vlan_groups; did you mean `vm`?" },
	{ MEMBERS "port_channel: 1, native_vlan: x, vlans: 41", "vlan: 40",
		"bond0: native_vlan: `x` is not a number from 1 to 4094" },
	{ MEMBERS "port_channel: 1, vlans: [1005, 41]", "vlan: 41",
		"bond0: vlans: 1005 is reserved (1002-1005 are Token Ring's and FDDI's)" },
	{ MEMBERS "port_channel: 1, vlans: '1001,1006'", "vlan: 1006", NULL },
	{ MEMBERS "port_channel: 0, vlans: 41", "vlan: 41",
		"bond0: port_channel: `0` is not a number from 1 to 512" },
	{ MEMBERS "vlans: 41", "vlan: 41",
		"bond0: its members have switch ports, and no `port_channel` is said" },
	{ MEMBERS "port_channel: 1", "vlan: 41",
		"bond0: no `vlans`: the trunk would carry all of the switch's" },
	{ "members: { eno1: , eno2: }, vlans: 41", "vlan: 41", NULL },
	{ "members: { eno1: , eno2: }", "vlan: 41", NULL },
	{ "members: { eno1: , eno2: }, port_channel: 1", "vlan: 41",
		"bond0: a `port_channel`, but no member says its switch port" },
	{ "members: { eno1: sw1 Gi1/0/1, eno2: }, port_channel: 1, vlans: 41", "vlan: 41",
		"bond0: eno2 says no switch port, so push leaves it out" },
	{ "members: { eno1: sw1 Gi1/0/1, eno2: sw1 Gi1/0/99x }, port_channel: 1, vlans: 41",
		"vlan: 41", "bond0: `Gi1/0/99x` is no port of a switch" },
	{ "members: { eno1: sw1 Gi1/0/1, eno2: sw3 Gi1/0/2 }, port_channel: 1, vlans: 41",
		"vlan: 41", "bond0: no switch `sw3` in the file; did you mean `sw1`?" },
	{ "members: { eno1: sw1 Gi1/0/1, eno2: sw2 Gi1/0/1 }, port_channel: 1, vlans: 41",
		"vlan: 41",
		"bond0: eno1 is on sw1 and eno2 on sw2: one aggregation over two switches needs "
		"MLAG, which IOS does not have" },
	{ "members: { eno1: sw1 Gi1/0/1, eno2: sw1 gig 1/0/1 }, port_channel: 1, vlans: 41",
		"vlan: 41",
		"bond0: GigabitEthernet1/0/1 of sw1 is already the port of kvm1 bond0 eno1 (line "
		"7)" },
	{ "members: { br0: }, vlans: 41", "vlan: 41",
		"br0: br0 is already a member of bond0 "
		"(line 7)" },
	{ "members: { bond0.41: }, vlans: 41", "vlan: 41",
		"br0: bond0.41 is already a member of bond0 (line 7)" },
	{ "members: {}, vlans: 41, port_channel: 1", "vlan: 41", "bond0: no members" },
	{ "port_channel: 1, vlans: 41", "vlan: 41", "bond0: no `members`" },
	{ MEMBERS "port_channel: { sw1: 7 }, vlans: 41", "vlan: 41", NULL },
	{ MEMBERS "port_channel: { sw1: 7, sw2: 11 }, vlans: 41", "vlan: 41",
		"bond0: port_channel: no member is on sw2" },
	{ MEMBERS "port_channel: { sw1: 0 }, vlans: 41", "vlan: 41",
		"bond0: sw1: `0` is not a number from 1 to 512" },
	{ MEMBERS "port_channel: { sw9: 7, sw1: 7 }, vlans: 41", "vlan: 41",
		"bond0: no switch `sw9` in the file; did you mean `sw1`?" },
	{ MEMBERS "port_channel: {}, vlans: 41", "vlan: 41", "bond0: port_channel has no value" },
	{ "members: { eno1: sw2 Gi1/0/1 }, port_channel: 10, vlans: 41", "vlan: 41", NULL },
	{ "members: { eno1: sw2 Gi1/0/1 }, port_channel: 19, vlans: 41", "vlan: 41", NULL },
	{ "members: { eno1: sw2 Gi1/0/1 }, port_channel: 9, vlans: 41", "vlan: 41",
		"bond0: port_channel: 9 is not of the range 10-19 that is ours on sw2 (t:2)" },
	{ "members: { eno1: sw2 Gi1/0/1 }, port_channel: { sw2: 20 }, vlans: 41", "vlan: 41",
		"bond0: port_channel: 20 is not of the range 10-19 that is ours on sw2 (t:2)" },
	{ MEMBERS "port_channel: 1, native_vlan: { park: 999 }, vlans: 41", "vlan: 41", NULL },
	{ MEMBERS "port_channel: 1, native_vlan: { park: 999 }, vlans: 41", "vlan: 999",
		"br0: VLAN 999 is not on bond0" },
	{ MEMBERS "port_channel: 1, native_vlan: { park: 41 }, vlans: 41", "vlan: 41",
		"bond0: native_vlan: park: 41 is among `vlans`, so untagged frames would pass" },
	{ MEMBERS "port_channel: 1, native_vlan: { park: 1003 }, vlans: 41", "vlan: 41",
		"bond0: native_vlan: 1003 is reserved (1002-1005 are Token Ring's and FDDI's)" },
	{ MEMBERS "port_channel: 1, native_vlan: { park: x }, vlans: 41", "vlan: 41",
		"bond0: park: `x` is not a number from 1 to 4094" },
	{ MEMBERS "port_channel: 1, native_vlan: {}, vlans: 41", "vlan: 41", "bond0: no `park`" },
	{ "members: [eno1], port_channel: 1, vlans: 41", "vlan: 41",
		"bond0: members must be a mapping from NICs to switch ports" },
};

static void one_message_each(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena *a = arena_new();
		struct report r = { .arena = a };
		char *text = arena_printf(a, frame, rows[i].bond, rows[i].bridge);

		intent_check(intent_parse(a, "t", text, strlen(text), &r), &r);
		if (r.n != (rows[i].message ? 1 : 0))
			print_error("row %zu: %zu messages: %s\n", i, r.n,
				r.n ? r.v[r.n - 1].text : "");
		assert_int_equal(r.n, rows[i].message ? 1 : 0);
		if (rows[i].message)
			assert_string_equal(r.v[0].text, rows[i].message);
		arena_free(a);
	}
}

/* Many hosts on one switch: conflicts are found by sorting, and what is right stays silent. */
static void many_hosts(void **state)
{
	struct arena *a = arena_new();
	struct report r = { .arena = a };
	struct buf b = { 0 };

	(void)state;
	buf_puts(&b, "lacppair: 1\nswitches: { sw: { address: sw } }\nhosts:\n");
	for (int i = 1; i <= 500; i++)
		buf_printf(&b,
			"  h%d: { bonds: { bond0: { members: { eno1: sw Gi1/0/%d }, vlans: 4, "
			"port_channel: %d } }, bridges: { br4: { vlan: 4, addresses: 10.0.%d.%d/16 "
			"} } }\n",
			i, i, i, i / 250, i % 250 + 1);
	intent_check(intent_parse(a, "t", buf_text(&b), b.len, &r), &r);
	assert_int_equal(r.n, 0);
	buf_puts(&b,
		"  h501: { bonds: { bond0: { members: { eno1: sw Gi1/0/250 }, vlans: 4, "
		"port_channel: 500 } } }\n");
	intent_check(intent_parse(a, "t", buf_text(&b), b.len, &r), &r);
	assert_int_equal(r.n, 2);
	assert_string_equal(r.v[0].text,
		"bond0: GigabitEthernet1/0/250 of sw is already the port of h250 bond0 eno1 (line "
		"253)");
	assert_string_equal(r.v[1].text,
		"bond0: Port-channel500 of sw is already that of h500 bond0 (line 503)");
	buf_free(&b);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_message_each),
		cmocka_unit_test(many_hosts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
