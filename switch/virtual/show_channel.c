// SPDX-License-Identifier: Apache-2.0
/* show etherchannel summary, show lacp neighbor and internal: what this kernel's LACP says. */
#include <stdio.h>
#include <string.h>

#include "vsw_show.h"

static const char etherchannel_legend[] =
	"Flags:  D - down        P - bundled in port-channel\n"
	"        I - stand-alone s - suspended\n"
	"        H - Hot-standby (LACP only)\n"
	"        R - Layer3      S - Layer2\n"
	"        U - in use      f - failed to allocate aggregator\n\n"
	"        M - not in use, minimum links not met\n"
	"        u - unsuitable for bundling\n"
	"        w - waiting to be aggregated\n"
	"        d - default port\n\n\n";

static const char *protocol(const struct vif *i)
{
	switch (i->chmode) {
	case CH_ACTIVE:
	case CH_PASSIVE:
		return "LACP";
	case CH_DESIRABLE:
	case CH_AUTO:
		return "PAgP";
	case CH_ON:
	case CH_NONE:
		break;
	}
	return "-";
}

static const struct vif *next_member(const struct vif *i, unsigned group)
{
	while (i && !(i->kind == VIF_PHYSICAL && i->group == group))
		i = i->next;
	return i;
}

static void put_channel(struct vswitch_vty *v, const struct vif *po)
{
	const struct vif *i = next_member(v->s->cfg.ifs, po->number);
	char cell[IFNAME_MAX + 8];
	unsigned n = 0;

	snprintf(cell, sizeof(cell), "%s(%c%c)", po->brief, po->l2.routed ? 'R' : 'S',
		vsw_channel_flag(v->s, po));
	buf_printf(&v->reply, "%-7u%-16s%-10s", po->number, cell, i ? protocol(i) : "-");
	for (; i; i = next_member(i->next, po->number)) {
		if (n && n % 3 == 0)
			buf_printf(&v->reply, "\n%33s", "");
		n++;
		snprintf(cell, sizeof(cell), "%s(%c)", i->brief, vsw_member_flag(v->s, i));
		buf_printf(&v->reply, "%-15s ", cell);
	}
	buf_puts(&v->reply, "\n");
}

void vsw_show_etherchannel(struct vswitch_vty *v, const struct vsw_call *c)
{
	unsigned channels = 0;

	for (const struct vif *i = v->s->cfg.ifs; i; i = i->next)
		channels += i->kind == VIF_CHANNEL;
	buf_puts(&v->reply, etherchannel_legend);
	buf_printf(&v->reply,
		"Number of channel-groups in use: %u\n"
		"Number of aggregators:           %u\n\n",
		channels, channels);
	if (channels)
		buf_puts(&v->reply,
			"Group  Port-channel  Protocol    Ports\n"
			"------+-------------+-----------+"
			"-----------------------------------------------\n");
	for (const struct vif *i = v->s->cfg.ifs; i; i = i->next)
		if (i->kind == VIF_CHANNEL && (!c->n || i->number == (unsigned)c->num[0]))
			put_channel(v, i);
	if (channels)
		buf_puts(&v->reply, "\n");
}

static const char lacp_legend[] =
	"Flags:  S - Device is requesting Slow LACPDUs\n"
	"        F - Device is requesting Fast LACPDUs\n"
	"        A - Device is in Active mode       P - Device is in Passive mode\n\n";

static const char neighbor_header[] =
	"Partner's information:\n\n"
	"                  LACP port                        Admin  Oper   Port    Port\n"
	"Port      Flags   Priority  Dev ID          Age    key    Key    Number  State\n";

static const char internal_header[] =
	"                            LACP port     Admin     Oper    Port        Port\n"
	"Port      Flags   State     Priority      Key       Key     Number      State\n";

static const char *flags(const struct lacp_port *p)
{
	static const char *const words[] = { "SP", "SA", "FP", "FA" };

	return words[p->state & (LACP_ACTIVITY | LACP_SHORT_TIMEOUT)];
}

/* How old the partner's last PDU is, the kernel does not tell: Age is always 0s. */
static void put_neighbor(struct vswitch_vty *v, const struct vif *i)
{
	const struct lacp_port *p = &i->facts.partner;
	char mac[MAC_TEXT_MAX];

	if (!i->facts.has_lacp || !vsw_if_connected(v->s, i))
		return;
	mac_format_ios(p->system, mac);
	buf_printf(&v->reply, "%-9s %-7s %-9u %-15s %3us   0x%-4X 0x%-4X 0x%-5X 0x%X\n", i->brief,
		flags(p), p->port_priority, mac, 0, 0, p->key, p->port, p->state);
}

static const char *internal_state(char flag)
{
	switch (flag) {
	case 'P':
		return "bndl";
	case 's':
		return "susp";
	case 'I':
		return "indep";
	case 'H':
		return "hot-sby";
	default:
		return "down";
	}
}

static void put_internal(struct vswitch_vty *v, const struct vif *i)
{
	const struct lacp_port *p = &i->facts.actor;

	buf_printf(&v->reply, "%-9s %-7s %-9s %-13u 0x%-7X 0x%-5X 0x%-9X 0x%X\n", i->brief,
		i->facts.has_lacp                ? flags(p)
			: i->chmode == CH_ACTIVE ? i->lacp_fast ? "FA" : "SA"
			: i->lacp_fast           ? "FP"
						 : "SP",
		internal_state(vsw_member_flag(v->s, i)), i->lacp_priority, i->group, p->key,
		p->port, p->state);
}

void vsw_show_lacp(struct vswitch_vty *v, const struct vsw_call *c)
{
	bool internal = c->command->arg == SHOW_LACP_INTERNAL;

	buf_puts(&v->reply, lacp_legend);
	for (const struct vif *po = v->s->cfg.ifs; po; po = po->next) {
		const struct vif *i = next_member(v->s->cfg.ifs, po->number);

		if (po->kind != VIF_CHANNEL || !i || strcmp(protocol(i), "LACP") ||
			(c->n && po->number != (unsigned)c->num[0]))
			continue;
		buf_printf(&v->reply, "Channel group %u%s\n\n%s", po->number,
			internal ? "" : " neighbors", internal ? internal_header : neighbor_header);
		for (; i; i = next_member(i->next, po->number))
			(internal ? put_internal : put_neighbor)(v, i);
		buf_puts(&v->reply, "\n");
	}
}

void vsw_show_sysid(struct vswitch_vty *v, const struct vsw_call *c)
{
	char mac[MAC_TEXT_MAX];

	(void)c;
	mac_format_ios(v->s->mac, mac);
	buf_printf(&v->reply, "%u, %s\n", v->s->cfg.priority, mac);
}
