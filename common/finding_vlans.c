// SPDX-License-Identifier: Apache-2.0
/*
 * When the rows of the table hold that are about what passes a trunk beside its list: size, a way
 * on, the native VLAN's tag, and what PVST+ says to one who only listens.
 */
#include <stdio.h>
#include <string.h>

#include "finding.h"
#include "net.h"

static const struct switch_view *view_of(const struct observe_bond *b)
{
	return b->switch_answered ? b->view : NULL;
}

/* Of a port; 0: it has no line. */
static unsigned line_of(const struct show_port_mtus *all, const char *port)
{
	for (size_t i = 0; all && i < all->rows.n; i++)
		if (ifname_equal(all->rows.v[i].port, port))
			return all->rows.v[i].mtu;
	return 0;
}

/* What the Port-channel's own line says, or its members': *where. 0: none has one. */
static unsigned port_mtu(struct finding_case *c, const char **where)
{
	const struct observe_bond *b = c->bond;
	const struct show_port_mtus *all = view_of(b) ? b->view->port_mtus : NULL;
	unsigned least;

	*where = arena_printf(c->arena, "Port-channel%u", b->port_channel);
	least = line_of(all, *where);
	for (size_t i = 0; !least && i < b->members.n; i++) {
		const struct observe_member *m = &b->members.v[i];

		least = m->planned && m->port ? line_of(all, m->port) : 0;
		*where = m->port;
	}
	return least;
}

/*
 * The switch's own word on what it takes without a tag and header, or 0. Where jumbo is said no
 * port has a size of its own; elsewhere one that has is no business of the global number, and
 * without the configuration nobody knows.
 */
static unsigned system_mtu(struct finding_case *c, bool *jumbo)
{
	const struct switch_view *v = view_of(c->bond);
	const char *where;

	*jumbo = v && v->mtu && v->mtu->jumbo;
	if (!v || !v->mtu || port_mtu(c, &where))
		return 0;
	if (*jumbo)
		return v->mtu->jumbo;
	return v->port_mtus ? v->mtu->system : 0;
}

/* By LLDP the largest frame, by CDP the MTU: one below the MTU is too small in either reading. */
static bool hears_smaller(struct finding_case *c, unsigned mtu)
{
	bool any = false;

	for (size_t i = 0; i < c->bond->members.n; i++) {
		const struct observe_member *m = &c->bond->members.v[i];
		const struct neighbor *n = m->lldp.has_mtu ? &m->lldp : &m->cdp;

		if (n->heard && n->has_mtu && n->mtu && n->mtu < mtu)
			any = finding_add(c, "%s hears by %s: largest frame %u; planned is MTU %u",
				m->name, frame_kind_name(n->via), n->mtu, mtu);
	}
	return any;
}

bool finding_port_mtu(struct finding_case *c)
{
	const char *where;
	unsigned mtu = port_mtu(c, &where);

	return mtu && mtu < c->bond->mtu_planned &&
		finding_add(c, "%s: show running-config: %s has mtu %u, planned is %u",
			c->bond->switch_name, where, mtu, c->bond->mtu_planned);
}

static bool is_system_small(struct finding_case *c, bool with_jumbo)
{
	bool jumbo;
	unsigned mtu = system_mtu(c, &jumbo);

	return jumbo == with_jumbo && mtu && mtu < c->bond->mtu_planned &&
		finding_add(c, "%s: show system mtu: %u, planned is %u", c->bond->switch_name, mtu,
			c->bond->mtu_planned);
}

bool finding_system_mtu(struct finding_case *c)
{
	return is_system_small(c, false);
}

bool finding_mtu(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	unsigned mtu = b->mtu_planned;
	bool any = false;

	if (!mtu)
		return false;
	if (b->has_link && b->present && b->mtu && b->mtu < mtu)
		any = finding_add(c, "%s has MTU %u, planned is %u", b->name, b->mtu, mtu);
	any = is_system_small(c, true) || any;
	return hears_smaller(c, mtu) || any;
}

