// SPDX-License-Identifier: Apache-2.0
/*
 * A member counts as passing from the moment at which its clauses (clause.h) hold, until one
 * breaks. A change of partner, a second sender and a missed PDU break it too, even when all clauses
 * hold again with the very frame that shows it: a bond that flaps every few seconds looks whole at
 * most instants.
 */
#include <string.h>

#include "clause.h"
#include "net.h"
#include "observe.h"
#include "observe_heard.h"

struct observe_bond *observe_new(struct arena *a, const char *name, nanosec start)
{
	struct observe_bond *b = ARENA_NEW(a, struct observe_bond);

	b->name = arena_strdup(a, name);
	b->start = b->now = start;
	b->stable = SEC(3);
	return b;
}

struct observe_member *observe_member(struct arena *a, struct observe_bond *b, const char *name)
{
	struct observe_member *m;

	for (size_t i = 0; i < b->members.n; i++)
		if (!strcmp(b->members.v[i].name, name))
			return &b->members.v[i];
	m = ARENA_PUSH(a, &b->members);
	strncpy(m->name, name, sizeof(m->name) - 1);
	m->changed_at = m->listening_since = b->now;
	return m;
}

static void hold_breaks(
	struct observe_bond *b, struct observe_member *m, nanosec time, const char *why)
{
	if (time - m->passing_since >= b->stable)
		m->was_up = true;
	m->passing = false;
	m->broke = true;
	m->broke_at = time;
	m->broke_why = why;
}

/* The one owner of `passing`. disturbance: what happened beside the clauses, or NULL. */
static void reconsider(struct observe_bond *b, struct observe_member *m, const char *disturbance)
{
	enum clause c = clause_first(b, m, b->now);
	bool holds = c == CLAUSE_NONE || c == CLAUSE_OWN_UNKNOWN;

	if (m->passing && (!holds || disturbance)) {
		nanosec at = b->now;

		if (c == CLAUSE_STALE) /* known late, but it was so from here on */
			at = m->rx.time + clause_timeout(m);
		hold_breaks(b, m, at, disturbance ? disturbance : clause_text(c));
	}
	if (holds && !m->passing) {
		m->passing = m->has_passed = true;
		m->passing_since = b->now;
	}
}

void observe_time(struct observe_bond *b, nanosec now)
{
	if (now > b->now)
		b->now = now;
	for (size_t i = 0; i < b->members.n; i++)
		reconsider(b, &b->members.v[i], NULL);
}

static bool same_identity(const struct lacp_port *a, const struct lacp_port *b)
{
	return clause_echoes(a, b);
}

/* What negotiation turns on. C and D of an echo come late and change nothing. */
static bool same_news(const struct lacpdu *a, const struct lacpdu *b)
{
	const uint8_t echoed = LACP_ACTIVITY | LACP_SHORT_TIMEOUT | LACP_AGGREGATION | LACP_SYNC;

	return same_identity(&a->actor, &b->actor) && a->actor.state == b->actor.state &&
		same_identity(&a->partner, &b->partner) &&
		!((a->partner.state ^ b->partner.state) & echoed);
}

static void count_talker(struct observe_member *m, const struct lacpdu *pdu, nanosec time)
{
	struct observe_talker *t = NULL;

	for (unsigned i = 0; i < m->n_talkers && !t; i++)
		if (!memcmp(m->talkers[i].system, pdu->actor.system, 6) &&
			!memcmp(m->talkers[i].source, pdu->source, 6))
			t = &m->talkers[i];
	if (!t && m->n_talkers < OBSERVE_TALKERS_MAX)
		t = &m->talkers[m->n_talkers++];
	if (!t) { /* full: the one that was silent longest makes room */
		t = &m->talkers[0];
		for (unsigned i = 1; i < m->n_talkers; i++)
			if (m->talkers[i].last < t->last)
				t = &m->talkers[i];
		t->count = 0;
	}
	if (!t->count++) {
		memcpy(t->system, pdu->actor.system, 6);
		memcpy(t->source, pdu->source, 6);
		t->first = time;
	}
	t->last = time;
}

