// SPDX-License-Identifier: Apache-2.0
/*
 * What interfaces report as they go up and down: %LINK, %LINEPROTO, %EC-5-MINLINKS. A member's
 * line protocol is up while it is bundled.
 */
#include "vsw.h"

static enum vif_link link_state(const struct vswitch *s, const struct vif *i)
{
	if (i->shutdown)
		return LINK_STATE_SHUT;
	return vsw_if_connected(s, i) ? LINK_STATE_UP : LINK_STATE_DOWN;
}

static void tell_link(struct vswitch *s, struct vif *i)
{
	enum vif_link now = link_state(s, i);

	if (now == i->link_told)
		return;
	i->link_told = now;
	if (now == LINK_STATE_SHUT)
		vsw_log(s, "%%LINK-5-CHANGED: Interface %s, changed state to administratively down",
			i->name);
	else
		vsw_log(s, "%%LINK-3-UPDOWN: Interface %s, changed state to %s", i->name,
			now == LINK_STATE_UP ? "up" : "down");
}

static void tell_line(struct vswitch *s, struct vif *i)
{
	bool up = i->group ? vsw_member_flag(s, i) == 'P' : vsw_if_connected(s, i);

	if (up == i->line_told)
		return;
	i->line_told = up;
	vsw_log(s, "%%LINEPROTO-5-UPDOWN: Line protocol on Interface %s, changed state to %s",
		i->name, up ? "up" : "down");
}

static void tell_min_links(struct vswitch *s, struct vif *po)
{
	bool few = vsw_channel_flag(s, po) == 'M';

	if (few == po->min_links_told)
		return;
	po->min_links_told = few;
	if (few)
		vsw_log(s,
			"%%EC-5-MINLINKS_NOTMET: Port-channel %s is down bundled ports doesn't"
			" meet min-links",
			po->brief);
	else
		vsw_log(s,
			"%%EC-5-MINLINKS_MET: Port-channel %s is up as its bundled ports meets"
			" min-links",
			po->brief);
}

void vsw_events(struct vswitch *s)
{
	for (struct vif *i = s->cfg.ifs; i; i = i->next) {
		if (i->kind == VIF_VLAN)
			continue;
		if (i->kind == VIF_CHANNEL)
			tell_min_links(s, i);
		tell_link(s, i);
		tell_line(s, i);
	}
}
