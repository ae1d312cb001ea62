// SPDX-License-Identifier: Apache-2.0
#include "test.h"
#include "vlanset.h"

static const char *format(const struct vlanset *s)
{
	static char out[32768];

	vlanset_format(s, out, sizeof(out));
	return out;
}

static void reads_and_writes_lists(void **state)
{
	static const struct {
		const char *in, *out;
		int bad;
	} rows[] = {
		{ "40-44", "40-44", -1 },
		{ "40,41", "40,41", -1 },
		{ "41-40", "", 3 },
		{ "1, 3 - 5 ,4094", "1,3-5,4094", -1 },
		{ "40-44,45", "40-45", -1 },
		{ "0", "", 0 },
		{ "4095", "", 0 },
		{ "40,,41", "", 3 },
		{ "40-", "", 3 },
		{ "", "", 0 },
		{ "99999999999999999999", "", 0 },
		{ "40x", "", 2 },
		{ "-5", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct vlanset s = { { 0 } };

		assert_int_equal(vlanset_parse(&s, rows[i].in), rows[i].bad);
		assert_string_equal(format(&s), rows[i].out);
	}
}

static void cuts_lists_without_losing_an_id(void **state)
{
	struct vlanset s = { { 0 } }, all, back = { { 0 } };
	char chunk[256];
	size_t n;

	(void)state;
	for (unsigned v = 2; v < 1000; v += 2)
		vlanset_add(&s, v);
	vlanset_add_range(&s, 2000, 3000);
	all = s;
	while ((n = vlanset_take_chunk(&s, chunk, sizeof(chunk), 220))) {
		assert_true(n <= 220 && n == strlen(chunk));
		assert_int_equal(vlanset_parse(&back, chunk), -1);
	}
	assert_true(vlanset_empty(&s));
	assert_true(vlanset_equal(&back, &all));
}

static void set_operations(void **state)
{
	struct vlanset a = { { 0 } }, b = { { 0 } };

	(void)state;
	vlanset_add_range(&a, 10, 200);
	vlanset_add_range(&b, 100, 300);
	assert_int_equal(vlanset_count(&a), 191);
	vlanset_minus(&a, &b);
	assert_string_equal(format(&a), "10-99");
	vlanset_union(&a, &b);
	assert_string_equal(format(&a), "10-300");
	vlanset_intersect(&a, &b);
	assert_true(vlanset_equal(&a, &b));
	assert_int_equal(vlanset_next(&a, 0), 100);
	assert_int_equal(vlanset_next(&a, 301), -1);
	vlanset_add(&a, 5000);
	assert_int_equal(vlanset_count(&a), 201);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_writes_lists),
		cmocka_unit_test(cuts_lists_without_losing_an_id),
		cmocka_unit_test(set_operations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
