// SPDX-License-Identifier: Apache-2.0
/*
 * Before the first line: everything that can be known is looked at, and whatever speaks against the
 * push ends it with nothing sent.
 */
#include <string.h>

#include "push_private.h"

/* The errors of all units in one message; the report has them with their positions. */
static struct dialog_move refuse(struct push *p)
{
	const struct report *r = &p->result->refusals;
	size_t own = strlen(p->dialog.name);
	struct err e;

	for (size_t i = 0; i < r->n; i++) {
		if (r->v[i].level != REPORT_ERROR)
			continue;
		/* Its text starts with the switch's name, as the object does. */
		err_set(&e, ERR_REFUSED, p->dialog.name, "%s%s",
			!strncmp(r->v[i].text, p->dialog.name, own) && r->v[i].text[own] == ' '
				? r->v[i].text + own + 1
				: r->v[i].text,
			r->errors > 1 ? " (and more)" : "");
		err_hint(&e, "%s", r->v[i].hint ? r->v[i].hint : "nothing was sent");
		break;
	}
	return push_end(p, SWITCH_REFUSED, &e);
}

/* All that can be known before the first line. 0, or -1 with e. */
static int check(struct push *p, size_t *lines, struct err *e)
{
	for (size_t i = 0; i < p->want->units.n; i++) {
		struct switch_unit_result *u = &p->result->units.v[i];
		struct steps steps = { 0 };

		diff_switch(p->a, u->unit, &p->now->found, &steps);
		if (send_check(&steps, e))
			return -1;
		if (p->options->approve &&
			p->options->approve(p->options->approve_ctx, u->unit, &steps, e))
			return -1;
		*lines += steps.n;
		p->commands += send_commands(&steps);
		if (p->options->dry_run)
			u->sent = steps;
	}
	if (p->options->dry_run || p->options->save_all || !p->now->saved_differs)
		return 0;
	if (p->held_before || push_unsaved_is_ours(p))
		return 0;
	if (!*lines && push_is_saved(p)) /* what differs is somebody else's, and stays so */
		return 0;
	err_set(e, ERR_USAGE, p->dialog.name,
		"%srunning-config differs from startup-config before us; saving would save "
		"somebody else's changes too",
		*lines ? "" : "as wanted, but not saved: ");
	return err_hint(e, "look at them and save them, or give --save-all; nothing was sent");
}

static void say_inverse(struct push *p)
{
	if (p->recorded)
		push_progress(p,
			"%s: net: inverse lines; if this process is killed, the lines sent so far "
			"stay, unsaved, until `lacppair rollback --switch %s'",
			p->dialog.name, p->dialog.name);
	else
		push_progress(p,
			"%s: net: inverse lines of this process; if it is killed, the lines sent "
			"so far stay, unsaved",
			p->dialog.name);
}

static struct dialog_move as_wanted(struct push *p)
{
	p->result->saved = push_is_saved(p);
	if (p->result->saved || p->options->dry_run)
		return push_end(p, SWITCH_UNCHANGED, NULL);
	push_progress(p, "%s: as wanted, but not saved: saving", p->dialog.name);
	return push_next_unit(p);
}

struct dialog_move push_check(struct push *p)
{
	struct switch_push_result *r = p->result;
	struct err e = { 0 };
	size_t lines = 0;

	r->before = *p->now;
	for (size_t i = 0; i < p->want->units.n; i++)
		diff_switch_refusals(p->want, &p->want->units.v[i], &p->now->found, &r->refusals);
	if (r->refusals.errors)
		return refuse(p);
	if (check(p, &lines, &e))
		return push_end(p, SWITCH_REFUSED, &e);
	p->total = lines;
	return lines || p->held_before ? push_net_probe(p, PUSH_PROBE) : as_wanted(p);
}

/* What was held is so no more: then what is not saved may be anybody's. */
static int check_again(struct push *p, struct err *e)
{
	size_t lines = 0;

	p->held_before = false;
	return check(p, &lines, e);
}

/* The net is known, and nothing in the way of it. */
struct dialog_move push_begin(struct push *p)
{
	struct err e = { 0 };

	if (push_net_choose(p, &e) || (p->held_before && check_again(p, &e)))
		return push_end(p, SWITCH_REFUSED, &e);
	if (p->options->dry_run)
		return push_end(p, SWITCH_UNCHANGED, NULL);
	if (!p->total)
		return as_wanted(p);
	if (push_record_begin(p, p->total, &e))
		return push_end(p, SWITCH_REFUSED, &e);
	if (p->net == SWITCH_NET_INVERSE)
		say_inverse(p);
	return p->net == SWITCH_NET_RELOAD ? push_reload_arm(p) : push_next_unit(p);
}
