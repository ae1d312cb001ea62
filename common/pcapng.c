// SPDX-License-Identifier: Apache-2.0
#include "pcapng.h"

enum block_type {
	BLOCK_INTERFACE = 1,
	BLOCK_OLD_PACKET = 2,
	BLOCK_SIMPLE_PACKET = 3,
	BLOCK_STATISTICS = 5,
	BLOCK_PACKET = 6,
};

enum option {
	OPTION_END = 0,
	OPTION_NAME = 2,       /* of an interface */
	OPTION_FLAGS = 2,      /* of a packet */
	OPTION_START = 2,      /* of statistics */
	OPTION_STOP = 3,       /* of statistics */
	OPTION_RESOLUTION = 9, /* of an interface */
	OPTION_OFFSET = 14,    /* of an interface */
};

enum { BYTE_ORDER_MAGIC = 0x1a2b3c4d, MICROSECONDS = 6 };

#define SECONDS_MAX INT64_C(9000000000) /* beyond, nanoseconds do not fit into 63 bits */

static uint16_t get16(const struct pcapng *p, struct cursor *c)
{
	uint16_t v = cursor_u16(c);

	return p->big_endian ? v : __builtin_bswap16(v);
}

static uint32_t get32(const struct pcapng *p, struct cursor *c)
{
	uint32_t high = cursor_u16(c), v = high << 16 | cursor_u16(c);

	return p->big_endian ? v : __builtin_bswap32(v);
}

/* A time is two words, the higher first, whatever the byte order. */
static uint64_t get_time(const struct pcapng *p, struct cursor *c)
{
	uint64_t high = get32(p, c);

	return high << 32 | get32(p, c);
}

size_t pcapng_length(struct pcapng *p, const uint8_t head[PCAPNG_HEAD])
{
	struct cursor c;
	uint32_t type, len;

	cursor_init(&c, head, PCAPNG_HEAD);
	type = get32(p, &c);
	if (type == PCAPNG_SECTION) { /* a palindrome: known before the order is */
		struct cursor magic;

		cursor_init(&magic, head + 8, 4);
		p->big_endian = true;
		p->big_endian = get32(p, &magic) == BYTE_ORDER_MAGIC;
		cursor_init(&magic, head + 8, 4);
		if (get32(p, &magic) != BYTE_ORDER_MAGIC)
			return 0;
	}
	len = get32(p, &c);
	return len < PCAPNG_HEAD || len % 4 || len > PCAPNG_BLOCK_MAX ? 0 : len;
}

struct option_value {
	uint16_t code;
	struct cursor value;
};

/* All bounds of options are tested here. False: no more. */
static bool option_next(const struct pcapng *p, struct cursor *c, struct option_value *out)
{
	uint16_t len;

	if (cursor_left(c) < 4)
		return false;
	out->code = get16(p, c);
	len = get16(p, c);
	if (out->code == OPTION_END || len > cursor_left(c))
		return false;
	cursor_init(&out->value, c->data + c->at, len);
	cursor_skip(c, len);
	cursor_skip(c, (4 - len % 4U) % 4);
	return true;
}

static enum pcapng_result read_interface(struct pcapng *p, struct cursor *c, const char **fault)
{
	struct pcapng_interface *i = &p->interfaces[p->n_interfaces];
	struct option_value o;

	if (p->n_interfaces == PCAPNG_INTERFACES_MAX) {
		*fault = "too many interfaces";
		return PCAPNG_FAULT;
	}
	p->n_interfaces++;
	*i = (struct pcapng_interface){ .linktype = get16(p, c), .resolution = MICROSECONDS };
	cursor_skip(c, 6); /* reserved, and the longest frame that was kept */
	while (option_next(p, c, &o)) {
		if (o.code == OPTION_RESOLUTION)
			i->resolution = cursor_u8(&o.value);
		else if (o.code == OPTION_OFFSET)
			i->offset_s = (int64_t)get_time(p, &o.value);
	}
	return PCAPNG_NOTHING;
}

/* False: before 1970, or further away than any capture can be. */
static bool to_ns(const struct pcapng_interface *i, uint64_t units, int64_t *ns)
{
	static const uint32_t scale[] = { 1000000000, 100000000, 10000000, 1000000, 100000, 10000,
		1000, 100, 10, 1 };
	unsigned n = i->resolution & 0x7f;
	unsigned __int128 t = units;
	__int128 sum;

	if (i->resolution & 0x80)
		t = n < 64 ? t * scale[0] >> n : 0;
	else if (n < sizeof(scale) / sizeof(scale[0]))
		t *= scale[n];
	else
		for (; n > 9; n--)
			t /= 10;
	sum = (__int128)t + (__int128)i->offset_s * scale[0];
	*ns = (int64_t)sum;
	return sum >= 0 && sum < (__int128)SECONDS_MAX * scale[0];
}

static enum pcapng_result read_packet(const struct pcapng *p, struct cursor *c, bool old,
	struct pcapng_packet *out, const char **fault)
{
	uint32_t interface = old ? get16(p, c) : get32(p, c), captured, flags;
	struct option_value o;
	uint64_t units;

	if (old)
		cursor_skip(c, 2); /* drops */
	units = get_time(p, c);
	captured = get32(p, c);
	cursor_skip(c, 4); /* length on the wire */
	if (c->failed || captured > cursor_left(c))
		*fault = "a frame is longer than its block";
	else if (interface >= p->n_interfaces)
		*fault = "a frame of an interface that is not described";
	else if (!to_ns(&p->interfaces[interface], units, &out->time_ns))
		*fault = "a time stamp is out of range";
	if (*fault)
		return PCAPNG_FAULT;
	out->linktype = p->interfaces[interface].linktype;
	out->data = c->data + c->at;
	out->len = captured;
	cursor_skip(c, captured);
	cursor_skip(c, (4 - captured % 4) % 4);
	while (option_next(p, c, &o)) {
		if (o.code != OPTION_FLAGS)
			continue;
		flags = get32(p, &o.value) & 3;
		if (flags == 1 || flags == 2)
			out->out = flags == 2;
	}
	return PCAPNG_PACKET;
}