static const char *disturbance_of(const struct observe_member *m, const struct lacpdu *pdu)
{
	if (!m->rx.seen)
		return NULL;
	if (!same_identity(&m->rx.pdu.actor, &pdu->actor))
		return "the partner changed";
	if (memcmp(m->rx.pdu.source, pdu->source, 6))
		return "another sender spoke";
	if (!same_identity(&m->rx.pdu.partner, &pdu->partner))
		return "the partner's block changed";
	return NULL;
}

static void received(struct observe_bond *b, struct observe_member *m, const struct lacpdu *pdu)
{
	const char *disturbance = disturbance_of(m, pdu);
	nanosec pause = b->now - m->rx.time;

	if (pdu->tagged) {
		m->tagged_count++;
		m->tagged_vlan = pdu->vlan;
	}
	if (m->rx.seen && pause > clause_timeout(m)) { /* the hold has broken in observe_time() */
		m->gaps++;
		if (pause > m->longest_gap)
			m->longest_gap = pause;
	}
	if (!m->rx.seen || !same_news(&m->rx.pdu, pdu))
		m->changed_at = b->now;
	if (!m->rx_count++)
		m->first_rx = b->now;
	m->rx = (struct observe_pdu){ .seen = true, .time = b->now, .pdu = *pdu };
	count_talker(m, pdu, b->now);
	reconsider(b, m, disturbance);
}

/*
 * Leaving the bond a member says so with G clear (bond_3ad.c bond_3ad_unbind_slave()); from a port
 * that never passed, some switches take that badly.
 */
static void note_leaving(
	const struct observe_bond *b, struct observe_member *m, const struct lacpdu *pdu)
{
	bool leaves = m->tx.seen && m->tx.pdu.actor.state & LACP_AGGREGATION &&
		!(pdu->actor.state & LACP_AGGREGATION);

	if (!leaves || m->has_passed || lacp_state_passes(m->tx.pdu.actor.state))
		return;
	m->left_early = true;
	m->left_at = b->now;
}

static void sent(struct observe_bond *b, struct observe_member *m, const struct lacpdu *pdu)
{
	note_leaving(b, m, pdu);
	if (!m->tx.seen || !same_news(&m->tx.pdu, pdu))
		m->changed_at = b->now;
	m->tx_count++;
	m->tx = (struct observe_pdu){ .seen = true, .time = b->now, .pdu = *pdu };
	reconsider(b, m, NULL);
}

/*
 * A file does not say who sent. Our address is ours, but a frame that is thrown back bears it as
 * well: Linux leaves at least 300 ms between two LACPDUs of a port (bond_3ad.c
 * AD_MAX_TX_IN_SECOND), so the same frame sooner than that came back.
 */
static bool is_ours(const struct observe_member *m, const struct lacpdu *pdu, nanosec now)
{
	if (!m->has_perm_mac || memcmp(pdu->source, m->perm_mac, 6))
		return false;
	return !m->tx.seen || now - m->tx.time > MSEC(250) ||
		memcmp(&m->tx.pdu.actor, &pdu->actor, sizeof(pdu->actor)) != 0 ||
		!same_news(&m->tx.pdu, pdu);
}

void observe_frame(struct observe_bond *b, struct observe_member *m, nanosec time, int out,
	const uint8_t *frame, size_t len)
{
	struct lacpdu pdu;

	observe_time(b, time);
	if (lacpdu_parse(frame, len, &pdu) != LACPDU_OK) {
		observe_heard(b, m, out, frame, len);
		return;
	}
	if (out < 0)
		out = is_ours(m, &pdu, b->now);
	if (out)
		sent(b, m, &pdu);
	else
		received(b, m, &pdu);
}

/*
 * A member's link as the kernel shows it; notes when it came up before our eyes, or went and came
 * between two looks.
 */
static void set_link(struct observe_bond *b, struct observe_member *m, bool in_bond, bool carrier,
	uint32_t changes)
{
	bool was = m->in_bond && m->carrier, is = in_bond && carrier;
	bool missed = was && is && changes != m->carrier_changes;

	if (m->has_link && is && (!was || missed)) {
		m->flapped = true;
		m->link_since = m->changed_at = b->now;
	}
	if (m->has_link && missed)
		reconsider(b, m, "the link went down and came up");
	m->carrier_changes = changes;
	if (m->has_link && (m->in_bond != in_bond || m->carrier != carrier))
		m->changed_at = b->now;
	m->has_link = true;
	m->present = m->present || in_bond;
	m->in_bond = in_bond;
	m->carrier = carrier;
}

