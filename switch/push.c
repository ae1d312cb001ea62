// SPDX-License-Identifier: Apache-2.0
/*
 * A push: read, refuse, send what differs, read back, save. Whatever goes wrong on the way leads
 * to push_undo.c, and ends with the switch as it was or with a message that says what is left.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "push_private.h"

bool push_stopped(const struct push *p)
{
	return p->dialog.stopped || (p->options->stop && *p->options->stop);
}

static const char *push_stop_reason(const struct push *p)
{
	return p->dialog.stopped ? p->dialog.stopped : "interrupted";
}

void push_progress(struct push *p, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	if (!p->options->progress)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	p->options->progress(p->options->ctx, text);
}

struct dialog_move push_read(struct push *p, enum push_phase phase, unsigned what)
{
	p->phase = phase;
	p->settle.refused = false;
	p->now = ARENA_NEW(p->a, struct switch_read);
	reads_start(&p->reads, p->a, what, p->now);
	return reads_ask(&p->reads);
}

static struct switch_unit_result *unit_result(struct push *p)
{
	return &p->result->units.v[p->unit];
}

struct dialog_move push_next_unit(struct push *p)
{
	for (; p->unit < p->want->units.n; p->unit++) {
		const struct want_unit *u = &p->want->units.v[p->unit];
		struct steps lines = { 0 };

		p->before[p->unit] = &p->now->found;
		p->backup[p->unit] = p->now->running_text;
		diff_switch(p->a, u, &p->now->found, &lines);
		if (!lines.n)
			continue;
		push_progress(p, "%s: sending %zu line%s for %s", p->dialog.name, lines.n,
			lines.n == 1 ? "" : "s", u->bond);
		p->lines = lines;
		p->phase = PUSH_SEND;
		push_leg_split(p);
		send_start(&p->send, p->a, &p->lines, &unit_result(p)->sent);
		push_net_enter(p);
		return push_listen(p);
	}
	p->unit--;
	if (p->armed && p->options->hold_minutes)
		return push_hold(p);
	return p->armed ? push_net_confirm(p) : push_save(p);
}

struct dialog_move push_interrupted(struct push *p)
{
	struct err e;

	err_set(&e, ERR_REFUSED, "", "%s", push_stop_reason(p));
	if (p->phase == PUSH_SEND && p->unit == 0 && !p->send.touched && !p->armed) {
		err_hint(&e, "nothing was sent");
		return push_end(p, SWITCH_REFUSED, &e);
	}
	return push_undo(p, 0, &e);
}

/* The entry failed or a line did. What was proven before this unit stays, and is saved. */
static struct dialog_move send_failed(struct push *p, const struct ios_session *s, struct err *e)
{
	p->in_config = ios_session_reply(s)->mode == IOS_MODE_CONFIG;
	if (p->unit == 0 && !p->send.touched && !p->armed)
		return push_end(p, SWITCH_REFUSED, e);
	return push_undo(p, p->unit, e);
}

static struct dialog_move send_replied(struct push *p, const struct ios_session *s)
{
	struct err e = { 0 };
	const char *command;
	int rc;

	if (p->settle.listening) {
		p->settle.listening = false;
		return push_stopped(p) ? push_interrupted(p) : push_say(p, send_command(&p->send));
	}
	if (p->leg.waiting)
		return push_leg_replied(p, s);
	rc = send_reply(&p->send, s, &e);
	if (rc < 0)
		return send_failed(p, s, &e);
	p->in_config = ios_session_reply(s)->mode == IOS_MODE_CONFIG;
	if (push_stopped(p))
		return push_interrupted(p);
	if (p->send.in_flight)
		return push_net_in_time(p, &e) ? push_undo(p, p->unit, &e) : dialog_do(DIALOG_WAIT);
	if (rc > 0) {
		push_progress(p, "%s: the configuration is locked by somebody else; waiting",
			p->dialog.name);
		return dialog_pause(SEND_PAUSE_MS);
	}
	command = send_command(&p->send);
	if (command && push_net_in_time(p, &e))
		return push_undo(p, p->unit, &e);
	if (command)
		return push_say(p, command);
	return push_leg_due(p) ? push_leg_wait(p) : push_deaf(p);
}

