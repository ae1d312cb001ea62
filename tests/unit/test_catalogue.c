// SPDX-License-Identifier: Apache-2.0
/*
 * What a switch's tables and LACPDUs alone do not decide: counters, drivers, addresses, neighbours,
 * BPDUs. Each case spoils one thing of a healthy bond of e0 and e1 (synthetic; frames are bytes as
 * they come on the wire), and names what fires. Then: every row of the table has a fixture.
 */
#include "test.h"

#include <dirent.h>

#include "finding.h"
#include "net.h"
#include "observe_heard.h"

struct pair {
	struct arena *a;
	struct observe_bond *b;
	struct lacp_port own[2], peer[2];
	struct verdict_result r;
};

static struct observe_member *member(struct pair *p, size_t i)
{
	return &p->b->members.v[i];
}

static struct pair pair_new(void)
{
	static const char *const ports[] = { "GigabitEthernet1/0/1", "GigabitEthernet2/0/1" };
	struct pair p = { .a = arena_new() };

	p.b = observe_new(p.a, "bond0", SEC(100));
	observe_member(p.a, p.b, "e0");
	observe_member(p.a, p.b, "e1");
	for (size_t i = 0; i < 2; i++) {
		struct observe_member *m = member(&p, i);

		m->planned = m->captured = m->has_link = m->present = m->in_bond = true;
		m->carrier = m->has_perm_mac = true;
		memcpy(m->perm_mac, (uint8_t[]){ 2, 0, 0, 0, 1, (uint8_t)i }, 6);
		m->sw = p.b->switch_name = "sw1";
		m->port = ports[i];
		p.own[i] = (struct lacp_port){ 65535, { 2, 0, 0, 0, 1, 0 }, 15, 255,
			(uint16_t)(i + 1), 0x3d };
		p.peer[i] = (struct lacp_port){ 32768, { 0, 0x1e, 0x49, 0, 0, 1 }, 11, 32768,
			(uint16_t)(i ? 0x202 : 0x102), 0x3d };
	}
	p.b->port_channel = 11;
	p.b->has_trunk = true;
	p.b->native = 40;
	vlanset_add_range(&p.b->vlans, 40, 41);
	return p;
}

static void say(struct pair *p, size_t i, bool out, nanosec at)
{
	struct lacpdu pdu = { .version = 1 };
	uint8_t frame[LACPDU_FRAME_LEN];

	pdu.actor = out ? p->own[i] : p->peer[i];
	pdu.partner = out ? p->peer[i] : p->own[i];
	memcpy(pdu.source, out ? member(p, i)->perm_mac : p->peer[i].system, 6);
	pdu.source[5] = (uint8_t)(pdu.source[5] + (out ? 0 : i));
	lacpdu_write(&pdu, frame);
	observe_frame(p->b, member(p, i), at, out, frame, sizeof(frame));
}

static void exchange(struct pair *p, nanosec at)
{
	for (size_t i = 0; i < 2; i++) {
		say(p, i, true, at);
		say(p, i, false, at + MSEC(1));
	}
}

/* From 101 s on both speak each second; judged at 110 s. */
static void run(struct pair *p)
{
	for (int s = 101; s < 110; s++)
		exchange(p, SEC(s));
	observe_time(p->b, SEC(110));
	p->b->ended = true;
	verdict_judge(p->a, p->b, &p->r);
}

