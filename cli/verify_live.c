// SPDX-License-Identifier: Apache-2.0
/*
 * One poll loop: a capture on each member from the moment it exists, the kernel's port states
 * (which raise no event, so they are polled), and the switch's conversation. Whatever comes is
 * put into the observation with its time and judged at once.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "capture.h"
#include "evidence.h"
#include "net.h"
#include "plan_bond.h"
#include "read.h"
#include "stats.h"
#include "verify.h"
#include "verify_probe.h"
#include "watch.h"

enum { POLL_MS = 50, PROGRESS_MS = 2000, STATS_MS = 1000, GRACE_MS = 6000, DRAIN_MAX = 1000 };

struct tap { /* one member's capture */
	struct verify_bond *bond;
	size_t member; /* index into the observation's members */
	int ifindex;   /* of the interface that is captured */
	struct capture *capture;
	bool announced; /* as a candidate */
};

struct live {
	struct cli *cli;
	const struct verify_limits *limits;
	struct verify_bonds *bonds;
	struct host_nl *nl;
	struct {
		struct tap *v;
		size_t n, cap;
	} taps;
	struct verify_switches *switches;
	struct watch *watch; /* or NULL */
	struct pollfd *fds;  /* one a tap, one for the switch */
	int64_t start_ms, now_ms, next_kernel_ms, next_stats_ms, next_progress_ms;
	nanosec start, now; /* wall clock at the start, moved on by the steady clock */
	char progress[200];
};

static nanosec clock_ns(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return SEC(t.tv_sec) + t.tv_nsec;
}

static void tick(struct live *l)
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

static int add_member(struct live *l, struct verify_bond *b, const struct intent_member *from,
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

/* As want_host.c names it. */
static const char *bridge_port(
	struct arena *a, const struct intent_host *host, const struct intent_bridge *br)
{
	const struct intent_vlan_iface *v = intent_find_vlan_iface(host, br->bond, br->vlan);
	bool native = br->bond->native_kind == NATIVE_ID && br->bond->native_vlan == br->vlan;

	if (br->vlan_aware == YES || native)
		return br->bond->name;
	return v ? v->name : arena_printf(a, "%s.%u", br->bond->name, br->vlan);
}

static void plan_bridges(struct arena *a, struct verify_bond *b, const struct intent_host *host)
{
	for (size_t i = 0; i < host->bridges.n; i++) {
		const struct intent_bridge *br = host->bridges.v[i];

		if (br->bond == b->intent)
			observe_bridge_add(a, b->observed, br->name,
				br->vlan_aware == YES ? 0 : br->vlan, bridge_port(a, host, br));
	}
}

static int add_bonds(struct live *l, const struct intent_host *host, const struct host_state *links,
	struct err *e)
{
	const char *only = cli_value(l->cli, "bond");

	for (size_t i = 0; i < host->bonds.n; i++) {
		struct verify_bond *b;

		if (only && strcmp(only, host->bonds.v[i]->name))
			continue;
		if (host->bonds.v[i]->opts.value[BONDOPT_MODE] != BOND_MODE_8023AD) {
			cli_progress(l->cli, "%s: not in mode 802.3ad: there is no LACP to verify",
				host->bonds.v[i]->name);
			continue;
		}
		b = ARENA_PUSH(l->cli->arena, l->bonds);
		b->intent = host->bonds.v[i];
		b->observed = observe_new(l->cli->arena, b->intent->name, l->start);
		b->observed->stable = l->limits->stable;
		verify_plan_bond(b->observed, b->intent);
		plan_bridges(l->cli->arena, b, host);
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
static void open_tap(struct live *l, struct tap *t, const struct link *nic)
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
	evidence_nic(l->limits->evidence, m->name, l->start);
}

static void read_proc(struct live *l, struct observe_bond *b, struct arena *a)
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
static void read_stats(struct live *l)
{
	struct arena *a = arena_new();
	struct host_stats stats;
	struct err e = { 0 };
	int64_t took = cli_now_ms();
	bool any = !host_read_stats(l->nl, a, &stats, &e);

	for (size_t i = 0; any && i < l->taps.n; i++) {
		struct tap *t = &l->taps.v[i];
		const struct link_stats *s = t->capture ? host_stats_of(&stats, t->ifindex) : NULL;

		if (s && s->has_lacp)
			observe_counters(&t->bond->observed->members.v[t->member],
				&(struct observe_counters){
					.rx = s->lacpdu_rx,
					.tx = s->lacpdu_tx,
					.illegal = s->lacpdu_illegal_rx,
					.packets_sent = s->tx_packets,
				});
	}
	arena_free(a);
	took = cli_now_ms() - took;
	l->next_stats_ms = cli_now_ms() + STATS_MS + 10 * took;
}

/* A dump of thousands of links takes its time; at most a tenth of ours goes there. */
static int read_kernel(struct live *l, struct err *e)
{
	struct arena *a = arena_new();
	const struct host_state *links = host_read_links(l->nl, a, e);

	for (size_t i = 0; links && i < l->bonds->n; i++) {
		observe_links(l->bonds->v[i].observed, links, l->now);
		read_proc(l, l->bonds->v[i].observed, a);
	}
	for (size_t i = 0; links && i < l->taps.n; i++) {
		struct tap *t = &l->taps.v[i];

		open_tap(
			l, t, host_state_link(links, t->bond->observed->members.v[t->member].name));
	}
	arena_free(a);
	l->next_kernel_ms = cli_now_ms() + POLL_MS;
	if (cli_now_ms() - l->now_ms > POLL_MS / 10)
		l->next_kernel_ms += 10 * (cli_now_ms() - l->now_ms);
	return links ? 0 : -1;
}

/* Frames bear the wall clock; a step of it must not look like a missed LACPDU. */
static void drain(struct live *l, struct tap *t)
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
		evidence_frame(l->limits->evidence, b->members.v[t->member].name,
			f.time_ns + stepped, f.out, f.data, f.len);
		observe_frame(
			b, &b->members.v[t->member], f.time_ns + stepped, f.out, f.data, f.len);
	}
	if (r < 0) { /* the NIC is gone; a new one of its name is opened again */
		capture_close(t->capture);
		t->capture = NULL;
	}
}

