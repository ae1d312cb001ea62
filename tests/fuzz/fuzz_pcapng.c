// SPDX-License-Identifier: Apache-2.0
/* Any bytes as a file of blocks; a frame must lie inside its block, which reading all of it shows.
 */
#include <stdlib.h>

#include "pcapng.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile uint8_t sum;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pcapng p = { 0 };
	struct pcapng_packet packet;
	const char *fault;

	while (size >= PCAPNG_HEAD) {
		size_t len = pcapng_length(&p, data);
		uint8_t *block;

		if (!len || len > size)
			break;
		block = malloc(len); /* so that an overread is seen */
		if (!block)
			abort();
		memcpy(block, data, len);
		if (pcapng_block(&p, block, len, &packet, &fault) == PCAPNG_PACKET)
			for (size_t i = 0; i < packet.len; i++)
				sum = (uint8_t)(sum + packet.data[i]);
		free(block);
		data += len;
		size -= len;
	}
	return 0;
}
