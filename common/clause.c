// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "clause.h"
#include "net.h"

const struct lacp_port *clause_own(const struct observe_member *m)
{
	if (m->kernel_full && (!m->tx.seen || m->kernel_time > m->tx.time))
		return &m->kernel_actor;
	return m->tx.seen ? &m->tx.pdu.actor : NULL;
}

bool clause_own_state(const struct observe_member *m, uint8_t *state)
{
	if (m->has_kernel && (!m->tx.seen || m->kernel_time > m->tx.time))
		*state = m->kernel_actor.state;
	else if (m->tx.seen)
		*state = m->tx.pdu.actor.state;
	else
		return false;
	return true;
}

const uint8_t *clause_own_system(const struct observe_bond *b)
{
	for (size_t i = 0; i < b->members.n; i++) {
		const struct lacp_port *own = clause_own(&b->members.v[i]);

		if (own && !mac_is_zero(own->system))
			return own->system;
	}
	return NULL;
}

/* Without our own word for it, the partner's block says what it was last asked for. */
nanosec clause_timeout(const struct observe_member *m)
{
	uint8_t state = m->rx.pdu.partner.state;

	clause_own_state(m, &state);
	return state & LACP_SHORT_TIMEOUT ? LACP_SHORT_TIMEOUT_NS : LACP_LONG_TIMEOUT_NS;
}

bool clause_is_stale(const struct observe_member *m, nanosec now)
{
	return m->rx.seen && now - m->rx.time > clause_timeout(m);
}

/*
 * A partner that is replaced (A A B B) is no second talker; one that goes on after another came
 * (A B A B) is. A single foreign frame breaks the hold, and no more than that.
 */
const struct observe_talker *clause_other_talker(const struct observe_member *m, nanosec now)
{
	const struct observe_talker *newest = NULL;

	for (unsigned i = 0; i < m->n_talkers; i++)
		if (!newest || m->talkers[i].last > newest->last)
			newest = &m->talkers[i];
	for (unsigned i = 0; i < m->n_talkers; i++) {
		const struct observe_talker *t = &m->talkers[i];

		if (t != newest && t->count > 1 && t->last > newest->first &&
			now - t->last <= LACP_LONG_TIMEOUT_NS)
			return t;
	}
	return NULL;
}

bool clause_echoes(const struct lacp_port *echo, const struct lacp_port *own)
{
	return !memcmp(echo->system, own->system, sizeof(own->system)) &&
		echo->system_priority == own->system_priority && echo->key == own->key &&
		echo->port == own->port && echo->port_priority == own->port_priority;
}

static bool is_own_system(const struct observe_bond *b, const struct observe_member *m)
{
	const uint8_t *own = clause_own_system(b);

	return own && !memcmp(own, m->rx.pdu.actor.system, 6);
}

static enum clause link_clause(const struct observe_member *m)
{
	if (!m->has_link)
		return CLAUSE_NONE;
	if (!m->present || !m->in_bond)
		return CLAUSE_ABSENT;
	return m->carrier ? CLAUSE_NONE : CLAUSE_NO_CARRIER;
}

/* Who sends, and whether it means us. */
static enum clause sender_clause(
	const struct observe_bond *b, const struct observe_member *m, nanosec now)
{
	const struct lacp_port *theirs = &m->rx.pdu.actor, *echo = &m->rx.pdu.partner;
	const struct lacp_port *own = clause_own(m);
	uint8_t state;

	if (is_own_system(b, m))
		return CLAUSE_OWN_SYSTEM;
	if (clause_other_talker(m, now))
		return CLAUSE_TALKERS;
	if (clause_own_state(m, &state) && !((state | theirs->state) & LACP_ACTIVITY))
		return CLAUSE_BOTH_PASSIVE;
	if (theirs->state & (LACP_DEFAULTED | LACP_EXPIRED) || mac_is_zero(echo->system))
		return CLAUSE_DEAF;
	return own && !clause_echoes(echo, own) ? CLAUSE_ECHO : CLAUSE_NONE;
}

/*
 * Both ends' states. The echo of our C and D is not asked for: a partner at slow rate sends it up
 * to 30 s late (802.3ad 43.4.9: NTT compares ids, A, T, G and S only, not C and D).
 */
static enum clause state_clause(const struct observe_member *m)
{
	uint8_t theirs = m->rx.pdu.actor.state, own;
	bool known = clause_own_state(m, &own);

