// SPDX-License-Identifier: Apache-2.0
/* show interfaces status and trunk. */
#include <stdio.h>
#include <string.h>

#include "vsw_show.h"

static const char *status(const struct vswitch *s, const struct vif *i)
{
	char why[VSW_WHY_MAX];

	if (i->err_disabled[0])
		return "err-disabled";
	if (!vsw_if_admin_up(s, i))
		return "disabled";
	if (!vsw_if_connected(s, i))
		return "notconnect";
	if (i->group && (vsw_member_mismatch(s, i, why) || vsw_member_flag(s, i) == 's'))
		return "suspended";
	return "connected";
}

/* "a-" before what was negotiated. */
static void put_phy(const struct vswitch *s, const struct vif *i, char duplex[8], char speed[16])
{
	static const char *const words[] = { "auto", "half", "full" };
	bool up = vsw_if_connected(s, i);

	snprintf(duplex, 8, "%s", up && !i->duplex ? "a-full" : words[i->duplex]);
	if (up || i->speed)
		snprintf(speed, 16, "%s%u", i->speed ? "" : "a-", vsw_if_speed(s, i));
	else
		snprintf(speed, 16, "auto");
}

static void put_status(struct vswitch_vty *v, const struct vif *i)
{
	char vlan[16], duplex[8], speed[16];
	bool up = vsw_if_connected(v->s, i);

	if (i->l2.routed)
		vsw_copy(vlan, sizeof(vlan), "routed");
	else if (i->l2.mode == VIF_TRUNK && up)
		vsw_copy(vlan, sizeof(vlan), "trunk");
	else
		snprintf(vlan, sizeof(vlan), "%u", i->l2.access);
	put_phy(v->s, i, duplex, speed);
	buf_printf(&v->reply, "%-9s %-18.18s %-12s %-10s %6s %6s %s\n", i->brief, i->description,
		status(v->s, i), vlan, duplex, speed,
		i->kind == VIF_CHANNEL ? "" : "10/100/1000BaseTX");
}

void vsw_show_status(struct vswitch_vty *v, const struct vsw_call *c)
{
	buf_puts(&v->reply,
		"\nPort      Name               Status       Vlan       Duplex  Speed Type\n");
	for (const struct vif *i = v->s->cfg.ifs; i; i = i->next)
		if (i->kind == VIF_PHYSICAL && (!c->iface || c->iface == i))
			put_status(v, i);
	for (const struct vif *i = v->s->cfg.ifs; i; i = i->next)
		if (i->kind == VIF_CHANNEL && (!c->iface || c->iface == i))
			put_status(v, i);
}

void vsw_show_err_disabled(struct vswitch_vty *v, const struct vsw_call *c)
{
	bool any = false;

	(void)c;
	for (const struct vif *i = v->s->cfg.ifs; i; i = i->next) {
		if (!i->err_disabled[0])
			continue;
		if (!any)
			buf_puts(&v->reply,
				"\nPort      Name               Status       Reason"
				"               Err-disabled Vlans\n");
		any = true;
		buf_printf(&v->reply, "%-9s %-18.18s %-12s %s\n", i->brief, i->description,
			"err-disabled", i->err_disabled);
	}
}

/* Ports that trunk now: members stand behind their Port-channel. */
bool vsw_if_trunks(const struct vswitch *s, const struct vif *i)
{
	return i->kind != VIF_VLAN && !i->group && !i->l2.routed && i->l2.mode == VIF_TRUNK &&
		vsw_if_connected(s, i);
}

/* What a trunk's lines allow; existing: of those VLANs that there are. */
void vsw_if_vlans(const struct vswitch *s, const struct vif *i, bool existing, struct vlanset *out)
{
	struct vlanset there;

	*out = i->l2.allowed;
	if (!i->l2.allowed_said)
		vlanset_add_range(out, VLAN_MIN, VLAN_MAX);
	if (!existing)
		return;
	vsw_vlans_existing(s, &there);
	vlanset_intersect(out, &there);
}

static void put_lists(struct vswitch_vty *v, const char *title, bool existing)
{
	struct vlanset set;
	char list[12 * 1024]; /* "1,3,5,...": 2047 ids of up to 5 bytes */

	buf_printf(&v->reply, "\nPort        %s\n", title);
	for (const struct vif *i = v->s->cfg.ifs; i; i = i->next) {
		if (!vsw_if_trunks(v->s, i))
			continue;
		vsw_if_vlans(v->s, i, existing, &set);
		vlanset_format(&set, list, sizeof(list));
		buf_printf(&v->reply, "%-11s %s\n", i->brief, *list ? list : "none");
	}
}

void vsw_show_trunk(struct vswitch_vty *v, const struct vsw_call *c)
{
	bool any = false;

	(void)c;
	for (const struct vif *i = v->s->cfg.ifs; i; i = i->next) {
		if (!vsw_if_trunks(v->s, i))
			continue;
		if (!any)
			buf_puts(&v->reply,
				"\nPort        Mode             Encapsulation  Status"
				"        Native vlan\n");
		any = true;
		buf_printf(&v->reply, "%-11s %-16s %-14s %-13s %u\n", i->brief, "on", "802.1q",
			"trunking", i->l2.native);
	}
	if (!any)
		return;
	put_lists(v, "Vlans allowed on trunk", false);
	put_lists(v, "Vlans allowed and active in management domain", true);
	put_lists(v, "Vlans in spanning tree forwarding state and not pruned", true);
}
