// SPDX-License-Identifier: Apache-2.0
/*
 * Timelines of LACPDUs in tests/golden/verify/NAME.pdus (cases), encoded here, fed to the observer
 * and judged; then what time and the switch's answers make of a verdict.
 *
 *   member NIC | unheard NIC | min-links N | end SECONDS
 *   FROM[..TO+EVERY] NIC tx|rx SYSTEM/KEY/PORT/STATE SYSTEM/KEY/PORT/STATE
 *                                       a NIC in place of tx: received from that one
 *   kernel NIC ACTOR PARTNER            what the kernel says in the end
 *   want VERDICT [HEADLINE [SUBJECT]]
 */
#include "test.h"

#include <dirent.h>

#include "finding.h"
#include "host_state.h"
#include "net.h"

enum { EVENTS_MAX = 400 };

struct event {
	nanosec time;
	char nic[16];
	uint8_t frame[LACPDU_FRAME_LEN];
};

struct timeline {
	struct observe_bond *bond;
	struct proc_bonding proc;
	struct event events[EVENTS_MAX];
	size_t n;
	nanosec end;
	char verdict[32], headline[64], subject[64];
};

static void read_port(const char *text, struct lacp_port *p)
{
	static const char letters[] = "ATGSCDFE";
	char system[16] = "", state[16] = "";
	unsigned key, port;

	*p = (struct lacp_port){ 0 };
	if (sscanf(text, "%15[^/]/%u/%u/%15s", system, &key, &port, state) != 4)
		fail_msg("not SYSTEM/KEY/PORT/STATE: %s", text);
	p->key = (uint16_t)key;
	p->port = (uint16_t)port;
	p->system_priority = p->port_priority = 255;
	if (strcmp(system, "none"))
		memcpy(p->system,
			(uint8_t[]){ 2, 0, 0, 0, (uint8_t)system[0],
				(uint8_t)system[strlen(system) - 1] },
			6);
	for (const char *s = state; *s && *s != '-'; s++)
		p->state |= (uint8_t)(1 << (strchr(letters, *s) - letters));
}

/* us: the NIC's own address; anybody else: one of his own for each NIC. */
static void make_frame(const char *nic, bool sent, const char *actor, const char *partner,
	uint8_t frame[LACPDU_FRAME_LEN])
{
	struct lacpdu pdu = { .version = 1 };

	read_port(actor, &pdu.actor);
	read_port(partner, &pdu.partner);
	memcpy(pdu.source, pdu.actor.system, 6);
	pdu.source[1] = (uint8_t)nic[1];
	pdu.source[2] = sent ? 1 : 2;
	lacpdu_write(&pdu, frame);
}

static void own_address(const char *nic, uint8_t mac[6])
{
	uint8_t frame[LACPDU_FRAME_LEN];

	make_frame(nic, true, "us/0/0/-", "none/0/0/-", frame);
	memcpy(mac, frame + 6, 6);
}

static void add_member(struct arena *a, struct timeline *t, const char *nic, bool captured)
{
	struct observe_member *m = observe_member(a, t->bond, nic);
	struct proc_member *p = ARENA_PUSH(a, &t->proc.members);

	m->planned = m->has_perm_mac = true;
	m->captured = captured;
	own_address(nic, m->perm_mac);
	snprintf(p->name, sizeof(p->name), "%s", nic);
	own_address(nic, p->perm_mac);
	p->mii_up = true;
}

static void add_kernel(struct timeline *t, const char *nic, const char *actor, const char *partner)
{
	for (size_t i = 0; i < t->proc.members.n; i++) {
		struct proc_member *p = &t->proc.members.v[i];

		if (strcmp(p->name, nic))
			continue;
		p->has_lacp = true;
		read_port(actor, &p->actor);
		read_port(partner, &p->partner);
		return;
	}
	fail_msg("kernel: no member %s", nic);
}

static void add_events(struct timeline *t, const char *when, const char *nic, const char *direction,
	const char *actor, const char *partner)
{
	double from, to, every = 1;
	int fields = sscanf(when, "%lf..%lf+%lf", &from, &to, &every);
	bool is_nic = strcmp(direction, "tx") && strcmp(direction, "rx");

	if (fields < 2)
		to = from;
	for (double at = from; at <= to + 0.001; at += every) {
		struct event *e = &t->events[t->n++];

		assert_true(t->n < EVENTS_MAX);
		e->time = (nanosec)(at * 1e9);
		snprintf(e->nic, sizeof(e->nic), "%s", nic);
		make_frame(is_nic ? direction : nic, is_nic || !strcmp(direction, "tx"), actor,
			partner, e->frame);
	}
}

