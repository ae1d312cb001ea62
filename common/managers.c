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

/* The way to hand a link over that lasts, and where there is one, the way that acts at once. */
static const char *hand_over(const struct judge *j, const struct manager_claim *c)
{
	struct arena *a = j->r->arena;

	switch (c->by) {
	case MANAGER_NETWORKMANAGER:
		return arena_printf(a,
			"nmcli device set %s managed no; to stay so: "
			"/etc/NetworkManager/conf.d/90-lacppair.conf with the lines [keyfile] and "
			"unmanaged-devices+=interface-name:%s, then nmcli general reload",
			c->link, c->link);
	case MANAGER_NETWORKD:
		if (claim_of(j, MANAGER_NETPLAN, c->link))
			return arena_printf(a, "take %s out of %s, then netplan apply", c->link,
				claim_of(j, MANAGER_NETPLAN, c->link)->where);
		return arena_printf(a,
			"/etc/systemd/network/05-lacppair-%s.network with the lines [Match], "
			"Name=%s, [Link] and Unmanaged=yes, then networkctl reload",
			c->link, c->link);
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

static const char *would_do(const struct manager_claim *c)
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
		return "it makes, addresses and deletes that bridge by itself";
	case MANAGER_COUNT:
		break;
	}
	return "";
}

static void judge_claim(const struct judge *j, const struct manager_claim *c)
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
		where, would_do(c));
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
	struct judge j = { wanted, found, found->managers, steps, r };

	if (!j.facts)
		return;
	for (size_t i = 0; i < j.facts->claims.n; i++)
		if (j.facts->claims.v[i].owns || j.facts->claims.v[i].by == MANAGER_IFUPDOWN ||
			j.facts->claims.v[i].by == MANAGER_NETPLAN)
			judge_claim(&j, &j.facts->claims.v[i]);
	for (size_t i = 0; j.facts->running[MANAGER_NETWORKMANAGER] && i < wanted->links.n; i++)
		judge_unknown(&j, &wanted->links.v[i]);
}
