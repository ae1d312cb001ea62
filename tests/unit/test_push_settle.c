// SPDX-License-Identifier: Apache-2.0
/* What becomes of the members behind the last line, and in which order the legs go. */
#include "test.h"

#include "buf.h"
#include "ios_text.h"
#include "pairing.h"
#include "push_wire.h"
#include "reads.h"

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
		cmocka_unit_test(test_members_wait_for_the_host),
		cmocka_unit_test(test_suspended_member_is_undone),
		cmocka_unit_test(test_suspended_for_a_moment_is_no_failure),
		cmocka_unit_test(test_channels_unsaid),
		cmocka_unit_test(test_lost_leg_is_undone),
		cmocka_unit_test(test_own_leg_comes_last),
		cmocka_unit_test(test_own_leg_waits_for_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
