/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is at the other end of a cable, as LLDP or CDP said last, in the form that a plan is compared
 * with. Names are copied and cut: they outlive the frame.
 */
#ifndef COMMON_NEIGHBOR_H
#define COMMON_NEIGHBOR_H

#include "frame.h"
#include "ifname.h"

enum { NEIGHBOR_TEXT_MAX = 64 };

struct neighbor {
	bool heard;
	enum frame_kind via; /* FRAME_LLDP, FRAME_CDP */
	int64_t time_ns;
	char system[NEIGHBOR_TEXT_MAX]; /* its name; "" when not said */
	char port[NEIGHBOR_TEXT_MAX];   /* as it was said, for people */
	char interface[IFNAME_MAX];     /* canonical; "" when nothing that was said is a name */
	bool has_native_vlan;
	uint16_t native_vlan;
	bool has_mtu;
	uint32_t mtu;
};

/* Reads a frame of LLDP or CDP. False: another, or one with a fault (out is left as it was). */
bool neighbor_read(const struct frame *f, int64_t time_ns, struct neighbor *out);

/*
 * Whether two names are of one device: letters' case, a domain behind the first dot and a serial
 * number in parentheses do not count.
 */
bool neighbor_same_system(const char *a, const char *b);

#endif
