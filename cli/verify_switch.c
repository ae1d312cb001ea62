// SPDX-License-Identifier: Apache-2.0
/*
 * The switches' own view, asked while the wire decides. Nobody is asked for a password here: a
 * switch for which none is at hand, nor a key, is not bothered. Asked too early a switch shows a
 * negotiation, not its result; so it is asked when the members are candidates or stuck, and again
 * where an early answer contradicts.
 */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "texts.h"
#include "verify.h"

/* A second look soon after the first would see the same beginning. */
enum { TRIES_MAX = 3, STUCK_MS = 4000, AGAIN_MS = 700, WATCH_MS = 60000 };

struct asked {
	const struct intent_switch *sw;
	struct switch_login login;
	struct switch_job *job; /* while it is being asked */
	struct switch_read *read;
	unsigned tries;
	nanosec begun;       /* the newest try: nothing that it shows is older */
	int64_t answered_ms; /* its end */
	bool failed;         /* no second try */
};

struct verify_switches {
	struct cli *cli;
	struct verify_bonds *bonds;
	int64_t start_ms;
	struct {
		struct asked *v;
		size_t n, cap;
	} asked;
};

/* libssh's default identities, or an agent. */
static bool has_key(struct arena *a)
{
	static const char *const names[] = { "id_ed25519", "id_ecdsa", "id_rsa" };
	const struct passwd *p = getpwuid(geteuid());
	const char *home = p ? p->pw_dir : getenv("HOME");

	if (getenv("SSH_AUTH_SOCK"))
		return true;
	for (size_t i = 0; home && i < sizeof(names) / sizeof(names[0]); i++)
		if (!access(arena_printf(a, "%s/.ssh/%s", home, names[i]), R_OK))
			return true;
	return false;
}

bool verify_may_ask(struct cli *c, const struct intent_switch *sw)
{
	return cli_has_password(c, sw) || cli_value(c, "identity") || has_key(c->arena);
}

/* A bond of this release is on one switch. */
static const struct intent_switch *switch_of(const struct verify_bond *b)
{
	for (size_t i = 0; i < b->intent->members.n; i++)
		if (b->intent->members.v[i].sw)
			return b->intent->members.v[i].sw;
	return NULL;
}

static void tell_error(struct verify_switches *s, const struct intent_switch *sw, const char *why)
{
	for (size_t i = 0; i < s->bonds->n; i++)
		if (switch_of(&s->bonds->v[i]) == sw)
			s->bonds->v[i].observed->switch_error = why;
}

static bool is_listed(const struct verify_switches *s, const struct intent_switch *sw)
{
	for (size_t i = 0; i < s->asked.n; i++)
		if (s->asked.v[i].sw == sw)
			return true;
	return false;
}

struct verify_switches *verify_switches_new(
	struct cli *c, struct verify_bonds *bonds, bool ask, int64_t now_ms)
{
	struct verify_switches *s = ARENA_NEW(c->arena, struct verify_switches);

	*s = (struct verify_switches){ .cli = c, .bonds = bonds, .start_ms = now_ms };
	for (size_t i = 0; i < bonds->n; i++) {
		const struct intent_switch *sw = switch_of(&bonds->v[i]);

		if (!sw)
			continue;
		bonds->v[i].observed->switch_name = sw->name;
		if (is_listed(s, sw))
			continue;
		if (!ask)
			tell_error(s, sw, "not asked: --no-switch");
		else if (!verify_may_ask(c, sw))
			tell_error(s, sw, "not asked: neither a password nor a key is at hand");
		else
			ARENA_PUSH(c->arena, &s->asked)->sw = sw;
	}
	return s;
}

static void begin(struct verify_switches *s, struct asked *q, nanosec now)
{
	q->tries++;
	q->begun = now;
	q->read = ARENA_NEW(s->cli->arena, struct switch_read);
	cli_login(s->cli, q->sw, false, &q->login);
	q->job = switch_job_read(
		s->cli->arena, &q->login, SWITCH_STATE | SWITCH_VIEW | SWITCH_SAVED, q->read);
}

