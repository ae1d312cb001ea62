// SPDX-License-Identifier: Apache-2.0
/* When the rows of the table hold: those that the wire and the kernel decide. */
#include <stdarg.h>
#include <string.h>

#include "finding.h"
#include "net.h"

bool finding_add(struct finding_case *c, const char *fmt, ...)
{
	va_list ap;

	if (c->n_evidence == FINDING_EVIDENCE_MAX)
		return true;
	va_start(ap, fmt);
	c->evidence[c->n_evidence++] = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
	return true;
}

/* Seconds since the observation began: the same in a recording and live. */
static double when(const struct finding_case *c, nanosec t)
{
	return (double)(t - c->bond->start) / 1e9;
}

static const char *describe_port(struct arena *a, const struct lacp_port *p)
{
	char mac[MAC_TEXT_MAX], state[LACP_STATE_TEXT_MAX];

	return arena_printf(a, "system %s key %u port %u state %s", mac_format(p->system, mac),
		p->key, p->port, lacp_state_format(p->state, state));
}

static bool add_rx(struct finding_case *c, const struct observe_member *m)
{
	return finding_add(c, "%s received at +%.2f s: %s", m->name, when(c, m->rx.time),
		describe_port(c->arena, &m->rx.pdu.actor));
}

static bool add_echo(struct finding_case *c)
{
	return finding_add(c, "it names as its partner: %s",
		describe_port(c->arena, &c->member->rx.pdu.partner));
}

static bool add_own(struct finding_case *c)
{
	const struct lacp_port *own = clause_own(c->member);

	return own ? finding_add(c, "%s sends: %s", c->member->name, describe_port(c->arena, own))
		   : finding_add(c, "what %s sends was not seen", c->member->name);
}

static bool add_counts(struct finding_case *c)
{
	const struct observe_member *m = c->member;

	return finding_add(c, "%s: %u LACPDUs received, %u sent in %.1f s", m->name, m->rx_count,
		m->tx_count, (double)(c->bond->now - m->listening_since) / 1e9);
}

bool finding_bond_missing(struct finding_case *c)
{
	return c->bond->has_link && !c->bond->present &&
		finding_add(c, "the kernel has no bond %s", c->bond->name);
}

bool finding_bond_mode(struct finding_case *c)
{
	return c->bond->has_link && c->bond->present && !c->bond->is_8023ad &&
		finding_add(c, "%s is not in mode 802.3ad", c->bond->name);
}

bool finding_member_missing(struct finding_case *c)
{
	const struct observe_member *m = c->member;

	if (c->clause != CLAUSE_ABSENT)
		return false;
	return m->present
		? finding_add(c, "%s exists, but its master is not %s", m->name, c->bond->name)
		: finding_add(c, "%s is not among the members of %s", m->name, c->bond->name);
}

bool finding_no_carrier(struct finding_case *c)
{
	return c->clause == CLAUSE_NO_CARRIER &&
		finding_add(c, "the kernel reports no link on %s", c->member->name) &&
		finding_add_status(c);
}

/* The member whose own address is the source of what was received, or NULL. */
static const struct observe_member *sender_of(const struct finding_case *c)
{
	for (size_t i = 0; i < c->bond->members.n; i++) {
		const struct observe_member *m = &c->bond->members.v[i];

		if (m->has_perm_mac && !memcmp(m->perm_mac, c->member->rx.pdu.source, 6))
			return m;
	}
	return NULL;
}

bool finding_loopback_members(struct finding_case *c)
{
	const struct observe_member *from = sender_of(c);

	if (c->clause != CLAUSE_OWN_SYSTEM || !from || from == c->member)
		return false;
	add_rx(c, c->member);
	return finding_add(c, "the source address is that of %s", from->name);
}

bool finding_loopback_reflected(struct finding_case *c)
{
	if (c->clause != CLAUSE_OWN_SYSTEM || sender_of(c) != c->member)
		return false;
	add_rx(c, c->member);
	return finding_add(c, "the source address is that of %s itself", c->member->name);
}

