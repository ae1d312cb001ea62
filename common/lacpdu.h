/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LACPDUs: IEEE 802.1AX-2014 6.4.2 (802.3ad 43.4.2), as received and as sent. A reader of hostile
 * bytes: nothing is read outside [frame, frame + len).
 */
#ifndef COMMON_LACPDU_H
#define COMMON_LACPDU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cursor.h"

enum lacp_state { /* bits of a port's state octet */
	LACP_ACTIVITY = 0x01,
	LACP_SHORT_TIMEOUT = 0x02,
	LACP_AGGREGATION = 0x04,
	LACP_SYNC = 0x08,
	LACP_COLLECTING = 0x10,
	LACP_DISTRIBUTING = 0x20,
	LACP_DEFAULTED = 0x40,
	LACP_EXPIRED = 0x80,
};

struct lacp_port {
	uint16_t system_priority;
	uint8_t system[6];
	uint16_t key;
	uint16_t port_priority;
	uint16_t port;
	uint8_t state;
};

struct lacpdu {
	uint8_t source[6]; /* Ethernet source address: the sending port's own */
	uint8_t version;
	struct lacp_port actor, partner;
	uint16_t collector_max_delay; /* units of 10 us */
	bool tagged;                  /* came with an 802.1Q tag in the frame */
	uint16_t vlan;                /* of the tag */
};

enum lacpdu_result {
	LACPDU_OK,
	LACPDU_NOT_LACP, /* another protocol, or another slow-protocols subtype */
	LACPDU_SHORT, /* LACP, but under 110 octets after the Ethernet header: Linux refuses it */
};

enum { LACPDU_FRAME_LEN = 124 };

/* Reads an Ethernet frame (without FCS; trailing bytes are ignored). Fixed offsets, as Linux. */
enum lacpdu_result lacpdu_parse(const uint8_t *frame, size_t len, struct lacpdu *out);

/*
 * Reads what stands behind the EtherType, from the subtype on, whatever the addresses and tags.
 * LACPDU_NOT_LACP: another subtype.
 */
enum lacpdu_result lacpdu_read(struct cursor payload, struct lacpdu *out);

/* Writes a version 1 frame of 124 octets. */
void lacpdu_write(const struct lacpdu *in, uint8_t frame[LACPDU_FRAME_LEN]);

enum { LACP_STATE_TEXT_MAX = 16 };

/* "ATGSCD" letters of the set bits, lowest first, "-" for none. Returns out. */
const char *lacp_state_format(uint8_t state, char out[LACP_STATE_TEXT_MAX]);

/* S, C, D and G set, F and E clear: the port says that it passes traffic in an aggregate. */
bool lacp_state_passes(uint8_t state);

#endif