/* A BPDU as IOS sends one: of a VLAN, with that tag or (0) without, rapid with these flags. */
static void bpdu(struct pair *p, unsigned vlan, unsigned tag, bool rapid, unsigned flags)
{
	uint8_t frame[96] = { 0x01, 0x00, 0x0c, 0xcc, 0xcc, 0xcd, 0, 0x1e, 0x49, 0, 0, 2 };
	size_t at = 12;
	static const uint8_t snap[] = { 0xaa, 0xaa, 0x03, 0, 0, 0x0c, 0x01, 0x0b };

	if (tag) {
		memcpy(frame + at, (uint8_t[]){ 0x81, 0, (uint8_t)(tag >> 8), (uint8_t)tag }, 4);
		at += 4;
	}
	frame[at + 1] = 8 + 42; /* LLC, SNAP, BPDU, TLV */
	memcpy(frame + at + 2, snap, sizeof(snap));
	at += 2 + sizeof(snap);
	frame[at + 2] = rapid ? 2 : 0;
	frame[at + 3] = rapid ? 2 : 0;
	frame[at + 4] = (uint8_t)flags;
	at += 36;
	memcpy(frame + at, (uint8_t[]){ 0, 0, 0, 2, (uint8_t)(vlan >> 8), (uint8_t)vlan }, 6);
	observe_frame(p->b, member(p, 0), p->b->now, 0, frame, at + 6);
}

enum { RSTP_FORWARDING = 0x3c, RSTP_DISCARDING = 0x0c };

static void neighbour(struct pair *p, size_t i, const char *name, unsigned mtu)
{
	struct neighbor *n = &member(p, i)->lldp;

	n->heard = true;
	n->via = FRAME_LLDP;
	snprintf(n->system, sizeof(n->system), "%s", name);
	n->has_mtu = mtu != 0;
	n->mtu = mtu;
}

static void count(struct pair *p, size_t i, uint64_t rx, uint64_t illegal, uint64_t packets)
{
	observe_counters(member(p, i),
		&(struct observe_counters){ .captured = member(p, i)->rx_count,
			.rx = rx,
			.illegal = illegal,
			.packets_sent = packets });
}

static void healthy(struct pair *p)
{
	count(p, 0, 0, 0, 0);
	count(p, 1, 0, 0, 0);
	run(p);
	count(p, 0, 9, 0, 600);
	count(p, 1, 9, 0, 500);
	verdict_judge(p->a, p->b, &p->r);
}

static void vf(struct pair *p)
{
	member(p, 1)->is_vf = true;
	for (int s = 101; s < 140; s++) {
		say(p, 0, true, SEC(s));
		say(p, 0, false, SEC(s));
		say(p, 1, true, SEC(s));
	}
	observe_time(p->b, SEC(140));
	p->b->ended = true;
	verdict_judge(p->a, p->b, &p->r);
}

/* tc drops behind the tap, so the kernel has expired its partner and says so. */
static void dropped_by_tc(struct pair *p)
{
	count(p, 1, 7, 0, 0);
	p->own[1].state = 0x8f;
	run(p);
	count(p, 1, 7, 0, 0);
	verdict_judge(p->a, p->b, &p->r);
}

static void cut(struct pair *p, size_t i)
{
	uint8_t frame[60] = { 0x01, 0x80, 0xc2, 0, 0, 2, 0, 0x1e, 0x49, 0, 0, 9, 0x88, 0x09, 1, 1 };

	observe_frame(p->b, member(p, i), p->b->now, 0, frame, sizeof(frame));
}

static void illegal(struct pair *p)
{
	cut(p, 0);
	run(p);
}

static void only_illegal(struct pair *p)
{
	for (int s = 101; s < 140; s++) {
		say(p, 0, true, SEC(s));
		say(p, 0, false, SEC(s));
		say(p, 1, true, SEC(s));
		cut(p, 1);
	}
	observe_time(p->b, SEC(140));
	p->b->ended = true;
	verdict_judge(p->a, p->b, &p->r);
}

static void foreign_mac(struct pair *p)
{
	p->b->has_mac = true;
	memcpy(p->b->mac, "\2\7\7\7\7\7", 6);
	run(p);
}

static void planned_mac(struct pair *p)
{
	p->b->mac_planned = true;
	foreign_mac(p);
}

static void foreign_mac_unheard(struct pair *p)
{
	p->own[1].state = 0x45;
	p->peer[1].state = 0x45;
	foreign_mac(p);
}

