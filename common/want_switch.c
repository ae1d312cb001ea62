// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "ios_attr.h"
#include "template.h"
#include "want_switch.h"

/* What a unit's rendering needs at hand. */
struct unit_maker {
	struct arena *arena;
	const struct intent *in;
	const struct ios_template *templates;
	struct want_unit *unit;
	struct err *e;
};

enum { VALUES_MAX = 24 };

/* The values of one object, in template_render()'s form: a list that ends with name NULL. */
struct values {
	struct template_value v[VALUES_MAX + 1];
	size_t n;
};

static void put(
	struct values *vs, const char *name, const char *value, const char *key, struct pos pos)
{
	struct template_value v = { .name = name, .value = value, .key = key, .pos = pos };

	if (vs->n < VALUES_MAX)
		vs->v[vs->n++] = v;
}

static int render(struct unit_maker *m, const char *name, const struct values *vs)
{
	for (const struct ios_template *t = m->templates; t->name; t++)
		if (!strcmp(t->name, name))
			return template_render(m->arena, t, vs->v, &m->unit->lines, m->e);
	return err_set(m->e, ERR_INTENT, name, "no such template");
}

static int refuse(struct unit_maker *m, struct pos pos, const char *what, const char *why)
{
	char object[160];

	snprintf(
		object, sizeof(object), "%s:%u:%u", pos.file ? pos.file : "", pos.line, pos.column);
	return err_set(m->e, ERR_INTENT, object, "%s %s", what, why);
}

static int gate(struct unit_maker *m, const char *field, const char *value, struct pos pos)
{
	const char *why = template_gate(m->arena, field, value);

	return why ? refuse(m, pos, field, why) : 0;
}

/* Replaces every `from` in text. */
static const char *replace(struct arena *a, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	if (!at)
		return text;
	return arena_printf(
		a, "%.*s%s%s", (int)(at - text), text, to, replace(a, at + strlen(from), from, to));
}

/* The description with its {host}, {bond} and {nic}. Each part passes the gate on its own, so
 * that the message names the one that is at fault. */
static int describe(struct unit_maker *m, const char *nic, struct pos nic_pos, const char **out)
{
	const struct want_unit *u = m->unit;
	const char *text = u->intent->sw.description;

	*out = NULL;
	if (!text)
		return 0;
	if (gate(m, "host", u->host->name, u->host->pos) < 0 ||
		gate(m, "bond", u->intent->name, u->intent->pos) < 0 ||
		gate(m, "nic", nic, nic_pos) < 0 ||
		gate(m, "description", text, u->intent->sw.description_pos) < 0)
		return -1;
	text = replace(m->arena, text, "{host}", u->host->name);
	text = replace(m->arena, text, "{bond}", u->intent->name);
	*out = replace(m->arena, text, "{nic}", nic);
	return 0;
}

static const char *yes_if(enum tristate t, enum tristate wanted)
{
	return t == wanted ? "yes" : NULL;
}

/* What the Port-channel and its members have in common. */
static void put_trunk(struct unit_maker *m, struct values *vs, const char *description)
{
	const struct want_unit *u = m->unit;
	const struct intent_bond *b = u->intent;
	struct pos pos = b->sw.pos;

	put(vs, "native", u->native ? arena_printf(m->arena, "%u", u->native) : NULL, "native_vlan",
		b->native_pos);
	put(vs, "native_none", b->native_kind == NATIVE_NONE && !b->park_vlan ? "yes" : NULL,
		"native_vlan", b->native_pos);
	put(vs, "vlans", NULL, "vlans", b->vlans_pos);
	vs->v[vs->n - 1].list = &u->allowed;
	put(vs, "portfast", yes_if(b->sw.portfast == UNSET ? YES : b->sw.portfast, YES),
		"switch.portfast", pos);
	put(vs, "no_portfast", yes_if(b->sw.portfast, NO), "switch.portfast", pos);
	put(vs, "bpduguard",
		b->sw.bpduguard == UNSET         ? NULL
			: b->sw.bpduguard == YES ? "enable"
						 : "disable",
		"switch.bpduguard", pos);
	put(vs, "nonegotiate", yes_if(b->sw.nonegotiate, YES), "switch.nonegotiate", pos);
	put(vs, "no_nonegotiate", yes_if(b->sw.nonegotiate, NO), "switch.nonegotiate", pos);
	put(vs, "description", description, "switch.description", b->sw.description_pos);
	put(vs, "mtu", b->sw.mtu.pos.file ? arena_printf(m->arena, "%u", b->sw.mtu.value) : NULL,
		"switch.mtu", b->sw.mtu.pos);
}

static void put_lines(struct values *vs, const struct intent_lines *lines)
{
	put(vs, "lines", NULL, "switch.lines", lines->n ? lines->v[0].pos : (struct pos){ 0 });
	vs->v[vs->n - 1].texts = lines;
}

