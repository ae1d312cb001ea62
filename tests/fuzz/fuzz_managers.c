// SPDX-License-Identifier: Apache-2.0
/* Any bytes as the files of other programs that manage the network. */
#include <stdlib.h>
#include <string.h>

#include "managers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const char *text = arena_strndup(a, (const char *)data, size), *x;
	struct manager_nm_device d;
	char word[8] = "";

	memcpy(word, data, size < 7 ? size : 7);
	manager_mentions(text, word);
	manager_nm_managed(text);
	manager_nm_profile(a, text);
	manager_networkd_owns(a, text, &x);
	manager_libvirt_name(a, text);
	manager_libvirt_bridge(a, text);
	for (x = text; manager_libvirt_nic(a, &x);)
		;
	for (x = text; manager_nm_device(a, &x, &d);)
		if (!d.link[0] || (d.profile && strpbrk(d.profile, "\n\t\x1b")))
			abort();
	arena_free(a);
	return 0;
}
