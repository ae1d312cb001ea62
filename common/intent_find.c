// SPDX-License-Identifier: Apache-2.0
#include "intent.h"

const struct intent_vlan_iface *intent_find_vlan_iface(
	const struct intent_host *h, const struct intent_bond *bond, unsigned vid)
{
	for (size_t i = 0; i < h->vlan_ifaces.n; i++)
		if (h->vlan_ifaces.v[i]->bond == bond && h->vlan_ifaces.v[i]->vlan == vid)
			return h->vlan_ifaces.v[i];
	return NULL;
}

const struct intent_bridge *intent_find_vlan_aware(
	const struct intent_host *h, const struct intent_bond *bond)
{
	for (size_t i = 0; i < h->bridges.n; i++)
		if (h->bridges.v[i]->bond == bond && h->bridges.v[i]->vlan_aware == YES)
			return h->bridges.v[i];
	return NULL;
}
