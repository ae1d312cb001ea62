/* SPDX-License-Identifier: Apache-2.0 */
/* What the TLV formats share: runs of octets inside a frame, and one report of what is wrong. */
#ifndef COMMON_TLV_H
#define COMMON_TLV_H

#include "cursor.h"

/* Octets inside the frame that was read; not terminated, not necessarily text. */
struct octets {
	const uint8_t *data;
	size_t len;
};

/* All that is left of a cursor. */
struct octets octets_rest(const struct cursor *c);

/*
 * Printable ASCII and UTF-8 as they are, anything else as '.'; cut to fit, NULs at the end
 * dropped. Returns out.
 */
const char *octets_text(struct octets in, char *out, size_t size);

#endif
