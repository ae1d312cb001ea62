// SPDX-License-Identifier: Apache-2.0
/* `bridges:` of the intent file. */
#include <stddef.h>
#include <string.h>

#include "intent_read.h"
#include "nearest.h"

static void read_vlan(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bridge *br = into;

	br->vlan_pos = n->pos;
	read_vlan_id(rd, key, n, &br->vlan);
}

static void read_bond_name(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bridge *br = into;
	const char *name = read_text(rd, key, n);
	struct nearest near = { .word = name };

	for (size_t i = 0; name && i < rd->host->bonds.n; i++) {
		if (!strcmp(rd->host->bonds.v[i]->name, name)) {
			br->bond = rd->host->bonds.v[i];
			return;
		}
		nearest_offer(&near, rd->host->bonds.v[i]->name);
	}
	if (name)
		read_error(rd, n, "no bond `%s` on %s%s", name, rd->host->name,
			read_suggestion(rd, near.best));
}

static void read_stp(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bridge *br = into;

	br->stp_pos = n->pos;
	read_tristate(rd, key, n, &br->stp);
}

static const struct intent_key bridge_keys[] = {
	{ "vlan", read_vlan, 0, true },
	{ "bond", read_bond_name, 0, false },
	{ "stp", read_stp, 0, false },
	{ "addresses", read_addresses, offsetof(struct intent_bridge, ip.addresses), false },
	{ "gateway", read_bare_addresses, offsetof(struct intent_bridge, ip.gateway), false },
	{ "dns", read_bare_addresses, offsetof(struct intent_bridge, ip.dns), false },
	{ "vlan_aware", NULL, 0, false },
	{ "adopts", NULL, 0, false },
	{ "forward_delay", read_seconds, offsetof(struct intent_bridge, forward_delay), false },
	{ "ageing_time", read_seconds, offsetof(struct intent_bridge, ageing_time), false },
	{ "mcast_snooping", read_tristate, offsetof(struct intent_bridge, mcast_snooping), false },
	{ "hwaddr", read_hwaddr, offsetof(struct intent_bridge, hwaddr), false },
	{ "mtu", read_mtu, offsetof(struct intent_bridge, mtu), false },
	{ "routes", NULL, 0, false },
	{ "dhcp4", NULL, 0, false },
	{ "dhcp6", NULL, 0, false },
	{ "accept_ra", NULL, 0, false },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_bridge = { "a bridge", bridge_keys, NULL };

static bool says_bond(const struct node *n)
{
	for (size_t i = 0; n->kind == NODE_MAP && i < n->entries.n; i++)
		if (!strcmp(n->entries.v[i].key->text, "bond"))
			return true;
	return false;
}

static void read_bridge(struct reader *rd, const struct node_entry *e, void *into)
{
	struct intent_bridge *br = ARENA_NEW(rd->a, struct intent_bridge);
	const struct intent_host *host = rd->host;

	(void)into;
	br->name = read_link_name(rd, "bridge", e->key);
	br->pos = e->key->pos;
	if (!br->name)
		return;
	*ARENA_PUSH(rd->a, &rd->host->bridges) = br;
	read_object(rd, br->name, br->pos);
	read_level(rd, &intent_level_bridge, e->value, br);
	if (says_bond(e->value))
		return;
	if (host->bonds.n == 1)
		br->bond = host->bonds.v[0];
	else if (host->bonds.n)
		read_error_at(rd, br->pos, "%s has %zu bonds: say which one with `bond`",
			host->name, host->bonds.n);
}

void read_bridges(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_named(rd, key, n, read_bridge, into);
}
