// SPDX-License-Identifier: Apache-2.0
/*
 * Pushes to the virtual switch, without sockets: the transport here hands bytes over, and goes
 * wrong at the k-th line, for every k and in every way. Whatever happens, the switch ends as it
 * was or as it is wanted, and the result says which.
 */
#include "test.h"

#include "buf.h"
#include "ios_text.h"
#include "pairing.h"
#include "push_wire.h"
#include "reads.h"

static void test_push_and_again(void **state)
{
	struct run r;
	unsigned lines;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	push(&r);
	if (r.rc)
		fail_msg("%s: %s (%s)", r.err.object, r.err.text, r.err.hint);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	assert_true(r.result.saved);
	assert_int_equal(vswitch_saves(r.wire.vswitch), 2);
	assert_true(r.result.units.v[0].sent.n > 10);
	assert_string_equal(r.result.before.hostname, "sw1");

	lines = r.wire.lines;
	push(&r);
	assert_int_equal(r.rc, 0);
	assert_int_equal(r.result.outcome, SWITCH_UNCHANGED);
	assert_true(r.result.saved);
	assert_int_equal(r.result.units.v[0].sent.n, 0);
	assert_int_equal(vswitch_saves(r.wire.vswitch), 2);
	/* terminal x 3, show x 16: nothing else was said. */
	assert_int_equal(r.wire.lines - lines, 19);
	run_close(&r);
}

static void test_dry_run_sends_nothing(void **state)
{
	struct run r;
	char *before, *after;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	before = snapshot(r.wire.vswitch, true);
	r.options.dry_run = true;
	push(&r);
	assert_int_equal(r.rc, 0);
	assert_int_equal(r.result.outcome, SWITCH_UNCHANGED);
	assert_true(r.result.units.v[0].sent.n > 10);
	after = snapshot(r.wire.vswitch, true);
	assert_string_equal(before, after);
	free(before);
	free(after);
	run_close(&r);
}

/* What the k-th line of a push does when it goes wrong. */
static bool one_fault(enum fault fault, unsigned k)
{
	struct run r;
	char *before, *after, *startup;
	bool hit;

	run_open(&r, push_config);
	saved_first(&r);
	before = snapshot(r.wire.vswitch, false);
	startup = strdup(vswitch_startup(r.wire.vswitch));
	r.wire.fault = fault;
	r.wire.at = k;
	push(&r);
	hit = r.wire.done;
	after = snapshot(r.wire.vswitch, false);
	switch (r.result.outcome) {
	case SWITCH_UNCHANGED:
		fail_msg("fault %d at line %u: unchanged", fault, k);
		break;
	case SWITCH_CHANGED:
		assert_int_equal(r.rc, 0);
		assert_true(r.result.saved);
		assert_string_not_equal(before, after);
		assert_string_not_equal(startup, vswitch_startup(r.wire.vswitch));
		break;
	case SWITCH_REFUSED:
	case SWITCH_UNDONE:
		assert_int_equal(r.rc, -1);
		if (strcmp(before, after))
			fail_msg("fault %d at line %u: %s: %s\n%s---\n%s", fault, k,
				switch_outcome_name(r.result.outcome), r.err.text, before, after);
		assert_string_equal(startup, vswitch_startup(r.wire.vswitch));
		break;
	case SWITCH_LEFT:
		if (fault != DROP_FOR_GOOD)
			fail_msg("fault %d at line %u: left: %s", fault, k, r.err.text);
		assert_int_equal(r.err.class, ERR_LEFT);
		break;
	}
	if (hit && getenv("VERBOSE"))
		printf("fault %d line %u: %s, %s: %s\n   (%s)\n", fault, k,
			switch_outcome_name(r.result.outcome), err_class_name(r.err.class),
			r.err.text, r.err.hint);
	free(before);
	free(after);
	free(startup);
	run_close(&r);
	return hit;
}

/* A refused line, and then the way back goes wrong at its k-th line. */
static bool two_faults(enum fault then, unsigned k)
{
	struct run r;
	char *before, *after;
	bool hit;

	run_open(&r, push_config);
	saved_first(&r);
	before = snapshot(r.wire.vswitch, true);
	r.wire.fault = REFUSED_LINE;
	r.wire.at = 46;
	r.wire.then = then;
	r.wire.then_at = k;
	push(&r);
	hit = r.wire.done;
	after = snapshot(r.wire.vswitch, true);
	if (getenv("VERBOSE"))
		printf("then %d at line %u: %s: %s\n", then, k,
			switch_outcome_name(r.result.outcome), r.err.text);
	if (r.result.outcome == SWITCH_UNDONE)
		assert_string_equal(before, after);
	else if (r.result.outcome != SWITCH_LEFT || r.err.class != ERR_LEFT)
		fail_msg("then %d at line %u: %s: %s", then, k,
			switch_outcome_name(r.result.outcome), r.err.text);
	assert_true(r.result.outcome == SWITCH_UNDONE || then == DROP_FOR_GOOD);
	free(before);
	free(after);
	run_close(&r);
	return hit;
}

