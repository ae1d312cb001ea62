// SPDX-License-Identifier: Apache-2.0
/* Interface mode: entering, removing, resetting, and the table of its lines. */
#include <stdio.h>
#include <string.h>

#include "vsw_parser.h"

void vsw_if_enter(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vif *i = c->iface;

	vsw_leave(v, MODE_CONFIG);
	if (!i) {
		i = vsw_if_add(v->s, c->ifname);
		i->l2.routed = i->l2.routed && !v->loading; /* a stored one says `no switchport` */
	}
	v->iface = i;
	v->mode = MODE_IF;
}

/* Its ports are shut, so that they do not make a loop (2960 and 3750 guides). */
void vsw_if_delete(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vif *gone = c->iface;

	if (gone->kind == VIF_PHYSICAL) {
		buf_puts(&v->reply, "% Removal of physical interfaces is not permitted\n");
		return;
	}
	vsw_leave(v, MODE_CONFIG);
	for (struct vif *i = v->s->cfg.ifs; i && gone->kind == VIF_CHANNEL; i = i->next) {
		if (i->group != gone->number)
			continue;
		i->group = 0;
		i->chmode = CH_NONE;
		i->shutdown = true;
		vsw_channel_rejoin(v->s, i);
	}
	vsw_if_remove(v->s, gone);
}

void vsw_if_default(struct vswitch_vty *v, const struct vsw_call *c)
{
	vsw_leave(v, MODE_CONFIG);
	vsw_if_reset(c->iface);
	vsw_changed(v->s);
	if (!v->loading)
		buf_printf(
			&v->reply, "Interface %s set to default configuration\n", c->iface->name);
}

static void go_exit(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	vsw_leave(v, MODE_CONFIG);
}

static void go_end(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	vsw_leave(v, MODE_EXEC);
}

static void set_description(struct vswitch_vty *v, const struct vsw_call *c)
{
	bool set = c->command->arg;

	vsw_copy(v->iface->description, sizeof(v->iface->description), set ? c->arg[0] : "");
}

/* A Port-channel that is shut holds its members down. */
static void tell_shutdown(struct vswitch *s, const struct vif *i)
{
	const struct vif *po = i->group ? vsw_if_channel(s, i->group) : NULL;

	if (po && po->shutdown && !i->shutdown)
		vsw_log(s,
			"%%EC-5-STAYDOWN: %s will remain down as its port-channel %s is"
			" admin-down.",
			i->brief, po->brief);
	for (const struct vif *m = s->cfg.ifs; m; m = m->next)
		if (i->kind == VIF_CHANNEL && i->shutdown && m->group == i->number && !m->shutdown)
			vsw_log(s,
				"%%EC-5-PORTDOWN: Shutting down %s as its port-channel is"
				" admin-down.",
				m->brief);
}

static void set_shutdown(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vif *i = v->iface;
	bool down = c->command->arg;

	if (i->shutdown == down)
		return;
	if (down)
		i->err_disabled[0] = '\0';
	i->shutdown = down;
	if (!v->loading)
		tell_shutdown(v->s, i);
	vsw_channel_rejoin(v->s, i);
}

static const char portfast_warning[] =
	"%Warning: portfast should only be enabled on ports connected to a single\n"
	" host. Connecting hubs, concentrators, switches, bridges, etc... to this\n"
	" interface  when portfast is enabled, can cause temporary bridging loops.\n"
	" Use with CAUTION\n\n";

static void set_portfast(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vif *i = v->iface;

	i->fast = (enum vif_fast)c->command->arg;
	if (i->fast == VIF_FAST_NONE || v->loading)
		return;
	buf_puts(&v->reply, portfast_warning);
	if (i->fast == VIF_FAST_EDGE)
		buf_printf(&v->reply,
			"%%Portfast has been configured on %s but will only\n"
			" have effect when the interface is in a non-trunking mode.\n",
			i->name);
}

static void set_bpduguard(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->bpduguard = c->command->arg;
}

static void set_lacp_rate(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->lacp_fast = c->command->arg;
	vsw_changed(v->s);
}

static void set_lacp_priority(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->lacp_priority = c->command->arg ? (unsigned)c->num[0] : 32768;
}

static void set_min_links(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->min_links = c->command->arg ? (unsigned)c->num[0] : 0;
	vsw_changed(v->s);
}

static void set_max_bundle(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->max_bundle = c->command->arg ? (unsigned)c->num[0] : 0;
	vsw_changed(v->s);
}

static void set_standalone(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->standalone = c->command->arg;
	vsw_changed(v->s);
}

static void set_speed(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->speed = c->command->arg ? (unsigned)c->num[0] : 0;
	vsw_changed(v->s);
}

static void set_duplex(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->duplex = (enum vif_duplex)c->command->arg;
	vsw_changed(v->s);
}

static void set_mtu(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->mtu = c->command->arg && c->num[0] != 1500 ? (unsigned)c->num[0] : 0;
	vsw_changed(v->s);
}

static void keep(struct vswitch_vty *v, const struct vsw_call *c)
{
	vsw_keep_call(v, &v->iface->kept, c);
}

