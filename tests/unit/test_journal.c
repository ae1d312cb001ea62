// SPDX-License-Identifier: Apache-2.0
/* The journal of a switch: what is read back is what was written, cut, altered or on a full disk.
 */
#include "test.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal.h"
#include "pairing.h"

static const char running[] = "hostname sw1\n"
			      "enable secret 5 $1$abcd$efgh\n"
			      "interface GigabitEthernet1/0/1\n"
			      " description \"old\" server\n"
			      " switchport access vlan 7\n"
			      " authentication key secret-word\n"
			      "interface GigabitEthernet2/0/2\n"
			      " description other\n"
			      "end\n";

struct world {
	struct arena *a;
	char dir[64];
	struct want_switch *want;
	struct switch_found found;
	struct journal j;
};

static struct record *record(struct world *w)
{
	struct record *r = record_new(w->a, w->want, &w->found, running);

	r->name = "sw1";
	r->address = "192.0.2.10";
	r->port = 22;
	r->user = "netops";
	r->hostname = "sw1";
	r->begun_s = 1763640000;
	return r;
}

static int set_up(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	struct intent *in;
	struct err e = { 0 };

	w->a = arena_new();
	in = pairing(w->a);
	w->want = want_switch(w->a, in, in->switches.v[0], NULL, NULL, pairing_templates(w->a), &e);
	w->found = (struct switch_found){ .running = ios_config_parse(w->a, running) };
	ARENA_PUSH(w->a, &w->found.vlans.rows)->id = 7;
	strcpy(w->dir, "/tmp/test_journal.XXXXXX");
	*state = w;
	return w->want && mkdtemp(w->dir) &&
			!journal_open(w->a, w->dir, "192.0.2.10", 22, &w->j, &e)
		? 0
		: -1;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	char command[100];
	int r;

	journal_close(&w->j);
	snprintf(command, sizeof(command), "rm -r %s", w->dir);
	r = system(command);
	arena_free(w->a);
	free(w);
	return r;
}

static struct journal again(struct world *w)
{
	struct journal j;
	struct err e = { 0 };

	if (journal_open(w->a, w->dir, "192.0.2.10", 22, &j, &e))
		fail_msg("%s: %s", e.object, e.text);
	return j;
}

static char *text_of(struct world *w, const char *phase)
{
	return test_read_file(
		arena_printf(w->a, "%s/switch-192.0.2.10-22.%s", w->dir, phase), NULL);
}

static void test_what_is_kept(void **state)
{
	struct world *w = *state;
	struct err e = { 0 };
	struct steps back = { 0 };
	struct journal j;
	char *text;

	assert_int_equal(w->j.phase, JOURNAL_NONE);
	assert_int_equal(journal_begin(w->a, &w->j, record(w), 10, &e), 0);
	journal_sent(&w->j, "vlan 40");
	journal_answered(&w->j, 0, "% \001\"Odd\"\nreply \xc3");
	journal_sent(&w->j, "copy running-config startup-config");
	journal_armed(&w->j, SWITCH_NET_REVERT, 1763640240);
	journal_proven(w->a, &w->j, 0, &w->found);

	j = again(w);
	assert_int_equal(j.phase, JOURNAL_SENDING);
	assert_int_equal(j.record->lines.n, 2);
	assert_string_equal(j.record->lines.v[0].answered, "% ?\"Odd\"\nreply ?");
	assert_null(j.record->lines.v[1].answered);
	assert_true(j.record->save_tried);
	assert_int_equal(j.record->armed_until_s, 1763640240);
	assert_int_equal(j.record->net, SWITCH_NET_REVERT);
	assert_int_equal(j.record->rest, record(w)->rest);
	assert_string_equal(j.record->want.units.v[0].bond, "kvm1 bond0");
	assert_int_equal(j.record->want.units.v[0].ports.n, 2);
	diff_switch_undo(w->a, &w->want->units.v[0], j.record->before[0], &w->found, &back);
	diff_switch_undo(w->a, &w->want->units.v[0], j.record->after[0], &w->found, &back);
	assert_int_equal(back.n, 0);
	journal_close(&j);

	text = text_of(w, "sending");
	assert_non_null(strstr(text, " description \\\"old\\\" server"));
	assert_null(strstr(text, "secret"));
	assert_null(strstr(text, "description other"));
	free(text);
}

