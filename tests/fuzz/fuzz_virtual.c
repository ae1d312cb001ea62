// SPDX-License-Identifier: Apache-2.0
/* Bytes of a terminal, privileged, against a switch with ports, a group and a fault. */
#include <stdint.h>
#include <string.h>

#include "virtual.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char config[] = "! model: C3750E\n! fault: refuse \"vlan 45\" \"% no\" 1\n"
			     "username u privilege 15 secret 5 $1$x$y\n"
			     "interface Gi1/0/1\n channel-group 1 mode active\n"
			     "interface Gi1/0/2\nvlan 40\n! minute: 100\narchive\n path flash:a\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err e;
	struct vswitch *s = vswitch_new(config, NULL, &e);
	struct vswitch_vty *v = vswitch_open(s, "u");
	struct arena *a = arena_new();
	const char *out;
	int64_t now = 1000;

	for (size_t n; size && !vswitch_ended(v); data += n, size -= n) {
		n = size < 64 ? size : 64;
		vswitch_input(v, (const char *)data, n);
		vswitch_output(v, &out);
		vswitch_tick(s, now += 40);
		vswitch_facts(s, NULL, now);
		vswitch_want(s, a, now);
	}
	vswitch_vlan_dat(s, a);
	arena_free(a);
	vswitch_free(s);
	return 0;
}
