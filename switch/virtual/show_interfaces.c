// SPDX-License-Identifier: Apache-2.0
/* show interfaces, with and without `switchport`. Shapes: samples of ntc-templates. */
#include <stdio.h>
#include <string.h>

#include "vsw_show.h"

static const struct vif *each(
	const struct vswitch_vty *v, const struct vsw_call *c, const struct vif *i)
{
	if (c->iface)
		return i ? NULL : c->iface;
	return i ? i->next : v->s->cfg.ifs;
}

static const char *line_word(const struct vswitch *s, const struct vif *i)
{
	if (i->err_disabled[0])
		return "down (err-disabled)";
	if (i->group && vsw_if_connected(s, i) && vsw_member_flag(s, i) != 'P')
		return "down (suspended)";
	return vsw_if_connected(s, i) ? "up (connected)" : "down (notconnect)";
}

static void put_interface(struct vswitch_vty *v, const struct vif *i)
{
	const struct vswitch *s = v->s;
	static const char *const duplex[] = { "Auto-duplex", "Half-duplex", "Full-duplex" };
	char mac[MAC_TEXT_MAX], speed[24] = "Auto-speed";
	bool up = vsw_if_connected(s, i);

	mac_format_ios(s->mac, mac);
	if (up || i->speed)
		snprintf(speed, sizeof(speed), "%uMb/s", vsw_if_speed(s, i));
	buf_printf(&v->reply, "%s is %s, line protocol is %s\n", i->name,
		i->shutdown  ? "administratively down"
			: up ? "up"
			     : "down",
		line_word(s, i));
	buf_printf(&v->reply, "  Hardware is %s, address is %s (bia %s)\n",
		i->kind == VIF_CHANNEL ? "EtherChannel" : "Gigabit Ethernet", mac, mac);
	if (*i->description)
		buf_printf(&v->reply, "  Description: %s\n", i->description);
	buf_printf(&v->reply,
		"  MTU %u bytes, BW %u Kbit/sec, DLY 10 usec,\n"
		"     reliability 255/255, txload 1/255, rxload 1/255\n"
		"  Encapsulation ARPA, loopback not set\n  Keepalive set (10 sec)\n"
		"  %s, %s, media type is 10/100/1000BaseTX\n",
		i->mtu               ? i->mtu
			: s->cfg.mtu ? s->cfg.mtu
				     : 1500,
		vsw_if_speed(s, i) * 1000, up && !i->duplex ? "Full-duplex" : duplex[i->duplex],
		speed);
	if (i->kind != VIF_CHANNEL)
		return;
	buf_puts(&v->reply, "  Members in this channel: ");
	for (const struct vif *m = s->cfg.ifs; m; m = m->next)
		if (m->group == i->number && vsw_member_flag(s, m) == 'P')
			buf_printf(&v->reply, "%s ", m->brief);
	buf_puts(&v->reply, "\n");
}

void vsw_show_interfaces(struct vswitch_vty *v, const struct vsw_call *c)
{
	for (const struct vif *i = each(v, c, NULL); i; i = each(v, c, i))
		put_interface(v, i);
}

static void put_vlan(struct vswitch_vty *v, const char *title, unsigned id)
{
	const struct vsw_vlan *l = vsw_vlan_find(v->s, id);

	buf_printf(&v->reply, "%s: %u (%s)\n", title, id, l ? l->name : "Inactive");
}

static const char *operational(const struct vswitch *s, const struct vif *i)
{
	if (!vsw_if_connected(s, i))
		return "down";
	return i->l2.mode == VIF_TRUNK ? "trunk" : "static access";
}

static void put_allowed(struct vswitch_vty *v, const struct vif *i)
{
	char list[12 * 1024];

	vlanset_format(&i->l2.allowed, list, sizeof(list));
	buf_printf(&v->reply, "Trunking VLANs Enabled: %s\n",
		!i->l2.allowed_said ? "ALL"
			: *list     ? list
				    : "NONE");
}

static void put_switchport(struct vswitch_vty *v, const struct vif *i)
{
	static const char *const modes[] = { "dynamic auto", "dynamic desirable", "static access",
		"trunk" };
	const struct vif_l2 *l2 = &i->l2;
	char bundle[32] = "";

	buf_printf(&v->reply, "Name: %s\nSwitchport: %s\n", i->brief,
		l2->routed ? "Disabled" : "Enabled");
	if (l2->routed) {
		buf_puts(&v->reply, "\n");
		return;
	}
	if (i->group)
		snprintf(bundle, sizeof(bundle),
			vsw_member_flag(v->s, i) == 'P' ? " (member of bundle Po%u)"
							: " (suspended member of bundle Po%u)",
			i->group);
	buf_printf(&v->reply,
		"Administrative Mode: %s\nOperational Mode: %s%s\n"
		"Administrative Trunking Encapsulation: %s\nNegotiation of Trunking: %s\n",
		modes[l2->mode], operational(v->s, i), bundle,
		l2->dot1q || !(v->s->model->has & MODEL_ENCAPSULATION) ? "dot1q" : "negotiate",
		l2->nonegotiate || l2->mode == VIF_ACCESS ? "Off" : "On");
	put_vlan(v, "Access Mode VLAN", l2->access);
	put_vlan(v, "Trunking Native Mode VLAN", l2->native);
	buf_printf(&v->reply,
		"Administrative Native VLAN tagging: %s\nVoice VLAN: none\n"
		"Administrative private-vlan host-association: none \n"
		"Operational private-vlan: none\n",
		v->s->cfg.tag_native ? "enabled" : "disabled");
	put_allowed(v, i);
	buf_puts(&v->reply,
		"Pruning VLANs Enabled: 2-1001\nCapture Mode Disabled\n"
		"Capture VLANs Allowed: ALL\n\nProtected: false\nAppliance trust: none\n\n");
}

void vsw_show_switchport(struct vswitch_vty *v, const struct vsw_call *c)
{
	for (const struct vif *i = each(v, c, NULL); i; i = each(v, c, i))
		if (i->kind != VIF_VLAN)
			put_switchport(v, i);
}
