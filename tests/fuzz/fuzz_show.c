// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>

#include "switch_show.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const char *text = arena_strndup(a, (const char *)data, size);
	struct show_etherchannel channels;
	struct show_lacp_neighbors neighbors;
	struct show_vlans vlans;
	struct show_vtp vtp;
	struct err e;

	show_etherchannel_parse(a, text, &channels, &e);
	show_lacp_neighbors_parse(a, text, &neighbors, &e);
	show_vtp_parse(a, text, &vtp, &e);
	if (!show_vlans_parse(a, text, &vlans, &e))
		for (size_t i = 0; i < vlans.rows.n; i++)
			if (!vlans.rows.v[i].id || vlans.rows.v[i].id > VLAN_MAX)
				__builtin_trap();
	arena_free(a);
	return 0;
}
