// SPDX-License-Identifier: Apache-2.0
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "import.h"

/* "description to kvm1 eno1" names kvm1, but not kvm. */
static bool names(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = strstr(text, word); p && len; p = strstr(p + 1, word)) {
		unsigned char before = p == text ? ' ' : (unsigned char)p[-1];
		unsigned char after = (unsigned char)p[len];

		if (!isalnum(before) && before != '.' && before != '-' && !isalnum(after) &&
			after != '.' && after != '-')
			return true;
	}
	return false;
}

static const char *interface_name(const struct ios_line *l)
{
	static const char word[] = "interface ";

	return strncmp(l->text, word, sizeof(word) - 1) ? NULL : l->text + sizeof(word) - 1;
}

static void take_port(struct import_member *m, const struct import_switch *sw,
	const struct ios_line *port, const char *why)
{
	m->sw = sw;
	m->port = port;
	m->why = why;
	if (ifname_canonical(interface_name(port), m->name))
		m->sw = NULL;
}

static bool describes(
	const struct import_switch *sw, const struct ios_line *l, const char *host, const char *nic)
{
	const char *name = interface_name(l), *text;

	if (!name || ifname_port_channel(name))
		return false;
	text = ios_config_value(sw->config, l, "description");
	return text && names(text, host) && names(text, nic);
}

static void find_described(struct import_member *m, const struct import *in)
{
	for (size_t i = 0; i < in->n_switches; i++)
		for (const struct ios_line *l = in->switches[i].config->lines; l; l = l->next) {
			if (!describes(&in->switches[i], l, in->host, m->nic->name))
				continue;
			if (m->sw) {
				m->sw = NULL;
				m->name[0] = '\0';
				m->why = "several ports have a description with this host and NIC";
				return;
			}
			take_port(m, &in->switches[i], l, "by its description");
		}
}

static void find_said(struct arena *a, struct import_member *m, const struct import *in,
	const struct import_cable *cable)
{
	for (size_t i = 0; i < in->n_switches; i++) {
		const struct import_switch *sw = &in->switches[i];
		const struct ios_line *port;

		if (strcmp(sw->name, cable->sw) != 0)
			continue;
		port = ios_config_interface(sw->config, cable->port);
		if (port)
			take_port(m, sw, port, "as said");
		else
			m->why = arena_printf(
				a, "%s has no %s in its configuration", sw->name, cable->port);
	}
}

void import_find_port(struct arena *a, const struct import *in, struct import_member *m)
{
	m->why = in->n_switches ? "no port's description has this host and NIC; say it with --port"
				: "its switch port is not known from here";
	for (size_t i = 0; i < in->n_cables; i++)
		if (!strcmp(in->cables[i].nic, m->nic->name)) {
			find_said(a, m, in, &in->cables[i]);
			return;
		}
	find_described(m, in);
}

static void read_vlans(struct import_trunk *t)
{
	const struct ios_config *c = t->sw->config;
	const char *native = ios_config_value(c, t->section, "switchport trunk native vlan");
	struct vlanset defined = { 0 };

	t->said_native = native != NULL;
	t->native = native ? (unsigned)strtoul(native, NULL, 10) : 1;
	if (!t->native || t->native > VLAN_MAX) {
		t->said_native = false;
		t->native = 1;
	}
	ios_config_allowed_vlans(t->section, &t->vlans, &t->said_vlans);
	for (unsigned v = VLAN_RESERVED_FIRST; v <= VLAN_RESERVED_LAST; v++)
		vlanset_del(&t->vlans, v);
	ios_config_vlans(c, &defined);
	if (vlanset_empty(&defined))
		return;
	vlanset_add(&defined, 1);
	vlanset_intersect(&t->vlans, &defined);
}

static const char *group_problem(struct arena *a, const struct import_member *m, unsigned group)
{
	const char *mode = "";
	unsigned g = m->port ? ios_config_channel_group(m->port, &mode) : 0;

	if (!g)
		return arena_printf(a, "%s is in no channel-group", m->name);
	if (g != group)
		return arena_printf(a, "its ports are in channel-groups %u and %u", group, g);
	if (strcmp(mode, "active") != 0 && strcmp(mode, "passive") != 0)
		return arena_printf(a, "%s is in its channel-group with mode %s, which is no LACP",
			m->name, mode);
	return NULL;
}

void import_find_trunk(
	struct arena *a, const struct import_member *members, size_t n, struct import_trunk *out)
{
	const char *mode;

