// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "arp.h"

static const uint8_t ours[6] = { 2, 0, 0, 0, 0, 1 }, theirs[6] = { 2, 0, 0, 0, 0, 2 };
static const uint8_t target[4] = { 10, 8, 41, 1 };

/* As a host with the address would answer: RFC 826, to the one who asked. */
static void make_reply(uint8_t frame[ARP_FRAME_LEN])
{
	arp_write(ours, target, frame);
	memcpy(frame, ours, 6);
	memcpy(frame + 6, theirs, 6);
	frame[21] = 2;
	memcpy(frame + 22, theirs, 6);
	memcpy(frame + 28, target, 4);
	memcpy(frame + 32, ours, 6);
	memset(frame + 38, 0, 4);
}

/* It claims no address of its own: its sender protocol address is zero (RFC 5227 1.1). */
static void test_question(void **state)
{
	static const uint8_t zero[4];
	uint8_t frame[ARP_FRAME_LEN];

	(void)state;
	arp_write(ours, target, frame);
	assert_memory_equal(frame + 28, zero, 4);
	assert_memory_equal(frame + 22, ours, 6);
	assert_memory_equal(frame + 38, target, 4);
	assert_int_equal(frame[21], 1);
}

static void test_answer(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} spoilt[] = { { 12, 9 }, { 13, 0 }, { 15, 6 }, { 18, 8 }, { 21, 1 }, { 31, 2 },
		{ 37, 9 } };
	uint8_t frame[ARP_FRAME_LEN], who[6];

	(void)state;
	make_reply(frame);
	assert_true(arp_is_reply(frame, sizeof(frame), ours, target, who));
	assert_memory_equal(who, theirs, 6);
	for (size_t i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++) {
		make_reply(frame);
		frame[spoilt[i].at] = spoilt[i].value;
		assert_false(arp_is_reply(frame, sizeof(frame), ours, target, who));
	}
	for (size_t len = 0; len < 38; len++) {
		uint8_t *cut = malloc(len + 1); /* of its own size, so that a read beyond is seen */

		make_reply(frame);
		memcpy(cut, frame, len);
		assert_false(arp_is_reply(cut, len, ours, target, who));
		free(cut);
	}
	assert_true(arp_is_reply(frame, 38, ours, target, who));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_question),
		cmocka_unit_test(test_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
