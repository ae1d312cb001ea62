// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "capture.h"
#include "ears.h"
#include "events.h"
#include "evidence.h"
#include "kernel_view.h"
#include "net.h"
#include "plan_bond.h"
#include "read.h"
#include "stats.h"

enum {
	POLL_MS = 100,
	QUIET_POLL_MS = 500, /* of the kernel; quiet: no change for QUIET over the hold */
	GATHER_MS = 20,
	STATS_MS = 1000,
	COST = 20,
	DRAIN_MAX = 1000,
};
#define QUIET SEC(2)

static nanosec clock_ns(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return SEC(t.tv_sec) + t.tv_nsec;
}

static void tick(struct ears *l)
{
	l->now_ms = cli_now_ms();
	l->now = l->start + MSEC(l->now_ms - l->start_ms);
}

/* A NIC given by its MAC gets its name from the kernel. */
static const char *nic_name(
	struct cli *c, const struct intent_member *m, const struct host_state *links, struct err *e)
{
	uint8_t mac[6];
	const struct link *l;

	if (!m->nic_is_mac)
		return m->nic;
	l = mac_parse(m->nic, mac) ? NULL : host_state_link_by_mac(links, mac);
	if (l)
		return arena_strdup(c->arena, l->name);
	err_set(e, ERR_ENVIRONMENT, m->nic, "no NIC of this host has this address");
	return NULL;
}

static int add_member(struct ears *l, struct verify_bond *b, const struct intent_member *from,
	const struct host_state *links, struct err *e)
{
	const char *name = nic_name(l->cli, from, links, e);
	struct observe_member *m;
	struct tap *t;

	if (!name)
		return -1;
	m = verify_plan_member(l->cli->arena, b->observed, from, name);
	t = ARENA_PUSH(l->cli->arena, &l->taps);
	t->bond = b;
	t->member = (size_t)(m - b->observed->members.v);
	return 0;
}

static int add_bonds(struct ears *l, const struct intent_host *host, const struct host_state *links,
	struct err *e)
{
	const char *only = cli_value(l->cli, "bond");

	for (size_t i = 0; i < host->bonds.n; i++) {
		struct verify_bond *b;

		if (only && strcmp(only, host->bonds.v[i]->name))
			continue;
		if (host->bonds.v[i]->opts.value[BONDOPT_MODE] != BOND_MODE_8023AD) {
			if (!l->quiet)
				cli_progress(l->cli,
					"%s: not in mode 802.3ad: there is no LACP to verify",
					host->bonds.v[i]->name);
			continue;
		}
		b = ARENA_PUSH(l->cli->arena, l->bonds);
		b->intent = host->bonds.v[i];
		b->observed = observe_new(l->cli->arena, b->intent->name, l->start);
		b->observed->stable = l->stable;
		verify_plan_bond(b->observed, b->intent);
		verify_plan_bridges(l->cli->arena, b->observed, b->intent, host);
	}
	if (!l->bonds->n)
		return err_set(e, ERR_ENVIRONMENT, host->name,
			"no bond in mode 802.3ad: there is nothing that LACP could prove");
	for (size_t i = 0; i < l->bonds->n; i++)
		for (size_t k = 0; k < l->bonds->v[i].intent->members.n; k++)
			if (add_member(l, &l->bonds->v[i], &l->bonds->v[i].intent->members.v[k],
				    links, e))
				return -1;
	return 0;
}

/* A NIC that went and came again is another one: its old socket hears nothing more. */
static void open_tap(struct ears *l, struct tap *t, const struct link *nic)
{
	struct observe_member *m = &t->bond->observed->members.v[t->member];
	struct err e = { 0 };

	if (!nic || (t->capture && t->ifindex == nic->ifindex))
		return;
	capture_close(t->capture);
	t->capture = capture_open_live(m->name, &e);
	if (!t->capture)
		return;
	t->ifindex = nic->ifindex;
	m->captured = true;
	m->listening_since = l->now;
	host_nic_driver(m->name, m->driver, sizeof(m->driver));
	m->is_vf = host_nic_is_vf(m->name);
	evidence_nic(l->evidence, m->name, l->start);
}

static void read_proc(struct ears *l, struct observe_bond *b, struct arena *a)
{
	struct proc_bonding p;
	struct err e = { 0 };
	const char *text;

	if (!b->present)
		return;
	text = host_read_proc_bonding(a, b->name, &e);
	if (text && !proc_bonding_parse(a, text, &p, &e))
		observe_proc(b, &p, l->now);
}

