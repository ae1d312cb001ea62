// SPDX-License-Identifier: Apache-2.0
/* Who was heard on the members, as text and JSON; and verify --cabling, which says no more. */
#include <stdio.h>

#include "cabling.h"
#include "verify.h"

static const char *short_port(const char *port, char out[IFNAME_MAX])
{
	if (!port)
		return "?";
	return ifname_short(port, out) ? port : out;
}

static void print_neighbor(const struct cli *c, const struct neighbor *n)
{
	if (!n->heard)
		return;
	cli_print(c, "    %s: %s%s%s", cabling_via(n), cli_clean(c, n->system),
		n->system[0] ? " " : "", cli_clean(c, n->port));
	if (n->has_native_vlan)
		cli_print(c, ", native VLAN %u", n->native_vlan);
	if (n->has_mtu)
		cli_print(c, ", largest frame %u", n->mtu);
	cli_print(c, "\n");
}

static void print_others(const struct cli *c, const struct observe_member *m)
{
	const char *lead = "    also heard: ";

	for (int k = FRAME_OTHER + 1; k < FRAME_KINDS; k++) {
		if (!m->heard[k] || k == FRAME_LLDP || k == FRAME_CDP)
			continue;
		cli_print(c, "%s%s", lead, frame_kind_name((enum frame_kind)k));
		lead = ", ";
	}
	if (m->rx.seen) {
		cli_print(c, "%sLACP with key %u", lead, m->rx.pdu.actor.key);
		lead = ", ";
	}
	if (*lead == ',')
		cli_print(c, "\n");
}

void verify_print_heard(const struct cli *c, const struct observe_member *m)
{
	print_neighbor(c, &m->lldp);
	print_neighbor(c, &m->cdp);
	print_neighbor(c, &m->learned);
}

static json_t *json_neighbor(const struct cli *c, const struct neighbor *n)
{
	json_t *j = json_pack("{s:s, s:s, s:s}", "via", cabling_via(n), "system",
		cli_clean(c, n->system), "port", cli_clean(c, n->port));

	if (n->interface[0])
		json_object_set_new(j, "interface", json_string(n->interface));
	if (n->has_native_vlan)
		json_object_set_new(j, "native_vlan", json_integer(n->native_vlan));
	if (n->has_mtu)
		json_object_set_new(j, "mtu", json_integer(n->mtu));
	return j;
}

json_t *verify_json_heard(
	const struct cli *c, const struct observe_bond *b, const struct observe_member *m)
{
	json_t *neighbors = json_array(), *frames = json_object();

	if (m->lldp.heard)
		json_array_append_new(neighbors, json_neighbor(c, &m->lldp));
	if (m->cdp.heard)
		json_array_append_new(neighbors, json_neighbor(c, &m->cdp));
	if (m->learned.heard)
		json_array_append_new(neighbors, json_neighbor(c, &m->learned));
	for (int k = FRAME_OTHER + 1; k < FRAME_KINDS; k++)
		if (m->heard[k])
			json_object_set_new(frames, frame_kind_name((enum frame_kind)k),
				json_integer(m->heard[k]));
	return json_pack("{s:s, s:o, s:o}", "cabling", cabling_name(cabling_of(b, m)), "neighbors",
		neighbors, "frames", frames);
}

static const char *state_words(const struct observe_bond *b, const struct observe_member *m)
{
	if (m->has_link && !m->present)
		return "there is no such NIC";
	if (m->has_link && !m->carrier)
		return "no link: nothing can be heard";
	switch (cabling_of(b, m)) {
	case CABLING_AGREES:
		return "as planned";
	case CABLING_DIFFERS:
		return "NOT as planned";
	case CABLING_UNKNOWN:
		break;
	}
	return m->lldp.heard || m->cdp.heard ? "heard, but not which port" : "no neighbour heard";
}

enum cabling verify_cabling_overall(const struct verify_bonds *bonds)
{
	enum cabling all = CABLING_AGREES;

	for (size_t i = 0; i < bonds->n; i++) {
		const struct observe_bond *b = bonds->v[i].observed;

		for (size_t k = 0; k < b->members.n; k++) {
			enum cabling c = cabling_of(b, &b->members.v[k]);

			if (!b->members.v[k].planned)
				continue;
			if (c == CABLING_DIFFERS)
				return CABLING_DIFFERS;
			if (c == CABLING_UNKNOWN)
				all = CABLING_UNKNOWN;
		}
	}
	return all;
}

static void print_bond(const struct cli *c, const struct observe_bond *b)
{
	char port[IFNAME_MAX];

	for (size_t i = 0; i < b->members.n; i++) {
		const struct observe_member *m = &b->members.v[i];

		if (!m->planned)
			continue;
		cli_print(c, "  %s -> %s %s: %s\n", m->name, m->sw ? m->sw : "?",
			short_port(m->port, port), state_words(b, m));
		verify_print_heard(c, m);
		print_others(c, m);
	}
}

void verify_report_cabling(struct cli *c, const struct verify_bonds *bonds)
{
	static const char *const words[] = { "not known", "as planned", "NOT as planned" };
	enum cabling all = verify_cabling_overall(bonds);

	cli_print(c, "cabling: %s\n", words[all]);
	for (size_t i = 0; i < bonds->n; i++) {
		cli_print(c, "%s:\n", bonds->v[i].observed->name);
		print_bond(c, bonds->v[i].observed);
		verify_print_findings(c, &bonds->v[i].result);
	}
	verify_fill_document(c, bonds);
	json_object_set_new(c->doc, "cabling", json_string(cabling_name(all)));
}
