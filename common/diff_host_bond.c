// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "diff_host_phase.h"

/* Options of other modes are refused in a create request, and so is a delay without miimon. */
static bool fits_new_bond(const struct bondopts *opts, enum bondopt o)
{
	if (opts->has & 1u << BONDOPT_MODE && !bondopt_fits(o, opts->value[BONDOPT_MODE]))
		return false;
	if (o == BONDOPT_AD_ACTOR_SYSTEM)
		return !mac_is_zero(opts->actor_system);
	if (o == BONDOPT_UPDELAY || o == BONDOPT_DOWNDELAY || o == BONDOPT_PEER_NOTIF_DELAY)
		return opts->value[o] != 0;
	return true;
}

void diff_bond_prune_new(struct bondopts *opts)
{
	for (int o = 0; o < BONDOPT_COUNT; o++)
		if (!fits_new_bond(opts, (enum bondopt)o))
			opts->has &= ~(1u << o);
}

const char *diff_bond_back(const struct link *w, const struct link *l)
{
	const struct bondopts *o = w->bond.has & 1u << BONDOPT_MODE ? &w->bond : &l->bond;

	return o->value[BONDOPT_MODE] == BOND_MODE_8023AD
		? "LACP is done again, about 3 s after its members have link"
		: "its members have link again";
}

bool diff_bond_needs_no_members(const struct link *w, const struct link *l)
{
	for (int o = 0; w->kind == LINK_BOND && o < BONDOPT_COUNT; o++)
		if (bondopt_table[o].when == BONDOPT_NO_MEMBERS && (w->bond.has & 1u << o) &&
			!bondopt_same(&w->bond, &l->bond, (enum bondopt)o))
			return true;
	return false;
}

/* Some options change only without members; those that are wanted join again later. */
void diff_bond_release_members(struct diff *d, const struct link *bond)
{
	for (size_t i = 0; i < d->sim->links.n; i++) {
		const struct link *l = &d->sim->links.v[i];

		if (!strcmp(l->master, bond->name))
			diff_emit_master(d, l, "",
				arena_printf(d->a,
					"%s changes so only without members: its traffic stops",
					bond->name));
	}
}

/* The kernel rounds delays down to a multiple of miimon (bond_options.c). */
static bool option_is_so(const struct bondopts *w, const struct bondopts *l, enum bondopt o)
{
	uint32_t miimon =
		w->has & 1u << BONDOPT_MIIMON ? w->value[BONDOPT_MIIMON] : l->value[BONDOPT_MIIMON];

	if (bondopt_same(w, l, o))
		return true;
	return (o == BONDOPT_UPDELAY || o == BONDOPT_DOWNDELAY || o == BONDOPT_PEER_NOTIF_DELAY) &&
		miimon && (l->has & 1u << o) && w->value[o] - w->value[o] % miimon == l->value[o];
}

/* The options that differ. One that this reader may not see is no difference. */
static uint32_t bond_differences(const struct diff *d, const struct link *w, const struct link *l)
{
	uint32_t differ = 0;

	for (int o = 0; o < BONDOPT_COUNT; o++) {
		uint32_t bit = 1u << o;
		bool hidden = d->found->limited && !(l->bond.has & bit) &&
			bondopt_hidden((enum bondopt)o);

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

/* A bond that lost its last member got a random address (bond_main.c __bond_release_one). */
static void keep_mac(
	const struct diff *d, const struct link *w, const struct link *l, struct link *set)
{
	const struct link *was = host_state_link(d->found, w->name);

	set->has = 0;
	if ((w->has & LINK_HAS_MAC) && memcmp(w->mac, l->mac, 6) != 0) {
		set->has = LINK_HAS_MAC;
	} else if (!(w->has & LINK_HAS_MAC) && was && (was->has & ~l->has & LINK_HAS_MAC)) {
		set->has = LINK_HAS_MAC;
		memcpy(set->mac, was->mac, sizeof(set->mac));
	}
}

static void set_bond(struct diff *d, const struct link *w)
{
	struct link *l = diff_now(d, w), set = *w;
	const char *names = "";

	keep_mac(d, w, l, &set);
	set.bond.has = bond_differences(d, w, l);
	if (!set.bond.has && !set.has)
		return;
	for (int o = 0; o < BONDOPT_COUNT; o++)
		if (set.bond.has & 1u << o && bondopt_table[o].when != BONDOPT_ANY_TIME)
			names = bondopt_table[o].name;
	if (needs_down(set.bond.has) && l->up)
		diff_emit_up(d, w, false,
			arena_printf(d->a,
				"%s changes only while the bond is down: its traffic stops until "
				"%s",
				names, diff_bond_back(w, l)));
	diff_emit_link(d, STEP_LINK_SET, &set, w->pos, diff_origin(d, w));
}

void diff_bonds_set(struct diff *d)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i];

		if (!w->gone && w->kind == LINK_BOND && diff_now(d, w))
			set_bond(d, w);
	}
}
