// SPDX-License-Identifier: Apache-2.0
/* Any bytes as what a kernel said (--kernel): read, told to a bond of two members and judged. */
#include <stdlib.h>

#include "kernel_json.h"
#include "verdict.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay(struct arena *a, const struct kernel_view *v)
{
	struct observe_bond *b = observe_new(a, "bond0", SEC(1));
	struct verdict_result r;
	size_t told = 0;

	observe_member(a, b, "eno1")->planned = true;
	observe_member(a, b, "eno2")->planned = true;
	observe_bridge_add(a, b, "br41", 41, "bond0.41");
	kernel_view_tell_until(v, b, INT64_MAX, &told);
	kernel_view_tell(a, v, b);
	b->ended = true;
	verdict_judge(a, b, &r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct err e = { 0 };
	const struct kernel_view *v = kernel_document_read(a, (const char *)data, size, &e);

	if (v) {
		json_decref(kernel_document(v));
		replay(a, v);
	}
	arena_free(a);
	return 0;
}
