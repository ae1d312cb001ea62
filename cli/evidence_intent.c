// SPDX-License-Identifier: Apache-2.0
#include "evidence_intent.h"

/* "sw1 GigabitEthernet1/0/1" of each member, by its NIC's name on this machine. */
static json_t *members(struct arena *a, const struct observe_bond *b)
{
	json_t *j = json_object();

	for (size_t i = 0; i < b->members.n; i++) {
		const struct observe_member *m = &b->members.v[i];

		if (m->planned)
			json_object_set_new(j, m->name,
				m->sw && m->port
					? json_string(arena_printf(a, "%s %s", m->sw, m->port))
					: json_null());
	}
	return j;
}

static void add_number(json_t *j, const char *key, unsigned v)
{
	if (v)
		json_object_set_new(j, key, json_integer(v));
}

static json_t *bond(struct arena *a, const struct verify_bond *b)
{
	json_t *j = json_pack("{s:o}", "members", members(a, b->observed));
	size_t room = vlanset_format(&b->intent->vlans, NULL, 0) + 1;
	char *vlans = arena_alloc(a, room), mac[MAC_TEXT_MAX];

	add_number(j, "port_channel", b->intent->port_channel);
	if (b->intent->native_kind == NATIVE_ID)
		add_number(j, "native_vlan", b->intent->native_vlan);
	else if (b->intent->park_vlan)
		json_object_set_new(
			j, "native_vlan", json_pack("{s:i}", "park", (int)b->intent->park_vlan));
	else if (b->intent->native_kind == NATIVE_NONE)
		json_object_set_new(j, "native_vlan", json_string("none"));
	vlanset_format(&b->intent->vlans, vlans, room);
	if (*vlans)
		json_object_set_new(j, "vlans", json_string(vlans));
	add_number(j, "mtu", b->observed->mtu_planned);
	if (b->observed->mac_planned)
		json_object_set_new(
			j, "hwaddr", json_string(mac_format(b->intent->hwaddr.mac, mac)));
	return j;
}

static bool has_bond(const struct verify_bonds *bonds, const struct intent_bond *bond)
{
	for (size_t i = 0; i < bonds->n; i++)
		if (bonds->v[i].intent == bond)
			return true;
	return false;
}

static json_t *bridges(const struct intent_host *host, const struct verify_bonds *bonds)
{
	json_t *j = json_object();

	for (size_t i = 0; i < host->bridges.n; i++) {
		const struct intent_bridge *br = host->bridges.v[i];

		if (has_bond(bonds, br->bond))
			json_object_set_new(j, br->name,
				br->vlan_aware == YES
					? json_pack("{s:s, s:b}", "bond", br->bond->name,
						  "vlan_aware", 1)
					: json_pack("{s:s, s:i}", "bond", br->bond->name, "vlan",
						  (int)br->vlan));
	}
	return j;
}

/* They name the ports of bridges. */
static json_t *vlan_ifaces(const struct intent_host *host, const struct verify_bonds *bonds)
{
	json_t *j = json_object();

	for (size_t i = 0; i < host->vlan_ifaces.n; i++) {
		const struct intent_vlan_iface *vi = host->vlan_ifaces.v[i];

		if (has_bond(bonds, vi->bond))
			json_object_set_new(j, vi->name,
				json_pack("{s:s, s:i}", "bond", vi->bond->name, "vlan",
					(int)vi->vlan));
	}
	return j;
}

static json_t *switches(const struct intent *in)
{
	json_t *j = json_object();

	for (size_t i = 0; i < in->switches.n; i++) {
		const struct intent_switch *sw = in->switches.v[i];

		json_object_set_new(j, sw->name,
			json_pack("{s:s, s:s, s:s*}", "address", sw->address, "platform", "ios",
				"hostname", sw->hostname));
	}
	return j;
}

json_t *evidence_intent(struct arena *a, const struct intent *in, const struct intent_host *host,
	const struct verify_bonds *bonds)
{
	json_t *list = json_object();

	for (size_t i = 0; i < bonds->n; i++)
		json_object_set_new(list, bonds->v[i].intent->name, bond(a, &bonds->v[i]));
	return json_pack("{s:i, s:o, s:{s:{s:o, s:o, s:o}}}", "lacppair", 1, "switches",
		switches(in), "hosts", host->name, "bonds", list, "vlan_interfaces",
		vlan_ifaces(host, bonds), "bridges", bridges(host, bonds));
}
