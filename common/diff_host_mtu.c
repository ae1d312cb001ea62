// SPDX-License-Identifier: Apache-2.0
/*
 * MTU through the whole stack. A VLAN takes no more than what it lies on (ERANGE), and is lowered
 * with it but not raised again (8021q/vlan.c vlan_device_event); members follow their bond. So it
 * is lowered from the top down, and raised from the bond upward.
 */
#include <string.h>

#include "diff_host_phase.h"

static void set_mtu(struct diff *d, const struct link *w)
{
	struct link set = *w;

	set.has = LINK_HAS_MTU;
	set.bond.has = 0;
	diff_emit_link(d, STEP_LINK_SET, &set, w->pos, diff_origin(d, w));
}

/* The wanted link of this kind as it is now; NULL where its MTU is its bond's, or not said. */
static const struct link *resizable(const struct diff *d, const struct link *w, enum link_kind kind)
{
	const struct link *l = w->gone || w->kind != kind ? NULL : diff_now(d, w);

	return l && (w->has & LINK_HAS_MTU) && !diff_is_kind(d, l->master, LINK_BOND) ? l : NULL;
}

static bool lies_on_bridge(const struct diff *d, const struct link *w)
{
	return w->kind == LINK_VLAN && diff_is_kind(d, w->lower, LINK_BRIDGE);
}

static void lower(struct diff *d, enum link_kind kind, bool on_bridge)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = resizable(d, w, kind);

		if (l && w->mtu < l->mtu && lies_on_bridge(d, w) == on_bridge)
			set_mtu(d, w);
	}
}

void diff_mtus_lower(struct diff *d)
{
	lower(d, LINK_VLAN, true);
	lower(d, LINK_BRIDGE, false);
	lower(d, LINK_VLAN, false);
	lower(d, LINK_BOND, false);
	lower(d, LINK_PLAIN, false);
}

static void raise(struct diff *d, enum link_kind kind, bool on_bridge)
{
	for (size_t i = 0; i < d->wanted->links.n; i++) {
		const struct link *w = &d->wanted->links.v[i], *l = resizable(d, w, kind);

		if (l && w->mtu > l->mtu && lies_on_bridge(d, w) == on_bridge)
			set_mtu(d, w);
	}
}

void diff_mtus_raise_below(struct diff *d)
{
	raise(d, LINK_PLAIN, false);
	raise(d, LINK_BOND, false);
}

void diff_mtus_raise_above(struct diff *d)
{
	raise(d, LINK_VLAN, false);
	raise(d, LINK_BRIDGE, false);
	raise(d, LINK_VLAN, true);
}
