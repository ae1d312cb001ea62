// SPDX-License-Identifier: Apache-2.0
/*
 * When the rows of the table hold that the switch's own answers about a member decide. Only an
 * answer counts; a port that it does not name is in no group, a switch that was not asked says
 * nothing.
 */
#include <stdio.h>
#include <string.h>

#include "cabling.h"
#include "finding.h"
#include "net.h"

static bool switch_knows(const struct finding_case *c)
{
	const struct observe_bond *b = c->bond;

	return b->switch_answered && b->etherchannel && c->member->port && c->member->sw &&
		b->switch_name && !strcmp(c->member->sw, b->switch_name);
}

struct view {                               /* of the member's port in show etherchannel summary */
	const struct show_channel *channel; /* NULL: in no group */
	const char *flag;
};

static struct view find_view(const struct finding_case *c)
{
	const struct show_etherchannel *e = c->bond->etherchannel;

	for (size_t i = 0; i < e->channels.n; i++)
		for (size_t k = 0; k < e->channels.v[i].members.n; k++)
			if (ifname_equal(e->channels.v[i].members.v[k].port, c->member->port))
				return (struct view){ &e->channels.v[i],
					e->channels.v[i].members.v[k].flag };
	return (struct view){ NULL, "" };
}

const char *finding_flag(const struct finding_case *c)
{
	struct view v = { 0 };

	if (switch_knows(c))
		v = find_view(c);
	return v.channel ? v.flag : NULL;
}

static const struct show_lacp_neighbor *find_neighbor(const struct finding_case *c)
{
	const struct show_lacp_neighbors *n = c->bond->lacp_neighbors;

	for (size_t i = 0; n && i < n->rows.n; i++)
		if (ifname_equal(n->rows.v[i].port, c->member->port))
			return &n->rows.v[i];
	return NULL;
}

/* Nothing of use is heard: the state of the switch can say why. */
static bool is_unheard(const struct finding_case *c)
{
	return c->clause == CLAUSE_SILENT || c->clause == CLAUSE_STALE;
}

bool finding_not_in_group(struct finding_case *c)
{
	return is_unheard(c) && switch_knows(c) && !find_view(c).channel &&
		finding_add(c, "%s: show etherchannel summary names %s in no group",
			c->bond->switch_name, c->member->port);
}

static bool has_protocol(struct finding_case *c, const char *protocol)
{
	struct view v;

	if (!is_unheard(c) || !switch_knows(c))
		return false;
	v = find_view(c);
	return v.channel && !strcasecmp(v.channel->protocol, protocol) &&
		finding_add(c, "%s: show etherchannel summary: group %u, protocol \"%s\", %s(%s)",
			c->bond->switch_name, v.channel->group, v.channel->protocol,
			c->member->port, v.flag);
}

bool finding_mode_on(struct finding_case *c)
{
	return has_protocol(c, "-");
}

bool finding_mode_pagp(struct finding_case *c)
{
	const unsigned heard = c->member->heard[FRAME_PAGP];

	if (has_protocol(c, "PAgP"))
		return true;
	return is_unheard(c) && heard &&
		finding_add(c, "%s received %u PAgP frames and no LACPDU", c->member->name, heard);
}

static bool is_us(const struct finding_case *c, const struct show_lacp_neighbor *n)
{
	const uint8_t *own = clause_own_system(c->bond);

	return own && !memcmp(own, n->system, 6);
}

static const struct show_status *find_status(const struct show_statuses *statuses, const char *port)
{
	for (size_t i = 0; statuses && i < statuses->rows.n; i++)
		if (!strcmp(statuses->rows.v[i].port, port))
			return &statuses->rows.v[i];
	return NULL;
}

bool finding_add_status(struct finding_case *c)
{
	const struct show_status *s = NULL;

	if (c->bond->view && switch_knows(c))
		s = find_status(c->bond->view->statuses, c->member->port);
	if (s)
		finding_add(c, "%s: show interfaces status: %s is %s", c->bond->switch_name,
			c->member->port, s->status);
	return true;
}

