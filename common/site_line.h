/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of IOS that lacppair knows nothing of: those of `lines:` and `global:`, and of templates.
 * They are sent as they stand, so they are compared as they stand: one is there when the
 * running-config prints it so. What they replace is told by their words. Pure.
 */
#ifndef COMMON_SITE_LINE_H
#define COMMON_SITE_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "ios_config.h"

/* Where such a line may stand. */
enum site_scope { SITE_INTERFACE, SITE_GLOBAL };

/*
 * Why the line may not be sent from there: NULL: it may. It is one of our own (*key: by which key
 * it is set, else NULL), leaves the mode that it belongs to, asks for more lines, would lock us
 * out, holds a secret, or is no printable ASCII of 1 to 254 characters without `?`.
 */
const char *site_line_refusal(const char *text, enum site_scope scope, const char **key);

/*
 * Whether both set the same thing, as far as words tell: they differ in their last word, in one
 * word behind the second, in that one goes on where the other ends, or in `no`.
 */
bool site_line_same_command(const char *a, const char *b);

/* `no LINE`, or LINE of `no LINE`. */
const char *site_line_opposite(struct arena *a, const char *text);

struct site_line {
	const char *parent; /* "interface Port-channel11"; NULL: global */
	const char *text;
};

struct site_lines {
	const struct site_lines *wanted; /* NULL: not known */
	struct site_line *v;
	size_t n, cap;
};

bool site_lines_has(const struct site_lines *s, const char *parent, const char *text);

/* The line that this one would replace: of its object, not wanted, the most alike; NULL: none. */
const char *site_lines_earlier(const struct site_lines *s, const char *parent, const char *text);

/* Adds, replaces, takes away (`no LINE`), as IOS would. */
void site_lines_apply(struct arena *a, struct site_lines *s, const char *parent, const char *text);

/* All lines of that object go. */
void site_lines_drop(struct site_lines *s, const char *parent);

#endif
