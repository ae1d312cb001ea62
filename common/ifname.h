/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IOS interface names: "Gi1/0/1", "gig 1/0/1" and "GigabitEthernet1/0/1" are one port. One table
 * of types, as IOS abbreviates them (Cisco IOS interface command reference).
 */
#ifndef COMMON_IFNAME_H
#define COMMON_IFNAME_H

#include <stdbool.h>

enum { IFNAME_MAX = 48 };

/*
 * Writes the canonical long name ("GigabitEthernet1/0/1", "Port-channel11", "Vlan40") of any
 * abbreviation. A blank between type and number is allowed. Returns 0, or -1 when the type is
 * unknown or ambiguous, or the number is not digits and slashes (out is then empty).
 */
int ifname_canonical(const char *in, char out[IFNAME_MAX]);

/* The short form that show commands print: "Gi1/0/1", "Po11". in as above. */
int ifname_short(const char *in, char out[IFNAME_MAX]);

/* Whether both name one interface. Names that cannot be read are unequal. */
bool ifname_equal(const char *a, const char *b);

/* The group of a Port-channel name, 0 for any other interface. */
unsigned ifname_port_channel(const char *in);

#endif