void verify_take_answer(struct verify_bond *b, const struct switch_read *read, nanosec time)
{
	struct observe_bond *o = b->observed;

	b->said = &read->texts;
	o->switch_answered = true;
	o->switch_time = time;
	o->switch_error = NULL;
	o->etherchannel =
		switch_text_of(b->said, "show etherchannel summary") ? &read->etherchannel : NULL;
	o->lacp_neighbors =
		switch_text_of(b->said, "show lacp neighbor") ? &read->lacp_neighbors : NULL;
	o->view = &read->view;
}

static void hand_over(struct verify_switches *s, const struct asked *q)
{
	for (size_t i = 0; i < s->bonds->n; i++) {
		if (switch_of(&s->bonds->v[i]) != q->sw)
			continue;
		verify_take_answer(&s->bonds->v[i], q->read, q->begun);
	}
}

static void finish(struct verify_switches *s, struct asked *q, int64_t now_ms)
{
	struct err e = { 0 };
	int r = switch_job_finish(q->job, &e);

	q->job = NULL;
	q->answered_ms = now_ms;
	if (!r) {
		hand_over(s, q);
		return;
	}
	q->failed = true;
	tell_error(s, q->sw, arena_printf(s->cli->arena, "%s: %s", e.object, e.text));
	if (!cli_flag(s->cli, "watch"))
		cli_progress(s->cli, "%s: its view is not known: %s", q->sw->name,
			cli_clean(s->cli, e.text));
}

static bool wants_again(const struct verify_switches *s, const struct asked *q)
{
	for (size_t i = 0; i < s->bonds->n; i++)
		if (switch_of(&s->bonds->v[i]) == q->sw &&
			verdict_wants_fresh_answer(s->cli->arena, s->bonds->v[i].observed))
			return true;
	return false;
}

/* Who watches for hours wants to know what the switch says now. */
static void restart_watch(const struct verify_switches *s, struct asked *q, int64_t now_ms)
{
	if (!cli_flag(s->cli, "watch") || !q->tries || q->job || now_ms - q->answered_ms < WATCH_MS)
		return;
	q->tries = 0;
	q->failed = false;
}

static bool is_due_again(const struct verify_switches *s, const struct asked *q)
{
	return q->tries && q->tries < TRIES_MAX && !q->job && !q->failed && wants_again(s, q);
}

/* Whether q is being asked after this turn, or is to be asked yet. */
static bool step_one(struct verify_switches *s, struct asked *q, bool ready, nanosec now,
	int64_t now_ms, struct pollfd *fd, int64_t *deadline_ms)
{
	bool again;

	restart_watch(s, q, now_ms);
	again = is_due_again(s, q);
	if (!q->job && !again && q->tries)
		return false;
	if (!q->job && !ready && now_ms - s->start_ms < STUCK_MS)
		return true;
	if (!q->job && again && now_ms - q->answered_ms < AGAIN_MS)
		return true;
	if (!q->job)
		begin(s, q, now);
	if (switch_job_step(q->job, now_ms, fd, deadline_ms))
		return true;
	finish(s, q, now_ms);
	return is_due_again(s, q);
}

/* Secrets are at hand for one switch at a time, so they are asked one after the other. */
bool verify_switches_step(struct verify_switches *s, bool ready, nanosec now, int64_t now_ms,
	struct pollfd *fd, int64_t *deadline_ms)
{
	*fd = (struct pollfd){ .fd = -1 };
	*deadline_ms = INT64_MAX;
	for (size_t i = 0; i < s->asked.n; i++)
		if (step_one(s, &s->asked.v[i], ready, now, now_ms, fd, deadline_ms))
			return true;
	return false;
}

void verify_switches_end(struct verify_switches *s)
{
	for (size_t i = 0; i < s->asked.n; i++) {
		struct asked *q = &s->asked.v[i];
		struct err e = { 0 };

		if (!q->job) {
			if (!q->tries)
				tell_error(s, q->sw, "not asked: the verdict did not wait for it");
			continue;
		}
		switch_job_finish(q->job, &e);
		q->job = NULL;
		if (q->read->answered & SWITCH_STATE) /* the rest is not known */
			hand_over(s, q);
		else
			tell_error(s, q->sw, "no answer before the verdict was due");
	}
}