static void test_phases(void **state)
{
	struct world *w = *state;
	struct err e = { 0 };
	struct journal j;

	assert_int_equal(journal_begin(w->a, &w->j, record(w), 1, &e), 0);
	assert_int_equal(journal_move(&w->j, JOURNAL_HELD), 0);
	j = again(w);
	assert_int_equal(j.phase, JOURNAL_HELD);
	/* Somebody else decided meanwhile. */
	assert_int_equal(journal_move(&w->j, JOURNAL_UNDOING), 0);
	assert_int_equal(journal_move(&j, JOURNAL_CONFIRMED), -1);
	journal_close(&j);
	assert_int_equal(journal_move(&w->j, JOURNAL_UNDONE), 0);
	/* The next one forgets it, and so does its end. */
	assert_int_equal(journal_begin(w->a, &w->j, record(w), 1, &e), 0);
	j = again(w);
	assert_int_equal(j.phase, JOURNAL_SENDING);
	journal_close(&j);
	journal_drop(&w->j);
	j = again(w);
	assert_int_equal(j.phase, JOURNAL_NONE);
	assert_null(j.record);
}

static void put_text(struct world *w, const char *text, size_t n)
{
	FILE *f = fopen(arena_printf(w->a, "%s/switch-192.0.2.10-22.sending", w->dir), "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	fclose(f);
}

/* Cut anywhere behind its units it can be read; before that, and altered, it is refused. */
static void test_cut_and_altered(void **state)
{
	struct world *w = *state;
	struct err e = { 0 };
	struct journal j;
	char *text;
	size_t n, units;

	assert_int_equal(journal_begin(w->a, &w->j, record(w), 1, &e), 0);
	text = text_of(w, "sending");
	units = strlen(text);
	free(text);
	journal_sent(&w->j, "vlan 40");
	text = text_of(w, "sending");
	n = strlen(text);
	for (size_t i = 0; i <= n; i++) {
		put_text(w, text, i);
		assert_int_equal(
			journal_open(w->a, w->dir, "192.0.2.10", 22, &j, &e), i < units ? -1 : 0);
		if (i < units)
			continue;
		/* What is appended then is a line of its own. */
		journal_sent(&j, "vlan 41");
		journal_close(&j);
		j = again(w);
		assert_string_equal(j.record->lines.v[j.record->lines.n - 1].sent, "vlan 41");
		journal_close(&j);
	}
	for (size_t i = 0; i < n - 1; i++) {
		char was = text[i];

		text[i] = '\0';
		put_text(w, text, n);
		if (!journal_open(w->a, w->dir, "192.0.2.10", 22, &j, &e))
			fail_msg("byte %zu of %s", i, text);
		assert_int_equal(e.class, ERR_ENVIRONMENT);
		text[i] = was;
	}
	free(text);
}

/* The lab's full disk is a disk; here a limit of the process stands for it. */
static void test_no_room(void **state)
{
	struct world *w = *state;
	struct rlimit was, little;
	struct err e = { 0 };
	struct journal j;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	for (rlim_t size = 0; size < 300; size += 50) {
		little = (struct rlimit){ size, was.rlim_max };
		setrlimit(RLIMIT_FSIZE, &little);
		if (!journal_begin(w->a, &w->j, record(w), 30, &e))
			fail_msg("%zu bytes", (size_t)size);
		setrlimit(RLIMIT_FSIZE, &was);
		assert_int_equal(e.class, ERR_ENVIRONMENT);
		assert_non_null(strstr(e.text, "cannot write the journal of sw1"));
		j = again(w);
		assert_int_equal(j.phase, JOURNAL_NONE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_is_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_phases, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_cut_and_altered, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_room, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
