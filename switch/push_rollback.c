// SPDX-License-Identifier: Apache-2.0
/*
 * A rollback: the way back of push_undo.c, entered from the journal's record. Of a push that was
 * killed the objects may be in any state; of one that ended well they have to be as it left them,
 * for what somebody made of them since is not ours to take away.
 */
#include <stdio.h>
#include <string.h>

#include "push_private.h"

struct push *push_rollback_new(struct arena *a, const struct switch_login *login,
	const struct switch_push_options *options, struct switch_push_result *out)
{
	struct journal *j = options->journal;
	struct push *p = push_new(a, login, &j->record->want, options, out);

	p->rollback = true;
	p->recorded = true;
	p->unit = j->record->want.units.n - 1;
	p->before = j->record->before;
	p->save_tried = j->record->save_tried || j->phase == JOURNAL_SAVED;
	p->net = j->record->net;
	p->armed = j->record->armed_until_s != 0;
	if (p->armed)
		p->minutes = (unsigned)((j->record->armed_until_s - j->record->begun_s) / 60) + 1;
	return p;
}

struct dialog_move push_rollback_ready(struct push *p)
{
	if (p->reconnected)
		return push_undo_again(p);
	return push_read(p, PUSH_ROLLBACK_READ, SWITCH_CONFIG | READS_STARTUP | SWITCH_NET);
}

static bool ended_well(enum journal_phase phase)
{
	return phase == JOURNAL_HELD || phase == JOURNAL_CONFIRMED || phase == JOURNAL_SAVED;
}

/* The lines that would make the objects what the push left; none: nobody changed them since. */
static void changed_since(struct push *p, struct steps *out)
{
	const struct record *r = p->options->journal->record;

	for (size_t i = 0; i < r->want.units.n; i++)
		if (r->after[i])
			diff_switch_undo(
				p->a, &r->want.units.v[i], r->after[i], &p->now->found, out);
}

static int check_objects(struct push *p, struct err *e)
{
	struct steps since = { 0 }, back = { 0 };

	push_inverse_lines(p, false, &back);
	if (!back.n || !ended_well(p->options->journal->phase))
		return 0;
	changed_since(p, &since);
	if (!since.n)
		return 0;
	err_set(e, ERR_REFUSED, p->dialog.name,
		"changed by somebody else since that push; nothing was sent. What is there now "
		"differs from what it left by: %s",
		send_list(p->a, &since));
	return err_hint(e, "these lines would make it so again, and a rollback possible");
}

/* To save the objects as before is to save all that is there. */
static int check_save(struct push *p, struct err *e)
{
	if (!p->save_tried || p->options->save_all ||
		switch_part_rest(p->want, p->now->running_text) ==
			switch_part_rest(p->want, p->now->startup_text))
		return 0;
	err_set(e, ERR_USAGE, p->dialog.name,
		"running-config differs from startup-config; saving would save somebody else's "
		"changes too");
	return err_hint(e, "look at them and save them, or give --save-all; nothing was sent");
}

int push_same_switch(const struct push *p, struct err *e)
{
	const char *name = p->options->journal->record->hostname;

	if (!strcmp(name, p->now->hostname))
		return 0;
	err_set(e, ERR_REFUSED, p->dialog.name,
		"the journal is of a switch named %s, and this one is %s", name, p->now->hostname);
	return err_hint(e, "nothing was sent");
}

static int check(struct push *p, struct err *e)
{
	if (push_same_switch(p, e))
		return -1;
	p->armed = push_net_ours(p, p->now);
	if (!p->armed && push_net_foreign(p, p->now, e))
		return -1;
	return check_objects(p, e) || check_save(p, e) ? -1 : 0;
}

struct dialog_move push_rollback_check(struct push *p)
{
	struct journal *j = p->options->journal;
	struct err e = { 0 };

	p->result->before = *p->now;
	if (check(p, &e))
		return push_end(p, SWITCH_REFUSED, &e);
	/* Saved with the change, the startup-config has to be written again. */
	p->result->before.saved_differs = j->record->differed && j->phase != JOURNAL_SAVED;
	push_record_undoing(p);
	return p->armed ? push_net_take_back(p) : push_undo_judge(p);
}

/* Whether something else than our objects is not as it was: said, for the rest is nobody's fault.
 */
static void compare_rest(struct push *p)
{
	if (switch_part_rest(p->want, p->now->running_text) != p->options->journal->record->rest)
		push_progress(p,
			"%s: its objects are as before; elsewhere the running-config was changed "
			"since, which stays",
			p->dialog.name);
}

struct dialog_move push_rollback_end(struct push *p)
{
	compare_rest(p);
	p->result->saved = p->saves && !p->now->saved_differs;
	p->result->net = p->reverted ? SWITCH_NET_REVERT : SWITCH_NET_INVERSE;
	return push_end(
		p, p->rounds || p->saves || p->reverted ? SWITCH_UNDONE : SWITCH_UNCHANGED, NULL);
}
