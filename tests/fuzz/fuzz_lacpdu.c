// SPDX-License-Identifier: Apache-2.0
/* Any bytes as a frame; what is accepted must survive being written and read again. */
#include <stdlib.h>
#include <string.h>

#include "lacpdu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t frame[LACPDU_FRAME_LEN];
	char text[LACP_STATE_TEXT_MAX];
	struct lacpdu pdu, back;

	if (lacpdu_parse(data, size, &pdu) != LACPDU_OK)
		return 0;
	lacp_state_format(pdu.actor.state, text);
	lacpdu_write(&pdu, frame);
	if (lacpdu_parse(frame, sizeof(frame), &back) != LACPDU_OK ||
		memcmp(&back.actor, &pdu.actor, sizeof(pdu.actor)) != 0 ||
		memcmp(&back.partner, &pdu.partner, sizeof(pdu.partner)) != 0)
		abort();
	return 0;
}
