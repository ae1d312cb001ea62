// SPDX-License-Identifier: Apache-2.0
/* VLAN interfaces, and the one VLAN-aware bridge of a bond. */
#include "check.h"

static bool is_native(const struct intent_bond *b, unsigned vid)
{
	return b->native_kind == NATIVE_ID && b->native_vlan == vid;
}

static const struct intent_bridge *bridge_of(
	const struct intent_host *h, const struct intent_vlan_iface *v)
{
	for (size_t i = 0; i < h->bridges.n; i++)
		if (h->bridges.v[i]->bond == v->bond && h->bridges.v[i]->vlan == v->vlan)
			return h->bridges.v[i];
	return NULL;
}

static void check_on_bond(
	const struct check *c, const struct intent_host *h, const struct intent_vlan_iface *v)
{
	const struct intent_bond *b = v->bond;
	const struct intent_bridge *br = bridge_of(h, v), *aware = intent_find_vlan_aware(h, b);

	if (!vlanset_empty(&b->vlans) && !vlanset_has(&b->vlans, v->vlan))
		check_say(c, REPORT_ERROR, v->vlan_pos,
			arena_printf(c->a, "add %u to `vlans` of %s", v->vlan, b->name),
			"%s: VLAN %u is not on %s", v->name, v->vlan, b->name);
	if (is_native(b, v->vlan) && aware && aware->ip.addresses.n)
		check_say(c, REPORT_ERROR, v->vlan_pos,
			"give all addresses of this VLAN to one of the two",
			"%s: %s itself is in the native VLAN %u by its addresses: this interface "
			"would get nothing",
			v->name, aware->name, v->vlan);
	if (is_native(b, v->vlan) && !aware)
		check_say(c, REPORT_ERROR, v->vlan_pos,
			"its frames have no tag: give the addresses to the bond, or to a bridge of "
			"this VLAN",
			"%s: VLAN %u is the native VLAN of %s: a VLAN interface would get nothing",
			v->name, v->vlan, b->name);
	if (v->mtu.pos.file && b->mtu.pos.file && v->mtu.value > b->mtu.value)
		check_say(c, REPORT_ERROR, v->mtu.pos, NULL,
			"%s: mtu: %u is more than the %u of %s below it", v->name, v->mtu.value,
			b->mtu.value, b->name);
	if (br && v->ip.addresses.n)
		check_say(c, REPORT_ERROR, v->ip.addresses.v[0].pos,
			arena_printf(c->a, "give the addresses to %s", br->name),
			"%s: it is the port of %s, so an address on it would be dead", v->name,
			br->name);
}

void check_vlan_iface(
	const struct check *c, const struct intent_host *h, const struct intent_vlan_iface *v)
{
	if (v->vlan >= VLAN_RESERVED_FIRST && v->vlan <= VLAN_RESERVED_LAST)
		check_say(c, REPORT_ERROR, v->vlan_pos, NULL,
			"%s: VLAN %u is reserved (1002-1005 are Token Ring's and FDDI's)", v->name,
			v->vlan);
	else if (v->vlan && v->bond)
		check_on_bond(c, h, v);
}

/* The bond is the port of this bridge, and every VLAN that it carries passes there. */
static void check_alone(
	const struct check *c, const struct intent_host *h, const struct intent_bridge *br)
{
	for (size_t i = 0; i < h->bridges.n; i++) {
		const struct intent_bridge *other = h->bridges.v[i];

		if (other == br || other->bond != br->bond)
			continue;
		check_say(c, REPORT_ERROR, other->pos,
			"one VLAN-aware bridge for all VLANs of a bond, or a bridge for each",
			"%s: %s is the port of the VLAN-aware bridge %s, and can be no other's",
			other->name, br->bond->name, br->name);
	}
}

void check_vlan_aware(
	const struct check *c, const struct intent_host *h, const struct intent_bridge *br)
{
	const struct intent_bond *b = br->bond;

	if (br->vlan_pos.file)
		check_say(c, REPORT_ERROR, br->vlan_pos, NULL,
			"%s: a VLAN-aware bridge has the VLANs of its bond: leave out `vlan`",
			br->name);
	if (!b)
		return;
	check_alone(c, h, br);
	if (!b->vlans_pos.file)
		check_say(c, REPORT_ERROR, b->pos, "for example vlans: 40-44",
			"%s: no `vlans`: the VLAN-aware bridge %s would carry none", b->name,
			br->name);
	if (b->ip.addresses.n)
		check_say(c, REPORT_ERROR, b->ip.addresses.v[0].pos,
			arena_printf(c->a, "give the addresses to %s", br->name),
			"%s: it is the port of %s, so an address on it would be dead", b->name,
			br->name);
	if (br->ip.addresses.n &&
		(b->native_kind != NATIVE_ID || !vlanset_has(&b->vlans, b->native_vlan)))
		check_say(c, REPORT_ERROR, br->ip.addresses.v[0].pos,
			"give the addresses to a VLAN interface",
			"%s: its own addresses are in the native VLAN, and %s carries none",
			br->name, b->name);
}
