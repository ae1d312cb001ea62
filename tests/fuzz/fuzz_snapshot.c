// SPDX-License-Identifier: Apache-2.0
/* Any bytes as a snapshot, with a header that fits them; what is accepted is written the same. */
#include <stdlib.h>
#include <string.h>

#include "snapshot.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The header of an encoded snapshot, for this body. */
static void add_header(struct buf *out, const uint8_t *body, size_t size)
{
	uint64_t sum = 0xcbf29ce484222325u, parts[2] = { size, 0 };

	for (size_t i = 0; i < size; i++)
		sum = (sum ^ body[i]) * 0x100000001b3u;
	parts[1] = sum;
	buf_puts(out, SNAPSHOT_MAGIC);
	for (int i = 0; i < 2; i++)
		for (int shift = 56; shift >= 0; shift -= 8)
			buf_add(out, &(uint8_t){ (uint8_t)(parts[i] >> shift) }, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct buf b = { 0 }, first = { 0 }, second = { 0 };
	struct err e = { 0 };
	struct snapshot *s;

	snapshot_decode(a, data, size, "fuzz", &e);
	add_header(&b, data, size);
	buf_add(&b, data, size);
	s = snapshot_decode(a, b.data, b.len, "fuzz", &e);
	if (s) {
		snapshot_encode(s, &first);
		s = snapshot_decode(a, first.data, first.len, "fuzz", &e);
		if (!s)
			abort();
		snapshot_encode(s, &second);
		if (first.len != second.len || memcmp(first.data, second.data, first.len) != 0)
			abort();
	}
	buf_free(&b);
	buf_free(&first);
	buf_free(&second);
	arena_free(a);
	return 0;
}