/* What the bond has counted since then, its NICs have to show; a kernel without says nothing. */
static void read_stats(struct ears *l)
{
	struct arena *a = arena_new();
	struct host_stats stats;
	struct err e = { 0 };
	int64_t took = cli_now_ms();
	bool any = !host_read_stats(l->nl, a, &stats, &e);

	for (size_t i = 0; any && i < l->taps.n; i++) {
		struct tap *t = &l->taps.v[i];
		const struct link_stats *s = t->capture ? host_stats_of(&stats, t->ifindex) : NULL;
		struct observe_member *m = &t->bond->observed->members.v[t->member];

		if (s && s->has_lacp)
			observe_counters(m,
				&(struct observe_counters){
					.rx = s->lacpdu_rx,
					.tx = s->lacpdu_tx,
					.illegal = s->lacpdu_illegal_rx,
					.packets_sent = s->tx_packets,
					.captured = m->rx_count,
				});
	}
	arena_free(a);
	took = cli_now_ms() - took;
	l->next_stats_ms = cli_now_ms() + STATS_MS + 10 * took;
}

static bool is_ours(const struct tap *t, const struct link *l)
{
	const struct observe_bond *b = t->bond->observed;

	return l->ifindex == t->ifindex || l->ifindex == t->master || !strcmp(l->name, b->name) ||
		!strcmp(l->name, b->members.v[t->member].name);
}

/*
 * A carrier that goes and comes between two looks leaves its time here. Who became whose member,
 * and what came anew, is left to the next look.
 */
static void take_change(struct ears *l, struct link *nic, const struct link_refs *refs)
{
	for (size_t i = 0; i < l->taps.n; i++) {
		struct tap *t = &l->taps.v[i];
		struct observe_bond *b = t->bond->observed;

		if (!is_ours(t, nic))
			continue;
		l->news = true;
		if (nic->ifindex != t->ifindex || refs->master != t->master)
			continue;
		snprintf(nic->master, sizeof(nic->master), "%s", refs->master ? b->name : "");
		observe_link(b, &b->members.v[t->member], nic, l->now);
		evidence_look(l->evidence, b);
	}
}

static void take_events(struct ears *l)
{
	struct link_refs refs;
	struct link nic;
	enum host_event kind;

	while ((kind = host_events_next(l->events, &nic, &refs)) != HOST_EVENT_NONE)
		if (kind == HOST_EVENT_CHANGED)
			take_change(l, &nic, &refs);
		else
			l->news = true;
}

static nanosec newest_change(const struct ears *l)
{
	nanosec newest = 0;

	for (size_t i = 0; i < l->taps.n; i++) {
		const struct tap *t = &l->taps.v[i];
		nanosec at = t->bond->observed->members.v[t->member].changed_at;

		newest = at > newest ? at : newest;
	}
	return newest;
}

/*
 * A dump of thousands of links takes its time: a twentieth of ours may go there. Where all has been
 * still for longer than a hold, the kernel has little news; the first change on the wire or of a
 * link brings the next look forward.
 */
static int64_t next_look_ms(const struct ears *l)
{
	bool quiet = !l->news && l->now - newest_change(l) > l->stable + QUIET;

	return l->looked_ms + (quiet ? QUIET_POLL_MS : POLL_MS) + l->look_cost_ms;
}

static int read_kernel(struct ears *l, struct err *e)
{
	struct arena *a = arena_new();
	nanosec took = clock_ns(CLOCK_MONOTONIC);
	const struct host_state *links = host_read_links(l->nl, a, e);

	for (size_t i = 0; links && i < l->bonds->n; i++) {
		observe_links(l->bonds->v[i].observed, links, l->now);
		read_proc(l, l->bonds->v[i].observed, a);
		evidence_look(l->evidence, l->bonds->v[i].observed);
	}
	for (size_t i = 0; links && i < l->taps.n; i++) {
		struct tap *t = &l->taps.v[i];
		const struct observe_bond *b = t->bond->observed;
		const struct link *bond = host_state_link(links, b->name);

		t->master = bond ? bond->ifindex : 0;
		open_tap(l, t, host_state_link(links, b->members.v[t->member].name));
	}
	l->news = false;
	arena_free(a);
	took = clock_ns(CLOCK_MONOTONIC) - took;
	l->looked_ms = cli_now_ms();
	l->look_cost_ms = COST * took / MSEC(1);
	return links ? 0 : -1;
}

