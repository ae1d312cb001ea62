// SPDX-License-Identifier: Apache-2.0
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "poison.h"

static void buf_reserve(struct buf *b, size_t more)
{
	size_t cap = b->cap ? b->cap : 256;

	if (more >= (size_t)-1 / 4 - b->len)
		abort();
	while (cap < b->len + more + 1)
		cap *= 2;
	if (cap != b->cap)
		b->data = realloc(b->data, cap);
	if (!b->data)
		abort();
	b->cap = cap;
	unpoison(b->data, b->len + more + 1);
}

/* The text ends here; what lies behind it is only room. */
static void buf_end(struct buf *b, size_t len)
{
	b->data[len] = '\0';
	b->len = len;
	poison(b->data + len + 1, b->cap - len - 1);
}

void buf_add(struct buf *b, const void *data, size_t len)
{
	buf_reserve(b, len);
	if (len)
		memcpy(b->data + b->len, data, len);
	buf_end(b, b->len + len);
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		abort();
	buf_reserve(b, (size_t)n);
	vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	buf_end(b, b->len + (size_t)n);
}

void buf_drop(struct buf *b, size_t len)
{
	if (!b->data)
		return;
	if (len > b->len)
		len = b->len;
	memmove(b->data, b->data + len, b->len - len);
	buf_end(b, b->len - len);
}

void buf_cut(struct buf *b, size_t len)
{
	if (len < b->len)
		buf_end(b, len);
}

void buf_reset(struct buf *b)
{
	buf_drop(b, b->len);
}

void buf_wipe(struct buf *b)
{
	if (b->data) {
		unpoison(b->data, b->cap);
		explicit_bzero(b->data, b->cap);
	}
	buf_free(b);
}

void buf_free(struct buf *b)
{
	free(b->data);
	*b = (struct buf){ 0 };
}

const char *buf_text(const struct buf *b)
{
	return b->data ? b->data : "";
}
