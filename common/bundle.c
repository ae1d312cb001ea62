// SPDX-License-Identifier: Apache-2.0
/*
 * Sources: Cisco, EtherChannel configuration guidelines (Catalyst 3750-X, 2960-X, 9300), and the
 * reasons that CANNOT_BUNDLE2 was seen to give. Different path costs bundle all the same, says the
 * guide of the 3750.
 */
#include <stdlib.h>
#include <string.h>

#include "bundle.h"
#include "ifname.h"

const struct bundle_foe bundle_foes[] = {
	{ "switchport port-security", "port-security" },
	{ "switchport voice vlan", "a voice VLAN" },
	{ "switchport mode private-vlan", "a private VLAN" },
	{ "switchport private-vlan", "a private VLAN" },
	{ "dot1x pae", "802.1X" },
	{ "authentication port-control", "802.1X" },
	{ "access-session port-control", "802.1X" },
	{ "channel-protocol pagp", "PAgP" },
	{ NULL, NULL },
};

/* When a difference counts. */
enum when { ALWAYS, TRUNKS, ACCESS };

/*
 * A rule with words of its own is about a line that ios_attr.h does not know. peers: measured
 * against the first member, because the Port-channel takes it from them.
 */
static const struct rule {
	enum ios_attr attr;
	const char *words, *what, *none, *ios;
	enum when when;
	bool peers;
	enum prediction_kind kind;
} rules[] = {
	{ IOS_SWITCHPORT, "switchport", "layer", "2", "", ALWAYS, false, PREDICT_REJECTED },
	{ IOS_MODE, "switchport mode", "mode", "the default", "trunk mode", ALWAYS, false,
		PREDICT_SUSPENDED },
	{ IOS_ENCAPSULATION, "switchport trunk encapsulation", "encapsulation", "negotiated",
		"trunk encap", TRUNKS, false, PREDICT_SUSPENDED },
	{ IOS_NATIVE, "switchport trunk native vlan", "native VLAN", "1", "native vlan", TRUNKS,
		false, PREDICT_SUSPENDED },
	{ IOS_ALLOWED, "switchport trunk allowed vlan", "list of VLANs", "all", "vlan mask", TRUNKS,
		false, PREDICT_SUSPENDED },
	{ IOS_NONEGOTIATE, "switchport nonegotiate", "DTP", "on", "dtp mode", TRUNKS, false,
		PREDICT_SUSPENDED },
	{ IOS_ATTR_NONE, "switchport access vlan", "access VLAN", "1", "access vlan", ACCESS, false,
		PREDICT_SUSPENDED },
	{ IOS_MTU, "mtu", "MTU", "the default", "MTU", ALWAYS, false, PREDICT_SUSPENDED },
	{ IOS_ATTR_NONE, "speed", "speed", "automatic", "speed", ALWAYS, true, PREDICT_SUSPENDED },
	{ IOS_ATTR_NONE, "duplex", "duplex", "automatic", "duplex", ALWAYS, true,
		PREDICT_SUSPENDED },
	{ IOS_PORTFAST, "spanning-tree portfast", "portfast", "off", "", ALWAYS, false,
		PREDICT_UNLIKE },
	{ IOS_BPDUGUARD, "spanning-tree bpduguard", "bpduguard", "the default", "", ALWAYS, false,
		PREDICT_UNLIKE },
	{ IOS_ATTR_NONE, "spanning-tree cost", "spanning-tree cost", "the default", "", ALWAYS,
		true, PREDICT_UNLIKE },
	{ IOS_ATTR_NONE, "spanning-tree port-priority", "spanning-tree priority", "the default", "",
		ALWAYS, true, PREDICT_UNLIKE },
};

static bool is_mode(const struct bundle_port *p, const char *mode)
{
	const char *value = p->port.value[IOS_MODE];

	return value && !strcmp(value, mode);
}

static bool counts(const struct bundle *b, const struct rule *r, const struct bundle_port *m,
	const struct bundle_port *base)
{
	if (r->attr == IOS_ENCAPSULATION && !b->knows_encapsulation)
		return false;
	if (r->when == TRUNKS)
		return is_mode(m, "trunk") && is_mode(base, "trunk");
	return r->when == ALWAYS || (is_mode(m, "access") && is_mode(base, "access"));
}

static const char *value_of(struct arena *a, const struct rule *r, const struct bundle_port *p)
{
	const char *value;
	char list[120];

	if (r->attr == IOS_ALLOWED) {
		if (!p->port.allowed_said)
			return r->none;
		if (vlanset_format(&p->port.allowed, list, sizeof(list)) >= sizeof(list))
			strcpy(list + sizeof(list) - 4, "...");
		return *list ? arena_strdup(a, list) : "none";
	}
	if (r->attr == IOS_ATTR_NONE)
		value = p->line ? ios_config_value(NULL, p->line, r->words) : NULL;
	else
		value = p->port.value[r->attr];
	if (r->attr == IOS_SWITCHPORT)
		return value ? "3" : r->none;
	if (r->attr == IOS_NONEGOTIATE)
		return value ? "off" : r->none;
	if (value && r->attr == IOS_ATTR_NONE && !strcmp(value, "auto"))
		return r->none;
	return !value ? r->none : *value ? value : "on";
}