bool finding_err_disabled(struct finding_case *c)
{
	const struct switch_view *view = c->bond->view;
	const struct show_status *s, *why;

	if (!view || !switch_knows(c))
		return false;
	s = find_status(view->statuses, c->member->port);
	why = find_status(view->err_disabled, c->member->port);
	if (!why && (!s || strcmp(s->status, "err-disabled")))
		return false;
	finding_add(c, "%s: show interfaces status: %s is err-disabled%s%s", c->bond->switch_name,
		c->member->port, why ? ", reason " : "", why ? why->reason : "");
	return finding_add_log(c, c->member->port, "%PM-");
}

bool finding_channel_shutdown(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	char name[IFNAME_MAX];
	const struct show_status *s;

	if (!b->view || !b->port_channel || c->members_passing)
		return false;
	snprintf(name, sizeof(name), "Port-channel%u", b->port_channel);
	s = find_status(b->view->statuses, name);
	return s && !strcmp(s->status, "disabled") &&
		finding_add(c, "%s: show interfaces status: %s is disabled", b->switch_name, name);
}

static bool is_suspended(struct finding_case *c)
{
	struct view v;

	if (!switch_knows(c))
		return false;
	v = find_view(c);
	return v.channel && !strcmp(v.flag, "s") &&
		finding_add(c, "%s: show etherchannel summary: group %u, %s(s)",
			c->bond->switch_name, v.channel->group, c->member->port) &&
		finding_add_log(c, c->member->port, "%EC-");
}

bool finding_suspended_unheard(struct finding_case *c)
{
	return is_unheard(c) && is_suspended(c);
}

bool finding_suspended(struct finding_case *c)
{
	return (c->clause == CLAUSE_SYNC || c->clause == CLAUSE_COLLECTING) && is_suspended(c);
}

/* A port is in the table of the switch that it names itself by: system, key and port number. */
static const struct show_lacp_internal *find_heard(const struct finding_case *c)
{
	const struct switch_view *view = c->bond->view;
	const struct lacp_port *heard = &c->member->rx.pdu.actor;
	const struct show_lacp_internal *found = NULL;

	if (!view || !view->system || !view->internals || !c->member->rx.seen ||
		memcmp(heard->system, view->system->system, 6))
		return NULL;
	for (size_t i = 0; i < view->internals->rows.n; i++) {
		const struct show_lacp_internal *r = &view->internals->rows.v[i];

		if (r->oper_key != heard->key || r->port_number != heard->port || !heard->port)
			continue;
		if (found)
			return NULL;
		found = r;
	}
	return found;
}

bool finding_wrong_port(struct finding_case *c)
{
	const struct show_lacp_internal *r;

	if (!switch_knows(c) || cabling_swapped_with(c->bond, c->member))
		return false;
	r = find_heard(c);
	return r && !ifname_equal(r->port, c->member->port) &&
		finding_add(c, "%s received key %u, port number %u", c->member->name, r->oper_key,
			r->port_number) &&
		finding_add(c, "%s: show lacp internal: that is %s, planned is %s",
			c->bond->switch_name, r->port, c->member->port);
}

bool finding_loss_towards_host(struct finding_case *c)
{
	const struct show_lacp_neighbor *n;
	char mac[MAC_TEXT_MAX];

	if (!is_unheard(c) || !switch_knows(c))
		return false;
	n = find_neighbor(c);
	return n && is_us(c, n) &&
		finding_add(c, "%s: show lacp neighbor: %s hears our system %s, age %u s",
			c->bond->switch_name, c->member->port, mac_format_ios(n->system, mac),
			n->age_s) &&
		finding_add_counts(c);
}

static bool summary_disagrees(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	struct view v = find_view(c);

	if (!v.channel)
		return finding_add(c, "%s: show etherchannel summary names %s in no group",
			b->switch_name, c->member->port);
	if (b->port_channel && v.channel->group != b->port_channel)
		return finding_add(c, "%s: %s is in group %u, planned is %u", b->switch_name,
			c->member->port, v.channel->group, b->port_channel);
	return strcmp(v.flag, "P") &&
		finding_add(c, "%s: show etherchannel summary: group %u, %s(%s), not (P)",
			b->switch_name, v.channel->group, c->member->port, v.flag);
}

