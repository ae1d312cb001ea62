// SPDX-License-Identifier: Apache-2.0
/*
 * What a switch shows of itself against the wire and the plan: tests/golden/switch-view/NAME.show.
 * bond0 of e0 and e1 is planned on Gi1/0/1 and Gi2/0/1 of sw1, group 11, VLANs 40-44, 40 native.
 *
 *   like NAME                    what this file does not say is as there
 *   wire NIC up|silent|no-carrier|standby|elsewhere|swapped
 *   saved same|differs
 *   tags-native yes              the configuration says `vlan dot1q tag native`
 *   parked N                     is the planned native VLAN, which the trunk does not carry
 *   mtu N                        is planned
 *   fires ID                     is among the findings
 *   says TEXT                    is in the headline's evidence
 *   want VERDICT [HEADLINE SUBJECT] | vlans PROOF | persistence PROOF
 *   fix TEXT                     is in what the headline tells to type on the switch
 *   === COMMAND                  and its answer
 */
#include "test.h"

#include <dirent.h>

#include "finding.h"

#define GOLDEN TESTS_DIR "/golden/switch-view/"

enum { SECTIONS_MAX = 20 };

struct section {
	char command[64];
	const char *text;
};

struct fixture {
	struct arena *a;
	struct section sections[SECTIONS_MAX];
	size_t n;
	char wire[2][16], saved[16], verdict[16], headline[48], subject[32], vlans[16];
	char persistence[16], fix[80], fires[48], says[120];
	bool tags_native;
	unsigned mtu, parked;
};

static void put_section(struct fixture *f, const char *command, const char *text)
{
	size_t i = 0;

	while (i < f->n && strcmp(f->sections[i].command, command))
		i++;
	assert_true(i < SECTIONS_MAX);
	snprintf(f->sections[i].command, sizeof(f->sections[i].command), "%s", command);
	f->sections[i].text = text;
	f->n += i == f->n;
}

static void load(struct fixture *f, const char *name);

static void read_line(struct fixture *f, const char *line)
{
	char w[4][80] = { "" };

	if (sscanf(line, "%79s %79s %79s %79s", w[0], w[1], w[2], w[3]) < 1 || w[0][0] == '#')
		return;
	if (!strcmp(w[0], "like"))
		load(f, w[1]);
	else if (!strcmp(w[0], "wire"))
		snprintf(f->wire[w[1][1] - '0'], 16, "%.15s", w[2]);
	else if (!strcmp(w[0], "saved"))
		snprintf(f->saved, sizeof(f->saved), "%.15s", w[1]);
	else if (!strcmp(w[0], "vlans"))
		snprintf(f->vlans, sizeof(f->vlans), "%.15s", w[1]);
	else if (!strcmp(w[0], "persistence"))
		snprintf(f->persistence, sizeof(f->persistence), "%.15s", w[1]);
	else if (!strcmp(w[0], "tags-native"))
		f->tags_native = true;
	else if (!strcmp(w[0], "parked"))
		f->parked = (unsigned)atoi(w[1]);
	else if (!strcmp(w[0], "mtu"))
		f->mtu = (unsigned)atoi(w[1]);
	else if (!strcmp(w[0], "fires"))
		snprintf(f->fires, sizeof(f->fires), "%.47s", w[1]);
	else if (!strcmp(w[0], "says"))
		snprintf(f->says, sizeof(f->says), "%.119s", line + 5);
	else if (!strcmp(w[0], "fix"))
		snprintf(f->fix, sizeof(f->fix), "%.79s", line + 4);
	else if (!strcmp(w[0], "want")) {
		snprintf(f->verdict, sizeof(f->verdict), "%.15s", w[1]);
		snprintf(f->headline, sizeof(f->headline), "%.47s", w[2]);
		snprintf(f->subject, sizeof(f->subject), "%.31s", w[3]);
	} else
		fail_msg("not a line of a fixture: %s", line);
}

static void load(struct fixture *f, const char *name)
{
	char *raw = test_read_file(arena_printf(f->a, GOLDEN "%s", name), NULL);
	char *text = arena_strdup(f->a, raw ? raw : ""), *save = NULL;
	char *answers = strstr(text, "\n=== ");

	assert_non_null(raw);
	free(raw);
	if (answers)
		*answers = '\0';
	for (char *l = strtok_r(text, "\n", &save); l; l = strtok_r(NULL, "\n", &save))
		read_line(f, l);
	while (answers) {
		char *end = strchr(answers + 5, '\n'), *next = strstr(end, "\n=== ");

		*end = '\0';
		if (next)
			*next = '\0';
		put_section(f, answers + 5, next == end ? "" : arena_printf(f->a, "%s\n", end + 1));
		if (next)
			*next = '\n';
		answers = next;
	}
}

