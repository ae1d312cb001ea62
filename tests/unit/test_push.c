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
	/* terminal x 3, show x 15: nothing else was said. */
	assert_int_equal(r.wire.lines - lines, 18);
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
			"port-channel.ios:20, lacppair.yaml:12); undone",
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

static void type_line(struct vswitch_vty *v, const char *line)
{
	vswitch_input(v, line, strlen(line));
	vswitch_input(v, "\r", 1);
}

static void test_others_changes_are_not_saved(void **state)
{
	static const char change[] = "conf t\rinterface gi2/0/2\rdescription mine\rend\r";
	struct vswitch_vty *v;
	struct run r;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	v = vswitch_open(r.wire.vswitch, "netops");
	vswitch_input(v, change, sizeof(change) - 1);
	vswitch_close(v);
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_REFUSED);
	assert_int_equal(r.err.class, ERR_USAGE);
	assert_true(r.result.before.saved_differs);
	assert_int_equal(r.result.units.v[0].sent.n, 0);

	r.options.save_all = true;
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	assert_non_null(strstr(vswitch_startup(r.wire.vswitch), "description mine"));

	/* With ours saved, somebody else's next change is none of our business. */
	r.options.save_all = false;
	v = vswitch_open(r.wire.vswitch, "netops");
	vswitch_input(v, change, sizeof(change) - 1);
	type_line(v, "configure terminal");
	type_line(v, "interface gi2/0/2");
	type_line(v, "description other");
	vswitch_close(v);
	push(&r);
	assert_int_equal(r.rc, 0);
	assert_int_equal(r.result.outcome, SWITCH_UNCHANGED);
	assert_null(strstr(vswitch_startup(r.wire.vswitch), "description other"));
	run_close(&r);
}

/* What a push that is killed between its lines and its save leaves behind. */
static void type_unsaved(struct run *r, const struct steps *lines)
{
	struct vswitch_vty *v = vswitch_open(r->wire.vswitch, "netops");

	type_line(v, "configure terminal");
	for (size_t i = 0; i < lines->n; i++) {
		if (lines->v[i].u.line.parent)
			type_line(v, lines->v[i].u.line.parent);
		type_line(v, lines->v[i].u.line.text);
	}
	type_line(v, "end");
	vswitch_close(v);
}

static void test_as_wanted_but_not_saved(void **state)
{
	struct run first, r;

	(void)state;
	run_open(&first, push_config);
	saved_first(&first);
	push(&first);
	assert_int_equal(first.result.outcome, SWITCH_CHANGED);

	run_open(&r, push_config);
	saved_first(&r);
	type_unsaved(&r, &first.result.units.v[0].sent);
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_REFUSED);
	assert_int_equal(r.err.class, ERR_USAGE);
	assert_non_null(strstr(r.err.text, "not saved"));

	r.options.save_all = true;
	push(&r);
	assert_int_equal(r.rc, 0);
	assert_int_equal(r.result.outcome, SWITCH_UNCHANGED);
	assert_true(r.result.saved);
	assert_non_null(strstr(vswitch_startup(r.wire.vswitch), "channel-group 11"));
	run_close(&r);
	run_close(&first);
}