/* Frames bear the wall clock; a step of it must not look like a missed LACPDU. */
static void drain(struct ears *l, struct tap *t)
{
	struct observe_bond *b = t->bond->observed;
	nanosec stepped = l->start + (clock_ns(CLOCK_MONOTONIC) - MSEC(l->start_ms)) -
		clock_ns(CLOCK_REALTIME);
	struct capture_frame f;
	struct err e = { 0 };
	int r = 0;

	for (int i = 0; t->capture && i < DRAIN_MAX; i++) {
		r = capture_next(t->capture, &f, &e);
		if (r != 1)
			break;
		evidence_frame(l->evidence, b->members.v[t->member].name, f.time_ns + stepped,
			f.out, f.data, f.len);
		observe_frame(
			b, &b->members.v[t->member], f.time_ns + stepped, f.out, f.data, f.len);
	}
	if (r < 0) { /* the NIC is gone; a new one of its name is opened again */
		capture_close(t->capture);
		t->capture = NULL;
		l->looked_ms = 0; /* at once */
	}
}

static int left_ms(const struct ears *l, int64_t deadline_ms, int most)
{
	int64_t until = l->next_kernel_ms < deadline_ms ? l->next_kernel_ms : deadline_ms;
	int64_t ms = until - cli_now_ms();

	return ms < 0 ? 0 : ms > most ? most : (int)ms;
}

/* Frames of many members come in bursts, which make one turn; the switch is not kept waiting. */
void ears_wait(struct ears *l, int64_t deadline_ms)
{
	struct pollfd *caller = &l->fds[l->taps.n];

	caller[1] = (struct pollfd){ .fd = host_events_fd(l->events), .events = POLLIN };
	for (size_t i = 0; i < l->taps.n; i++)
		l->fds[i] = (struct pollfd){
			.fd = l->taps.v[i].capture ? capture_fd(l->taps.v[i].capture) : -1,
			.events = POLLIN,
		};
	poll(caller, 1, left_ms(l, deadline_ms, GATHER_MS));
	poll(l->fds, l->taps.n + 2, caller->revents ? 0 : left_ms(l, deadline_ms, POLL_MS));
	l->waited = true;
}

int ears_turn(struct ears *l, struct err *e)
{
	for (size_t i = 0; i < l->taps.n; i++)
		if (!l->waited || l->fds[i].revents)
			drain(l, &l->taps.v[i]);
	l->waited = false;
	tick(l);
	take_events(l);
	if (l->now_ms >= next_look_ms(l) && read_kernel(l, e))
		return -1;
	if (l->now_ms >= l->next_stats_ms)
		read_stats(l);
	for (size_t i = 0; i < l->bonds->n; i++)
		observe_time(l->bonds->v[i].observed, l->now);
	l->next_kernel_ms = next_look_ms(l);
	return 0;
}

/* What the kernel says in the end is judged, and is what a replay will be told. */
void ears_look_behind(struct ears *l)
{
	struct err e = { 0 };
	const struct host_state *all = host_read(l->nl, l->cli->arena, &e);

	for (size_t i = 0; all && i < l->bonds->n; i++) {
		kernel_view_links(l->bonds->v[i].observed, all, l->now);
		evidence_links(l->evidence, l->bonds->v[i].observed, all);
	}
}

void ears_keep_proc(struct ears *l, struct verify_bond *b)
{
	struct err e = { 0 };
	struct proc_bonding p;
	const char *text = NULL;

	if (!l->evidence)
		return;
	if (b->observed->present)
		text = host_read_proc_bonding(l->cli->arena, b->observed->name, &e);
	evidence_proc(l->evidence, b->observed, text);
	if (text && !proc_bonding_parse(l->cli->arena, text, &p, &e))
		observe_proc(b->observed, &p, l->now);
}

void ears_close(struct ears *l)
{
	for (size_t i = 0; i < l->taps.n; i++)
		capture_close(l->taps.v[i].capture);
	l->taps.n = 0;
	host_events_close(l->events);
	l->events = NULL;
	host_nl_close(l->nl);
	l->nl = NULL;
}

int ears_open(struct ears *l, struct cli *c, const struct intent_host *host, struct err *e)
{
	const struct host_state *links;

	l->cli = c;
	l->nl = host_nl_open(e);
	l->events = l->nl ? host_events_open(HOST_HEAR_LINKS, e) : NULL; /* before the first look */
	if (!l->events) {
		ears_close(l);
		return -1;
	}
	l->start_ms = cli_now_ms();
	l->start = clock_ns(CLOCK_REALTIME);
	tick(l);
	links = host_read_links(l->nl, c->arena, e);
	if (!links || add_bonds(l, host, links, e) || read_kernel(l, e)) {
		ears_close(l);
		return -1;
	}
	l->fds = arena_array(c->arena, l->taps.n + 2, sizeof(*l->fds));
	return 0;
}
