/* SPDX-License-Identifier: Apache-2.0 */
/* A line of bytes that are not due yet. { 0 } is an empty one. Time is an argument. */
#ifndef SWITCH_VIRTUAL_DELAY_H
#define SWITCH_VIRTUAL_DELAY_H

#include <stdint.h>

#include "buf.h"

struct delay_mark {
	int64_t due_ms;
	size_t len;
};

struct delay {
	struct buf bytes;
	struct delay_mark *marks; /* by time of coming */
	size_t n, cap;
};

void delay_add(struct delay *d, const char *data, size_t len, int64_t due_ms);
void delay_take(struct delay *d, int64_t now_ms, struct buf *out); /* what is due, behind out */
int64_t delay_due_ms(const struct delay *d);                       /* INT64_MAX: nothing waits */
void delay_free(struct delay *d);

#endif
