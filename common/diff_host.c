// SPDX-License-Identifier: Apache-2.0
/*
 * Each phase looks at what is wanted and at what the host would be like after the steps so far
 * (`sim`), and adds the steps that are missing. Their order is the kernel's: a member joins while
 * it and its bond are down (joining an open bond starts an 8 s timer, bond_3ad.c
 * AD_AGGREGATOR_SELECTION_TIMER), a VLAN can only be up above a lower that is up, a gateway needs
 * its subnet's address.
 */
#include <string.h>

#include "diff_host_phase.h"
#include "link_field.h"

/* What is wanted, or, where nothing was said, as it was found. */
static bool should_be_up(const struct diff *d, const struct link *w)
{
	return w->has & LINK_HAS_UP ? w->up : diff_was_up(d, w->name);
}

static void delete_links(struct diff *d)
{
	static const enum link_kind order[] = { LINK_VLAN, LINK_BRIDGE, LINK_BOND };

	for (size_t k = 0; k < sizeof(order) / sizeof(*order); k++)
		for (size_t i = 0; i < d->wanted->links.n; i++) {
			const struct link *w = &d->wanted->links.v[i], *l = diff_now(d, w);

			if (w->gone && l && w->kind == order[k])
				diff_emit_link(d, STEP_LINK_DEL, l, w->pos, "must not exist");
		}
}

/* Administratively down is said, not inferred: what must be down goes down before it is touched. */
static void set_down(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = diff_now(d, w);

		if (!w->gone && l && l->up && (w->has & LINK_HAS_UP) && !w->up)
			diff_emit_up(d, w, false, diff_origin(d, w));
	}
}

/* The kernel takes a bridge's port into another bridge in one step (rtnetlink.c do_set_master). */
static bool changes_bridge(const struct diff *d, const struct link *w, const struct link *l)
{
	return w->master[0] && diff_is_kind(d, l->master, LINK_BRIDGE) && w->kind == LINK_PLAIN &&
		host_state_link(d->wanted, w->master) &&
		host_state_link(d->wanted, w->master)->kind == LINK_BRIDGE;
}

static void leave_masters(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = diff_now(d, w);

		if (w->gone || !l)
			continue;
		if ((w->has & LINK_HAS_MASTER) && l->master[0] &&
			strcmp(w->master, l->master) != 0 && !changes_bridge(d, w, l))
			diff_emit_master(d, w, "", diff_origin(d, w));
		if (diff_bond_needs_no_members(w, l))
			diff_bond_release_members(d, w);
	}
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
		diff_bond_prune_new(&new.bond);
		diff_emit_link(d, STEP_LINK_ADD, &new, w->pos, diff_origin(d, w));
	}
}

/* Everything but bond options, MTUs, masters, up states and the address family's own settings. */
static void set_link(struct diff *d, const struct link *w, const struct link *l)
{
	unsigned settable = LINK_HAS_STP | LINK_HAS_VLAN_FILTERING | LINK_HAS_FORWARD_DELAY |
		LINK_HAS_AGEING_TIME | LINK_HAS_MCAST_SNOOPING;
	struct link set = *w;

	if (!diff_is_kind(d, l->master, LINK_BOND))
		settable |= LINK_HAS_MAC;
	if (!(l->has & LINK_HAS_AGEING_TIME))
		settable &= ~(unsigned)LINK_HAS_AGEING_TIME; /* not to be seen just now */
	set.bond.has = 0;
	set.has = 0;
	for (const struct link_field *f = link_fields; f->name; f++)
		if ((w->has & settable & f->has) && !link_field_same(w, l, f))
			set.has |= f->has;
	if (set.has)
		diff_emit_link(d, STEP_LINK_SET, &set, w->pos, diff_origin(d, w));
}

static void set_links(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = diff_now(d, w);

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
		diff_emit_up(d, w, false, "LACP starts 6 s sooner when members join a closed bond");
}

static void join(struct diff *d, const struct link *w, const struct link *l)
{
	if (diff_is_kind(d, w->master, LINK_BOND)) {
		close_empty_bond(d, w->master);
		if (l->up)
			diff_emit_up(d, w, false,
				arena_printf(
					d->a, "%s must be down to join %s", w->name, w->master));
	}
	diff_emit_master(d, w, w->master, diff_origin(d, w));
}

