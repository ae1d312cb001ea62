// SPDX-License-Identifier: Apache-2.0
/* VLANs beyond the pair: whether they leave the switch, and how the native one is sent. */
#include <string.h>

#include "switch_refuse.h"

/* `vlan dot1q tag native`: the native VLAN's frames are sent tagged, and untagged ones dropped. */
static void check_tag_native(struct refuser *f)
{
	const struct intent_bond *b = f->want->intent;

	if (b->native_kind == NATIVE_ID &&
		ios_config_child(f->found->running, NULL, "vlan dot1q tag native"))
		report_add(f->r, REPORT_ERROR, b->native_pos,
			"%s tags the native VLAN of every trunk (`vlan dot1q tag native`): "
			"untagged frames of VLAN %u do not pass",
			f->want->sw->name, f->want->native)
			->hint = "`native_vlan: none` and the VLAN among `vlans`; or, for all its "
				 "trunks, `no vlan dot1q tag native`";
}

/* A VLAN with an address on the switch leaves it by routing. */
static bool is_routed(const struct refuser *f, unsigned vid)
{
	const struct ios_line *l =
		ios_config_interface(f->found->running, arena_printf(f->r->arena, "Vlan%u", vid));

	return l && ios_config_child(f->found->running, l, "ip address") &&
		!ios_config_child(f->found->running, l, "shutdown");
}

/* Without any other trunk there is no uplink that could lack a VLAN. */
static void check_uplink(struct refuser *f)
{
	const struct show_trunks *t = f->found->facts ? f->found->facts->trunks : NULL;
	struct vlanset carried = { { 0 } }, missing = f->want->vlans;
	bool others = false;

	for (size_t i = 0; t && i < t->rows.n; i++) {
		if (refuse_is_planned(f->sw, t->rows.v[i].port) ||
			!(t->rows.v[i].has & TRUNK_ALLOWED))
			continue;
		others = true;
		vlanset_union(&carried, &t->rows.v[i].allowed);
	}
	vlanset_minus(&missing, &carried);
	vlanset_del(&missing, f->want->intent->park_vlan); /* it is to lead nowhere */
	for (int v = vlanset_next(&missing, 0); v >= 0; v = vlanset_next(&missing, (unsigned)v + 1))
		if (is_routed(f, (unsigned)v))
			vlanset_del(&missing, (unsigned)v);
	if (others && !vlanset_empty(&missing))
		report_add(f->r, REPORT_WARNING, f->want->intent->vlans_pos,
			"%s carries these VLANs on no other trunk, so they have no uplink: %s",
			f->want->sw->name, refuse_list(f, &missing));
}

/* PVST has an instance a VLAN; MST has few, and its VLANs cost nothing. */
static bool runs_pvst(const struct refuser *f)
{
	const char *mode = ios_config_value(f->found->running, NULL, "spanning-tree mode");

	return !mode || strcmp(mode, "mst") != 0;
}

/* A family's limit: a VLAN beyond it has no spanning tree, and a loop in it no end. */
static void check_stp_instances(struct refuser *f)
{
	const struct ios_platform *p = f->unit.dialect.platform;
	struct vlanset after = f->unit.vlans, none = { { 0 } };
	const char *off = ios_config_value(f->found->running, NULL, "no spanning-tree vlan");
	size_t before;

	if (!p || !p->stp_instances || !runs_pvst(f))
		return;
	if (off && vlanset_parse(&none, off) == -1)
		vlanset_minus(&after, &none);
	for (unsigned v = VLAN_RESERVED_FIRST; v <= VLAN_RESERVED_LAST; v++)
		vlanset_del(&after, v);
	before = vlanset_count(&after);
	vlanset_union(&after, &f->want->vlans);
	if (vlanset_count(&after) > before && vlanset_count(&after) > p->stp_instances)
		report_add(f->r, REPORT_WARNING, f->want->intent->vlans_pos,
			"%s would have %zu VLANs, and its spanning tree runs in %u: the others "
			"have "
			"none, and a loop in them does not end",
			f->want->sw->name, (size_t)vlanset_count(&after), p->stp_instances)
			->hint = "`spanning-tree mode mst`, or fewer VLANs on this switch";
}

void preflight_vlans(struct refuser *f)
{
	check_tag_native(f);
	check_uplink(f);
	check_stp_instances(f);
}
