// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "switch_unit.h"

bool switch_line_ahead(const char *parent, const char *text)
{
	if (!parent)
		return switch_line_vlan(text);
	return switch_line_vlan(parent) ? !strncmp(text, "name ", 5) : ios_line_ahead(text);
}

void switch_found_vlans(const struct switch_found *found, struct vlanset *out)
{
	memset(out, 0, sizeof(*out));
	if (found && found->running)
		ios_config_vlans(found->running, out);
	for (size_t i = 0; found && i < found->vlans.rows.n; i++)
		vlanset_add(out, found->vlans.rows.v[i].id);
}

/* As show vlan says it, or else the configuration (VTP transparent); NULL: the default one. */
static const char *vlan_name(const struct switch_found *found, const char *parent, unsigned vid)
{
	const char *name = NULL;
	char standard[16];

	for (const struct ios_line *l = found->running ? found->running->lines : NULL; l;
		l = l->next)
		if (!strcmp(l->text, parent))
			name = ios_config_value(found->running, l, "name");
	for (size_t i = 0; i < found->vlans.rows.n; i++)
		if (found->vlans.rows.v[i].id == vid && *found->vlans.rows.v[i].name)
			name = found->vlans.rows.v[i].name;
	snprintf(standard, sizeof(standard), "VLAN%04u", vid);
	return name && strcmp(name, standard) ? name : NULL;
}

const char *switch_found_vlan_name(const struct switch_found *found, const char *parent)
{
	unsigned vid = switch_line_vlan(parent);

	return found && vid ? vlan_name(found, parent, vid) : NULL;
}

/* Of VLANs that are to have a name, whatever they have. */
static void read_names(struct switch_unit *u, const struct switch_found *found)
{
	for (size_t i = 0; i < u->want->site.n; i++) {
		const char *parent = u->want->site.v[i].parent;
		const char *name = parent ? switch_found_vlan_name(found, parent) : NULL;

		if (name)
			*ARENA_PUSH(u->arena, &u->site) = (struct site_line){ parent,
				arena_printf(u->arena, "name %s", name) };
	}
}

static const struct ios_line *find(const struct switch_found *found, const char *name)
{
	return found && found->running ? ios_config_interface(found->running, name) : NULL;
}

bool switch_unit_concerns(const struct want_unit *want, const char *text, bool global)
{
	for (size_t i = 0; i < want->site.n; i++)
		if (global == !want->site.v[i].parent &&
			site_line_same_command(want->site.v[i].text, text))
			return true;
	return false;
}

/* parent: as want's lines name it. What IOS copies from a Port-channel stands on members, too. */
static void read_site(struct switch_unit *u, const char *parent, const struct ios_line *lines)
{
	for (const struct ios_line *l = u->want->site.n ? lines : NULL; l; l = l->next)
		if (want_line_is_site(&(struct switch_line){ .text = l->text, .parent = parent }) &&
			switch_unit_concerns(u->want, l->text, !parent))
			*ARENA_PUSH(u->arena, &u->site) = (struct site_line){ parent, l->text };
}

static struct ios_port read_object(
	struct switch_unit *u, const struct switch_found *found, const char *name)
{
	const struct ios_line *l = find(found, name);
	struct ios_port port;

	ios_port_read(&port, l);
	if (l)
		read_site(u, arena_printf(u->arena, "interface %s", name), l->children);
	return port;
}

void switch_unit_read(struct arena *a, struct switch_unit *u, const struct want_unit *want,
	const struct switch_found *found)
{
	const char *name = arena_printf(a, "Port-channel%u", want->port_channel);

	u->want = want;
	u->arena = a;
	u->site = (struct site_lines){ .wanted = &want->site };
	ios_dialect_read(&u->dialect, want->sw,
		found && found->facts ? found->facts->version : NULL,
		found ? found->running : NULL);
	u->exists = find(found, name) != NULL;
	u->port_channel = read_object(u, found, name);
	u->ports = arena_array(a, want->ports.n, sizeof(*u->ports));
	for (size_t i = 0; i < want->ports.n; i++)
		u->ports[i] = read_object(u, found, want->ports.v[i]);
	if (want_unit_is_global(want) && found && found->running)
		read_site(u, NULL, found->running->lines);
	read_names(u, found);
	switch_found_vlans(found, &u->vlans);
}

struct ios_port *switch_unit_port(struct switch_unit *u, const char *parent)
{
	if (strncmp(parent, "interface ", 10))
		return NULL;
	parent += 10;
	if (want_unit_is_channel(u->want, parent))
		return &u->port_channel;
	for (size_t i = 0; i < u->want->ports.n; i++)
		if (ifname_equal(u->want->ports.v[i], parent))
			return &u->ports[i];
	return NULL;
}

bool switch_unit_joined(const struct switch_unit *u, const struct ios_port *p)
{
	const char *group = p->value[IOS_CHANNEL_GROUP];

	return group && strtoul(group, NULL, 10) == u->want->port_channel;
}

bool switch_unit_clashes(const struct switch_unit *u, const struct ios_port *p, const char *mode)
{
	return switch_unit_joined(u, p) && ios_port_protocol(p) != channel_protocol_of(mode);
}

/* The Port-channel goes: its members are single ports again, and shut (so that no loop forms). */
static void drop_port_channel(struct switch_unit *u)
{
	u->exists = false;
	site_lines_drop(&u->site,
		arena_printf(u->arena, "interface Port-channel%u", u->want->port_channel));
	ios_port_read(&u->port_channel, NULL);
	for (size_t i = 0; i < u->want->ports.n; i++) {
		if (!switch_unit_joined(u, &u->ports[i]))
			continue;
		u->ports[i].value[IOS_CHANNEL_GROUP] = NULL;
		u->ports[i].value[IOS_SHUTDOWN] = "";
	}
}

static void apply_global(struct switch_unit *u, const char *text)
{
	bool no = !strncmp(text, "no ", 3);
	unsigned vid = switch_line_vlan(no ? text + 3 : text);

	if (vid && no)
		vlanset_del(&u->vlans, vid);
	else if (vid)
		vlanset_add(&u->vlans, vid);
	else if (no && switch_unit_port(u, text + 3) == &u->port_channel)
		drop_port_channel(u);
	else
		site_lines_apply(u->arena, &u->site, NULL, text);
}

void switch_unit_apply(struct switch_unit *u, const struct switch_line *line)
{
	struct ios_port *p;

	if (!line->parent) {
		apply_global(u, line->text);
		return;
	}
	if (switch_line_vlan(line->parent))
		site_lines_apply(u->arena, &u->site, line->parent, line->text);
	p = switch_unit_port(u, line->parent);
	if (!p)
		return;
	ios_port_apply(p, line->text);
	if (want_line_is_site(line))
		site_lines_apply(u->arena, &u->site, line->parent, line->text);
	if (p != &u->port_channel) {
		u->exists |= switch_unit_joined(u, p);
		return;
	}
	u->exists = true;
	if (!ios_attr_copied(ios_attr_of(line->text)))
		return;
	for (size_t i = 0; i < u->want->ports.n; i++)
		if (switch_unit_joined(u, &u->ports[i]))
			ios_port_apply(&u->ports[i], line->text);
}