struct standing { /* of all bonds at this moment */
	bool final, candidates;
	nanosec until;
	const char *awaits, *bond;
};

/* Said once each time that a member comes to pass. */
static void announce(struct live *l, const struct verify_bond *b, const struct verdict_result *r)
{
	for (size_t i = 0; i < l->taps.n; i++) {
		struct tap *t = &l->taps.v[i];

		for (size_t k = 0; k < r->members.n; k++) {
			const struct member_verdict *v = &r->members.v[k];

			if (t->bond != b || v->member != &b->observed->members.v[t->member])
				continue;
			if (v->candidate && !t->announced)
				cli_progress(l->cli, "%s/%s: candidate at +%.2f s",
					b->observed->name, v->member->name,
					(double)(l->now - l->start) / 1e9);
			t->announced = v->candidate;
		}
	}
}

static struct standing judge(struct live *l, struct arena *a)
{
	struct standing s = { .final = true, .candidates = true };

	for (size_t i = 0; i < l->bonds->n; i++) {
		struct verdict_result r;

		verdict_judge(a, l->bonds->v[i].observed, &r);
		if (!l->limits->watch)
			announce(l, &l->bonds->v[i], &r);
		watch_bond(l->watch, l->bonds->v[i].observed, &r);
		s.final &= r.final;
		for (size_t k = 0; k < r.members.n; k++)
			s.candidates &= r.members.v[k].candidate;
		if (r.until > s.until) {
			s.until = r.until;
			s.awaits = r.awaits;
			s.bond = l->bonds->v[i].observed->name;
		}
	}
	watch_show(l->watch, l->now_ms);
	return s;
}

