// SPDX-License-Identifier: Apache-2.0
/* lacppair confirm, rollback, status with --switch: what a push left on a switch, by its journal.
 */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "gather.h"
#include "switch_guard.h"

static void add(struct cli *c, json_t *j)
{
	json_t *list = json_object_get(c->doc, "switches");

	if (!list) {
		list = json_array();
		json_object_set_new(c->doc, "switches", list);
	}
	json_array_append_new(list, j);
}

static const char *bonds(struct cli *c, const struct record *r)
{
	const char *text = r->want.units.v[0].bond;

	for (size_t i = 1; i < r->want.units.n; i++)
		text = arena_printf(c->arena, "%s, %s", text, r->want.units.v[i].bond);
	return text;
}

static int none(struct cli *c, const struct intent_switch *sw)
{
	struct err e;

	err_set(&e, ERR_ENVIRONMENT, sw->name, "no push of this machine is in the journal");
	return cli_fail(c, &e);
}

/* Confirm and rollback. */

static json_t *result_json(const struct intent_switch *sw, const struct switch_push_result *r)
{
	json_t *units = json_array();

	for (size_t i = 0; i < r->units.n; i++)
		json_array_append_new(units,
			json_pack("{s:s, s:o}", "bond", r->units.v[i].unit->bond, "lines",
				gather_lines_json(&r->units.v[i].undo)));
	return json_pack("{s:s, s:s, s:b, s:o}", "name", sw->name, "result",
		switch_outcome_name(r->outcome), "saved", r->saved, "units", units);
}

static void print_rolled_back(
	struct cli *c, const struct intent_switch *sw, const struct switch_push_result *r)
{
	for (size_t i = 0; i < r->units.n; i++) {
		const struct switch_unit_result *u = &r->units.v[i];

		if (!u->undo.n)
			continue;
		cli_print(c, "%s %s:\n", sw->name, want_unit_title(c->arena, u->unit));
		gather_print_lines(c, &u->undo, false);
	}
	if (r->outcome == SWITCH_UNCHANGED)
		cli_print(c, "%s: already so: %s as before the push\n", sw->name,
			r->units.n == 1 ? "it is" : "they are");
	else
		cli_print(c, "%s: rolled back, read back as before the push%s\n", sw->name,
			r->saved ? ", saved" : "");
}

static void print_kept(
	struct cli *c, const struct intent_switch *sw, const struct switch_push_result *r)
{
	cli_print(c, "%s: kept, read as it was held, %ssaved\n", sw->name, r->saved ? "" : "not ");
}

struct task {
	enum switch_task task;
	enum journal_phase from, to; /* the phases in which there is something to do */
	void (*print)(
		struct cli *c, const struct intent_switch *sw, const struct switch_push_result *r);
};

static const struct task rollback = { SWITCH_ROLLBACK, JOURNAL_SENDING, JOURNAL_LEFT,
	print_rolled_back };
static const struct task keep = { SWITCH_CONFIRM, JOURNAL_HELD, JOURNAL_CONFIRMED, print_kept };

static int run_task(
	struct cli *c, const struct intent_switch *sw, const struct task *t, struct journal *j)
{
	struct switch_push_result r = { .refusals.arena = c->arena };
	struct switch_push_options o;
	struct switch_login login;
	struct err e = { 0 };
	json_t *doc;
	int failed;

	switch_task_options(c, t->task, j, &o);
	o.save_all = cli_flag(c, "save-all");
	cli_login(c, sw, true, &login);
	failed = switch_run(switch_job_push(c->arena, &login, NULL, &o, &r), &e);
	doc = result_json(sw, &r);
	if (failed)
		json_object_set_new(doc, "error", cli_error_json(c, &e));
	add(c, doc);
	if (failed)
		return cli_fail(c, &e);
	t->print(c, sw, &r);
	return 0;
}

static int nothing_held(struct cli *c, const struct intent_switch *sw, const struct journal *j)
{
	struct err e;

	if (j->phase == JOURNAL_SAVED) {
		cli_print(c, "%s: already so: kept and saved\n", sw->name);
		return 0;
	}
	err_set(&e, ERR_ENVIRONMENT, sw->name, "nothing is held; the last push: %s",
		journal_phase_name(j->phase));
	return cli_fail(c, &e);
}