	*out = (struct import_trunk){ .native = 1 };
	for (size_t i = 0; i < n; i++) {
		if (!members[i].sw) {
			out->problem = "not every member's port is known";
			return;
		}
		if (members[i].sw != members[0].sw) {
			out->problem = "its members are on several switches";
			return;
		}
		if (!out->port_channel && members[0].port)
			out->port_channel = ios_config_channel_group(members[0].port, &mode);
		out->problem = group_problem(a, &members[i], out->port_channel);
		if (out->problem)
			return;
	}
	if (!n)
		return;
	out->sw = members[0].sw;
	out->section = ios_config_interface(
		out->sw->config, arena_printf(a, "Port-channel%u", out->port_channel));
	if (!out->section)
		out->section = members[0].port;
	mode = ios_config_value(out->sw->config, out->section, "switchport mode");
	if (!mode || strcmp(mode, "trunk") != 0) {
		out->problem = "its Port-channel is no trunk, which this file cannot say";
		out->sw = NULL;
		return;
	}
	read_vlans(out);
}

/* As lacppair.yaml(5) has it: at most 32 of ASCII, no blanks, quotes and question marks. */
static bool is_vlan_name(const char *name)
{
	size_t len = name ? strlen(name) : 0;

	for (size_t i = 0; i < len; i++)
		if (name[i] <= ' ' || name[i] > '~' || strchr("\"'?", name[i]))
			return false;
	return len && len <= 32;
}

static void write_vlan_names(
	struct arena *a, const struct ios_config *c, const struct vlanset *used, struct buf *out)
{
	for (const struct ios_line *l = c->lines; l; l = l->next) {
		const char *name = ios_config_value(c, l, "name");
		struct vlanset ids = { 0 };

		if (strncmp(l->text, "vlan ", 5) != 0 || !isdigit((unsigned char)l->text[5]) ||
			vlanset_parse(&ids, l->text + 5) >= 0)
			continue;
		vlanset_intersect(&ids, used);
		for (int v = vlanset_next(&ids, 0); v >= 0; v = vlanset_next(&ids, (unsigned)v + 1))
			if (is_vlan_name(name))
				buf_printf(out, "  %d: %s\n", v, import_word(a, name));
	}
}

void import_write_switches(
	struct arena *a, const struct import *in, const struct vlanset *used, struct buf *out)
{
	struct buf vlans = { 0 };

	if (in->n_switches)
		buf_puts(out, "switches:\n");
	for (size_t i = 0; i < in->n_switches; i++) {
		const struct import_switch *sw = &in->switches[i];

		buf_printf(out, "  %s:\n", import_word(a, sw->name));
		buf_printf(out,
			"    address: %s  # not known from its configuration: set its name or "
			"address\n",
			import_word(a, sw->name));
		buf_puts(out, "    platform: ios\n");
		if (sw->config->hostname)
			buf_printf(out, "    hostname: %s\n", import_word(a, sw->config->hostname));
		if (i == 0) /* one VTP domain: names of a second switch would be there twice */
			write_vlan_names(a, sw->config, used, &vlans);
	}
	if (vlans.len)
		buf_printf(out, "vlans:\n%s", buf_text(&vlans));
	buf_free(&vlans);
}

static bool has(const struct import_trunk *t, const struct ios_line *section, const char *line)
{
	return section && ios_config_child(t->sw->config, section, line);
}

void import_write_bond_switch(
	const struct import_trunk *t, const struct import_member *first, struct buf *out)
{
	const char *min_links =
		ios_config_value(t->sw->config, t->section, "port-channel min-links");
	const char *rate = ios_config_value(t->sw->config, first->port, "lacp rate");
	struct buf b = { 0 };

	if (!has(t, t->section, "spanning-tree portfast"))
		buf_puts(&b, "          portfast: no\n");
	if (has(t, t->section, "spanning-tree bpduguard enable"))
		buf_puts(&b, "          bpduguard: yes\n");
	if (has(t, t->section, "switchport nonegotiate"))
		buf_puts(&b, "          nonegotiate: yes\n");
	if (rate && !strcmp(rate, "fast"))
		buf_puts(&b, "          lacp_rate: fast\n");
	if (min_links && strtoul(min_links, NULL, 10) >= 2 && strtoul(min_links, NULL, 10) <= 8)
		buf_printf(&b, "          min_links: %lu\n", strtoul(min_links, NULL, 10));
	if (b.len)
		buf_printf(out, "        switch:\n%s", buf_text(&b));
	buf_free(&b);
}
