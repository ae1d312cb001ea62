// SPDX-License-Identifier: Apache-2.0
/*
 * Members and their Port-channel: what must be alike, who waits, who is suspended, who is bundled.
 * The reasons are the words of %EC-5-CANNOT_BUNDLE2.
 */
#include <stdio.h>
#include <string.h>

#include "vsw.h"

enum { BUNDLE_MAX = 8 }; /* ports of a group that carry traffic */

static const char *mode_word(const struct vif_l2 *l2)
{
	return l2->mode == VIF_TRUNK ? "trunk" : "access";
}

static const char *dtp_word(const struct vif_l2 *l2)
{
	return l2->nonegotiate || l2->mode == VIF_ACCESS ? "off" : "on";
}

static bool same_mask(const struct vif_l2 *a, const struct vif_l2 *b)
{
	return a->allowed_said == b->allowed_said &&
		(!a->allowed_said || vlanset_equal(&a->allowed, &b->allowed));
}

/* The first other port of the group. */
static const struct vif *other_member(const struct vswitch *s, const struct vif *i)
{
	const struct vif *m = s->cfg.ifs;

	while (m && (m == i || m->kind != VIF_PHYSICAL || m->group != i->group))
		m = m->next;
	return m;
}

/* Speed, duplex, MTU. The first member that is up decides, so that it never differs itself. */
static void physical_mismatch(
	const struct vswitch *s, const struct vif *i, const struct vif *po, char why[VSW_WHY_MAX])
{
	static const char *const duplex[] = { "auto", "half", "full" };
	const struct vif *m = other_member(s, i);
	unsigned mtu = i->mtu ? i->mtu : 1500, other = po->mtu ? po->mtu : 1500;

	if (mtu != other)
		snprintf(why, VSW_WHY_MAX, "MTU of %s is %u, %s is %u", i->brief, mtu, po->brief,
			other);
	else if (!m || strverscmp(i->name, m->name) < 0 || !vsw_if_connected(s, m))
		return;
	else if (vsw_if_speed(s, i) != vsw_if_speed(s, m))
		snprintf(why, VSW_WHY_MAX, "speed of %s is %uM, %s is %uM", i->brief,
			vsw_if_speed(s, i), m->brief, vsw_if_speed(s, m));
	else if (i->duplex != m->duplex)
		snprintf(why, VSW_WHY_MAX, "duplex of %s is %s, %s is %s", i->brief,
			duplex[i->duplex], m->brief, duplex[m->duplex]);
}

bool vsw_member_mismatch(const struct vswitch *s, const struct vif *i, char why[VSW_WHY_MAX])
{
	const struct vif *po = vsw_if_channel(s, i->group);
	const struct vif_l2 *a = &i->l2, *b;

	why[0] = '\0';
	if (!po)
		return false;
	b = &po->l2;
	if (a->routed != b->routed)
		snprintf(why, VSW_WHY_MAX,
			"Either port is L2 and port-channel is L3, or vice-versa");
	else if (a->routed)
		return false;
	else if (strcmp(mode_word(a), mode_word(b)))
		snprintf(why, VSW_WHY_MAX, "trunk mode of %s is %s, %s is %s", i->brief,
			mode_word(a), po->brief, mode_word(b));
	else if (strcmp(dtp_word(a), dtp_word(b)))
		snprintf(why, VSW_WHY_MAX, "dtp mode of %s is %s, %s is %s", i->brief, dtp_word(a),
			po->brief, dtp_word(b));
	else if (a->dot1q != b->dot1q)
		snprintf(why, VSW_WHY_MAX, "trunk encap of %s is %s, %s is %s", i->brief,
			a->dot1q ? "dot1q" : "auto", po->brief, b->dot1q ? "dot1q" : "auto");
	else if (a->mode == VIF_TRUNK && a->native != b->native)
		snprintf(why, VSW_WHY_MAX, "native vlan of %s is %u, %s id %u", i->brief, a->native,
			po->brief, b->native);
	else if (a->mode == VIF_TRUNK ? !same_mask(a, b) : a->access != b->access)
		snprintf(why, VSW_WHY_MAX, "vlan mask is different");
	else
		physical_mismatch(s, i, po, why);
	return why[0];
}

