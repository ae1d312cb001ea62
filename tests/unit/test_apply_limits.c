// SPDX-License-Identifier: Apache-2.0
/* How long apply may wait for what its steps ask: a deadline within that is refused. */
#include "test.h"

#include "apply_limits.h"

enum { ASKED = HOST_CARRY_MS + HOST_PROBES * HOST_PROBE_MS };

static struct step add(const char *ip)
{
	struct step s = { .op = STEP_ADDR_ADD };

	s.u.addr.pos.file = "lacppair.yaml";
	assert_int_equal(ipaddr_parse(ip, &s.u.addr.ip), 0);
	return s;
}

static int64_t longest(const struct host_state *before, const struct step *v, size_t n)
{
	struct step copy[8];
	const struct steps steps = { .v = copy, .n = n };

	memcpy(copy, v, n * sizeof(*v));
	return host_longest_wait_ms(before, &steps);
}

static void test_addresses(void **state)
{
	struct host_addr own = { .link = "eno1" };
	const struct host_state none = { 0 }, has = { .addrs = { .v = &own, .n = 1 } };
	struct step v[] = { add("10.8.0.2/24"), add("10.8.0.3/24"), add("2001:db8::2/64") };

	(void)state;
	assert_int_equal(longest(&none, v, 0), 0);
	assert_int_equal(longest(&none, v, 1), ASKED);
	assert_int_equal(longest(&none, v, 2), ASKED); /* together */
	assert_int_equal(longest(&none, v, 3), ASKED + HOST_SETTLE_MS);
	own.ip = v[0].u.addr.ip;
	assert_int_equal(longest(&has, v, 1), 0); /* it moves */
	assert_int_equal(longest(&has, v, 2), ASKED);
	v[2].u.addr.nodad = true;
	assert_int_equal(longest(&has, &v[2], 1), 0);
	v[0].u.addr.pos.file = NULL; /* comes back */
	assert_int_equal(longest(&none, v, 1), 0);
}

static void test_between(void **state)
{
	const struct host_state none = { 0 };
	const struct step up = { .op = STEP_LINK_UP }, prove = { .op = STEP_PROVE };
	const struct step v[] = { up, prove, up, add("10.8.0.2/24"), up, add("10.8.0.3/24"), up };
	const int64_t proven = HOST_PROVE_S * 1000 + HOST_STABLE_MS;

	(void)state;
	assert_int_equal(longest(&none, v, 1), 0);
	assert_int_equal(longest(&none, v, 3), proven);
	assert_int_equal(longest(&none, v, 5), proven + ASKED);
	assert_int_equal(longest(&none, v, 7), proven + 2 * ASKED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
