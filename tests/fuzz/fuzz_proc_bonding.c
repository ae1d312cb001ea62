// SPDX-License-Identifier: Apache-2.0
/* Any text as /proc/net/bonding/NAME, and the observation that is made of it. */
#include <stdlib.h>
#include <string.h>

#include "observe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	char *text = malloc(size + 1); /* of its own, so that a read beyond its end is seen */
	struct proc_bonding p;
	struct err e = { 0 };

	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	if (!proc_bonding_parse(a, text, &p, &e)) {
		struct observe_bond *b = observe_new(a, "bond0", 0);

		for (size_t i = 0; i < p.members.n && i < 64; i++)
			observe_member(a, b, p.members.v[i].name);
		observe_proc(b, &p, SEC(1));
	}
	free(text);
	arena_free(a);
	return 0;
}
