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

/* With STP on, the kernel takes 2 to 30 s (br_stp.c br_set_forward_delay). */
static void check_forward_delay(const struct check *c, const struct intent_bridge *br)
{
	const struct intent_number *delay = &br->forward_delay;

	if (delay->pos.file && br->stp == YES && (delay->value < 2 || delay->value > 30))
		check_say(c, REPORT_ERROR, delay->pos, NULL,
			"%s: forward_delay: %u: with stp the kernel takes 2 to 30 seconds",
			br->name, delay->value);
}

/* A VLAN's frames are the bond's; and a bridge would drop what its port cannot send. */
static void check_mtu(const struct check *c, const struct intent_bridge *br)
{
	if (br->mtu.pos.file && br->bond->mtu.pos.file && br->mtu.value > br->bond->mtu.value)
		check_say(c, REPORT_ERROR, br->mtu.pos, NULL,
			"%s: mtu: %u is more than the %u of %s below it", br->name, br->mtu.value,
			br->bond->mtu.value, br->bond->name);
}

/* A port hands what it gets to its bridge: an address on it would be dead. */
static void check_port(const struct check *c, const struct intent_bridge *br)
{
	const struct intent_ip *ip = &br->bond->ip;

	if (br->vlan_aware != YES && is_native(br) && ip->addresses.n)
		check_say(c, REPORT_ERROR, ip->addresses.v[0].pos,
			arena_printf(c->a, "give the addresses to %s", br->name),
			"%s: it is the port of %s, so an address on it would be dead",
			br->bond->name, br->name);
}

static void check_filtering(const struct check *c, const struct intent_bridge *br)
{
	if (br->vlan_filtering == UNSET)
		return;
	if (br->vlan_aware == YES)
		check_say(c, REPORT_ERROR, br->pos, NULL,
			"%s: vlan_filtering: a VLAN-aware bridge filters by itself", br->name);
	else if (!is_native(br))
		check_say(c, REPORT_ERROR, br->pos, NULL,
			"%s: vlan_filtering: its port has the frames of one VLAN alone; only the "
			"native VLAN's bridge has more to hold back",
			br->name);
}

void check_bridge(const struct check *c, const struct intent_bridge *br)
{
	if (br->vlan >= VLAN_RESERVED_FIRST && br->vlan <= VLAN_RESERVED_LAST)
		check_say(c, REPORT_ERROR, br->vlan_pos, NULL,
			"%s: VLAN %u is reserved (1002-1005 are Token Ring's and FDDI's)", br->name,
			br->vlan);
	else if (br->vlan && br->bond)
		check_carried(c, br);
	check_forward_delay(c, br);
	if (br->bond) {
		check_mtu(c, br);
		check_stp(c, br);
		check_port(c, br);
		check_filtering(c, br);
	}
}
