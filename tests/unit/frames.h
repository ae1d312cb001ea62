/* SPDX-License-Identifier: Apache-2.0 */
/* Frames of neighbours, built TLV by TLV, with faults where a test wants them. */
#ifndef FRAMES_H
#define FRAMES_H

#include "test.h"

struct test_frame {
	uint8_t data[1600];
	size_t len;
};

static inline void frame_put(struct test_frame *f, const void *data, size_t len)
{
	assert_true(f->len + len <= sizeof(f->data));
	memcpy(f->data + f->len, data, len);
	f->len += len;
}

static inline void frame_put16(struct test_frame *f, unsigned v)
{
	const uint8_t b[2] = { (uint8_t)(v >> 8), (uint8_t)v };

	frame_put(f, b, sizeof(b));
}

static inline void frame_lldp(struct test_frame *f)
{
	f->len = 0;
	frame_put(f, "\x01\x80\xc2\x00\x00\x0e\x02\x00\x00\x00\x00\x99\x88\xcc", 14);
}

static inline void frame_lldp_tlv(
	struct test_frame *f, unsigned type, const char *value, size_t len)
{
	frame_put16(f, type << 9 | (unsigned)len);
	frame_put(f, value, len);
}

/* Chassis, port (subtype, then text), time to live: what every LLDP frame has. */
static inline void frame_lldp_head(struct test_frame *f, const char *port)
{
	frame_lldp(f);
	frame_lldp_tlv(f, 1, "\x04\x02\x00\x00\x00\x00\x98", 7);
	frame_lldp_tlv(f, 2, port, strlen(port));
	frame_lldp_tlv(f, 3, "\x00\x78", 2);
}

static inline void frame_cdp(struct test_frame *f)
{
	f->len = 0;
	frame_put(f, "\x01\x00\x0c\xcc\xcc\xcc\x02\x00\x00\x00\x00\x99\x00\x00", 14);
	frame_put(f, "\xaa\xaa\x03\x00\x00\x0c\x20\x00\x02\xb4\x00\x00", 12);
}

static inline void frame_cdp_tlv(struct test_frame *f, unsigned type, const char *value, size_t len)
{
	frame_put16(f, type);
	frame_put16(f, (unsigned)len + 4);
	frame_put(f, value, len);
}

/* Length and checksum, of an even number of octets. */
static inline void frame_cdp_end(struct test_frame *f)
{
	uint32_t sum = 0;

	for (size_t i = 22; i + 1 < f->len; i += 2)
		sum += (uint32_t)(f->data[i] << 8 | f->data[i + 1]);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	f->data[24] = (uint8_t)(~sum >> 8);
	f->data[25] = (uint8_t)~sum;
	f->data[12] = (uint8_t)((f->len - 14) >> 8);
	f->data[13] = (uint8_t)(f->len - 14);
}

#endif
