/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cisco Discovery Protocol, versions 1 and 2 (Cisco: "Frame Formats" of CDP): who is at the other
 * end of a cable, and its native VLAN. A reader of hostile bytes.
 */
#ifndef COMMON_CDP_H
#define COMMON_CDP_H

#include "frame.h"
#include "tlv.h"

struct cdp {
	uint8_t version;
	uint8_t ttl; /* s */
	uint16_t checksum;
	bool checksum_ok;
	struct octets device_id, port_id, software, platform, vtp_domain, system_name;
	bool has_capabilities;
	uint32_t capabilities;
	bool has_native_vlan;
	uint16_t native_vlan;
	bool has_duplex, full_duplex;
	bool has_mtu;
	uint32_t mtu;
	const char *fault; /* the first thing that is wrong with the frame, or NULL */
};

/*
 * Reads the payload of a FRAME_CDP. What could be read before a fault stays in out; octets point
 * into the frame. False: there is a fault; a wrong checksum is one.
 */
bool cdp_read(struct cursor payload, struct cdp *out);

#endif
