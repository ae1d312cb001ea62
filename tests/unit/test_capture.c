// SPDX-License-Identifier: Apache-2.0
/* Files that are none, that are cut, and that hold something else; and a replay over them. */
#include "test.h"
#include "temp_file.h"

#include "capture.h"
#include "lacpdu.h"
#include "replay.h"

static void put(FILE *f, uint32_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		fputc((int)(v >> 8 * i & 0xff), f);
}

/* A classic pcap with one LACPDU of that many bytes present; seconds is its stamp. */
static void write_pcap(const char *path, unsigned linktype, uint32_t seconds, size_t present)
{
	uint8_t frame[LACPDU_FRAME_LEN];
	struct lacpdu pdu = { .source = { 2, 0, 0, 0, 0, 1 } };
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	lacpdu_write(&pdu, frame);
	put(f, 0xa1b2c3d4, 4);
	put(f, 2, 2);
	put(f, 4, 2);
	put(f, 0, 4);
	put(f, 0, 4);
	put(f, 65535, 4);
	put(f, linktype, 4);
	put(f, seconds, 4);
	put(f, 250000, 4);
	put(f, sizeof(frame), 4);
	put(f, sizeof(frame), 4);
	fwrite(frame, 1, present, f);
	fclose(f);
}

static void test_frame(void **state)
{
	struct capture_frame f;
	struct err e = { 0 };
	struct capture *c;

	(void)state;
	write_pcap(temp_file, 1, 1700000000, LACPDU_FRAME_LEN);
	c = capture_open_file(temp_file, &e);
	assert_non_null(c);
	assert_int_equal(capture_fd(c), -1);
	assert_int_equal(capture_next(c, &f, &e), 1);
	assert_true(f.time_ns == INT64_C(1700000000250000000));
	assert_int_equal(f.out, -1);
	assert_int_equal(f.len, LACPDU_FRAME_LEN);
	assert_int_equal(capture_next(c, &f, &e), 0);
	assert_int_equal(capture_next(c, &f, &e), 0);
	capture_close(c);
}

static void test_cut(void **state)
{
	struct capture_frame f;
	struct err e = { 0 };
	struct capture *c;

	(void)state;
	write_pcap(temp_file, 1, 1, 50);
	c = capture_open_file(temp_file, &e);
	assert_non_null(c);
	assert_int_equal(capture_next(c, &f, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_string_equal(e.object, temp_file);
	capture_close(c);
}

static void test_not_a_capture(void **state)
{
	struct err e = { 0 };
	FILE *f;

	(void)state;
	assert_null(capture_open_file("/nonexistent/file", &e));
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_null(capture_open_file("/tmp", &e));
	f = fopen(temp_file, "w");
	fputs("interface GigabitEthernet1/0/1\n", f);
	fclose(f);
	assert_null(capture_open_file(temp_file, &e));
	write_pcap(temp_file, 113, 1, LACPDU_FRAME_LEN); /* Linux cooked: direction, but no Ethernet */
	assert_null(capture_open_file(temp_file, &e));
	assert_non_null(strstr(e.text, "Ethernet"));
}

static void test_replay_of_cut(void **state)
{
	struct arena *a = arena_new();
	struct replay_file file = { "e0", temp_file };
	char bonding[] = "/tmp/lacppair-bonding-XXXXXX";
	struct replay r = { .bond = "bond0", .files = &file, .n_files = 1, .bonding = bonding };
	struct err e = { 0 };
	int fd = mkstemp(bonding);

	(void)state;
	assert_true(write(fd, "nothing\n", 8) == 8);
	write_pcap(temp_file, 1, 1, 50);
	assert_null(replay_run(a, &r, &e));
	assert_string_equal(e.object, bonding);
	assert_true(pwrite(fd, "Bonding Mode: 802.3ad\n", 22, 0) == 22);
	assert_null(replay_run(a, &r, &e));
	assert_string_equal(e.object, temp_file);
	close(fd);
	unlink(bonding);
	arena_free(a);
}

static void test_no_interface(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_null(capture_open_live("no-such-nic", &e));
	assert_int_equal(e.class, ERR_ENVIRONMENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frame),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_not_a_capture),
		cmocka_unit_test(test_replay_of_cut),
		cmocka_unit_test(test_no_interface),
	};

	return cmocka_run_group_tests(tests, make_path, remove_path);
}
