// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <sys/socket.h>

#include "diff_host.h"
#include "host_sim.h"
#include "stage.h"
#include "step_text.h"

/* In sync, collecting, distributing. Without a partner the kernel shows 0x01 to 0x03 for it
 * (bond_3ad.c, ad_initialize_port), which no partner would say. */
enum { CARRIES = 0x38, AGGREGATES = 0x04 };

struct stage {
	struct arena *a;
	const struct intent_host *host;
	const struct host_state *wanted, *found;
	struct host_state *sim; /* after the steps so far */
	struct steps *out;
	unsigned n;
};

static const struct link *bond_of(const struct host_state *wanted, const struct link *w)
{
	const struct link *m = w->kind == LINK_PLAIN && !w->gone && (w->has & LINK_HAS_MASTER)
		? host_state_link(wanted, w->master)
		: NULL;

	return m && m->kind == LINK_BOND ? m : NULL;
}

bool stage_is_live(
	const struct host_state *wanted, const struct host_state *found, const struct link *w)
{
	const struct link *bond = bond_of(wanted, w), *l = host_state_link(found, w->name);

	return bond && w->adopted && l && strcmp(l->master, bond->name) != 0;
}

static bool takes_live(
	const struct host_state *wanted, const struct host_state *found, const char *bond)
{
	for (size_t i = 0; i < wanted->links.n; i++)
		if (!strcmp(wanted->links.v[i].master, bond) &&
			stage_is_live(wanted, found, &wanted->links.v[i]))
			return true;
	return false;
}

static unsigned count_idle(
	const struct host_state *wanted, const struct host_state *found, const struct link *bond)
{
	unsigned n = 0;

	for (size_t i = 0; i < wanted->links.n; i++) {
		const struct link *w = &wanted->links.v[i];

		n += bond_of(wanted, w) == bond && !stage_is_live(wanted, found, w) &&
			host_state_link(found, w->name);
	}
	return n;
}

static unsigned min_links(const struct link *w, const struct link *l)
{
	if (w->bond.has & 1u << BONDOPT_MIN_LINKS)
		return w->bond.value[BONDOPT_MIN_LINKS];
	return l ? l->bond.value[BONDOPT_MIN_LINKS] : 0;
}

static bool gets_ipv6(const struct host_state *wanted, const char *link)
{
	for (size_t i = 0; i < wanted->addrs.n; i++)
		if (!wanted->addrs.v[i].gone && wanted->addrs.v[i].ip.family == AF_INET6 &&
			!strcmp(wanted->addrs.v[i].link, link))
			return true;
	return false;
}

/* Why a bond that takes a live leg cannot do it in stages; NULL: it can. */
static const char *obstacle(const struct host_state *wanted, const struct host_state *found,
	const struct link *bond, struct arena *a)
{
	unsigned idle = count_idle(wanted, found, bond);
	unsigned needed = min_links(bond, host_state_link(found, bond->name));

	if (!idle)
		return "no leg of it is idle";
	if (needed > idle)
		return arena_printf(a, "min_links is %u, and only %u of its legs %s idle", needed,
			idle, idle == 1 ? "is" : "are");
	/* Its link-local address would be that of the live leg, which answers for it. */
	if (!(bond->has & LINK_HAS_MASTER) && gets_ipv6(wanted, bond->name))
		return "it is to carry an IPv6 address itself";
	return NULL;
}

bool stage_possible(
	const struct host_state *wanted, const struct host_state *found, struct report *r)
{
	bool any = false, possible = true;

	for (size_t i = 0; i < wanted->links.n; i++) {
		const struct link *w = &wanted->links.v[i];
		const char *why;

		if (w->kind != LINK_BOND || w->gone || !takes_live(wanted, found, w->name))
			continue;
		any = true;
		why = obstacle(wanted, found, w, r->arena);
		possible &= !why;
		if (why)
			report_add(r, REPORT_WARNING, w->pos,
				"%s: the adoption is done all at once, not one leg at a time: %s",
				w->name, why);
	}
	return any && possible;
}

/* Nothing is wanted of it yet. */
static void hold_back(struct link *w)
{
	w->has = 0;
	w->bond.has = 0;
	w->port_vlans = NULL;
}

/* A new bridge is wired, but closed; one in use gets the bond in exchange for the live leg. */
static void hold_back_bridge(const struct stage *st, struct host_state *w1, struct link *bond)
{
	const struct link *l = host_state_link(st->found, bond->master);
	struct link *w = host_state_link(w1, bond->master);

	if (l && l->up)
		bond->has &= ~(unsigned)LINK_HAS_MASTER;
	else if (w)
		w->has &= ~(unsigned)LINK_HAS_UP;
}

static struct host_state *wanted_first(const struct stage *st)
{
	struct host_state *w1 = host_state_copy(st->a, st->wanted);

	for (size_t i = 0; i < w1->links.n; i++) {
		struct link *w = &w1->links.v[i];

		if (w->adopted)
			hold_back(w);
		else if (w->kind == LINK_BOND && (w->has & LINK_HAS_MASTER) && w->master[0] &&
			takes_live(st->wanted, st->found, w->name))
			hold_back_bridge(st, w1, w);
	}
	w1->addrs.n = 0;
	w1->routes.n = 0;
	w1->rules.n = 0;
	return w1;
}