static int task_locked(struct cli *c, const struct intent_switch *sw, const struct task *t)
{
	struct journal j;
	struct err e = { 0 };
	int status;

	if (switch_journal(c, sw, &j, &e))
		return cli_fail(c, &e);
	if (!j.record)
		status = none(c, sw);
	else if (j.phase < t->from || j.phase > t->to)
		status = nothing_held(c, sw, &j);
	else
		status = run_task(c, sw, t, &j);
	journal_close(&j);
	return status;
}

static int task_one(struct cli *c, const struct intent_switch *sw, const struct task *t)
{
	struct err e = { 0 };
	int lock = switch_lock(c, sw, &e), status;

	if (lock < 0)
		return cli_fail(c, &e);
	status = task_locked(c, sw, t);
	close(lock);
	return status;
}

static int rollback_one(struct cli *c, const struct intent_switch *sw)
{
	return task_one(c, sw, &rollback);
}

static int confirm_one(struct cli *c, const struct intent_switch *sw)
{
	return task_one(c, sw, &keep);
}

/* Another process may be at it, or nothing: then there is nothing to keep here. */
int switch_guard_keep(struct cli *c, const struct intent_switch *sw)
{
	struct journal j;
	struct err e;
	bool held;

	if (switch_journal(c, sw, &j, &e))
		return cli_fail(c, &e);
	held = j.phase == JOURNAL_HELD || j.phase == JOURNAL_CONFIRMED;
	journal_close(&j);
	return held ? confirm_one(c, sw) : 0;
}

/* Status. */

/* What the phase means to who reads it; alive: somebody has the lock. */
static const char *meaning(struct cli *c, enum journal_phase phase, const char *name, bool alive)
{
	if (alive)
		return "lacppair is at work on it";
	switch (phase) {
	case JOURNAL_SENDING:
	case JOURNAL_UNDOING:
		return arena_printf(c->arena,
			"%s was killed; `lacppair rollback --switch %s' takes it back, `lacppair "
			"push --switch %s' does and begins again",
			phase == JOURNAL_SENDING ? "the push" : "the undo", name, name);
	case JOURNAL_HELD:
		return arena_printf(c->arena,
			"read back as wanted, unsaved, and waits for `lacppair confirm --switch "
			"%s'",
			name);
	case JOURNAL_CONFIRMED:
		return "as wanted, and not saved";
	case JOURNAL_SAVED:
		return arena_printf(c->arena,
			"as wanted and saved; `lacppair rollback --switch %s' takes it back", name);
	case JOURNAL_UNDONE:
		return "undone";
	case JOURNAL_LEFT:
		return arena_printf(c->arena,
			"not fully undone; `lacppair rollback --switch %s' tries again", name);
	case JOURNAL_NONE:
	case JOURNAL_PHASES:
		break;
	}
	return "no push of this machine is in the journal";
}

static const char *last_sent(const struct record *r)
{
	return r && r->lines.n ? r->lines.v[r->lines.n - 1].sent : NULL;
}

static json_t *status_json(struct cli *c, const struct intent_switch *sw, const struct journal *j)
{
	const struct record *r = j->record;
	json_t *doc =
		json_pack("{s:s, s:s}", "name", sw->name, "state", journal_phase_name(j->phase));

	if (!r)
		return doc;
	json_object_set_new(doc, "begun", json_string(cli_time_text(c, r->begun_s)));
	json_object_set_new(doc, "net", json_string(switch_net_name(r->net)));
	json_object_set_new(doc, "bonds", json_array());
	for (size_t i = 0; i < r->want.units.n; i++)
		json_array_append_new(
			json_object_get(doc, "bonds"), json_string(r->want.units.v[i].bond));
	json_object_set_new(doc, "armed_until",
		r->armed_until_s ? json_string(cli_time_text(c, r->armed_until_s)) : json_null());
	json_object_set_new(doc, "sent", json_integer((json_int_t)r->lines.n));
	json_object_set_new(doc, "last", last_sent(r) ? json_string(last_sent(r)) : json_null());
	return doc;
}

