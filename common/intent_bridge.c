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

static void read_bond(struct reader *rd, const char *key, const struct node *n, void *into)
{
	((struct intent_bridge *)into)->bond = read_bond_name(rd, key, n);
}

static void read_stp(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bridge *br = into;

	br->stp_pos = n->pos;
	read_tristate(rd, key, n, &br->stp);
}

static void read_adopts(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_bridge *br = into;

	(void)key;
	br->adopts_pos = n->pos;
	br->adopts = read_link_name(rd, "link", n);
	if (br->adopts && br->name && !strcmp(br->adopts, br->name)) {
		read_error(rd, n, "adopts: it is this bridge itself");
		br->adopts = NULL;
	}
}

static const struct intent_key bridge_keys[] = {
	{ "vlan", read_vlan, 0, false },
	{ "bond", read_bond, 0, false },
	{ "stp", read_stp, 0, false },
	{ "addresses", read_addresses, offsetof(struct intent_bridge, ip.addresses), false },
	{ "gateway", read_bare_addresses, offsetof(struct intent_bridge, ip.gateway), false },
	{ "dns", read_bare_addresses, offsetof(struct intent_bridge, ip.dns), false },
	{ "vlan_aware", read_tristate, offsetof(struct intent_bridge, vlan_aware), false },
	{ "adopts", read_adopts, 0, false },
	{ "forward_delay", read_seconds, offsetof(struct intent_bridge, forward_delay), false },
	{ "ageing_time", read_seconds, offsetof(struct intent_bridge, ageing_time), false },
	{ "mcast_snooping", read_tristate, offsetof(struct intent_bridge, mcast_snooping), false },
	{ "vlan_filtering", read_tristate, offsetof(struct intent_bridge, vlan_filtering), false },
	{ "hwaddr", read_hwaddr, offsetof(struct intent_bridge, hwaddr), false },
	{ "mtu", read_mtu, offsetof(struct intent_bridge, mtu), false },
	{ "routes", NULL, 0, false },
	{ "dhcp4", NULL, 0, false },
	{ "dhcp6", NULL, 0, false },
	{ "accept_ra", NULL, 0, false },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_bridge = { "a bridge", bridge_keys, NULL };

static void read_bridge(struct reader *rd, const struct node_entry *e, void *into)
{
	struct intent_bridge *br = ARENA_NEW(rd->a, struct intent_bridge);

	(void)into;
	br->name = read_link_name(rd, "bridge", e->key);
	br->pos = e->key->pos;
	if (!br->name)
		return;
	*ARENA_PUSH(rd->a, &rd->host->bridges) = br;
	read_object(rd, br->name, br->pos);
	read_level(rd, &intent_level_bridge, e->value, br);
	br->bond = read_only_bond(rd, e->value, br->pos, br->bond);
	if (!br->vlan_pos.file && br->vlan_aware != YES &&
		(e->value->kind == NODE_MAP || node_is_null(e->value)))
		read_error_at(rd, br->pos, "no `vlan`")->hint =
			"or vlan_aware: yes, for one bridge of all VLANs";
}

void read_bridges(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_named(rd, key, n, read_bridge, into);
}
