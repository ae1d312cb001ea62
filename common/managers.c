// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "managers.h"

static const char *const names[MANAGER_COUNT] = {
	[MANAGER_NETWORKMANAGER] = "NetworkManager",
	[MANAGER_NETWORKD] = "systemd-networkd",
	[MANAGER_IFUPDOWN] = "ifupdown",
	[MANAGER_NETPLAN] = "netplan",
	[MANAGER_LIBVIRT] = "libvirt",
};

const char *manager_name(enum manager m)
{
	return names[m];
}

int manager_parse(const char *name, enum manager *out)
{
	for (int m = 0; m < MANAGER_COUNT; m++)
		if (!strcmp(names[m], name)) {
			*out = (enum manager)m;
			return 0;
		}
	return -1;
}

struct judge {
	const struct host_state *wanted, *found;
	const struct manager_facts *facts;
	const struct steps *steps;
	struct report *r;
	bool said[MANAGER_COUNT]; /* how it is handed over */
};

static bool is_touched(const struct judge *j, const char *link)
{
	for (size_t i = 0; i < j->steps->n; i++)
		if (!strcmp(step_link_name(&j->steps->v[i]), link))
			return true;
	return false;
}

static struct pos pos_of(const struct judge *j, const char *link)
{
	static const struct pos nowhere;
	const struct link *w = host_state_link(j->wanted, link);

	return w ? w->pos : nowhere;
}

static const struct manager_claim *claim_of(
	const struct judge *j, enum manager by, const char *link)
{
	for (size_t i = 0; i < j->facts->claims.n; i++) {
		const struct manager_claim *c = &j->facts->claims.v[i];

		if (c->by == by && !strcmp(c->link, link))
			return c;
	}
	return NULL;
}

/* VLANs of a bond have one pattern with it. */
static bool is_in_pattern(const struct link *l)
{
	size_t n = strlen(l->lower);

	return l->kind == LINK_VLAN && n && !strncmp(l->name, l->lower, n) && l->name[n] == '.';
}

/*
 * Not the NICs alone: what is made on them is seen as "connected externally", and NetworkManager
 * takes it apart at `nmcli networking off'; a [Match] of networkd's may be for all.
 */
static const char *all_links(const struct judge *j, const char *before, const char *between)
{
	enum { NAMES_MAX = 40 };
	struct arena *a = j->r->arena;
	const char *list = "";
	unsigned n = 0;

	for (size_t i = 0; i < j->wanted->links.n && n < NAMES_MAX; i++) {
		const struct link *l = &j->wanted->links.v[i];

		if (l->gone || is_in_pattern(l))
			continue;
		list = arena_printf(a, "%s%s%s%s", list, n++ ? between : "", before, l->name);
		if (l->kind == LINK_BOND)
			list = arena_printf(a, "%s%s%s%s.*", list, between, before, l->name);
	}
	return n < NAMES_MAX ? list : arena_printf(a, "%s (and so on)", list);
}

/* The way to hand a link over that acts at once, and the one that lasts, which is said once. */
static const char *hand_over(struct judge *j, const struct manager_claim *c)
{
	struct arena *a = j->r->arena;
	bool said = j->said[c->by];

	j->said[c->by] = true;
	switch (c->by) {
	case MANAGER_NETWORKMANAGER:
		if (said)
			return arena_printf(a, "nmcli device set %s managed no", c->link);
		return arena_printf(a,
			"nmcli device set %s managed no: its addresses stay; for all of them to "
			"stay so, then: /etc/NetworkManager/conf.d/90-lacppair.conf with the lines "
			"[keyfile] and unmanaged-devices+=%s, and nmcli general reload (not "
			"before: it takes the addresses of a NIC that is still managed)",
			c->link, all_links(j, "interface-name:", ";"));
	case MANAGER_NETWORKD:
		if (said)
			return "the same file";
		return arena_printf(a,
			"/etc/systemd/network/05-lacppair.network with the lines [Match], Name=%s, "
			"[Link] and Unmanaged=yes, then networkctl reload",
			all_links(j, "", " "));
	case MANAGER_LIBVIRT:
		return arena_printf(a,
			"give the network another bridge (virsh net-edit %s), or end it: virsh "
			"net-destroy %s",
			c->where, c->where);
	case MANAGER_IFUPDOWN:
	case MANAGER_NETPLAN:
	case MANAGER_COUNT:
		break;
	}
	return NULL;
}

static const char *libvirt_would_do(const struct judge *j, const struct manager_claim *c)
{
	const struct link *l = host_state_link(j->found, c->link);

	if (l && l->kind == LINK_PLAIN)
		return "what its guests send goes out by it, and finds no way when it is a member";
	return c->owns ? "it makes, addresses and deletes that bridge by itself"
		       : "it makes and addresses that bridge when the network is started";
}

static const char *would_do(const struct judge *j, const struct manager_claim *c)
{
	switch (c->by) {
	case MANAGER_NETWORKMANAGER:
		return "it activates its own profile there again, and takes what we set away";
	case MANAGER_NETWORKD:
		return "it drops addresses and routes that are not its own, and sets its own again";
	case MANAGER_IFUPDOWN:
		return "ifup and the next boot set it up by that, besides or against the intent";
	case MANAGER_NETPLAN:
		return "netplan apply and the next boot set it up by that, besides or against the "
		       "intent";
	case MANAGER_LIBVIRT:
		return libvirt_would_do(j, c);
	case MANAGER_COUNT:
		break;
	}
	return "";
}

static void judge_claim(struct judge *j, const struct manager_claim *c)
{
	bool refuse = c->owns && j->facts->running[c->by];
	const char *where = c->where && *c->where
		? arena_printf(j->r->arena, " (%s%s)", c->by == MANAGER_LIBVIRT ? "network " : "",
			  c->where)
		: "";
	struct report_entry *e;

	if (!is_touched(j, c->link))
		return;
	e = report_add(j->r, refuse ? REPORT_ERROR : REPORT_WARNING, pos_of(j, c->link),
		"%s: %s %s it%s: %s", c->link, manager_name(c->by), refuse ? "manages" : "knows",
		where, would_do(j, c));
	e->hint = refuse ? hand_over(j, c) : NULL;
}

/* Its daemon runs, and said nothing about a NIC that we are about to take: it may take it, too. */
static void judge_unknown(const struct judge *j, const struct link *w)
{
	if (w->kind != LINK_PLAIN || !is_touched(j, w->name) ||
		claim_of(j, MANAGER_NETWORKMANAGER, w->name))
		return;
	report_add(j->r, REPORT_WARNING, w->pos,
		"%s: NetworkManager is running and has not said that it leaves this NIC alone: it "
		"may activate a profile there when the NIC has carrier",
		w->name)
		->hint = arena_printf(j->r->arena, "nmcli device set %s managed no", w->name);
}

void managers_judge(const struct host_state *wanted, const struct host_state *found,
	const struct steps *steps, struct report *r)
{
	struct judge j = { wanted, found, found->managers, steps, r, { false } };

	if (!j.facts)
		return;
	for (size_t i = 0; i < j.facts->claims.n; i++)
		if (j.facts->claims.v[i].owns || j.facts->claims.v[i].by != MANAGER_NETWORKMANAGER)
			judge_claim(&j, &j.facts->claims.v[i]);
	for (size_t i = 0; j.facts->running[MANAGER_NETWORKMANAGER] && i < wanted->links.n; i++)
		judge_unknown(&j, &wanted->links.v[i]);
}
