// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "frame.h"

enum {
	TYPE_8021Q = 0x8100,
	TYPE_8021AD = 0x88a8,
	TYPE_SLOW = 0x8809,
	TYPE_LLDP = 0x88cc,
	LENGTH_MAX = 1500, /* of 802.3: above, the field is a type */
	LLC_SNAP = 0xaaaa,
	LLC_BPDU = 0x4242,
	LLC_UI = 0x03,
};

static const struct {
	uint16_t protocol; /* of SNAP with Cisco's organization code 00-00-0C */
	enum frame_kind kind;
} cisco[] = {
	{ 0x2000, FRAME_CDP },
	{ 0x0104, FRAME_PAGP },
	{ 0x2004, FRAME_DTP },
	{ 0x2003, FRAME_VTP },
	{ 0x0111, FRAME_UDLD },
	{ 0x010b, FRAME_PVST },
};

static enum frame_kind read_snap(struct cursor *c)
{
	static const uint8_t organization[3] = { 0x00, 0x00, 0x0c };
	uint8_t from[3];
	uint16_t protocol;

	cursor_copy(c, from, sizeof(from));
	protocol = cursor_u16(c);
	if (c->failed || memcmp(from, organization, sizeof(from)) != 0)
		return FRAME_OTHER;
	for (size_t i = 0; i < sizeof(cisco) / sizeof(cisco[0]); i++)
		if (cisco[i].protocol == protocol)
			return cisco[i].kind;
	return FRAME_OTHER;
}

static enum frame_kind read_llc(struct cursor *c, uint16_t length)
{
	uint16_t sap;

	if (length < cursor_left(c)) /* what follows is padding */
		c->len = c->at + length;
	sap = cursor_u16(c);
	if (cursor_u8(c) != LLC_UI || c->failed)
		return FRAME_OTHER;
	if (sap == LLC_BPDU)
		return FRAME_STP;
	return sap == LLC_SNAP ? read_snap(c) : FRAME_OTHER;
}

/* The subtype stays in the payload. */
static enum frame_kind slow_kind(const struct cursor *c)
{
	static const enum frame_kind kinds[] = {
		[1] = FRAME_LACP,
		[2] = FRAME_MARKER,
		[3] = FRAME_OAM,
		[10] = FRAME_OSSP,
	};
	uint8_t subtype;

	if (!cursor_left(c))
		return FRAME_OTHER;
	subtype = c->data[c->at];
	if (subtype >= sizeof(kinds) / sizeof(kinds[0]) || kinds[subtype] == FRAME_OTHER)
		return FRAME_SLOW;
	return kinds[subtype];
}

static enum frame_kind read_type(struct frame *out)
{
	struct cursor *c = &out->payload;
	uint16_t type;

	cursor_copy(c, out->destination, sizeof(out->destination));
	cursor_copy(c, out->source, sizeof(out->source));
	type = cursor_u16(c);
	while ((type == TYPE_8021Q || type == TYPE_8021AD) && out->n_tags < FRAME_TAGS_MAX) {
		out->tags[out->n_tags++] = cursor_u16(c);
		type = cursor_u16(c);
	}
	if (c->failed)
		return FRAME_OTHER;
	if (type == TYPE_SLOW)
		return slow_kind(c);
	if (type == TYPE_LLDP)
		return FRAME_LLDP;
	return type <= LENGTH_MAX ? read_llc(c, type) : FRAME_OTHER;
}

enum frame_kind frame_read(const uint8_t *data, size_t len, struct frame *out)
{
	out->n_tags = 0;
	cursor_init(&out->payload, data, len);
	out->kind = read_type(out);
	return out->kind;
}

const char *frame_kind_name(enum frame_kind kind)
{
	static const char *const names[FRAME_KINDS] = {
		[FRAME_OTHER] = "other",
		[FRAME_LACP] = "LACP",
		[FRAME_MARKER] = "marker",
		[FRAME_OAM] = "OAM",
		[FRAME_OSSP] = "OSSP",
		[FRAME_SLOW] = "slow protocol",
		[FRAME_LLDP] = "LLDP",
		[FRAME_CDP] = "CDP",
		[FRAME_PAGP] = "PAgP",
		[FRAME_DTP] = "DTP",
		[FRAME_VTP] = "VTP",
		[FRAME_UDLD] = "UDLD",
		[FRAME_STP] = "STP",
		[FRAME_PVST] = "PVST+",
	};

	return names[kind];
}

/*
 * A configuration BPDU has 35 octets, a rapid one 36; PVST+ puts its one TLV (type 0, length 2:
 * the VLAN) behind 36 of either.
 */
bool frame_bpdu(const struct frame *f, struct bpdu *out)
{
	enum { BPDU_LEN = 36, TLV_VLAN = 0, TLV_VLAN_LEN = 2, TYPE_RAPID = 2 };
	enum { FLAG_FORWARDING = 0x20 };
	struct cursor c = f->payload;
	uint16_t type, length;

	*out = (struct bpdu){ 0 };
	if (f->kind != FRAME_STP && f->kind != FRAME_PVST)
		return false;
	if (cursor_u16(&c)) /* protocol identifier */
		return false;
	out->version = cursor_u8(&c);
	out->type = cursor_u8(&c);
	if (c.failed)
		return false;
	out->is_rapid = out->type == TYPE_RAPID;
	out->is_forwarding = out->is_rapid && cursor_left(&c) && c.data[c.at] & FLAG_FORWARDING;
	if (f->kind == FRAME_STP)
		return true;
	cursor_skip(&c, BPDU_LEN - 4);
	type = cursor_u16(&c);
	length = cursor_u16(&c);
	out->vlan = cursor_u16(&c);
	out->has_vlan = !c.failed && type == TLV_VLAN && length == TLV_VLAN_LEN;
	return true;
}
