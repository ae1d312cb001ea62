// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <unistd.h>

#include "push_runs.h"
#include "saved_plan.h"
#include "switch_guard.h"
#include "wanted.h"

static bool is_selected(const struct push_runs *runs, const struct intent_switch *sw)
{
	for (size_t i = 0; i < runs->n; i++)
		if (runs->v[i].sw == sw)
			return true;
	return false;
}

/* 0, or -1 with e: --member names a NIC that no bond has on this switch. */
static int only_members(struct cli *c, struct want_switch *want, struct err *e)
{
	struct link_names members = { 0 };
	const char *name;

	for (size_t i = 0; (name = cli_value_at(c, "member", i)); i++)
		*ARENA_PUSH(c->arena, &members) = name;
	name = want_switch_only(want, members.v, members.n);
	if (!name)
		return 0;
	return err_set(e, ERR_USAGE, "--member", "no bond that is meant has a member `%.80s' on %s",
		name, want->sw->name);
}

/* A switch that is named has to be meant; of all switches those are left out that are not. */
static int add(struct push_runs *runs, const struct intent_switch *sw, bool named, struct err *e)
{
	struct cli *c = runs->cli;
	struct want_switch *want;
	struct push_run *run;

	if (is_selected(runs, sw))
		return 0;
	want = wanted_switch(c, sw, e);
	if (!want || only_members(c, want, e))
		return -1;
	if (!want->units.n && named)
		return err_set(e, ERR_USAGE, sw->name,
			"no bond of the file that is meant has a member on it");
	if (!want->units.n)
		return 0;
	run = ARENA_PUSH(c->arena, runs);
	run->sw = sw;
	run->want = want;
	run->lock = -1;
	return 0;
}

static int add_all(struct push_runs *runs, struct err *e)
{
	const struct intent *in = runs->cli->intent;

	for (size_t i = 0; i < in->switches.n; i++)
		if (add(runs, in->switches.v[i], false, e))
			return -1;
	if (!runs->n)
		return err_set(
			e, ERR_USAGE, "push", "no bond that is meant has a member on a switch");
	return 0;
}

int push_runs_select(struct push_runs *runs, struct err *e)
{
	struct cli *c = runs->cli;
	const char *name;

	if (cli_flag(c, "all") && cli_flag(c, "switch"))
		return err_set(e, ERR_USAGE, "push", "--all and --switch: one of them");
	/* All names before the first session: a wrong one must not leave half a window behind. */
	for (size_t i = 0; (name = cli_value_at(c, "switch", i)); i++) {
		const struct intent_switch *sw = cli_switch(c, name, e);

		if (!sw || add(runs, sw, true, e))
			return -1;
	}
	if (runs->n)
		return 0;
	if (cli_flag(c, "all") || cli_flag(c, "host"))
		return add_all(runs, e);
	err_set(e, ERR_USAGE, "push",
		"which switch? --switch NAME, --host NAME for those of a host, or --all");
	return err_hint(e, "the file has: %s", intent_switch_names(c->arena, c->intent));
}

static int approve(
	void *ctx, const struct want_unit *unit, const struct steps *lines, struct err *e)
{
	const struct push_runs *runs = ctx;

	if (want_unit_is_global(unit) && lines->n && !cli_flag(runs->cli, "allow-global")) {
		err_set(e, ERR_INTENT, unit->sw->name,
			"`%s` is a line of the whole switch, and not there; nothing was sent",
			lines->v[0].u.line.text);
		return err_hint(e, "--allow-global sends such lines");
	}
	return runs->saved ? saved_check_lines(runs->saved, unit->sw->name, unit->bond, lines, e)
			   : 0;
}

static int prepare(struct push_runs *runs, struct push_run *run)
{
	struct cli *c = runs->cli;
	bool dry = cli_flag(c, "dry-run");

	run->result.outcome = SWITCH_REFUSED;
	run->result.refusals.arena = c->arena;
	cli_login(c, run->sw, true, &run->login);
	run->login.job_timeout_ms = runs->timeout_ms;
	if (!dry && (run->lock = switch_lock(c, run->sw, &run->err)) < 0)
		return -1;
	if (!dry && switch_journal(c, run->sw, &run->journal, &run->err))
		return -1;
	run->journaled = !dry;
	switch_task_options(c, SWITCH_PUSH, dry ? NULL : &run->journal, &run->options);
	run->options.approve = approve;
	run->options.approve_ctx = runs;
	run->options.dry_run = dry;
	run->options.hold_minutes = runs->hold_minutes;
	run->options.allow_reload = cli_flag(c, "allow-reload");
	run->options.save_all = cli_flag(c, "save-all") || cli_flag(c, "yes");
	return 0;
}

void push_runs_prepare(struct push_runs *runs)
{
	for (size_t i = 0; i < runs->n; i++)
		if (prepare(runs, &runs->v[i])) {
			runs->v[i].state = PUSH_ENDED;
			runs->failed = true;
		}
}

static bool share_bond(const struct want_switch *a, const struct want_switch *b)
{
	for (size_t i = 0; i < a->units.n; i++)
		for (size_t k = 0; k < b->units.n; k++)
			if (a->units.v[i].intent == b->units.v[k].intent)
				return true;
	return false;
}

static bool may_begin(const struct push_runs *runs, const struct push_run *run)
{
	if (run->state != PUSH_WAITING)
		return false;
	for (size_t i = 0; i < runs->n; i++)
		if (runs->v[i].state == PUSH_RUNNING && share_bond(runs->v[i].want, run->want))
			return false;
	return true;
}

static struct switch_job *start(void *ctx, size_t *id)
{
	struct push_runs *runs = ctx;

	if (cli_stop || (runs->failed && !runs->keep_going))
		return NULL;
	for (size_t i = 0; i < runs->n; i++) {
		struct push_run *run = &runs->v[i];

		if (!may_begin(runs, run))
			continue;
		*id = i;
		run->state = PUSH_RUNNING;
		run->err = (struct err){ 0 };
		return switch_job_push(
			runs->cli->arena, &run->login, run->want, &run->options, &run->result);
	}
	return NULL;
}

static void ended(void *ctx, size_t id, const struct err *e)
{
	struct push_runs *runs = ctx;
	struct push_run *run = &runs->v[id];

	run->state = PUSH_ENDED;
	run->err = *e;
	runs->failed |= e->class != ERR_NONE;
	if (runs->n > 1)
		cli_progress(runs->cli, "%s: %s", run->sw->name,
			switch_outcome_name(run->result.outcome));
}

void push_runs_go(struct push_runs *runs, size_t limit)
{
	const struct switch_pool pool = {
		.limit = limit < runs->n ? limit : runs->n,
		.start = start,
		.ended = ended,
		.ctx = runs,
	};

	switch_run_many(runs->cli->arena, &pool);
	for (size_t i = 0; i < runs->n; i++)
		if (runs->v[i].state == PUSH_WAITING) {
			err_set(&runs->v[i].err, ERR_REFUSED, runs->v[i].sw->name, "not begun: %s",
				cli_stop ? "interrupted" : "another one failed");
			err_hint(&runs->v[i].err, "%s",
				cli_stop ? "" : "--keep-going begins all; nothing was sent");
		}
}

void push_runs_close(struct push_runs *runs)
{
	for (size_t i = 0; i < runs->n; i++) {
		if (runs->v[i].journaled)
			journal_close(&runs->v[i].journal);
		if (runs->v[i].lock >= 0)
			close(runs->v[i].lock);
	}
}
