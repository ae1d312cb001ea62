// SPDX-License-Identifier: Apache-2.0
/*
 * At most one leg of a bond at a time: the next port is shut when the one before it serves again,
 * and when it does not, it is not touched at all and the rest is taken back.
 */
#include "test.h"

#include "buf.h"
#include "pairing.h"
#include "push_wire.h"

#define SUMMARY "show etherchannel summary"
#define TRUNKS "show interfaces trunk"

/* Two bundled members of a group that is to change from passive to active: each leaves and joins.
 */
static const char bundled[] =
	"! partner: gi1/0/1 0200.0000.0001\n! partner: gi2/0/1 0200.0000.0001\n"
	"hostname sw1\nusername netops privilege 15 secret 0 x\n"
	"vtp mode transparent\nvlan 40-44\n!\n"
	"interface Port-channel11\n switchport trunk native vlan 40\n"
	" switchport trunk allowed vlan 40-44\n switchport mode trunk\n"
	" spanning-tree portfast trunk\n!\n"
#define PORT(n)                                                                                    \
	"interface GigabitEthernet" n "/0/1\n switchport trunk native vlan 40\n"                   \
	" switchport trunk allowed vlan 40-44\n switchport mode trunk\n"                           \
	" channel-group 11 mode passive\n spanning-tree portfast trunk\n!\n"
	PORT("1") PORT("2") "line vty 0 4\n transport input ssh\nend\n";

/* Two access ports with a link, which become trunks of an active-backup bond. */
static const char plain[] = "! link: gi1/0/1 1000\n! link: gi2/0/1 1000\n"
			    "hostname sw1\nusername netops privilege 15 secret 0 x\n"
			    "vtp mode transparent\nvlan 40-44\n!\n"
			    "interface GigabitEthernet1/0/1\n switchport access vlan 40\n"
			    " switchport mode access\n!\n"
			    "interface GigabitEthernet2/0/1\n switchport access vlan 40\n"
			    " switchport mode access\n!\n"
			    "line vty 0 4\n transport input ssh\nend\n";

static void want_active_backup(struct run *r)
{
	struct intent *in = pairing(r->wire.arena);
	struct intent_bond *b = in->hosts.v[0]->bonds.v[0];
	struct err e = { 0 };

	b->port_channel = 0;
	bondopt_parse(BONDOPT_MODE, "active-backup", &b->opts);
	r->want = want_switch(r->wire.arena, in, in->switches.v[0], NULL, NULL,
		pairing_templates(r->wire.arena), &e);
	assert_non_null(r->want);
	assert_int_equal(r->want->units.v[0].port_channel, 0);
}

static void open_on(struct run *r, const char *config)
{
	run_open(r, config);
	saved_first(r);
	r->wire.links = true;
	if (config == plain)
		want_active_backup(r);
}

static bool touched(const struct run *r, const char *port)
{
	const struct steps *sent = &r->result.units.v[0].sent;

	for (size_t i = 0; i < sent->n; i++)
		if (sent->v[i].u.line.parent && strstr(sent->v[i].u.line.parent, port))
			return true;
	return false;
}

static void done_on(const char *config)
{
	struct run r;

	open_on(&r, config);
	push(&r);
	if (r.rc)
		fail_msg("%s (%s)", r.err.text, r.err.hint);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	assert_true(touched(&r, "GigabitEthernet1/0/1") && touched(&r, "GigabitEthernet2/0/1"));
	run_close(&r);
}

static void test_each_after_the_other(void **state)
{
	(void)state;
	done_on(bundled);
	done_on(plain);
}

/* The first leg does not come back: the second is not touched. */
static void stays_away(const char *config, const struct edit *edit, const char *text)
{
	char *before, *after;
	struct run r;

	open_on(&r, config);
	before = snapshot(r.wire.vswitch, true);
	r.wire.edits[0] = *edit;
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_UNDONE);
	if (!strstr(r.err.text, text))
		fail_msg("%s", r.err.text);
	assert_true(touched(&r, "GigabitEthernet1/0/1"));
	assert_false(touched(&r, "GigabitEthernet2/0/1"));
	after = snapshot(r.wire.vswitch, true);
	assert_string_equal(before, after);
	free(before);
	free(after);
	run_close(&r);
}

static void test_the_first_stays_away(void **state)
{
	(void)state;
	stays_away(bundled, &(struct edit){ SUMMARY, "Gi1/0/1(P)", "Gi1/0/1(w)", 1 },
		"GigabitEthernet1/0/1 was bundled before, and is not again after 40 s");
	stays_away(plain, &(struct edit){ TRUNKS, "Gi1/0/1", "Gi1/0/9", 1 },
		"GigabitEthernet1/0/1 was forwarding before, and is not again after 40 s");
}

/* The last leg of a bond without a group has to serve, too, before another switch's is shut. */
static void test_the_last_stays_away(void **state)
{
	struct run r;

	(void)state;
	open_on(&r, plain);
	r.wire.edits[0] = (struct edit){ TRUNKS, "Gi2/0/1", "Gi2/0/9", 1 };
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_UNDONE);
	assert_non_null(strstr(r.err.text, "GigabitEthernet2/0/1 was forwarding before"));
	run_close(&r);
}

/* Behind each leg every fault leads to the switch as it was, or as it is wanted. */
static bool one_fault(const char *config, enum fault fault, unsigned k)
{
	char *before, *after;
	struct run r;
	bool hit, changed;

	open_on(&r, config);
	before = snapshot(r.wire.vswitch, true);
	r.wire.fault = fault;
	r.wire.at = k;
	push(&r);
	hit = r.wire.done;
	changed = r.result.outcome == SWITCH_CHANGED;
	after = snapshot(r.wire.vswitch, true);
	if (changed != (r.rc == 0) || (!changed && strcmp(before, after)))
		fail_msg("fault %d at line %u: %s: %s\n%s", fault, k,
			switch_outcome_name(r.result.outcome), r.err.text, after);
	free(before);
	free(after);
	run_close(&r);
	return hit;
}

static void test_every_fault_at_every_line(void **state)
{
	static const enum fault faults[] = { REFUSED_LINE, DROP_BEFORE, DROP_AFTER, SILENCE,
		INTERRUPT };

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		unsigned k = 1, m = 1;

		while (one_fault(bundled, faults[i], k))
			k++;
		while (one_fault(plain, faults[i], m))
			m++;
		assert_true(k > 35 && m > 35);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_after_the_other),
		cmocka_unit_test(test_the_first_stays_away),
		cmocka_unit_test(test_the_last_stays_away),
		cmocka_unit_test(test_every_fault_at_every_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
