// SPDX-License-Identifier: Apache-2.0
/*
 * show lacp counters (genieparser's sample; the numbers are the kernel's own), show etherchannel N
 * detail (Cisco's command reference, shortened).
 */
#include <stdio.h>

#include "vsw_show.h"

static const struct vif *next_member(const struct vif *i, unsigned group)
{
	while (i && !(i->kind == VIF_PHYSICAL && i->group == group))
		i = i->next;
	return i;
}

static bool speaks_lacp(const struct vif *i)
{
	return i && (i->chmode == CH_ACTIVE || i->chmode == CH_PASSIVE);
}

void vsw_show_counters(struct vswitch_vty *v, const struct vsw_call *c)
{
	buf_puts(&v->reply,
		"             LACPDUs         Marker      Marker Response    LACPDUs\n"
		"Port       Sent   Recv     Sent   Recv     Sent   Recv      Pkts Err\n"
		"---------------------------------------------------------------------\n");
	for (const struct vif *po = v->s->cfg.ifs; po; po = po->next) {
		const struct vif *i = next_member(v->s->cfg.ifs, po->number);

		if (po->kind != VIF_CHANNEL || !speaks_lacp(i) ||
			(c->n && po->number != (unsigned)c->num[0]))
			continue;
		buf_printf(&v->reply, "Channel group: %u\n", po->number);
		for (; i; i = next_member(i->next, po->number))
			buf_printf(&v->reply, "%-10s %-6u %-8u %-6u %-8u %-6u %-9u %u\n", i->brief,
				i->facts.sent, i->facts.received, 0, 0, 0, 0, 0);
	}
}

static const char *state_words(char flag)
{
	switch (flag) {
	case 'P':
		return "Up Mstr Assoc In-Bndl";
	case 's':
		return "Up Cnt-bndl Suspend Not-in-Bndl";
	case 'H':
		return "Up Mstr Assoc Hot-stdby Not-in-Bndl";
	case 'w':
		return "Up Mstr Assoc Not-in-Bndl";
	default:
		return "Down Not-in-Bndl";
	}
}

static void put_local(struct vswitch_vty *v, const struct vif *i)
{
	const struct lacp_port *p = &i->facts.actor;
	char flag = vsw_member_flag(v->s, i);

	buf_printf(&v->reply,
		"Local information:\n"
		"                            LACP port     Admin     Oper    Port        Port\n"
		"Port      Flags   State     Priority      Key       Key     Number      State\n"
		"%-9s %s%s      %-9s %-13u 0x%-7X 0x%-5X 0x%-9X 0x%X\n\n",
		i->brief, i->lacp_fast ? "F" : "S", i->chmode == CH_PASSIVE ? "P" : "A",
		flag == 'P'           ? "bndl"
			: flag == 's' ? "susp"
			: flag == 'H' ? "hot-sby"
				      : "down",
		i->lacp_priority, i->group, p->key, p->port, p->state);
}

static void put_partner(struct vswitch_vty *v, const struct vif *i)
{
	const struct lacp_port *p = &i->facts.partner;
	char mac[MAC_TEXT_MAX];

	if (!i->facts.has_lacp || !vsw_if_connected(v->s, i))
		return;
	mac_format_ios(p->system, mac);
	buf_printf(&v->reply,
		" Partner's information:\n\n"
		"                  LACP port                        Admin  Oper   Port    Port\n"
		"Port      Flags   Priority  Dev ID          Age    key    Key    Number  State\n"
		"%-9s %s%s      %-9u %-15s %3us   0x%-4X 0x%-4X 0x%-5X 0x%X\n\n",
		i->brief, p->state & LACP_SHORT_TIMEOUT ? "F" : "S",
		p->state & LACP_ACTIVITY ? "A" : "P", p->port_priority, mac, 0, 0, p->key, p->port,
		p->state);
}

static void put_port(struct vswitch_vty *v, const struct vif *i)
{
	static const char *const modes[] = { "", "Active", "Passive", "On", "Desirable", "Auto" };
	char why[VSW_WHY_MAX];
	bool unlike = vsw_member_mismatch(v->s, i, why);

	buf_printf(&v->reply, "Port: %s\n------------\n\nPort state    = %s\n", i->brief,
		state_words(vsw_member_flag(v->s, i)));
	buf_printf(&v->reply,
		"Channel group = %-11u Mode = %-15s Gcchange = -\n"
		"Port-channel  = %-11s GC   =   -             Pseudo port-channel = Po%u\n"
		"Port index    = 0           Load = 0x00            Protocol =   %s\n\n",
		i->group, modes[i->chmode], vsw_member_flag(v->s, i) == 'P' ? "Po" : "null",
		i->group, speaks_lacp(i) ? "LACP" : "-");
	if (unlike)
		buf_printf(&v->reply, "Probable reason: %s\n\n", why);
	if (speaks_lacp(i)) {
		put_local(v, i);
		put_partner(v, i);
	}
}

void vsw_show_etherchannel_detail(struct vswitch_vty *v, const struct vsw_call *c)
{
	const struct vif *po = vsw_if_channel(v->s, (unsigned)c->num[0]), *i;
	unsigned n = 0;

	if (!po)
		return;
	for (i = next_member(v->s->cfg.ifs, po->number); i; i = next_member(i->next, po->number))
		n++;
	i = next_member(v->s->cfg.ifs, po->number);
	buf_printf(&v->reply,
		"Group state = %s\nPorts: %u   Maxports = 16\n"
		"Port-channels: 1 Max Port-channels = 16\nProtocol:   %s\nMinimum Links: %u\n\n"
		"\t\tPorts in the group:\n\t\t-------------------\n",
		po->l2.routed ? "L3" : "L2", n, speaks_lacp(i) ? "LACP" : "-", po->min_links);
	for (; i; i = next_member(i->next, po->number))
		put_port(v, i);
}
