// SPDX-License-Identifier: Apache-2.0
/*
 * What the kernel says of ports and bonds. A member is bundled only when nothing speaks against
 * it: a port of a bond keeps 0x3f as its state long after its link went down.
 */
#include <string.h>

#include "vsw.h"

enum { PROVEN = LACP_SYNC | LACP_COLLECTING | LACP_DISTRIBUTING };

static bool is_lacp(const struct vif *i)
{
	return i->chmode == CH_ACTIVE || i->chmode == CH_PASSIVE;
}

static bool lacp_bundled(const struct link *bond, const struct link *l)
{
	const struct member_info *m = &l->member;

	return bond->ad.has && m->has && m->has_ad && m->aggregator == bond->ad.aggregator &&
		(m->actor_state & PROVEN) == PROVEN &&
		!(m->actor_state & (LACP_DEFAULTED | LACP_EXPIRED)) &&
		!mac_is_zero(bond->ad.partner_mac);
}

static void read_port(struct vif *i, const struct host_state *links)
{
	char name[LINK_NAME_MAX];
	const struct link *l, *bond;

	vsw_port_link_name(i, name);
	l = host_state_link(links, name);
	i->facts.present = l != NULL;
	i->facts.carrier = l && l->carrier;
	i->facts.up = l && l->up;
	i->facts.bundled = false;
	vsw_copy(i->facts.master, sizeof(i->facts.master), l ? l->master : "");
	if (!l || !i->group)
		return;
	bond = host_state_link(links, l->master);
	if (!bond || bond->kind != LINK_BOND || !l->carrier || l->member.mii_status)
		return;
	i->facts.bundled = i->chmode == CH_ON || (is_lacp(i) && lacp_bundled(bond, l));
}

/* The 7.5 s run while a member is connected and has no partner. */
static void tick(struct vswitch *s, struct vif *i, int64_t now_ms)
{
	char why[VSW_WHY_MAX];
	bool waits = i->group && vsw_if_connected(s, i) && !i->facts.bundled &&
		!vsw_member_mismatch(s, i, why) && !vsw_member_standby(s, i);
	bool individual = i->group && vsw_channel_individual(s, i);

	if (!waits) {
		i->joined_ms = -1;
		i->expired = false;
	} else if (i->joined_ms < 0) {
		i->joined_ms = now_ms;
	} else if (!i->expired && now_ms - i->joined_ms >= VSW_SUSPEND_MS) {
		i->expired = true;
		if (!individual)
			vsw_log(s,
				"%%EC-5-L3DONTBNDL2: %s suspended: LACP currently not enabled on "
				"the"
				" remote port.",
				i->brief);
	}
}

/* A fault disables a port when its link comes up inside a channel-group. */
static void err_disable(struct vswitch *s, struct vif *i)
{
	const struct vsw_fault *f;

	if (!i->group || !vsw_if_connected(s, i))
		return;
	f = vsw_fault_hit_port(s, i);
	if (!f)
		return;
	vsw_copy(i->err_disabled, sizeof(i->err_disabled), f->reply);
	vsw_changed(s);
	vsw_log(s, "%%PM-4-ERR_DISABLE: %s error detected on %s, putting %s in err-disable state",
		i->err_disabled, i->brief, i->brief);
}

static bool facts_differ(const struct vif_facts *a, const struct vif_facts *b)
{
	return a->present != b->present || a->carrier != b->carrier || a->up != b->up ||
		a->bundled != b->bundled || strcmp(a->master, b->master);
}

static void tell_bundle(struct vswitch *s, const struct vif *i, bool before)
{
	const struct vif *po = vsw_if_channel(s, i->group);

	if (before == i->facts.bundled || !po)
		return;
	if (i->facts.bundled)
		vsw_log(s, "%%EC-5-BUNDLE: Interface %s joined port-channel %s", i->brief,
			po->brief);
	else
		vsw_log(s, "%%EC-5-UNBUNDLE: Interface %s left the port-channel %s", i->brief,
			po->brief);
}

/* A member unlike its Port-channel is told once, and once more when it is alike again. */
static void tell_mismatch(struct vswitch *s, struct vif *i)
{
	char why[VSW_WHY_MAX];
	bool unlike = i->group && vsw_if_admin_up(s, i) && vsw_member_mismatch(s, i, why);

	if (unlike == i->told)
		return;
	i->told = unlike;
	if (unlike)
		vsw_log(s,
			"%%EC-5-CANNOT_BUNDLE2: %s is not compatible with Po%u and will be"
			" suspended (%s)",
			i->brief, i->group, why);
	else if (i->group)
		vsw_log(s, "%%EC-5-COMPATIBLE: %s is compatible with port-channel members",
			i->brief);
}

void vswitch_facts(struct vswitch *s, const struct host_state *links, int64_t now_ms)
{
	static const struct host_state none;

	s->now_ms = now_ms;
	s->kernel = links != NULL;
	for (struct vif *i = s->cfg.ifs; i; i = i->next) {
		struct vif_facts before = i->facts;
		bool expired = i->expired;

		if (i->kind != VIF_PHYSICAL)
			continue;
		read_port(i, links ? links : &none);
		if (!links)
			vsw_wire_facts(s, i, now_ms);
		err_disable(s, i);
		tell_mismatch(s, i);
		tick(s, i, now_ms);
		if (facts_differ(&before, &i->facts) || expired != i->expired)
			vsw_changed(s);
		tell_bundle(s, i, before.bundled);
	}
	vsw_events(s);
}

void vswitch_facts_bond(
	struct vswitch *s, const char *bond, const struct proc_bonding *p, int64_t now_ms)
{
	char name[LINK_NAME_MAX];

	s->now_ms = now_ms;
	for (struct vif *i = s->cfg.ifs; i; i = i->next) {
		if (i->kind != VIF_PHYSICAL || strcmp(i->facts.master, bond))
			continue;
		vsw_port_link_name(i, name);
		i->facts.has_lacp = false;
		for (size_t k = 0; k < p->members.n; k++) {
			const struct proc_member *m = &p->members.v[k];

			if (strcmp(m->name, name))
				continue;
			i->facts.actor = m->actor;
			i->facts.partner = m->partner;
			i->facts.has_lacp = m->has_lacp;
			i->facts.speed_mbps = m->speed_mbps;
			if (m->has_lacp && mac_is_zero(m->partner.system) && i->facts.bundled &&
				is_lacp(i)) {
				i->facts.bundled = false;
				vsw_changed(s);
			}
		}
	}
}

void vswitch_facts_counters(struct vswitch *s, const char *link, uint64_t sent, uint64_t received)
{
	char name[LINK_NAME_MAX];

	for (struct vif *i = s->cfg.ifs; i; i = i->next) {
		if (i->kind != VIF_PHYSICAL)
			continue;
		vsw_port_link_name(i, name);
		if (strcmp(name, link))
			continue;
		i->facts.sent = (unsigned)sent;
		i->facts.received = (unsigned)received;
	}
}