/* A line when what is awaited changes, and every two seconds. */
static void show_progress(struct live *l, const struct standing *s)
{
	int64_t left = (s->until - l->now) / MSEC(1);
	int64_t over = l->start_ms + l->limits->timeout_ms - l->now_ms;
	char text[sizeof(l->progress)];

	if (!s->awaits || l->limits->watch)
		return;
	snprintf(text, sizeof(text), "%s: waiting for %s", s->bond, s->awaits);
	if (!strcmp(text, l->progress) && l->now_ms < l->next_progress_ms)
		return;
	cli_progress(l->cli, "%s, at most %d s more", text,
		(int)(((left < over ? left : over) + 999) / 1000));
	memcpy(l->progress, text, sizeof(text));
	l->next_progress_ms = l->now_ms + PROGRESS_MS;
}

static void wait_for_events(struct live *l, int64_t deadline_ms)
{
	int64_t until = l->next_kernel_ms < deadline_ms ? l->next_kernel_ms : deadline_ms;
	int64_t ms = until - cli_now_ms();

	for (size_t i = 0; i < l->taps.n; i++)
		l->fds[i] = (struct pollfd){
			.fd = l->taps.v[i].capture ? capture_fd(l->taps.v[i].capture) : -1,
			.events = POLLIN,
		};
	poll(l->fds, l->taps.n + 1, ms < 0 ? 0 : ms > POLL_MS ? POLL_MS : (int)ms);
}

static int turn(struct live *l, struct err *e)
{
	for (size_t i = 0; i < l->taps.n; i++)
		drain(l, &l->taps.v[i]);
	tick(l);
	if (l->now_ms >= l->next_kernel_ms && read_kernel(l, e))
		return -1;
	if (l->now_ms >= l->next_stats_ms)
		read_stats(l);
	for (size_t i = 0; i < l->bonds->n; i++)
		observe_time(l->bonds->v[i].observed, l->now);
	return 0;
}

/* Until all is final and the switch had its say, or the time is over. */
static int watch(struct live *l, struct err *e)
{
	int64_t end = l->start_ms + l->limits->timeout_ms, final_ms = 0, switch_ms;

	while (!cli_stop && l->now_ms < end) {
		struct arena *a = arena_new();
		struct standing s;
		bool asking;

		if (turn(l, e)) {
			arena_free(a);
			return -1;
		}
		s = judge(l, a);
		show_progress(l, &s);
		asking = verify_switches_step(l->switches, s.candidates || s.final, l->now,
			l->now_ms, &l->fds[l->taps.n], &switch_ms);
		final_ms = s.final ? final_ms ? final_ms : l->now_ms : 0;
		arena_free(a);
		if (!l->limits->watch && s.final && (!asking || l->now_ms - final_ms >= GRACE_MS))
			break;
		wait_for_events(l, switch_ms);
	}
	return 0;
}

/* What the kernel says in the end is judged, and is what a replay will be told. */
static void keep_proc(struct live *l, struct verify_bond *b)
{
	struct err e = { 0 };
	struct proc_bonding p;
	const char *text = NULL;

	if (!l->limits->evidence)
		return;
	if (b->observed->present)
		text = host_read_proc_bonding(l->cli->arena, b->observed->name, &e);
	evidence_proc(l->limits->evidence, b->observed, text);
	if (text && !proc_bonding_parse(l->cli->arena, text, &p, &e))
		observe_proc(b->observed, &p, l->now);
}

/* Nothing more is to be expected of a member that has named its port, or has no link. */
static const char *unheard(const struct live *l)
{
	const char *names = NULL;

	for (size_t i = 0; i < l->taps.n; i++) {
		const struct observe_bond *b = l->taps.v[i].bond->observed;
		const struct observe_member *m = &b->members.v[l->taps.v[i].member];

		if (cabling_of(b, m) == CABLING_UNKNOWN && m->port && m->carrier)
			names = arena_printf(l->cli->arena, "%s%s%s", names ? names : "",
				names ? ", " : "", m->name);
	}
	return names;
}

