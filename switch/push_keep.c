// SPDX-License-Identifier: Apache-2.0
/*
 * What is held: a push that ends with the switch's timer running, and the task that keeps it:
 * configure confirm, then save. It may be asked again after it was killed at any line.
 */
#include <stdio.h>
#include <string.h>

#include "push_private.h"

/* Before anything is sent: is there a timer to hold it, and is nothing held already? */
int push_hold_check(struct push *p, struct err *e)
{
	const struct show_revert *r = &p->probe->revert;
	struct journal *j = p->options->journal;

	if (p->held_before && !r->pending)
		journal_move(j, JOURNAL_UNDONE); /* or confirmed by hand: the reading says */
	else if (p->held_before) {
		err_set(e, ERR_ENVIRONMENT, p->dialog.name,
			"an earlier push is held, and not confirmed yet");
		return err_hint(e,
			"nothing was sent; first `lacppair confirm --switch %s' or `lacppair "
			"rollback --switch %s'",
			p->dialog.name, p->dialog.name);
	}
	if (!p->options->hold_minutes || p->net == SWITCH_NET_REVERT)
		return 0;
	err_set(e, ERR_ENVIRONMENT, p->dialog.name,
		"--hold needs the switch's own revert timer, and it has none (show archive: %s)",
		r->why ? r->why : "nothing");
	return err_hint(e,
		"nothing was sent: were this process the only way back, nobody would take it back "
		"while it is held. `archive` with a `path` gives it one");
}

struct dialog_move push_hold(struct push *p)
{
	p->phase = PUSH_HOLD;
	p->minutes = p->options->hold_minutes;
	push_net_armed(p, push_wall_s(p) + (int64_t)p->minutes * 60);
	return push_say(p, arena_printf(p->a, "configure revert timer %u", p->minutes));
}

struct dialog_move push_held(struct push *p, const struct ios_session *s)
{
	const struct ios_reply *r = ios_session_reply(s);
	struct reply_verdict v;
	struct err e;

	ios_session_classify(s, &v);
	if (r->question || (v.class != REPLY_OK && v.class != REPLY_INFO)) {
		err_set(&e, ERR_REFUSED, "", "`%s` refused: %s", r->command,
			r->question ? r->question : v.line);
		return push_undo(p, 0, &e);
	}
	p->result->held_until_s = push_wall_s(p) + (int64_t)p->minutes * 60;
	push_net_armed(p, p->result->held_until_s);
	return push_end(p, SWITCH_CHANGED, NULL);
}

struct push *push_confirm_new(struct arena *a, const struct switch_login *login,
	const struct switch_push_options *options, struct switch_push_result *out)
{
	struct journal *j = options->journal;
	struct push *p = push_new(a, login, &j->record->want, options, out);

	p->confirm = true;
	p->recorded = true;
	p->net = out->net = j->record->net;
	p->armed = j->record->armed_until_s != 0;
	return p;
}

struct dialog_move push_confirm_ready(struct push *p)
{
	return push_read(p, PUSH_KEEP_READ, SWITCH_CONFIG | READS_STARTUP | SWITCH_NET);
}

/* The lines that lead from what is there to what there was then; none: it is so. */
static struct steps lines_to(struct push *p, const struct switch_found *const *then)
{
	const struct record *r = p->options->journal->record;
	struct steps lines = { 0 };

	for (size_t i = 0; i < r->want.units.n; i++)
		if (then[i])
			diff_switch_undo(
				p->a, &r->want.units.v[i], then[i], &p->now->found, &lines);
	return lines;
}

static struct dialog_move too_late(struct push *p)
{
	const struct record *r = p->options->journal->record;
	struct steps left = lines_to(p, r->before);
	struct err e;

	if (left.n) {
		err_set(&e, ERR_REFUSED, p->dialog.name,
			"the timer is over, and what is there is neither as before nor as it was "
			"held; to be as before it needs: %s",
			send_list(p->a, &left));
		err_hint(&e, "`lacppair rollback --switch %s' or `lacppair push --switch %s'",
			p->dialog.name, p->dialog.name);
		return push_end(p, SWITCH_REFUSED, &e);
	}
	err_set(&e, ERR_REFUSED, p->dialog.name,
		"too late: the switch's timer was over, and it has taken the push back");
	err_hint(&e, "it was read, and is as before the push");
	return push_end(p, SWITCH_UNDONE, &e);
}

static int check_rest(struct push *p, struct err *e)
{
	const struct record *r = p->options->journal->record;

	if (r->differed || p->options->save_all ||
		switch_part_rest(p->want, p->now->running_text) ==
			switch_part_rest(p->want, p->now->startup_text))
		return 0;
	err_set(e, ERR_USAGE, p->dialog.name,
		"somebody else changed the running-config meanwhile; saving would save that too");
	return err_hint(e, "look at it and save it, or give --save-all; it is still held");
}

static struct dialog_move timer_unknown(struct push *p)
{
	struct err e;

	err_set(&e, ERR_ENVIRONMENT, p->dialog.name,
		"it does not say whether its revert timer runs: %s",
		p->now->revert.why ? p->now->revert.why : "no answer");
	err_hint(&e, "nothing was sent");
	return push_end(p, SWITCH_REFUSED, &e);
}

struct dialog_move push_confirm_check(struct push *p)
{
	const struct record *r = p->options->journal->record;
	struct steps since = lines_to(p, r->after);
	struct err e = { 0 };

	p->result->before = *p->now;
	if (!p->now->revert.known)
		return timer_unknown(p);
	p->armed = push_net_ours(p, p->now);
	if (push_same_switch(p, &e) || (!p->armed && push_net_foreign(p, p->now, &e)))
		return push_end(p, SWITCH_REFUSED, &e);
	if (since.n && !p->armed)
		return too_late(p);
	if (since.n) {
		err_set(&e, ERR_REFUSED, p->dialog.name,
			"changed by somebody else since it was proven; to be so again it needs: %s",
			send_list(p->a, &since));
		err_hint(&e, "it is still held");
		return push_end(p, SWITCH_REFUSED, &e);
	}
	if (check_rest(p, &e))
		return push_end(p, SWITCH_REFUSED, &e);
	return p->armed ? push_net_confirm(p) : push_confirm_kept(p);
}

/* The timer is off: now it stays, whatever happens. */
struct dialog_move push_confirm_kept(struct push *p)
{
	journal_move(p->options->journal, JOURNAL_CONFIRMED);
	return push_save(p);
}

struct dialog_move push_confirm_unsaved(struct push *p, const char *why)
{
	struct err e;

	err_set(&e, ERR_LEFT, "", "kept, but not saved: %s", why);
	err_hint(&e, "a reload would lose it; `lacppair confirm --switch %s' saves it",
		p->dialog.name);
	return push_end(p, SWITCH_LEFT, &e);
}

/* Once more from the start, which asks what is so; the second time it is told. */
struct dialog_move push_confirm_lost(struct push *p, const struct err *lost)
{
	struct err e;

	if (p->phase == PUSH_KEEP_READ && !p->reconnected)
		return push_end(p, SWITCH_REFUSED, lost);
	if (!p->reconnected) {
		p->reconnected = true;
		push_progress(p, "%s: %s; connecting again", p->dialog.name, lost->text);
		return dialog_do(DIALOG_CONNECT);
	}
	err_set(&e, ERR_LEFT, "", "%s; whether it is kept is not known", lost->text);
	err_hint(&e, "when the switch can be reached, `lacppair confirm --switch %s' goes on",
		p->dialog.name);
	return push_end(p, SWITCH_LEFT, &e);
}
