// SPDX-License-Identifier: Apache-2.0
#include "check.h"

static bool is_native(const struct intent_bridge *br)
{
	return br->bond->native_kind == NATIVE_ID && br->bond->native_vlan == br->vlan;
}

/* An empty set was not said or not readable: then there is nothing to compare with. */
static void check_carried(const struct check *c, const struct intent_bridge *br)
{
	const struct intent_bond *b = br->bond;
	const char *hint = arena_printf(c->a, "add %u to `vlans` of %s", br->vlan, b->name);

	if (vlanset_empty(&b->vlans) || vlanset_has(&b->vlans, br->vlan))
		return;
	if (is_native(br))
		check_say(c, REPORT_ERROR, br->vlan_pos, hint,
			"%s: VLAN %u is the native VLAN of %s, but not one that its trunk carries",
			br->name, br->vlan, b->name);
	else if (b->native_kind != NATIVE_UNSET || !b->native_pos.file)
		check_say(c, REPORT_ERROR, br->vlan_pos, hint, "%s: VLAN %u is not on %s", br->name,
			br->vlan, b->name);
}

/* A BPDU into a port with BPDU guard disables the port, and a Port-channel's all together. */
static void check_stp(const struct check *c, const struct intent_bridge *br)
{
	const struct intent_bond *b = br->bond;

	if (br->stp != YES || !b->port_channel)
		return;
	if (b->sw.bpduguard == YES)
		check_say(c, REPORT_ERROR, br->stp_pos, "leave out `stp`, or say bpduguard: no",
			"%s: stp: the bridge sends BPDUs, and bpduguard of %s disables the ports "
			"that "
			"get them",
			br->name, b->name);
	else if (b->sw.bpduguard == UNSET && b->sw.portfast != NO)
		check_say(c, REPORT_WARNING, br->stp_pos, "say bpduguard: no, or portfast: no",
			"%s: stp: the bridge sends BPDUs into edge ports; a switch with bpduguard "
			"by "
			"default disables them",
			br->name);
}

/* A port hands what it gets to its bridge: an address on it would be dead. */
static void check_port(const struct check *c, const struct intent_bridge *br)
{
	const struct intent_ip *ip = &br->bond->ip;

	if (is_native(br) && ip->addresses.n)
		check_say(c, REPORT_ERROR, ip->addresses.v[0].pos,
			arena_printf(c->a, "give the addresses to %s", br->name),
			"%s: it is the port of %s, so an address on it would be dead",
			br->bond->name, br->name);
}

void check_bridge(const struct check *c, const struct intent_bridge *br)
{
	if (br->vlan >= VLAN_RESERVED_FIRST && br->vlan <= VLAN_RESERVED_LAST)
		check_say(c, REPORT_ERROR, br->vlan_pos, NULL,
			"%s: VLAN %u is reserved (1002-1005 are Token Ring's and FDDI's)", br->name,
			br->vlan);
	else if (br->vlan && br->bond)
		check_carried(c, br);
	if (br->bond) {
		check_stp(c, br);
		check_port(c, br);
	}
}
