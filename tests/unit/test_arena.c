// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include <stdalign.h>

#include "arena.h"

struct numbers {
	unsigned long *v;
	size_t n, cap;
};

static void test_alignment_and_zeroes(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t size = 0; size < 9000; size += 500) {
		unsigned char *p = arena_alloc(a, size);

		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
	arena_free(a);
}

/* From the arena's own blocks into one of its own, twice at the same time. */
static void test_lists_grow(void **state)
{
	struct arena *a = arena_new();
	struct numbers x = { 0 }, y = { 0 };

	(void)state;
	for (unsigned long i = 0; i < 5000; i++) {
		*ARENA_PUSH(a, &x) += i;
		*ARENA_PUSH(a, &y) += 2 * i;
	}
	for (unsigned long i = 0; i < 5000; i++) {
		assert_int_equal(x.v[i], i);
		assert_int_equal(y.v[i], 2 * i);
	}
	for (size_t i = x.n; i < x.cap; i++)
		assert_int_equal(x.v[i], 0);
	arena_free(a);
}

/* A list whose array lies in another arena, or is no arena's, is copied and left alone. */
static void test_array_of_another_arena(void **state)
{
	struct arena *a = arena_new(), *b = arena_new();
	struct numbers x = { 0 }, grown;

	(void)state;
	for (unsigned long i = 0; i < 1024; i++)
		*ARENA_PUSH(a, &x) = i;
	grown = x;
	*ARENA_PUSH(b, &grown) = 7;
	assert_ptr_not_equal(grown.v, x.v);
	assert_memory_equal(grown.v, x.v, x.n * sizeof(*x.v));
	assert_int_equal(grown.v[x.n], 7);
	arena_free(b);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alignment_and_zeroes),
		cmocka_unit_test(test_lists_grow),
		cmocka_unit_test(test_array_of_another_arena),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
