// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "proc_bonding.h"

static const char whole[] =
	"Ethernet Channel Bonding Driver: v6.1.176\n\n"
	"Bonding Mode: IEEE 802.3ad Dynamic link aggregation\n"
	"Transmit Hash Policy: layer3+4 (1)\nMII Status: up\nMII Polling Interval (ms): 100\n"
	"Up Delay (ms): 0\n\n802.3ad info\nLACP active: on\nLACP rate: fast\nMin links: 1\n"
	"System MAC address: 52:54:00:00:00:01\nActive Aggregator Info:\n\tAggregator ID: 3\n"
	"\tNumber of ports: 2\n\tActor Key: 15\n\tPartner Key: 11\n"
	"\tPartner Mac Address: 00:1e:49:ff:a3:00\n\n"
	"Slave Interface: eno1\nMII Status: up\nSpeed: 10000 Mbps\nDuplex: full\n"
	"Link Failure Count: 2\nPermanent HW addr: 52:54:00:00:00:01\nSlave queue ID: 0\n"
	"Aggregator ID: 3\ndetails actor lacp pdu:\n    system priority: 65535\n"
	"    system mac address: 52:54:00:00:00:01\n    port key: 15\n    port priority: 255\n"
	"    port number: 1\n    port state: 63\ndetails partner lacp pdu:\n"
	"    system priority: 32768\n    system mac address: 00:1e:49:ff:a3:00\n"
	"    oper key: 11\n    port priority: 32768\n    port number: 257\n    port state: 61\n\n"
	"Slave Interface: eno2\nMII Status: down\nSpeed: Unknown\nDuplex: Unknown\n"
	"Permanent HW addr: 52:54:00:00:00:02\nAggregator ID: 4\n";

static void test_whole(void **state)
{
	struct arena *a = arena_new();
	struct proc_bonding p;
	struct err e;
	const struct proc_member *m;

	(void)state;
	assert_int_equal(proc_bonding_parse(a, whole, &p, &e), 0);
	assert_true(p.is_8023ad && p.mii_up && p.fast && p.has_active);
	assert_int_equal(p.min_links, 1);
	assert_int_equal(p.aggregator, 3);
	assert_int_equal(p.partner_key, 11);
	assert_int_equal(p.members.n, 2);
	m = &p.members.v[0];
	assert_string_equal(m->name, "eno1");
	assert_true(m->mii_up && m->has_lacp && m->full_duplex);
	assert_int_equal(m->speed_mbps, 10000);
	assert_int_equal(m->actor.state, 63);
	assert_int_equal(m->partner.port, 257);
	assert_int_equal(m->partner.key, 11);
	assert_int_equal(m->partner.system[1], 0x1e);
	m = &p.members.v[1];
	assert_false(m->mii_up || m->has_lacp);
	assert_int_equal(m->aggregator, 4);
	assert_int_equal(m->speed_mbps, 0);
	arena_free(a);
}

/* Cut anywhere it is either refused or read, and no member is half shown as whole. */
static void test_cut(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof(whole); len++) {
		struct arena *a = arena_new();
		char *text = arena_strndup(a, whole, len);
		struct proc_bonding p;
		struct err e;
		size_t last = (size_t)(strstr(whole, "port state: 61") - whole) + 12;

		if (!proc_bonding_parse(a, text, &p, &e) && p.members.n && len <= last)
			assert_false(p.members.v[0].has_lacp && p.members.v[0].partner.state);
		arena_free(a);
	}
}

static void test_hostile(void **state)
{
	static const char *const texts[] = {
		"Bonding Mode: x\nSlave Interface: a-name-that-is-much-too-long-for-linux\n",
		"Bonding Mode: 802.3ad\nport state: 99999999999999999999\nMin links: -1\n",
		"Bonding Mode: 802.3ad\nSlave Interface:\nPermanent HW addr: zz\nport state: 1\n",
		"Bonding Mode: 802.3ad\ndetails partner lacp pdu:\nport state: 63\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct arena *a = arena_new();
		struct proc_bonding p;
		struct err e;

		assert_int_equal(proc_bonding_parse(a, texts[i], &p, &e), 0);
		assert_int_equal(p.min_links, 0);
		for (size_t k = 0; k < p.members.n; k++)
			assert_string_equal(p.members.v[k].name, "");
		arena_free(a);
	}
}

static void test_refused(void **state)
{
	struct arena *a = arena_new();
	struct proc_bonding p;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(proc_bonding_parse(a, "", &p, &e), -1);
	assert_int_equal(proc_bonding_parse(a, "{\"a\": 1}\n", &p, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
