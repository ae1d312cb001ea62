// SPDX-License-Identifier: Apache-2.0
/* Any bytes as a saved plan and as a host's state: read, compared and written again. */
#include <stdlib.h>

#include "plan_file.h"
#include "state_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(struct arena *a, const struct saved_plan *saved)
{
	const struct steps none = { 0 };
	struct err e;

	for (size_t i = 0; i + 1 < saved->hosts.n; i++)
		saved_plan_check(a, &saved->hosts.v[i], saved->hosts.v[i + 1].found, &none, &e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct err e = { 0 };
	struct saved_plan saved;
	struct host_state *s = state_document_read(a, (const char *)data, size, &e);

	if (s)
		json_decref(state_document(s->name, s));
	if (!plan_file_read(a, (const char *)data, size, &saved, &e))
		compare(a, &saved);
	arena_free(a);
	return 0;
}
