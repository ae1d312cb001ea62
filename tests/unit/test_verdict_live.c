// SPDX-License-Identifier: Apache-2.0
/* What time, the kernel, the switch's answers and bridges make of the verdict of a live bond. */
#include "test.h"

#include "finding.h"
#include "host_state.h"
#include "lacp_text.h"
#include "net.h"

/* A live bond of one member that aggregates at once; `now` moves on by hand. */
struct live {
	struct arena *a;
	struct observe_bond *b;
	struct observe_member *m;
	struct verdict_result r;
};

static struct live live_new(void)
{
	struct live l = { .a = arena_new() };

	l.b = observe_new(l.a, "bond0", SEC(100));
	l.m = observe_member(l.a, l.b, "e0");
	l.m->planned = l.m->captured = true;
	l.b->port_channel = 11;
	l.m->sw = l.b->switch_name = "sw1";
	l.m->port = "GigabitEthernet1/0/1";
	return l;
}

static void live_pdu(struct live *l, nanosec at, bool sent, const char *actor, const char *partner)
{
	uint8_t frame[LACPDU_FRAME_LEN];

	make_frame("e0", sent, actor, partner, frame);
	observe_frame(l->b, l->m, at, sent, frame, sizeof(frame));
}

static void live_judge(struct live *l, nanosec at)
{
	observe_time(l->b, at);
	verdict_judge(l->a, l->b, &l->r);
}

static void live_up(struct live *l, nanosec at)
{
	live_pdu(l, at, true, "us/15/1/ATGSCD", "sw1/11/257/ATGSCD");
	live_pdu(l, at, false, "sw1/11/257/ATGSCD", "us/15/1/ATGSCD");
}

static void test_candidate_then_up(void **state)
{
	struct live l = live_new();

	(void)state;
	live_judge(&l, SEC(100));
	assert_int_equal(l.r.verdict, VERDICT_UNKNOWN);
	assert_false(l.r.final);
	assert_int_equal(l.r.until, SEC(131)); /* a slow partner's period */
	live_up(&l, SEC(101));
	live_judge(&l, SEC(101));
	assert_true(l.r.members.v[0].candidate);
	assert_int_equal(l.r.verdict, VERDICT_UNKNOWN);
	assert_int_equal(l.r.until, SEC(104));
	live_up(&l, SEC(103));
	live_judge(&l, SEC(104) - 1);
	assert_int_equal(l.r.verdict, VERDICT_UNKNOWN);
	live_judge(&l, SEC(104));
	assert_int_equal(l.r.verdict, VERDICT_UP);
	assert_int_equal(l.r.aggregation, PROOF_PROVEN);
	assert_int_equal(l.r.vlans, PROOF_UNKNOWN);
	assert_true(l.r.final);
	live_judge(&l, SEC(106) + 1); /* over 3 s without a LACPDU */
	assert_int_equal(l.r.verdict, VERDICT_UNKNOWN);
	assert_string_equal(l.r.findings.v[0].id, "partner-lost");
	arena_free(l.a);
}

static void test_silence_becomes_final(void **state)
{
	struct live l = live_new();

	(void)state;
	live_judge(&l, SEC(130));
	assert_int_equal(l.r.verdict, VERDICT_UNKNOWN);
	live_judge(&l, SEC(131));
	assert_int_equal(l.r.verdict, VERDICT_NOT_UP);
	assert_true(l.r.final);
	assert_string_equal(l.r.findings.v[0].id, "not-transmitting");
	live_pdu(&l, SEC(131), true, "us/15/1/ATGF", "none/1/1/-");
	live_judge(&l, SEC(132));
	assert_string_equal(l.r.findings.v[0].id, "no-lacpdu-received");
	assert_string_equal(l.r.findings.v[0].fix_switch,
		"interface GigabitEthernet1/0/1\nchannel-group 11 mode active");
	arena_free(l.a);
}

