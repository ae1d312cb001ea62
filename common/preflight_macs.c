// SPDX-License-Identifier: Apache-2.0
/*
 * Cables by the switch's own address table, where nobody speaks LLDP or CDP: behind which port it
 * has learnt the NICs that the intent names by MAC, and those of a host whose kernel was read.
 */
#include <string.h>

#include "net.h"
#include "switch_refuse.h"

/* Virtual machines talk behind a host's port, too: so many are worth a word, and no more. */
enum { MANY_ADDRESSES = 10 };

static const struct host_state *found_of(const struct refuser *f, const struct intent_host *host)
{
	const struct known_hosts *known = &f->sw->known;

	for (size_t i = 0; i < known->n; i++)
		if (known->v[i].host == host)
			return known->v[i].found;
	return NULL;
}

/*
 * What a NIC sends with, as a member of a bond the bond's address, which other members send with
 * too: then, as with one that only the intent knows, it tells another host, and no more.
 */
struct nic {
	uint8_t mac[6];
	bool alone;
};

static bool read_nic(const struct host_state *found, const struct intent_member *m, struct nic *out)
{
	const struct link *l = NULL, *master;

	*out = (struct nic){ 0 };
	if (m->nic_is_mac && mac_parse(m->nic, out->mac))
		return false;
	if (found)
		l = m->nic_is_mac ? host_state_link_by_mac(found, out->mac)
				  : host_state_link(found, m->nic);
	if (!l)
		return m->nic_is_mac;
	master = l->master[0] ? host_state_link(found, l->master) : NULL;
	out->alone = !master || master->kind != LINK_BOND;
	memcpy(out->mac, out->alone ? l->mac : l->perm_mac, 6);
	return true;
}

static void check_member(struct refuser *f, const char *port, const struct show_mac *row,
	const struct intent_host *host, const struct intent_bond *b, const struct intent_member *m)
{
	const struct intent_member *here = refuse_member_of(f, port);
	struct nic nic;
	char text[MAC_TEXT_MAX];
	const char *hint;

	if (m == here || !read_nic(found_of(f, host), m, &nic) || memcmp(nic.mac, row->mac, 6) != 0)
		return;
	hint = arena_printf(f->r->arena, "its address table has %s there, in VLAN %u",
		mac_format_ios(row->mac, text), row->vlan);
	if (host != f->want->host)
		refuse_other_host(f, port, host, hint);
	else if (here && (nic.alone || b != f->want->intent))
		refuse_swapped(f, port, m, b, hint);
}

static void check_row(struct refuser *f, const char *port, const struct show_mac *row)
{
	const struct intent *in = f->sw->in;

	for (size_t h = 0; h < in->hosts.n; h++)
		for (size_t b = 0; b < in->hosts.v[h]->bonds.n; b++) {
			const struct intent_bond *bond = in->hosts.v[h]->bonds.v[b];

			for (size_t m = 0; m < bond->members.n; m++)
				check_member(
					f, port, row, in->hosts.v[h], bond, &bond->members.v[m]);
		}
}

static void check_port(struct refuser *f, const struct show_macs *macs, const char *port)
{
	size_t n = 0;

	for (size_t i = 0; i < macs->rows.n; i++) {
		if (strcmp(macs->rows.v[i].port, port) != 0)
			continue;
		n++;
		check_row(f, port, &macs->rows.v[i]);
	}
	if (n > MANY_ADDRESSES)
		report_add(f->r, REPORT_WARNING, refuse_port_pos(f, port),
			"%s %s has learnt %zu addresses: a switch is behind it, or virtual "
			"machines",
			f->want->sw->name, port, n)
			->hint = "is this the port of the cable?";
}

/* What is bundled is learnt on the Port-channel, and connected long since. */
void preflight_macs(struct refuser *f)
{
	const struct show_macs *macs = f->found->facts ? f->found->facts->macs : NULL;

	for (size_t i = 0; macs && !refuse_all_joined(f) && i < f->want->ports.n; i++)
		check_port(f, macs, f->want->ports.v[i]);
}
