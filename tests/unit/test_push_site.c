// SPDX-License-Identifier: Apache-2.0
/*
 * Lines that lacppair does not know the meaning of, through a push: sent, read back, taken back to
 * what stood there before; also after a kill, from the journal.
 */
#include "test.h"

#include "pairing.h"
#include "push_night.h"

#define PORTS                                                                                      \
	"hostname sw1\nusername netops privilege 15 secret 0 x\nvtp mode transparent\n"            \
	"port-channel load-balance src-mac\ninterface GigabitEthernet1/0/1\n load-interval 300\n"  \
	"!\ninterface GigabitEthernet2/0/1\n storm-control action trap\n!\nline vty 0 4\n"         \
	" transport input ssh\nend\n"

static void put_line(struct arena *a, struct intent_lines *lines, const char *text)
{
	*ARENA_PUSH(a, lines) = (struct intent_line){ text, pairing_pos(20, 9) };
}

static void want_site_lines(struct run *r)
{
	struct arena *a = r->wire.arena;
	struct intent *in = pairing(a);
	struct intent_bond *b = in->hosts.v[0]->bonds.v[0];
	struct err e = { 0 };

	put_line(a, &in->switches.v[0]->global, "port-channel load-balance src-dst-mac");
	put_line(a, &in->switches.v[0]->global, "lacp system-priority 100");
	put_line(a, &b->sw.channel_lines, "load-interval 60");
	put_line(a, &b->sw.member_lines, "load-interval 30");
	put_line(a, &b->sw.member_lines, "no cdp enable");
	put_line(a, &b->sw.member_lines, "storm-control action shutdown");
	r->want = want_switch(a, in, in->switches.v[0], NULL, NULL, pairing_templates(a), &e);
	assert_non_null(r->want);
	assert_int_equal(r->want->units.n, 2);
	assert_true(want_unit_is_global(&r->want->units.v[0]));
}

static void open_night(struct night *n, const char *config)
{
	night_open(n, config);
	want_site_lines(&n->r);
}

static void test_they_are_there(void **state)
{
	static const char *const shown[] = { "\nport-channel load-balance src-dst-mac\n",
		"\nlacp system-priority 100\n",
		"interface Port-channel11\n switchport trunk native vlan 40\n"
		" switchport trunk allowed vlan 40-44\n switchport mode trunk\n"
		" load-interval 60\n",
		" load-interval 30\n no cdp enable\n storm-control action shutdown\n"
		" channel-group 11",
		" load-interval 30\n no cdp enable\n storm-control action shutdown\n"
		" storm-control action trap\n channel-group 11" };
	struct night n;
	char *now;

	(void)state;
	open_night(&n, PORTS);
	push(&n.r);
	if (n.r.result.outcome != SWITCH_CHANGED)
		fail_msg("%s", n.r.err.text);
	now = snapshot(n.r.wire.vswitch, false);
	for (char *cr; (cr = strchr(now, '\r'));)
		memmove(cr, cr + 1, strlen(cr));
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		if (!strstr(now, shown[i]))
			fail_msg("not there: %s\n%s", shown[i], now);
	assert_null(strstr(now, "load-interval 300"));
	free(now);
	next(&n, SWITCH_PUSH);
	assert_int_equal(n.r.result.outcome, SWITCH_UNCHANGED);
	next(&n, SWITCH_ROLLBACK);
	as_before(&n, "rollback", 0);
	night_close(&n);
}

