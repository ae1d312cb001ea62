// SPDX-License-Identifier: Apache-2.0
/*
 * The configuration as the wanted state of a network namespace. Channel-groups of one switch are
 * one LACP system with the group as key, which for the kernel means: bonds with one
 * ad_actor_system and the group as ad_user_port_key.
 */
#include <stdio.h>
#include <string.h>

#include "vsw.h"

static bool lacp(const struct vif *i)
{
	return i->chmode == CH_ACTIVE || i->chmode == CH_PASSIVE;
}

static void set_opt(struct bondopts *b, enum bondopt o, uint32_t value)
{
	b->has |= UINT32_C(1) << o;
	b->value[o] = value;
}

/* VLANs that pass a port: what its lines allow, of those that exist. */
static void port_vlans(const struct vswitch *s, const struct vif_l2 *l2, struct port_vlans *out)
{
	struct vlanset there;

	*out = (struct port_vlans){ 0 };
	if (l2->routed)
		return;
	vsw_vlans_existing(s, &there);
	if (l2->mode == VIF_TRUNK && !l2->allowed_said)
		vlanset_add_range(&out->vlans, VLAN_MIN, VLAN_MAX);
	else if (l2->mode == VIF_TRUNK)
		out->vlans = l2->allowed;
	else
		vlanset_add(&out->vlans, l2->access);
	vlanset_intersect(&out->vlans, &there);
	out->pvid = (uint16_t)(l2->mode == VIF_TRUNK ? l2->native : l2->access);
	if (vlanset_has(&out->vlans, out->pvid))
		vlanset_add(&out->untagged, out->pvid);
	else
		out->pvid = 0;
}

static void join_bridge(
	struct vswitch *s, struct arena *a, struct link *l, const struct vif *i, bool forwards)
{
	vsw_copy(l->master, sizeof(l->master), "vsw");
	l->has |= LINK_HAS_MASTER | LINK_HAS_PORT_VLANS;
	l->port_vlans = ARENA_NEW(a, struct port_vlans);
	if (forwards)
		port_vlans(s, &i->l2, l->port_vlans);
}

/* The first member that speaks LACP decides for the whole bond: the kernel has one value. */
static void bond_options(const struct vswitch *s, const struct vif *po, struct bondopts *b)
{
	const struct vif *m = s->cfg.ifs;

	while (m && !(m->kind == VIF_PHYSICAL && m->group == po->number))
		m = m->next;
	set_opt(b, BONDOPT_MODE, m && m->chmode == CH_ON ? BOND_MODE_XOR : BOND_MODE_8023AD);
	set_opt(b, BONDOPT_MIIMON, 100);
	if (b->value[BONDOPT_MODE] != BOND_MODE_8023AD)
		return;
	set_opt(b, BONDOPT_LACP_RATE, m && m->lacp_fast);
	set_opt(b, BONDOPT_LACP_ACTIVE, !m || m->chmode != CH_PASSIVE);
	set_opt(b, BONDOPT_AD_ACTOR_SYS_PRIO, s->cfg.priority);
	set_opt(b, BONDOPT_AD_USER_PORT_KEY, po->number);
	set_opt(b, BONDOPT_AD_ACTOR_SYSTEM, 0);
	memcpy(b->actor_system, s->mac, 6);
}

static void want_channel(struct vswitch *s, struct arena *a, struct host_state *h, struct vif *po)
{
	char name[LINK_NAME_MAX];
	struct link *l;

	vsw_port_link_name(po, name);
	l = host_state_add_link(a, h, name, LINK_BOND);
	l->has |= LINK_HAS_UP | LINK_HAS_MAC;
	l->up = !po->shutdown;
	memcpy(l->mac, s->mac, 6);
	l->mac[5] = (uint8_t)(l->mac[5] + po->number);
	bond_options(s, po, &l->bond);
	join_bridge(s, a, l, po, vsw_channel_up(s, po));
}

/* Group numbers that have no Port-channel: their bonds of before must go. */
static void want_gone(struct vswitch *s, struct arena *a, struct host_state *h)
{
	char name[LINK_NAME_MAX];

	for (unsigned g = 1; g < sizeof(s->bonds) * 8; g++) {
		if (!(s->bonds[g / 64] >> g % 64 & 1) || vsw_if_channel(s, g))
			continue;
		snprintf(name, sizeof(name), "po%u", g);
		host_state_add_link(a, h, name, LINK_BOND)->gone = true;
	}
}

static bool bond_member(const struct vswitch *s, const struct vif *i)
{
	char why[VSW_WHY_MAX];
	const struct vif *po = vsw_if_channel(s, i->group);

	return i->group && po && (lacp(i) || i->chmode == CH_ON) &&
		!vsw_member_mismatch(s, i, why) && !vsw_member_standby(s, i);
}

static void want_port(struct vswitch *s, struct arena *a, struct host_state *h, struct vif *i)
{
	char name[LINK_NAME_MAX], po[LINK_NAME_MAX];
	struct link *l;

	if (s->kernel && !i->facts.present)
		return;
	vsw_port_link_name(i, name);
	l = host_state_add_link(a, h, name, LINK_PLAIN);
	l->has |= LINK_HAS_UP | LINK_HAS_MASTER;
	l->up = vsw_if_admin_up(s, i);
	if (bond_member(s, i)) {
		snprintf(po, sizeof(po), "po%u", i->group);
		vsw_copy(l->master, sizeof(l->master), po);
	} else if (!i->group && !i->l2.routed) {
		join_bridge(s, a, l, i, true);
	}
}

/* Bonds stand before their members, the bridge before all. */
struct host_state *vswitch_want(struct vswitch *s, struct arena *a, int64_t now_ms)
{
	struct host_state *h = ARENA_NEW(a, struct host_state);
	struct link *br;

	s->now_ms = now_ms;
	h->name = arena_strdup(a, s->cfg.hostname);
	br = host_state_add_link(a, h, "vsw", LINK_BRIDGE);
	br->has |= LINK_HAS_UP | LINK_HAS_MAC | LINK_HAS_STP | LINK_HAS_VLAN_FILTERING;
	br->up = br->vlan_filtering = true;
	memcpy(br->mac, s->mac, 6);
	want_gone(s, a, h);
	for (struct vif *i = s->cfg.ifs; i; i = i->next) {
		if (i->kind == VIF_CHANNEL)
			s->bonds[i->number / 64] |= UINT64_C(1) << i->number % 64;
		if (i->kind == VIF_CHANNEL)
			want_channel(s, a, h, i);
		else if (i->kind == VIF_PHYSICAL)
			want_port(s, a, h, i);
	}
	return h;
}
