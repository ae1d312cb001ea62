// SPDX-License-Identifier: Apache-2.0
#include "cursor.h"

const uint8_t *cursor_fail(struct cursor *c)
{
	c->failed = true;
	c->at = c->len;
	return NULL;
}
