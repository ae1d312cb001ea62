// SPDX-License-Identifier: Apache-2.0
/* Any bytes as the journal of a switch: what is accepted is written and read the same. */
#include <stdlib.h>
#include <string.h>

#include "journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Writes the record, reads that, and writes it again: the same bytes. */
static void round_trip(struct arena *a, const struct record *r)
{
	struct buf first = { 0 }, second = { 0 };
	struct err e;

	record_encode(a, r, &first);
	r = record_decode(a, first.data, first.len, "fuzz", &e);
	if (!r)
		abort();
	record_encode(a, r, &second);
	if (first.len != second.len || memcmp(first.data, second.data, first.len) != 0)
		abort();
	buf_free(&first);
	buf_free(&second);
}

/* The text has an allocation of its own, so that a read beyond its end is seen. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	char *text = malloc(size ? size : 1);
	struct record *r;
	struct err e;

	if (!text)
		abort();
	memcpy(text, data, size);
	r = record_decode(a, text, size, "fuzz", &e);
	if (r)
		round_trip(a, r);
	free(text);
	arena_free(a);
	return 0;
}
