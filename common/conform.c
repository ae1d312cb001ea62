// SPDX-License-Identifier: Apache-2.0
#include "conform.h"

enum note {
	NOTE_SHORT,
	NOTE_ACTOR_TYPE,
	NOTE_ACTOR_LENGTH,
	NOTE_PARTNER_TYPE,
	NOTE_PARTNER_LENGTH,
	NOTE_SWAPPED,
	NOTE_COLLECTOR,
	NOTE_EXTRA_TLV,
	NOTE_TERMINATOR,
	NOTE_VERSION,
	NOTE_LONG,
	NOTE_PRIORITY_TAG,
	NOTE_TAG,
	NOTE_DOUBLE_TAG,
	NOTE_DESTINATION,
	NOTE_FOREIGN_DESTINATION,
	NOTE_SOURCE_GROUP,
	NOTE_SUBTYPE,
	NOTE_MARKER,
	NOTES,
};

const struct conform_note conform_notes[NOTES] = {
	[NOTE_SHORT] = { "short", "under 110 octets behind the EtherType", REJECTS, REJECTS,
		ACCEPTS },
	[NOTE_ACTOR_TYPE] = { "actor-type", "the first TLV is not of type 1", ACCEPTS, REJECTS,
		ACCEPTS },
	[NOTE_ACTOR_LENGTH] = { "actor-length", "the actor's TLV is not 20 long", ACCEPTS, REJECTS,
		REJECTS },
	[NOTE_PARTNER_TYPE] = { "partner-type", "the second TLV is not of type 2", ACCEPTS, REJECTS,
		ACCEPTS },
	[NOTE_PARTNER_LENGTH] = { "partner-length", "the partner's TLV is not 20 long", ACCEPTS,
		REJECTS, REJECTS },
	[NOTE_SWAPPED] = { "tlvs-swapped",
		"actor and partner stand in each other's place: who reads at fixed places takes "
		"them the wrong way round",
		ACCEPTS, REJECTS, ACCEPTS },
	[NOTE_COLLECTOR] = { "collector", "the third TLV is not a collector's of 16 octets",
		ACCEPTS, ACCEPTS, REJECTS },
	[NOTE_EXTRA_TLV] = { "extra-tlv", "TLVs of version 2 stand where version 1 ends", ACCEPTS,
		ACCEPTS, REJECTS },
	[NOTE_TERMINATOR] = { "terminator", "the terminator's length is not 0", ACCEPTS, ACCEPTS,
		REJECTS },
	[NOTE_VERSION] = { "version", "the version is not 1; receivers are not to look at it",
		ACCEPTS, ACCEPTS, ACCEPTS },
	[NOTE_LONG] = { "trailing-octets", "octets follow the 110 of a LACPDU", ACCEPTS, ACCEPTS,
		ACCEPTS },
	[NOTE_PRIORITY_TAG] = { "priority-tag", "an 802.1Q tag of VLAN 0", ACCEPTS, ACCEPT_UNKNOWN,
		ACCEPT_UNKNOWN },
	[NOTE_TAG] = { "vlan-tag", "an 802.1Q tag: lost where the member has a device of that VLAN",
		ACCEPTS, ACCEPT_UNKNOWN, ACCEPT_UNKNOWN },
	[NOTE_DOUBLE_TAG] = { "double-tag", "two tags", IGNORES, ACCEPT_UNKNOWN, ACCEPT_UNKNOWN },
	[NOTE_DESTINATION] = { "destination",
		"another group address of bridges than Slow_Protocols (01:80:c2:00:00:02)", IGNORES,
		ACCEPT_UNKNOWN, ACCEPT_UNKNOWN },
	[NOTE_FOREIGN_DESTINATION] = { "foreign-destination",
		"the destination is none of slow protocols", IGNORES, ACCEPT_UNKNOWN,
		ACCEPT_UNKNOWN },
	[NOTE_SOURCE_GROUP] = { "source-group", "the source is a group address", ACCEPTS, ACCEPTS,
		ACCEPTS },
	[NOTE_SUBTYPE] = { "subtype", "not LACP: Linux counts it as unknown", REJECTS, IGNORES,
		IGNORES },
	[NOTE_MARKER] = { "marker", "Linux answers a marker", ACCEPTS, IGNORES, IGNORES },
};

const unsigned conform_count = NOTES;