bool finding_system_duplicate(struct finding_case *c)
{
	char mac[MAC_TEXT_MAX];

	if (c->clause != CLAUSE_OWN_SYSTEM)
		return false;
	add_rx(c, c->member);
	return finding_add(c, "our own system id, but from the foreign address %s",
		mac_format(c->member->rx.pdu.source, mac));
}

bool finding_several_talkers(struct finding_case *c)
{
	const struct observe_talker *other = clause_other_talker(c->member, c->bond->now);
	char system[MAC_TEXT_MAX], source[MAC_TEXT_MAX];

	if (!other)
		return false;
	add_rx(c, c->member);
	return finding_add(c, "and from system %s, address %s: %u LACPDUs, the newest at +%.2f s",
		mac_format(other->system, system), mac_format(other->source, source), other->count,
		when(c, other->last));
}

/* Nothing heard while we do not start either is the same fault, seen from one end. */
bool finding_both_passive(struct finding_case *c)
{
	uint8_t own;
	bool silent = c->clause == CLAUSE_SILENT && clause_own_state(c->member, &own) &&
		!(own & LACP_ACTIVITY);

	if (c->clause != CLAUSE_BOTH_PASSIVE && !silent)
		return false;
	if (c->member->rx.seen)
		add_rx(c, c->member);
	add_own(c);
	return finding_add(c, "neither state has the letter A (activity)");
}

/* It sends, only not within this look. */
static bool sends_by_count(const struct observe_member *m)
{
	return m->counters.seen && m->counters.tx && m->counters.tx == m->first_counters.tx;
}

/*
 * Without a partner the kernel speaks every 30 s, and on a slow machine a little later. What the
 * bond counts as sent and no tap has seen was dropped in between: by tc, for one.
 */
bool finding_not_transmitting(struct finding_case *c)
{
	const struct observe_member *m = c->member;
	nanosec seen = c->bond->now - (m->flapped ? m->link_since : m->listening_since);
	uint64_t counted = m->counters.tx - m->first_counters.tx;

	if (c->clause != CLAUSE_SILENT && c->clause != CLAUSE_DEAF)
		return false;
	if (!m->captured || m->tx_count || sends_by_count(m))
		return false;
	if (counted < 2 && seen < (m->flapped ? SEC(3) : SEC(31)))
		return false;
	if (counted)
		finding_add(c, "%s: the bond counts %llu LACPDUs as sent, and none left the host",
			m->name, (unsigned long long)counted);
	return add_counts(c);
}

/* Whoever else speaks shows that the cable carries frames to us. */
static void add_others(struct finding_case *c)
{
	const char *names = "";

	for (int k = FRAME_OTHER + 1; k < FRAME_KINDS; k++)
		if (c->member->heard[k])
			names = arena_printf(c->arena, "%s%s%s", names, *names ? ", " : "",
				frame_kind_name((enum frame_kind)k));
	if (*names)
		finding_add(c, "%s does hear: %s", c->member->name, names);
}

bool finding_no_lacpdu(struct finding_case *c)
{
	uint8_t own;
	char state[LACP_STATE_TEXT_MAX];

	if (c->clause != CLAUSE_SILENT)
		return false;
	add_counts(c);
	if (clause_own_state(c->member, &own))
		finding_add(
			c, "our state on %s: %s", c->member->name, lacp_state_format(own, state));
	add_others(c);
	return finding_add_counts(c);
}

bool finding_deaf(struct finding_case *c)
{
	if (c->clause != CLAUSE_DEAF)
		return false;
	add_rx(c, c->member);
	add_echo(c);
	return add_own(c) && finding_add_counts(c);
}

bool finding_echo(struct finding_case *c)
{
	if (c->clause != CLAUSE_ECHO)
		return false;
	add_rx(c, c->member);
	add_echo(c);
	return add_own(c);
}

bool finding_individual(struct finding_case *c)
{
	return c->clause == CLAUSE_INDIVIDUAL && add_rx(c, c->member) &&
		finding_add(c, "its state lacks the letter G (aggregation)");
}