static void test_saved_or_not(void **state)
{
	static const struct {
		const char *running, *startup;
		bool same;
	} cases[] = {
		{ "Building configuration...\n\nCurrent configuration : 7013 bytes\n!\n! Last "
		  "configuration change at 12:44:10 UTC by x\n!\nversion 16.12\nend\n",
			"Using 2112 out of 33554432 bytes\n! NVRAM config last updated at 1 by "
			"x\n!\nversion 16.12\n!\nend\n",
			true },
		{ "vlan 1\nend\n", "vlan 2\nend\n", false },
		{ "vlan 1\nend\n", "end\n", false },
		{ "end\n", "startup-config is not present\n", false },
		{ "ntp clock-period 17179865\nend\n", "end\n", true },
		{ "crypto pki certificate chain T\n certificate self-signed 01\n  3082032E "
		  "30820216 "
		  "A0030201 \n  0D06092A\n  \tquit\nend\n",
			"crypto pki certificate chain T\n certificate self-signed 01 "
			"nvram:IOS-Self-Sig#1.cer\nend\n",
			true },
		{ "interface A\n shutdown\nend\n", "interface A\nend\n", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (ios_text_same(cases[i].running, cases[i].startup) != cases[i].same)
			fail_msg("case %zu", i);
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

#define SUMMARY "show etherchannel summary"
#define JOIN "channel-group 11 mode active"

/* The host is not there yet: pushed, saved, and said so. */
static void test_members_wait_for_the_host(void **state)
{
	struct run r;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	r.wire.edits[0] = (struct edit){ SUMMARY, "Gi1/0/1(D)", "Gi1/0/1(s)", 1 };
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	assert_int_equal(r.result.units.v[0].members.n, 2);
	assert_int_equal(r.result.units.v[0].members.v[0].state, SETTLED_WAITING);
	assert_string_equal(r.result.units.v[0].members.v[0].why, "no LACPDU from the host yet");
	assert_int_equal(r.result.units.v[0].members.v[1].state, SETTLED_WAITING);
	assert_string_equal(r.result.units.v[0].members.v[1].why, "its link is down");
	run_close(&r);
}

static const char unlike[] = "\r\n*Mar  1 00:00:07.003: %EC-5-CANNOT_BUNDLE2: Gi1/0/1 is not "
			     "compatible with Po11 and will "
			     "be suspended (dtp mode of Gi1/0/1 is on, Po11 is off)\r\n";

/* Every line is taken, and a member is suspended for what it is: undone, with its reason. */
static void test_suspended_member_is_undone(void **state)
{
	const struct ios_messages *heard;
	char *before, *after;
	struct run r;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	before = snapshot(r.wire.vswitch, true);
	r.wire.edits[0] = (struct edit){ SUMMARY, "Gi1/0/1(D)", "Gi1/0/1(s)", 1 };
	r.wire.edits[1] = (struct edit){ JOIN, "", unlike, 0 };
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_UNDONE);
	assert_non_null(strstr(r.err.text, "GigabitEthernet1/0/1 is suspended"));
	assert_non_null(strstr(r.err.text, "dtp mode of Gi1/0/1 is on, Po11 is off"));
	heard = &r.result.units.v[0].heard;
	assert_true(heard->n > 0);
	assert_int_equal(heard->v[0].class, MESSAGE_UNLIKE);
	assert_string_equal(heard->v[0].cause, JOIN);
	after = snapshot(r.wire.vswitch, true);
	assert_string_equal(before, after);
	free(before);
	free(after);
	run_close(&r);
}

/* IOS says so line by line while lists and modes follow each other: the state behind them counts.
 */
static void test_suspended_for_a_moment_is_no_failure(void **state)
{
	struct run r;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	r.wire.edits[0] = (struct edit){ JOIN, "", unlike, 0 };
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	assert_int_equal(r.result.units.v[0].members.v[0].state, SETTLED_WAITING);
	run_close(&r);
}

/* A switch that keeps its channels to itself is believed its configuration. */
static void test_channels_unsaid(void **state)
{
	struct run r;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	r.wire.edits[0] = (struct edit){ SUMMARY, "Group", "Gruppe", 0 };
	r.wire.edits[1] = (struct edit){ SUMMARY, "Number of", "Zahl der", 0 };
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	assert_int_equal(r.result.units.v[0].members.v[0].state, SETTLED_UNKNOWN);
	run_close(&r);
}

/* A leg in operation has to come back. */
static void test_lost_leg_is_undone(void **state)
{
	char *before, *after;
	struct run r;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	before = snapshot(r.wire.vswitch, true);
	vlanset_add(&r.want->in->hosts.v[0]->bonds.v[0]->vlans, 45);
	r.want = want_switch(r.wire.arena, r.want->in, r.want->sw, NULL, NULL,
		pairing_templates(r.wire.arena), &r.err);
	r.wire.edits[0] = (struct edit){ SUMMARY, "Gi1/0/1(D)", "Gi1/0/1(P)", 0 };
	r.wire.edits[1] = (struct edit){ SUMMARY, "Gi1/0/1(P)", "Gi1/0/1(D)", 1 };
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_UNDONE);
	assert_non_null(strstr(r.err.text, "GigabitEthernet1/0/1 was bundled before"));
	after = snapshot(r.wire.vswitch, true);
	assert_string_equal(before, after);
	free(before);
	free(after);
	run_close(&r);
}

#define INVALID "% Invalid input detected at '^' marker."
#define MAC_OF_US "show mac address-table address 5254.0012.3456"

/* This session comes in by Gi1/0/1: the switch says so. */
static void come_in_by_first(struct run *r)
{
	r->wire.edits[0] = (struct edit){ "show users", "127.0.0.1", "192.0.2.5", 0 };
	r->wire.edits[1] = (struct edit){ "show ip arp 192.0.2.5", INVALID,
		"Internet  192.0.2.5    3   5254.0012.3456  ARPA   Vlan40", 0 };
	r->wire.edits[2] = (struct edit){ MAC_OF_US, INVALID,
		"Vlan    Mac Address       Type        Ports\r\n"
		"  40    5254.0012.3456    DYNAMIC     Gi1/0/1",
		0 };
	r->wire.edits[3] = (struct edit){ "show interfaces status", "notconnect", "connected ", 0 };
}

/* The lines of the leg that this session comes in by stand behind those of the other. */
static bool first_is_last(const struct run *r)
{
	const struct steps *sent = &r->result.units.v[0].sent;
	const char *last = sent->v[sent->n - 1].u.line.parent;

	return last && !strcmp(last, "interface GigabitEthernet1/0/1");
}

static void test_own_leg_comes_last(void **state)
{
	struct run r;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	come_in_by_first(&r);
	r.wire.edits[4] = (struct edit){ SUMMARY, "Gi2/0/1(D)", "Gi2/0/1(P)", 1 };
	push(&r);
	if (r.rc)
		fail_msg("%s", r.err.text);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	assert_string_equal(r.result.before.facts.path.port, "GigabitEthernet1/0/1");
	assert_true(first_is_last(&r));
	run_close(&r);
}

/* No other member is bundled: the own leg is not touched, and the rest is taken back. */
static void test_own_leg_waits_for_another(void **state)
{
	char *before, *after;
	struct run r;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	before = snapshot(r.wire.vswitch, true);
	come_in_by_first(&r);
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_UNDONE);
	assert_non_null(strstr(r.err.text, "GigabitEthernet1/0/1 carries this session"));
	assert_false(first_is_last(&r));
	after = snapshot(r.wire.vswitch, true);
	assert_string_equal(before, after);
	free(before);
	free(after);
	run_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_leg_comes_last),
		cmocka_unit_test(test_own_leg_waits_for_another),
		cmocka_unit_test(test_members_wait_for_the_host),
		cmocka_unit_test(test_suspended_member_is_undone),
		cmocka_unit_test(test_suspended_for_a_moment_is_no_failure),
		cmocka_unit_test(test_channels_unsaid),
		cmocka_unit_test(test_lost_leg_is_undone),
		cmocka_unit_test(test_push_and_again),
		cmocka_unit_test(test_dry_run_sends_nothing),
		cmocka_unit_test(test_every_fault_at_every_line),
		cmocka_unit_test(test_every_fault_on_the_way_back),
		cmocka_unit_test(test_what_is_said),
		cmocka_unit_test(test_second_bond_is_refused),
		cmocka_unit_test(test_second_bond_is_interrupted),
		cmocka_unit_test(test_others_changes_are_not_saved),
		cmocka_unit_test(test_as_wanted_but_not_saved),
		cmocka_unit_test(test_saved_or_not),
		cmocka_unit_test(test_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
