// SPDX-License-Identifier: Apache-2.0
/* When the rows of the table hold that the kernel's counters, addresses and drivers decide. */
#include <string.h>

#include "finding.h"
#include "net.h"

/* Fewer received PDUs, or packets sent, tell nothing of who drops or shares them. */
enum { CAPTURED_MIN = 3, PACKETS_MIN = 1000, SHARE_PERCENT = 2 };

/*
 * Our tap stands before tc, nftables and XDP's generic form; bonding counts behind them
 * (bond_3ad.c bond_3ad_lacpdu_recv()). What was captured and not counted was dropped in between.
 */
bool finding_kernel_unheard(struct finding_case *c)
{
	const struct observe_member *m = c->member;
	unsigned captured = m->counters.captured - m->first_counters.captured;

	if (!m->counters.seen || captured < CAPTURED_MIN || m->counters.rx != m->first_counters.rx)
		return false;
	return finding_add(c, "%s: %u LACPDUs captured, and the bond's lacpdu_rx stands at %llu",
		m->name, captured, (unsigned long long)m->counters.rx);
}

bool finding_vf(struct finding_case *c)
{
	return c->member->is_vf && c->clause == CLAUSE_SILENT &&
		finding_add(c, "%s is a virtual function (driver %s), and hears no LACPDU",
			c->member->name,
			c->member->driver[0] ? c->member->driver : "without a name");
}

static bool is_foreign(const struct observe_bond *b)
{
	bool known = false;

	for (size_t i = 0; i < b->members.n; i++) {
		const struct observe_member *m = &b->members.v[i];

		if (!m->in_bond || !m->has_perm_mac)
			continue;
		known = true;
		if (!memcmp(m->perm_mac, b->mac, sizeof(b->mac)))
			return false;
	}
	return known && b->has_mac && !b->mac_planned;
}

static bool add_mac(struct finding_case *c)
{
	char mac[MAC_TEXT_MAX];

	return finding_add(c, "%s has the address %s, which is none of its members' own",
		c->bond->name, mac_format(c->bond->mac, mac));
}

bool finding_mac_and_deaf(struct finding_case *c)
{
	return (c->clause == CLAUSE_DEAF || c->clause == CLAUSE_ECHO) && is_foreign(c->bond) &&
		add_mac(c);
}

bool finding_mac_foreign(struct finding_case *c)
{
	return c->members_passing == c->members_planned && is_foreign(c->bond) && add_mac(c);
}

static bool add_illegal(struct finding_case *c)
{
	const struct observe_member *m = c->member;
	uint64_t counted = m->counters.illegal - m->first_counters.illegal;

	if (m->short_count)
		finding_add(c, "%s received %u LACPDUs of less than 110 octets", m->name,
			m->short_count);
	if (counted)
		finding_add(c, "%s: the bond's lacpdu_illegal_rx grew by %llu", m->name,
			(unsigned long long)counted);
	return m->short_count || counted;
}

bool finding_only_illegal(struct finding_case *c)
{
	return c->clause == CLAUSE_SILENT && add_illegal(c);
}

bool finding_illegal(struct finding_case *c)
{
	return c->clause != CLAUSE_SILENT && add_illegal(c);
}

bool finding_left_early(struct finding_case *c)
{
	const struct observe_member *m = c->member;

	return m->left_early &&
		finding_add(c,
			"%s sent a LACPDU without the letter G at +%.2f s, and had never "
			"been aggregated",
			m->name, (double)(m->left_at - c->bond->start) / 1e9);
}

static uint64_t sent_since(const struct observe_member *m)
{
	return m->counters.packets_sent - m->first_counters.packets_sent;
}

/* Asked of the bond: one of several members that pass sends next to all of it. */
bool finding_one_sided(struct finding_case *c)
{
	const struct observe_member *most = NULL;
	uint64_t all = 0;

	if (c->members_passing < 2 || c->members_passing != c->members_planned)
		return false;
	for (size_t i = 0; i < c->bond->members.n; i++) {
		const struct observe_member *m = &c->bond->members.v[i];

		if (!m->planned)
			continue;
		if (!m->counters.seen)
			return false;
		all += sent_since(m);
		if (!most || sent_since(m) > sent_since(most))
			most = m;
	}
	if (all < PACKETS_MIN || (all - sent_since(most)) * 100 >= all * SHARE_PERCENT)
		return false;
	return finding_add(c, "of %llu packets %s sent %llu", (unsigned long long)all, most->name,
		(unsigned long long)sent_since(most));
}
