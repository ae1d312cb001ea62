// SPDX-License-Identifier: Apache-2.0
/*
 * lacppair confirm, rollback, status: what apply has armed on this host, for which no intent is
 * needed; with --switch, cmd_guard_switch.c.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "armed.h"
#include "lock.h"
#include "read.h"
#include "switch_guard.h"

/* Of confirm and rollback. */
static const struct cli_option options[] = {
	CLI_OPT_OF_SWITCH,
	{ "save-all", 0, NULL, false,
		"of a switch: save even where unsaved changes of somebody else are saved too" },
	CLI_OPTS_LOGIN,
	CLI_OPT_END,
};

static const struct cli_option status_options[] = {
	CLI_OPT_OF_SWITCH,
	CLI_OPT_PASSWORD_FILE,
	CLI_OPT_KNOWN_HOSTS,
	CLI_OPT_END,
};

struct standing {
	struct armed armed;
	enum guard_phase phase;
	struct guard_pids pids;
	bool alive;
	const char *last; /* line of the journal */
};

static int look(struct cli *c, struct standing *s, struct err *e)
{
	struct err settled; /* what is armed is no mistake here */

	*s = (struct standing){ 0 };
	if (lock_guard_place(c, &s->armed.place, e))
		return -1;
	guard_check_none(c->arena, &s->armed.place, &settled);
	s->phase = guard_file_phase(s->armed.place.state);
	s->alive = guard_alive(&s->armed.place, &s->pids);
	s->last = guard_journal_last(c->arena, s->armed.place.state);
	if (!guard_phase_is_active(s->phase))
		return 0;
	s->armed.snapshot = guard_file_read(c->arena, s->armed.place.state, s->phase, e);
	return s->armed.snapshot ? 0 : -1;
}

static const char *last_of(const struct standing *s)
{
	return s->last ? s->last : "nothing was ever armed here";
}

static int need_root(struct cli *c)
{
	struct err e;

	err_set(&e, ERR_ENVIRONMENT, "guard", "what is armed is kept by root");
	err_hint(&e, "run it as root");
	return cli_fail(c, &e);
}

static int nothing_armed(struct cli *c, const struct standing *s, enum guard_phase fine)
{
	struct err e;

	json_object_set_new(c->doc, "state", json_string(guard_phase_name(s->phase)));
	if (s->phase == fine) {
		cli_print(c, "already so: %s\n", last_of(s));
		return 0;
	}
	err_set(&e, ERR_ENVIRONMENT, "guard", "nothing is armed; the last: %s", last_of(s));
	return cli_fail(c, &e);
}

/* apply holds the host's lock; killed, and its guard with it, it leaves its phase behind. */
static bool was_killed(struct cli *c, const struct standing *s)
{
	struct err busy;
	int lock;

	if (s->phase != GUARD_APPLYING || s->alive || !s->armed.snapshot)
		return false;
	lock = lock_host(c, s->armed.snapshot->host, &busy);
	if (lock >= 0)
		close(lock);
	return lock >= 0;
}

static int at_work(struct cli *c, const struct standing *s)
{
	struct err e;

	if (was_killed(c, s)) {
		err_set(&e, ERR_ENVIRONMENT, armed_host(&s->armed),
			"apply was killed half-way, and its guard: there is nothing whole to keep");
		err_hint(&e, "lacppair rollback undoes what it did");
		return cli_fail(c, &e);
	}
	err_set(&e, ERR_ENVIRONMENT, armed_host(&s->armed), "apply is still at work");
	err_hint(&e, "wait for it to end, or end it: what it did is undone then");
	return cli_fail(c, &e);
}

static int run_confirm_host(struct cli *c)
{
	struct standing s;
	struct err e = { 0 };

	if (!host_may_change())
		return need_root(c);
	if (look(c, &s, &e) && s.phase != GUARD_HELD)
		return cli_fail(c, &e);
	if (s.phase == GUARD_APPLYING)
		return at_work(c, &s);
	if (s.phase == GUARD_HELD &&
		!armed_end(&s.armed, GUARD_HELD, GUARD_CONFIRMED, "lacppair confirm")) {
		json_object_set_new(c->doc, "state", json_string("confirmed"));
		cli_print(c, "%s: confirmed; the guard is gone. Lost at reboot\n",
			armed_host(&s.armed));
		return 0;
	}
	s.phase = guard_file_phase(s.armed.place.state);
	return nothing_armed(c, &s, GUARD_CONFIRMED);
}

static int run_confirm(struct cli *c)
{
	return cli_value(c, "switch") ? switch_guard_confirm(c) : run_confirm_host(c);
}

int guard_keep_host(struct cli *c)
{
	struct armed armed;
	struct err e;

	if (!host_may_change() || lock_guard_place(c, &armed.place, &e) ||
		guard_file_phase(armed.place.state) != GUARD_HELD)
		return 0;
	return run_confirm_host(c);
}

