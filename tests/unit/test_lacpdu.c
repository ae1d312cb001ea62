// SPDX-License-Identifier: Apache-2.0
/* LACPDUs: round trip, every short length, and 30 odd frames judged as the kernel does. */
#include "test.h"

#include "capture.h"
#include "lacpdu.h"

static const struct lacpdu sample = {
	.source = { 2, 0, 0, 0, 0, 1 },
	.version = 1,
	.actor = { 65535, { 2, 0, 0, 0, 0, 1 }, 15, 255, 1, 0x3f },
	.partner = { 32768, { 0, 0x1e, 0x49, 0xff, 0xa3, 0 }, 11, 32768, 257, 0x3d },
	.collector_max_delay = 50000,
};

static void test_round_trip(void **state)
{
	uint8_t frame[LACPDU_FRAME_LEN + 4];
	struct lacpdu back;

	(void)state;
	lacpdu_write(&sample, frame);
	assert_int_equal(lacpdu_parse(frame, LACPDU_FRAME_LEN, &back), LACPDU_OK);
	assert_memory_equal(&back.actor, &sample.actor, sizeof(back.actor));
	assert_memory_equal(&back.partner, &sample.partner, sizeof(back.partner));
	assert_memory_equal(back.source, sample.source, 6);
	assert_int_equal(back.collector_max_delay, 50000);
	assert_false(back.tagged);
	memmove(frame + 16, frame + 12, LACPDU_FRAME_LEN - 12);
	memcpy(frame + 12, "\x81\x00\x00\x0a", 4);
	assert_int_equal(lacpdu_parse(frame, sizeof(frame), &back), LACPDU_OK);
	assert_true(back.tagged);
	assert_memory_equal(&back.partner, &sample.partner, sizeof(back.partner));
}

/* Every cut is refused; the copies are exact so that a byte too many is seen by the sanitizer. */
static void test_cut(void **state)
{
	uint8_t frame[LACPDU_FRAME_LEN];
	struct lacpdu back;

	(void)state;
	lacpdu_write(&sample, frame);
	for (size_t len = 0; len < sizeof(frame); len++) {
		uint8_t *copy = malloc(len + !len);

		memcpy(copy, frame, len);
		assert_int_equal(
			lacpdu_parse(copy, len, &back), len < 15 ? LACPDU_NOT_LACP : LACPDU_SHORT);
		free(copy);
	}
}

static void test_state_text(void **state)
{
	static const struct {
		uint8_t state;
		const char *text;
		bool passes;
	} cases[] = {
		{ 0x00, "-", false },
		{ 0x3d, "AGSCD", true },
		{ 0x3f, "ATGSCD", true },
		{ 0x3c, "GSCD", true },
		{ 0x39, "ASCD", false },
		{ 0x7d, "AGSCDF", false },
		{ 0xbd, "AGSCDE", false },
		{ 0x1d, "AGSC", false },
		{ 0xff, "ATGSCDFE", false },
	};
	char text[LACP_STATE_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_string_equal(lacp_state_format(cases[i].state, text), cases[i].text);
		assert_int_equal(lacp_state_passes(cases[i].state), cases[i].passes);
	}
}

/* What Linux 6.1 does with each frame of malformed.list: o accepts, s too short, n not LACP. */
static void test_malformed(void **state)
{
	static const char wanted[] = "oooooooooooo" /* versions, lengths, types */
				     "sss"          /* 46, 109, 42 octets */
				     "oo"           /* trailing bytes */
				     "oon"          /* VID 0, VID 10, QinQ */
				     "nnn"          /* other destinations */
				     "nnnnn"        /* marker, OAM, OSSP, subtype 0 */
				     "oo";          /* group bit in the source, all ones */
	static const char letters[] = {
		[LACPDU_OK] = 'o', [LACPDU_NOT_LACP] = 'n', [LACPDU_SHORT] = 's'
	};
	struct err e = { 0 };
	struct capture *c = capture_open_file(CORPUS_DIR "/pcap/malformed.pcap", &e);
	struct capture_frame f;
	size_t n = 0;

	(void)state;
	if (!c) {
		print_message("%s: %s\n", e.object, e.text);
		skip();
	}
	for (; capture_next(c, &f, &e) == 1; n++) {
		struct lacpdu pdu;
		char is = letters[lacpdu_parse(f.data, f.len, &pdu)];

		if (n >= strlen(wanted) || is != wanted[n])
			fail_msg("frame %zu: %c", n + 1, is);
	}
	capture_close(c);
	assert_int_equal(n, strlen(wanted));
}

/* The recording of two Catalysts: 52 LACPDUs would do for nobody if one were misread. */
static void test_cisco(void **state)
{
	struct err e = { 0 };
	struct capture *c = capture_open_file(CORPUS_DIR "/pcap/LACP.pcap", &e);
	struct capture_frame f;
	struct lacpdu pdu;
	unsigned n = 0, passing = 0;

	(void)state;
	if (!c)
		skip();
	while (capture_next(c, &f, &e) == 1)
		if (lacpdu_parse(f.data, f.len, &pdu) == LACPDU_OK) {
			n++;
			assert_int_equal(pdu.collector_max_delay, 32768);
			passing += lacp_state_passes(pdu.actor.state);
		}
	capture_close(c);
	assert_true(n > 10);
	assert_true(passing > 0 && passing < n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_state_text),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_cisco),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