	if (!(theirs & LACP_AGGREGATION))
		return CLAUSE_INDIVIDUAL;
	if (known && !(own & LACP_SYNC))
		return CLAUSE_OWN_SYNC;
	if (!(theirs & LACP_SYNC))
		return CLAUSE_SYNC;
	if (!(theirs & LACP_COLLECTING))
		return CLAUSE_COLLECTING;
	if (!(theirs & LACP_DISTRIBUTING))
		return CLAUSE_DISTRIBUTING;
	if (known && !lacp_state_passes(own))
		return CLAUSE_OWN_STATE;
	if (!(m->rx.pdu.partner.state & LACP_SYNC))
		return CLAUSE_ECHO_SYNC;
	return known && clause_own(m) ? CLAUSE_NONE : CLAUSE_OWN_UNKNOWN;
}

enum clause clause_first(const struct observe_bond *b, const struct observe_member *m, nanosec now)
{
	enum clause c = link_clause(m);

	if (c)
		return c;
	if (!m->rx.seen)
		return CLAUSE_SILENT;
	c = sender_clause(b, m, now);
	if (c)
		return c;
	return clause_is_stale(m, now) ? CLAUSE_STALE : state_clause(m);
}

const struct observe_member *clause_reference(const struct observe_bond *b)
{
	const struct observe_member *heard = NULL;

	for (size_t i = 0; i < b->members.n; i++) {
		const struct observe_member *m = &b->members.v[i];

		if (!m->planned || !m->rx.seen || is_own_system(b, m))
			continue;
		if (m->passing)
			return m;
		if (!heard)
			heard = m;
	}
	return heard;
}

static bool same_system(const struct lacp_port *a, const struct lacp_port *b)
{
	return a->system_priority == b->system_priority && !memcmp(a->system, b->system, 6);
}

const struct observe_member *clause_same_port(
	const struct observe_bond *b, const struct observe_member *m)
{
	const struct lacp_port *port = &m->rx.pdu.actor;

	for (size_t i = 0; i < b->members.n; i++) {
		const struct observe_member *o = &b->members.v[i];

		if (o != m && o->planned && o->rx.seen && same_system(&o->rx.pdu.actor, port) &&
			o->rx.pdu.actor.key == port->key && o->rx.pdu.actor.port == port->port)
			return o;
	}
	return NULL;
}

enum clause clause_among(const struct observe_bond *b, const struct observe_member *m)
{
	const struct observe_member *ref = clause_reference(b);

	if (!m->rx.seen || !ref)
		return CLAUSE_NONE;
	if (!same_system(&ref->rx.pdu.actor, &m->rx.pdu.actor))
		return CLAUSE_OTHER_SYSTEM;
	if (ref->rx.pdu.actor.key != m->rx.pdu.actor.key)
		return CLAUSE_OTHER_KEY;
	return clause_same_port(b, m) ? CLAUSE_SAME_PORT : CLAUSE_NONE;
}

const char *clause_text(enum clause c)
{
	static const char *const texts[] = {
		[CLAUSE_NONE] = "all clauses hold",
		[CLAUSE_ABSENT] = "the NIC is not a member of the bond",
		[CLAUSE_NO_CARRIER] = "the link is down",
		[CLAUSE_SILENT] = "no LACPDU was received",
		[CLAUSE_OWN_SYSTEM] = "the system id that is received is our own",
		[CLAUSE_TALKERS] = "more than one sender speaks on the wire",
		[CLAUSE_BOTH_PASSIVE] = "both ends are passive",
		[CLAUSE_DEAF] = "the partner does not hear us",
		[CLAUSE_ECHO] = "the partner's block is not what we send",
		[CLAUSE_STALE] = "the partner's newest LACPDU is older than the timeout",
		[CLAUSE_INDIVIDUAL] = "the partner's port is not aggregatable",
		[CLAUSE_OWN_SYNC] = "our own port is not in sync",
		[CLAUSE_SYNC] = "the partner is not in sync",
		[CLAUSE_COLLECTING] = "the partner does not collect",
		[CLAUSE_DISTRIBUTING] = "the partner does not distribute",
		[CLAUSE_OWN_STATE] = "our own port does not collect and distribute",
		[CLAUSE_ECHO_SYNC] = "the partner has not seen us in sync",
		[CLAUSE_OWN_UNKNOWN] = "what we send was not seen",
		[CLAUSE_OTHER_SYSTEM] = "the partner's system is not that of the other members",
		[CLAUSE_OTHER_KEY] = "the partner's key is not that of the other members",
		[CLAUSE_SAME_PORT] = "another member hears the same partner port",
	};

	return texts[c];
}
