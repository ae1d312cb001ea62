// SPDX-License-Identifier: Apache-2.0
/*
 * Timelines of LACPDUs in tests/golden/verify/NAME.pdus (cases), encoded here, fed to the observer
 * and judged.
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
#include "lacp_text.h"
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
		cmocka_unit_test(test_catalogue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
