// SPDX-License-Identifier: Apache-2.0
/*
 * When the rows of the table hold that LLDP and CDP decide. What was not heard says nothing: IOS
 * runs no LLDP unless told to, and CDP is often off towards servers.
 */
#include <string.h>

#include "cabling.h"
#include "finding.h"

static bool add_heard(struct finding_case *c, const struct observe_member *m)
{
	const struct neighbor *n = cabling_neighbor(m);

	return finding_add(c, "%s is, by %s, at %s %s; planned: %s %s", m->name, cabling_via(n),
		n->system[0] ? n->system : "a switch without a name", n->port, m->sw, m->port);
}

/* Told once, of the first of the two. */
bool finding_cables_swapped(struct finding_case *c)
{
	const struct observe_member *other = cabling_swapped_with(c->bond, c->member);

	return other && c->member < other && add_heard(c, c->member) && add_heard(c, other);
}

bool finding_heard_elsewhere(struct finding_case *c)
{
	return cabling_of(c->bond, c->member) == CABLING_DIFFERS &&
		!cabling_swapped_with(c->bond, c->member) && add_heard(c, c->member);
}

/* The switch's own word on it is enough. */
bool finding_heard_native(struct finding_case *c)
{
	const struct neighbor *n = cabling_native(c->bond, c->member);
	struct finding_case said = *c;

	return n && !finding_native_differs(&said) &&
		finding_add(c, "%s hears by %s: native VLAN %u of %s; planned is %u",
			c->member->name, frame_kind_name(n->via), n->native_vlan, n->port,
			observe_trunk_native(c->bond));
}

bool finding_lldp_eaten(struct finding_case *c)
{
	return cabling_firmware_eats(c->bond, c->member) &&
		finding_add(c, "%s: driver %s, no LLDP in %.0f s", c->member->name,
			c->member->driver,
			(double)(c->bond->now - c->member->listening_since) / 1e9);
}

bool finding_tagged(struct finding_case *c)
{
	return c->member->tagged_count &&
		finding_add(c, "%s received %u LACPDUs with an 802.1Q tag, the newest in VLAN %u",
			c->member->name, c->member->tagged_count, c->member->tagged_vlan);
}

bool finding_is_cabling(const struct finding_row *row)
{
	return row->holds == finding_cables_swapped || row->holds == finding_heard_elsewhere ||
		row->holds == finding_heard_native || row->holds == finding_lldp_eaten;
}
