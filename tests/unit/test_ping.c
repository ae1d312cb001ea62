// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include <sys/socket.h>

#include "ping.h"

static void test_request(void **state)
{
	uint8_t out[PING_LEN];
	uint32_t sum = 0;

	(void)state;
	ping_write(AF_INET, 0x1234, 7, out);
	for (size_t i = 0; i < PING_LEN; i += 2)
		sum += (uint32_t)(out[i] << 8 | out[i + 1]);
	assert_int_equal((sum & 0xffff) + (sum >> 16), 0xffff);
	assert_int_equal(out[0], 8);
	ping_write(AF_INET6, 0x1234, 7, out);
	assert_int_equal(out[0], 128);
	assert_int_equal(out[2] | out[3], 0); /* the kernel's part */
}

static void test_reply(void **state)
{
	static const struct {
		uint8_t family;
		uint8_t data[32];
		size_t len;
		bool is;
	} rows[] = {
		{ AF_INET6, { 129, 0, 1, 2, 0x12, 0x34, 0, 7 }, 8, true },
		{ AF_INET6, { 129, 0, 1, 2, 0x12, 0x34, 0, 7 }, 7, false },
		{ AF_INET6, { 129, 1, 1, 2, 0x12, 0x34, 0, 7 }, 8, false },
		{ AF_INET6, { 128, 0, 1, 2, 0x12, 0x34, 0, 7 }, 8, false },
		{ AF_INET6, { 129, 0, 1, 2, 0x12, 0x35, 0, 7 }, 8, false },
		{ AF_INET6, { 129, 0, 1, 2, 0x12, 0x34, 0, 8 }, 8, false },
		{ AF_INET, { 0x45, [20] = 0, 0, 1, 2, 0x12, 0x34, 0, 7 }, 28, true },
		{ AF_INET, { 0x45, [20] = 8, 0, 1, 2, 0x12, 0x34, 0, 7 }, 28, false },
		{ AF_INET, { 0x46, [24] = 0, 0, 1, 2, 0x12, 0x34, 0, 7 }, 32, true },
		{ AF_INET, { 0x44, [16] = 0, 0, 1, 2, 0x12, 0x34, 0, 7 }, 28, false },
		{ AF_INET, { 0x4f }, 28, false },
		{ AF_INET, { 0 }, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(
			ping_is_reply(rows[i].family, rows[i].data, rows[i].len, 0x1234, 7),
			rows[i].is);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_request),
		cmocka_unit_test(test_reply),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