static void left_early(struct pair *p)
{
	p->own[0].state = 0x05;
	say(p, 0, true, SEC(100));
	p->own[0].state = 0x01;
	say(p, 0, true, SEC(100) + MSEC(300));
	p->own[0].state = 0x3d;
	run(p);
}

static void one_sided(struct pair *p)
{
	healthy(p);
	count(p, 0, 9, 0, 100000);
	verdict_judge(p->a, p->b, &p->r);
}

static void rates(struct pair *p)
{
	p->own[0].state = p->own[1].state = 0x3f;
	run(p);
}

static void recorded_rates(struct pair *p)
{
	p->b->recorded = true;
	rates(p);
}

static void waiting(struct pair *p)
{
	p->peer[1].state = 0x05;
	for (int s = 101; s < 104; s++)
		exchange(p, SEC(s));
	observe_time(p->b, SEC(104));
	verdict_judge(p->a, p->b, &p->r);
}

static void planned_mlag(struct pair *p)
{
	member(p, 1)->sw = "sw2";
	neighbour(p, 0, "leaf1", 0);
	neighbour(p, 1, "leaf2", 0);
	run(p);
}

static void unplanned_mlag(struct pair *p)
{
	neighbour(p, 0, "leaf1.example", 0);
	neighbour(p, 1, "leaf2", 0);
	run(p);
}

static void one_stack(struct pair *p)
{
	neighbour(p, 0, "stack.example", 0);
	neighbour(p, 1, "stack", 0);
	run(p);
}

static void small_bond(struct pair *p)
{
	p->b->has_link = p->b->present = p->b->is_8023ad = p->b->carrier = true;
	p->b->mtu_planned = 9000;
	p->b->mtu = 1500;
	run(p);
}

static void small_neighbour(struct pair *p)
{
	p->b->mtu_planned = 9000;
	neighbour(p, 0, "sw1", 1522);
	run(p);
}

static void large_neighbour(struct pair *p)
{
	p->b->mtu_planned = 1500;
	neighbour(p, 0, "sw1", 1500); /* some say the MTU, and mean the frame */
	run(p);
}

static void bpdus_prove(struct pair *p)
{
	bpdu(p, 40, 0, true, RSTP_FORWARDING);
	bpdu(p, 41, 41, true, RSTP_DISCARDING);
	bpdu(p, 41, 41, true, RSTP_FORWARDING);
	run(p);
}

/* Plain PVST+ does not say whether its port forwards: nothing is proven, and nothing is wrong. */
static void plain_bpdus(struct pair *p)
{
	bpdu(p, 40, 0, false, 0);
	bpdu(p, 41, 41, false, 0);
	run(p);
}

static void bpdu_native(struct pair *p)
{
	bpdu(p, 1, 0, true, RSTP_FORWARDING);
	bpdu(p, 40, 40, true, RSTP_FORWARDING);
	bpdu(p, 41, 41, true, RSTP_FORWARDING);
	run(p);
}

static void bpdu_native_tagged(struct pair *p)
{
	bpdu(p, 40, 40, true, RSTP_FORWARDING);
	bpdu(p, 41, 41, true, RSTP_FORWARDING);
	run(p);
}

static void bpdu_discarding(struct pair *p)
{
	bpdu(p, 40, 0, true, RSTP_FORWARDING);
	bpdu(p, 41, 41, true, RSTP_DISCARDING);
	run(p);
}

static struct observe_probe *probe(struct pair *p, unsigned vlan, enum probe_answer answer)
{
	struct observe_probe *q = ARENA_PUSH(p->a, &p->b->probes);

	q->vlan = vlan;
	strcpy(q->link, "br41");
	ipaddr_parse("10.8.41.1", &q->to);
	q->answer = answer;
	q->asked = 6;
	return q;
}

static void probes_prove(struct pair *p)
{
	bpdu(p, 40, 0, true, RSTP_FORWARDING);
	probe(p, 41, PROBE_ANSWERED);
	run(p);
}