/* A timer that was started, as far as this machine knows. */
static void print_armed(struct cli *c, const struct intent_switch *sw, const struct record *r)
{
	const char *timer = r->net == SWITCH_NET_RELOAD ? "reload (`reload in')" : "revert timer";
	int64_t left = r->armed_until_s - (int64_t)time(NULL);

	if (!r->armed_until_s)
		return;
	if (left > 0)
		cli_print(c, "%s: its own %s takes it back by %s (%lld s)\n", sw->name, timer,
			cli_time_text(c, r->armed_until_s), (long long)left);
	else
		cli_print(c, "%s: its own %s was to be over at %s\n", sw->name, timer,
			cli_time_text(c, r->armed_until_s));
}

/* What the switch itself says of its timer. */
static void ask_switch(struct cli *c, const struct intent_switch *sw, json_t *doc)
{
	struct switch_read r;
	struct switch_login login;
	struct err e = { 0 };

	cli_login(c, sw, false, &login);
	if (switch_run(switch_job_read(c->arena, &login, SWITCH_NET, &r), &e)) {
		json_object_set_new(doc, "pending", json_null());
		cli_print(c, "%s: was not asked: %s\n", sw->name, cli_clean(c, e.text));
		return;
	}
	json_object_set_new(
		doc, "pending", r.revert.known ? json_boolean(r.revert.pending) : json_null());
	json_object_set_new(
		doc, "reload", r.reload.known ? json_boolean(r.reload.pending) : json_null());
	if (r.revert.pending)
		cli_print(c, "%s says: a rollback is pending, of user %s, %u min since %s\n",
			sw->name, cli_clean(c, r.revert.user), r.revert.minutes,
			cli_clean(c, r.revert.since));
	else
		cli_print(c, "%s says: %s\n", sw->name,
			r.revert.known ? "no rollback is pending" : cli_clean(c, r.revert.why));
	if (r.reload.pending)
		cli_print(c, "%s says: a reload is scheduled, in %u min, by %s\n", sw->name,
			r.reload.minutes, cli_clean(c, r.reload.by));
}

static int status_one(struct cli *c, const struct intent_switch *sw)
{
	struct journal j;
	struct err e = { 0 }, busy;
	json_t *doc;
	int lock = switch_lock(c, sw, &busy);

	if (switch_journal(c, sw, &j, &e)) {
		if (lock >= 0)
			close(lock);
		return cli_fail(c, &e);
	}
	doc = status_json(c, sw, &j);
	add(c, doc);
	if (j.record)
		cli_print(c, "%s: push of %s, begun %s, %zu line%s sent\n", sw->name,
			bonds(c, j.record), cli_time_text(c, j.record->begun_s), j.record->lines.n,
			j.record->lines.n == 1 ? "" : "s");
	if (j.record)
		print_armed(c, sw, j.record);
	cli_print(c, "%s: %s\n", sw->name, meaning(c, j.phase, sw->name, lock < 0));
	if (j.record && journal_phase_is_active(j.phase))
		ask_switch(c, sw, doc);
	journal_close(&j);
	if (lock >= 0)
		close(lock);
	return 0;
}

/* All names before the first of them: a wrong one must not leave half of it done. */
static int each(struct cli *c, int (*one)(struct cli *c, const struct intent_switch *sw))
{
	struct err e = { 0 };
	const char *name;
	int status = 0;

	if (!cli_intent(c, &status))
		return status;
	for (size_t i = 0; (name = cli_value_at(c, "switch", i)); i++)
		if (!cli_switch(c, name, &e))
			return cli_fail(c, &e);
	for (size_t i = 0; !status && (name = cli_value_at(c, "switch", i)); i++)
		status = one(c, cli_switch(c, name, &e));
	return status;
}

int switch_guard_confirm(struct cli *c)
{
	return each(c, confirm_one);
}

int switch_guard_rollback(struct cli *c)
{
	return each(c, rollback_one);
}

int switch_guard_status(struct cli *c)
{
	return each(c, status_one);
}