enum {
	ACTOR = 1,
	PARTNER = 2,
	COLLECTOR = 3,
	PORT_LEN = 20,
	COLLECTOR_LEN = 16,
	LACPDU_LEN = 110,
	HEAD = 2, /* subtype and version */
};

static uint32_t bit(bool holds, enum note n)
{
	return (uint32_t)holds << n;
}

static uint32_t judge_addresses(const struct frame *f)
{
	static const uint8_t group[5] = { 0x01, 0x80, 0xc2, 0x00, 0x00 };
	bool bridges = !memcmp(f->destination, group, sizeof(group)) && f->destination[5] <= 0x0f;
	unsigned vlan = f->n_tags ? f->tags[0] & 0xfff : 0;

	return bit(!bridges, NOTE_FOREIGN_DESTINATION) |
		bit(bridges && f->destination[5] != 2, NOTE_DESTINATION) |
		bit(f->source[0] & 1, NOTE_SOURCE_GROUP) | bit(f->n_tags > 1, NOTE_DOUBLE_TAG) |
		bit(f->n_tags == 1 && !vlan, NOTE_PRIORITY_TAG) |
		bit(f->n_tags == 1 && vlan, NOTE_TAG);
}

/* The TLVs at the places where version 1 has them, as Linux and teamd read them. */
static uint32_t judge_tlvs(struct cursor c)
{
	uint8_t version, types[4], lengths[4];
	bool swapped;

	cursor_skip(&c, 1);
	version = cursor_u8(&c);
	for (int i = 0; i < 4; i++) {
		types[i] = cursor_u8(&c);
		lengths[i] = cursor_u8(&c);
		cursor_skip(&c, i < 2 ? PORT_LEN - HEAD : COLLECTOR_LEN - HEAD);
	}
	swapped = types[0] == PARTNER && types[1] == ACTOR;
	return bit(version != 1, NOTE_VERSION) | bit(swapped, NOTE_SWAPPED) |
		bit(types[0] != ACTOR && !swapped, NOTE_ACTOR_TYPE) |
		bit(types[1] != PARTNER && !swapped, NOTE_PARTNER_TYPE) |
		bit(lengths[0] != PORT_LEN, NOTE_ACTOR_LENGTH) |
		bit(lengths[1] != PORT_LEN, NOTE_PARTNER_LENGTH) |
		bit(types[2] != COLLECTOR || lengths[2] != COLLECTOR_LEN, NOTE_COLLECTOR) |
		bit(types[3], NOTE_EXTRA_TLV) | bit(!types[3] && lengths[3], NOTE_TERMINATOR);
}

static uint32_t judge_lacp(const struct frame *f)
{
	size_t len = cursor_left(&f->payload);

	if (len < LACPDU_LEN)
		return bit(true, NOTE_SHORT);
	return judge_tlvs(f->payload) | bit(len > LACPDU_LEN, NOTE_LONG);
}

uint32_t conform_judge(const struct frame *f)
{
	uint32_t notes = judge_addresses(f);

	if (f->kind == FRAME_LACP)
		return notes | judge_lacp(f);
	if (f->kind == FRAME_MARKER)
		return notes | bit(true, NOTE_MARKER);
	return notes | bit(true, NOTE_SUBTYPE);
}

enum accept conform_linux(const struct conform_note *n)
{
	return n->by_linux;
}

enum accept conform_ovs(const struct conform_note *n)
{
	return n->by_ovs;
}

enum accept conform_teamd(const struct conform_note *n)
{
	return n->by_teamd;
}

/* Who never looks at a frame does not reject it; what is known not to pass outweighs the unknown.
 */
enum accept conform_accept(uint32_t notes, enum accept (*of)(const struct conform_note *n))
{
	static const int weight[] = {
		[ACCEPTS] = 0,
		[ACCEPT_UNKNOWN] = 1,
		[REJECTS] = 2,
		[IGNORES] = 3,
	};
	enum accept worst = ACCEPTS;

	for (unsigned i = 0; i < NOTES; i++)
		if (notes >> i & 1 && weight[of(&conform_notes[i])] > weight[worst])
			worst = of(&conform_notes[i]);
	return worst;
}

const char *accept_name(enum accept a)
{
	static const char *const names[] = {
		[ACCEPTS] = "accepts",
		[REJECTS] = "rejects",
		[IGNORES] = "ignores",
		[ACCEPT_UNKNOWN] = "unknown",
	};

	return names[a];
}
