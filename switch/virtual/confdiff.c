// SPDX-License-Identifier: Apache-2.0
/*
 * Two configurations as differences: with `+` and `-` (`show archive config differences`), or as
 * the commands that lead from one to the other (what a rollback lists). A block is a line without
 * a blank before it and the indented lines behind it.
 */
#include <stdbool.h>
#include <string.h>

#include "vsw.h"

static size_t line_len(const char *p)
{
	return strcspn(p, "\n");
}

static const char *line_next(const char *p)
{
	p += line_len(p);
	return *p ? p + 1 : p;
}

static bool same_line(const char *a, const char *b)
{
	return line_len(a) == line_len(b) && !strncmp(a, b, line_len(a));
}

static bool is_block(const char *p)
{
	return *p && *p != ' ' && *p != '!' && *p != '\n';
}

static const char *block_end(const char *block)
{
	const char *p = line_next(block);

	while (*p == ' ')
		p = line_next(p);
	return p;
}

static const char *find_block(const char *text, const char *line)
{
	for (const char *p = text; *p; p = line_next(p))
		if (is_block(p) && same_line(p, line))
			return p;
	return NULL;
}

/* Whether the block (NULL: there is none) has the line below its head. */
static bool has_line(const char *block, const char *line)
{
	const char *end = block ? block_end(block) : NULL;

	for (const char *p = block ? line_next(block) : NULL; p && p < end; p = line_next(p))
		if (same_line(p, line))
			return true;
	return false;
}

static void put_line(enum vsw_confdiff form, bool added, const char *p, struct buf *out)
{
	size_t indent = strspn(p, " ");
	int len = (int)(line_len(p) - indent);

	p += indent;
	if (form == DIFF_CONTEXT)
		buf_printf(out, "%c%*s%.*s\n", added ? '+' : '-', (int)indent, "", len, p);
	else if (added)
		buf_printf(out, "%*s%.*s\n", (int)indent, "", len, p);
	else if (!strncmp(p, "no ", 3))
		buf_printf(out, "%*s%.*s\n", (int)indent, "", len - 3, p + 3);
	else
		buf_printf(out, "%*sno %.*s\n", (int)indent, "", len, p);
}

/* The lines of a block that the other one has not. */
static void put_missing(
	enum vsw_confdiff form, bool added, const char *block, const char *other, struct buf *out)
{
	const char *end = block_end(block);

	for (const char *p = line_next(block); p < end; p = line_next(p))
		if (!has_line(other, p))
			put_line(form, added, p, out);
}

/* A block that both have: its head once, before the first difference. */
static void put_common(enum vsw_confdiff form, const char *from, const char *to, struct buf *out)
{
	size_t before = out->len, headed;

	buf_printf(out, "%s%.*s\n", form == DIFF_CONTEXT ? " " : "", (int)line_len(from), from);
	headed = out->len;
	put_missing(form, false, from, to, out);
	put_missing(form, true, to, from, out);
	if (out->len == headed)
		buf_cut(out, before);
}

void vsw_confdiff(enum vsw_confdiff form, const char *from, const char *to, struct buf *out)
{
	for (const char *p = from; *p; p = line_next(p)) {
		const char *other = is_block(p) ? find_block(to, p) : NULL;

		if (other) {
			put_common(form, p, other, out);
		} else if (is_block(p)) {
			put_line(form, false, p, out);
			if (form == DIFF_CONTEXT)
				put_missing(form, false, p, NULL, out);
		}
	}
	for (const char *p = to; *p; p = line_next(p)) {
		if (!is_block(p) || find_block(from, p))
			continue;
		put_line(form, true, p, out);
		put_missing(form, true, p, NULL, out);
	}
}
