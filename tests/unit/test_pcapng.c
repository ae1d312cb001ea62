// SPDX-License-Identifier: Apache-2.0
/* pcapng: what is written is read, either byte order, other resolutions, and blocks that lie. */
#include "test.h"
#include "temp_file.h"

#include "capture.h"
#include "pcapng.h"

static struct capture *open_bytes(const void *data, size_t len)
{
	struct err e = { 0 };
	FILE *f = fopen(temp_file, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, len, f), len);
	fclose(f);
	return capture_open_file(temp_file, &e);
}

static void test_round_trip(void **state)
{
	const int64_t start = INT64_C(1700000000123456789);
	struct capture_frame f;
	struct buf b = { 0 };
	struct err e = { 0 };
	struct capture *c;

	(void)state;
	pcapng_write_head(&b, "eno1", start);
	pcapng_write_packet(&b, start + 5, 1, (const uint8_t *)"sent!", 5);
	pcapng_write_packet(&b, start + 6, 0, (const uint8_t *)"received", 8);
	pcapng_write_packet(&b, start + 7, -1, (const uint8_t *)"", 0);
	pcapng_write_end(&b, start + 8);
	c = open_bytes(b.data, b.len);
	for (int i = 0; i < 3; i++) {
		static const int out[] = { 1, 0, -1 };
		static const size_t len[] = { 5, 8, 0 };

		assert_int_equal(capture_next(c, &f, &e), 1);
		assert_true(f.time_ns == start + 5 + i);
		assert_int_equal(f.out, out[i]);
		assert_int_equal(f.len, len[i]);
		assert_memory_equal(f.data, i ? "received" : "sent!", f.len);
	}
	assert_true(capture_bounds(c)->has_start && !capture_bounds(c)->has_end);
	assert_int_equal(capture_next(c, &f, &e), 0);
	assert_true(capture_bounds(c)->start_ns == start);
	assert_true(capture_bounds(c)->has_end && capture_bounds(c)->end_ns == start + 8);
	capture_close(c);
	buf_free(&b);
}

/* Every cut of a file is its end or an error, and a frame that is there is whole. */
static void test_cuts(void **state)
{
	struct capture_frame f;
	struct buf b = { 0 };

	(void)state;
	pcapng_write_head(&b, "e0", 1);
	pcapng_write_packet(&b, 2, 1, (const uint8_t *)"frame", 5);
	for (size_t n = 4; n < b.len; n++) {
		struct err e = { 0 };
		struct capture *c = open_bytes(b.data, n);

		assert_non_null(c);
		assert_true(capture_next(c, &f, &e) < 1);
		capture_close(c);
	}
	buf_free(&b);
}

/* As a big-endian machine writes it: microseconds, two sections, an unknown block. */
static void test_big_endian(void **state)
{
	static const uint8_t file[] = {
		0x0a,
		0x0d,
		0x0d,
		0x0a,
		0,
		0,
		0,
		28,
		0x1a,
		0x2b,
		0x3c,
		0x4d,
		0,
		1,
		0,
		0, /* */
		0xff,
		0xff,
		0xff,
		0xff,
		0xff,
		0xff,
		0xff,
		0xff,
		0,
		0,
		0,
		28, /* */
		0,
		0,
		0,
		1,
		0,
		0,
		0,
		20,
		0,
		1,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		20, /* */
		0,
		0,
		0,
		0x99,
		0,
		0,
		0,
		12,
		0,
		0,
		0,
		12, /* */
		0,
		0,
		0,
		6,
		0,
		0,
		0,
		36,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		1,
		0,
		0,
		0,
		2, /* */
		0,
		0,
		0,
		3,
		0,
		0,
		0,
		3,
		'a',
		'b',
		'c',
		0,
		0,
		0,
		0,
		36,
	};
	struct capture_frame f;
	struct err e = { 0 };
	struct capture *c = open_bytes(file, sizeof(file));

	(void)state;
	assert_int_equal(capture_next(c, &f, &e), 1);
	assert_true(f.time_ns == INT64_C(4294967298000));
	assert_int_equal(f.out, -1);
	assert_memory_equal(f.data, "abc", 3);
	assert_int_equal(capture_next(c, &f, &e), 0);
	capture_close(c);
}

/* Offsets into the file that pcapng_write_*() makes, and what a changed octet there is called. */
static void test_faults(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
		const char *text;
	} rows[] = {
		{ 8, 0, "a block's length is impossible" },
		{ 4, 27, "a block's length is impossible" },
		{ 36, 105, "Ethernet" },
		{ 108 + 8, 1, "an interface that is not described" },
		{ 108 + 20, 200, "longer than its block" },
		{ 108 + 15, 0xff, "time stamp" },
		{ 108, 3, "no time stamp" },
	};
	struct buf b = { 0 };

	(void)state;
	pcapng_write_head(&b, "eth0", 1);
	assert_int_equal(b.len, 108);
	pcapng_write_packet(&b, 2, 1, (const uint8_t *)"frame", 5);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t was = (uint8_t)b.data[rows[i].at];
		struct capture_frame f;
		struct err e = { 0 };
		struct capture *c;

		b.data[rows[i].at] = (char)rows[i].value;
		c = open_bytes(b.data, b.len);
		assert_non_null(c);
		assert_int_equal(capture_next(c, &f, &e), -1);
		if (!strstr(e.text, rows[i].text))
			fail_msg("%zu: %s, wanted %s", rows[i].at, e.text, rows[i].text);
		capture_close(c);
		b.data[rows[i].at] = (char)was;
	}
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_big_endian),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, make_path, remove_path);
}