enum {
	COPY = CMD_PORT | CMD_L2 | CMD_COPY,
	KEEP = CMD_KEEP,
	MULTI = CMD_KEEP | CMD_MULTI,
	MEMBER = CMD_PHYSICAL,
	ENCAP = CMD_MODEL(MODEL_ENCAPSULATION),
	RATE = CMD_PHYSICAL | CMD_MODEL(MODEL_RATE),
	MIN_LINKS = CMD_CHANNEL | CMD_MODEL(MODEL_MIN_LINKS),
	STANDALONE = CMD_CHANNEL | CMD_MODEL(MODEL_STANDALONE),
	MAX_BUNDLE = CMD_CHANNEL | CMD_MODEL(MODEL_MAX_BUNDLE),
	PORT_MTU = CMD_PORT | CMD_MODEL(MODEL_PORT_MTU) | CMD_COPY,
};

const struct vsw_command vsw_if_table[] = {
	{ "exit", go_exit, 0, 0 },
	{ "end", go_end, 0, 0 },
	{ "description LINE", set_description, 1, 0 },
	{ "no description [LINE]", set_description, 0, 0 },
	{ "shutdown", set_shutdown, 1, CMD_COPY },
	{ "no shutdown", set_shutdown, 0, CMD_COPY },
	{ "switchport", vsw_l2_routed, 0, CMD_PORT | CMD_COPY },
	{ "no switchport", vsw_l2_routed, 1, CMD_PORT | CMD_COPY },
	{ "switchport mode access", vsw_l2_mode, VIF_ACCESS, COPY },
	{ "switchport mode trunk", vsw_l2_mode, VIF_TRUNK, COPY },
	{ "switchport mode dynamic auto", vsw_l2_mode, VIF_AUTO, COPY },
	{ "switchport mode dynamic desirable", vsw_l2_mode, VIF_DESIRABLE, COPY },
	{ "no switchport mode [LINE]", vsw_l2_mode, VIF_AUTO, COPY },
	{ "switchport access vlan <1-4094>", vsw_l2_access, 1, COPY },
	{ "no switchport access vlan [LINE]", vsw_l2_access, 0, COPY },
	{ "switchport trunk encapsulation dot1q", vsw_l2_encapsulation, 1, COPY | ENCAP },
	{ "switchport trunk encapsulation negotiate", vsw_l2_encapsulation, 0, COPY | ENCAP },
	{ "no switchport trunk encapsulation [LINE]", vsw_l2_encapsulation, 0, COPY | ENCAP },
	{ "switchport trunk native vlan <1-4094>", vsw_l2_native, 1, COPY },
	{ "no switchport trunk native vlan [LINE]", vsw_l2_native, 0, COPY },
	{ "switchport trunk allowed vlan WORD", vsw_l2_allowed, ALLOWED_LIST, COPY },
	{ "switchport trunk allowed vlan add WORD", vsw_l2_allowed, ALLOWED_ADD, COPY },
	{ "switchport trunk allowed vlan remove WORD", vsw_l2_allowed, ALLOWED_REMOVE, COPY },
	{ "switchport trunk allowed vlan except WORD", vsw_l2_allowed, ALLOWED_EXCEPT, COPY },
	{ "switchport trunk allowed vlan none", vsw_l2_allowed, ALLOWED_NONE, COPY },
	{ "switchport trunk allowed vlan all", vsw_l2_allowed, ALLOWED_ALL, COPY },
	{ "no switchport trunk allowed vlan [LINE]", vsw_l2_allowed, ALLOWED_ALL, COPY },
	{ "switchport nonegotiate", vsw_l2_nonegotiate, 1, COPY },
	{ "no switchport nonegotiate", vsw_l2_nonegotiate, 0, COPY },
	{ "spanning-tree portfast", set_portfast, VIF_FAST_EDGE, CMD_PORT },
	{ "spanning-tree portfast edge", set_portfast, VIF_FAST_EDGE, CMD_PORT },
	{ "spanning-tree portfast trunk", set_portfast, VIF_FAST_TRUNK, CMD_PORT },
	{ "spanning-tree portfast edge trunk", set_portfast, VIF_FAST_TRUNK, CMD_PORT },
	{ "spanning-tree portfast disable", set_portfast, VIF_FAST_NONE, CMD_PORT },
	{ "no spanning-tree portfast [LINE]", set_portfast, VIF_FAST_NONE, CMD_PORT },
	{ "spanning-tree bpduguard enable", set_bpduguard, 1, CMD_PORT },
	{ "spanning-tree bpduguard disable", set_bpduguard, 0, CMD_PORT },
	{ "no spanning-tree bpduguard [LINE]", set_bpduguard, 0, CMD_PORT },
	{ "channel-group <1-GROUP> mode active", vsw_group_join, CH_ACTIVE, MEMBER },
	{ "channel-group <1-GROUP> mode passive", vsw_group_join, CH_PASSIVE, MEMBER },
	{ "channel-group <1-GROUP> mode on", vsw_group_join, CH_ON, MEMBER },
	{ "channel-group <1-GROUP> mode desirable", vsw_group_join, CH_DESIRABLE, MEMBER },
	{ "channel-group <1-GROUP> mode auto", vsw_group_join, CH_AUTO, MEMBER },
	{ "no channel-group [LINE]", vsw_group_leave, 0, MEMBER },
	{ "channel-protocol lacp", vsw_group_protocol, PROTO_LACP, MEMBER },
	{ "channel-protocol pagp", vsw_group_protocol, PROTO_PAGP, MEMBER },
	{ "no channel-protocol [LINE]", vsw_group_protocol, PROTO_NONE, MEMBER },
	{ "lacp rate fast", set_lacp_rate, 1, RATE },
	{ "lacp rate normal", set_lacp_rate, 0, RATE },
	{ "no lacp rate [LINE]", set_lacp_rate, 0, RATE },
	{ "lacp port-priority <0-65535>", set_lacp_priority, 1, MEMBER },
	{ "no lacp port-priority [LINE]", set_lacp_priority, 0, MEMBER },
	{ "lacp max-bundle <1-16>", set_max_bundle, 1, MAX_BUNDLE },
	{ "no lacp max-bundle [LINE]", set_max_bundle, 0, MAX_BUNDLE },
	{ "port-channel min-links <2-8>", set_min_links, 1, MIN_LINKS },
	{ "no port-channel min-links [LINE]", set_min_links, 0, MIN_LINKS },
	{ "port-channel standalone-disable", set_standalone, 0, STANDALONE },
	{ "no port-channel standalone-disable", set_standalone, 1, STANDALONE },
	{ "speed <10-10000>", set_speed, 1, CMD_PORT },
	{ "speed auto [LINE]", set_speed, 0, CMD_PORT },
	{ "speed nonegotiate", set_speed, 0, CMD_PORT },
	{ "no speed [LINE]", set_speed, 0, CMD_PORT },
	{ "duplex auto", set_duplex, DUPLEX_AUTO, CMD_PORT },
	{ "duplex half", set_duplex, DUPLEX_HALF, CMD_PORT },
	{ "duplex full", set_duplex, DUPLEX_FULL, CMD_PORT },
	{ "no duplex [LINE]", set_duplex, DUPLEX_AUTO, CMD_PORT },
	{ "mtu <1500-9198>", set_mtu, 1, PORT_MTU },
	{ "no mtu [LINE]", set_mtu, 0, PORT_MTU },
	/* Kept, without effect: what a tool may have to recognise on a port. */
	{ "ip address LINE", keep, 0, KEEP },
	{ "switchport voice vlan WORD", keep, 0, KEEP | CMD_PORT },
	{ "switchport port-security", keep, 0, MULTI | CMD_PORT },
	{ "switchport port-security LINE", keep, 0, MULTI | CMD_PORT },
	{ "switchport protected", keep, 0, KEEP | CMD_PORT },
	{ "switchport block LINE", keep, 0, MULTI | CMD_PORT },
	{ "authentication LINE", keep, 0, MULTI | CMD_PORT },
	{ "dot1x LINE", keep, 0, MULTI | CMD_PORT },
	{ "mab", keep, 0, KEEP | CMD_PORT },
	{ "storm-control broadcast level LINE", keep, 0, KEEP | CMD_PORT },
	{ "storm-control multicast level LINE", keep, 0, KEEP | CMD_PORT },
	{ "storm-control unicast level LINE", keep, 0, KEEP | CMD_PORT },
	{ "storm-control action LINE", keep, 0, MULTI | CMD_PORT },
	{ "spanning-tree guard LINE", keep, 0, KEEP | CMD_PORT },
	{ "spanning-tree cost <1-200000000>", keep, 0, KEEP | CMD_PORT },
	{ "spanning-tree port-priority <0-240>", keep, 0, KEEP | CMD_PORT },
	{ "load-interval <30-600>", keep, 0, KEEP },
	{ "logging event LINE", keep, 0, MULTI },
	{ "snmp trap link-status", keep, 0, KEEP | CMD_ON },
	{ "snmp trap LINE", keep, 0, MULTI },
	{ "cdp enable", keep, 0, KEEP | CMD_ON | CMD_PORT },
	{ "lldp transmit", keep, 0, KEEP | CMD_ON | CMD_PORT },
	{ "lldp receive", keep, 0, KEEP | CMD_ON | CMD_PORT },
	{ "mls qos trust LINE", keep, 0, KEEP | CMD_PORT },
	{ "mls qos LINE", keep, 0, MULTI | CMD_PORT },
	{ "ip dhcp snooping trust", keep, 0, KEEP | CMD_PORT },
	{ "ip arp inspection trust", keep, 0, KEEP | CMD_PORT },
	{ "service-policy input WORD", keep, 0, KEEP | CMD_PORT },
	{ "service-policy output WORD", keep, 0, KEEP | CMD_PORT },
	{ "power inline LINE", keep, 0, KEEP | CMD_PORT },
	{ "negotiation auto", keep, 0, KEEP | CMD_PORT },
	{ NULL, NULL, 0, 0 },
};
