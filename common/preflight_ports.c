// SPDX-License-Identifier: Apache-2.0
/*
 * Members before they are bundled: IOS suspends one whose speed or duplex is not the others', and
 * bundles a cable that leads somewhere else without a word.
 */
#include <string.h>

#include "switch_refuse.h"

static const struct show_status *status_of(const struct refuser *f, const char *port)
{
	const struct show_statuses *s = f->found->facts->statuses;

	for (size_t i = 0; s && i < s->rows.n; i++)
		if (!strcmp(s->rows.v[i].port, port))
			return &s->rows.v[i];
	return NULL;
}

/* What the link runs at, negotiated ("a-1000") or set; NULL: it is down, or does not say. */
static const char *runs_at(const struct show_status *s, const char *value)
{
	if (!s || strcmp(s->status, "connected") != 0 || !*value || !strcmp(value, "auto"))
		return NULL;
	return !strncmp(value, "a-", 2) ? value + 2 : value;
}

static enum report_level level(const struct refuser *f)
{
	return refuse_all_joined(f) ? REPORT_WARNING : REPORT_ERROR;
}

static void check_duplex(struct refuser *f, const char *port, const struct show_status *s)
{
	const char *duplex = s ? runs_at(s, s->duplex) : NULL;

	if (duplex && !strcmp(duplex, "half"))
		refuse_advise(f,
			report_add(f->r, level(f), refuse_port_pos(f, port),
				"%s %s runs at half duplex: LACP wants full duplex",
				f->want->sw->name, port),
			"duplex auto", port);
}

/* A port that joins later is measured against the one that was first. */
static void check_speeds(struct refuser *f)
{
	const char *first = NULL, *first_speed = NULL;

	for (size_t i = 0; i < f->want->ports.n; i++) {
		const char *port = f->want->ports.v[i];
		const struct show_status *s = status_of(f, port);
		const char *speed = s ? runs_at(s, s->speed) : NULL;

		check_duplex(f, port, s);
		if (!speed)
			continue;
		if (first && strcmp(speed, first_speed) != 0)
			report_add(f->r, level(f), refuse_port_pos(f, port),
				"%s %s runs at %s and %s at %s: IOS suspends the member that is "
				"unlike the others",
				f->want->sw->name, port, speed, first, first_speed)
				->hint = "look at the cables, and at `speed` on both sides";
		if (!first) {
			first = port;
			first_speed = speed;
		}
	}
}

const struct intent_member *refuse_member_of(const struct refuser *f, const char *port)
{
	const struct intent_bond *b = f->want->intent;

	for (size_t i = 0; i < b->members.n; i++)
		if (b->members.v[i].sw == f->want->sw && !strcmp(b->members.v[i].port, port))
			return &b->members.v[i];
	return NULL;
}

static const char *said(struct refuser *f, const struct show_neighbor *n)
{
	return arena_printf(f->r->arena, "%s says that %s%s%s is there",
		n->via == FRAME_CDP ? "CDP" : "LLDP", n->system[0] ? n->system : n->about,
		n->remote[0][0] ? " port " : "", n->remote[0]);
}

static const struct intent_host *host_of(const struct refuser *f, const struct show_neighbor *n)
{
	const struct intent *in = f->sw->in;

	for (size_t i = 0; n->system[0] && i < in->hosts.n; i++)
		if (neighbor_same_system(in->hosts.v[i]->name, n->system))
			return in->hosts.v[i];
	return NULL;
}

static bool is_our_switch(const struct refuser *f, const struct show_neighbor *n)
{
	const struct intent *in = f->sw->in;

	for (size_t i = 0; n->system[0] && i < in->switches.n; i++) {
		const struct intent_switch *sw = in->switches.v[i];

		if (neighbor_same_system(sw->hostname ? sw->hostname : sw->name, n->system))
			return true;
	}
	return false;
}