/* Activity, timeout and what passes with time (D and E) are none of the aggregation's. */
static bool same_state(uint8_t a, uint8_t b)
{
	const uint8_t matter = LACP_AGGREGATION | LACP_SYNC | LACP_COLLECTING | LACP_DISTRIBUTING;

	return !((a ^ b) & matter);
}

static bool add_states(
	struct finding_case *c, const char *command, const char *does, uint8_t said, uint8_t seen)
{
	char a[LACP_STATE_TEXT_MAX], b[LACP_STATE_TEXT_MAX];

	return finding_add(c, "%s: show %s: %s %s state %s, on the wire it is %s",
		c->bond->switch_name, command, c->member->port, does, lacp_state_format(said, a),
		lacp_state_format(seen, b));
}

static bool neighbor_disagrees(struct finding_case *c)
{
	const struct show_lacp_neighbor *n = find_neighbor(c);
	const struct lacp_port *own = clause_own(c->member);
	char theirs[MAC_TEXT_MAX], ours[MAC_TEXT_MAX];

	if (!n || !own)
		return false;
	if (memcmp(n->system, own->system, 6))
		return finding_add(c, "%s: show lacp neighbor: %s hears %s, we are %s",
			c->bond->switch_name, c->member->port, mac_format_ios(n->system, theirs),
			mac_format_ios(own->system, ours));
	if (n->port_number != own->port)
		return finding_add(c, "%s: show lacp neighbor: %s hears our port %u, %s is port %u",
			c->bond->switch_name, c->member->port, n->port_number, c->member->name,
			own->port);
	if (n->oper_key != own->key)
		return finding_add(c,
			"%s: show lacp neighbor: %s hears our key %u, %s sends key %u",
			c->bond->switch_name, c->member->port, n->oper_key, c->member->name,
			own->key);
	return !same_state(n->state, own->state) &&
		add_states(c, "lacp neighbor", "hears our", n->state, own->state);
}

static const struct show_lacp_internal *find_internal(const struct finding_case *c)
{
	const struct show_lacp_internals *l = c->bond->view ? c->bond->view->internals : NULL;

	for (size_t i = 0; l && i < l->rows.n; i++)
		if (ifname_equal(l->rows.v[i].port, c->member->port))
			return &l->rows.v[i];
	return NULL;
}

/* What the switch says of its own side against what it sends. */
static bool internal_disagrees(struct finding_case *c)
{
	const struct switch_view *view = c->bond->view;
	const struct show_lacp_internal *r = find_internal(c);
	const struct lacp_port *heard = &c->member->rx.pdu.actor;
	char theirs[MAC_TEXT_MAX], here[MAC_TEXT_MAX];

	if (!c->member->rx.seen)
		return false;
	if (view && view->system && memcmp(view->system->system, heard->system, 6))
		return finding_add(c, "%s: show lacp sys-id: %s, %s hears system %s",
			c->bond->switch_name, mac_format_ios(view->system->system, theirs),
			c->member->name, mac_format_ios(heard->system, here));
	if (!r)
		return false;
	if (r->oper_key != heard->key || r->port_number != heard->port)
		return finding_add(c,
			"%s: show lacp internal: %s has key %u, port %u; %s hears key %u, port %u",
			c->bond->switch_name, c->member->port, r->oper_key, r->port_number,
			c->member->name, heard->key, heard->port);
	return !same_state(r->port_state, heard->state) &&
		add_states(c, "lacp internal", "sends", r->port_state, heard->state);
}

bool finding_switch_disagrees(struct finding_case *c)
{
	return switch_knows(c) &&
		(summary_disagrees(c) || neighbor_disagrees(c) || internal_disagrees(c));
}

/* An answer from before the aggregation stood says nothing against it. */
static bool is_fresh(const struct finding_case *c)
{
	return c->bond->switch_time >= c->member->passing_since + FINDING_SETTLE;
}

bool finding_view_contradicts(struct finding_case *c)
{
	return !c->clause && is_fresh(c) && finding_switch_disagrees(c);
}

/* Offline there is no plan that could confirm anything, so its absence is no news. */
bool finding_plan_only(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;

	if (b->recorded || b->switch_answered)
		return false;
	return finding_add(c, "%s", b->switch_error ? b->switch_error : "no switch was asked");
}