/* Links of which `which` is true join masters of this kind. */
static void join_masters(struct diff *d, enum link_kind master, bool (*which)(const struct link *w))
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = diff_now(d, w);

		if (!w->gone && l && which(w) && (w->has & LINK_HAS_MASTER) && w->master[0] &&
			strcmp(w->master, l->master) != 0 && diff_is_kind(d, w->master, master))
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

static void set_port_vlans(struct diff *d)
{
	static const struct port_vlans none;

	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = diff_now(d, w);
		struct link set = *w;

		set.has = LINK_HAS_PORT_VLANS;
		set.bond.has = 0;
		if (!w->gone && l && (w->has & LINK_HAS_PORT_VLANS) && w->port_vlans &&
			(diff_is_kind(d, l->master, LINK_BRIDGE) || l->vlan_filtering) &&
			!port_vlans_equal(w->port_vlans, l->port_vlans ? l->port_vlans : &none))
			diff_emit_link(d, STEP_PORT_VLANS, &set, w->pos, diff_origin(d, w));
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
		const struct link *w = &d->wanted->links.v[i], *l = diff_now(d, w);

		if (!w->gone && l && which(w) && !l->up && should_be_up(d, w) && lower_is_up(d, l))
			diff_emit_up(d, w, true, diff_origin(d, w));
	}
}

/* What went down with a bond or a NIC although nobody asked for it (VLANs above a bond). */
static void revive_links(struct diff *d)
{
	for (size_t i = 0; i < d->sim->links.n; i++) {
		const struct link *l = &d->sim->links.v[i];

		if (l->kind == LINK_VLAN && !l->up && diff_was_up(d, l->name) &&
			!host_state_link(d->wanted, l->name) && lower_is_up(d, l))
			diff_emit_up(d, l, true,
				arena_printf(d->a, "%s went down on the way", l->lower));
	}
}

static bool is_opened(const struct diff *d, const char *name)
{
	for (size_t i = 0; i < d->out->n; i++)
		if (d->out->v[i].op == STEP_LINK_UP && !strcmp(d->out->v[i].u.link.name, name))
			return true;
	return false;
}

/* A link that is set up takes all VLANs above it along (vlan.c vlan_device_event). */
static void close_vlans(struct diff *d)
{
	for (size_t i = 0; i < d->sim->links.n; i++) {
		const struct link *l = &d->sim->links.v[i];

		if (l->kind == LINK_VLAN && !l->up && (l->has & LINK_HAS_UP) &&
			is_opened(d, l->lower))
			diff_emit_up(d, l, false,
				arena_printf(d->a, "%s opened it on the way", l->lower));
	}
}

/* Nobody looked: the NICs that are wanted are taken to be there, idle. */
static void assume_nics(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i];

		if (w->kind == LINK_PLAIN && !w->gone)
			host_state_add_link(d->scratch, d->sim, w->name, LINK_PLAIN)->has =
				LINK_HAS_UP | LINK_HAS_MASTER;
	}
}

void diff_host(struct arena *a, const struct host_state *wanted, const struct host_state *found,
	struct steps *out)
{
	struct diff d = {
		.a = a, .wanted = wanted, .found = found, .scratch = arena_new(), .out = out
	};

	d.sim = host_state_copy(d.scratch, found);
	if (!found->links.n)
		assume_nics(&d);
	diff_rules_add(&d);
	delete_links(&d);
	diff_addrs_delete(&d);
	set_down(&d);
	leave_masters(&d);
	diff_mtus_lower(&d);
	create_links(&d, LINK_BOND);
	diff_bonds_set(&d);
	diff_mtus_raise_below(&d);
	join_masters(&d, LINK_BOND, is_below);
	create_links(&d, LINK_BRIDGE);
	create_links(&d, LINK_VLAN);
	diff_mtus_raise_above(&d);
	set_links(&d);
	join_masters(&d, LINK_BRIDGE, is_below);
	set_port_vlans(&d);
	set_up(&d, is_below);
	set_up(&d, is_vlan);
	join_masters(&d, LINK_BRIDGE, is_vlan);
	set_port_vlans(&d);
	set_up(&d, is_bridge);
	set_up(&d, is_vlan); /* of a VLAN-aware bridge */
	set_down(&d);        /* a bond opens what joins it */
	revive_links(&d);
	close_vlans(&d);
	diff_addrs_add(&d);
	diff_addrs_revive(&d);
	diff_rules_delete(&d);
	arena_free(d.scratch);
}