static enum pcapng_result read_statistics(
	const struct pcapng *p, struct cursor *c, struct pcapng_packet *out)
{
	uint32_t interface = get32(p, c);
	struct option_value o;

	cursor_skip(c, 8); /* when this was written */
	if (interface >= p->n_interfaces)
		return PCAPNG_NOTHING;
	while (option_next(p, c, &o)) {
		const struct pcapng_interface *i = &p->interfaces[interface];

		if (cursor_left(&o.value) != 8)
			continue;
		if (o.code == OPTION_START)
			out->has_start = to_ns(i, get_time(p, &o.value), &out->start_ns);
		else if (o.code == OPTION_STOP)
			out->has_end = to_ns(i, get_time(p, &o.value), &out->end_ns);
	}
	return out->has_start || out->has_end ? PCAPNG_BOUNDS : PCAPNG_NOTHING;
}

enum pcapng_result pcapng_block(struct pcapng *p, const uint8_t *block, size_t len,
	struct pcapng_packet *out, const char **fault)
{
	struct cursor c;
	uint32_t type;

	*out = (struct pcapng_packet){ .out = -1 };
	*fault = NULL;
	cursor_init(&c, block, len - 4); /* the length stands at the end once more */
	type = get32(p, &c);
	cursor_skip(&c, 4);
	switch (type) {
	case PCAPNG_SECTION: /* interfaces are numbered anew */
		p->n_interfaces = 0;
		return PCAPNG_NOTHING;
	case BLOCK_INTERFACE:
		return read_interface(p, &c, fault);
	case BLOCK_PACKET:
	case BLOCK_OLD_PACKET:
		return read_packet(p, &c, type == BLOCK_OLD_PACKET, out, fault);
	case BLOCK_SIMPLE_PACKET:
		*fault = "a frame has no time stamp";
		return PCAPNG_FAULT;
	case BLOCK_STATISTICS:
		return read_statistics(p, &c, out);
	default: /* names, secrets, anything of others */
		return PCAPNG_NOTHING;
	}
}

static void put32(struct buf *b, uint32_t v)
{
	buf_add(b, &v, sizeof(v));
}

static void put16(struct buf *b, uint16_t v)
{
	buf_add(b, &v, sizeof(v));
}

static void put_time(struct buf *b, int64_t ns)
{
	put32(b, (uint32_t)((uint64_t)ns >> 32));
	put32(b, (uint32_t)ns);
}

static void put_padded(struct buf *b, const void *data, size_t len)
{
	buf_add(b, data, len);
	buf_add(b, "\0\0\0", (4 - len % 4) % 4);
}

static void put_option(struct buf *b, enum option code, const void *value, size_t len)
{
	put16(b, (uint16_t)code);
	put16(b, (uint16_t)len);
	put_padded(b, value, len);
}

/* Returns where the block begins, for block_end(). */
static size_t block_begin(struct buf *b, uint32_t type)
{
	size_t at = b->len;

	put32(b, type);
	put32(b, 0);
	return at;
}

static void block_end(struct buf *b, size_t at)
{
	uint32_t len = (uint32_t)(b->len - at + 4);

	memcpy(b->data + at + 4, &len, sizeof(len));
	put32(b, len);
}

static void put_bound(struct buf *b, enum option which, int64_t ns)
{
	size_t at = block_begin(b, BLOCK_STATISTICS);
	const uint32_t words[2] = { (uint32_t)((uint64_t)ns >> 32), (uint32_t)ns };

	put32(b, 0);
	put_time(b, ns);
	put_option(b, which, words, sizeof(words));
	put32(b, OPTION_END);
	block_end(b, at);
}

void pcapng_write_head(struct buf *b, const char *interface, int64_t start_ns)
{
	enum { LINKTYPE_ETHERNET = 1, NANOSECONDS = 9 };
	size_t at = block_begin(b, PCAPNG_SECTION);

	put32(b, BYTE_ORDER_MAGIC);
	put16(b, 1); /* version 1.0 */
	put16(b, 0);
	put32(b, UINT32_MAX); /* the section's length is not known yet */
	put32(b, UINT32_MAX);
	block_end(b, at);
	at = block_begin(b, BLOCK_INTERFACE);
	put16(b, LINKTYPE_ETHERNET);
	put16(b, 0);
	put32(b, 0); /* frames are not cut */
	put_option(b, OPTION_NAME, interface, strlen(interface));
	put_option(b, OPTION_RESOLUTION, &(uint8_t){ NANOSECONDS }, 1);
	put32(b, OPTION_END);
	block_end(b, at);
	put_bound(b, OPTION_START, start_ns);
}

void pcapng_write_packet(struct buf *b, int64_t time_ns, int out, const uint8_t *data, size_t len)
{
	size_t at = block_begin(b, BLOCK_PACKET);
	const uint32_t flags = out > 0 ? 2 : 1;

	put32(b, 0);
	put_time(b, time_ns);
	put32(b, (uint32_t)len);
	put32(b, (uint32_t)len);
	put_padded(b, data, len);
	if (out >= 0) {
		put_option(b, OPTION_FLAGS, &flags, sizeof(flags));
		put32(b, OPTION_END);
	}
	block_end(b, at);
}

void pcapng_write_end(struct buf *b, int64_t end_ns)
{
	put_bound(b, OPTION_STOP, end_ns);
}