/* No error text proves nothing: what is there decides. */
static struct dialog_move proved(struct push *p)
{
	const struct want_unit *u = &p->want->units.v[p->unit];
	struct steps missing = { 0 };
	struct err e;

	if (push_stopped(p))
		return push_interrupted(p);
	p->now->found.facts = p->result->before.found.facts; /* what it is has not changed */
	diff_switch(p->a, u, &p->now->found, &missing);
	if (!missing.n && p->before[p->unit])
		diff_switch_ignored(p->a, u, p->before[p->unit], &unit_result(p)->sent,
			&p->now->found, &missing);
	if (missing.n) {
		err_set(&e, ERR_REFUSED, "",
			"%s: all lines were taken, but read back these are still to send: %s",
			u->bond, send_list(p->a, &missing));
		return push_undo(p, p->unit, &e);
	}
	return push_settle(p);
}

struct dialog_move push_proven(struct push *p)
{
	push_record_proven(p);
	if (p->now->revert.asked) /* the session was lost: does it still run? */
		p->armed = push_net_ours(p, p->now);
	return p->armed && !push_net_spans(p) ? push_net_confirm(p) : push_kept(p);
}

struct dialog_move push_kept(struct push *p)
{
	if (p->why.class) /* a later unit failed: no further one is begun */
		return push_save(p);
	p->unit++;
	return push_next_unit(p);
}

/* How its channels are, a switch may keep to itself; the configuration it may not. */
static bool may_pass(struct push *p, const struct ios_session *s)
{
	const struct ios_reply *r = ios_session_reply(s);

	if (r->mode != IOS_MODE_EXEC || r->question ||
		(strncmp(r->command, "show etherchannel", 17) != 0 &&
			strncmp(r->command, "show lacp", 9) != 0))
		return false;
	p->settle.refused = true;
	reads_pass(&p->reads);
	return true;
}

static struct dialog_move read_replied(struct push *p, const struct ios_session *s)
{
	struct err e = { 0 };

	if (reads_reply(&p->reads, s, &e) && !may_pass(p, s))
		return p->phase < PUSH_ARM || p->phase == PUSH_KEEP_READ
			? push_end(p, SWITCH_REFUSED, &e)
			: push_undo(p, p->unit, &e);
	if (reads_command(&p->reads))
		return reads_ask(&p->reads);
	if (p->phase == PUSH_PROBE)
		return push_begin(p);
	if (p->phase == PUSH_ARM_READ)
		return push_reload_armed(p);
	if (p->phase == PUSH_CANCEL_READ)
		return push_reload_cancelled(p);
	if (p->phase == PUSH_SETTLE)
		return push_settled(p);
	if (p->phase == PUSH_KEEP_READ)
		return push_confirm_check(p);
	return p->phase == PUSH_READ ? push_check(p) : proved(p);
}

static struct dialog_move push_replied(struct push *p, const struct ios_session *s)
{
	push_record_answer(p, s);
	push_hear(p, s);
	switch (p->phase) {
	case PUSH_SEND:
		return send_replied(p, s);
	case PUSH_SAVE:
		return push_save_replied(p, s);
	case PUSH_CONFIRM:
		return push_net_confirmed(p, s);
	case PUSH_ARM:
	case PUSH_CANCEL:
		return push_reload_replied(p, s);
	case PUSH_HOLD:
		return push_held(p, s);
	case PUSH_ROLLBACK_READ:
	case PUSH_ESCAPE:
	case PUSH_UNDO_PROBE:
	case PUSH_REVERT:
	case PUSH_UNDO_READ:
	case PUSH_UNDO_SEND:
	case PUSH_UNDO_PROVE:
	case PUSH_UNDO_CANCEL:
	case PUSH_UNDO_CANCEL_READ:
		return push_undo_reply(p, s);
	case PUSH_READ:
	case PUSH_PROBE:
	case PUSH_ARM_READ:
	case PUSH_CANCEL_READ:
	case PUSH_PROVE:
	case PUSH_SETTLE:
	case PUSH_KEEP_READ:
		break;
	}
	if (p->settle.listening) {
		p->settle.listening = false;
		return push_read(p, PUSH_PROVE, SWITCH_CONFIG | SWITCH_STATE);
	}
	return read_replied(p, s);
}

