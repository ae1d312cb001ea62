// SPDX-License-Identifier: Apache-2.0
#include "evidence_intent.h"
#include "jsonw.h"

static void to_file(void *context, const char *data, size_t len)
{
	fwrite(data, 1, len, context);
}

/* "sw1 GigabitEthernet1/0/1" of each member, by its NIC's name on this machine. */
static void put_members(struct arena *a, struct jsonw *j, const struct observe_bond *b)
{
	jsonw_open(j, "members", '{');
	for (size_t i = 0; i < b->members.n; i++) {
		const struct observe_member *m = &b->members.v[i];

		if (!m->planned)
			continue;
		jsonw_text(j, arena_strdup(a, m->name),
			m->sw && m->port ? arena_printf(a, "%s %s", m->sw, m->port) : "");
	}
	jsonw_close(j, '}');
}

static void put_park(struct jsonw *j, unsigned vlan)
{
	jsonw_open(j, "native_vlan", '{');
	jsonw_uint(j, "park", vlan);
	jsonw_close(j, '}');
}

static void put_bond(struct arena *a, struct jsonw *j, const struct verify_bond *b)
{
	size_t room = vlanset_format(&b->intent->vlans, NULL, 0) + 1;
	char *vlans = arena_alloc(a, room);

	jsonw_newline(j);
	jsonw_open(j, b->intent->name, '{');
	put_members(a, j, b->observed);
	if (b->intent->port_channel)
		jsonw_uint(j, "port_channel", b->intent->port_channel);
	if (b->intent->native_kind == NATIVE_ID)
		jsonw_uint(j, "native_vlan", b->intent->native_vlan);
	else if (b->intent->park_vlan)
		put_park(j, b->intent->park_vlan);
	else if (b->intent->native_kind == NATIVE_NONE)
		jsonw_text(j, "native_vlan", "none");
	vlanset_format(&b->intent->vlans, vlans, room);
	if (*vlans)
		jsonw_text(j, "vlans", vlans);
	if (b->observed->mtu_planned)
		jsonw_uint(j, "mtu", b->observed->mtu_planned);
	if (b->observed->mac_planned)
		jsonw_mac(j, "hwaddr", b->intent->hwaddr.mac);
	jsonw_close(j, '}');
}

static bool has_bond(const struct verify_bonds *bonds, const struct intent_bond *bond)
{
	for (size_t i = 0; i < bonds->n; i++)
		if (bonds->v[i].intent == bond)
			return true;
	return false;
}

static void put_bridges(
	struct jsonw *j, const struct intent_host *host, const struct verify_bonds *bonds)
{
	jsonw_open(j, "bridges", '{');
	for (size_t i = 0; i < host->bridges.n; i++) {
		const struct intent_bridge *br = host->bridges.v[i];

		if (!has_bond(bonds, br->bond))
			continue;
		jsonw_newline(j);
		jsonw_open(j, br->name, '{');
		jsonw_text(j, "bond", br->bond->name);
		if (br->vlan_aware == YES)
			jsonw_bool(j, "vlan_aware", true);
		else
			jsonw_uint(j, "vlan", br->vlan);
		jsonw_close(j, '}');
	}
	jsonw_close(j, '}');
}

/* They name the ports of bridges. */
static void put_vlan_ifaces(
	struct jsonw *j, const struct intent_host *host, const struct verify_bonds *bonds)
{
	jsonw_open(j, "vlan_interfaces", '{');
	for (size_t i = 0; i < host->vlan_ifaces.n; i++) {
		const struct intent_vlan_iface *vi = host->vlan_ifaces.v[i];

		if (!has_bond(bonds, vi->bond))
			continue;
		jsonw_newline(j);
		jsonw_open(j, vi->name, '{');
		jsonw_text(j, "bond", vi->bond->name);
		jsonw_uint(j, "vlan", vi->vlan);
		jsonw_close(j, '}');
	}
	jsonw_close(j, '}');
}

static void put_switches(struct jsonw *j, const struct intent *in)
{
	jsonw_open(j, "switches", '{');
	for (size_t i = 0; i < in->switches.n; i++) {
		jsonw_newline(j);
		jsonw_open(j, in->switches.v[i]->name, '{');
		jsonw_text(j, "address", in->switches.v[i]->address);
		jsonw_text(j, "platform", "ios");
		if (in->switches.v[i]->hostname)
			jsonw_text(j, "hostname", in->switches.v[i]->hostname);
		jsonw_close(j, '}');
	}
	jsonw_close(j, '}');
}

void evidence_put_intent(FILE *f, struct arena *a, const struct intent *in,
	const struct intent_host *host, const struct verify_bonds *bonds)
{
	struct writer *w = ARENA_NEW(a, struct writer);
	struct jsonw j = { .w = w };

	writer_init(w, to_file, f);
	jsonw_open(&j, NULL, '{');
	jsonw_uint(&j, "lacppair", 1);
	put_switches(&j, in);
	jsonw_open(&j, "hosts", '{');
	jsonw_open(&j, host->name, '{');
	jsonw_open(&j, "bonds", '{');
	for (size_t i = 0; i < bonds->n; i++)
		put_bond(a, &j, &bonds->v[i]);
	jsonw_close(&j, '}');
	put_vlan_ifaces(&j, host, bonds);
	put_bridges(&j, host, bonds);
	for (int i = 0; i < 3; i++)
		jsonw_close(&j, '}');
	writer_char(w, '\n');
	writer_flush(w);
}
