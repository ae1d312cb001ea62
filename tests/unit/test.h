/* SPDX-License-Identifier: Apache-2.0 */
/* What every test includes: cmocka in its required order, files as text, golden files. */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The whole file with a NUL behind it; the caller frees it. NULL when it cannot be read. */
static inline char *test_read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	size_t n = 0, cap = 4096;
	char *p;

	if (!f)
		return NULL;
	p = malloc(cap);
	while (p) {
		n += fread(p + n, 1, cap - n - 1, f);
		if (n < cap - 1)
			break;
		p = realloc(p, cap *= 2);
	}
	if (p)
		p[n] = '\0';
	if (len)
		*len = n;
	fclose(f);
	return p;
}

/* The text is the file's; UPDATE_GOLDEN=1 writes the file instead. */
static inline void test_compare_golden(const char *path, const char *text)
{
	char *wanted;
	FILE *f;

	if (getenv("UPDATE_GOLDEN")) {
		f = fopen(path, "w");
		assert_non_null(f);
		fputs(text, f);
		assert_int_equal(fclose(f), 0);
	}
	wanted = test_read_file(path, NULL);
	if (!wanted || strcmp(text, wanted))
		print_error("%s %s. Got:\n%s\n", path, wanted ? "differs" : "is missing", text);
	assert_non_null(wanted);
	assert_string_equal(text, wanted);
	free(wanted);
}

#endif
