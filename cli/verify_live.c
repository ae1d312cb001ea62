// SPDX-License-Identifier: Apache-2.0
/*
 * One poll loop: what the members hear, and the switch's conversation. Whatever comes is judged at
 * once.
 */
#include <stdio.h>
#include <string.h>

#include "ears.h"
#include "evidence.h"
#include "verify_probe.h"
#include "watch.h"

enum { PROGRESS_MS = 2000, GRACE_MS = 6000 };

struct live {
	struct ears ears;
	const struct verify_limits *limits;
	struct verify_switches *switches;
	struct watch *watch; /* or NULL */
	int64_t next_progress_ms;
	char progress[200];
};

struct standing { /* of all bonds at this moment */
	bool final, candidates;
	nanosec until;
	const char *awaits, *bond;
};

/* How long ago the LACPDU was on the wire that made the member pass, by the kernel's stamp. */
static nanosec lag(const struct live *l, const struct observe_member *m)
{
	nanosec newest = m->tx.time > m->rx.time ? m->tx.time : m->rx.time;

	return newest < l->ears.now ? l->ears.now - newest : 0;
}

/* Said once each time that a member comes to pass. */
static void announce(struct live *l, const struct verify_bond *b, const struct verdict_result *r)
{
	for (size_t i = 0; i < l->ears.taps.n; i++) {
		struct tap *t = &l->ears.taps.v[i];

		for (size_t k = 0; k < r->members.n; k++) {
			const struct member_verdict *v = &r->members.v[k];

			if (t->bond != b || v->member != &b->observed->members.v[t->member])
				continue;
			if (v->candidate && !t->announced) {
				b->observed->members.v[t->member].candidate_lag = lag(l, v->member);
				cli_progress(l->ears.cli, "%s/%s: candidate at +%.2f s",
					b->observed->name, v->member->name,
					(double)(l->ears.now - l->ears.start) / 1e9);
			}
			t->announced = v->candidate;
		}
	}
}

static struct standing judge(struct live *l, struct arena *a)
{
	struct standing s = { .final = true, .candidates = true };
	struct watch *shown = watch_due(l->watch, l->ears.now_ms);

	for (size_t i = 0; i < l->ears.bonds->n; i++) {
		struct verdict_result r;

		verdict_judge(a, l->ears.bonds->v[i].observed, &r);
		if (!l->limits->watch)
			announce(l, &l->ears.bonds->v[i], &r);
		watch_bond(shown, l->ears.bonds->v[i].observed, &r);
		s.final &= r.final;
		for (size_t k = 0; k < r.members.n; k++)
			s.candidates &= r.members.v[k].candidate;
		if (r.until > s.until) {
			s.until = r.until;
			s.awaits = r.awaits;
			s.bond = l->ears.bonds->v[i].observed->name;
		}
	}
	watch_show(shown, l->ears.now_ms);
	return s;
}

/* A line when what is awaited changes, and every two seconds. */
static void show_progress(struct live *l, const struct standing *s)
{
	int64_t left = (s->until - l->ears.now) / MSEC(1);
	int64_t over = l->ears.start_ms + l->limits->timeout_ms - l->ears.now_ms;
	char text[sizeof(l->progress)];

	if (!s->awaits || l->limits->watch)
		return;
	snprintf(text, sizeof(text), "%s: waiting for %s", s->bond, s->awaits);
	if (!strcmp(text, l->progress) && l->ears.now_ms < l->next_progress_ms)
		return;
	cli_progress(l->ears.cli, "%s, at most %d s more", text,
		(int)(((left < over ? left : over) + 999) / 1000));
	memcpy(l->progress, text, sizeof(text));
	l->next_progress_ms = l->ears.now_ms + PROGRESS_MS;
}

/* Until all is final and the switch had its say, or the time is over. */
static int watch(struct live *l, struct err *e)
{
	int64_t end = l->ears.start_ms + l->limits->timeout_ms, final_ms = 0, switch_ms;

	while (!cli_stop && l->ears.now_ms < end) {
		struct arena *a = arena_new();
		struct standing s;
		bool asking;

		if (ears_turn(&l->ears, e)) {
			arena_free(a);
			return -1;
		}
		s = judge(l, a);
		show_progress(l, &s);
		asking = verify_switches_step(l->switches, s.candidates || s.final, l->ears.now,
			l->ears.now_ms, &l->ears.fds[l->ears.taps.n], &switch_ms);
		final_ms = s.final ? final_ms ? final_ms : l->ears.now_ms : 0;
		arena_free(a);
		if (!l->limits->watch && s.final &&
			(!asking || l->ears.now_ms - final_ms >= GRACE_MS))
			break;
		ears_wait(&l->ears, switch_ms);
	}
	return 0;
}

/* A look that was broken off proves nothing, unless all had been settled before. */
static bool is_broken_off(const struct live *l, const struct observe_bond *b)
{
	struct verdict_result r;

	if (!cli_stop)
		return false;
	verdict_judge(l->ears.cli->arena, b, &r);
	return !l->limits->watch || !r.final;
}

static void conclude(struct live *l)
{
	ears_look_behind(&l->ears);
	verify_switches_end(l->switches);
	verify_probe_ask(l->ears.cli, l->ears.bonds);
	for (size_t i = 0; i < l->ears.bonds->n; i++) {
		struct verify_bond *b = &l->ears.bonds->v[i];

		ears_keep_proc(&l->ears, b);
		b->observed->broken_off = is_broken_off(l, b->observed);
		b->observed->ended = true;
		verdict_judge(l->ears.cli->arena, b->observed, &b->result);
	}
}

static int run(struct live *l, const struct intent_host *host, struct err *e)
{
	int r;

	if (verify_probe_plan(l->ears.cli, host, l->ears.bonds, e))
		return -1;
	l->switches = verify_switches_new(
		l->ears.cli, l->ears.bonds, l->limits->ask_switch, l->ears.now_ms);
	l->watch = watch_new(l->ears.cli);
	r = watch(l, e);
	watch_end(l->watch);
	if (!r)
		conclude(l);
	else
		verify_switches_end(l->switches);
	return r;
}

int verify_live(struct cli *c, const struct intent_host *host, const struct verify_limits *limits,
	struct verify_bonds *out, struct err *e)
{
	struct live l = {
		.ears = { .bonds = out, .stable = limits->stable, .evidence = limits->evidence },
		.limits = limits,
	};
	int r;

	if (ears_open(&l.ears, c, host, e))
		return -1;
	r = run(&l, host, e);
	ears_close(&l.ears);
	return r;
}