static void add_access(const struct switch_view *view, struct vlanset *carried)
{
	for (size_t i = 0; view->statuses && i < view->statuses->rows.n; i++) {
		const struct show_status *s = &view->statuses->rows.v[i];
		struct vlanset one = { 0 };

		if (!strcmp(s->status, "connected") && vlanset_parse(&one, s->vlan) == -1)
			vlanset_union(carried, &one);
	}
}

/*
 * A switch without any other trunk ends the VLANs itself; a connected access port of a VLAN is a
 * way on, too.
 */
bool finding_no_uplink(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	const struct show_trunk *ours = finding_trunk(b);
	struct vlanset missing = b->vlans, carried = { 0 };
	unsigned others = 0;

	if (!ours)
		return false;
	for (size_t i = 0; i < b->view->trunks->rows.n; i++) {
		const struct show_trunk *t = &b->view->trunks->rows.v[i];

		if (t == ours || !(t->has & TRUNK_ACTIVE))
			continue;
		others++;
		vlanset_union(&carried, &t->active);
	}
	add_access(b->view, &carried);
	vlanset_intersect(&missing, &ours->active);
	vlanset_minus(&missing, &carried);
	if (!others || vlanset_empty(&missing))
		return false;
	c->vlans = finding_list(c, &missing);
	return finding_add(c, "%s: show interfaces trunk: none of %u other trunks has %s active",
		b->switch_name, others, c->vlans);
}

/* Its tag may also come of another native VLAN, which then came without one. */
bool finding_native_tagged(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;

	if (!b->native || !b->has_trunk)
		return false;
	if (b->switch_answered && b->view && b->view->tags_native)
		return finding_add(
			c, "%s: show running-config: vlan dot1q tag native", b->switch_name);
	return !b->bpdus.untagged && vlanset_has(&b->bpdus.tagged, b->native) &&
		finding_add(
			c, "PVST+ BPDUs of VLAN %u, the native one, come with its tag", b->native);
}

/* The switch's own word on it is enough. */
bool finding_bpdu_native(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	unsigned native = observe_trunk_native(b);
	struct finding_case said = *c;

	return native && b->bpdus.untagged && b->bpdus.untagged != native &&
		!finding_native_differs(&said) &&
		finding_add(c, "PVST+ BPDUs of VLAN %u come without a tag; native is to be %u",
			b->bpdus.untagged, native);
}

/* Whether the trunk lets the VLAN through is what tells silence from a closed way. */
static const char *trunk_words(const struct observe_bond *b, unsigned vlan)
{
	const struct show_trunk *t = finding_trunk(b);

	if (!t)
		return "the switch's trunk was not seen";
	if (t->has & TRUNK_ALLOWED && !vlanset_has(&t->allowed, vlan))
		return "the trunk does not allow the VLAN";
	if (t->has & TRUNK_FORWARDING && !vlanset_has(&t->forwarding, vlan))
		return "the trunk does not forward the VLAN";
	return t->has & TRUNK_FORWARDING
		? "the switch's trunk forwards the VLAN: who was asked may be down, or further on"
		: "the switch did not show whether its trunk forwards the VLAN";
}

bool finding_probe_silent(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	bool any = false;

	for (size_t i = 0; i < b->probes.n; i++) {
		const struct observe_probe *p = &b->probes.v[i];
		char to[IPADDR_TEXT_MAX];

		if (p->answer != PROBE_SILENT)
			continue;
		any = finding_add(c, "VLAN %u: no answer of %s to %u ARP questions through %s; %s",
			p->vlan, ipaddr_format(&p->to, false, to), p->asked, p->link,
			trunk_words(b, p->vlan));
	}
	return any;
}

/* An answer that is newer than the start of the look says more than a BPDU. */
bool finding_bpdu_blocked(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;
	struct vlanset blocked = b->vlans;

	vlanset_intersect(&blocked, &b->bpdus.blocked);
	if (!b->has_trunk || finding_trunk(b) || vlanset_empty(&blocked))
		return false;
	c->vlans = finding_list(c, &blocked);
	return finding_add(
		c, "rapid PVST+ BPDUs say that their port does not forward: VLAN %s", c->vlans);
}
