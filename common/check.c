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
			claims_add(c, &names, v->name, arena_printf(c->a, "VLAN %u", v->id),
				arena_printf(c->a, "the name `%s`", v->name), v->pos);
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
				arena_printf(c->a, "%s %u", sw->address, sw->port), sw->name,
				arena_printf(c->a, "the address %s", sw->address), sw->address_pos);
	}
	claims_report(c, &addresses);
}

/* Names that the host will have: of bonds, members, bridges and VLAN devices. */
static void claim_links(const struct check *c, const struct intent_host *h, struct claims *links)
{
	for (size_t i = 0; i < h->bonds.n; i++) {
		const struct intent_bond *b = h->bonds.v[i];

		claims_add(c, links, b->name, b->name, "the name", b->pos);
		for (size_t k = 0; k < b->members.n; k++)
			claims_add(c, links, b->members.v[k].nic, b->name,
				arena_printf(c->a, "NIC %s", b->members.v[k].nic),
				b->members.v[k].pos);
	}
	for (size_t i = 0; i < h->bridges.n; i++) {
		const struct intent_bridge *br = h->bridges.v[i];

		claims_add(c, links, br->name, br->name, "the name", br->pos);
	}
}

/* A bridge's port is the bond, or a VLAN device that is named after the bond and the VLAN. */
static void claim_ports_of_bridges(
	const struct check *c, const struct intent_host *h, struct claims *links)
{
	for (size_t i = 0; i < h->bridges.n; i++) {
		const struct intent_bridge *br = h->bridges.v[i];
		const struct intent_bond *b = br->bond;
		const char *name, *label;

		if (!b || !br->vlan)
			continue;
		name = arena_printf(c->a, "%s.%u", b->name, br->vlan);
		label = arena_printf(c->a, "%s (VLAN %u of %s)", name, br->vlan, b->name);
		if (b->native_kind == NATIVE_ID && b->native_vlan == br->vlan) {
			label = arena_printf(c->a, "untagged %s (VLAN %u)", b->name, br->vlan);
			name = label; /* its blanks keep it apart from names of links */
		} else if (strlen(name) >= LINK_NAME_MAX) {
			check_say(c, REPORT_ERROR, br->vlan_pos, "give the bond a shorter name",
				"%s: the VLAN device %s would have %zu characters, and the kernel "
				"takes 15",
				br->name, name, strlen(name));
		}
		claims_add(c, links, name, br->name, label, br->vlan_pos);
	}
}

static void check_host(const struct check *c, const struct intent_host *h)
{
	struct claims links = { 0 };

	claim_links(c, h, &links);
	claim_ports_of_bridges(c, h, &links);
	claims_report(c, &links);
	for (size_t i = 0; i < h->bonds.n; i++)
		check_bond(c, h, h->bonds.v[i]);
	for (size_t i = 0; i < h->bridges.n; i++)
		check_bridge(c, h->bridges.v[i]);
}

/* A cable goes into one port, and a Port-channel is one bond's. */
static void claim_ports(const struct check *c, const struct intent_bond *b, struct claims *ports)
{
	const struct intent_switch *seen = NULL;

	for (size_t i = 0; i < b->members.n; i++) {
		const struct intent_member *m = &b->members.v[i];
		const char *channel;

		if (!m->sw)
			continue;
		if (*m->port)
			claims_add(c, ports, arena_printf(c->a, "%s %s", m->sw->name, m->port),
				b->name, arena_printf(c->a, "%s of %s", m->port, m->sw->name),
				m->port_pos);
		if (m->sw == seen || !b->port_channel)
			continue;
		seen = m->sw;
		channel = arena_printf(c->a, "Port-channel%u of %s", b->port_channel, seen->name);
		claims_add(c, ports, channel, b->name, channel, b->port_channel_pos);
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
			claim_ports(&c, h->bonds.v[k], &ports);
	}
	claims_report(&c, &ports);
	claims_report(&c, &addresses);
	intent_report_finish(in, r);
}