static bool same(struct arena *a, const struct rule *r, const struct bundle_port *m,
	const struct bundle_port *base)
{
	if (r->attr == IOS_ALLOWED)
		return vlanset_equal(&m->port.allowed, &base->port.allowed);
	return !strcmp(value_of(a, r, m), value_of(a, r, base));
}

static struct prediction *add(struct arena *a, struct predictions *out, enum prediction_kind kind,
	const struct bundle_port *m, const char *words)
{
	const struct ios_line *l = m->line ? ios_config_child(NULL, m->line, words) : NULL;
	struct prediction *p = ARENA_PUSH(a, out);

	p->kind = kind;
	p->member = m;
	p->words = words;
	p->ios = "";
	p->line = l ? l->line : m->line ? m->line->line : 0;
	return p;
}

/* What is set here and negotiated there may still come out the same. */
static enum prediction_kind kind_of(struct arena *a, const struct rule *r,
	const struct bundle_port *m, const struct bundle_port *base)
{
	bool open = !strcmp(value_of(a, r, m), r->none) || !strcmp(value_of(a, r, base), r->none);

	return r->peers && open ? PREDICT_UNLIKE : r->kind;
}

static void judge(struct arena *a, const struct bundle *b, const struct rule *r,
	const struct bundle_port *m, struct predictions *out)
{
	const struct bundle_port *base = r->peers || !b->exists ? &b->members.v[0] : &b->channel;
	struct prediction *p;

	if (m == base || !counts(b, r, m, base) || same(a, r, m, base))
		return;
	p = add(a, out, kind_of(a, r, m, base), m, r->words);
	p->why = arena_printf(a, "its %s is %s, that of %s is %s", r->what, value_of(a, r, m),
		base->name, value_of(a, r, base));
	p->ios = r->ios;
}

static const char *protocol_name(enum channel_protocol p)
{
	return p == CHANNEL_LACP ? "LACP" : p == CHANNEL_PAGP ? "PAgP" : "none (mode on)";
}

/* A group speaks one protocol. */
static void judge_mode(struct arena *a, const struct bundle *b, const struct bundle_port *m,
	struct predictions *out)
{
	const struct bundle_port *first = &b->members.v[0];
	enum channel_protocol mine = ios_port_protocol(&m->port),
			      other = ios_port_protocol(&first->port);

	if (mine == other)
		return;
	add(a, out, PREDICT_REJECTED, m, "channel-group")->why =
		arena_printf(a, "its protocol is %s, that of %s is %s", protocol_name(mine),
			first->name, protocol_name(other));
}

void bundle_predict(struct arena *a, const struct bundle *b, struct predictions *out)
{
	for (size_t i = 0; i < b->members.n; i++) {
		const struct bundle_port *m = &b->members.v[i];

		judge_mode(a, b, m, out);
		for (size_t r = 0; r < sizeof(rules) / sizeof(rules[0]); r++)
			judge(a, b, &rules[r], m, out);
	}
}

/* The group of "interface NAME" when it is a port, 0 else. */
static unsigned group_of(const struct ios_line *l)
{
	const char *mode;

	return strncmp(l->text, "interface ", 10) ? 0 : ios_config_channel_group(l, &mode);
}

static void read_port(struct arena *a, const struct ios_line *l, struct bundle_port *p)
{
	char name[IFNAME_MAX];

	p->line = l;
	p->name = arena_strdup(a, ifname_canonical(l->text + 10, name) ? l->text + 10 : name);
	ios_port_read(&p->port, l);
}

static bool says_encapsulation(const struct ios_config *config)
{
	for (const struct ios_line *l = config->lines; l; l = l->next)
		if (!strncmp(l->text, "interface ", 10) &&
			ios_config_child(config, l, "switchport trunk encapsulation"))
			return true;
	return false;
}

void bundle_read(
	struct arena *a, const struct ios_config *config, unsigned group, struct bundle *out)
{
	const char *name = arena_printf(a, "Port-channel%u", group);
	const struct ios_line *po = ios_config_interface(config, name);

	*out = (struct bundle){ .group = group, .exists = po != NULL };
	out->knows_encapsulation = says_encapsulation(config);
	out->channel.name = name;
	out->channel.line = po;
	ios_port_read(&out->channel.port, po);
	for (const struct ios_line *l = config->lines; l; l = l->next)
		if (group_of(l) == group)
			read_port(a, l, ARENA_PUSH(a, &out->members));
}

void bundle_groups(const struct ios_config *config, struct vlanset *groups)
{
	memset(groups, 0, sizeof(*groups));
	for (const struct ios_line *l = config->lines; l; l = l->next) {
		unsigned group = group_of(l);

		if (group && group <= VLAN_MAX)
			vlanset_add(groups, group);
	}
}