void vsw_channel_rejoin(struct vswitch *s, struct vif *i)
{
	i->joined_ms = -1;
	i->expired = false;
	vsw_changed(s);
	for (struct vif *m = s->cfg.ifs; m && i->kind == VIF_CHANNEL; m = m->next)
		if (m->group == i->number)
			vsw_channel_rejoin(s, m);
}

/* A member of a Port-channel that is shut stays down (%EC-5-STAYDOWN). */
bool vsw_if_admin_up(const struct vswitch *s, const struct vif *i)
{
	const struct vif *po = i->group ? vsw_if_channel(s, i->group) : NULL;

	return s->now_ms >= s->boot_ms && !i->shutdown && !i->err_disabled[0] &&
		!(po && po->shutdown);
}

bool vsw_if_connected(const struct vswitch *s, const struct vif *i)
{
	if (i->kind == VIF_CHANNEL)
		return vsw_channel_up(s, i);
	return vsw_if_admin_up(s, i) && i->facts.present && i->facts.carrier;
}

static bool takes_part(const struct vswitch *s, const struct vif *m)
{
	char why[VSW_WHY_MAX];

	return m->kind == VIF_PHYSICAL && (m->chmode == CH_ACTIVE || m->chmode == CH_PASSIVE) &&
		!m->expired && vsw_if_connected(s, m) && !vsw_member_mismatch(s, m, why);
}

/* Lower priority number first, then the order of ports (IEEE 802.1AX: port priority, number). */
static bool comes_before(const struct vif *a, const struct vif *b)
{
	if (a->lacp_priority != b->lacp_priority)
		return a->lacp_priority < b->lacp_priority;
	return strverscmp(a->name, b->name) < 0;
}

/* Enough others come before it. */
bool vsw_member_standby(const struct vswitch *s, const struct vif *i)
{
	const struct vif *po = vsw_if_channel(s, i->group);
	unsigned before = 0;

	if (!po || !takes_part(s, i))
		return false;
	for (const struct vif *m = s->cfg.ifs; m; m = m->next)
		before += m != i && m->group == i->group && takes_part(s, m) && comes_before(m, i);
	return before >= (po->max_bundle ? po->max_bundle : BUNDLE_MAX);
}

/* Without a partner it stands alone, instead of being suspended: for a host that boots. */
bool vsw_channel_individual(const struct vswitch *s, const struct vif *i)
{
	const struct vif *po = vsw_if_channel(s, i->group);

	return po && po->standalone;
}

char vsw_member_flag(const struct vswitch *s, const struct vif *i)
{
	char why[VSW_WHY_MAX];

	if (!vsw_if_connected(s, i))
		return 'D';
	if (vsw_member_mismatch(s, i, why))
		return 's';
	if (vsw_member_standby(s, i))
		return 'H';
	if (i->facts.bundled)
		return 'P';
	if (!i->expired)
		return 'w';
	return vsw_channel_individual(s, i) ? 'I' : 's';
}

/* U in use; M fewer bundled than `port-channel min-links` asks for; D down. */
char vsw_channel_flag(const struct vswitch *s, const struct vif *po)
{
	unsigned bundled = 0;

	for (const struct vif *i = s->cfg.ifs; i && !po->shutdown; i = i->next)
		bundled += i->group == po->number && vsw_member_flag(s, i) == 'P';
	if (!bundled)
		return 'D';
	return bundled < po->min_links ? 'M' : 'U';
}

bool vsw_channel_up(const struct vswitch *s, const struct vif *po)
{
	return vsw_channel_flag(s, po) == 'U';
}

void vsw_port_link_name(const struct vif *i, char out[LINK_NAME_MAX])
{
	snprintf(out, LINK_NAME_MAX, "%.15s", i->brief);
	for (char *p = out; *p; p++)
		*p = *p == '/' ? '-' : (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
}
