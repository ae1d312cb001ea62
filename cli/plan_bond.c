// SPDX-License-Identifier: Apache-2.0
#include "plan_bond.h"

void verify_plan_bond(struct observe_bond *b, const struct intent_bond *from)
{
	b->port_channel = from->port_channel;
	b->has_trunk = from->port_channel != 0;
	b->vlans = from->vlans;
	b->mtu_planned = from->mtu.pos.file ? from->mtu.value : 0;
	b->mac_planned = from->hwaddr.pos.file != NULL;
	b->native = from->native_kind == NATIVE_ID ? from->native_vlan : 0;
	b->parked = from->park_vlan;
}

struct observe_member *verify_plan_member(
	struct arena *a, struct observe_bond *b, const struct intent_member *from, const char *nic)
{
	struct observe_member *m = observe_member(a, b, nic);

	m->planned = true;
	m->sw = from->sw ? from->sw->name : NULL;
	m->port = from->sw ? from->port : NULL;
	m->sw_hostname = from->sw ? from->sw->hostname : NULL;
	return m;
}

/* As want_host.c names it. */
static const char *bridge_port(
	struct arena *a, const struct intent_host *host, const struct intent_bridge *br)
{
	const struct intent_vlan_iface *v = intent_find_vlan_iface(host, br->bond, br->vlan);
	bool native = br->bond->native_kind == NATIVE_ID && br->bond->native_vlan == br->vlan;

	if (br->vlan_aware == YES || native)
		return br->bond->name;
	return v ? v->name : arena_printf(a, "%s.%u", br->bond->name, br->vlan);
}

void verify_plan_bridges(struct arena *a, struct observe_bond *b, const struct intent_bond *from,
	const struct intent_host *host)
{
	for (size_t i = 0; i < host->bridges.n; i++) {
		const struct intent_bridge *br = host->bridges.v[i];

		if (br->bond == from)
			observe_bridge_add(a, b, br->name, br->vlan_aware == YES ? 0 : br->vlan,
				bridge_port(a, host, br));
	}
}