/* Nothing else is known against it, and still an unheard half must not be called up. */
static void test_bond_and_link(void **state)
{
	struct live l = live_new();
	struct host_state links = { 0 };
	struct link *nic, *bond;

	(void)state;
	observe_links(l.b, &links, SEC(101));
	live_judge(&l, SEC(110));
	assert_string_equal(l.r.findings.v[0].id, "bond-missing");
	assert_int_equal(l.r.verdict, VERDICT_NOT_UP);
	bond = host_state_add_link(l.a, &links, "bond0", LINK_BOND);
	bond->bond.value[BONDOPT_MODE] = BOND_MODE_8023AD;
	nic = host_state_add_link(l.a, &links, "e0", LINK_PLAIN);
	observe_links(l.b, &links, SEC(111));
	live_judge(&l, SEC(117));
	assert_string_equal(l.r.findings.v[0].id, "member-missing");
	strcpy(nic->master, "bond0");
	observe_links(l.b, &links, SEC(118));
	live_judge(&l, SEC(125));
	assert_string_equal(l.r.findings.v[0].id, "no-carrier");
	assert_int_equal(l.r.verdict, VERDICT_NOT_UP);
	bond->bond.value[BONDOPT_MODE] = BOND_MODE_BACKUP;
	observe_links(l.b, &links, SEC(125));
	live_judge(&l, SEC(125));
	assert_string_equal(l.r.findings.v[0].id, "bond-not-aggregating");
	bond->bond.value[BONDOPT_MODE] = BOND_MODE_8023AD;
	nic->carrier = bond->carrier = true;
	nic->member.has = nic->member.has_ad = true;
	nic->member.actor_state = LACP_ACTIVITY | LACP_AGGREGATION | LACP_DEFAULTED;
	observe_links(l.b, &links, SEC(126));
	live_judge(&l, SEC(129)); /* given up by the kernel, 3.6 s after the link came up */
	assert_int_equal(l.r.verdict, VERDICT_UNKNOWN);
	live_judge(&l, SEC(130));
	assert_int_equal(l.r.verdict, VERDICT_NOT_UP);
	arena_free(l.a);
}

/* A carrier that went and came between two looks left no trace but its count. */
static void test_missed_flap(void **state)
{
	struct live l = live_new();
	struct link nic = { .name = "e0", .master = "bond0", .carrier = true };

	(void)state;
	nic.carrier_changes = 3;
	observe_link(l.b, &l.b->members.v[0], &nic, SEC(100));
	nic.member.has = nic.member.has_ad = true;
	nic.member.actor_state = LACP_ACTIVITY | LACP_AGGREGATION | LACP_DEFAULTED;
	observe_link(l.b, &l.b->members.v[0], &nic, SEC(110));
	live_judge(&l, SEC(114));
	assert_int_equal(l.r.until, SEC(131)); /* a slow partner may be about to speak */
	nic.carrier_changes = 5;
	observe_link(l.b, &l.b->members.v[0], &nic, SEC(115));
	live_judge(&l, SEC(116));
	assert_int_equal(l.r.until, SEC(115) + MSEC(3600)); /* it has to speak at once */
	live_judge(&l, SEC(115) + MSEC(3600));
	assert_int_equal(l.r.verdict, VERDICT_NOT_UP);
	arena_free(l.a);
}

static void test_missed_flap_breaks_the_hold(void **state)
{
	struct live l = live_new();
	struct link nic = { .name = "e0", .master = "bond0", .carrier = true };

	(void)state;
	nic.carrier_changes = 3;
	observe_link(l.b, &l.b->members.v[0], &nic, SEC(100));
	live_up(&l, SEC(101));
	live_up(&l, SEC(103));
	nic.carrier_changes = 5;
	observe_link(l.b, &l.b->members.v[0], &nic, SEC(103) + MSEC(500));
	live_judge(&l, SEC(104));
	assert_true(l.r.members.v[0].candidate);
	assert_int_equal(l.r.verdict, VERDICT_UNKNOWN);
	live_up(&l, SEC(105));
	live_judge(&l, SEC(106) + MSEC(500));
	assert_int_equal(l.r.verdict, VERDICT_UP);
	arena_free(l.a);
}

static void answer(struct live *l, nanosec at, const char *protocol, const char *flag)
{
	struct show_etherchannel *e = ARENA_NEW(l->a, struct show_etherchannel);
	struct show_channel *ch = ARENA_PUSH(l->a, &e->channels);
	struct show_channel_member *m = ARENA_PUSH(l->a, &ch->members);

	ch->group = 11;
	snprintf(ch->protocol, sizeof(ch->protocol), "%s", protocol);
	snprintf(m->flag, sizeof(m->flag), "%s", flag);
	strcpy(m->port, flag[0] ? "GigabitEthernet1/0/1" : "GigabitEthernet1/0/7");
	l->b->switch_answered = true;
	l->b->switch_time = at;
	l->b->etherchannel = e;
}