static void set_kernel(struct observe_bond *b, struct observe_member *m, uint8_t actor,
	uint8_t partner, uint16_t aggregator)
{
	if (m->has_kernel && m->kernel_actor.state != actor)
		m->changed_at = b->now;
	m->has_kernel = true;
	m->kernel_time = b->now;
	m->kernel_actor.state = actor;
	m->kernel_partner.state = partner;
	m->aggregator = aggregator;
}

static void set_perm_mac(struct observe_member *m, const uint8_t mac[6])
{
	if (mac_is_zero(mac))
		return;
	m->has_perm_mac = true;
	memcpy(m->perm_mac, mac, 6);
}

static void take_link(struct observe_bond *b, struct observe_member *m, const struct link *l)
{
	m->present = l != NULL;
	set_link(b, m, l && !strcmp(l->master, b->name), l && l->carrier,
		l ? l->carrier_changes : 0);
	if (!l)
		return;
	/* Some drivers (veth) name no permanent address; outside of a bond it is the one in use. */
	set_perm_mac(m, mac_is_zero(l->perm_mac) && !l->master[0] ? l->mac : l->perm_mac);
	if (l->member.has && l->member.has_ad && m->in_bond)
		set_kernel(b, m, l->member.actor_state, (uint8_t)l->member.partner_state,
			l->member.aggregator);
}

void observe_link(
	struct observe_bond *b, struct observe_member *m, const struct link *l, nanosec time)
{
	observe_time(b, time);
	take_link(b, m, l);
	observe_time(b, time);
}

void observe_links(struct observe_bond *b, const struct host_state *links, nanosec time)
{
	const struct link *l = host_state_link(links, b->name);

	observe_time(b, time);
	b->has_link = b->by_netlink = true;
	b->present = l && l->kind == LINK_BOND;
	b->carrier = l && l->carrier;
	b->is_8023ad = b->present && l->bond.value[BONDOPT_MODE] == BOND_MODE_8023AD;
	b->mtu = b->present ? l->mtu : 0;
	b->has_mac = b->present && l->has & LINK_HAS_MAC;
	if (b->has_mac)
		memcpy(b->mac, l->mac, sizeof(b->mac));
	b->min_links = b->present ? l->bond.value[BONDOPT_MIN_LINKS] : 0;
	for (size_t i = 0; i < b->members.n; i++)
		take_link(b, &b->members.v[i], host_state_link(links, b->members.v[i].name));
	observe_time(b, time);
}

void observe_counters(struct observe_member *m, const struct observe_counters *c)
{
	m->counters = *c;
	m->counters.seen = true;
	if (!m->first_counters.seen)
		m->first_counters = m->counters;
}

static const struct proc_member *find_proc(const struct proc_bonding *p, const char *name)
{
	for (size_t i = 0; i < p->members.n; i++)
		if (!strcmp(p->members.v[i].name, name))
			return &p->members.v[i];
	return NULL;
}

static void observe_proc_member(
	struct observe_bond *b, struct observe_member *m, const struct proc_member *p)
{
	if (!b->by_netlink)
		set_link(b, m, p != NULL, p && p->mii_up, m->carrier_changes);
	if (!p)
		return;
	set_perm_mac(m, p->perm_mac);
	if (!p->has_lacp)
		return;
	set_kernel(b, m, p->actor.state, p->partner.state, p->aggregator);
	m->kernel_full = true;
	m->kernel_actor = p->actor;
	m->kernel_partner = p->partner;
}

void observe_proc(struct observe_bond *b, const struct proc_bonding *p, nanosec time)
{
	observe_time(b, time);
	if (!b->by_netlink) {
		b->has_link = b->present = true;
		b->carrier = p->mii_up;
		b->is_8023ad = p->is_8023ad;
		b->min_links = p->min_links;
	}
	for (size_t i = 0; i < b->members.n; i++)
		observe_proc_member(b, &b->members.v[i], find_proc(p, b->members.v[i].name));
	observe_time(b, time);
}

void observe_no_bond(struct observe_bond *b, nanosec time)
{
	observe_time(b, time);
	b->has_link = true;
	b->present = b->carrier = false;
	for (size_t i = 0; !b->by_netlink && i < b->members.n; i++)
		set_link(b, &b->members.v[i], false, false, 0);
	observe_time(b, time);
}