static const char *find_text(const struct fixture *f, const char *command)
{
	for (size_t i = 0; i < f->n; i++)
		if (!strcmp(f->sections[i].command, command))
			return f->sections[i].text;
	return NULL;
}

static const char *text_of(const struct fixture *f, const char *command)
{
	const char *text = find_text(f, command);

	if (!text)
		fail_msg("no answer to %s", command);
	return text;
}

static const struct lacp_port us = { .system_priority = 65535,
	.system = { 0x02, 0, 0, 0, 0, 0x0a },
	.key = 15,
	.port_priority = 255,
	.state = 0x3d };
static const struct lacp_port sw = { .system_priority = 32768,
	.system = { 0x00, 0x1e, 0x49, 0xff, 0x3c, 0x80 },
	.key = 11,
	.port_priority = 32768,
	.state = 0x3d };
static const struct lacp_port nobody;

static void send(struct observe_bond *b, struct observe_member *m, bool out, nanosec at,
	const struct lacp_port *actor, const struct lacp_port *partner)
{
	struct lacpdu pdu = { .version = 1, .actor = *actor, .partner = *partner };
	uint8_t frame[LACPDU_FRAME_LEN];

	memcpy(pdu.source, actor->system, 6);
	pdu.source[4] = (uint8_t)(m->name[1] + 1);
	lacpdu_write(&pdu, frame);
	observe_frame(b, m, at, out, frame, sizeof(frame));
}

/* Both halves of the conversation on one member, in the given manner. */
static void speak(struct observe_bond *b, size_t i, const char *wire, nanosec at)
{
	struct observe_member *m = &b->members.v[i];
	struct lacp_port own = us, peer = sw;
	size_t k = strcmp(wire, "swapped") ? i : 1 - i;

	own.port = (uint16_t)(i + 1);
	peer.port = (uint16_t)(k ? 0x202 : 0x102);
	if (!strcmp(wire, "no-carrier"))
		return;
	if (!strcmp(wire, "elsewhere"))
		peer.key = 1, peer.port = 0x135;
	if (!strcmp(wire, "standby"))
		peer.state = 0x05, own.state = 0x0d;
	if (!strcmp(wire, "silent")) {
		own.state = 0x45;
		send(b, m, true, at, &own, &nobody);
		return;
	}
	send(b, m, true, at, &own, &peer);
	send(b, m, false, at + MSEC(1), &peer, &own);
}

static struct observe_bond *bond_of(const struct fixture *f)
{
	static const char *const ports[] = { "GigabitEthernet1/0/1", "GigabitEthernet2/0/1" };
	struct observe_bond *b = observe_new(f->a, "bond0", SEC(100));

	for (int i = 0; i < 2; i++)
		observe_member(f->a, b, i ? "e1" : "e0");
	for (size_t i = 0; i < 2; i++) {
		struct observe_member *m = &b->members.v[i];

		m->planned = m->captured = true;
		m->sw = b->switch_name = "sw1";
		m->port = ports[i];
		m->has_link = m->present = m->in_bond = true;
		m->carrier = strcmp(f->wire[i], "no-carrier") != 0;
	}
	b->port_channel = 11;
	b->has_trunk = true;
	b->native = f->parked ? 0 : 40;
	b->parked = f->parked;
	b->mtu_planned = f->mtu;
	vlanset_add_range(&b->vlans, 40, 44);
	return b;
}

#define PARSE(type, function, command)                                                             \
	({                                                                                         \
		struct type *out = ARENA_NEW(f->a, struct type);                                   \
		function(f->a, text_of(f, command), out, &e) ? NULL : out;                         \
	})

static const struct show_port_mtus *port_mtus(const struct fixture *f)
{
	const char *config = find_text(f, "show running-config");
	struct show_port_mtus *out = ARENA_NEW(f->a, struct show_port_mtus);

	if (!config)
		return NULL;
	show_port_mtus_read(f->a, config, out);
	return out;
}

