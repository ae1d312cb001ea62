// SPDX-License-Identifier: Apache-2.0
/*
 * show spanning-tree: the kernel's bridge runs none, so whatever is up forwards, and this switch is
 * the root of every VLAN. Shapes: Catalyst 2960, rapid-pvst.
 */
#include <stdio.h>
#include <string.h>

#include "vsw_show.h"

static bool carries(const struct vswitch *s, const struct vif *i, unsigned vlan)
{
	struct vlanset set;

	if (i->kind == VIF_VLAN || i->group || i->l2.routed || !vsw_if_connected(s, i))
		return false;
	if (!vsw_if_trunks(s, i))
		return i->l2.mode != VIF_TRUNK && i->l2.access == vlan;
	vsw_if_vlans(s, i, true, &set);
	return vlanset_has(&set, vlan);
}

/* The edge type is of PortFast. IOS counts ports in the order of its interfaces. */
static void put_row(struct vswitch_vty *v, const char *name, const struct vif *i, unsigned number)
{
	buf_printf(&v->reply, "%-19s Desg FWD %-9u 128.%-6u P2p %s\n", name,
		i->kind == VIF_CHANNEL ? 3 : 4, number, i->fast ? "Edge" : "");
}

static void put_vlan(struct vswitch_vty *v, unsigned vlan)
{
	unsigned number = 0;
	bool any = false;

	for (const struct vif *i = v->s->cfg.ifs; i; i = i->next) {
		number++;
		if (!carries(v->s, i, vlan))
			continue;
		if (!any)
			buf_printf(&v->reply,
				"\nVLAN%04u\n"
				"  Spanning tree enabled protocol rstp\n"
				"  Root ID    Priority    %u\n"
				"             This bridge is the root\n\n"
				"Interface           Role Sts Cost      Prio.Nbr Type\n"
				"------------------- ---- --- --------- -------- "
				"--------------------------------\n",
				vlan, 32768 + vlan);
		any = true;
		put_row(v, i->brief, i, number);
	}
}

void vsw_show_stp(struct vswitch_vty *v, const struct vsw_call *c)
{
	size_t before = v->reply.len;
	struct vlanset asked = { 0 };

	if (c->n && vlanset_parse(&asked, c->arg[0]) >= 0) {
		buf_puts(&v->reply, "Command rejected: Bad instance list\n");
		return;
	}
	for (const struct vsw_vlan *l = v->s->cfg.vlans; l; l = l->next)
		if (!c->n || vlanset_has(&asked, l->id))
			put_vlan(v, l->id);
	if (v->reply.len == before)
		buf_puts(&v->reply, "\nNo spanning tree instance exists.\n\n");
}

void vsw_show_stp_if(struct vswitch_vty *v, const struct vsw_call *c)
{
	unsigned number = 1;
	bool any = false;
	char name[16];

	for (const struct vif *i = v->s->cfg.ifs; i != c->iface; i = i->next)
		number++;
	for (const struct vsw_vlan *l = v->s->cfg.vlans; l; l = l->next) {
		if (!carries(v->s, c->iface, l->id))
			continue;
		if (!any)
			buf_puts(&v->reply,
				"\nVlan                Role Sts Cost      Prio.Nbr Type\n"
				"------------------- ---- --- --------- -------- "
				"--------------------------------\n");
		any = true;
		snprintf(name, sizeof(name), "VLAN%04u", l->id);
		put_row(v, name, c->iface, number);
	}
	if (!any)
		buf_printf(&v->reply, "no spanning tree info available for %s\n", c->iface->name);
}

static unsigned forwarding(const struct vswitch *s, unsigned vlan)
{
	unsigned n = 0;

	for (const struct vif *i = s->cfg.ifs; i; i = i->next)
		n += carries(s, i, vlan);
	return n;
}

void vsw_show_stp_summary(struct vswitch_vty *v, const struct vsw_call *c)
{
	static const char rule[] =
		"---------------------- -------- --------- -------- ---------- ----------\n";
	unsigned vlans = 0, ports = 0;

	(void)c;
	buf_printf(&v->reply,
		"Switch is in rapid-pvst mode\nRoot bridge for: none\n"
		"Extended system ID           is enabled\n"
		"Portfast Default             is disabled\n"
		"PortFast BPDU Guard Default  is disabled\n"
		"Portfast BPDU Filter Default is disabled\n"
		"Loopguard Default            is disabled\n"
		"EtherChannel misconfig guard is enabled\n"
		"Configured Pathcost method used is short\n\n"
		"Name                   Blocking Listening Learning Forwarding STP Active\n%s",
		rule);
	for (const struct vsw_vlan *l = v->s->cfg.vlans; l; l = l->next) {
		unsigned n = forwarding(v->s, l->id);

		if (!n)
			continue;
		buf_printf(&v->reply, "VLAN%04u %22u %9u %8u %10u %10u\n", l->id, 0, 0, 0, n, n);
		vlans++;
		ports += n;
	}
	buf_printf(&v->reply, "%s%u vlan%s %24u %9u %8u %10u %10u\n", rule, vlans,
		vlans == 1 ? "" : "s", 0, 0, 0, ports, ports);
}
