// SPDX-License-Identifier: Apache-2.0
/* channel-group: joining and leaving a Port-channel, and what is refused about it. */
#include <stdio.h>

#include "vsw_parser.h"

enum { GROUP_PORTS = 16 }; /* 8 active and 8 in hot standby (IEEE 802.3ad as IOS does it) */

static enum vif_proto proto_of(enum vif_chmode mode)
{
	if (mode == CH_ACTIVE || mode == CH_PASSIVE)
		return PROTO_LACP;
	return mode == CH_DESIRABLE || mode == CH_AUTO ? PROTO_PAGP : PROTO_NONE;
}

static unsigned group_ports(
	const struct vswitch *s, unsigned group, enum vif_chmode mode, bool *mixed)
{
	unsigned n = 0;

	*mixed = false;
	for (const struct vif *i = s->cfg.ifs; i; i = i->next) {
		if (i->group != group)
			continue;
		n++;
		if (proto_of(i->chmode) != proto_of(mode))
			*mixed = true;
	}
	return n;
}

static bool join_refused(
	struct vswitch_vty *v, const struct vif *channel, unsigned group, enum vif_chmode mode)
{
	const struct vif *i = v->iface;
	bool mixed;
	unsigned n = group_ports(v->s, group, mode, &mixed);

	if (mixed || (i->proto != PROTO_NONE && i->proto != proto_of(mode)))
		buf_printf(&v->reply,
			"Command rejected (Channel protocol mismatch for interface %s in group %u):"
			" the interface can not be added to the channel group\n",
			i->brief, group);
	else if (channel && channel->l2.routed != i->l2.routed)
		buf_printf(&v->reply,
			"Command rejected (%s, %s): Either port is L2 and port-channel is L3, or"
			" vice-versa\n",
			channel->name, i->brief);
	else if (n >= GROUP_PORTS && i->group != group)
		buf_puts(&v->reply,
			"Command rejected: the interface can not be added to the"
			" channel group\n");
	else
		return false;
	return true;
}

void vsw_group_join(struct vswitch_vty *v, const struct vsw_call *c)
{
	unsigned group = (unsigned)c->num[0];
	enum vif_chmode mode = (enum vif_chmode)c->command->arg;
	struct vif *channel = vsw_if_channel(v->s, group), *i = v->iface;
	char name[IFNAME_MAX];

	if (join_refused(v, channel, group, mode))
		return;
	if (!channel) {
		if (!v->loading)
			buf_printf(&v->reply,
				"Creating a port-channel interface Port-channel %u\n\n", group);
		snprintf(name, sizeof(name), "Port-channel%u", group);
		channel = vsw_if_add(v->s, name);
		channel->l2 = i->l2;
	}
	if (i->group == group && i->chmode == mode)
		return;
	i->group = group;
	i->chmode = mode;
	vsw_channel_rejoin(v->s, i);
}

void vsw_group_leave(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	v->iface->group = 0;
	v->iface->chmode = CH_NONE;
	vsw_channel_rejoin(v->s, v->iface);
}

void vsw_group_protocol(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vif *i = v->iface;
	enum vif_proto proto = (enum vif_proto)c->command->arg;

	if (i->group && proto != PROTO_NONE && proto != proto_of(i->chmode)) {
		buf_printf(&v->reply,
			"Command rejected (Channel protocol mismatch for interface %s in group %u):"
			" the interface can not be added to the channel group\n",
			i->brief, i->group);
		return;
	}
	i->proto = proto;
	vsw_changed(v->s);
}
