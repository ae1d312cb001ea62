// SPDX-License-Identifier: Apache-2.0
/* When the rows of the table hold that compare members, and those that only inform. */
#include <string.h>

#include "clause.h"
#include "finding.h"
#include "net.h"

/* Of a recording nobody knows what was wanted. */
bool finding_rates(struct finding_case *c)
{
	bool any = false;

	if (c->bond->recorded || c->members_passing != c->members_planned)
		return false;
	for (size_t i = 0; i < c->bond->members.n; i++) {
		const struct observe_member *m = &c->bond->members.v[i];
		uint8_t own;

		if (!m->planned || !m->rx.seen || !clause_own_state(m, &own) ||
			!((own ^ m->rx.pdu.actor.state) & LACP_SHORT_TIMEOUT))
			continue;
		any = finding_add(c, "%s asks for a LACPDU each %s, its partner each %s", m->name,
			own & LACP_SHORT_TIMEOUT ? "second" : "30 s",
			own & LACP_SHORT_TIMEOUT ? "30 s" : "second");
	}
	return any;
}

/* Not settled yet: what is named now may be gone in a second. */
bool finding_waiting(struct finding_case *c)
{
	const struct observe_member *m = c->member;
	const char *flag = finding_flag(c);

	if (flag && !strcmp(flag, "w"))
		return finding_add(
			c, "%s: show etherchannel summary: %s(w)", c->bond->switch_name, m->port);
	return !c->bond->ended && (c->clause == CLAUSE_SYNC || c->clause == CLAUSE_COLLECTING) &&
		c->bond->now - m->changed_at < SEC(6) &&
		finding_add(c, "%s: the newest change is %.1f s old", m->name,
			(double)(c->bond->now - m->changed_at) / 1e9);
}

/* Who is at the other end, by the protocol that both members have heard. */
static bool name_both(const struct observe_member *m, const struct observe_member *o,
	const char **mine, const char **theirs)
{
	bool cdp = m->cdp.heard && o->cdp.heard;

	*mine = cdp ? m->cdp.system : m->lldp.system;
	*theirs = cdp ? o->cdp.system : o->lldp.system;
	return (cdp || (m->lldp.heard && o->lldp.heard)) && **mine && **theirs;
}

static bool same_partner(const struct observe_member *m, const struct observe_member *o)
{
	const struct lacp_port *a = &m->rx.pdu.actor, *b = &o->rx.pdu.actor;

	return m->rx.seen && o->rx.seen && a->key == b->key && a->port != b->port &&
		!memcmp(a->system, b->system, sizeof(a->system));
}

static bool are_planned_apart(const struct observe_member *m, const struct observe_member *o)
{
	return m->sw && o->sw && strcmp(m->sw, o->sw) != 0;
}

/* Another member, of one LACP system with m, whose neighbour bears another name. */
static const struct observe_member *find_apart(const struct finding_case *c, bool planned)
{
	const char *mine, *theirs;

	for (size_t i = 0; i < c->bond->members.n; i++) {
		const struct observe_member *o = &c->bond->members.v[i];

		if (o == c->member || !o->planned || !same_partner(c->member, o) ||
			are_planned_apart(c->member, o) != planned)
			continue;
		if (planned ||
			(name_both(c->member, o, &mine, &theirs) &&
				!neighbor_same_system(mine, theirs)))
			return o;
	}
	return NULL;
}

static bool add_system(struct finding_case *c, const struct observe_member *m)
{
	char mac[MAC_TEXT_MAX];
	const char *name = m->cdp.heard ? m->cdp.system : m->lldp.system;

	return finding_add(c, "%s: system %s key %u port %u%s%s", m->name,
		mac_format(m->rx.pdu.actor.system, mac), m->rx.pdu.actor.key, m->rx.pdu.actor.port,
		*name ? ", neighbour " : "", name);
}

/* Told once, of the first of the two. */
bool finding_names_differ(struct finding_case *c)
{
	const struct observe_member *o = find_apart(c, false);

	return o && c->member < o && add_system(c, c->member) && add_system(c, o);
}

bool finding_mlag(struct finding_case *c)
{
	const struct observe_member *o = find_apart(c, true);

	return o && c->member < o && add_system(c, c->member) && add_system(c, o);
}
