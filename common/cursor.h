/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bounded reader of bytes from outside: reading past the end yields zeros and marks the cursor
 * as failed, which the reader tests once, at its end.
 */
#ifndef COMMON_CURSOR_H
#define COMMON_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cursor {
	const uint8_t *data;
	size_t len, at;
	bool failed;
};

void cursor_init(struct cursor *c, const void *data, size_t len);
uint8_t cursor_u8(struct cursor *c);
uint16_t cursor_u16(struct cursor *c); /* network order */
void cursor_copy(struct cursor *c, void *out, size_t len);
void cursor_skip(struct cursor *c, size_t len);
size_t cursor_left(const struct cursor *c);

#endif