static int undone(struct cli *c, const struct standing *s, enum guard_phase outcome)
{
	const char *line = guard_journal_last(c->arena, s->armed.place.state);
	struct err e;

	json_object_set_new(c->doc, "state", json_string(guard_phase_name(outcome)));
	if (outcome == GUARD_UNDONE) {
		cli_print(c, "%s\n", line ? line : "undone");
		return 0;
	}
	if (outcome == GUARD_CONFIRMED)
		err_set(&e, ERR_REFUSED, armed_host(&s->armed), "was confirmed at the same moment");
	else
		err_set(&e, ERR_LEFT, armed_host(&s->armed), "%s",
			outcome == GUARD_UNDOING ? "the guard has not ended its undo yet"
						 : last_of(&(struct standing){ .last = line }));
	return cli_fail(c, &e);
}

static int run_rollback(struct cli *c)
{
	struct standing s;
	struct err e = { 0 };

	if (cli_value(c, "switch"))
		return switch_guard_rollback(c);
	if (!host_may_change())
		return need_root(c);
	if (look(c, &s, &e) && !guard_phase_is_active(s.phase))
		return cli_fail(c, &e);
	if (!guard_phase_is_active(s.phase))
		return nothing_armed(c, &s, GUARD_UNDONE);
	if (s.phase == GUARD_APPLYING && s.armed.snapshot && !was_killed(c, &s))
		return at_work(c, &s);
	if (!s.alive)
		return guard_undo_here(c->arena, &s.armed.place, &e) ? cli_fail(c, &e)
								     : undone(c, &s, GUARD_UNDONE);
	if (s.phase == GUARD_HELD)
		guard_file_move(s.armed.place.state, GUARD_HELD, GUARD_UNDOING);
	cli_progress(c, "the guard undoes it");
	return undone(c, &s, guard_wait(&s.armed.place, ARMED_UNDO_MS));
}

static json_t *guard_json(const struct standing *s)
{
	return json_pack("{s:b, s:i, s:i}", "alive", s->alive, "pid", s->pids.guard, "watcher",
		s->pids.watcher);
}

static void status_json(struct cli *c, const struct standing *s)
{
	const struct snapshot *snapshot = s->armed.snapshot;

	json_object_set_new(c->doc, "state", json_string(guard_phase_name(s->phase)));
	json_object_set_new(c->doc, "last", s->last ? json_string(s->last) : json_null());
	json_object_set_new(c->doc, "guard", guard_json(s));
	if (!snapshot)
		return;
	json_object_set_new(c->doc, "host", json_string(snapshot->host));
	json_object_set_new(c->doc, "armed_until", json_string(armed_until(c, snapshot)));
	json_object_set_new(c->doc, "seconds_left", json_integer(armed_seconds_left(snapshot)));
}

static void status_text(struct cli *c, const struct standing *s)
{
	const struct snapshot *snapshot = s->armed.snapshot;
	bool killed = was_killed(c, s);

	if (!snapshot) {
		cli_print(c, "nothing is armed; the last: %s\n", last_of(s));
		return;
	}
	cli_print(c, "%s: %s\n", snapshot->host,
		killed                               ? "apply was killed half-way"
			: s->phase == GUARD_APPLYING ? "apply is at work"
			: s->phase == GUARD_HELD     ? "applied, and waits for a confirmation"
						     : "is being undone");
	if (!s->alive)
		cli_print(c,
			"%s: its guard is gone: nothing undoes by itself. %s`lacppair rollback' "
			"undoes it\n",
			snapshot->host,
			s->phase == GUARD_HELD ? "`lacppair confirm' keeps it, " : "");
	else
		cli_print(c, "%s: armed until %s (%ld s); guard %d, watched by %d\n",
			snapshot->host, armed_until(c, snapshot), armed_seconds_left(snapshot),
			s->pids.guard, s->pids.watcher);
}

static int run_status(struct cli *c)
{
	struct standing s;
	struct err e = { 0 };
	int r;

	if (cli_value(c, "switch"))
		return switch_guard_status(c);
	if (!host_may_change())
		return need_root(c);
	r = look(c, &s, &e);
	status_json(c, &s);
	if (r)
		return cli_fail(c, &e);
	status_text(c, &s);
	return 0;
}

const struct cli_command cli_confirm = {
	.name = "confirm",
	.summary = "keep what apply did: its guard goes; or --switch: what push holds",
	.detail = "With --switch: what `push --hold' left to the switch's own timer is kept and "
		  "saved. "
		  "Exit\nstatus: 0 kept, also when it was before; 1 too late: the switch has taken "
		  "it "
		  "back, or\nsomebody changed it; 3 nothing is armed (it says how the last one "
		  "ended).",
	.options = options,
	.run = run_confirm,
};

const struct cli_command cli_rollback = {
	.name = "rollback",
	.summary = "undo now what apply did and nobody confirmed, or --switch: what push did",
	.detail =
		"The guard undoes, and where it was killed this command does. With --switch: the "
		"objects\nof the last push, killed or saved, become as its journal says they were "
		"before;\nrefused where somebody else changed them since. Exit status: 0 as it was "
		"before,\ncompared, also when it was so already; 1 refused; 3 nothing is armed, or "
		"no push in the\njournal; 4 not fully undone: the message lists what is left.",
	.options = options,
	.run = run_rollback,
};

const struct cli_command cli_status = {
	.name = "status",
	.summary = "what is armed and until when, or how the last one ended",
	.detail = "Changes nothing. With --switch: the last push of this machine, from its "
		  "journal. Exit\nstatus 0; 3 when it cannot be read.",
	.options = status_options,
	.run = run_status,
};
