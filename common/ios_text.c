// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "ios_text.h"

/* A line of a certificate: the running-config prints its bytes, the startup-config a file's name.
 */
static bool is_certificate_body(const char *line, size_t n)
{
	size_t word = strspn(line, "\t ");

	if (n == word + 4 && !strncmp(line + word, "quit", 4))
		return true;
	return n >= 10 && !strncmp(line, "  ", 2) && strspn(line, "0123456789ABCDEF ") >= n;
}

/* Lines that say when and how, not what. ntp clock-period is the clock's drift, written by IOS. */
static bool says_nothing(const char *line, size_t n)
{
	static const char *const starts[] = { "Building configuration", "Current configuration",
		"Using ", "Uncompressed configuration", "Configuration of ",
		"! Last configuration change", "! NVRAM config last updated", "ntp clock-period " };

	if (n == 0 || (n == 1 && *line == '!') || is_certificate_body(line, n))
		return true;
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (n >= strlen(starts[i]) && !strncmp(line, starts[i], strlen(starts[i])))
			return true;
	return false;
}

/* " certificate self-signed 01 nvram:IOS-Self-Sig#1.cer" and what the running-config says of it. */
static size_t without_file(const char *line, size_t n)
{
	const char *file = memmem(line, n, " nvram:", 7);

	return file && !strncmp(line, " certificate ", 13) ? (size_t)(file - line) : n;
}

const char *ios_text_next(const char **text, size_t *n)
{
	while (**text) {
		const char *line = *text;
		size_t len = strcspn(line, "\n");

		*text += len + (line[len] == '\n');
		while (len && (line[len - 1] == ' ' || line[len - 1] == '\r'))
			len--;
		*n = without_file(line, len);
		if (!says_nothing(line, len))
			return line;
	}
	return NULL;
}

bool ios_text_same(const char *a, const char *b)
{
	const char *x, *y;
	size_t n, m;

	do {
		x = ios_text_next(&a, &n);
		y = ios_text_next(&b, &m);
		if (!x || !y)
			return x == y;
	} while (n == m && !memcmp(x, y, n));
	return false;
}

/* A global line with what is below it. */
struct section {
	const char *head;
	size_t n;
	uint64_t sum;
};

struct sections {
	struct section *v;
	size_t n, cap;
};

static void split(struct arena *a, const char *text, struct sections *out)
{
	const char *line;
	size_t n;

	while ((line = ios_text_next(&text, &n))) {
		if (!out->n || *line != ' ') {
			*ARENA_PUSH(a, out) = (struct section){ line, n, 0 };
			continue;
		}
		for (size_t i = 0; i < n; i++) /* FNV-1a */
			out->v[out->n - 1].sum =
				(out->v[out->n - 1].sum ^ (unsigned char)line[i]) * 1099511628211u;
	}
}

static int by_head(const void *x, const void *y)
{
	const struct section *a = x, *b = y;
	int order = memcmp(a->head, b->head, a->n < b->n ? a->n : b->n);

	return order ? order : (a->n > b->n) - (a->n < b->n);
}

static int by_all(const void *x, const void *y)
{
	const struct section *a = x, *b = y;
	int order = by_head(x, y);

	return order ? order : (a->sum > b->sum) - (a->sum < b->sum);
}

static size_t two_words(const struct section *s)
{
	const char *end = s->head + s->n, *p = memchr(s->head, ' ', s->n);

	p = p ? memchr(p + 1, ' ', (size_t)(end - p - 1)) : NULL;
	return p ? (size_t)(p - s->head) : s->n;
}

/* Each but once: they come sorted. */
static void put(struct buf *b, const struct section *s, struct section *last)
{
	struct section name = { s->head, two_words(s), 0 };

	if (!last->head || by_head(&name, last))
		buf_printf(b, "%s%.*s", b->len ? ", " : "", (int)name.n, name.head);
	*last = name;
}

const char *ios_text_differing(struct arena *a, const char *before, const char *now)
{
	struct sections was = { 0 }, is = { 0 };
	struct section last = { 0 };
	struct buf b = { 0 };
	const char *text;
	size_t i = 0, k = 0;

	split(a, before, &was);
	split(a, now, &is);
	if (was.n)
		qsort(was.v, was.n, sizeof(*was.v), by_all);
	if (is.n)
		qsort(is.v, is.n, sizeof(*is.v), by_all);
	while (i < was.n || k < is.n) {
		int order = i == was.n ? 1 : k == is.n ? -1 : by_all(&was.v[i], &is.v[k]);

		if (order < 0)
			put(&b, &was.v[i], &last);
		else if (order > 0)
			put(&b, &is.v[k], &last);
		i += order <= 0;
		k += order >= 0;
	}
	text = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return text;
}