/*
 * The session is gone. Before a line was sent nothing is to be done; behind the last line the
 * switch is read back on a new session and what it says decides; between them all is taken back.
 */
static struct dialog_move push_lost(struct push *p, const struct err *lost)
{
	bool harmless = p->phase < PUSH_ARM || p->phase == PUSH_ROLLBACK_READ ||
		(p->phase == PUSH_SEND && p->unit == 0 && !p->send.touched && !p->armed);

	p->in_config = false;
	p->said = 0;
	if (p->confirm)
		return push_confirm_lost(p, lost);
	if (harmless)
		return push_end(p, SWITCH_REFUSED, lost);
	if (p->phase <= PUSH_SAVE)
		p->undo_from = push_undo_start(p, p->phase == PUSH_SEND ? p->unit : 0);
	if (p->reconnected)
		return push_left(p, lost);
	p->reconnected = true;
	if (p->phase <= PUSH_SEND)
		p->why = *lost;
	push_progress(p, "%s: %s; connecting again", p->dialog.name, lost->text);
	return dialog_do(DIALOG_CONNECT);
}

static struct dialog_move push_ready(struct push *p)
{
	if (p->rollback)
		return push_rollback_ready(p);
	if (p->confirm)
		return push_confirm_ready(p);
	if (!p->reconnected)
		return push_read(p, PUSH_READ,
			SWITCH_CONFIG | SWITCH_STATE | READS_STARTUP |
				switch_preflight(p->want->sw));
	p->settle.listening = p->leg.waiting = false;
	if (p->phase >= PUSH_PROVE && p->phase <= PUSH_SAVE)
		return push_read(p, PUSH_PROVE,
			SWITCH_CONFIG | SWITCH_STATE | (p->armed ? (unsigned)SWITCH_NET : 0));
	return push_undo_again(p);
}

static struct dialog_move push_awake(struct push *p)
{
	if (p->phase == PUSH_SAVE)
		return push_stopped(p) && !p->confirm ? push_interrupted(p) : push_save(p);
	if (push_stopped(p) && p->phase < PUSH_SAVE) /* an undo goes on */
		return push_interrupted(p);
	if (p->phase == PUSH_SETTLE)
		return push_settle(p);
	if (p->leg.waiting)
		return push_leg_wait(p);
	return push_say(p, send_command(&p->send));
}

static struct dialog_move push_on(struct dialog *d, enum dialog_event event,
	const struct ios_session *s, const struct err *lost)
{
	struct push *p = (struct push *)d;
	struct err e;

	switch (event) {
	case DIALOG_READY:
		return push_ready(p);
	case DIALOG_REPLY:
		return push_replied(p, s);
	case DIALOG_LATE:
		push_record_answer(p, s);
		p->in_config = ios_session_reply(s)->mode == IOS_MODE_CONFIG;
		return dialog_do(DIALOG_WAIT);
	case DIALOG_LOST:
		return push_lost(p, lost);
	case DIALOG_AWAKE:
		return push_awake(p);
	case DIALOG_STOP:
		break;
	}
	/* Later than this the flag is looked at between two lines. */
	if (p->phase >= PUSH_ARM && p->phase != PUSH_ROLLBACK_READ && p->phase != PUSH_KEEP_READ) {
		push_progress(p, "%s: %s; waiting for the answer to what was sent", d->name,
			push_stop_reason(p));
		return dialog_do(DIALOG_WAIT);
	}
	err_set(&e, ERR_REFUSED, d->name, "%s; nothing was sent", push_stop_reason(p));
	return push_end(p, SWITCH_REFUSED, &e);
}