static void probe_silent(struct pair *p)
{
	probe(p, 41, PROBE_SILENT);
	run(p);
}

/* A tag of another VLAN than the BPDU's own proves neither. */
static void bpdu_leaks(struct pair *p)
{
	bpdu(p, 40, 0, true, RSTP_FORWARDING);
	bpdu(p, 41, 42, true, RSTP_FORWARDING);
	run(p);
}

static const struct {
	const char *name;
	void (*make)(struct pair *p);
	enum verdict verdict;
	enum proof vlans;
	const char *fires; /* NULL: no error and no warning */
} cases[] = {
	{ "healthy", healthy, VERDICT_UP, PROOF_UNKNOWN, NULL },
	{ "vf", vf, VERDICT_NOT_UP, PROOF_UNKNOWN, "vf-member" },
	{ "dropped by tc", dropped_by_tc, VERDICT_NOT_UP, PROOF_UNKNOWN, "loss-towards-host" },
	{ "illegal", illegal, VERDICT_UP, PROOF_UNKNOWN, "lacpdu-illegal" },
	{ "only illegal", only_illegal, VERDICT_NOT_UP, PROOF_UNKNOWN, "lacpdu-illegal" },
	{ "foreign mac", foreign_mac, VERDICT_UP, PROOF_UNKNOWN, "bond-mac-foreign" },
	{ "planned mac", planned_mac, VERDICT_UP, PROOF_UNKNOWN, NULL },
	{ "foreign, unheard", foreign_mac_unheard, VERDICT_NOT_UP, PROOF_UNKNOWN,
		"bond-mac-foreign" },
	{ "left early", left_early, VERDICT_UP, PROOF_UNKNOWN, "detach-before-sync" },
	{ "one-sided", one_sided, VERDICT_UP, PROOF_UNKNOWN, "hash-one-sided" },
	{ "rates", rates, VERDICT_UP, PROOF_UNKNOWN, "rates-differ" },
	{ "recorded rates", recorded_rates, VERDICT_UP, PROOF_UNKNOWN, NULL },
	{ "waiting", waiting, VERDICT_UNKNOWN, PROOF_UNKNOWN, "partner-waiting" },
	{ "planned mlag", planned_mlag, VERDICT_UP, PROOF_UNKNOWN, "mlag-partner" },
	{ "two names", unplanned_mlag, VERDICT_NOT_UP, PROOF_UNKNOWN, "partner-port-duplicate" },
	{ "one stack", one_stack, VERDICT_UP, PROOF_UNKNOWN, NULL },
	{ "small bond", small_bond, VERDICT_NOT_UP, PROOF_FAILED, "mtu-differs" },
	{ "small neighbour", small_neighbour, VERDICT_NOT_UP, PROOF_FAILED, "mtu-differs" },
	{ "large neighbour", large_neighbour, VERDICT_UP, PROOF_UNKNOWN, NULL },
	{ "BPDUs prove", bpdus_prove, VERDICT_UP, PROOF_PROVEN, NULL },
	{ "plain BPDUs", plain_bpdus, VERDICT_UP, PROOF_UNKNOWN, NULL },
	{ "BPDU native", bpdu_native, VERDICT_NOT_UP, PROOF_FAILED, "native-vlan-differs" },
	{ "BPDU tagged", bpdu_native_tagged, VERDICT_NOT_UP, PROOF_FAILED, "native-vlan-tagged" },
	{ "BPDU discards", bpdu_discarding, VERDICT_NOT_UP, PROOF_FAILED, "stp-not-forwarding" },
	{ "a probe proves", probes_prove, VERDICT_UP, PROOF_PROVEN, NULL },
	{ "a silent probe", probe_silent, VERDICT_UP, PROOF_UNKNOWN, "probe-no-answer" },
	{ "BPDU leaks", bpdu_leaks, VERDICT_UP, PROOF_UNKNOWN, NULL },
};

