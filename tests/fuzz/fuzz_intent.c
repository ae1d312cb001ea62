// SPDX-License-Identifier: Apache-2.0
/* Any bytes as an intent file: read and checked; every place in the report lies in the text. */
#include <stdlib.h>

#include "intent.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct report r = { .arena = a };
	struct intent *in = intent_parse(a, "fuzz", (const char *)data, size, &r);

	intent_check(in, &r);
	for (size_t i = 0; i < r.n; i++)
		if (!r.v[i].pos.line || !r.v[i].pos.column || !r.v[i].width ||
			r.v[i].pos.column > size + 1)
			abort();
	arena_free(a);
	return 0;
}