static bool is_reading(const struct push *p)
{
	switch (p->phase) {
	case PUSH_READ:
	case PUSH_PROBE:
	case PUSH_ARM_READ:
	case PUSH_CANCEL_READ:
	case PUSH_PROVE:
	case PUSH_SETTLE:
	case PUSH_KEEP_READ:
	case PUSH_ROLLBACK_READ:
	case PUSH_UNDO_PROBE:
	case PUSH_UNDO_READ:
	case PUSH_UNDO_PROVE:
	case PUSH_UNDO_CANCEL_READ:
		return !p->settle.listening;
	case PUSH_SEND:
	case PUSH_ARM:
	case PUSH_CONFIRM:
	case PUSH_CANCEL:
	case PUSH_HOLD:
	case PUSH_SAVE:
	case PUSH_ESCAPE:
	case PUSH_UNDO_CANCEL:
	case PUSH_REVERT:
	case PUSH_UNDO_SEND:
		break;
	}
	return false;
}

static const char *push_ahead(struct dialog *d, size_t room)
{
	struct push *p = (struct push *)d;
	const char *line;

	if (is_reading(p))
		return reads_ahead(&p->reads, room);
	if (p->phase != PUSH_SEND || p->settle.listening || p->leg.waiting || push_stopped(p))
		return NULL;
	line = send_ahead(&p->send, room);
	if (line)
		push_record_sent(p, line);
	return line;
}

/* What the job says of itself stays with the caller until then. */
static void keep_login(struct push *p, const struct switch_login *login)
{
	p->address = arena_strdup(p->a, login->address ? login->address : "");
	p->user = arena_strdup(p->a, login->user ? login->user : "");
	p->port = login->port;
	p->reply_timeout_ms = login->reply_timeout_ms ? login->reply_timeout_ms : 30000;
}

struct push *push_new(struct arena *a, const struct switch_login *login,
	const struct want_switch *want, const struct switch_push_options *options,
	struct switch_push_result *out)
{
	struct push *p = ARENA_NEW(a, struct push);
	struct arena *report = out->refusals.arena ? out->refusals.arena : a;

	p->dialog.on = push_on;
	p->dialog.ahead = push_ahead;
	p->dialog.stop = options->stop;
	p->a = a;
	p->want = want;
	p->options = options;
	p->result = out;
	p->held_before = options->journal && options->journal->phase == JOURNAL_HELD;
	p->before = arena_array(a, want->units.n, sizeof(*p->before));
	p->backup = arena_array(a, want->units.n, sizeof(*p->backup));
	keep_login(p, login);
	*out = (struct switch_push_result){ .outcome = SWITCH_REFUSED, .refusals.arena = report };
	for (size_t i = 0; i < want->units.n; i++)
		ARENA_PUSH(a, &out->units)->unit = &want->units.v[i];
	return p;
}

struct dialog *push_dialog_new(struct arena *a, const struct switch_login *login,
	const struct want_switch *want, const struct switch_push_options *options,
	struct switch_push_result *out)
{
	const struct journal *j = options->journal;

	if (options->task == SWITCH_ROLLBACK)
		return &push_rollback_new(a, login, options, out)->dialog;
	if (options->task == SWITCH_CONFIRM)
		return &push_confirm_new(a, login, options, out)->dialog;
	if (j && !options->dry_run && (j->phase == JOURNAL_SENDING || j->phase == JOURNAL_UNDOING))
		return push_recover_new(a, login, want, options, out);
	return &push_new(a, login, want, options, out)->dialog;
}
