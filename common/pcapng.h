/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pcapng (IETF draft-ietf-opsawg-pcapng), the capture format that keeps each frame's direction and
 * a capture's beginning and end. Blocks in, packets out; a reader of hostile bytes. And what is
 * needed to write one interface's capture.
 */
#ifndef COMMON_PCAPNG_H
#define COMMON_PCAPNG_H

#include "buf.h"
#include "cursor.h"

enum { PCAPNG_HEAD = 12, PCAPNG_BLOCK_MAX = 1 << 18, PCAPNG_INTERFACES_MAX = 32 };

/* Every block begins with its type, which for a file's first block is this in either byte order. */
#define PCAPNG_SECTION 0x0a0d0d0aU

struct pcapng_interface {
	uint16_t linktype;
	uint8_t resolution; /* as in if_tsresol: 10^-n, or with the highest bit 2^-n seconds */
	int64_t offset_s;
};

struct pcapng { /* what earlier blocks said; { 0 } before the first */
	bool big_endian;
	unsigned n_interfaces;
	struct pcapng_interface interfaces[PCAPNG_INTERFACES_MAX];
};

struct pcapng_packet {
	uint16_t linktype;
	int64_t time_ns;
	int out;             /* 1 sent, 0 received, -1 not said */
	const uint8_t *data; /* within the block */
	size_t len;
	bool has_start, has_end; /* of PCAPNG_BOUNDS */
	int64_t start_ns, end_ns;
};

enum pcapng_result {
	PCAPNG_FAULT,   /* fault says what */
	PCAPNG_NOTHING, /* a block of no interest */
	PCAPNG_PACKET,
	PCAPNG_BOUNDS, /* when the capture began or ended, as far as it is said */
};

/* The length of the block that begins with these octets; 0: it cannot be one. */
size_t pcapng_length(struct pcapng *p, const uint8_t head[PCAPNG_HEAD]);

/* A whole block, of the length said above. */
enum pcapng_result pcapng_block(struct pcapng *p, const uint8_t *block, size_t len,
	struct pcapng_packet *out, const char **fault);

/* Ethernet frames of one interface, in the machine's byte order and nanoseconds. */
void pcapng_write_head(struct buf *b, const char *interface, int64_t start_ns);
void pcapng_write_packet(struct buf *b, int64_t time_ns, int out, const uint8_t *data, size_t len);
void pcapng_write_end(struct buf *b, int64_t end_ns);

#endif
