// SPDX-License-Identifier: Apache-2.0
/*
 * Each phase looks at what is wanted and at what the host would be like after the steps so far
 * (`sim`), and adds the steps that are missing. Their order is the kernel's: a member joins while
 * it and its bond are down (joining an open bond starts an 8 s timer, bond_3ad.c
 * AD_AGGREGATOR_SELECTION_TIMER), a VLAN can only be up above a lower that is up, a gateway needs
 * its subnet's address.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "diff_host.h"
#include "host_sim.h"
#include "step_text.h"

struct diff {
	struct arena *a;
	const struct host_state *wanted, *found;
	struct host_state *sim;
	struct steps *out;
};

static struct step *begin(struct diff *d, enum step_op op, struct pos pos, const char *why)
{
	struct step *s = ARENA_PUSH(d->a, d->out);

	s->id = (unsigned)d->out->n;
	s->op = op;
	s->pos = pos;
	s->why = why;
	return s;
}

static void end(struct diff *d, struct step *s)
{
	step_describe(d->a, s, d->sim);
	host_sim_step(d->a, d->sim, s);
}

/* A step that concerns a link; its values, where the op has any, are those of `values`. */
static void emit_link(
	struct diff *d, enum step_op op, const struct link *values, struct pos pos, const char *why)
{
	struct step *s = begin(d, op, pos, why);

	s->u.link = *values;
	end(d, s);
}

static const char *origin(struct diff *d, const struct link *w)
{
	return step_origin(d->a, w->name, w->pos);
}

static void emit_up(struct diff *d, const struct link *w, bool up, const char *why)
{
	emit_link(d, up ? STEP_LINK_UP : STEP_LINK_DOWN, w, w->pos, why);
}

static void emit_master(struct diff *d, const struct link *l, const char *master, const char *why)
{
	struct link to = *l;

	snprintf(to.master, sizeof(to.master), "%s", master);
	emit_link(d, STEP_MASTER, &to, l->pos, why);
}

/* The wanted link as it would be by now; NULL when it is not there or is something else. */
static struct link *now(const struct diff *d, const struct link *w)
{
	struct link *l = host_state_link(d->sim, w->name);

	return l && l->kind == w->kind ? l : NULL;
}

static bool is_kind(const struct diff *d, const char *name, enum link_kind kind)
{
	const struct link *l = host_state_link(d->sim, name);

	return l && l->kind == kind;
}

static bool was_up(const struct diff *d, const char *name)
{
	const struct link *l = host_state_link(d->found, name);

	return l && l->up;
}

/* What is wanted, or, where nothing was said, as it was found. */
static bool should_be_up(const struct diff *d, const struct link *w)
{
	return w->has & LINK_HAS_UP ? w->up : was_up(d, w->name);
}

static void delete_links(struct diff *d)
{
	static const enum link_kind order[] = { LINK_VLAN, LINK_BRIDGE, LINK_BOND };

	for (size_t k = 0; k < sizeof(order) / sizeof(*order); k++)
		for (size_t i = 0; i < d->wanted->links.n; i++) {
			const struct link *w = &d->wanted->links.v[i], *l = now(d, w);

			if (w->gone && l && w->kind == order[k])
				emit_link(d, STEP_LINK_DEL, l, w->pos, "must not exist");
		}
}

/* Administratively down is said, not inferred: what must be down goes down before it is touched. */
static void set_down(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = now(d, w);

		if (!w->gone && l && l->up && (w->has & LINK_HAS_UP) && !w->up)
			emit_up(d, w, false, origin(d, w));
	}
}

static bool mode_differs(const struct link *w, const struct link *l)
{
	return w->kind == LINK_BOND && (w->bond.has & 1u << BONDOPT_MODE) &&
		!bondopt_same(&w->bond, &l->bond, BONDOPT_MODE);
}

/* A bond changes its mode only without members; those that are wanted join again later. */
static void release_members(struct diff *d, const struct link *bond)
{
	for (size_t i = 0; i < d->sim->links.n; i++) {
		const struct link *l = &d->sim->links.v[i];

		if (!strcmp(l->master, bond->name))
			emit_master(d, l, "",
				arena_printf(d->a,
					"%s changes its mode only without members: its traffic "
					"stops",
					bond->name));
	}
}

static void leave_masters(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = now(d, w);

		if (w->gone || !l)
			continue;
		if ((w->has & LINK_HAS_MASTER) && l->master[0] && strcmp(w->master, l->master) != 0)
			emit_master(d, w, "", origin(d, w));
		if (mode_differs(w, l))
			release_members(d, w);
	}
}

