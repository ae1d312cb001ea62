// SPDX-License-Identifier: Apache-2.0
/*
 * The net under a push: where the switch has an archive, `configure terminal revert timer` before
 * the first line of a unit and `configure confirm` when it is proven, so that the switch takes it
 * back by itself when nobody comes. Else inverse lines, or `reload in` (push_reload.c). Cisco,
 * "Configuration Rollback Confirmed Change": a timer of 1 to 120 minutes, one at a time, lost at a
 * reload.
 */
#include <stdio.h>
#include <string.h>

#include "push_private.h"

enum {
	SLOW_REPLIES = 4,  /* so many may take the whole of the reply timeout */
	COMMAND_MS = 2000, /* and each so long besides */
	SETTLE_MS = 30000, /* push_settle.c, at the longest */
	LEG_MS = 45000,    /* push_leg.c, each */
	MINUTE_MS = 60000,
	MINUTES_MAX = 120,
	LATE_S = 120, /* clocks that differ, a rollback that takes long */
};

struct dialog_move push_net_probe(struct push *p, enum push_phase phase)
{
	p->phase = phase;
	p->probe = ARENA_NEW(p->a, struct switch_read);
	reads_start(&p->reads, p->a, SWITCH_NET, p->probe);
	return reads_ask(&p->reads);
}

static int foreign_reload(const struct push *p, const struct show_reload *r, struct err *e)
{
	err_set(e, ERR_ENVIRONMENT, p->dialog.name,
		"a reload of the switch is scheduled, by %s, in %u min: what is sent now and not "
		"saved "
		"by then is lost",
		*r->by ? r->by : "(not said)", r->minutes);
	return err_hint(e,
		"nothing was sent; its owner has to `reload cancel`, or wait for it (show reload)");
}

int push_net_foreign(const struct push *p, const struct switch_read *read, struct err *e)
{
	const struct show_revert *r = &read->revert;

	if (read->reload.pending)
		return foreign_reload(p, &read->reload, e);
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
	if (push_hold_check(p, e) || push_net_foreign(p, p->probe, e))
		return -1;
	return p->options->allow_reload && !r->available ? push_reload_choose(p, e) : 0;
}

bool push_net_spans(const struct push *p)
{
	return p->options->hold_minutes || p->net == SWITCH_NET_RELOAD;
}

/* What the timer has to outlast is what the push may take; longer, it undoes by itself. */
void push_net_budget(struct push *p)
{
	size_t commands = push_net_spans(p)
		? p->commands
		: send_commands(&p->lines) + send_commands(&p->leg.rest);
	int64_t ms = (int64_t)SLOW_REPLIES * p->reply_timeout_ms;

	for (size_t i = 0; i < p->want->units.n; i++)
		if (push_net_spans(p) || i == p->unit)
			ms += SETTLE_MS + LEG_MS * (int64_t)push_leg_waits(p, &p->want->units.v[i]);
	ms += (int64_t)COMMAND_MS * (int64_t)commands;
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
	push_net_budget(p);
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
		"the switch answers so slowly that the lines would outlast its timer of %u min",
		p->minutes);
}

struct dialog_move push_net_confirm(struct push *p)
{
	if (p->net == SWITCH_NET_RELOAD)
		return push_reload_cancel(p);
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

static bool same_user(const struct push *p, const char *user)
{
	return !*user || !*p->user || !strcmp(user, p->user);
}

/* One that is longer is another's, who set it anew. */
static bool reload_fits(const struct push *p, const struct show_reload *r)
{
	return r->pending && same_user(p, r->user) && r->minutes <= p->minutes;
}

/* Of this push or the journal's: the same user, and not later than it can be. Not known: as it was
 * believed to be. */
bool push_net_ours(const struct push *p, const struct switch_read *read)
{
	const struct record *record = p->options->journal ? p->options->journal->record : NULL;
	bool reload = p->net == SWITCH_NET_RELOAD;

	if (reload ? !read->reload.known : !read->revert.known)
		return p->armed; /* it may well */
	if (reload ? !reload_fits(p, &read->reload)
		   : !read->revert.pending || !same_user(p, read->revert.user))
		return false;
	if (!p->rollback && !p->confirm)
		return p->armed;
	return record->armed_until_s && push_wall_s(p) <= record->armed_until_s + LATE_S;
}

/* A reload does so only when it is not cancelled: the lines are taken back first. */
struct dialog_move push_net_take_back(struct push *p)
{
	if (p->net == SWITCH_NET_RELOAD)
		return push_undo_judge(p);
	p->phase = PUSH_REVERT;
	push_progress(p, "%s: the switch takes it back (configure revert now)", p->dialog.name);
	return push_say(p, "configure revert now");
}

struct dialog_move push_net_probed(struct push *p)
{
	bool ours = push_net_ours(p, p->probe);

	if (!ours)
		push_net_armed(p, 0);
	return ours && p->net == SWITCH_NET_REVERT ? push_net_take_back(p) : push_undo_read(p);
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
	if (p->net == SWITCH_NET_RELOAD)
		return arena_printf(p->a,
			"the switch reloads itself within %u min of `reload in`, which takes back "
			"all "
			"that is not saved; %s",
			p->minutes, switch_reload_price(p->a, p->result->before.found.facts));
	return arena_printf(p->a,
		"the switch's own revert timer runs and takes it back, within %u min of its start",
		p->minutes);
}
