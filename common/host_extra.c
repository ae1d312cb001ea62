// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "diff_host.h"
#include "host_extra.h"
#include "host_sim.h"

bool host_is_vm_port(const struct link *l)
{
	return l->kind == LINK_PLAIN && l->kind_name[0];
}

static void add(struct arena *a, struct host_extras *out, enum host_extra_kind kind,
	const struct link *owner, const struct link *link, const struct host_addr *addr)
{
	*ARENA_PUSH(a, out) = (struct host_extra){ kind, owner, link, addr };
}

static const struct link *ours(const struct host_state *wanted, const char *name)
{
	const struct link *w = *name ? host_state_link(wanted, name) : NULL;

	return w && w->kind != LINK_PLAIN ? w : NULL;
}

/* The VLAN of a wanted device under another name: refused as that, and nothing besides. */
static bool stands_for(const struct host_state *wanted, const struct link *l)
{
	for (size_t i = 0; i < wanted->links.n; i++) {
		const struct link *w = &wanted->links.v[i];

		if (w->kind == LINK_VLAN && w->vlan_id == l->vlan_id && !strcmp(w->lower, l->lower))
			return true;
	}
	return false;
}

static void add_link(struct arena *a, const struct host_state *wanted, const struct link *l,
	struct host_extras *out)
{
	const struct link *w = host_state_link(wanted, l->name);
	const struct link *master = ours(wanted, l->master), *lower = ours(wanted, l->lower);
	bool placed = w && (w->gone || (w->has & LINK_HAS_MASTER));

	if (master && !placed && master->kind == LINK_BOND)
		add(a, out, EXTRA_MEMBER, master, l, NULL);
	if (master && !placed && master->kind == LINK_BRIDGE && !host_is_vm_port(l))
		add(a, out, EXTRA_PORT, master, l, NULL);
	if (lower && !w && l->kind == LINK_VLAN && !stands_for(wanted, l))
		add(a, out, EXTRA_VLAN, lower, l, NULL);
}

void host_extras(struct arena *a, const struct host_state *wanted, const struct host_state *found,
	struct host_extras *out)
{
	for (size_t i = 0; i < found->links.n; i++)
		add_link(a, wanted, &found->links.v[i], out);
	for (size_t i = 0; i < found->addrs.n; i++) {
		const struct host_addr *addr = &found->addrs.v[i];
		const struct link *w = ours(wanted, addr->link);

		if (w && !addr->link_local && !host_state_addr(wanted, addr))
			add(a, out, EXTRA_ADDR, w, NULL, addr);
	}
}

const char *host_extra_words(struct arena *a, const struct host_extra *x)
{
	char ip[IPADDR_TEXT_MAX];

	switch (x->kind) {
	case EXTRA_MEMBER:
		return arena_printf(a, "the member %s", x->link->name);
	case EXTRA_PORT:
		return arena_printf(a, "the port %s", x->link->name);
	case EXTRA_VLAN:
		return arena_printf(a, "the VLAN device %s", x->link->name);
	case EXTRA_ADDR:
		return arena_printf(a, "the address %s", ipaddr_format(&x->addr->ip, true, ip));
	}
	return "";
}

static void want_left(struct arena *a, struct host_state *wanted, const struct link *l)
{
	struct link *w = host_state_link(wanted, l->name);

	if (!w) {
		w = host_state_add_link(a, wanted, l->name, l->kind);
		w->has = 0;
	}
	w->has |= LINK_HAS_MASTER;
	w->master[0] = '\0';
}

static void want_gone(struct arena *a, struct host_state *wanted, const struct host_extra *x)
{
	if (x->addr) {
		struct host_addr *w = ARENA_PUSH(a, &wanted->addrs);

		*w = *x->addr;
		w->gone = true;
	} else if (x->kind == EXTRA_VLAN) {
		struct link *w = host_state_add_link(a, wanted, x->link->name, LINK_VLAN);

		w->gone = true;
	} else {
		want_left(a, wanted, x->link);
	}
}

/* An address from DHCP or a router comes back: its client has to be stopped instead. */
static bool is_leased(const struct host_extra *x)
{
	return x->addr && x->addr->dynamic;
}

static bool needs_session(
	const struct host_state *found, const struct host_extra *x, const char *session)
{
	if (!session)
		return false;
	if (x->kind == EXTRA_ADDR)
		return !strcmp(x->addr->link, session);
	return x->kind != EXTRA_MEMBER && diff_host_carries_session(found, x->link->name, session);
}

void host_extras_prune(struct arena *a, struct host_state *wanted, const struct host_state *found,
	const char *session, struct report *r)
{
	struct host_extras all = { 0 };

	host_extras(a, wanted, found, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct host_extra *x = &all.v[i];

		if (needs_session(found, x, session))
			report_add(r, REPORT_ERROR, x->owner->pos,
				"%s: %s is extra, but this session came in by %s", x->owner->name,
				host_extra_words(a, x), session)
				->hint = "come in by another NIC or the console";
	}
	for (size_t i = 0; i < all.n; i++) {
		/* Wanting moves the list of wanted links: owner is not to be used from here. */
		if (!is_leased(&all.v[i]))
			want_gone(a, wanted, &all.v[i]);
	}
}
