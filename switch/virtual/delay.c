// SPDX-License-Identifier: Apache-2.0
/* Answers that come later: `! rtt:`. Bytes wait in the order and for the time of their coming. */
#include "delay.h"

#include <stdlib.h>

void delay_add(struct delay *d, const char *data, size_t len, int64_t due_ms)
{
	if (!len)
		return;
	if (d->n == d->cap) {
		d->cap = d->cap ? 2 * d->cap : 16;
		d->marks = realloc(d->marks, d->cap * sizeof(*d->marks));
		if (!d->marks)
			abort();
	}
	d->marks[d->n++] = (struct delay_mark){ due_ms, len };
	buf_add(&d->bytes, data, len);
}

void delay_take(struct delay *d, int64_t now_ms, struct buf *out)
{
	size_t len = 0, n = 0;

	while (n < d->n && d->marks[n].due_ms <= now_ms)
		len += d->marks[n++].len;
	if (!n)
		return;
	buf_add(out, buf_text(&d->bytes), len);
	buf_drop(&d->bytes, len);
	d->n -= n;
	for (size_t i = 0; i < d->n; i++)
		d->marks[i] = d->marks[i + n];
}

int64_t delay_due_ms(const struct delay *d)
{
	return d->n ? d->marks[0].due_ms : INT64_MAX;
}

void delay_free(struct delay *d)
{
	free(d->marks);
	buf_free(&d->bytes);
	*d = (struct delay){ 0 };
}
