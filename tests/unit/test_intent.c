// SPDX-License-Identifier: Apache-2.0
/*
 * Golden files: tests/golden/intent/NAME.yaml is read and checked; NAME.ok is the report, and for
 * a file without errors the intent in one canonical form, which is an intent file again and is
 * read a second time. UPDATE_GOLDEN=1 writes the .ok files.
 */
#include <dirent.h>

#include "buf.h"
#include "intent_read.h"
#include "nearest.h"
#include "test.h"

#define GOLDEN TESTS_DIR "/golden/intent"

/* The source line and the bytes that the caret underlines. */
static void print_caret(struct buf *out, const struct intent *in, const struct report_entry *e)
{
	size_t len;
	const char *line = intent_source_line(&in->sources, e->pos, &len);

	if (!line || len > 200)
		return;
	buf_printf(out, "  | %.*s\n  | ", (int)len, line);
	for (unsigned k = 1; k < e->pos.column; k++)
		buf_puts(out, line[k - 1] == '\t' ? "\t" : " ");
	for (unsigned k = 0; k < e->width; k++)
		buf_puts(out, "^");
	buf_puts(out, "\n");
}

static void print_report(struct buf *out, const struct intent *in, const struct report *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct report_entry *e = &r->v[i];

		buf_printf(out, "%s:%u:%u: %s: %s\n", e->pos.file, e->pos.line, e->pos.column,
			e->level == REPORT_ERROR ? "error" : "warning", e->text);
		print_caret(out, in, e);
		if (e->hint)
			buf_printf(out, "  hint: %s\n", e->hint);
	}
}

/* Report and, without errors, the canonical form. */
static unsigned read_text_into(struct buf *out, const char *name, const char *text, size_t len)
{
	struct arena *a = arena_new();
	struct report r = { .arena = a };
	struct intent *in = intent_parse(a, name, text, len, &r);
	unsigned errors;

	intent_check(in, &r);
	print_report(out, in, &r);
	errors = r.errors;
	if (!errors)
		intent_write(in, out);
	arena_free(a);
	return errors;
}

/* What is printed for the canonical form must be that form again. */
static void read_back(const char *canonical)
{
	const char *start = strstr(canonical, "lacppair: 1\n");
	struct buf again = { 0 };

	assert_non_null(start);
	assert_int_equal(read_text_into(&again, "again", start, strlen(start)), 0);
	assert_string_equal(strstr(buf_text(&again), "lacppair: 1\n"), start);
	buf_free(&again);
}

static int is_yaml(const struct dirent *d)
{
	size_t len = strlen(d->d_name);

	return len > 5 && !strcmp(d->d_name + len - 5, ".yaml");
}

static void golden_files(void **state)
{
	struct dirent **names;
	int n = scandir(GOLDEN, &names, is_yaml, alphasort);

	(void)state;
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		char path[512];
		struct buf got = { 0 };
		size_t len;
		char *text;

		snprintf(path, sizeof(path), "%s/%s", GOLDEN, names[i]->d_name);
		text = test_read_file(path, &len);
		assert_non_null(text);
		if (!read_text_into(&got, names[i]->d_name, text, len))
			read_back(buf_text(&got));
		strcpy(strrchr(path, '.'), ".ok");
		test_compare_golden(path, buf_text(&got));
		buf_free(&got);
		free(text);
		free(names[i]);
	}
	free(names);
}

