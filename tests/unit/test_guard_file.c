// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "guard_file.h"

struct world {
	struct arena *a;
	char dir[64];
	struct snapshot snapshot;
};

static int set_up(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->a = arena_new();
	strcpy(w->dir, "/tmp/test_guard.XXXXXX");
	w->snapshot.host = "kvm1";
	w->snapshot.before = ARENA_NEW(w->a, struct host_state);
	*state = w;
	return mkdtemp(w->dir) ? 0 : -1;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	char command[100];
	int r;

	snprintf(command, sizeof(command), "rm -r %s", w->dir);
	r = system(command);
	arena_free(w->a);
	free(w);
	return r;
}

static void test_phases(void **state)
{
	struct world *w = *state;
	struct err e = { 0 };

	assert_int_equal(guard_file_phase(w->dir), GUARD_NONE);
	assert_int_equal(guard_file_move(w->dir, GUARD_HELD, GUARD_CONFIRMED), -1);
	assert_int_equal(guard_file_write(w->a, w->dir, &w->snapshot, &e), 0);
	assert_int_equal(guard_file_phase(w->dir), GUARD_APPLYING);
	assert_int_equal(guard_file_move(w->dir, GUARD_APPLYING, GUARD_HELD), 0);
	assert_non_null(guard_file_read(w->a, w->dir, GUARD_HELD, &e));
	assert_int_equal(guard_file_move(w->dir, GUARD_HELD, GUARD_UNDOING), 0);
	/* The confirmation comes too late. */
	assert_int_equal(guard_file_move(w->dir, GUARD_HELD, GUARD_CONFIRMED), -1);
	assert_int_equal(guard_file_phase(w->dir), GUARD_UNDOING);
	assert_int_equal(guard_file_move(w->dir, GUARD_UNDOING, GUARD_UNDONE), 0);
	assert_int_equal(guard_file_phase(w->dir), GUARD_UNDONE);
	/* The next one forgets it. */
	assert_int_equal(guard_file_write(w->a, w->dir, &w->snapshot, &e), 0);
	guard_file_drop(w->dir);
	assert_int_equal(guard_file_phase(w->dir), GUARD_NONE);
}

static void test_second_is_refused(void **state)
{
	struct world *w = *state;
	struct err e = { 0 };

	assert_int_equal(guard_file_write(w->a, w->dir, &w->snapshot, &e), 0);
	assert_int_equal(guard_file_write(w->a, w->dir, &w->snapshot, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_non_null(strstr(e.text, "File exists"));
	assert_int_equal(guard_file_phase(w->dir), GUARD_APPLYING);
}

static void test_no_room(void **state)
{
	struct world *w = *state;
	struct err e = { 0 };

	assert_int_equal(guard_file_write(w->a, "/proc", &w->snapshot, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_non_null(strstr(e.text, "nothing was changed"));
}

static void test_altered(void **state)
{
	struct world *w = *state;
	struct err e = { 0 };
	char path[100];
	FILE *f;

	assert_int_equal(guard_file_write(w->a, w->dir, &w->snapshot, &e), 0);
	snprintf(path, sizeof(path), "%s/guard.applying", w->dir);
	f = fopen(path, "r+b");
	fseek(f, -1, SEEK_END);
	fputc(0x55, f);
	fclose(f);
	assert_null(guard_file_read(w->a, w->dir, GUARD_APPLYING, &e));
	assert_string_equal(e.object, path);
	assert_non_null(strstr(e.text, "altered"));
}

static void test_journal(void **state)
{
	struct world *w = *state;

	assert_null(guard_journal_last(w->a, w->dir));
	guard_journal_add(w->dir, 0, "kvm1", GUARD_CONFIRMED, "first");
	guard_journal_add(w->dir, 1, "kvm1", GUARD_UNDONE, "two\nlines\x1b[2J");
	assert_string_equal(guard_journal_last(w->a, w->dir),
		"1970-01-01T00:00:01Z kvm1 undone: two lines [2J");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_phases, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_second_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_room, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_altered, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_journal, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