/* It leaves a bridge that goes on without it; one that is left behind goes down around it. */
static void keep_live(const struct stage *st, struct link *w)
{
	const struct link *l = host_state_link(st->found, w->name);
	const struct link *m = l->master[0] ? host_state_link(st->wanted, l->master) : NULL;

	hold_back(w);
	if (!m || m->gone || m->adopted)
		return;
	w->has = LINK_HAS_MASTER;
	w->master[0] = '\0';
}

static const struct link *target(const struct stage *st, const char *leg)
{
	const struct link *m =
		host_state_link(st->wanted, host_state_link(st->wanted, leg)->master);

	return (m->has & LINK_HAS_MASTER) && m->master[0] ? host_state_link(st->wanted, m->master)
							  : m;
}

/* Two links of one MAC would have the same link-local address, and the old one answers. */
static void drop_link_local(const struct stage *st, struct host_state *w2, const char *leg)
{
	const struct link *to = target(st, leg);

	if (!to || ((to->has & LINK_HAS_NO_ADDRCONF) && to->no_addrconf) ||
		host_state_link(st->found, leg)->master[0])
		return;
	for (size_t i = 0; i < st->found->addrs.n; i++) {
		const struct host_addr *f = &st->found->addrs.v[i];
		struct host_addr *gone;

		if (!f->link_local || strcmp(f->link, leg) != 0)
			continue;
		gone = ARENA_PUSH(st->a, &w2->addrs);
		*gone = *f;
		gone->gone = true;
	}
}

static struct host_state *wanted_second(const struct stage *st)
{
	struct host_state *w2 = host_state_copy(st->a, st->wanted);

	for (size_t i = 0; i < w2->links.n; i++) {
		struct link *w = &w2->links.v[i];

		if (!stage_is_live(st->wanted, st->found, &st->wanted->links.v[i]))
			continue;
		keep_live(st, w);
		drop_link_local(st, w2, w->name);
	}
	return w2;
}

static const struct intent_member *find_member(
	const struct intent_bond *b, const struct host_state *found, const struct link *w)
{
	uint8_t mac[6];

	for (size_t i = 0; i < b->members.n; i++) {
		const struct intent_member *m = &b->members.v[i];
		const struct link *l = m->nic_is_mac && !mac_parse(m->nic, mac)
			? host_state_link_by_mac(found, mac)
			: NULL;

		if (!strcmp(l ? l->name : m->nic, w->name))
			return m;
	}
	return NULL;
}

const struct intent_member *stage_waits(const struct intent_host *host,
	const struct host_state *wanted, const struct host_state *found, const struct link *w)
{
	if (!stage_is_live(wanted, found, w))
		return NULL;
	for (size_t i = 0; i < host->bonds.n; i++) {
		const struct intent_bond *b = host->bonds.v[i];
		const struct intent_member *m = strcmp(b->name, w->master) != 0 || !b->port_channel
			? NULL
			: find_member(b, found, w);

		if (m && m->sw)
			return m;
	}
	return NULL;
}

static const struct host_state *wanted_last(const struct stage *st)
{
	struct host_state *w3 = host_state_copy(st->a, st->wanted);
	bool any = false;

	for (size_t i = 0; i < w3->links.n; i++) {
		struct link *w = &w3->links.v[i];

		if (!stage_waits(st->host, st->wanted, st->found, &st->wanted->links.v[i]))
			continue;
		hold_back(w);
		w->has = LINK_HAS_UP | LINK_HAS_MASTER;
		w->up = false;
		w->master[0] = '\0';
		any = true;
	}
	return any ? w3 : st->wanted;
}

static void run(struct stage *st, const struct host_state *wanted)
{
	size_t from = st->out->n;

	st->n++;
	diff_host(st->a, wanted, st->sim, st->out);
	for (size_t i = from; i < st->out->n; i++) {
		st->out->v[i].stage = st->n;
		host_sim_step(st->a, st->sim, &st->out->v[i]);
	}
}

static void add_step(struct stage *st, const struct step *what, const char *why)
{
	struct step *s = ARENA_PUSH(st->a, st->out);

	*s = *what;
	s->id = (unsigned)st->out->n;
	s->stage = st->n;
	s->why = why;
	step_describe(st->a, s, st->sim);
}

static void prove_bonds(struct stage *st)
{
	for (size_t i = 0; i < st->wanted->links.n; i++) {
		const struct link *w = &st->wanted->links.v[i];
		struct step s = { .op = STEP_PROVE, .pos = w->pos };

		if (w->kind != LINK_BOND || w->gone || !takes_live(st->wanted, st->found, w->name))
			continue;
		s.u.link = *w;
		s.u.link.has = 0;
		s.u.link.bond.has = 0;
		s.u.link.port_vlans = NULL;
		add_step(st, &s, "what is live moves only to where frames pass");
	}
}

