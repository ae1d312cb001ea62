// SPDX-License-Identifier: Apache-2.0
/*
 * Captures and what decode makes of them: tests/golden/decode/NAME.pcap or, of the corpus where it
 * is present, pcap/NAME.pcap; NAME.txt and NAME.json. UPDATE_GOLDEN=1 writes them.
 */
#include "test.h"

#include <jansson.h>
#include <time.h>

#include "buf.h"
#include "decoded.h"

#define GOLDEN TESTS_DIR "/golden/decode/"

static void to_buf(void *context, const char *data, size_t len)
{
	buf_add(context, data, len);
}

/* False: there is no such file. */
static bool decode_file(const char *path, bool json, struct buf *out)
{
	struct decoded d = { 0 };
	struct capture_frame f;
	struct err e = { 0 };
	struct capture *c = capture_open_file(path, &e);
	struct writer *w = malloc(sizeof(*w));
	struct jsonw j = { w, false };

	assert_non_null(w);
	writer_init(w, to_buf, out);
	if (json)
		jsonw_open(&j, NULL, '[');
	while (c && capture_next(c, &f, &e) == 1) {
		if (!decode_frame(&d, &f))
			continue;
		if (json)
			decode_json(&j, &d);
		else
			decode_text(w, &d);
	}
	if (json)
		jsonw_close(&j, ']');
	writer_flush(w);
	free(w);
	capture_close(c);
	return c != NULL;
}

static void compare(const char *name, const char *ending, const char *text)
{
	char path[600];

	snprintf(path, sizeof(path), "%s%s.%s", GOLDEN, name, ending);
	test_compare_golden(path, text);
}

static bool check(const char *folder, const char *name)
{
	char path[600];
	struct buf text = { 0 }, json = { 0 };
	json_t *parsed;

	snprintf(path, sizeof(path), "%s%s.pcap", folder, name);
	if (!decode_file(path, false, &text) || !decode_file(path, true, &json)) {
		buf_free(&text);
		buf_free(&json);
		return false;
	}
	parsed = json_loads(buf_text(&json), 0, NULL);
	assert_non_null(parsed);
	json_decref(parsed);
	buf_puts(&json, "\n");
	compare(name, "txt", buf_text(&text));
	compare(name, "json", buf_text(&json));
	buf_free(&text);
	buf_free(&json);
	return true;
}

static void test_own(void **state)
{
	(void)state;
	assert_true(check(GOLDEN, "mixed"));
}

static void test_corpus(void **state)
{
	static const char *const names[] = { "malformed", "LLDP_and_CDP", "lldp_8021_linkagg",
		"slow-ossp" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!check(CORPUS_DIR "/pcap/", names[i])) {
			print_message("no captures at %s/pcap\n", CORPUS_DIR);
			skip();
		}
}

/* Every day of four centuries, against the C library. */
static void test_times(void **state)
{
	char text[WRITER_TIME_LEN], wanted[32];

	(void)state;
	for (int64_t day = 0; day < 100000; day++) {
		time_t t = (time_t)(day * 86400 + day % 86400);
		struct tm tm;

		gmtime_r(&t, &tm);
		strftime(wanted, sizeof(wanted), "%Y-%m-%dT%H:%M:%S.000001Z", &tm);
		writer_format_time(text, (int64_t)t * 1000000000 + 1999);
		assert_memory_equal(text, wanted, WRITER_TIME_LEN);
	}
}

static void test_escapes(void **state)
{
	struct buf out = { 0 };
	struct writer *w = malloc(sizeof(*w));
	struct jsonw j = { w, false };

	(void)state;
	writer_init(w, to_buf, &out);
	jsonw_open(&j, NULL, '{');
	jsonw_text(&j, "a", "q\" b\\ n\n c\x01 \xc3\xa9");
	jsonw_uint(&j, "b", UINT64_MAX);
	jsonw_open(&j, "c", '[');
	jsonw_bool(&j, NULL, true);
	jsonw_uint(&j, NULL, 0);
	jsonw_close(&j, ']');
	jsonw_close(&j, '}');
	writer_flush(w);
	assert_string_equal(buf_text(&out),
		"{\"a\":\"q\\\" b\\\\ n\\n c\\u0001 \xc3\xa9\",\"b\":18446744073709551615,"
		"\"c\":[true,0]}");
	buf_reset(&out);
	for (int i = 0; i < 3 * WRITER_BUFFER; i++)
		writer_char(w, (char)('a' + i % 26));
	writer_put(w, "0123456789", 10);
	writer_flush(w);
	assert_int_equal(out.len, 3 * WRITER_BUFFER + 10);
	buf_free(&out);
	free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own),
		cmocka_unit_test(test_corpus),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
