// SPDX-License-Identifier: Apache-2.0
/* A push that finds the journal of one that was killed: two dialogs, one after the other. */
#include "push_private.h"

struct recover {
	struct dialog dialog;
	struct dialog *now, *then;
	struct push *push;
	struct switch_push_options options;
	struct switch_push_result undone, *result;
};

static struct dialog_move tell(struct recover *r, enum dialog_event event,
	const struct ios_session *s, const struct err *lost)
{
	r->now->err = r->dialog.err;
	r->now->name = r->dialog.name;
	r->now->now_ms = r->dialog.now_ms;
	r->now->stopped = r->dialog.stopped;
	return r->now->on(r->now, event, s, lost);
}

static const char *recover_ahead(struct dialog *d, size_t room)
{
	struct recover *r = (struct recover *)d;

	return r->now->ahead ? r->now->ahead(r->now, room) : NULL;
}

static struct dialog_move recover_on(struct dialog *d, enum dialog_event event,
	const struct ios_session *s, const struct err *lost)
{
	struct recover *r = (struct recover *)d;
	struct dialog_move move = tell(r, event, s, lost);

	if (move.action != DIALOG_END || !r->then)
		return move;
	if (d->err->class != ERR_NONE) {
		r->result->outcome = r->undone.outcome;
		return move;
	}
	r->now = r->then;
	r->then = NULL;
	r->push->dialog.name = d->name;
	push_progress(
		r->push, "%s: an earlier push was killed; what it left is taken back", d->name);
	return tell(r, DIALOG_READY, s, NULL);
}

struct dialog *push_recover_new(struct arena *a, const struct switch_login *login,
	const struct want_switch *want, const struct switch_push_options *options,
	struct switch_push_result *out)
{
	struct recover *r = ARENA_NEW(a, struct recover);

	r->options = *options;
	r->undone.refusals.arena = a;
	r->push = push_new(a, login, want, options, out);
	r->result = out;
	r->then = &r->push->dialog;
	r->now = &push_rollback_new(a, login, &r->options, &r->undone)->dialog;
	r->dialog.on = recover_on;
	r->dialog.ahead = recover_ahead;
	r->dialog.stop = options->stop;
	return &r->dialog;
}
