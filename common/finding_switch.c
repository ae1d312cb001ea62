// SPDX-License-Identifier: Apache-2.0
/*
 * When the rows of the table hold that the switch's own answers decide: `show etherchannel summary`
 * and `show lacp neighbor`. Only an answer counts; a port that it does not name is in no group,
 * a switch that was not asked says nothing.
 */
#include <string.h>

#include "finding.h"
#include "net.h"

/* The answer may lag behind the wire: a port is bundled some time after its last LACPDU. */
#define SETTLE MSEC(500)

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
	return has_protocol(c, "PAgP");
}

static bool is_us(const struct finding_case *c, const struct show_lacp_neighbor *n)
{
	const uint8_t *own = clause_own_system(c->bond);

	return own && !memcmp(own, n->system, 6);
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
			n->age_s);
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
	return n->port_number != own->port &&
		finding_add(c, "%s: show lacp neighbor: %s hears our port %u, %s is port %u",
			c->bond->switch_name, c->member->port, n->port_number, c->member->name,
			own->port);
}

bool finding_switch_disagrees(struct finding_case *c)
{
	return switch_knows(c) && (summary_disagrees(c) || neighbor_disagrees(c));
}

/* An answer from before the aggregation stood says nothing against it. */
static bool is_fresh(const struct finding_case *c)
{
	return c->bond->switch_time >= c->member->passing_since + SETTLE;
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
