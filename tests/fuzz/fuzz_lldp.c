// SPDX-License-Identifier: Apache-2.0
/* Any bytes as a frame; what it yields must lie inside it, which reading all of it shows. */
#include <stdlib.h>

#include "lldp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct frame f;
	struct bpdu b;
	struct lldp l;
	char text[64];

	frame_read(data, size, &f);
	frame_bpdu(&f, &b);
	if (f.kind != FRAME_LLDP)
		return 0;
	if (lldp_read(f.payload, &l) == (l.fault != NULL))
		abort();
	octets_text(l.chassis, text, sizeof(text));
	octets_text(l.port, text, sizeof(text));
	octets_text(l.port_description, text, sizeof(text));
	octets_text(l.system_name, text, sizeof(text));
	octets_text(l.system_description, text, sizeof(text));
	for (unsigned i = 0; i < l.n_vlans && i < LLDP_VLAN_NAMES_MAX; i++)
		octets_text(l.vlans[i].name, text, sizeof(text));
	return 0;
}
