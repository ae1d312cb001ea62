// SPDX-License-Identifier: Apache-2.0
/* The startup file and vlan.dat; what is understood must be understood again as it is shown. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "virtual.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), *vlans;
	struct vswitch *s, *again = NULL;
	struct err e;

	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	vlans = strstr(text, "---\n");
	if (vlans)
		*vlans = '\0';
	s = vswitch_new(text, vlans ? vlans + 4 : NULL, &e);
	if (s)
		again = vswitch_new(vswitch_startup(s), NULL, &e);
	if (s && (!again || strcmp(vswitch_startup(s), vswitch_startup(again))))
		abort();
	vswitch_free(s);
	vswitch_free(again);
	free(text);
	return 0;
}
