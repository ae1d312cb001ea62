// SPDX-License-Identifier: Apache-2.0
/* Any bytes as a frame; what it yields must lie inside it, which reading all of it shows. */
#include <stdlib.h>

#include "cdp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct frame f;
	struct cdp c;
	char text[64];

	if (frame_read(data, size, &f) != FRAME_CDP)
		return 0;
	if (cdp_read(f.payload, &c) == (c.fault != NULL))
		abort();
	octets_text(c.device_id, text, sizeof(text));
	octets_text(c.port_id, text, sizeof(text));
	octets_text(c.software, text, sizeof(text));
	octets_text(c.platform, text, sizeof(text));
	octets_text(c.vtp_domain, text, sizeof(text));
	octets_text(c.system_name, text, sizeof(text));
	return 0;
}