static void test_every_fault_on_the_way_back(void **state)
{
	(void)state;
	for (enum fault f = REFUSED_LINE; f < FAULTS; f++) {
		unsigned k = 1;

		while (two_faults(f, k))
			k++;
		assert_true(k > 15);
	}
}

static void test_every_fault_at_every_line(void **state)
{
	(void)state;
	for (enum fault f = REFUSED_LINE; f < FAULTS; f++) {
		unsigned k = 1;

		while (one_fault(f, k))
			k++;
		assert_true(k > 20);
	}
}

/* Faults of the switch itself (docs/virtual-switch.md), and what is said of each. */
static void test_what_is_said(void **state)
{
	static const struct {
		const char *faults;
		enum switch_outcome outcome;
		enum err_class class;
		const char *text, *hint;
	} cases[] = {
		{ "! fault: refuse \"switchport mode trunk\" \"Command rejected: An interface "
		  "whose "
		  "trunk encapsulation is \\\"Auto\\\" can not be configured to \\\"trunk\\\" "
		  "mode.\"\n",
			SWITCH_UNDONE, ERR_REFUSED,
			"`switchport mode trunk` refused: Command rejected: An interface whose "
			"trunk "
			"encapsulation is \"Auto\" can not be configured to \"trunk\" mode. "
			"(template "
			"port-channel.ios:21, lacppair.yaml:12); undone",
			"encapsulation dot1q` has to come before" },
		{ "! fault: lock \"Configuration mode is locked by process '4' user 'x' from "
		  "terminal "
		  "'6'. Please try later.\" 2\n",
			SWITCH_CHANGED, ERR_NONE, "", "" },
		{ "! fault: lock \"Configuration mode is locked by process '4' user 'x' from "
		  "terminal "
		  "'6'. Please try later.\" 3\n",
			SWITCH_REFUSED, ERR_ENVIRONMENT,
			"`configure terminal` refused: Configuration mode is locked by process '4'",
			"somebody else configures" },
		{ "! fault: save-fails 2\n", SWITCH_CHANGED, ERR_NONE, "", "" },
		{ "! fault: save-fails 3\n", SWITCH_UNDONE, ERR_REFUSED, "not saved after 3 tries",
			"" },
		{ "! fault: ignore \"switchport trunk native\"\n", SWITCH_UNDONE, ERR_REFUSED,
			"read back these are still to send: interface Port-channel11; switchport "
			"trunk native vlan 40",
			"" },
		{ "! fault: refuse \"no \" \"% No way back\"\n"
		  "! fault: refuse \"switchport mode trunk\" \"Command rejected: no\"\n",
			SWITCH_LEFT, ERR_LEFT,
			"not fully undone: `no interface Port-channel11` refused: % No way back",
			"to finish by hand, in `configure terminal`: no interface "
			"Port-channel11; " },
		{ "vtp mode client\n", SWITCH_REFUSED, ERR_REFUSED, "VTP", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char text[1024];
		struct run r;

		snprintf(text, sizeof(text),
			"%shostname sw1\nusername netops privilege 15 secret 0 x\n"
			"interface GigabitEthernet1/0/1\ninterface GigabitEthernet2/0/1\n"
			"line vty 0 4\nend\n",
			cases[i].faults);
		run_open(&r, text);
		r.options.save_all = true;
		push(&r);
		if (r.result.outcome != cases[i].outcome || r.err.class != cases[i].class ||
			!strstr(r.err.text, cases[i].text) || !strstr(r.err.hint, cases[i].hint))
			fail_msg("%s%s, %s: %s (%s)", cases[i].faults,
				switch_outcome_name(r.result.outcome), err_class_name(r.err.class),
				r.err.text, r.err.hint);
		assert_string_equal(r.err.object, r.rc ? "sw1" : "");
		run_close(&r);
	}
}

/* A second bond on the same switch, with some of the same VLANs. */
static void add_second_bond(struct run *r)
{
	struct arena *a = r->wire.arena;
	struct intent *in = pairing(a);
	struct intent_switch *sw = in->switches.v[0];
	struct intent_host *host = ARENA_NEW(a, struct intent_host);
	struct intent_bond *b = pairing_bond(a, sw);
	struct err e = { 0 };

	host->name = "kvm2";
	b->port_channel = 12;
	vlanset_add_range(&b->vlans, 45, 46);
	for (size_t i = 0; i < 2; i++)
		snprintf(b->members.v[i].port, sizeof(b->members.v[i].port),
			"GigabitEthernet%zu/0/2", i + 1);
	*ARENA_PUSH(a, &host->bonds) = b;
	*ARENA_PUSH(a, &in->hosts) = host;
	r->want = want_switch(a, in, sw, NULL, NULL, pairing_templates(a), &e);
	assert_non_null(r->want);
	assert_int_equal(r->want->units.n, 2);
}

static const char two_pairs[] = "hostname sw1\nusername netops privilege 15 secret 0 x\n"
				"interface GigabitEthernet1/0/1\ninterface GigabitEthernet1/0/2\n"
				"interface GigabitEthernet2/0/1\ninterface GigabitEthernet2/0/2\n"
				"line vty 0 4\nend\n";

static bool second_refused(const char *only_first, enum fault then, unsigned k)
{
	char *after;
	struct run r;
	bool hit;

	run_open(&r, two_pairs);
	saved_first(&r);
	add_second_bond(&r);
	r.wire.fault = REFUSED_LINE;
	r.wire.at = 70; /* within the lines of the second */
	r.wire.then = then;
	r.wire.then_at = k;
	push(&r);
	hit = r.wire.done && then != NO_FAULT;
	if (r.result.outcome != SWITCH_UNDONE || !r.result.saved)
		fail_msg("then %d at line %u: %s", then, k, r.err.text);
	assert_int_equal(r.result.units.v[0].undo.n, 0);
	assert_true(r.result.units.v[1].undo.n > 0);
	after = snapshot(r.wire.vswitch, true);
	assert_string_equal(only_first, after);
	free(after);
	run_close(&r);
	return hit;
}

/* The unit of undo is the bond: the first stays, with the VLANs that both have, and is saved. */
static void test_second_bond_is_refused(void **state)
{
	char *only_first;
	struct run r;

	(void)state;
	run_open(&r, two_pairs);
	saved_first(&r);
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	only_first = snapshot(r.wire.vswitch, true);
	run_close(&r);
	second_refused(only_first, NO_FAULT, 0);
	for (unsigned k = 1; second_refused(only_first, DROP_BEFORE, k); k++)
		;
	for (unsigned k = 1; second_refused(only_first, DROP_AFTER, k); k++)
		;
	free(only_first);
}
/* An interrupt takes back all that is not saved yet. */
static void test_second_bond_is_interrupted(void **state)
{
	char *before, *after;
	struct run r;

	(void)state;
	run_open(&r, two_pairs);
	saved_first(&r);
	before = snapshot(r.wire.vswitch, true);
	add_second_bond(&r);
	r.wire.fault = INTERRUPT;
	r.wire.at = 62;
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_UNDONE);
	assert_true(r.result.units.v[0].undo.n > 0);
	after = snapshot(r.wire.vswitch, true);
	assert_string_equal(before, after);
	free(before);
	free(after);
	run_close(&r);
}

