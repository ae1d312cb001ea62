// SPDX-License-Identifier: Apache-2.0
#include "bondopt.h"
#include "test.h"

static void every_word_reads_back(void **state)
{
	char text[32];

	(void)state;
	for (enum bondopt o = 0; o < BONDOPT_COUNT; o++) {
		assert_int_equal(bondopt_find(bondopt_table[o].name), o);
		for (const struct bondopt_word *w = bondopt_table[o].words; w && w->name; w++) {
			struct bondopts v = { 0 };

			assert_int_equal(bondopt_parse(o, w->name, &v), 0);
			assert_int_equal(v.value[o], w->value);
			assert_string_equal(bondopt_format(&v, o, text), w->name);
		}
	}
	assert_int_equal(bondopt_find("packets_per_slave"), -1);
}

static void refuses_what_the_kernel_would(void **state)
{
	static const struct {
		enum bondopt o;
		const char *text;
	} bad[] = {
		{ BONDOPT_LACP_RATE, "quick" },
		{ BONDOPT_LACP_RATE, "2" },
		{ BONDOPT_AD_ACTOR_SYS_PRIO, "0" },
		{ BONDOPT_AD_ACTOR_SYS_PRIO, "65536" },
		{ BONDOPT_AD_USER_PORT_KEY, "1024" },
		{ BONDOPT_AD_ACTOR_SYSTEM, "01:00:00:00:00:01" },
		{ BONDOPT_AD_ACTOR_SYSTEM, "02:00:00:00:00" },
		{ BONDOPT_LP_INTERVAL, "0" },
		{ BONDOPT_RESEND_IGMP, "256" },
		{ BONDOPT_NUM_PEER_NOTIF, "256" },
		{ BONDOPT_PEER_NOTIF_DELAY, "300001" },
		{ BONDOPT_LACP_STRICT, "2" },
		{ BONDOPT_FAIL_OVER_MAC, "always" },
		{ BONDOPT_PRIMARY, "a-name-of-twenty-bytes" },
		{ BONDOPT_MIIMON, "-1" },
		{ BONDOPT_MIIMON, "100ms" },
		{ BONDOPT_MIIMON, "99999999999" },
		{ BONDOPT_MIIMON, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct bondopts v = { 0 };

		assert_int_equal(bondopt_parse(bad[i].o, bad[i].text, &v), -1);
		assert_int_equal(v.has, 0);
	}
}

static void fits_only_its_modes(void **state)
{
	(void)state;
	for (enum bondopt o = 0; o < BONDOPT_COUNT; o++) {
		bool lacp = strstr(bondopt_table[o].name, "lacp_") || bondopt_hidden(o);

		assert_true(bondopt_table[o].attr != 0);
		if (lacp)
			assert_false(bondopt_fits(o, BOND_MODE_BACKUP));
		assert_int_equal(bondopt_fits(o, BOND_MODE_8023AD), o != BONDOPT_PRIMARY);
		assert_false(bondopt_fits(o, 32));
	}
	assert_true(bondopt_fits(BONDOPT_PRIMARY, BOND_MODE_BACKUP));
}

static void copies_one_option(void **state)
{
	struct bondopts a = { 0 }, b = { 0 };
	char text[32];

	(void)state;
	bondopt_parse(BONDOPT_PRIMARY, "eno1", &a);
	bondopt_parse(BONDOPT_MIIMON, "100", &a);
	bondopt_copy(&b, &a, BONDOPT_PRIMARY);
	assert_int_equal(b.has, 1u << BONDOPT_PRIMARY);
	assert_string_equal(bondopt_format(&b, BONDOPT_PRIMARY, text), "eno1");
	a.has = 0;
	bondopt_copy(&b, &a, BONDOPT_PRIMARY);
	assert_int_equal(b.has, 0);
}

static void compares_only_what_both_have(void **state)
{
	struct bondopts a = { 0 }, b = { 0 };

	(void)state;
	assert_false(bondopt_same(&a, &b, BONDOPT_MIIMON));
	assert_int_equal(bondopt_parse(BONDOPT_MIIMON, "100", &a), 0);
	assert_false(bondopt_same(&a, &b, BONDOPT_MIIMON));
	assert_int_equal(bondopt_parse(BONDOPT_MIIMON, "100", &b), 0);
	assert_true(bondopt_same(&a, &b, BONDOPT_MIIMON));
	assert_int_equal(bondopt_parse(BONDOPT_AD_ACTOR_SYSTEM, "02:00:00:00:00:01", &a), 0);
	assert_int_equal(bondopt_parse(BONDOPT_AD_ACTOR_SYSTEM, "02:00:00:00:00:02", &b), 0);
	assert_false(bondopt_same(&a, &b, BONDOPT_AD_ACTOR_SYSTEM));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_reads_back),
		cmocka_unit_test(refuses_what_the_kernel_would),
		cmocka_unit_test(fits_only_its_modes),
		cmocka_unit_test(copies_one_option),
		cmocka_unit_test(compares_only_what_both_have),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