/* Options of other modes are refused in a create request, and so is a delay without miimon. */
static bool fits_new_bond(const struct bondopts *opts, enum bondopt o)
{
	bool ad = opts->value[BONDOPT_MODE] == BOND_MODE_8023AD;

	switch (o) {
	case BONDOPT_LACP_RATE:
	case BONDOPT_LACP_ACTIVE:
	case BONDOPT_AD_ACTOR_SYS_PRIO:
	case BONDOPT_AD_USER_PORT_KEY:
		return ad;
	case BONDOPT_AD_ACTOR_SYSTEM:
		return ad && !mac_is_zero(opts->actor_system);
	case BONDOPT_UPDELAY:
	case BONDOPT_DOWNDELAY:
		return opts->value[o] != 0;
	case BONDOPT_MODE:
	case BONDOPT_MIIMON:
	case BONDOPT_AD_SELECT:
	case BONDOPT_XMIT_HASH_POLICY:
	case BONDOPT_MIN_LINKS:
	case BONDOPT_COUNT:
		return true;
	}
	return true;
}

/* Brings about the links of a kind that do not exist. A name in use by another kind is left. */
static void create_links(struct diff *d, enum link_kind kind)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i];
		struct link new = *w;

		if (w->gone || w->kind != kind || host_state_link(d->sim, w->name))
			continue;
		new.has &= ~(unsigned)(LINK_HAS_UP | LINK_HAS_MASTER | LINK_HAS_PORT_VLANS);
		for (int o = 0; o < BONDOPT_COUNT; o++)
			if (!fits_new_bond(&w->bond, (enum bondopt)o))
				new.bond.has &= ~(1u << o);
		emit_link(d, STEP_LINK_ADD, &new, w->pos, origin(d, w));
	}
}

/* The kernel rounds delays down to a multiple of miimon (bond_options.c). */
static bool option_is_so(const struct bondopts *w, const struct bondopts *l, enum bondopt o)
{
	uint32_t miimon =
		w->has & 1u << BONDOPT_MIIMON ? w->value[BONDOPT_MIIMON] : l->value[BONDOPT_MIIMON];

	if (bondopt_same(w, l, o))
		return true;
	return (o == BONDOPT_UPDELAY || o == BONDOPT_DOWNDELAY) && miimon && (l->has & 1u << o) &&
		w->value[o] - w->value[o] % miimon == l->value[o];
}

/* The options that differ. One that this reader may not see is no difference. */
static uint32_t bond_differences(const struct diff *d, const struct link *w, const struct link *l)
{
	uint32_t differ = 0;

	for (int o = 0; o < BONDOPT_COUNT; o++) {
		uint32_t bit = 1u << o;
		bool hidden = d->found->limited && !(l->bond.has & bit) &&
			bondopt_table[o].attr >= bondopt_table[BONDOPT_AD_ACTOR_SYS_PRIO].attr;

		if ((w->bond.has & bit) && !hidden &&
			!option_is_so(&w->bond, &l->bond, (enum bondopt)o))
			differ |= bit;
	}
	return differ;
}

static bool needs_down(uint32_t options)
{
	for (int o = 0; o < BONDOPT_COUNT; o++)
		if ((options & 1u << o) && bondopt_table[o].when != BONDOPT_ANY_TIME)
			return true;
	return false;
}

static void set_bond(struct diff *d, const struct link *w)
{
	struct link *l = now(d, w), set = *w;
	const char *names = "";

	set.has = 0;
	set.bond.has = bond_differences(d, w, l);
	if (!set.bond.has)
		return;
	for (int o = 0; o < BONDOPT_COUNT; o++)
		if (set.bond.has & 1u << o && bondopt_table[o].when != BONDOPT_ANY_TIME)
			names = bondopt_table[o].name;
	if (needs_down(set.bond.has) && l->up)
		emit_up(d, w, false,
			arena_printf(d->a,
				"%s changes only while the bond is down: its traffic stops until "
				"LACP is done again, about 3 s",
				names));
	emit_link(d, STEP_LINK_SET, &set, w->pos, origin(d, w));
}

static void set_bonds(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i];

		if (!w->gone && w->kind == LINK_BOND && now(d, w))
			set_bond(d, w);
	}
}