static void read_line(struct arena *a, struct timeline *t, const char *line)
{
	char w[5][64] = { "" };
	int n = sscanf(line, "%63s %63s %63s %63s %63s", w[0], w[1], w[2], w[3], w[4]);

	if (n < 1 || w[0][0] == '#')
		return;
	if (!strcmp(w[0], "member") || !strcmp(w[0], "unheard"))
		add_member(a, t, w[1], w[0][0] == 'm');
	else if (!strcmp(w[0], "min-links"))
		t->proc.min_links = (unsigned)atoi(w[1]);
	else if (!strcmp(w[0], "end"))
		t->end = SEC(atoi(w[1]));
	else if (!strcmp(w[0], "kernel"))
		add_kernel(t, w[1], w[2], w[3]);
	else if (!strcmp(w[0], "want")) {
		strcpy(t->verdict, w[1]);
		strcpy(t->headline, w[2]);
		strcpy(t->subject, w[3]);
	} else if (n == 5)
		add_events(t, w[0], w[1], w[2], w[3], w[4]);
	else
		fail_msg("not a line of a timeline: %s", line);
}

static int by_time(const void *x, const void *y)
{
	const struct event *a = x, *b = y;

	return a->time < b->time ? -1 : a->time > b->time;
}

static struct timeline *read_timeline(struct arena *a, const char *path)
{
	struct timeline *t = arena_alloc(a, sizeof(*t));
	char *text = test_read_file(path, NULL);

	assert_non_null(text);
	t->bond = observe_new(a, "bond0", 0);
	t->bond->recorded = true;
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		read_line(a, t, line);
	free(text);
	qsort(t->events, t->n, sizeof(t->events[0]), by_time);
	t->proc.is_8023ad = true;
	t->proc.mii_up = !t->proc.min_links;
	return t;
}

static void play(struct arena *a, struct timeline *t, struct verdict_result *r)
{
	for (size_t i = 0; i < t->n; i++)
		observe_frame(t->bond, observe_member(a, t->bond, t->events[i].nic),
			t->events[i].time, -1, t->events[i].frame, LACPDU_FRAME_LEN);
	if (t->end)
		observe_time(t->bond, t->end);
	observe_proc(t->bond, &t->proc, t->bond->now);
	t->bond->ended = true;
	verdict_judge(a, t->bond, r);
}

static int check_timeline(const char *name)
{
	struct arena *a = arena_new();
	struct timeline *t =
		read_timeline(a, arena_printf(a, "%s/golden/verify/%s", TESTS_DIR, name));
	struct verdict_result r;
	const char *id = "", *subject = "";
	int wrong;

	play(a, t, &r);
	if (r.findings.n) {
		id = r.findings.v[0].id;
		subject = r.findings.v[0].subject;
	}
	wrong = strcmp(verdict_name(r.verdict), t->verdict) || strcmp(id, t->headline) ||
		(t->subject[0] && strcmp(subject, t->subject));
	if (wrong)
		print_error("%s: %s %s %s, wanted %s %s %s\n", name, verdict_name(r.verdict), id,
			subject, t->verdict, t->headline, t->subject);
	arena_free(a);
	return wrong;
}

static void test_timelines(void **state)
{
	DIR *d = opendir(TESTS_DIR "/golden/verify");
	int wrong = 0, seen = 0;

	(void)state;
	assert_non_null(d);
	for (struct dirent *f; (f = readdir(d));) {
		const char *dot = strrchr(f->d_name, '.');

		if (!dot || strcmp(dot, ".pdus"))
			continue;
		seen++;
		wrong += check_timeline(f->d_name);
	}
	closedir(d);
	assert_true(seen >= 4);
	assert_int_equal(wrong, 0);
}

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

/* docs/diagnoses.md is the table, printed. UPDATE_GOLDEN=1 writes it. */
static void print_catalogue(FILE *out)
{
	fprintf(out,
		"# Diagnoses\n\n"
		"What `lacppair verify` finds, in the order of causes: the first that holds is "
		"the headline. The names are\n`findings[].id` of `verify --json` and do not "
		"change. Printed from `common/finding_table.c`; do not edit.\n");
	for (size_t i = 0; i < finding_count; i++) {
		const struct finding_row *row = &finding_table[i];

		if (!row->meaning)
			continue;
		fprintf(out, "\n## %s\n\n%s: %s.\n\n%s\n", row->id, severity_name(row->severity),
			row->title, row->meaning);
		if (row->fix_switch)
			fprintf(out, "\nOn the switch:\n```\n%s\n```\n", row->fix_switch);
		if (row->fix_host)
			fprintf(out, "\nOn the host:\n```\n%s\n```\n", row->fix_host);
	}
}

static void test_catalogue(void **state)
{
	const char *path = TESTS_DIR "/../docs/diagnoses.md";
	char *wanted = NULL;
	size_t len;
	FILE *out = open_memstream(&wanted, &len);

	(void)state;
	print_catalogue(out);
	fclose(out);
	test_compare_golden(path, wanted);
	free(wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_timelines),
		cmocka_unit_test(test_candidate_then_up),
		cmocka_unit_test(test_silence_becomes_final),
		cmocka_unit_test(test_bond_and_link),
		cmocka_unit_test(test_missed_flap),
		cmocka_unit_test(test_missed_flap_breaks_the_hold),
		cmocka_unit_test(test_switch_says_why),
		cmocka_unit_test(test_switch_contradicts),
		cmocka_unit_test(test_bridges),
		cmocka_unit_test(test_bridge_of_all),
		cmocka_unit_test(test_catalogue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
