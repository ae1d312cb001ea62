// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "cabling.h"

const struct neighbor *cabling_neighbor(const struct observe_member *m)
{
	if (m->cdp.heard && m->cdp.interface[0])
		return &m->cdp;
	if (m->lldp.heard && (m->lldp.interface[0] || !m->learned.heard))
		return &m->lldp;
	if (m->cdp.heard && !m->learned.heard)
		return &m->cdp;
	return m->learned.heard ? &m->learned : NULL;
}

const char *cabling_via(const struct neighbor *n)
{
	return n->via == FRAME_OTHER ? "the switch's address table" : frame_kind_name(n->via);
}

/* The device's own name is known only where the plan or the switch itself told it. */
static bool is_other_system(const struct observe_member *m, const struct neighbor *n)
{
	return m->sw_hostname && n->system[0] && !neighbor_same_system(m->sw_hostname, n->system);
}

static bool is_at(const struct observe_member *m, const struct neighbor *n)
{
	return n && n->interface[0] && m->port && ifname_equal(n->interface, m->port) &&
		!is_other_system(m, n);
}

enum cabling cabling_of(const struct observe_bond *b, const struct observe_member *m)
{
	const struct neighbor *n = cabling_neighbor(m);

	(void)b;
	if (!n || !m->sw || !m->port || (!n->interface[0] && !is_other_system(m, n)))
		return CABLING_UNKNOWN;
	return is_at(m, n) ? CABLING_AGREES : CABLING_DIFFERS;
}

const char *cabling_name(enum cabling c)
{
	static const char *const names[] = { "unknown", "as-planned", "differs" };

	return names[c];
}

const struct observe_member *cabling_swapped_with(
	const struct observe_bond *b, const struct observe_member *m)
{
	if (cabling_of(b, m) != CABLING_DIFFERS)
		return NULL;
	for (size_t i = 0; i < b->members.n; i++) {
		const struct observe_member *o = &b->members.v[i];

		if (o != m && o->planned && cabling_of(b, o) == CABLING_DIFFERS &&
			is_at(o, cabling_neighbor(m)) && is_at(m, cabling_neighbor(o)))
			return o;
	}
	return NULL;
}

const struct neighbor *cabling_native(const struct observe_bond *b, const struct observe_member *m)
{
	const struct neighbor *n = m->cdp.heard && m->cdp.has_native_vlan ? &m->cdp
		: m->lldp.heard && m->lldp.has_native_vlan                ? &m->lldp
									  : NULL;
	unsigned native = observe_trunk_native(b);

	return n && native && n->native_vlan != native ? n : NULL;
}

bool cabling_firmware_eats(const struct observe_bond *b, const struct observe_member *m)
{
	return m->captured && !m->lldp.heard && b->now - m->listening_since >= CABLING_LLDP_NS &&
		(!strcmp(m->driver, "i40e") || !strcmp(m->driver, "ice"));
}