static void test_switch_says_why(void **state)
{
	static const struct {
		const char *protocol, *flag, *id;
	} cases[] = {
		{ "LACP", "", "switch-port-not-in-channel-group" },
		{ "-", "P", "switch-channel-mode-on" },
		{ "PAgP", "I", "switch-channel-mode-pagp" },
		{ "LACP", "s", "switch-port-suspended" },
		{ "LACP", "w", "no-lacpdu-received" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct live l = live_new();

		live_pdu(&l, SEC(101), true, "us/15/1/ATGF", "none/1/1/-");
		answer(&l, SEC(102), cases[i].protocol, cases[i].flag);
		live_judge(&l, SEC(140));
		assert_int_equal(l.r.verdict, VERDICT_NOT_UP);
		assert_string_equal(l.r.findings.v[0].id, cases[i].id);
		arena_free(l.a);
	}
}

static void test_switch_contradicts(void **state)
{
	struct live l = live_new();
	struct show_lacp_neighbors n = { 0 };
	struct show_lacp_neighbor *row;
	struct lacp_port us;

	(void)state;
	live_up(&l, SEC(101));
	live_up(&l, SEC(103));
	live_judge(&l, SEC(104));
	assert_int_equal(l.r.verdict, VERDICT_UP);
	assert_string_equal(l.r.findings.v[0].id, "partner-confirmed-by-plan-only");
	assert_int_equal(l.r.findings.v[0].severity, SEVERITY_INFO);
	answer(&l, SEC(101), "LACP", "w"); /* asked while it was negotiating: says nothing */
	live_judge(&l, SEC(104));
	assert_int_equal(l.r.verdict, VERDICT_UP);
	assert_true(verdict_wants_fresh_answer(l.a, l.b));
	answer(&l, SEC(103), "LACP", "s");
	live_judge(&l, SEC(104));
	assert_int_equal(l.r.verdict, VERDICT_NOT_UP);
	assert_string_equal(l.r.findings.v[0].id, "switch-view-contradicts");
	assert_string_equal(l.r.findings.v[0].subject, "sw1:Gi1/0/1");
	answer(&l, SEC(103), "LACP", "P");
	row = ARENA_PUSH(l.a, &n.rows);
	read_port("us/15/1/ATGSCD", &us);
	strcpy(row->port, "GigabitEthernet1/0/1");
	memcpy(row->system, us.system, 6);
	row->port_number = 1;
	row->oper_key = 15;
	row->state = us.state;
	l.b->lacp_neighbors = &n;
	live_judge(&l, SEC(104));
	assert_int_equal(l.r.verdict, VERDICT_UP);
	assert_int_equal(l.r.findings.n, 0);
	row->system[5] ^= 1; /* somebody else is on that port */
	live_judge(&l, SEC(104));
	assert_string_equal(l.r.findings.v[0].id, "switch-view-contradicts");
	arena_free(l.a);
}

/* What stands behind the bond: each planned bridge has its port, of its VLAN. */
static void test_bridges(void **state)
{
	struct live l = live_new();
	struct host_state s = { 0 };
	struct port_vlans v = { 0 };

	(void)state;
	live_up(&l, SEC(101));
	live_up(&l, SEC(103));
	l.b->native = 40;
	observe_bridge_add(l.a, l.b, "br40", 40, "bond0");
	observe_bridge_add(l.a, l.b, "br41", 41, "bond0.41");
	live_judge(&l, SEC(104));
	assert_int_equal(l.r.verdict, VERDICT_UP); /* not looked at */
	host_state_add_link(l.a, &s, "bond0", LINK_BOND);
	host_state_add_link(l.a, &s, "br40", LINK_BRIDGE);
	host_state_add_link(l.a, &s, "br41", LINK_BRIDGE);
	host_state_add_link(l.a, &s, "bond0.41", LINK_VLAN);
	for (size_t i = 0; i < s.links.n; i++)
		s.links.v[i].up = true;
	strcpy(host_state_link(&s, "bond0")->master, "br40");
	strcpy(host_state_link(&s, "bond0.41")->lower, "bond0");
	host_state_link(&s, "bond0.41")->vlan_id = 41;
	observe_bridges(l.b, &s);
	live_judge(&l, SEC(104));
	assert_string_equal(l.r.findings.v[0].id, "bridge-port-missing");
	assert_string_equal(l.r.findings.v[0].evidence[0], "br41: its ports are without bond0.41");
	assert_int_equal(l.r.verdict, VERDICT_NOT_UP);
	assert_int_equal(l.r.aggregation, PROOF_PROVEN);
	assert_int_equal(l.r.vlans, PROOF_FAILED);
	strcpy(host_state_link(&s, "bond0.41")->master, "br41");
	observe_bridges(l.b, &s);
	live_judge(&l, SEC(104));
	assert_int_equal(l.r.verdict, VERDICT_UP);
	host_state_link(&s, "br41")->vlan_filtering = true;
	host_state_link(&s, "bond0.41")->port_vlans = &v;
	observe_bridges(l.b, &s);
	live_judge(&l, SEC(104));
	assert_string_equal(l.r.findings.v[0].id, "bridge-vlan-differs");
	v.pvid = 1;
	vlanset_add(&v.vlans, 1);
	vlanset_add(&v.untagged, 1);
	host_state_link(&s, "bond0.41")->vlan_id = 42;
	observe_bridges(l.b, &s);
	live_judge(&l, SEC(104));
	assert_string_equal(l.r.findings.v[0].evidence[0],
		"br41: its port bond0.41 is not of VLAN 41 on bond0");
	arena_free(l.a);
}

/* A bridge of all VLANs has the bond itself as its port, whose VLANs are those of the trunk. */
static void test_bridge_of_all(void **state)
{
	struct live l = live_new();
	struct host_state s = { 0 };
	struct port_vlans v = { .pvid = 40 };
	struct link *bond, *br;

	(void)state;
	live_up(&l, SEC(101));
	live_up(&l, SEC(103));
	l.b->native = 40;
	vlanset_add_range(&l.b->vlans, 40, 44);
	observe_bridge_add(l.a, l.b, "br0", 0, "bond0");
	host_state_add_link(l.a, &s, "br0", LINK_BRIDGE);
	host_state_add_link(l.a, &s, "bond0", LINK_BOND);
	bond = host_state_link(&s, "bond0");
	br = host_state_link(&s, "br0");
	bond->up = br->up = br->vlan_filtering = true;
	strcpy(bond->master, "br0");
	vlanset_add_range(&v.vlans, 40, 44);
	vlanset_add(&v.untagged, 40);
	observe_bridges(l.b, &s); /* its VLANs were not read: nothing is held against it */
	assert_int_equal(l.b->bridges.v[0].state, BRIDGE_WELL);
	bond->port_vlans = &v;
	observe_bridges(l.b, &s);
	live_judge(&l, SEC(104));
	assert_int_equal(l.r.verdict, VERDICT_UP);
	vlanset_del(&v.vlans, 44); /* one that the trunk carries */
	observe_bridges(l.b, &s);
	live_judge(&l, SEC(104));
	assert_string_equal(l.r.findings.v[0].id, "bridge-vlan-differs");
	assert_string_equal(l.r.findings.v[0].evidence[0],
		"br0 and its port bond0 do not carry the planned VLANs, the native one untagged");
	vlanset_add(&v.vlans, 44);
	vlanset_del(&v.untagged, 40);
	observe_bridges(l.b, &s);
	assert_int_equal(l.b->bridges.v[0].state, BRIDGE_OTHER_PVID);
	vlanset_add(&v.untagged, 40);
	v.pvid = 1;
	observe_bridges(l.b, &s);
	assert_int_equal(l.b->bridges.v[0].state, BRIDGE_OTHER_PVID);
	v.pvid = 40;
	br->vlan_filtering = false;
	observe_bridges(l.b, &s);
	assert_int_equal(l.b->bridges.v[0].state, BRIDGE_OTHER_PVID);
	br->vlan_filtering = true;
	bond->kind = LINK_VLAN; /* something else bears the name */
	observe_bridges(l.b, &s);
	assert_int_equal(l.b->bridges.v[0].state, BRIDGE_OTHER_VLAN);
	bond->kind = LINK_BOND;
	br->up = false;
	observe_bridges(l.b, &s);
	assert_int_equal(l.b->bridges.v[0].state, BRIDGE_DOWN);
	arena_free(l.a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_candidate_then_up),
		cmocka_unit_test(test_silence_becomes_final),
		cmocka_unit_test(test_bond_and_link),
		cmocka_unit_test(test_missed_flap),
		cmocka_unit_test(test_missed_flap_breaks_the_hold),
		cmocka_unit_test(test_switch_says_why),
		cmocka_unit_test(test_switch_contradicts),
		cmocka_unit_test(test_bridges),
		cmocka_unit_test(test_bridge_of_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
