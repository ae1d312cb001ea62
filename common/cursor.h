/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bounded reader of bytes from outside: reading past the end yields zeros and marks the cursor
 * as failed, which the reader tests once, at its end. Inline, because a capture of millions of
 * frames is read with it field by field.
 */
#ifndef COMMON_CURSOR_H
#define COMMON_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct cursor {
	const uint8_t *data;
	size_t len, at;
	bool failed;
};

static inline void cursor_init(struct cursor *c, const void *data, size_t len)
{
	c->data = data;
	c->len = len;
	c->at = 0;
	c->failed = false;
}

static inline size_t cursor_left(const struct cursor *c)
{
	return c->len - c->at;
}

/* Marks c as failed and at its end. Returns NULL. */
const uint8_t *cursor_fail(struct cursor *c);

/* The only place that moves the cursor, and so the only bounds check. NULL: not that many left. */
static inline const uint8_t *cursor_take(struct cursor *c, size_t len)
{
	const uint8_t *p = c->data + c->at;

	if (len > cursor_left(c))
		return cursor_fail(c);
	c->at += len;
	return p;
}

static inline uint8_t cursor_u8(struct cursor *c)
{
	const uint8_t *p = cursor_take(c, 1);

	return p ? p[0] : 0;
}

static inline uint16_t cursor_u16(struct cursor *c) /* network order */
{
	const uint8_t *p = cursor_take(c, 2);

	return p ? (uint16_t)(p[0] << 8 | p[1]) : 0;
}

static inline void cursor_copy(struct cursor *c, void *out, size_t len)
{
	const uint8_t *p = cursor_take(c, len);

	if (p)
		memcpy(out, p, len);
	else
		memset(out, 0, len);
}

static inline void cursor_skip(struct cursor *c, size_t len)
{
	cursor_take(c, len);
}

#endif
