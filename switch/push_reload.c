// SPDX-License-Identifier: Apache-2.0
/*
 * The net of a switch without an archive, where the user allows it: `reload in N` before the first
 * line and `reload cancel` when all is proven. A switch that nobody cancels it on loads its
 * startup-config, and all its ports are down for minutes. So it takes a startup-config that is the
 * running-config before, and nothing may be saved while it is armed. Words of the questions and of
 * the banner: Cisco's command reference of `reload`.
 */
#include <stdio.h>
#include <string.h>

#include "push_private.h"

enum { CANCELS = 2 };

int push_reload_choose(struct push *p, struct err *e)
{
	const struct show_reload *r = &p->probe->reload;

	if (!r->known) {
		err_set(e, ERR_ENVIRONMENT, p->dialog.name,
			"--allow-reload: it does not say whether a reload is scheduled (show "
			"reload: %s)",
			r->why);
		return err_hint(e, "nothing was sent; without the flag the net is inverse lines");
	}
	if (p->now->saved_differs) {
		err_set(e, ERR_ENVIRONMENT, p->dialog.name,
			"--allow-reload: running-config differs from startup-config before us, and "
			"a "
			"reload would lose what is not saved");
		return err_hint(
			e, "nothing was sent; look at it and save it, or leave the flag out");
	}
	p->net = p->result->net = SWITCH_NET_RELOAD;
	return 0;
}

struct dialog_move push_reload_arm(struct push *p)
{
	p->phase = PUSH_ARM;
	push_net_budget(p);
	push_progress(p,
		"%s: net: reload in %u min: unless all is proven by then, it loads its "
		"startup-config by itself; %s",
		p->dialog.name, p->minutes,
		switch_reload_price(p->a, p->result->before.found.facts));
	push_net_armed(p, push_wall_s(p) + (int64_t)p->minutes * 60);
	return push_say(p, arena_printf(p->a, "reload in %u", p->minutes));
}

/* Whatever it answered: `show reload` says whether it is armed, and whether it is not any more. */
static int refused(const struct ios_session *s, struct err *e)
{
	const struct ios_reply *r = ios_session_reply(s);
	struct reply_verdict v;

	ios_session_classify(s, &v);
	if (!r->question && (v.class == REPLY_OK || v.class == REPLY_INFO))
		return 0;
	return err_set(e, ERR_REFUSED, "", "`%s` refused: %s", r->command,
		r->question ? r->question : v.line);
}

struct dialog_move push_reload_replied(struct push *p, const struct ios_session *s)
{
	struct err e = { 0 };

	if (p->phase == PUSH_CANCEL || p->phase == PUSH_UNDO_CANCEL)
		return push_net_probe(
			p, p->phase == PUSH_CANCEL ? PUSH_CANCEL_READ : PUSH_UNDO_CANCEL_READ);
	if (refused(s, &e))
		return push_undo(p, 0, &e);
	return push_net_probe(p, PUSH_ARM_READ);
}

/* Read back, it is armed. */
struct dialog_move push_reload_armed(struct push *p)
{
	struct err e;

	if (push_stopped(p))
		return push_interrupted(p);
	if (push_net_ours(p, p->probe))
		return push_next_unit(p);
	err_set(&e, ERR_ENVIRONMENT, "",
		"it took `reload in %u`, but `show reload` does not say so: %s", p->minutes,
		p->probe->reload.why ? p->probe->reload.why : "none is scheduled");
	return push_undo(p, 0, &e);
}

struct dialog_move push_reload_cancel(struct push *p)
{
	/* A rollback may come here from its first reading. */
	p->phase = p->phase >= PUSH_ROLLBACK_READ ? PUSH_UNDO_CANCEL : PUSH_CANCEL;
	p->cancels++;
	return push_say(p, "reload cancel");
}

static struct dialog_move left_armed(struct push *p)
{
	struct err e;

	err_set(&e, ERR_LEFT, "",
		"%s%sits lines are taken back, but its reload is not cancelled: %s",
		p->why.class ? p->why.text : "", p->why.class ? "; " : "", push_net_left(p));
	err_hint(&e,
		"`reload cancel` by hand, and `show reload` to see that it is; what is saved until "
		"then is loaded");
	return push_end(p, SWITCH_LEFT, &e);
}

struct dialog_move push_reload_cancelled(struct push *p)
{
	bool undoing = p->phase == PUSH_UNDO_CANCEL_READ;
	struct err e;

	if (p->probe->reload.known && !push_net_ours(p, p->probe)) {
		push_net_armed(p, 0);
		return undoing ? push_undo_judge(p) : push_save(p);
	}
	if (p->cancels < CANCELS)
		return push_reload_cancel(p);
	if (undoing)
		return left_armed(p);
	p->cancels = 0;
	err_set(&e, ERR_REFUSED, "", "`reload cancel` did not take: %s",
		p->probe->reload.pending ? "`show reload` says that it is still scheduled"
					 : p->probe->reload.why);
	return push_undo(p, 0, &e);
}