/* Everything but bond options, masters, up states and the address family's own settings. */
static void set_link(struct diff *d, const struct link *w, const struct link *l)
{
	struct link set = *w;
	bool in_bond = is_kind(d, l->master, LINK_BOND);

	set.bond.has = 0;
	set.has = 0;
	if ((w->has & LINK_HAS_MAC) && !in_bond && memcmp(w->mac, l->mac, 6) != 0)
		set.has |= LINK_HAS_MAC;
	if ((w->has & LINK_HAS_STP) && w->stp != l->stp)
		set.has |= LINK_HAS_STP;
	if ((w->has & LINK_HAS_VLAN_FILTERING) &&
		(w->vlan_filtering != l->vlan_filtering || w->default_pvid != l->default_pvid))
		set.has |= LINK_HAS_VLAN_FILTERING;
	if ((w->has & LINK_HAS_MTU) && !in_bond && w->mtu != l->mtu)
		set.has |= LINK_HAS_MTU;
	if (set.has)
		emit_link(d, STEP_LINK_SET, &set, w->pos, origin(d, w));
}

static void set_links(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = now(d, w);

		if (!w->gone && l)
			set_link(d, w, l);
	}
}

static bool has_members(const struct diff *d, const char *bond)
{
	for (size_t i = 0; i < d->sim->links.n; i++)
		if (!strcmp(d->sim->links.v[i].master, bond))
			return true;
	return false;
}

/* The first member of an open LACP bond waits 8 s, that of a closed one does not. */
static void close_empty_bond(struct diff *d, const char *name)
{
	const struct link *bond = host_state_link(d->sim, name);
	const struct link *w = host_state_link(d->wanted, name);

	if (bond->up && bond->bond.value[BONDOPT_MODE] == BOND_MODE_8023AD && w && !w->gone &&
		should_be_up(d, w) && !has_members(d, name))
		emit_up(d, w, false, "LACP starts 6 s sooner when members join a closed bond");
}

static void join(struct diff *d, const struct link *w, const struct link *l)
{
	if (is_kind(d, w->master, LINK_BOND)) {
		close_empty_bond(d, w->master);
		if (l->up)
			emit_up(d, w, false,
				arena_printf(
					d->a, "%s must be down to join %s", w->name, w->master));
	}
	emit_master(d, w, w->master, origin(d, w));
}

/* Links of which `which` is true join masters of this kind. */
static void join_masters(struct diff *d, enum link_kind master, bool (*which)(const struct link *w))
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = now(d, w);

		if (!w->gone && l && which(w) && (w->has & LINK_HAS_MASTER) && w->master[0] &&
			strcmp(w->master, l->master) != 0 && is_kind(d, w->master, master))
			join(d, w, l);
	}
}

static bool is_vlan(const struct link *w)
{
	return w->kind == LINK_VLAN;
}

static bool is_bridge(const struct link *w)
{
	return w->kind == LINK_BRIDGE;
}

static bool is_below(const struct link *w)
{
	return w->kind == LINK_PLAIN || w->kind == LINK_BOND;
}

static bool same_port_vlans(const struct port_vlans *a, const struct port_vlans *b)
{
	return a->pvid == b->pvid && vlanset_equal(&a->vlans, &b->vlans) &&
		vlanset_equal(&a->untagged, &b->untagged);
}

static void set_port_vlans(struct diff *d)
{
	static const struct port_vlans none;

	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = now(d, w);
		struct link set = *w;

		set.has = LINK_HAS_PORT_VLANS;
		set.bond.has = 0;
		if (!w->gone && l && (w->has & LINK_HAS_PORT_VLANS) && w->port_vlans &&
			is_kind(d, l->master, LINK_BRIDGE) &&
			!same_port_vlans(w->port_vlans, l->port_vlans ? l->port_vlans : &none))
			emit_link(d, STEP_PORT_VLANS, &set, w->pos, origin(d, w));
	}
}

static bool lower_is_up(const struct diff *d, const struct link *w)
{
	const struct link *lower = host_state_link(d->sim, w->lower);

	return w->kind != LINK_VLAN || !lower || lower->up;
}

static void set_up(struct diff *d, bool (*which)(const struct link *w))
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = now(d, w);

		if (!w->gone && l && which(w) && !l->up && should_be_up(d, w) && lower_is_up(d, l))
			emit_up(d, w, true, origin(d, w));
	}
}

/* What went down with a bond or a NIC although nobody asked for it (VLANs above a bond). */
static void revive_links(struct diff *d)
{
	for (size_t i = 0; i < d->sim->links.n; i++) {
		const struct link *l = &d->sim->links.v[i];

		if (l->kind == LINK_VLAN && !l->up && was_up(d, l->name) &&
			!host_state_link(d->wanted, l->name) && lower_is_up(d, l))
			emit_up(d, l, true,
				arena_printf(d->a, "%s went down on the way", l->lower));
	}
}

