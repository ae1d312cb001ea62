// SPDX-License-Identifier: Apache-2.0
/* `vlan_interfaces:` of the intent file, and which bond a bridge or a VLAN interface lies on. */
#include <stddef.h>
#include <string.h>

#include "intent_read.h"
#include "nearest.h"

const struct intent_bond *read_bond_name(struct reader *rd, const char *key, const struct node *n)
{
	const char *name = read_text(rd, key, n);
	struct nearest near = { .word = name };

	for (size_t i = 0; name && i < rd->host->bonds.n; i++) {
		if (!strcmp(rd->host->bonds.v[i]->name, name))
			return rd->host->bonds.v[i];
		nearest_offer(&near, rd->host->bonds.v[i]->name);
	}
	if (name)
		read_error(rd, n, "no bond `%s` on %s%s", name, rd->host->name,
			read_suggestion(rd, near.best));
	return NULL;
}

static bool says_bond(const struct node *n)
{
	for (size_t i = 0; n->kind == NODE_MAP && i < n->entries.n; i++)
		if (!strcmp(n->entries.v[i].key->text, "bond"))
			return true;
	return false;
}

const struct intent_bond *read_only_bond(
	struct reader *rd, const struct node *n, struct pos pos, const struct intent_bond *said)
{
	const struct intent_host *host = rd->host;

	if (says_bond(n))
		return said;
	if (host->bonds.n == 1)
		return host->bonds.v[0];
	if (host->bonds.n)
		read_error_at(rd, pos, "%s has %zu bonds: say which one with `bond`", host->name,
			host->bonds.n);
	return NULL;
}

static void read_vlan(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_vlan_iface *v = into;

	v->vlan_pos = n->pos;
	read_vlan_id(rd, key, n, &v->vlan);
}

static void read_bond(struct reader *rd, const char *key, const struct node *n, void *into)
{
	((struct intent_vlan_iface *)into)->bond = read_bond_name(rd, key, n);
}

static const struct intent_key vlan_keys[] = {
	{ "vlan", read_vlan, 0, true },
	{ "bond", read_bond, 0, false },
	{ "mtu", read_mtu, offsetof(struct intent_vlan_iface, mtu), false },
	{ "addresses", read_addresses, offsetof(struct intent_vlan_iface, ip.addresses), false },
	{ "gateway", read_bare_addresses, offsetof(struct intent_vlan_iface, ip.gateway), false },
	{ "dns", read_bare_addresses, offsetof(struct intent_vlan_iface, ip.dns), false },
	{ "routes", NULL, 0, false },
	{ "dhcp4", NULL, 0, false },
	{ "dhcp6", NULL, 0, false },
	{ "accept_ra", NULL, 0, false },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_vlan = { "a VLAN interface", vlan_keys, NULL };

static void read_vlan_iface(struct reader *rd, const struct node_entry *e, void *into)
{
	struct intent_vlan_iface *v = ARENA_NEW(rd->a, struct intent_vlan_iface);

	(void)into;
	v->name = read_link_name(rd, "VLAN interface", e->key);
	v->pos = e->key->pos;
	if (!v->name)
		return;
	*ARENA_PUSH(rd->a, &rd->host->vlan_ifaces) = v;
	read_object(rd, v->name, v->pos);
	read_level(rd, &intent_level_vlan, e->value, v);
	v->bond = read_only_bond(rd, e->value, v->pos, v->bond);
}

void read_vlan_interfaces(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_named(rd, key, n, read_vlan_iface, into);
}
