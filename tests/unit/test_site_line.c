// SPDX-License-Identifier: Apache-2.0
#include "test.h"
#include "arena_fixture.h"
#include "site_line.h"

#define LONG_50 "12345678901234567890123456789012345678901234567890"

static void what_may_be_sent(void **state)
{
	static const struct {
		const char *text, *part; /* NULL: it may */
		enum site_scope scope;
		const char *key;
	} rows[] = {
		{ "storm-control broadcast level 5.00", NULL, SITE_INTERFACE, NULL },
		{ "no cdp enable", NULL, SITE_INTERFACE, NULL },
		{ "mac access-group hosts in", NULL, SITE_INTERFACE, NULL },
		{ "encapsulation dot1q 5", NULL, SITE_INTERFACE, NULL },
		{ "switchport block unicast", NULL, SITE_INTERFACE, NULL },
		{ "queue-set 2", NULL, SITE_INTERFACE, NULL },
		{ "port-channel load-balance src-dst-mac", NULL, SITE_GLOBAL, NULL },
		{ "lacp system-priority 100", NULL, SITE_GLOBAL, NULL },
		{ "vlan dot1q tag native", NULL, SITE_GLOBAL, NULL },
		{ "system mtu 9000", NULL, SITE_GLOBAL, NULL },
		{ "shutdown", "sets itself", SITE_INTERFACE, "members" },
		{ "no shut", "sets itself", SITE_INTERFACE, "members" },
		{ "no switchport", "sets itself", SITE_INTERFACE, "members" },
		{ "switchp tr nat vl 7", "sets itself", SITE_INTERFACE, "native_vlan" },
		{ "switchport trunk allowed vlan all", "sets itself", SITE_INTERFACE, "vlans" },
		{ "channel-group 5 mode on", "sets itself", SITE_INTERFACE, "port_channel" },
		{ "MTU 9000", "sets itself", SITE_INTERFACE, "switch: mtu" },
		{ "desc x", "sets itself", SITE_INTERFACE, "switch: description" },
		{ "vlan 40", "sets itself", SITE_GLOBAL, "vlans" },
		{ "no vlan 40", "sets itself", SITE_INTERFACE, "vlans" },
		{ "switchport port-security maximum 3", "channel-group", SITE_INTERFACE, NULL },
		{ "interface GigabitEthernet1/0/9", "another object", SITE_INTERFACE, NULL },
		{ "int gi1/0/9", "another object", SITE_GLOBAL, NULL },
		{ "no int gi1/0/9", "another object", SITE_GLOBAL, NULL },
		{ "exit", "leaves the mode", SITE_INTERFACE, NULL },
		{ "en", "leaves the mode", SITE_INTERFACE, NULL },
		{ "do reload", "exec mode", SITE_INTERFACE, NULL },
		{ "default interface Gi1/0/1", "taken back", SITE_GLOBAL, NULL },
		{ "banner motd #", "more lines", SITE_GLOBAL, NULL },
		{ "hostname x", "names it", SITE_INTERFACE, NULL },
		{ "port-channel load-balance src-mac", "whole switch", SITE_INTERFACE, NULL },
		{ "snmp-server community public ro", "secret", SITE_GLOBAL, NULL },
		{ "", "empty", SITE_INTERFACE, NULL },
		{ " cdp enable", "blank", SITE_INTERFACE, NULL },
		{ "cdp enable ", "blank", SITE_INTERFACE, NULL },
		{ "! cdp enable", "comment", SITE_INTERFACE, NULL },
		{ "cdp enable?", "help", SITE_INTERFACE, NULL },
		{ "cdp enable\nreload", "printable", SITE_INTERFACE, NULL },
		{ "cdp\tenable", "printable", SITE_INTERFACE, NULL },
		{ "cdp \x1b[A", "printable", SITE_INTERFACE, NULL },
		{ "x " LONG_50 LONG_50 LONG_50 LONG_50 LONG_50 "12", NULL, SITE_GLOBAL, NULL },
		{ "x " LONG_50 LONG_50 LONG_50 LONG_50 LONG_50 "123", "254", SITE_GLOBAL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *key, *why = site_line_refusal(rows[i].text, rows[i].scope, &key);

		if (!why != !rows[i].part || (why && !strstr(why, rows[i].part)))
			fail_msg("`%s`: %s", rows[i].text, why ? why : "taken");
		if (!key != !rows[i].key || (key && strcmp(key, rows[i].key) != 0))
			fail_msg("`%s`: key %s", rows[i].text, key ? key : "none");
	}
}

static void what_sets_the_same(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
		{ "load-interval 30", "load-interval 300", true },
		{ "load-interval 30", "load-interval 30", true },
		{ "load-interval 30", "no load-interval", true },
		{ "no cdp enable", "cdp enable", true },
		{ "udld port", "udld port aggressive", true },
		{ "storm-control broadcast level 5.00", "storm-control broadcast level 1.00",
			true },
		{ "ip access-group servers in", "ip access-group guests in", true },
		{ "ip access-group servers in", "ip access-group guests out", false },
		{ "service-policy input A", "service-policy output A", false },
		{ "storm-control broadcast level 5.00", "storm-control multicast level 5.00",
			false },
		{ "storm-control broadcast level 5.00", "storm-control action trap", false },
		{ "load-interval 30", "logging event link-status", false },
		{ "mab", "mls qos trust dscp", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (site_line_same_command(rows[i].a, rows[i].b) != rows[i].same ||
			site_line_same_command(rows[i].b, rows[i].a) != rows[i].same)
			fail_msg("`%s`, `%s`", rows[i].a, rows[i].b);
	}
}

static const char member[] = "interface GigabitEthernet1/0/1";

static struct site_lines lines_of(const char *const *texts, size_t n)
{
	struct site_lines s = { 0 };

	for (size_t i = 0; i < n; i++)
		*ARENA_PUSH(arena, &s) = (struct site_line){ member, texts[i] };
	return s;
}

static void lines_replace_each_other(void **state)
{
	static const char *const there[] = { "load-interval 300", "ip access-group a in" };
	struct site_lines s = lines_of(there, 2);

	(void)state;
	assert_string_equal(site_lines_earlier(&s, member, "load-interval 30"), there[0]);
	assert_string_equal(site_lines_earlier(&s, member, "ip access-group b in"), there[1]);
	assert_null(site_lines_earlier(&s, NULL, "load-interval 30"));
	assert_null(site_lines_earlier(&s, member, "no mdix auto"));
	site_lines_apply(arena, &s, member, "load-interval 30");
	assert_int_equal(s.n, 2);
	assert_true(site_lines_has(&s, member, "load-interval 30"));
	assert_false(site_lines_has(&s, member, there[0]));
	site_lines_apply(arena, &s, NULL, "load-interval 30");
	assert_int_equal(s.n, 3);
	site_lines_drop(&s, member);
	assert_int_equal(s.n, 1);
	assert_true(site_lines_has(&s, NULL, "load-interval 30"));
}

/* Two lines of one command that are both wanted stand beside each other. */
static void wanted_lines_stay(void **state)
{
	static const char *const both[] = { "storm-control action shutdown",
		"storm-control action trap" };
	struct site_lines wanted = lines_of(both, 2), s = lines_of(both, 1);

	(void)state;
	s.wanted = &wanted;
	assert_null(site_lines_earlier(&s, member, both[1]));
	site_lines_apply(arena, &s, member, both[1]);
	assert_int_equal(s.n, 2);
	site_lines_apply(arena, &s, member, "no storm-control action trap");
	assert_int_equal(s.n, 1);
	assert_false(site_lines_has(&s, member, both[1]));
	assert_true(site_lines_has(&s, member, both[0]));
	assert_string_equal(site_line_opposite(arena, "no cdp enable"), "cdp enable");
	assert_string_equal(site_line_opposite(arena, "cdp enable"), "no cdp enable");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_may_be_sent),
		cmocka_unit_test(what_sets_the_same),
		cmocka_unit_test(lines_replace_each_other),
		cmocka_unit_test(wanted_lines_stay),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