static void emit_addr(struct diff *d, enum step_op op, const struct host_addr *w, const char *why)
{
	struct step *s = begin(d, op, w->pos, why);

	s->u.addr = *w;
	end(d, s);
}

static void emit_route(struct diff *d, enum step_op op, const struct host_route *w, const char *why)
{
	struct step *s = begin(d, op, w->pos, why);

	s->u.route = *w;
	end(d, s);
}

static void delete_addrs(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->routes.n; i++) {
		const struct host_route *w = &d->wanted->routes.v[i];

		if (w->gone && host_state_route(d->sim, w))
			emit_route(d, STEP_ROUTE_DEL, w, "must not exist");
	}
	for (size_t i = 0; i < d->wanted->addrs.n; i++) {
		const struct host_addr *w = &d->wanted->addrs.v[i];

		if (w->gone && host_state_addr(d->sim, w))
			emit_addr(d, STEP_ADDR_DEL, w, "must not exist");
	}
}

static void add_addrs(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->addrs.n; i++) {
		const struct host_addr *w = &d->wanted->addrs.v[i];

		if (!w->gone && host_state_link(d->sim, w->link) && !host_state_addr(d->sim, w))
			emit_addr(d, STEP_ADDR_ADD, w, step_origin(d->a, w->link, w->pos));
	}
	for (size_t i = 0; i < d->wanted->routes.n; i++) {
		const struct host_route *w = &d->wanted->routes.v[i];

		if (!w->gone && host_state_link(d->sim, w->link) && !host_state_route(d->sim, w))
			emit_route(d, STEP_ROUTE_ADD, w, step_origin(d->a, w->link, w->pos));
	}
}

static bool wants_addr_gone(const struct diff *d, const struct host_addr *addr)
{
	const struct host_addr *w = host_state_addr(d->wanted, addr);

	return w && w->gone;
}

static bool wants_route_gone(const struct diff *d, const struct host_route *r)
{
	const struct host_route *w = host_state_route(d->wanted, r);

	return w && w->gone;
}

static bool still_up(const struct diff *d, const char *name)
{
	const struct link *l = host_state_link(d->sim, name);

	return l && l->up && was_up(d, name) && !is_kind(d, l->master, LINK_BOND);
}

/* A link that goes down and up again loses its IPv6 addresses and its routes: they return. */
static void revive_addrs(struct diff *d)
{
	for (size_t i = 0; i < d->found->addrs.n; i++) {
		const struct host_addr *f = &d->found->addrs.v[i];

		if (!f->link_local && !f->dynamic && still_up(d, f->link) &&
			!host_state_addr(d->sim, f) && !wants_addr_gone(d, f))
			emit_addr(d, STEP_ADDR_ADD, f,
				arena_printf(d->a, "%s went down on the way", f->link));
	}
	for (size_t i = 0; i < d->found->routes.n; i++) {
		const struct host_route *f = &d->found->routes.v[i];

		if (!host_route_is_automatic(f) && still_up(d, f->link) &&
			!host_state_route(d->sim, f) && !wants_route_gone(d, f))
			emit_route(d, STEP_ROUTE_ADD, f,
				arena_printf(d->a, "%s went down on the way", f->link));
	}
}

/* Nobody looked: the NICs that are wanted are taken to be there, idle. */
static void assume_nics(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i];

		if (w->kind == LINK_PLAIN && !w->gone)
			host_state_add_link(d->a, d->sim, w->name, LINK_PLAIN)->has =
				LINK_HAS_UP | LINK_HAS_MASTER;
	}
}

void diff_host(struct arena *a, const struct host_state *wanted, const struct host_state *found,
	struct steps *out)
{
	struct diff d = { a, wanted, found, host_state_copy(a, found), out };

	if (!found->links.n)
		assume_nics(&d);
	delete_links(&d);
	delete_addrs(&d);
	set_down(&d);
	leave_masters(&d);
	create_links(&d, LINK_BOND);
	set_bonds(&d);
	join_masters(&d, LINK_BOND, is_below);
	create_links(&d, LINK_BRIDGE);
	create_links(&d, LINK_VLAN);
	set_links(&d);
	join_masters(&d, LINK_BRIDGE, is_below);
	set_port_vlans(&d);
	set_up(&d, is_below);
	set_up(&d, is_vlan);
	join_masters(&d, LINK_BRIDGE, is_vlan);
	set_port_vlans(&d);
	set_up(&d, is_bridge);
	set_down(&d); /* a bond opens what joins it */
	revive_links(&d);
	add_addrs(&d);
	revive_addrs(&d);
}
