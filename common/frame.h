/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What kind of layer-2 control frame this is: the talkers on a switch port that tell something
 * about it. A reader of hostile bytes.
 */
#ifndef COMMON_FRAME_H
#define COMMON_FRAME_H

#include "cursor.h"

enum frame_kind {
	FRAME_OTHER,
	FRAME_LACP, /* slow protocols (0x8809), subtype 1 */
	FRAME_MARKER,
	FRAME_OAM,
	FRAME_OSSP, /* subtype 10: ESMC and others */
	FRAME_SLOW, /* any other subtype */
	FRAME_LLDP,
	FRAME_CDP, /* from here on: 802.3 length, LLC */
	FRAME_PAGP,
	FRAME_DTP,
	FRAME_VTP,
	FRAME_UDLD,
	FRAME_STP,
	FRAME_PVST, /* PVST+ and rapid PVST+: one for each VLAN */
	FRAME_KINDS,
};

enum { FRAME_TAGS_MAX = 2 };

struct frame {
	uint8_t destination[6], source[6];
	unsigned n_tags;
	uint16_t tags[FRAME_TAGS_MAX]; /* tag control information, outermost first */
	enum frame_kind kind;
	/* Behind the EtherType, or behind LLC and SNAP and not beyond the 802.3 length. A slow
	 * protocol's begins with its subtype. */
	struct cursor payload;
};

/* Reads the headers of an Ethernet frame without FCS. FRAME_OTHER when they are cut. */
enum frame_kind frame_read(const uint8_t *data, size_t len, struct frame *out);

const char *frame_kind_name(enum frame_kind kind); /* "LACP", "PVST+", ... */

/* A BPDU of STP or PVST+ (802.1D 9.3). */
struct bpdu {
	uint8_t version, type;
	bool has_vlan; /* PVST+ says for which VLAN it speaks */
	uint16_t vlan;
	bool is_rapid, is_forwarding; /* 802.1D-2004 9.3.3: a rapid one has its port's state */
};

/* False: too short for a BPDU, or another protocol's. */
bool frame_bpdu(const struct frame *f, struct bpdu *out);

#endif
