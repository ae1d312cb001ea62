/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing byte buffer, always followed by a NUL, for text that is built and bytes that are
 * read. { 0 } is an empty one; the owner frees it. Out of memory aborts.
 */
#ifndef COMMON_BUF_H
#define COMMON_BUF_H

#include <stddef.h>

struct buf {
	char *data; /* NULL while nothing was added; use buf_text() to read it as a string */
	size_t len, cap;
};

void buf_add(struct buf *b, const void *data, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_drop(struct buf *b, size_t len); /* takes len bytes off the front */
void buf_cut(struct buf *b, size_t len);  /* keeps len bytes at most */
void buf_reset(struct buf *b);            /* empty, keeps its memory */
void buf_free(struct buf *b);
void buf_wipe(struct buf *b); /* overwrites what it held, then frees it */
const char *buf_text(const struct buf *b); /* never NULL */

#endif
