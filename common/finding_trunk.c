// SPDX-License-Identifier: Apache-2.0
/*
 * When the rows of the table hold that are about the Port-channel as a whole: min-links, its VLANs,
 * what is saved. A Port-channel that is down is in no table of trunks, which says nothing of it.
 */
#include <stdio.h>
#include <string.h>

#include "finding.h"
#include "observe_heard.h"

static const struct show_channel *find_channel(const struct observe_bond *b)
{
	const struct show_etherchannel *e = b->switch_answered ? b->etherchannel : NULL;

	for (size_t i = 0; e && b->port_channel && i < e->channels.n; i++)
		if (e->channels.v[i].group == b->port_channel)
			return &e->channels.v[i];
	return NULL;
}

bool finding_answer_is_old(const struct observe_bond *b)
{
	for (size_t i = 0; i < b->members.n; i++)
		if (b->members.v[i].passing &&
			b->switch_time < b->members.v[i].passing_since + FINDING_SETTLE)
			return true;
	return false;
}

static bool is_short(struct finding_case *c)
{
	const struct show_channel *ch = find_channel(c->bond);

	return ch && strchr(ch->flags, 'M') &&
		finding_add(c, "%s: show etherchannel summary: %s(%s)", c->bond->switch_name,
			ch->port_channel, ch->flags);
}

bool finding_switch_min_links(struct finding_case *c)
{
	return !finding_answer_is_old(c->bond) && is_short(c);
}

const struct show_trunk *finding_trunk(const struct observe_bond *b)
{
	const struct show_trunks *t = b->switch_answered && b->view ? b->view->trunks : NULL;

	for (size_t i = 0; t && b->has_trunk && i < t->rows.n; i++)
		if (ifname_port_channel(t->rows.v[i].port) == b->port_channel)
			return &t->rows.v[i];
	return NULL;
}

/* Up by its own summary, and yet in no table of trunks, or in it as none. */
static bool is_no_trunk(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	const struct show_channel *ch = find_channel(b);
	const struct show_trunk *t = finding_trunk(b);

	if (!b->has_trunk || !b->view || !b->view->trunks)
		return false;
	if (t)
		return !strcmp(t->status, "not-trunking") &&
			finding_add(c, "%s: show interfaces trunk: %s, mode %s, is %s",
				b->switch_name, t->port, t->mode, t->status);
	return ch && strchr(ch->flags, 'U') &&
		finding_add(c, "%s: show interfaces trunk does not name %s(%s)", b->switch_name,
			ch->port_channel, ch->flags);
}

bool finding_not_trunk(struct finding_case *c)
{
	return !finding_answer_is_old(c->bond) && is_no_trunk(c);
}

bool finding_channel_disagrees(struct finding_case *c)
{
	return is_short(c) || is_no_trunk(c) || finding_stp_blocks(c);
}

bool finding_native_differs(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	const struct show_trunk *t = finding_trunk(b);
	unsigned native = observe_trunk_native(b);

	if (!t || !native || !t->native || t->native == native)
		return false;
	finding_add(c, "%s: show interfaces trunk: %s has native VLAN %u, planned is %u",
		b->switch_name, t->port, t->native, native);
	return finding_add_log(c, t->port, "%CDP-4-NATIVE");
}

const char *finding_list(struct finding_case *c, const struct vlanset *set)
{
	size_t size = vlanset_format(set, NULL, 0) + 1;
	char *text = arena_alloc(c->arena, size);

	vlanset_format(set, text, size);
	return text;
}

/* The planned ones without those that are there; true when some are missing. */
static bool lacks(const struct observe_bond *b, const struct vlanset *there, struct vlanset *out)
{
	*out = b->vlans;
	vlanset_minus(out, there);
	return !vlanset_empty(out);
}

bool finding_vlan_not_allowed(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	const struct show_trunk *t = finding_trunk(b);
	struct vlanset missing;

	if (!t || !(t->has & TRUNK_ALLOWED) || !lacks(b, &t->allowed, &missing))
		return false;
	c->vlans = finding_list(c, &missing);
	return finding_add(c, "%s: show interfaces trunk: %s allows %s, planned are %s",
		b->switch_name, t->port,
		vlanset_empty(&t->allowed) ? "none" : finding_list(c, &t->allowed),
		finding_list(c, &b->vlans));
}

/* 1002 to 1005 are of media that no trunk of today has. */
static void collect_active(const struct show_vlans *vlans, struct vlanset *out)
{
	*out = (struct vlanset){ 0 };
	vlanset_add_range(out, VLAN_RESERVED_FIRST, VLAN_RESERVED_LAST);
	for (size_t i = 0; i < vlans->rows.n; i++)
		if (!strcmp(vlans->rows.v[i].status, "active"))
			vlanset_add(out, vlans->rows.v[i].id);
}

bool finding_vlan_inactive(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	struct vlanset active, missing;

	if (!b->switch_answered || !b->has_trunk || !b->view || !b->view->vlans)
		return false;
	collect_active(b->view->vlans, &active);
	if (!lacks(b, &active, &missing))
		return false;
	c->vlans = finding_list(c, &missing);
	return finding_add(c, "%s: show vlan brief: not active: %s", b->switch_name, c->vlans);
}

/* What spanning tree itself says of the first of them, which tells blocking from pruning. */
static void add_stp(struct finding_case *c, const char *port, const struct vlanset *vlans)
{
	const struct show_stps *s = c->bond->view->stps;

	for (size_t i = 0; s && i < s->rows.n; i++) {
		const struct show_stp *r = &s->rows.v[i];

		if (r->mst || strcmp(r->port, port) || !vlanset_has(vlans, r->instance))
			continue;
		finding_add(c, "%s: show spanning-tree: VLAN %u: %s %s %s", c->bond->switch_name,
			r->instance, port, r->role, r->state);
		return;
	}
}

/* Of those that are allowed and active: the others have findings of their own. */
bool finding_stp_blocks(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	const struct show_trunk *t = finding_trunk(b);
	struct vlanset blocked;

	if (!t || !(t->has & TRUNK_ACTIVE) || !(t->has & TRUNK_FORWARDING))
		return false;
	blocked = b->vlans;
	vlanset_intersect(&blocked, &t->active);
	vlanset_minus(&blocked, &t->forwarding);
	if (vlanset_empty(&blocked))
		return false;
	c->vlans = finding_list(c, &blocked);
	finding_add(c, "%s: show interfaces trunk: %s: not forwarding, or pruned: %s",
		b->switch_name, t->port, c->vlans);
	add_stp(c, t->port, &blocked);
	return finding_add_log(c, t->port, "%SPANTREE-");
}

bool finding_vlans_proven(const struct observe_bond *b)
{
	const struct show_trunk *t = finding_trunk(b);
	unsigned native = observe_trunk_native(b);
	struct vlanset missing;

	if (!t)
		return observe_vlans_proven(b);
	return t->has & TRUNK_FORWARDING && !lacks(b, &t->forwarding, &missing) &&
		strcmp(t->status, "not-trunking") && (!native || t->native == native);
}

bool finding_not_saved(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;

	return b->switch_answered && b->view && b->view->saved == SWITCH_SAVED_DIFFERS &&
		finding_add(c, "%s: show running-config and show startup-config differ",
			b->switch_name);
}