/* Whether it is reached by another way than before. */
static bool has_new_way(const struct stage *st, const struct host_addr *addr)
{
	if (!host_state_addr(st->found, addr))
		return true;
	for (size_t i = 0; i < st->wanted->links.n; i++) {
		const struct link *w = &st->wanted->links.v[i];

		if (w->kind == LINK_BOND && (w->has & LINK_HAS_MASTER) &&
			!strcmp(w->master, addr->link) &&
			takes_live(st->wanted, st->found, w->name))
			return true;
	}
	return false;
}

static void announce(struct stage *st)
{
	for (size_t i = 0; i < st->sim->addrs.n; i++) {
		struct step s = { .op = STEP_ANNOUNCE, .u.addr = st->sim->addrs.v[i] };

		s.pos = s.u.addr.pos;
		if (!s.u.addr.link_local && has_new_way(st, &s.u.addr))
			add_step(st, &s, "the switch learns its new way from it");
	}
}

const struct host_state *stage_host(struct arena *a, const struct intent_host *host,
	const struct host_state *wanted, const struct host_state *found, struct steps *out)
{
	struct stage st = { a, host, wanted, found, host_state_copy(a, found), out, 0 };
	const struct host_state *last = wanted_last(&st);

	run(&st, wanted_first(&st));
	prove_bonds(&st);
	run(&st, wanted_second(&st));
	announce(&st);
	run(&st, last);
	return last;
}

const char *stage_words(unsigned stage)
{
	static const char *const words[STAGES + 1] = {
		"",
		"what is idle joins, and must carry before anything live is touched",
		"what is live moves",
		"the legs that were live go out of use, and join",
	};

	return stage <= STAGES ? words[stage] : "";
}

static const char *lacp_fault(const struct link *l, const struct link *bond)
{
	const struct member_info *m = &l->member;

	if (!m->has_ad || !bond->ad.has || mac_is_zero(bond->ad.partner_mac) ||
		!(m->partner_state & AGGREGATES))
		return "no LACP partner answers";
	if (m->aggregator != bond->ad.aggregator)
		return "its partner is not the one of the active aggregator";
	if ((m->actor_state & CARRIES) != CARRIES)
		return "this side does not collect and distribute yet";
	if ((m->partner_state & CARRIES) != CARRIES)
		return "the switch does not collect and distribute";
	return NULL;
}

static const char *leg_fault(const struct link *l, const struct link *bond)
{
	if (!l->carrier || !l->member.has || l->member.mii_status)
		return "no link";
	if (bond->bond.value[BONDOPT_MODE] == BOND_MODE_8023AD)
		return lacp_fault(l, bond);
	return l->member.active ? NULL : "not active";
}

const char *stage_bond_fault(struct arena *a, const struct host_state *now, const char *bond)
{
	const struct link *b = host_state_link(now, bond);
	const char *text = "";

	if (!b || b->kind != LINK_BOND)
		return "it is gone";
	for (size_t i = 0; i < now->links.n; i++) {
		const struct link *l = &now->links.v[i];
		const char *fault;

		if (strcmp(l->master, bond) != 0)
			continue;
		fault = leg_fault(l, b);
		if (!fault && b->carrier)
			return NULL;
		text = arena_printf(a, "%s%s%s: %s", text, *text ? "; " : "", l->name,
			fault ? fault : "it carries, but the bond has no carrier (min_links)");
	}
	return *text ? text : "it has no member";
}

static bool hears_partner(const struct host_state *now, const struct link *bond)
{
	if (bond->bond.value[BONDOPT_MODE] != BOND_MODE_8023AD)
		return true;
	for (size_t i = 0; i < now->links.n; i++)
		if (!strcmp(now->links.v[i].master, bond->name) && now->links.v[i].member.has_ad &&
			(now->links.v[i].member.partner_state & AGGREGATES))
			return true;
	return !mac_is_zero(bond->ad.partner_mac);
}

static const char *fault_below(struct arena *a, const struct host_state *now, const struct link *l,
	unsigned depth, bool *heard)
{
	const struct link *lower = l->lower[0] ? host_state_link(now, l->lower) : NULL;
	const char *fault = NULL;

	if (l->kind == LINK_BOND) {
		fault = stage_bond_fault(a, now, l->name);
		*heard &= !fault || hears_partner(now, l);
		return fault;
	}
	if (lower && depth)
		fault = fault_below(a, now, lower, depth - 1, heard);
	for (size_t i = 0; !fault && depth && l->kind == LINK_BRIDGE && i < now->links.n; i++) {
		const struct link *port = &now->links.v[i];

		if (!strcmp(port->master, l->name) && port->kind != LINK_PLAIN)
			fault = fault_below(a, now, port, depth - 1, heard);
	}
	return fault;
}

const char *stage_link_fault(
	struct arena *a, const struct host_state *now, const char *link, bool *heard)
{
	enum { NESTED_MAX = 8 };
	const struct link *l = host_state_link(now, link);

	return l ? fault_below(a, now, l, NESTED_MAX, heard) : NULL;
}
