// SPDX-License-Identifier: Apache-2.0
/* `bonds:` of the intent file: members and their switch ports, options, VLANs, the switch side. */
#include <stddef.h>
#include <string.h>

#include "intent_read.h"
#include "nearest.h"

enum { DESCRIPTION_MAX = 200, PORT_CHANNEL_MAX = 512 };

/* What a member's value says, before the switch is looked up. */
struct port_text {
	const struct node *sw, *port;
};

static void read_word_node(struct reader *rd, const char *key, const struct node *n, void *into)
{
	if (read_text(rd, key, n))
		*(const struct node **)into = n;
}

static const struct intent_key member_keys[] = {
	{ "switch", read_word_node, offsetof(struct port_text, sw), true },
	{ "port", read_word_node, offsetof(struct port_text, port), true },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_member = { "a member", member_keys, NULL };

static const struct intent_switch *find_switch(
	struct reader *rd, const char *name, const struct node *n)
{
	const struct intent_switch *sw = intent_find_switch(rd->in, name);
	struct nearest near = { .word = name };

	if (sw)
		return sw;
	for (size_t i = 0; i < rd->in->switches.n; i++)
		nearest_offer(&near, rd->in->switches.v[i]->name);
	read_error(rd, n, "no switch `%s` in the file%s", name, read_suggestion(rd, near.best))
		->hint = "a member is NIC: SWITCH PORT, for example eno1: sw1 GigabitEthernet1/0/1";
	return NULL;
}

/* Only what a cable can be put into. */
static bool is_physical(const char *port)
{
	static const char *const logical[] = { "Port-channel", "Vlan", "Loopback", "Tunnel",
		"Null" };

	for (size_t i = 0; i < sizeof(logical) / sizeof(logical[0]); i++)
		if (!strncmp(port, logical[i], strlen(logical[i])))
			return false;
	return !strchr(port, '.');
}

static void set_port(struct reader *rd, struct intent_member *m, const char *text)
{
	if (!ifname_canonical(text, m->port) && is_physical(m->port))
		return;
	read_error_at(rd, m->port_pos, "`%s` is no port of a switch", text)->hint =
		"for example GigabitEthernet1/0/1, or Gi1/0/1";
	m->port[0] = '\0';
}

/* "sw1 GigabitEthernet1/0/1" */
static void read_port_words(struct reader *rd, const struct node *n, struct intent_member *m)
{
	size_t name = strcspn(n->text, " "), port = name + strspn(n->text + name, " ");

	m->port_pos = node_pos_at(n, port);
	if (!n->text[port])
		read_error(rd, n, "`%s` is not SWITCH PORT", n->text)->hint =
			"for example sw1 GigabitEthernet1/0/1";
	else if ((m->sw = find_switch(rd, arena_strndup(rd->a, n->text, name), n)))
		set_port(rd, m, n->text + port);
}

static void read_port_mapping(struct reader *rd, const struct node *n, struct intent_member *m)
{
	struct port_text text = { 0 };

	m->port_pos = n->pos;
	read_level(rd, &intent_level_member, n, &text);
	if (!text.sw || !text.port)
		return;
	m->port_pos = text.port->pos;
	m->sw = find_switch(rd, text.sw->text, text.sw);
	if (m->sw)
		set_port(rd, m, text.port->text);
}

/* The NIC's name, or its MAC in one form. */
static const char *read_nic(struct reader *rd, const struct node *key, bool *is_mac)
{
	char text[MAC_TEXT_MAX];
	uint8_t mac[6];

	*is_mac = !mac_parse(key->text, mac);
	if (!*is_mac)
		return read_link_name(rd, "NIC", key);
	if (!mac_is_zero(mac) && !(mac[0] & 1))
		return arena_strdup(rd->a, mac_format(mac, text));
	read_error(rd, key, "`%s` is no MAC of a NIC", key->text);
	return NULL;
}

static void read_member(struct reader *rd, const struct node_entry *e, void *into)
{
	struct intent_bond *b = into;
	struct intent_member m = { .pos = e->key->pos };

	m.nic = read_nic(rd, e->key, &m.nic_is_mac);
	if (!m.nic)
		return;
	if (e->value->kind == NODE_SCALAR && !node_is_null(e->value))
		read_port_words(rd, e->value, &m);
	else if (!node_is_null(e->value))
		read_port_mapping(rd, e->value, &m);
	*ARENA_PUSH(rd->a, &b->members) = m;
}

static void read_members(struct reader *rd, const char *key, const struct node *n, void *into)
{
	if (n->kind == NODE_MAP || node_is_null(n))
		read_named(rd, key, n, read_member, into);
	else
		read_error(rd, n, "%s must be a mapping from NICs to switch ports", key)->hint =
			"for example { eno1: sw1 Gi1/0/1, eno2: sw1 Gi2/0/1 }";
	if (read_is_empty(n))
		read_error_at(rd, rd->object_pos, "no members");
}

static bool has_member_on(const struct intent_bond *b, const struct intent_switch *sw)
{
	for (size_t i = 0; i < b->members.n; i++)
		if (b->members.v[i].sw == sw)
			return true;
	return false;
}

/* "sw1: 11". An aggregation is on one switch, so one of them is the bond's. */
static void read_channel_of(struct reader *rd, const struct node_entry *e, void *into)
{
	struct intent_bond *b = into;
	const struct intent_switch *sw = find_switch(rd, e->key->text, e->key);
	unsigned number = read_number(rd, e->key->text, e->value, 1, PORT_CHANNEL_MAX);

	if (!sw || !number)
		return;
	if (!has_member_on(b, sw)) {
		read_error(rd, e->key, "port_channel: no member is on %s", sw->name)->hint =
			"leave out this number";
		return;
	}
	b->port_channel = (uint16_t)number;
	b->port_channel_pos = e->value->pos;
}

static void read_port_channel(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bond *b = into;

	b->port_channel_pos = n->pos;
	if (n->kind == NODE_MAP)
		read_named(rd, key, n, read_channel_of, b);
	else
		b->port_channel = (uint16_t)read_number(rd, key, n, 1, PORT_CHANNEL_MAX);
	if (n->kind == NODE_MAP && read_is_empty(n))
		read_error(rd, n, "%s has no value", key);
}

static const struct intent_key native_keys[] = {
	{ "park", read_vlan_id, offsetof(struct intent_bond, park_vlan), true },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_native = { "native_vlan", native_keys, NULL };

static void read_native(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bond *b = into;

	b->native_pos = n->pos;
	if (n->kind == NODE_MAP) {
		read_level(rd, &intent_level_native, n, b);
		b->native_kind = b->park_vlan ? NATIVE_NONE : NATIVE_UNSET;
		return;
	}
	if (n->kind == NODE_SCALAR && !strcmp(n->text, "none")) {
		b->native_kind = NATIVE_NONE;
		return;
	}
	read_vlan_id(rd, key, n, &b->native_vlan);
	if (b->native_vlan)
		b->native_kind = NATIVE_ID;
}

static void read_vlans(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bond *b = into;

	b->vlans_pos = n->pos;
	read_vlan_list(rd, key, n, &b->vlans);
}

/* Says what is valid there. */
static void refuse_option(struct reader *rd, const struct bondopt_row *row, const struct node *n)
{
	struct nearest near = { .word = n->text };
	const char *all = "";

	for (const struct bondopt_word *w = row->words; w && w->name; w++) {
		nearest_offer(&near, w->name);
		all = arena_printf(rd->a, "%s%s%s", all, *all ? ", " : "", w->name);
	}
	if (row->words)
		read_error(rd, n, "%s: `%s` is not one of %s%s", row->name, n->text, all,
			read_suggestion(rd, near.best));
	else if (row->type == BONDOPT_MAC)
		read_error(rd, n, "%s: `%s` is no MAC", row->name, n->text)->hint =
			"for example 02:00:00:00:00:01; no multicast address";
	else if (row->type == BONDOPT_LINK)
		read_error(rd, n, "%s: `%s` is no name of a member", row->name, n->text);
	else
		read_error(rd, n, "%s: `%s` is not a number from %u to %u%s%s", row->name, n->text,
			row->min, row->max, *row->unit ? " " : "", row->unit);
}

static void read_mode(struct reader *rd, const struct node *n, struct bondopts *opts)
{
	struct bondopts said = { 0 };
	struct nearest near = { .word = n->text };
	const char *all = "";

	for (const struct bondopt_word *w = bondopt_table[BONDOPT_MODE].words; w->name; w++)
		if (bondopt_is_mode(w->value)) {
			nearest_offer(&near, w->name);
			all = arena_printf(rd->a, "%s%s%s", all, *all ? ", " : "", w->name);
		}
	if (bondopt_parse(BONDOPT_MODE, n->text, &said) ||
		!bondopt_is_mode(said.value[BONDOPT_MODE]))
		read_error(rd, n, "mode: `%s` is not one of %s%s", n->text, all,
			read_suggestion(rd, near.best));
	else
		bondopt_copy(opts, &said, BONDOPT_MODE);
}

static void read_option(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bond *b = into;
	int o = bondopt_find(key);

	b->opt_pos[o] = n->pos;
	if (!read_text(rd, key, n))
		return;
	if (o == BONDOPT_MODE)
		read_mode(rd, n, &b->opts);
	else if (bondopt_parse((enum bondopt)o, n->text, &b->opts))
		refuse_option(rd, &bondopt_table[o], n);
}

/* {host}, {bond} and {nic} are filled in; any other brace is a slip. */
static bool check_placeholders(struct reader *rd, const struct node *n)
{
	static const char *const names[] = { "{host}", "{bond}", "{nic}" };

	for (const char *p = strpbrk(n->text, "{}"); p; p = strpbrk(p + 1, "{}")) {
		bool known = false;

		for (size_t i = 0; i < 3; i++)
			known |= !strncmp(p, names[i], strlen(names[i]));
		if (!known) {
			read_error_at(rd, node_pos_at(n, (size_t)(p - n->text)),
				"description: only {host}, {bond} and {nic} are filled in");
			return false;
		}
		p = strchr(p, '}');
	}
	return true;
}

static void read_description(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bond *b = into;
	const char *text = read_ascii(rd, key, n, DESCRIPTION_MAX);

	b->sw.description_pos = n->pos;
	if (!text || !check_placeholders(rd, n))
		return;
	if (strchr(text, '?'))
		read_error_at(rd, node_pos_at(n, strcspn(text, "?")),
			"%s: a '?' asks IOS for help; leave it out", key);
	else
		b->sw.description = text;
}

static void read_switch_rate(struct reader *rd, const char *key, const struct node *n, void *into)
{
	const char *text = read_text(rd, key, n);

	if (!text)
		return;
	if (!strcmp(text, "fast"))
		*(int8_t *)into = 1;
	else if (!strcmp(text, "normal") || !strcmp(text, "slow"))
		*(int8_t *)into = 0;
	else
		read_error(rd, n, "%s: `%s` is not one of normal, fast", key, text);
}

/* IOS takes 2 to 8; one link is what it asks for anyway. */
static void read_switch_min_links(
	struct reader *rd, const char *key, const struct node *n, void *into)
{
	*(uint8_t *)into = (uint8_t)read_number(rd, key, n, 2, 8);
}

/* 8 on most images, 16 on some (Cisco, Catalyst 9000 command reference). */
static void read_max_bundle(struct reader *rd, const char *key, const struct node *n, void *into)
{
	*(uint8_t *)into = (uint8_t)read_number(rd, key, n, 1, 16);
}

/* What Catalyst ports take (Cisco, jumbo frames of the 4500, 6500 and 9000 families). */
static void read_switch_mtu(struct reader *rd, const char *key, const struct node *n, void *into)
{
	enum { MTU_LEAST = 1500, MTU_MOST = 9216 };
	struct intent_number *out = into;

	out->value = read_number(rd, key, n, MTU_LEAST, MTU_MOST);
	if (out->value)
		out->pos = n->pos;
}

static const struct intent_key lines_keys[] = {
	{ "port_channel", read_interface_lines, offsetof(struct intent_bond, sw.channel_lines),
		false },
	{ "member", read_interface_lines, offsetof(struct intent_bond, sw.member_lines), false },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_lines = { "lines", lines_keys, NULL };

static void read_lines(struct reader *rd, const char *key, const struct node *n, void *into)
{
	(void)key;
	read_level(rd, &intent_level_lines, n, into);
}

static const struct intent_key bond_switch_keys[] = {
	{ "description", read_description, 0, false },
	{ "portfast", read_tristate, offsetof(struct intent_bond, sw.portfast), false },
	{ "bpduguard", read_tristate, offsetof(struct intent_bond, sw.bpduguard), false },
	{ "nonegotiate", read_tristate, offsetof(struct intent_bond, sw.nonegotiate), false },
	{ "lacp_rate", read_switch_rate, offsetof(struct intent_bond, sw.lacp_rate), false },
	{ "min_links", read_switch_min_links, offsetof(struct intent_bond, sw.min_links), false },
	{ "max_bundle", read_max_bundle, offsetof(struct intent_bond, sw.max_bundle), false },
	{ "standalone_disable", read_tristate, offsetof(struct intent_bond, sw.standalone_disable),
		false },
	{ "mtu", read_switch_mtu, offsetof(struct intent_bond, sw.mtu), false },
	{ "lines", read_lines, 0, false },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_bond_switch = { "a bond's switch", bond_switch_keys, NULL };

static void read_bond_switch(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bond *b = into;

	(void)key;
	b->sw.pos = n->pos;
	read_level(rd, &intent_level_bond_switch, n, b);
}

static const struct intent_key bond_keys[] = {
	{ "members", read_members, 0, true },
	{ "port_channel", read_port_channel, 0, false },
	{ "native_vlan", read_native, 0, false },
	{ "vlans", read_vlans, 0, false },
	{ "switch", read_bond_switch, 0, false },
	{ "mtu", read_mtu, offsetof(struct intent_bond, mtu), false },
	{ "hwaddr", read_hwaddr, offsetof(struct intent_bond, hwaddr), false },
	{ "addresses", read_addresses, offsetof(struct intent_bond, ip.addresses), false },
	{ "gateway", read_bare_addresses, offsetof(struct intent_bond, ip.gateway), false },
	{ "dns", read_bare_addresses, offsetof(struct intent_bond, ip.dns), false },
	{ "routes", NULL, 0, false },
	{ "dhcp4", NULL, 0, false },
	{ "dhcp6", NULL, 0, false },
	{ "accept_ra", NULL, 0, false },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_bond = { "a bond", bond_keys, read_option };

static void read_bond(struct reader *rd, const struct node_entry *e, void *into)
{
	struct intent_bond *b = ARENA_NEW(rd->a, struct intent_bond);

	(void)into;
	b->name = read_link_name(rd, "bond", e->key);
	b->pos = e->key->pos;
	b->sw.lacp_rate = -1;
	b->opts.has = 1u << BONDOPT_MODE;
	b->opts.value[BONDOPT_MODE] = BOND_MODE_8023AD;
	if (!b->name)
		return;
	*ARENA_PUSH(rd->a, &rd->host->bonds) = b;
	read_object(rd, b->name, b->pos);
	read_level(rd, &intent_level_bond, e->value, b);
}

void read_bonds(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_named(rd, key, n, read_bond, into);
	if (read_is_empty(n))
		read_error_at(rd, rd->object_pos, "no bonds");
}