static int render_port_channel(struct unit_maker *m)
{
	const struct intent_bond *b = m->unit->intent;
	const char *nics = "", *description;
	struct values vs = { .n = 0 };

	for (size_t i = 0; i < b->members.n; i++)
		nics = arena_printf(
			m->arena, "%s%s%s", nics, *nics ? "," : "", b->members.v[i].nic);
	if (describe(m, nics, b->pos, &description) < 0)
		return -1;
	put(&vs, "port_channel", arena_printf(m->arena, "Port-channel%u", b->port_channel),
		"port_channel", b->port_channel_pos);
	put_trunk(m, &vs, description);
	put(&vs, "min_links",
		b->sw.min_links ? arena_printf(m->arena, "%u", b->sw.min_links) : NULL,
		"switch.min_links", b->sw.pos);
	put(&vs, "max_bundle",
		b->sw.max_bundle ? arena_printf(m->arena, "%u", b->sw.max_bundle) : NULL,
		"switch.max_bundle", b->sw.pos);
	put(&vs, "standalone_disable", yes_if(b->sw.standalone_disable, YES),
		"switch.standalone_disable", b->sw.pos);
	put(&vs, "no_standalone_disable", yes_if(b->sw.standalone_disable, NO),
		"switch.standalone_disable", b->sw.pos);
	put_lines(&vs, &b->sw.channel_lines);
	return render(m, "port-channel.ios", &vs);
}

static int render_member(struct unit_maker *m, const struct intent_member *member)
{
	const struct intent_bond *b = m->unit->intent;
	const char *rate = b->sw.lacp_rate < 0 ? NULL : b->sw.lacp_rate ? "fast" : "normal";
	const char *description;
	struct values vs = { .n = 0 };

	if (describe(m, member->nic, member->pos, &description) < 0)
		return -1;
	put(&vs, "interface", member->port, "members", member->port_pos);
	put_trunk(m, &vs, description);
	put(&vs, "lacp_rate", rate, "switch.lacp_rate", b->sw.pos);
	put(&vs, "group", b->port_channel ? arena_printf(m->arena, "%u", b->port_channel) : NULL,
		"port_channel", b->port_channel_pos);
	put(&vs, "mode", m->unit->mode, "port_channel", b->port_channel_pos);
	put_lines(&vs, &b->sw.member_lines);
	return render(m, "member.ios", &vs);
}

/* What asks for a VLAN: the trunk's list, its native VLAN, or a bridge. */
static void why_vlan(const struct want_unit *u, unsigned vid, const char **key, struct pos *pos)
{
	if (vlanset_has(&u->allowed, vid)) {
		*key = "vlans";
		*pos = u->intent->vlans_pos;
		return;
	}
	*key = "native_vlan";
	*pos = u->intent->native_pos;
	for (size_t i = 0; vid != u->native && i < u->host->bridges.n; i++) {
		const struct intent_bridge *b = u->host->bridges.v[i];

		if (b->bond == u->intent && b->vlan == vid) {
			*key = "bridges";
			*pos = b->vlan_pos;
		}
	}
}

static int render_vlan(struct unit_maker *m, unsigned vid)
{
	struct pos pos, name_pos = { 0 };
	const char *key, *name = NULL;
	struct values vs = { .n = 0 };

	for (size_t i = 0; i < m->in->vlans.n && !name; i++) {
		if (m->in->vlans.v[i].id != vid)
			continue;
		name = m->in->vlans.v[i].name;
		name_pos = m->in->vlans.v[i].pos;
	}
	why_vlan(m->unit, vid, &key, &pos);
	put(&vs, "vlan", arena_printf(m->arena, "%u", vid), key, pos);
	put(&vs, "vlan_name", name, "vlans", name_pos);
	return render(m, "vlan.ios", &vs);
}

/* The VLANs that must exist. Those that every switch has and nobody can create are left out. */
static void collect_vlans(struct want_unit *u)
{
	u->vlans = u->allowed;
	if (u->native)
		vlanset_add(&u->vlans, u->native);
	for (size_t i = 0; i < u->host->bridges.n; i++)
		if (u->host->bridges.v[i]->bond == u->intent && u->host->bridges.v[i]->vlan)
			vlanset_add(&u->vlans, u->host->bridges.v[i]->vlan);
	vlanset_del(&u->vlans, 1);
	for (unsigned v = VLAN_RESERVED_FIRST; v <= VLAN_RESERVED_LAST; v++)
		vlanset_del(&u->vlans, v);
}

/* A static group, which any hashing mode of Linux goes with, or LACP, which starts by itself. */
static const char *group_mode(const struct intent_bond *b)
{
	if (!b->port_channel)
		return "";
	return b->opts.value[BONDOPT_MODE] == BOND_MODE_XOR ? "on" : "active";
}

