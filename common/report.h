/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All mistakes of a file in one run, each with its position. Readers and checks add to a report;
 * cli/ prints it with the source line and a caret.
 */
#ifndef COMMON_REPORT_H
#define COMMON_REPORT_H

#include <stddef.h>

#include "arena.h"
#include "pos.h"

enum report_level { REPORT_ERROR, REPORT_WARNING };

struct report_entry {
	enum report_level level;
	struct pos pos;
	unsigned width;   /* bytes that the caret underlines, at least 1 */
	const char *text; /* without position */
	const char *hint; /* or NULL */
};

struct report {
	struct arena *arena; /* the caller's; set before use */
	struct report_entry *v;
	size_t n, cap;
	unsigned errors; /* how many of them are errors */
};

/* Adds an entry; texts are copied into r->arena. The returned entry's hint and width may be set. */
struct report_entry *report_add(struct report *r, enum report_level level, struct pos pos,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Stable order by file, line and column; what is said twice of one place is kept once. */
void report_sort(struct report *r);

#endif
