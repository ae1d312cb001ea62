// SPDX-License-Identifier: Apache-2.0
/*
 * Patterns are texts, apart by `|`, each with `^` before or `$` behind it: what people type of
 * IOS's regular expressions, without an engine that a hostile pattern could keep busy.
 */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "vsw_filter.h"

enum filter { FILTER_INCLUDE, FILTER_EXCLUDE, FILTER_BEGIN, FILTER_SECTION };

static bool text_matches(const char *line, size_t len, const char *want, size_t n)
{
	bool start = n && *want == '^', end;

	if (start) {
		want++;
		n--;
	}
	end = n && want[n - 1] == '$';
	if (end)
		n--;
	if (n > len)
		return false;
	if (start)
		return !strncmp(line, want, n) && (!end || len == n);
	if (end)
		return !strncmp(line + len - n, want, n);
	return memmem(line, len, want, n);
}

static bool matches(const char *line, size_t len, const char *pattern)
{
	for (;; pattern++) {
		size_t n = strcspn(pattern, "|");

		if (text_matches(line, len, pattern, n))
			return true;
		pattern += n;
		if (!*pattern)
			return false;
	}
}

static int filter_kind(const char *word, size_t len)
{
	static const char *const names[] = { "include", "exclude", "begin", "section" };

	for (int i = 0; len && i < 4; i++)
		if (!strncasecmp(names[i], word, len) && len <= strlen(names[i]))
			return i;
	return -1;
}

/* A section is a line that matches and what is indented below it. */
static bool wanted(enum filter kind, const char *line, size_t len, const char *pattern, bool *open)
{
	bool hit = matches(line, len, pattern);

	switch (kind) {
	case FILTER_INCLUDE:
		return hit;
	case FILTER_EXCLUDE:
		return !hit;
	case FILTER_BEGIN:
		return *open = *open || hit;
	case FILTER_SECTION:
		if (hit || *line != ' ')
			*open = hit;
		return *open;
	}
	return true;
}

int vsw_filter(struct buf *text, const char *filter)
{
	size_t len = strcspn(filter, " ");
	int kind = filter_kind(filter, len);
	const char *pattern = filter + len + strspn(filter + len, " ");
	struct buf out = { 0 };
	bool open = false;

	if (kind < 0 || !*pattern) {
		buf_reset(text);
		return -1;
	}
	for (const char *p = buf_text(text), *end; *p; p = end) {
		size_t n = strcspn(p, "\n");

		end = p + n + (p[n] == '\n');
		if (wanted((enum filter)kind, p, n, pattern, &open))
			buf_add(&out, p, (size_t)(end - p));
	}
	buf_free(text);
	*text = out;
	return 0;
}
