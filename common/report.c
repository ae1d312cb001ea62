// SPDX-License-Identifier: Apache-2.0
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

struct report_entry *report_add(
	struct report *r, enum report_level level, struct pos pos, const char *fmt, ...)
{
	struct report_entry *e = ARENA_PUSH(r->arena, r);
	va_list ap;

	e->level = level;
	e->pos = pos;
	e->width = 1;
	va_start(ap, fmt);
	e->text = arena_vprintf(r->arena, fmt, ap);
	va_end(ap);
	r->errors += level == REPORT_ERROR;
	return e;
}

static int before(const struct report_entry *a, const struct report_entry *b)
{
	int c = a->pos.file && b->pos.file ? strcmp(a->pos.file, b->pos.file) : 0;

	if (c)
		return c < 0;
	if (a->pos.line != b->pos.line)
		return a->pos.line < b->pos.line;
	return a->pos.column < b->pos.column;
}

static bool same(const struct report_entry *a, const struct report_entry *b)
{
	return a->pos.file == b->pos.file && a->pos.line == b->pos.line &&
		a->pos.column == b->pos.column && a->level == b->level && !strcmp(a->text, b->text);
}

/* What several hosts say through one profile is one mistake. */
static void drop_repeated(struct report *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->n; i++) {
		size_t k = kept;

		while (k && r->v[i].pos.file && !before(&r->v[k - 1], &r->v[i]) &&
			!same(&r->v[k - 1], &r->v[i]))
			k--;
		if (k && r->v[i].pos.file && same(&r->v[k - 1], &r->v[i]))
			r->errors -= r->v[i].level == REPORT_ERROR;
		else
			r->v[kept++] = r->v[i];
	}
	r->n = kept;
}

/* Insertion keeps equal positions in the order in which they were found. */
void report_sort(struct report *r)
{
	for (size_t i = 1; i < r->n; i++) {
		struct report_entry e = r->v[i];
		size_t k = i;

		for (; k && before(&e, &r->v[k - 1]); k--)
			r->v[k] = r->v[k - 1];
		r->v[k] = e;
	}
	drop_repeated(r);
}
