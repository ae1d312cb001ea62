// SPDX-License-Identifier: Apache-2.0
/*
 * What a file may say and no pair could be: everything that can be refused without looking at a
 * host or a switch. A value that could not be read is absent here, and was complained about.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "intent_report.h"

enum { ENTRIES_MAX = 2000 };

void check_say(const struct check *c, enum report_level level, struct pos pos, const char *hint,
	const char *fmt, ...)
{
	struct report_entry *e;
	va_list ap;
	char *text;

	if (c->r->n >= ENTRIES_MAX)
		return;
	va_start(ap, fmt);
	text = arena_vprintf(c->a, fmt, ap);
	va_end(ap);
	e = report_add(c->r, level, pos, "%s", text);
	e->hint = hint;
}

/* VLAN 1 is called "default" on every switch and keeps that name. */
static void check_vlans(const struct check *c)
{
	struct claims names = { 0 };

	for (size_t i = 0; i < c->in->vlans.n; i++) {
		const struct intent_vlan *v = &c->in->vlans.v[i];

		if (v->id >= VLAN_RESERVED_FIRST && v->id <= VLAN_RESERVED_LAST)
			check_say(c, REPORT_ERROR, v->pos, NULL,
				"vlans: %u is reserved (1002-1005 are Token Ring's and FDDI's)",
				v->id);
		if (v->id == 1 && v->name && strcmp(v->name, "default"))
			check_say(c, REPORT_ERROR, v->pos, NULL,
				"vlans: the name of VLAN 1 cannot be changed on a switch");
		if (v->name)
			claims_add(c, &names,
				(struct claim){ .key = v->name,
					.owner = "vlans",
					.label = v->name,
					.role = arena_printf(c->a, "the name of VLAN %u", v->id),
					.pos = v->pos });
	}
	claims_report(c, &names);
}

static void check_switches(const struct check *c)
{
	struct claims addresses = { 0 };

	for (size_t i = 0; i < c->in->switches.n; i++) {
		const struct intent_switch *sw = c->in->switches.v[i];

		if (sw->address)
			claims_add(c, &addresses,
				(struct claim){ .key = arena_printf(
							c->a, "%s port %u", sw->address, sw->port),
					.owner = sw->name,
					.label = sw->address,
					.role = arena_printf(c->a, "the address of %s", sw->name),
					.pos = sw->address_pos });
	}
	claims_report(c, &addresses);
}

/* Names of links, of which a host has one namespace. */
static void claim_bond_names(
	const struct check *c, const struct intent_bond *b, struct claims *links)
{
	claims_add(c, links,
		(struct claim){ .key = b->name,
			.owner = b->name,
			.label = b->name,
			.role = "a bond",
			.pos = b->pos });
	for (size_t i = 0; i < b->members.n; i++)
		claims_add(c, links,
			(struct claim){ .key = b->members.v[i].nic,
				.owner = b->name,
				.label = b->members.v[i].nic,
				.role = arena_printf(c->a, "a member of %s", b->name),
				.pos = b->members.v[i].pos });
}

/* A bridge's port is the bond, a VLAN interface of the file, or a VLAN device that is named after
 * the bond and the VLAN. */
static const char *port_of(
	const struct check *c, const struct intent_host *h, const struct intent_bridge *br)
{
	const struct intent_bond *b = br->bond;
	const struct intent_vlan_iface *v = intent_find_vlan_iface(h, b, br->vlan);
	const char *port = arena_printf(c->a, "%s.%u", b->name, br->vlan);

	/* no link has a blank */
	if (b->native_kind == NATIVE_ID && b->native_vlan == br->vlan)
		return arena_printf(c->a, "untagged %s", b->name);
	if (v)
		return arena_printf(c->a, "VLAN interface %s", v->name);
	if (strlen(port) >= LINK_NAME_MAX)
		check_say(c, REPORT_ERROR, br->vlan_pos,
			"give the bond a shorter name, or the VLAN one in vlan_interfaces",
			"%s: the VLAN device %s would have %zu characters, and the kernel takes 15",
			br->name, port, strlen(port));
	return port;
}