static void answer(const struct fixture *f, struct observe_bond *b, nanosec at)
{
	struct switch_view *v = ARENA_NEW(f->a, struct switch_view);
	struct show_lacp_system *system = ARENA_NEW(f->a, struct show_lacp_system);
	struct err e;

	b->etherchannel =
		PARSE(show_etherchannel, show_etherchannel_parse, "show etherchannel summary");
	b->lacp_neighbors =
		PARSE(show_lacp_neighbors, show_lacp_neighbors_parse, "show lacp neighbor");
	v->internals = PARSE(show_lacp_internals, show_lacp_internals_parse, "show lacp internal");
	v->trunks = PARSE(show_trunks, show_trunks_parse, "show interfaces trunk");
	v->statuses = PARSE(show_statuses, show_statuses_parse, "show interfaces status");
	v->err_disabled =
		PARSE(show_statuses, show_statuses_parse, "show interfaces status err-disabled");
	v->vlans = PARSE(show_vlans, show_vlans_parse, "show vlan brief");
	v->counters = PARSE(show_lacp_counters, show_lacp_counters_parse, "show lacp counters");
	v->stps = PARSE(show_stps, show_stps_parse, "show spanning-tree");
	v->log = PARSE(show_log, show_log_parse, "show logging");
	v->mtu = PARSE(show_mtu, show_mtu_parse, "show system mtu");
	v->port_mtus = port_mtus(f);
	v->tags_native = f->tags_native;
	if (!show_lacp_system_parse(text_of(f, "show lacp sys-id"), system, &e))
		v->system = system;
	v->saved = !strcmp(f->saved, "differs") ? SWITCH_SAVED_DIFFERS : SWITCH_SAVED_SAME;
	b->view = v;
	b->switch_answered = true;
	b->switch_time = at;
}

static bool is_among(const struct verdict_result *r, const char *id)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (!strcmp(r->findings.v[i].id, id))
			return true;
	return false;
}

static bool is_said(const struct verdict_result *r, const char *text)
{
	for (size_t i = 0; r->findings.n && r->findings.v[0].evidence[i]; i++)
		if (strstr(r->findings.v[0].evidence[i], text))
			return true;
	return false;
}

static int compare(const char *name, const struct fixture *f, const struct verdict_result *r)
{
	const struct finding *head = r->findings.n ? &r->findings.v[0] : NULL;
	const char *id = head ? head->id : "", *subject = head ? head->subject : "";
	const char *fix = head && head->fix_switch ? head->fix_switch : "";

	if (!strcmp(verdict_name(r->verdict), f->verdict) && !strcmp(id, f->headline) &&
		!strcmp(subject, f->subject) && !strcmp(proof_name(r->vlans), f->vlans) &&
		strstr(fix, f->fix) && (!f->fires[0] || is_among(r, f->fires)) &&
		(!f->says[0] || is_said(r, f->says)) &&
		(!f->persistence[0] || !strcmp(proof_name(r->persistence), f->persistence)))
		return 0;
	print_error("%s: %s %s %s, vlans %s, fix %s; wanted %s %s %s, vlans %s, fix %s %s %s\n",
		name, verdict_name(r->verdict), id, subject, proof_name(r->vlans), fix, f->verdict,
		f->headline, f->subject, f->vlans, f->fix, f->fires, f->says);
	return 1;
}

/* No error in what is well. */
static void healthy_is_silent(const struct fixture *f, const struct verdict_result *r)
{
	if (strcmp(f->verdict, "up"))
		return;
	for (size_t i = 0; i < r->findings.n; i++)
		if (r->findings.v[i].severity == SEVERITY_ERROR)
			fail_msg("an error where all is well: %s", r->findings.v[i].id);
}

static int check(const char *name, bool *fired)
{
	struct fixture f = { .a = arena_new() };
	struct verdict_result r;
	struct observe_bond *b;
	int wrong;

	load(&f, name);
	b = bond_of(&f);
	for (size_t i = 0; i < 2; i++)
		speak(b, i, f.wire[i], SEC(101));
	answer(&f, b, SEC(110));
	for (size_t i = 0; i < 2; i++)
		speak(b, i, f.wire[i], SEC(130));
	observe_time(b, SEC(140));
	b->ended = true;
	verdict_judge(f.a, b, &r);
	wrong = compare(name, &f, &r);
	healthy_is_silent(&f, &r);
	for (size_t i = 0; i < finding_count; i++)
		fired[i] |= r.findings.n && !strcmp(r.findings.v[0].id, finding_table[i].id);
	arena_free(f.a);
	return wrong;
}

static void fixtures(void **state)
{
	static const char *const rows[] = { "switch-port-suspended", "switch-port-err-disabled",
		"port-channel-shutdown", "switch-min-links-not-met", "vlan-not-allowed",
		"native-vlan-differs", "switch-port-not-trunk", "vlan-not-active",
		"stp-not-forwarding", "loss-towards-host", "switch-channel-mode-pagp",
		"switch-view-contradicts", "wrong-switch-port", "switch-not-saved" };
	bool *fired = calloc(finding_count, sizeof(bool));
	DIR *d = opendir(GOLDEN);
	int wrong = 0;

	(void)state;
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));)
		if (strstr(e->d_name, ".show"))
			wrong += check(e->d_name, fired);
	assert_int_equal(wrong, 0);
	closedir(d);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool any = false;

		for (size_t k = 0; k < finding_count; k++)
			any |= fired[k] && !strcmp(finding_table[k].id, rows[i]);
		if (!any)
			fail_msg("no fixture fires %s", rows[i]);
	}
	free(fired);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(fixtures) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