/* Listens until every member's neighbour has named its port, at most as long as CDP may take. */
static int watch_cabling(struct live *l, struct err *e)
{
	int64_t end = CABLING_CDP_NS / MSEC(1);
	const char *names;

	if (l->limits->timeout_ms < end)
		end = l->limits->timeout_ms;
	while (!cli_stop && l->now_ms - l->start_ms < end) {
		if (turn(l, e))
			return -1;
		names = unheard(l);
		if (!names && l->now_ms > l->start_ms)
			break;
		if (names && l->now_ms >= l->next_progress_ms) {
			cli_progress(l->cli,
				"waiting for LLDP (30 s) or CDP (60 s) on %s, at most %d s more",
				names, (int)((l->start_ms + end - l->now_ms + 999) / 1000));
			l->next_progress_ms = l->now_ms + 5 * PROGRESS_MS;
		}
		l->fds[l->taps.n] = (struct pollfd){ .fd = -1 };
		wait_for_events(l, INT64_MAX);
	}
	return 0;
}

/* Bridges do not change while LACP is negotiated: one look, with their ports' VLANs. */
static void look_behind(struct live *l)
{
	struct err e = { 0 };
	const struct host_state *all = host_read(l->nl, l->cli->arena, &e);

	for (size_t i = 0; all && i < l->bonds->n; i++)
		observe_bridges(l->bonds->v[i].observed, all);
}

/* A look that was broken off proves nothing, unless all had been settled before. */
static bool is_broken_off(const struct live *l, const struct observe_bond *b)
{
	struct verdict_result r;

	if (!cli_stop)
		return false;
	verdict_judge(l->cli->arena, b, &r);
	return !l->limits->watch || !r.final;
}

static void conclude(struct live *l)
{
	look_behind(l);
	verify_switches_end(l->switches);
	verify_probe_ask(l->cli, l->bonds);
	for (size_t i = 0; i < l->bonds->n; i++) {
		struct verify_bond *b = &l->bonds->v[i];
		bool broken_off;

		keep_proc(l, b);
		broken_off = is_broken_off(l, b->observed);
		b->observed->ended = true;
		if (l->limits->cabling)
			verdict_cabling(l->cli->arena, b->observed, &b->result);
		else
			verdict_judge(l->cli->arena, b->observed, &b->result);
		if (broken_off && b->result.verdict == VERDICT_NOT_UP) {
			b->result.verdict = VERDICT_UNKNOWN;
			b->result.aggregation = PROOF_UNKNOWN;
		}
	}
}

static int run(struct live *l, const struct intent_host *host, struct err *e)
{
	const struct host_state *links = host_read_links(l->nl, l->cli->arena, e);
	int r;

	if (!links || add_bonds(l, host, links, e) || verify_probe_plan(l->cli, host, l->bonds, e))
		return -1;
	l->fds = arena_array(l->cli->arena, l->taps.n + 1, sizeof(*l->fds));
	l->switches = verify_switches_new(l->cli, l->bonds, l->limits->ask_switch, l->now_ms);
	l->watch = watch_new(l->cli);
	r = l->limits->cabling ? watch_cabling(l, e) : watch(l, e);
	watch_end(l->watch);
	if (!r)
		conclude(l);
	else
		verify_switches_end(l->switches);
	for (size_t i = 0; i < l->taps.n; i++)
		capture_close(l->taps.v[i].capture);
	return r;
}

int verify_live(struct cli *c, const struct intent_host *host, const struct verify_limits *limits,
	struct verify_bonds *out, struct err *e)
{
	struct live l = { .cli = c, .limits = limits, .bonds = out };
	int r;

	l.nl = host_nl_open(e);
	if (!l.nl)
		return -1;
	l.start_ms = cli_now_ms();
	l.start = clock_ns(CLOCK_REALTIME);
	tick(&l);
	r = run(&l, host, e);
	host_nl_close(l.nl);
	return r;
}