static void test_ignored_lines_are_missed(void **state)
{
	static const struct {
		const char *line, *says;
	} rows[] = {
		{ "lacp system-priority", "still to send: lacp system-priority 100" },
		{ "load-interval 60", "Port-channel11; load-interval 60" },
		{ "no cdp enable", "interface GigabitEthernet1/0/1; no cdp enable" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char config[1000];
		struct night n;

		snprintf(config, sizeof(config), "! fault: ignore \"%s\"\n%s", rows[i].line, PORTS);
		open_night(&n, config);
		push(&n.r);
		assert_int_equal(n.r.result.outcome, SWITCH_UNDONE);
		if (!strstr(n.r.err.text, rows[i].says))
			fail_msg("%s", n.r.err.text);
		night_close(&n);
	}
}

/* At each line, in each way: the first unit, which is proven by itself, may stay. */
static bool goes_wrong_at(enum fault fault, unsigned k)
{
	struct night n;
	bool hit;

	open_night(&n, PORTS);
	n.r.wire.fault = fault;
	n.r.wire.at = k;
	push(&n.r);
	hit = n.r.wire.done;
	if (hit && n.r.result.outcome != SWITCH_UNDONE && n.r.result.outcome != SWITCH_REFUSED &&
		n.r.result.outcome != SWITCH_CHANGED)
		fail_msg("fault %d at line %u: %s: %s", fault, k,
			switch_outcome_name(n.r.result.outcome), n.r.err.text);
	next(&n, SWITCH_PUSH);
	if (n.r.rc)
		fail_msg("fault %d at line %u, again: %s", fault, k, n.r.err.text);
	night_close(&n);
	return hit;
}

static void test_it_goes_wrong(void **state)
{
	static const enum fault faults[] = { REFUSED_LINE, DROP_AFTER };

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		unsigned k = 1;

		while (goes_wrong_at(faults[i], k))
			k++;
		assert_true(k > 30);
	}
}

/* Killed, and the record of the journal leads back, whatever had been sent. */
static void test_killed(void **state)
{
	unsigned k = 1;
	bool hit = true;

	(void)state;
	for (; hit; k++) {
		struct night n;

		open_night(&n, PORTS);
		n.r.wire.fault = KILL_AFTER;
		n.r.wire.at = k;
		push(&n.r);
		hit = n.r.wire.done;
		journal_again(&n);
		if (n.j.phase != JOURNAL_NONE) {
			next(&n, SWITCH_ROLLBACK);
			if (n.r.rc)
				fail_msg("killed at line %u: %s", k, n.r.err.text);
		}
		as_before(&n, "killed", k);
		night_close(&n);
	}
	assert_true(k > 30);
}

/* What somebody else made of such a line since is not taken away. */
static void test_changed_since(void **state)
{
	struct night n;

	(void)state;
	open_night(&n, PORTS);
	push(&n.r);
	type(&n, "configure terminal\nport-channel load-balance dst-ip\nend\n");
	next(&n, SWITCH_ROLLBACK);
	assert_int_equal(n.r.result.outcome, SWITCH_REFUSED);
	assert_non_null(strstr(n.r.err.text, "changed by somebody else since"));
	night_close(&n);
}

/* Names of VLANs that exist: killed anywhere, they come back as they were. */
static void test_names(void **state)
{
	unsigned k = 1;
	bool hit = true;

	(void)state;
	for (; hit; k++) {
		struct night n;

		night_open(&n,
			"hostname sw1\nusername netops privilege 15 secret 0 x\n"
			"vtp mode transparent\nvlan 40\n name old\n!\n"
			"interface GigabitEthernet1/0/1\n!\ninterface GigabitEthernet2/0/1\n!\n"
			"line vty 0 4\n transport input ssh\nend\n");
		want_switch_rename(n.r.wire.arena, n.r.want);
		n.r.wire.fault = KILL_AFTER;
		n.r.wire.at = k;
		push(&n.r);
		hit = n.r.wire.done;
		if (!hit)
			assert_non_null(strstr(vswitch_startup(n.r.wire.vswitch), " name mgmt"));
		journal_again(&n);
		if (n.j.phase != JOURNAL_NONE)
			next(&n, SWITCH_ROLLBACK);
		as_before(&n, "names", k);
		night_close(&n);
	}
	assert_true(k > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_they_are_there),
		cmocka_unit_test(test_ignored_lines_are_missed),
		cmocka_unit_test(test_it_goes_wrong),
		cmocka_unit_test(test_killed),
		cmocka_unit_test(test_changed_since),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