static const struct finding *find(const struct verdict_result *r, const char *id)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (!strcmp(r->findings.v[i].id, id))
			return &r->findings.v[i];
	return NULL;
}

static bool is_quiet(const struct verdict_result *r)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (r->findings.v[i].severity != SEVERITY_INFO ||
			!strcmp(r->findings.v[i].id, "rates-differ"))
			return false;
	return true;
}

/* An error is the headline; a warning or an information is among the findings. */
static bool fires(const struct verdict_result *r, const char *id)
{
	const struct finding *f = id ? find(r, id) : NULL;

	if (!id)
		return is_quiet(r);
	return f && f->evidence[0] && (f->severity != SEVERITY_ERROR || f == &r->findings.v[0]);
}

static void test_cases(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pair p = pair_new();

		cases[i].make(&p);
		if (p.r.verdict != cases[i].verdict || p.r.vlans != cases[i].vlans ||
			!fires(&p.r, cases[i].fires)) {
			print_error("%s: %s, vlans %s, headline %s\n", cases[i].name,
				verdict_name(p.r.verdict), proof_name(p.r.vlans),
				p.r.findings.n ? p.r.findings.v[0].id : "none");
			wrong++;
		}
		arena_free(p.a);
	}
	assert_int_equal(wrong, 0);
}

/* What follows from a cause stands under it, not beside it. */
static void test_consequences(void **state)
{
	struct pair p = pair_new();
	const struct finding *f;

	(void)state;
	p.b->has_link = p.b->present = p.b->is_8023ad = true;
	p.b->min_links = 2;
	vf(&p);
	f = &p.r.findings.v[0];
	assert_string_equal(f->id, "vf-member");
	assert_int_equal(f->consequences.n, 2);
	assert_string_equal(f->consequences.v[0].id, "no-lacpdu-received");
	assert_string_equal(f->consequences.v[0].subject, "bond0/e1");
	assert_string_equal(f->consequences.v[1].id, "min-links-not-met");
	for (size_t i = 1; i < p.r.findings.n; i++)
		assert_int_not_equal(p.r.findings.v[i].severity, SEVERITY_ERROR);
	arena_free(p.a);
}

/* "No answer" and "not allowed on the trunk" are told apart. */
static void test_probe_and_trunk(void **state)
{
	struct pair p = pair_new();
	struct show_trunks *trunks = ARENA_NEW(p.a, struct show_trunks);
	struct switch_view *view = ARENA_NEW(p.a, struct switch_view);
	struct show_trunk *t = ARENA_PUSH(p.a, &trunks->rows);
	const struct finding *f;

	(void)state;
	strcpy(t->port, "Port-channel11");
	strcpy(t->status, "trunking");
	t->native = 40;
	t->has = TRUNK_ALLOWED | TRUNK_ACTIVE | TRUNK_FORWARDING;
	vlanset_add(&t->allowed, 40);
	t->active = t->forwarding = t->allowed;
	view->trunks = trunks;
	p.b->view = view;
	p.b->switch_answered = true;
	p.b->switch_time = SEC(109);
	probe_silent(&p);
	f = &p.r.findings.v[0];
	assert_string_equal(f->id, "vlan-not-allowed");
	assert_int_equal(f->consequences.n, 1);
	assert_string_equal(f->consequences.v[0].id, "probe-no-answer");
	assert_null(find(&p.r, "probe-no-answer"));
	vlanset_add(&t->allowed, 41);
	t->active = t->forwarding = t->allowed;
	verdict_judge(p.a, p.b, &p.r);
	f = find(&p.r, "probe-no-answer");
	assert_non_null(f);
	assert_non_null(strstr(f->evidence[0], "the switch's trunk forwards the VLAN"));
	assert_int_equal(p.r.verdict, VERDICT_UP);
	arena_free(p.a);
}