static void test_reads(void **state)
{
	static const struct switch_login login = { .name = "sw1", .address = "192.0.2.10" };
	struct switch_read read;
	struct run r;
	struct err e = { 0 };

	(void)state;
	run_open(&r, push_config);
	assert_int_equal(turn(&r,
				 switch_job_new(r.wire.arena, &login,
					 read_dialog_new(r.wire.arena, &login,
						 SWITCH_CONFIG | SWITCH_STATE, &read),
					 fake_new, &r.wire),
				 &e),
		0);
	assert_string_equal(read.hostname, "sw1");
	assert_non_null(ios_config_interface(read.found.running, "Gi2/0/1"));
	assert_int_equal(read.found.vtp.mode, VTP_TRANSPARENT);
	assert_true(read.found.vlans.rows.n > 0);
	run_close(&r);
}

/* Undone, its objects are as before; that somebody changed something else meanwhile is said. */
static void test_changed_elsewhere(void **state)
{
	struct run r;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	r.wire.edits[0] =
		(struct edit){ "show running-config", "interface GigabitEthernet2/0/2\r\n",
			"interface GigabitEthernet2/0/2\r\n description theirs\r\n", 1 };
	r.wire.fault = REFUSED_LINE;
	r.wire.at = 40;
	push(&r);
	assert_true(r.wire.done);
	assert_int_equal(r.result.outcome, SWITCH_LEFT);
	assert_int_equal(r.err.class, ERR_LEFT);
	assert_non_null(
		strstr(r.err.text, "its objects are as before, but the running-config differs"));
	assert_non_null(strstr(r.err.text, "interface GigabitEthernet2/0/2"));
	run_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_push_and_again),
		cmocka_unit_test(test_dry_run_sends_nothing),
		cmocka_unit_test(test_every_fault_at_every_line),
		cmocka_unit_test(test_every_fault_on_the_way_back),
		cmocka_unit_test(test_changed_elsewhere),
		cmocka_unit_test(test_what_is_said),
		cmocka_unit_test(test_second_bond_is_refused),
		cmocka_unit_test(test_second_bond_is_interrupted),
		cmocka_unit_test(test_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