/* Both sides of a difference between members. */
static bool add_both(struct finding_case *c, const struct observe_member *other)
{
	add_rx(c, c->member);
	return add_rx(c, other);
}

/* Whatever else a member of another partner lacks follows from that. */
bool finding_other_system(struct finding_case *c)
{
	return clause_among(c->bond, c->member) == CLAUSE_OTHER_SYSTEM &&
		add_both(c, clause_reference(c->bond));
}

bool finding_other_key(struct finding_case *c)
{
	return clause_among(c->bond, c->member) == CLAUSE_OTHER_KEY &&
		add_both(c, clause_reference(c->bond));
}

bool finding_same_port(struct finding_case *c)
{
	return clause_among(c->bond, c->member) == CLAUSE_SAME_PORT &&
		add_both(c, clause_same_port(c->bond, c->member));
}

bool finding_own_keys(struct finding_case *c)
{
	const struct observe_member *ref = clause_reference(c->bond);
	const struct lacp_port *own = clause_own(c->member), *other = ref ? clause_own(ref) : NULL;

	if (!own || !other || own->key == other->key)
		return false;
	return finding_add(c, "%s sends key %u, %s sends key %u", c->member->name, own->key,
		ref->name, other->key);
}

/* A pause that goes on counts as one: a recording may end within it. */
bool finding_too_slow(struct finding_case *c)
{
	const struct observe_member *m = c->member;
	unsigned gaps = m->gaps + clause_is_stale(m, c->bond->now);

	if (gaps < 2)
		return false;
	add_rx(c, m);
	return finding_add(c, "%u pauses over the %d s that we ask for, the longest %.1f s", gaps,
		(int)(clause_timeout(m) / SEC(1)), (double)m->longest_gap / 1e9);
}

bool finding_lost(struct finding_case *c)
{
	const struct observe_member *m = c->member;
	uint8_t own = 0;

	clause_own_state(m, &own);
	if (!m->has_passed || (c->clause != CLAUSE_STALE && !(own & LACP_EXPIRED)))
		return false;
	finding_add(c, "%s last received a LACPDU at +%.2f s, %.1f s ago", m->name,
		when(c, m->rx.time), (double)(c->bond->now - m->rx.time) / 1e9);
	if (m->broke)
		finding_add(c, "it had been aggregated until +%.2f s", when(c, m->broke_at));
	return add_own(c);
}

bool finding_standby(struct finding_case *c)
{
	return c->clause == CLAUSE_SYNC && add_rx(c, c->member) && add_own(c);
}

bool finding_not_collecting(struct finding_case *c)
{
	return c->clause == CLAUSE_COLLECTING && add_rx(c, c->member) && add_own(c);
}

bool finding_not_distributing(struct finding_case *c)
{
	return c->clause == CLAUSE_DISTRIBUTING && add_rx(c, c->member) && add_own(c);
}

bool finding_any_clause(struct finding_case *c)
{
	const struct observe_member *m = c->member;

	if (c->clause)
		finding_add(c, "%s: %s", m->name, clause_text(c->clause));
	else
		finding_add(c, "%s: all clauses hold, but only for %.2f s of %.0f s", m->name,
			(double)(c->bond->now - m->passing_since) / 1e9,
			(double)c->bond->stable / 1e9);
	if (m->broke)
		finding_add(c, "at +%.2f s: %s", when(c, m->broke_at), m->broke_why);
	return m->rx.seen ? add_rx(c, m) : true;
}

bool finding_min_links(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;

	return b->has_link && b->present && !b->carrier && b->min_links > c->members_passing &&
		finding_add(c, "%s: min_links %u, %u of %u members aggregated, no carrier", b->name,
			b->min_links, c->members_passing, c->members_planned);
}

/* A bond without carrier needs a name of its own only when its members do not explain it. */
bool finding_bond_carrier(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;

	return b->has_link && b->present && !b->carrier &&
		c->members_passing == c->members_planned &&
		finding_add(c, "%s has no carrier, though its members are aggregated", b->name);
}