static void claim_bridge_names(const struct check *c, const struct intent_host *h,
	const struct intent_bridge *br, struct claims *links)
{
	const char *port;

	claims_add(c, links,
		(struct claim){ .key = br->name,
			.owner = br->name,
			.label = br->name,
			.role = "a bridge",
			.pos = br->pos });
	if (!br->bond || !br->vlan)
		return;
	port = port_of(c, h, br);
	claims_add(c, links,
		(struct claim){ .key = port,
			.owner = br->name,
			.label = port,
			.role = arena_printf(c->a, "the port of %s", br->name),
			.pos = br->vlan_pos });
}

static void claim_vlan_names(
	const struct check *c, const struct intent_vlan_iface *v, struct claims *links)
{
	const char *vlan;

	claims_add(c, links,
		(struct claim){ .key = v->name,
			.owner = v->name,
			.label = v->name,
			.role = "a VLAN interface",
			.pos = v->pos });
	if (!v->bond || !v->vlan)
		return;
	vlan = arena_printf(c->a, "VLAN %u of %s", v->vlan, v->bond->name);
	claims_add(c, links,
		(struct claim){ .key = vlan,
			.owner = v->name,
			.label = vlan,
			.role = v->name,
			.pos = v->vlan_pos });
}

static void check_host(const struct check *c, const struct intent_host *h)
{
	struct claims links = { 0 };

	for (size_t i = 0; i < h->bonds.n; i++) {
		claim_bond_names(c, h->bonds.v[i], &links);
		check_bond(c, h, h->bonds.v[i]);
	}
	for (size_t i = 0; i < h->vlan_ifaces.n; i++) {
		claim_vlan_names(c, h->vlan_ifaces.v[i], &links);
		check_vlan_iface(c, h, h->vlan_ifaces.v[i]);
	}
	for (size_t i = 0; i < h->bridges.n; i++) {
		claim_bridge_names(c, h, h->bridges.v[i], &links);
		check_bridge(c, h->bridges.v[i]);
		if (h->bridges.v[i]->vlan_aware == YES)
			check_vlan_aware(c, h, h->bridges.v[i]);
	}
	claims_report(c, &links);
}

static void claim_port(const struct check *c, const struct intent_host *h,
	const struct intent_bond *b, const struct intent_member *m, struct claims *ports)
{
	claims_add(c, ports,
		(struct claim){ .key = arena_printf(c->a, "%s %s", m->sw->name, m->port),
			.owner = b->name,
			.label = arena_printf(c->a, "%s of %s", m->port, m->sw->name),
			.role = arena_printf(
				c->a, "the port of %s %s %s", h->name, b->name, m->nic),
			.pos = m->port_pos });
}

static void claim_channel(const struct check *c, const struct intent_host *h,
	const struct intent_bond *b, const struct intent_switch *sw, struct claims *ports)
{
	const char *name = arena_printf(c->a, "Port-channel%u of %s", b->port_channel, sw->name);

	claims_add(c, ports,
		(struct claim){ .key = name,
			.owner = b->name,
			.label = name,
			.role = arena_printf(c->a, "that of %s %s", h->name, b->name),
			.pos = b->port_channel_pos });
}

/* A cable goes into one port, and a Port-channel is one bond's. */
static void claim_ports(const struct check *c, const struct intent_host *h,
	const struct intent_bond *b, struct claims *ports)
{
	const struct intent_switch *seen = NULL;

	for (size_t i = 0; i < b->members.n; i++) {
		const struct intent_member *m = &b->members.v[i];

		if (m->sw && *m->port)
			claim_port(c, h, b, m, ports);
		if (m->sw && m->sw != seen && b->port_channel)
			claim_channel(c, h, b, m->sw, ports);
		seen = m->sw ? m->sw : seen;
	}
}

void intent_check(const struct intent *in, struct report *r)
{
	struct check c = { .in = in, .r = r, .a = r->arena };
	struct claims ports = { 0 }, addresses = { 0 };

	check_vlans(&c);
	check_switches(&c);
	for (size_t i = 0; i < in->hosts.n; i++) {
		const struct intent_host *h = in->hosts.v[i];

		check_host(&c, h);
		check_addresses(&c, h, &addresses);
		for (size_t k = 0; k < h->bonds.n; k++)
			claim_ports(&c, h, h->bonds.v[k], &ports);
	}
	claims_report(&c, &ports);
	claims_report(&c, &addresses);
	intent_report_finish(in, r);
}
