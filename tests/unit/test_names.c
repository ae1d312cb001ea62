// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>

#include "ifname.h"
#include "net.h"
#include "test.h"

static void interface_names(void **state)
{
	static const struct {
		const char *in, *name, *abbrev;
	} rows[] = {
		{ "Gi1/0/1", "GigabitEthernet1/0/1", "Gi1/0/1" },
		{ "gigabitethernet 1/0/1", "GigabitEthernet1/0/1", "Gi1/0/1" },
		{ "Gig0/1", "GigabitEthernet0/1", "Gi0/1" },
		{ "Twe1/0/3", "TwentyFiveGigE1/0/3", "Twe1/0/3" },
		{ "Tw1/0/3", "TwoGigabitEthernet1/0/3", "Tw1/0/3" },
		{ "Te1/1/1", "TenGigabitEthernet1/1/1", "Te1/1/1" },
		{ "Fo1/1", "FortyGigabitEthernet1/1", "Fo1/1" },
		{ "Fou1/1", "FourHundredGigE1/1", "Fou1/1" },
		{ "Fif1/1", "FiftyGigE1/1", "Fif1/1" },
		{ "Po11", "Port-channel11", "Po11" },
		{ "port-channel 11", "Port-channel11", "Po11" },
		{ "vlan40", "Vlan40", "Vl40" },
		{ "e0/1", "Ethernet0/1", "Et0/1" },
	};
	static const char *const bad[] = { "", "Gi", "Gi1/", "Gi1//2", "Xy1/0/1", "1/0/1",
		"Gi1/0/x", "Gi1/0/1;", "GigabitEthernets1/0/1", "Gi1/0/1 shutdown", "Gi/1",
		"T1/1" };
	char out[IFNAME_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(ifname_canonical(rows[i].in, out), 0);
		assert_string_equal(out, rows[i].name);
		assert_int_equal(ifname_short(rows[i].in, out), 0);
		assert_string_equal(out, rows[i].abbrev);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(ifname_canonical(bad[i], out), -1);
	assert_true(ifname_equal("po11", "Port-channel 11"));
	assert_false(ifname_equal("x", "x"));
	assert_int_equal(ifname_port_channel("Po11"), 11);
	assert_int_equal(ifname_port_channel("Gi1/0/11"), 0);
}

static void addresses(void **state)
{
	struct ipaddr a, b;
	char text[IPADDR_TEXT_MAX];

	(void)state;
	assert_int_equal(ipaddr_parse("10.8.0.2/24", &a), 0);
	assert_string_equal(ipaddr_format(&a, false, text), "10.8.0.2/24");
	assert_int_equal(ipaddr_parse("10.8.0.1", &b), 0);
	assert_string_equal(ipaddr_format(&b, false, text), "10.8.0.1");
	assert_true(ipaddr_in_subnet(&a, &b));
	assert_int_equal(ipaddr_parse("10.8.1.1", &b), 0);
	assert_false(ipaddr_in_subnet(&a, &b));
	assert_int_equal(ipaddr_parse("10.8.0.130/25", &a), 0);
	assert_int_equal(ipaddr_parse("10.8.0.1", &b), 0);
	assert_false(ipaddr_in_subnet(&a, &b));
	assert_int_equal(ipaddr_parse("2001:db8::2/64", &a), 0);
	assert_false(ipaddr_in_subnet(&a, &b));
	assert_int_equal(ipaddr_parse("2001:db8::1", &b), 0);
	assert_true(ipaddr_in_subnet(&a, &b));
	assert_int_equal(ipaddr_parse("10.8.0.2/33", &a), -1);
	assert_int_equal(ipaddr_parse("10.8.0.2/", &a), -1);
	assert_int_equal(ipaddr_parse("10.8.0", &a), -1);
	assert_int_equal(ipaddr_parse("10.8.0.2/2x", &a), -1);
}

static void macs(void **state)
{
	static const uint8_t want[6] = { 0x52, 0x54, 0, 0x12, 0x34, 0x56 };
	static const char *const good[] = { "52:54:00:12:34:56", "52-54-00-12-34-56",
		"5254.0012.3456" };
	static const char *const bad[] = { "", "52:54:00:12:34", "52:54:00:12:34:5",
		"5254:0012:3456", "52:54:00:12:34:56:", "525400123456", "g2:54:00:12:34:56" };
	uint8_t mac[6];
	char text[MAC_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		memset(mac, 0, 6);
		assert_int_equal(mac_parse(good[i], mac), 0);
		assert_memory_equal(mac, want, 6);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(mac_parse(bad[i], mac), -1);
	assert_string_equal(mac_format(want, text), good[0]);
	assert_string_equal(mac_format_ios(want, text), good[2]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interface_names),
		cmocka_unit_test(addresses),
		cmocka_unit_test(macs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
