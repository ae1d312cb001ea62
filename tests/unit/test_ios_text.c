// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "ios_text.h"

static void test_where_they_differ(void **state)
{
	static const struct {
		const char *before, *now, *where;
	} cases[] = {
		{ "a\nend\n", "Building configuration...\n!\na\nend\n", "" },
		{ "interface Gi1\n shutdown\nend\n", "interface Gi1\nend\n", "interface Gi1" },
		{ "enable secret 5 $1$x\nend\n", "enable secret 5 $1$y\nend\n", "enable secret" },
		{ "vlan 5\nend\n", "end\n", "vlan 5" },
		{ "end\n", "vlan 5\n name x\nvlan 6\nend\n", "vlan 5, vlan 6" },
		{ "a\n x\na\n y\nend\n", "a\n y\na\n x\nend\n", "" },
		{ "a\n x\na\n x\nend\n", "a\n x\nend\n", "a" },
		{ "", "", "" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(
			ios_text_differing(a, cases[i].before, cases[i].now), cases[i].where);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_where_they_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
