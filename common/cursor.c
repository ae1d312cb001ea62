// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "cursor.h"

void cursor_init(struct cursor *c, const void *data, size_t len)
{
	*c = (struct cursor){ .data = data, .len = len };
}

size_t cursor_left(const struct cursor *c)
{
	return c->len - c->at;
}

/* The only place that moves the cursor, and so the only bounds check. NULL: not that many left. */
static const uint8_t *take(struct cursor *c, size_t len)
{
	const uint8_t *p = c->data + c->at;

	if (len > cursor_left(c)) {
		c->failed = true;
		c->at = c->len;
		return NULL;
	}
	c->at += len;
	return p;
}

uint8_t cursor_u8(struct cursor *c)
{
	const uint8_t *p = take(c, 1);

	return p ? p[0] : 0;
}

uint16_t cursor_u16(struct cursor *c)
{
	const uint8_t *p = take(c, 2);

	return p ? (uint16_t)(p[0] << 8 | p[1]) : 0;
}

void cursor_copy(struct cursor *c, void *out, size_t len)
{
	const uint8_t *p = take(c, len);

	if (p)
		memcpy(out, p, len);
	else
		memset(out, 0, len);
}

void cursor_skip(struct cursor *c, size_t len)
{
	take(c, len);
}
