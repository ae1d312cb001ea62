/* SPDX-License-Identifier: Apache-2.0 */
/* LLDP (IEEE 802.1AB-2016): who is at the other end of a cable. A reader of hostile bytes. */
#ifndef COMMON_LLDP_H
#define COMMON_LLDP_H

#include "frame.h"
#include "tlv.h"

enum lldp_chassis_subtype {
	LLDP_CHASSIS_ALIAS = 2,
	LLDP_CHASSIS_MAC = 4,
	LLDP_CHASSIS_ADDRESS = 5,
	LLDP_CHASSIS_IFNAME = 6,
	LLDP_CHASSIS_LOCAL = 7,
};

enum lldp_port_subtype {
	LLDP_PORT_ALIAS = 1, /* IOS: the interface's description, so text and no name */
	LLDP_PORT_MAC = 3,
	LLDP_PORT_IFNAME = 5,
	LLDP_PORT_LOCAL = 7,
};

enum { LLDP_VLAN_NAMES_MAX = 8 };

struct lldp_vlan {
	uint16_t id;
	struct octets name;
};

struct lldp {
	uint8_t chassis_subtype, port_subtype; /* 0: the TLV is absent */
	struct octets chassis, port;
	bool has_ttl;
	uint16_t ttl; /* s; 0: the neighbour leaves */
	struct octets port_description, system_name, system_description;
	uint16_t capabilities, enabled; /* 802.1AB table 8-4; 0: none or absent */
	bool has_pvid;
	uint16_t pvid;
	unsigned n_vlans; /* how many are named; only the first are kept */
	struct lldp_vlan vlans[LLDP_VLAN_NAMES_MAX];
	bool has_aggregation;
	uint8_t aggregation; /* bit 0 capable, bit 1 aggregated */
	uint32_t aggregation_port;
	bool has_mau;
	uint8_t autonegotiation; /* bit 0 supported, bit 1 enabled */
	uint16_t mau;            /* RFC 4836 dot3MauType: what the link really runs at */
	bool has_max_frame;
	uint16_t max_frame;
	const char *fault; /* the first thing that is wrong with the frame, or NULL */
};

/*
 * Reads the payload of a FRAME_LLDP. What could be read before a fault stays in out; octets point
 * into the frame. False: there is a fault.
 */
bool lldp_read(struct cursor payload, struct lldp *out);

#endif
