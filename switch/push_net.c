// SPDX-License-Identifier: Apache-2.0
/*
 * The net under a push: where the switch has an archive, `configure terminal revert timer` before
 * the first line of a unit and `configure confirm` when it is proven, so that the switch takes it
 * back by itself when nobody comes. Else inverse lines. Cisco, "Configuration Rollback Confirmed
 * Change": a timer of 1 to 120 minutes, one at a time, lost at a reload.
 */
#include <stdio.h>
#include <string.h>

#include "push_private.h"

enum {
	SLOW_REPLIES = 4,  /* so many may take the whole of the reply timeout */
	COMMAND_MS = 2000, /* and each so long besides */
	SETTLE_MS = 30000, /* push_settle.c, at the longest */
	LEG_MS = 40000,    /* push_leg.c */
	MINUTE_MS = 60000,
	MINUTES_MAX = 120,
	LATE_S = 120, /* clocks that differ, a rollback that takes long */
};

struct dialog_move push_net_probe(struct push *p, enum push_phase phase)
{
	p->phase = phase;
	p->probe = ARENA_NEW(p->a, struct switch_read);
	reads_start(&p->reads, p->a, SWITCH_NET, p->probe);
	return dialog_command(reads_command(&p->reads));
}

int push_net_foreign(const struct push *p, const struct show_revert *r, struct err *e)
{
	if (!r->pending)
		return 0;
	err_set(e, ERR_ENVIRONMENT, p->dialog.name,
		"a rollback of the configuration is pending, of user %s (%u min, set %s): it would "
		"take back what is sent now",
		*r->user ? r->user : "(not said)", r->minutes, *r->since ? r->since : "at ?");
	return err_hint(e,
		"nothing was sent; its owner has to `configure confirm` or `configure revert now`, "
		"or wait for it");
}

int push_net_choose(struct push *p, struct err *e)
{
	const struct show_revert *r = &p->probe->revert;

	p->net = r->available ? SWITCH_NET_REVERT : SWITCH_NET_INVERSE;
	p->result->net = p->net;
	if (push_hold_check(p, e))
		return -1;
	return push_net_foreign(p, r, e);
}

/* What the timer has to outlast is what the push may take; longer, it undoes by itself. */
static void set_budget(struct push *p)
{
	int64_t ms = SETTLE_MS + (int64_t)SLOW_REPLIES * p->reply_timeout_ms +
		(int64_t)COMMAND_MS *
			(int64_t)(p->options->hold_minutes ? p->commands
							   : send_commands(&p->lines));

	if (p->leg.rest.n)
		ms += LEG_MS + (int64_t)COMMAND_MS * (int64_t)send_commands(&p->leg.rest);
	p->minutes = (unsigned)((ms + MINUTE_MS - 1) / MINUTE_MS) + 1;
	if (p->minutes > MINUTES_MAX) {
		p->minutes = MINUTES_MAX;
		ms = (int64_t)(MINUTES_MAX - 2) * MINUTE_MS;
	}
	p->budget_end_ms = p->dialog.now_ms + ms;
}

void push_net_armed(struct push *p, int64_t until_s)
{
	p->armed = until_s != 0;
	if (p->recorded)
		journal_armed(p->options->journal, p->net, until_s);
}

/* It may be armed as soon as the command is on its way. */
void push_net_enter(struct push *p)
{
	if (p->net != SWITCH_NET_REVERT || p->armed)
		return; /* held, one timer is for all units */
	set_budget(p);
	p->send.enter = arena_printf(p->a, "configure terminal revert timer %u", p->minutes);
	p->send.enters_by = "Rollback Confirmed Change: Backing up";
	push_progress(p,
		"%s: net: its own revert timer, %u min: unless all is proven by then, it takes the "
		"lines back by itself",
		p->dialog.name, p->minutes);
	push_net_armed(p, push_wall_s(p) + (int64_t)p->minutes * 60);
}

int push_net_in_time(const struct push *p, struct err *e)
{
	if (!p->armed || p->dialog.now_ms <= p->budget_end_ms)
		return 0;
	return err_set(e, ERR_REFUSED, "",
		"the switch answers so slowly that the lines would outlast its revert timer of %u "
		"min",
		p->minutes);
}

struct dialog_move push_net_confirm(struct push *p)
{
	p->phase = PUSH_CONFIRM;
	return push_say(p, "configure confirm");
}

struct dialog_move push_net_confirmed(struct push *p, const struct ios_session *s)
{
	const struct ios_reply *r = ios_session_reply(s);
	struct reply_verdict v;
	struct err e;

	ios_session_classify(s, &v);
	if (!r->question && (v.class == REPLY_OK || v.class == REPLY_INFO)) {
		push_net_armed(p, 0);
		return p->confirm ? push_confirm_kept(p) : push_kept(p);
	}
	/* Somebody confirmed it, or it was too late: what is there says which. */
	if (!r->question && strstr(r->text, "No Rollback Confirmed Change pending")) {
		push_net_armed(p, 0);
		return p->confirm ? push_confirm_ready(p) : push_read(p, PUSH_PROVE, SWITCH_CONFIG);
	}
	err_set(&e, ERR_REFUSED, "", "`configure confirm` refused: %s",
		r->question ? r->question : v.line);
	if (p->confirm)
		return push_end(p, SWITCH_REFUSED, &e);
	return push_undo(p, p->unit, &e);
}

/* Of this push or the journal's: the same user, and not later than it can be. Not known: as it was
 * believed to be. */
bool push_net_ours(const struct push *p, const struct show_revert *r)
{
	const struct record *record = p->options->journal ? p->options->journal->record : NULL;

	if (!r->known)
		return p->armed; /* it may well */
	if (!r->pending || (*r->user && *p->user && strcmp(r->user, p->user) != 0))
		return false;
	if (!p->rollback && !p->confirm)
		return p->armed;
	return record->armed_until_s && push_wall_s(p) <= record->armed_until_s + LATE_S;
}

struct dialog_move push_net_revert(struct push *p)
{
	p->phase = PUSH_REVERT;
	push_progress(p, "%s: the switch takes it back (configure revert now)", p->dialog.name);
	return push_say(p, "configure revert now");
}

struct dialog_move push_net_probed(struct push *p)
{
	if (push_net_ours(p, &p->probe->revert))
		return push_net_revert(p);
	push_net_armed(p, 0);
	return push_undo_read(p);
}

/* Whatever it says: what is there then decides. */
struct dialog_move push_net_reverted(struct push *p, const struct ios_session *s)
{
	const char *text = ios_session_reply(s)->text;

	if (!strstr(text, "Rollback Done"))
		push_progress(p, "%s: it does not say that the rollback is done", p->dialog.name);
	else
		p->reverted = true;
	push_net_armed(p, 0);
	return push_undo_read(p);
}

const char *push_net_left(const struct push *p)
{
	if (!p->armed)
		return NULL;
	return arena_printf(p->a,
		"the switch's own revert timer runs and takes it back, within %u min of its start",
		p->minutes);
}