/* What is to be typed fits IOS's lines, and all VLANs are in it. */
static void test_long_fix(void **state)
{
	struct pair p = pair_new();
	struct finding_case c = { .arena = p.a, .bond = p.b };
	struct vlanset wanted = { 0 }, typed = { 0 };
	const char *fix, *head = "switchport trunk allowed vlan add ";
	char list[4096];
	unsigned lines = 0;

	(void)state;
	for (unsigned v = 2; v < 1000; v += 2)
		vlanset_add(&wanted, v);
	vlanset_format(&wanted, list, sizeof(list));
	c.vlans = list;
	fix = finding_fix(&c,
		"interface Port-channel{group}\nswitchport trunk allowed vlan add "
		"{vlans}\nexit");
	for (const char *line = fix; *line;) {
		size_t len = strcspn(line, "\n");

		assert_true(len <= 254);
		if (!strncmp(line, head, strlen(head))) {
			char *text = arena_strndup(p.a, line, len);

			assert_int_equal(vlanset_parse(&typed, text + strlen(head)), -1);
			lines++;
		}
		line += len + (line[len] == '\n');
	}
	assert_true(lines > 1);
	assert_true(vlanset_equal(&wanted, &typed));
	assert_memory_equal(fix, "interface Port-channel11\n", 25);
	assert_string_equal(fix + strlen(fix) - 5, "\nexit");
	c.vlans = "41,42";
	assert_string_equal(
		finding_fix(&c, "vlan {vlans}\nname {unknown}\n{"), "vlan 41,42\nname ?\n{");
	arena_free(p.a);
}

struct names {
	char v[400][48];
	size_t n;
};

static void take_words(struct names *names, const char *text)
{
	for (const char *line = text; line; line = strchr(line, '\n')) {
		char id[48];

		line += *line == '\n';
		if (sscanf(line, "want %*s %47[a-z0-9-]", id) == 1 ||
			sscanf(line, "fires %47[a-z0-9-]", id) == 1)
			strcpy(names->v[names->n++], id);
		assert_true(names->n < 400);
	}
}

static void take_folder(struct names *names, const char *folder)
{
	char path[600];
	DIR *d = opendir(folder);

	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));) {
		char *text;

		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		text = test_read_file(path, NULL);
		assert_non_null(text);
		take_words(names, text);
		free(text);
	}
	closedir(d);
}

/* Tested elsewhere, by hand: with the name of the test. */
static const char *const elsewhere[] = {
	"bond-missing",
	"member-missing",
	"no-carrier",
	"not-transmitting", /* test_verdict */
	"partner-confirmed-by-plan-only",
	"bridge-port-missing",
	"bridge-vlan-differs",
	"switch-port-not-in-channel-group",
	"switch-channel-mode-on",
	"host-not-persistent",
	"bond-not-aggregating",
	"member-not-aggregated",
	"cables-swapped", /* test_cabling */
	"lldp-eaten-by-firmware",
	"lacpdu-tagged",
};

static void test_each_row_fires(void **state)
{
	struct names *names = calloc(1, sizeof(*names));
	int missing = 0;

	(void)state;
	take_folder(names, TESTS_DIR "/golden/verify");
	take_folder(names, TESTS_DIR "/golden/switch-view");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		strcpy(names->v[names->n++], cases[i].fires ? cases[i].fires : "");
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++)
		strcpy(names->v[names->n++], elsewhere[i]);
	for (size_t r = 0; r < finding_count; r++) {
		bool any = false;

		for (size_t i = 0; i < names->n && !any; i++)
			any = !strcmp(names->v[i], finding_table[r].id);
		if (!any) {
			print_error("no fixture fires %s\n", finding_table[r].id);
			missing++;
		}
	}
	free(names);
	assert_int_equal(missing, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_consequences),
		cmocka_unit_test(test_probe_and_trunk),
		cmocka_unit_test(test_long_fix),
		cmocka_unit_test(test_each_row_fires),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