/* The bond of the host that has this NIC, and where its cable is planned; NULL: none has. */
static const struct intent_member *planned_nic(
	const struct intent_host *h, const struct show_neighbor *n, const struct intent_bond **bond)
{
	for (size_t b = 0; b < h->bonds.n; b++)
		for (size_t m = 0; m < h->bonds.v[b]->members.n; m++)
			for (size_t i = 0; i < 2; i++) {
				*bond = h->bonds.v[b];
				if (!strcmp((*bond)->members.v[m].nic, n->remote[i]))
					return &(*bond)->members.v[m];
			}
	return NULL;
}

void refuse_other_host(
	struct refuser *f, const char *port, const struct intent_host *host, const char *hint)
{
	report_add(f->r, REPORT_ERROR, refuse_port_pos(f, port),
		"%s %s is planned for %s, but its cable leads to %s: cables are swapped",
		f->want->sw->name, port, f->want->host->name, host->name)
		->hint = hint;
}

/* Within a bond it matters while its legs are taken one by one: the wrong one would be shut. */
void refuse_swapped(struct refuser *f, const char *port, const struct intent_member *m,
	const struct intent_bond *bond, const char *hint)
{
	bool same = bond == f->want->intent;

	report_add(f->r, same ? level(f) : REPORT_ERROR, refuse_port_pos(f, port),
		"%s %s is planned for %s, but its cable leads to %s of %s%s: cables are swapped",
		f->want->sw->name, port, refuse_member_of(f, port)->nic, m->nic,
		f->want->host->name, same ? "" : arena_printf(f->r->arena, " (%s)", bond->name))
		->hint = hint;
}

static void check_nic(struct refuser *f, const char *port, const struct show_neighbor *n)
{
	const struct intent_member *here = refuse_member_of(f, port), *m;
	const struct intent_bond *bond;

	m = planned_nic(f->want->host, n, &bond);
	if (m && m != here && here)
		refuse_swapped(f, port, m, bond, said(f, n));
}

/* CDP passes a Linux bridge, so behind a bundled port a VM may well talk as a switch does. */
static void check_switch(struct refuser *f, const char *port, const struct show_neighbor *n)
{
	bool virtual = n->via == FRAME_CDP && refuse_all_joined(f);

	report_add(f->r, virtual ? REPORT_WARNING : REPORT_ERROR, refuse_port_pos(f, port),
		"%s %s: the neighbour is a switch, not %s", f->want->sw->name, port,
		f->want->host->name)
		->hint = said(f, n);
}

static void check_neighbor(struct refuser *f, const char *port, const struct show_neighbor *n)
{
	const struct intent_host *host = host_of(f, n);

	if (host == f->want->host)
		check_nic(f, port, n);
	else if (host)
		refuse_other_host(f, port, host, said(f, n));
	else if (is_our_switch(f, n) || (n->bridges && !n->linux_host))
		check_switch(f, port, n);
	else if (!refuse_all_joined(f))
		report_add(f->r, REPORT_WARNING, refuse_port_pos(f, port),
			"%s %s: the neighbour does not call itself %s", f->want->sw->name, port,
			f->want->host->name)
			->hint = said(f, n);
}

static bool is_there(const struct refuser *f, const struct show_neighbors *all, const char *port)
{
	for (size_t i = 0; all && i < all->rows.n; i++)
		if (!strcmp(all->rows.v[i].port, port) &&
			host_of(f, &all->rows.v[i]) == f->want->host)
			return true;
	return false;
}

/* Where the planned host speaks, whoever else is heard speaks through it. */
static void check_neighbors(struct refuser *f, const struct show_neighbors *all)
{
	for (size_t p = 0; all && p < f->want->ports.n; p++) {
		const char *port = f->want->ports.v[p];
		bool there = is_there(f, all, port);

		for (size_t i = 0; i < all->rows.n; i++)
			if (!strcmp(all->rows.v[i].port, port) &&
				(!there || host_of(f, &all->rows.v[i]) == f->want->host))
				check_neighbor(f, port, &all->rows.v[i]);
	}
}

void preflight_ports(struct refuser *f)
{
	if (!f->found->facts)
		return;
	if (f->want->port_channel)
		check_speeds(f);
	check_neighbors(f, f->found->facts->lldp);
	check_neighbors(f, f->found->facts->cdp);
}
