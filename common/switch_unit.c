// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "switch_unit.h"

unsigned switch_line_vlan(const char *text)
{
	struct vlanset one = { { 0 } };

	if (strncmp(text, "vlan ", 5) || vlanset_parse(&one, text + 5) != -1)
		return 0;
	return vlanset_count(&one) == 1 ? (unsigned)vlanset_next(&one, 0) : 0;
}

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

static const struct ios_line *find(const struct switch_found *found, const char *name)
{
	return found && found->running ? ios_config_interface(found->running, name) : NULL;
}

void switch_unit_read(struct arena *a, struct switch_unit *u, const struct want_unit *want,
	const struct switch_found *found)
{
	const char *name = arena_printf(a, "Port-channel%u", want->port_channel);
	const struct ios_line *l = find(found, name);

	u->want = want;
	ios_dialect_read(&u->dialect, want->sw,
		found && found->facts ? found->facts->version : NULL,
		found ? found->running : NULL);
	u->exists = l != NULL;
	ios_port_read(&u->port_channel, l);
	u->ports = arena_array(a, want->ports.n, sizeof(*u->ports));
	for (size_t i = 0; i < want->ports.n; i++)
		ios_port_read(&u->ports[i], find(found, want->ports.v[i]));
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
}

void switch_unit_apply(struct switch_unit *u, const struct switch_line *line)
{
	struct ios_port *p;

	if (!line->parent) {
		apply_global(u, line->text);
		return;
	}
	p = switch_unit_port(u, line->parent);
	if (!p)
		return;
	ios_port_apply(p, line->text);
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
