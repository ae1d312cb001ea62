// SPDX-License-Identifier: Apache-2.0
/* What a push keeps on disk, and the end of it. */
#include <stdio.h>
#include <string.h>

#include "push_private.h"

int64_t push_wall_s(const struct push *p)
{
	return (p->dialog.now_ms + p->options->wall_ms) / 1000;
}

int push_record_begin(struct push *p, size_t lines, struct err *e)
{
	struct journal *j = p->options->journal;
	struct record *r;

	if (!j)
		return 0;
	r = record_new(p->a, p->want, &p->now->found, p->now->running_text);
	r->name = p->dialog.name;
	r->address = p->address;
	r->port = p->port;
	r->user = p->user;
	r->hostname = p->now->hostname;
	r->begun_s = push_wall_s(p);
	r->net = p->net;
	r->differed = p->now->saved_differs;
	if (journal_begin(p->a, j, r, lines, e))
		return -1;
	p->recorded = true;
	return 0;
}

void push_record_sent(struct push *p, const char *command)
{
	p->said++;
	if (p->recorded)
		journal_sent(p->options->journal, command);
}

struct dialog_move push_say(struct push *p, const char *command)
{
	push_record_sent(p, command);
	return dialog_command(command);
}

void push_record_answer(struct push *p, const struct ios_session *s)
{
	const struct ios_reply *r = ios_session_reply(s);
	size_t due = ios_session_in_flight(s);

	if (p->said && p->recorded)
		journal_answered(
			p->options->journal, p->said - 1, r->question ? r->question : r->text);
	p->said -= p->said > 0;
	if (p->said > due) /* what the device did not keep step with is not answered */
		p->said = due;
}

void push_record_proven(struct push *p)
{
	if (p->recorded)
		journal_proven(p->a, p->options->journal, p->unit, &p->now->found);
}

void push_record_undoing(struct push *p)
{
	if (p->recorded)
		journal_move(p->options->journal, JOURNAL_UNDOING);
}

/* How it ended, for who comes later. What was proven and saved stays, even if another unit failed.
 */
static void record_end(struct push *p, enum switch_outcome outcome)
{
	struct journal *j = p->options->journal;

	switch (outcome) {
	case SWITCH_REFUSED: /* a rollback or a confirmation that was not begun changes nothing */
		if (!p->rollback && !p->confirm)
			journal_drop(j);
		break;
	case SWITCH_UNCHANGED:
	case SWITCH_CHANGED:
	case SWITCH_UNDONE:
		if (p->result->held_until_s)
			journal_move(j, JOURNAL_HELD);
		else
			journal_move(j,
				p->result->saved && !p->rollback ? JOURNAL_SAVED : JOURNAL_UNDONE);
		break;
	case SWITCH_LEFT: /* while the switch's timer runs, that is not the end of it */
		if (!p->confirm)
			journal_move(j, p->armed ? JOURNAL_UNDOING : JOURNAL_LEFT);
		break;
	}
}

struct dialog_move push_end(struct push *p, enum switch_outcome outcome, const struct err *e)
{
	p->result->outcome = outcome;
	if (p->recorded)
		record_end(p, outcome);
	if (e && e->class) {
		*p->dialog.err = *e;
		if (!p->dialog.err->object[0])
			snprintf(p->dialog.err->object, sizeof(p->dialog.err->object), "%s",
				p->dialog.name);
	}
	return dialog_do(DIALOG_END);
}
