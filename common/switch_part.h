/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The part of a switch's configuration that a unit is about, as text that may be kept on disk: of
 * its Port-channel and ports the lines that the table of ios_attr.h knows and those of site_line.h
 * that the unit is about, which are all that an undo can want and hold no secret. What everything
 * else was is told by a checksum. Pure.
 */
#ifndef COMMON_SWITCH_PART_H
#define COMMON_SWITCH_PART_H

#include "diff_switch.h"

/* "interface Port-channel11\n switchport\n..."; "" when none of the objects is there. */
const char *switch_part_text(
	struct arena *a, const struct want_unit *unit, const struct switch_found *found);

/* The ids of all VLANs there are, as a list: "1,7,40-44". */
const char *switch_part_vlans(struct arena *a, const struct switch_found *found);

/* Both back as what diff_switch_undo() takes. NULL: vlans is no list. */
struct switch_found *switch_part_read(struct arena *a, const char *text, const char *vlans);

/*
 * FNV-1a, 64 bits, of the configuration without the objects of the units and without VLANs: equal
 * when what differs between two texts is ours. Lines that say when and how, not what, do not
 * count (ios_text.h).
 */
uint64_t switch_part_rest(const struct want_switch *units, const char *text);

#endif
