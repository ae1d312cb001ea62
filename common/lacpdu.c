// SPDX-License-Identifier: Apache-2.0
/*
 * Linux takes a LACPDU by its length and subtype alone and reads every field at a fixed offset
 * (drivers/net/bonding/bond_3ad.c: struct lacpdu, bond_3ad_lacpdu_recv()); version, TLV types and
 * lengths are not looked at, as 802.3ad 43.4.12 demands of a receiver. So do we: what the kernel
 * acts on is what must be judged.
 */
#include <string.h>

#include "cursor.h"
#include "lacpdu.h"

enum {
	ETHERTYPE_SLOW = 0x8809,
	ETHERTYPE_8021Q = 0x8100,
	SUBTYPE_LACP = 1,
	LACPDU_PAYLOAD = 110,
	TLV_PORT_LEN = 20,
	TLV_COLLECTOR_LEN = 16,
};

static const uint8_t slow_multicast[6] = { 0x01, 0x80, 0xc2, 0x00, 0x00, 0x02 };

static void read_port(struct cursor *c, struct lacp_port *out)
{
	cursor_skip(c, 2); /* TLV type and length */
	out->system_priority = cursor_u16(c);
	cursor_copy(c, out->system, sizeof(out->system));
	out->key = cursor_u16(c);
	out->port_priority = cursor_u16(c);
	out->port = cursor_u16(c);
	out->state = cursor_u8(c);
	cursor_skip(c, 3); /* reserved */
}

/* Leaves the cursor at the slow-protocols subtype. */
static bool is_slow(struct cursor *c, struct lacpdu *out)
{
	uint8_t destination[6];
	uint16_t type;

	cursor_copy(c, destination, sizeof(destination));
	cursor_copy(c, out->source, sizeof(out->source));
	type = cursor_u16(c);
	if (type == ETHERTYPE_8021Q) {
		out->tagged = true;
		out->vlan = cursor_u16(c) & 0xfff;
		type = cursor_u16(c);
	}
	return type == ETHERTYPE_SLOW && !memcmp(destination, slow_multicast, sizeof(destination));
}

enum lacpdu_result lacpdu_read(struct cursor c, struct lacpdu *out)
{
	size_t len = cursor_left(&c);

	if (cursor_u8(&c) != SUBTYPE_LACP)
		return LACPDU_NOT_LACP;
	if (len < LACPDU_PAYLOAD)
		return LACPDU_SHORT;
	out->version = cursor_u8(&c);
	read_port(&c, &out->actor);
	read_port(&c, &out->partner);
	cursor_skip(&c, 2);
	out->collector_max_delay = cursor_u16(&c);
	return LACPDU_OK;
}

enum lacpdu_result lacpdu_parse(const uint8_t *frame, size_t len, struct lacpdu *out)
{
	struct cursor c;

	memset(out, 0, sizeof(*out));
	cursor_init(&c, frame, len);
	return is_slow(&c, out) ? lacpdu_read(c, out) : LACPDU_NOT_LACP;
}

static uint8_t *put_u16(uint8_t *p, unsigned v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
	return p + 2;
}

static uint8_t *put_port(uint8_t *p, uint8_t type, const struct lacp_port *in)
{
	*p++ = type;
	*p++ = TLV_PORT_LEN;
	p = put_u16(p, in->system_priority);
	memcpy(p, in->system, sizeof(in->system));
	p = put_u16(p + sizeof(in->system), in->key);
	p = put_u16(p, in->port_priority);
	p = put_u16(p, in->port);
	*p++ = in->state;
	return p + 3;
}

void lacpdu_write(const struct lacpdu *in, uint8_t frame[LACPDU_FRAME_LEN])
{
	uint8_t *p = frame;

	memset(frame, 0, LACPDU_FRAME_LEN);
	memcpy(p, slow_multicast, sizeof(slow_multicast));
	memcpy(p + 6, in->source, sizeof(in->source));
	p = put_u16(p + 12, ETHERTYPE_SLOW);
	*p++ = SUBTYPE_LACP;
	*p++ = 1;
	p = put_port(p, 1, &in->actor);
	p = put_port(p, 2, &in->partner);
	*p++ = 3;
	*p++ = TLV_COLLECTOR_LEN;
	put_u16(p, in->collector_max_delay);
}

const char *lacp_state_format(uint8_t state, char out[LACP_STATE_TEXT_MAX])
{
	static const char letters[] = "ATGSCDFE";
	char *p = out;

	for (unsigned i = 0; letters[i]; i++)
		if (state >> i & 1)
			*p++ = letters[i];
	if (p == out)
		*p++ = '-';
	*p = '\0';
	return out;
}

bool lacp_state_passes(uint8_t state)
{
	const uint8_t good = LACP_AGGREGATION | LACP_SYNC | LACP_COLLECTING | LACP_DISTRIBUTING;

	return (state & good) == good && !(state & (LACP_DEFAULTED | LACP_EXPIRED));
}