/* The first message for texts that are awkward in a file. */
static void hostile_texts(void **state)
{
	static const struct {
		const char *text;
		size_t len; /* 0: as a string */
		unsigned line, column;
		const char *message;
	} rows[] = {
		{ "", 0, 1, 1, "the file is empty" },
		{ "# only this\n", 0, 1, 1, "the file is empty" },
		{ "lacppair: 1\nhosts: \xff\n", 0, 2, 8, "not UTF-8 text: byte 0xff" },
		{ "a: \xc0\x80\n", 0, 1, 4, "not UTF-8 text: byte 0xc0" },
		{ "a: \xed\xa0\x80\n", 0, 1, 4, "not UTF-8 text: byte 0xed" },
		{ "a: \xe2\x82", 0, 1, 4, "not UTF-8 text: byte 0xe2" },
		{ "a: \x1b[31m\n", 0, 1, 4, "control character U+001B" },
		{ "a: b\0c\n", 7, 1, 5, "control character U+0000" },
		{ "a: b\rc: d\n", 0, 1, 5, "control character U+000D" },
		{ "a: \xe2\x80\xa8\n", 0, 1, 4, "control character U+2028" },
		{ "a: \"\\0\"\n", 0, 1, 4,
			"a line break or control character in a value; "
			"write it in one line" },
		{ "a: |\n  two\n  lines\n", 0, 1, 4,
			"a line break or control character in a value; write it in one line" },
		{ "a: &x b\n", 0, 1, 4,
			"anchors, aliases and tags have no place in an intent file; if it is a "
			"text that starts with &, * or !, quote it" },
		{ "a: [ *x ]\n", 0, 1, 6,
			"anchors, aliases and tags have no place in an intent file; if it is a "
			"text that starts with &, * or !, quote it" },
		{ "a: !!int 3\n", 0, 1, 4,
			"anchors, aliases and tags have no place in an intent file; if it is a "
			"text that starts with &, * or !, quote it" },
		{ "a: b\n---\nc: d\n", 0, 2, 1, "a second document; a file is one document" },
		{ "%YAML 1.1\n---\na: b\n", 0, 1, 1, "directives have no place in an intent file" },
		{ "? [a]\n: b\n", 0, 1, 3, "a key must be a word" },
		{ "[[[[[[[[[[[[[[[[[[[[[[[[[", 0, 1, 17,
			"too deep: no key of an intent file is there" },
		{ "- a\n", 0, 1, 1, "the file must be a mapping, and this is a list" },
		{ "\xc3\xa9: [\xc3\xa9\xc3\xa9, &x b]\n", 0, 1, 12,
			"anchors, aliases and tags have no place in an intent file; if it is a "
			"text that starts with &, * or !, quote it" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena *a = arena_new();
		struct report r = { .arena = a };

		intent_parse(
			a, "t", rows[i].text, rows[i].len ? rows[i].len : strlen(rows[i].text), &r);
		assert_true(r.errors > 0);
		assert_string_equal(r.v[0].text, rows[i].message);
		assert_int_equal(r.v[0].pos.line, rows[i].line);
		assert_int_equal(r.v[0].pos.column, rows[i].column);
		arena_free(a);
	}
}

static void too_large(void **state)
{
	struct arena *a = arena_new();
	struct report r = { .arena = a };
	size_t len = 1024 * 1024 + 1;
	char *text = arena_alloc(a, len);

	(void)state;
	memset(text, '#', len);
	intent_parse(a, "t", text, len, &r);
	assert_string_equal(r.v[0].text, "the file is larger than 1 MiB");
	arena_free(a);
}

/* A file of nothing but mistakes ends its report; a BOM is no part of the first line. */
static void limits(void **state)
{
	struct arena *a = arena_new();
	struct report r = { .arena = a };
	struct buf b = { 0 };

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_printf(&b, "key%d:\n", i);
	intent_parse(a, "t", buf_text(&b), b.len, &r);
	assert_int_equal(r.n, 1001);
	assert_string_equal(r.v[1000].text, "too many mistakes: no more are shown");
	buf_free(&b);
	r = (struct report){ .arena = a };
	intent_parse(a, "t", "\xef\xbb\xbflacppair: 2\nhosts: []\n", 25, &r);
	assert_int_equal(r.v[0].pos.column, 11);
	arena_free(a);
}

static void loading(void **state)
{
	struct arena *a = arena_new();
	struct report r = { .arena = a };
	struct err e = { 0 };
	const struct intent *in;

	(void)state;
	assert_null(intent_load(a, GOLDEN "/no such file", &r, &e));
	assert_int_equal(e.class, ERR_INTENT);
	assert_string_equal(e.text, "No such file or directory");
	assert_null(intent_load(a, GOLDEN, &r, &e));
	assert_string_equal(e.text, "Is a directory");
	in = intent_load(a, GOLDEN "/pair.yaml", &r, &e);
	assert_non_null(in);
	assert_int_equal(r.n, 0);
	assert_string_equal(intent_host_names(a, in), "kvm1");
	assert_string_equal(intent_switch_names(a, in), "sw1");
	assert_string_equal(intent_vlan_name(in, 41), "web");
	assert_null(intent_vlan_name(in, 99));
	assert_non_null(intent_find_host(in, "kvm1"));
	assert_null(intent_find_host(in, "kvm2"));
	assert_non_null(intent_find_switch(in, "sw1"));
	arena_free(a);
}

static void slips(void **state)
{
	static const struct {
		const char *word, *best;
	} rows[] = {
		{ "mimon", "miimon" },
		{ "miinom", "miimon" },
		{ "MEMBERS", "members" },
		{ "vlan", "vlans" },
		{ "member", "members" },
		{ "colour", NULL },
		{ "", NULL },
		{ "a-word-that-is-far-too-long-to-be-any-key-of-it", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct nearest n = { .word = rows[i].word };

		nearest_offer(&n, "vlans");
		nearest_offer(&n, "members");
		nearest_offer(&n, "miimon");
		if (rows[i].best)
			assert_string_equal(n.best, rows[i].best);
		else
			assert_null(n.best);
	}
}

/* Each key that is read has its paragraph in the manual, and each that is to come its mention. */
static void manual_names(const char *manual, const char *key, bool here)
{
	char mark[128];

	snprintf(mark, sizeof(mark), here ? "\n.It Ic %s" : "\n.Ic %s", key);
	if (!strstr(manual, mark))
		fail_msg("lacppair.yaml(5) has no \"%s\"", mark + 1);
}

static void manual_has_all_keys(void **state)
{
	static const struct intent_level *const levels[] = { &intent_level_top,
		&intent_level_switch, &intent_level_host, &intent_level_bond,
		&intent_level_bond_switch, &intent_level_member, &intent_level_vlan,
		&intent_level_bridge };
	char *manual = test_read_file(TESTS_DIR "/../docs/lacppair.yaml.5", NULL);

	(void)state;
	assert_non_null(manual);
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		for (const struct intent_key *k = levels[i]->keys; k->name; k++)
			manual_names(manual, k->name, k->read != NULL);
	for (int o = 0; o < BONDOPT_COUNT; o++)
		manual_names(manual, bondopt_table[o].name, true);
	free(manual);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_files),
		cmocka_unit_test(hostile_texts),
		cmocka_unit_test(too_large),
		cmocka_unit_test(limits),
		cmocka_unit_test(loading),
		cmocka_unit_test(slips),
		cmocka_unit_test(manual_has_all_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
