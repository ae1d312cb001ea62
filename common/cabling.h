/* SPDX-License-Identifier: Apache-2.0 */
/* Cables against the plan, as far as neighbours were heard. */
#ifndef COMMON_CABLING_H
#define COMMON_CABLING_H

#include "observe.h"

enum cabling {
	CABLING_UNKNOWN, /* nobody was heard, or nothing that names a port, or no port is planned */
	CABLING_AGREES,
	CABLING_DIFFERS,
};

enum cabling cabling_of(const struct observe_bond *b, const struct observe_member *m);
const char *cabling_name(enum cabling c); /* "unknown", "as-planned", "differs" */

/* What the member's cable is judged by: the neighbour that names its port, else any, else NULL. */
const struct neighbor *cabling_neighbor(const struct observe_member *m);

const char *cabling_via(const struct neighbor *n); /* "LLDP", "CDP", ... */

/* The member with which m has changed places, or NULL. */
const struct observe_member *cabling_swapped_with(
	const struct observe_bond *b, const struct observe_member *m);

/* The neighbour whose native VLAN is not the planned one, or NULL. */
const struct neighbor *cabling_native(const struct observe_bond *b, const struct observe_member *m);

/*
 * No LLDP was heard for longer than its period, on a NIC whose firmware is known to take it away
 * (Intel 700 and 800 series).
 */
bool cabling_firmware_eats(const struct observe_bond *b, const struct observe_member *m);

/* How long a neighbour may be silent: LLDP speaks every 30 s, CDP every 60 s. */
#define CABLING_LLDP_NS SEC(31)
#define CABLING_CDP_NS SEC(61)

#endif
