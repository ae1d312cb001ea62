// SPDX-License-Identifier: Apache-2.0
#include <stdarg.h>
#include <stdlib.h>

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
	if (a->pos.line != b->pos.line)
		return a->pos.line < b->pos.line;
	return a->pos.column < b->pos.column;
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
}
