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