static void note_site_lines(struct unit_maker *m)
{
	struct want_unit *u = m->unit;

	for (size_t i = 0; i < u->lines.n; i++)
		if (want_line_is_site(&u->lines.v[i].line))
			*ARENA_PUSH(m->arena, &u->site) =
				(struct site_line){ u->lines.v[i].line.parent,
					u->lines.v[i].line.text };
}

static int fill_unit(struct unit_maker *m)
{
	struct want_unit *u = m->unit;
	const struct intent_bond *b = u->intent;

	u->port_channel = b->port_channel;
	u->mode = group_mode(b);
	u->allowed = b->vlans;
	u->native = b->native_kind == NATIVE_ID ? b->native_vlan : b->park_vlan;
	if (b->native_kind == NATIVE_NONE && !u->native && vlanset_has(&u->allowed, 1))
		return refuse(m, b->native_pos, "native_vlan",
			"is none, but `vlans` holds 1, which IOS then sends untagged");
	collect_vlans(u);
	for (int v = vlanset_next(&u->vlans, 0); v >= 0;
		v = vlanset_next(&u->vlans, (unsigned)v + 1))
		if (render_vlan(m, (unsigned)v) < 0)
			return -1;
	if (u->port_channel && render_port_channel(m) < 0)
		return -1;
	for (size_t i = 0; i < b->members.n; i++) {
		if (b->members.v[i].sw != u->sw)
			continue;
		snprintf(*ARENA_PUSH(m->arena, &u->ports), IFNAME_MAX, "%s", b->members.v[i].port);
		if (render_member(m, &b->members.v[i]) < 0)
			return -1;
	}
	note_site_lines(m);
	return 0;
}

static bool is_on(const struct intent_bond *b, const struct intent_switch *sw)
{
	for (size_t i = 0; i < b->members.n; i++)
		if (b->members.v[i].sw == sw)
			return b->port_channel || b->opts.value[BONDOPT_MODE] == BOND_MODE_BACKUP;
	return false;
}

bool want_unit_is_global(const struct want_unit *u)
{
	return !strcmp(u->bond, WANT_GLOBAL);
}

/* The switch's own lines, as a unit that is no bond's: changed, proven and taken back by itself. */
static void add_global(struct unit_maker *m, struct want_switch *w)
{
	const struct intent_lines *lines = &w->sw->global;
	struct intent_bond *none = ARENA_NEW(m->arena, struct intent_bond);

	if (!lines->n)
		return;
	none->name = w->sw->name;
	none->pos = lines->v[0].pos;
	none->sw.lacp_rate = -1;
	m->unit = ARENA_PUSH(m->arena, &w->units);
	m->unit->bond = WANT_GLOBAL;
	m->unit->sw = w->sw;
	m->unit->intent = none;
	m->unit->mode = "";
	for (size_t i = 0; i < lines->n; i++) {
		struct want_line *l = ARENA_PUSH(m->arena, &m->unit->lines);

		l->line.text = lines->v[i].text;
		l->line.intent = lines->v[i].pos;
		l->key = "global";
	}
	note_site_lines(m);
}

static bool has_bond(
	const struct intent *in, const struct intent_switch *sw, const char *host, const char *bond)
{
	for (size_t h = 0; h < in->hosts.n; h++)
		for (size_t i = 0; i < in->hosts.v[h]->bonds.n; i++)
			if ((!host || !strcmp(host, in->hosts.v[h]->name)) &&
				(!bond || !strcmp(bond, in->hosts.v[h]->bonds.v[i]->name)) &&
				is_on(in->hosts.v[h]->bonds.v[i], sw))
				return true;
	return false;
}

struct want_switch *want_switch(struct arena *a, const struct intent *in,
	const struct intent_switch *sw, const char *host, const char *bond,
	const struct ios_template *templates, struct err *e)
{
	struct want_switch *w = ARENA_NEW(a, struct want_switch);
	struct unit_maker m = { .arena = a, .in = in, .templates = templates, .e = e };

	w->in = in;
	w->sw = sw;
	if (has_bond(in, sw, host, bond))
		add_global(&m, w);
	for (size_t h = 0; h < in->hosts.n; h++) {
		const struct intent_host *ih = in->hosts.v[h];

		if (host && strcmp(host, ih->name) != 0)
			continue;
		for (size_t i = 0; i < ih->bonds.n; i++) {
			const struct intent_bond *b = ih->bonds.v[i];

			if ((bond && strcmp(bond, b->name) != 0) || !is_on(b, sw))
				continue;
			m.unit = ARENA_PUSH(a, &w->units);
			m.unit->bond = arena_printf(a, "%s %s", ih->name, b->name);
			m.unit->sw = sw;
			m.unit->host = ih;
			m.unit->intent = b;
			if (fill_unit(&m) < 0)
				return NULL;
		}
	}
	return w;
}
