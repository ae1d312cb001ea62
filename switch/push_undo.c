// SPDX-License-Identifier: Apache-2.0
/*
 * The way back of a push. Nothing is taken from memory: the switch is read, the difference to
 * what it was is sent, and it is read again. What is still different then is told line by line.
 */
#include <stdio.h>
#include <string.h>

#include "ios_text.h"
#include "push_private.h"

/* The lines from p->now back to before, the last unit first; noted where they are to be sent. */
void push_inverse_lines(struct push *p, bool note, struct steps *out)
{
	for (size_t i = p->unit + 1; i-- > p->undo_from;) {
		struct steps lines = { 0 };

		if (!p->before[i] || (!p->rollback && !p->result->units.v[i].sent.n))
			continue;
		diff_switch_undo(p->a, &p->want->units.v[i], p->before[i], &p->now->found, &lines);
		for (size_t k = 0; k < lines.n; k++) {
			*ARENA_PUSH(p->a, out) = lines.v[k];
			if (note)
				*ARENA_PUSH(p->a, &p->result->units.v[i].undo) = lines.v[k];
		}
	}
}

static struct steps all_sent(struct push *p)
{
	struct steps all = { 0 };

	for (size_t i = p->undo_from; i <= p->unit; i++)
		for (size_t k = 0; k < p->result->units.v[i].sent.n; k++)
			*ARENA_PUSH(p->a, &all) = p->result->units.v[i].sent.v[k];
	return all;
}

/* Where the journal can finish it. */
static const char *how_to_finish(const struct push *p)
{
	if (!p->recorded)
		return "look at these objects";
	return arena_printf(p->a, "`lacppair rollback --switch %s' finishes it", p->dialog.name);
}

static struct dialog_move rollback_left(struct push *p, const struct err *why)
{
	struct err e;

	err_set(&e, ERR_LEFT, "", "%s; how far it was taken back is not known", why->text);
	err_hint(&e, "%s%swhen the switch can be reached, %s",
		push_net_left(p) ? push_net_left(p) : "", push_net_left(p) ? "; " : "",
		how_to_finish(p));
	return push_end(p, SWITCH_LEFT, &e);
}

/* It could not be undone, and nothing is known but what was sent. */
struct dialog_move push_left(struct push *p, const struct err *why)
{
	struct steps sent = all_sent(p);
	struct err e;

	if (p->rollback)
		return rollback_left(p, why);
	err_set(&e, ERR_LEFT, "", "%s%s%s; not undone, sent and perhaps in force%s: %s",
		p->why.class ? p->why.text : "", p->why.class ? "; then " : "", why->text,
		p->save_tried ? "" : ", unsaved", send_list(p->a, &sent));
	if (push_net_left(p))
		err_hint(&e, "%s; when the switch can be reached, %s", push_net_left(p),
			how_to_finish(p));
	else
		err_hint(&e, "when the switch can be reached, %s; %s", how_to_finish(p),
			p->save_tried ? "startup-config may hold the lines too"
				      : "startup-config is as before, so a reload would undo them");
	return push_end(p, SWITCH_LEFT, &e);
}

/* Held, one timer is for all units, and takes back all of them. */
size_t push_undo_start(const struct push *p, size_t from)
{
	return p->options->hold_minutes && p->armed ? 0 : from;
}

struct dialog_move push_undo(struct push *p, size_t from, const struct err *why)
{
	if (why != &p->why)
		p->why = *why;
	p->undo_from = push_undo_start(p, from);
	push_record_undoing(p);
	if (!p->in_config)
		return push_undo_again(p);
	p->phase = PUSH_ESCAPE;
	return dialog_command("end");
}

struct dialog_move push_undo_again(struct push *p)
{
	if (p->why.class)
		push_progress(p, "%s: %s; undoing", p->dialog.name, p->why.text);
	push_record_undoing(p);
	return p->armed ? push_net_probe(p, PUSH_UNDO_PROBE) : push_undo_read(p);
}

struct dialog_move push_undo_read(struct push *p)
{
	return push_read(
		p, PUSH_UNDO_READ, SWITCH_CONFIG | (p->save_tried ? (unsigned)READS_STARTUP : 0));
}

/* Its objects are, but is all the rest of the configuration as it was too? */
static const char *differs_elsewhere(struct push *p)
{
	const char *backup = p->backup[p->undo_from];
	const char *where;

	if (!backup || ios_text_same(backup, p->now->running_text))
		return NULL;
	where = ios_text_differing(p->a, backup, p->now->running_text);
	return *where ? where : "the order of its lines";
}

static struct dialog_move left_elsewhere(struct push *p, const char *where)
{
	struct err e;

	err_set(&e, ERR_LEFT, "",
		"%s; undone, and its objects are as before, but the running-config differs from "
		"what it was in: %s",
		p->why.text, where);
	err_hint(&e, "unless somebody else configured the switch meanwhile, look at these");
	return push_end(p, SWITCH_LEFT, &e);
}

/* As before, all of it or the failed unit; units before that one are as wanted, and are saved. */
static struct dialog_move undone(struct push *p)
{
	bool sent = all_sent(p).n > 0;
	char text[sizeof(p->why.text)];
	const char *where = sent ? differs_elsewhere(p) : NULL;

	if (where && !p->compared++) /* once more: a message may have come among the lines */
		return push_undo_read(p);
	if (where)
		return left_elsewhere(p, where);
	if (!p->why.hint[0])
		err_hint(&p->why, "%s",
			sent ? "it was read back and is as before; nothing of it was saved"
			     : "nothing was sent");
	if (sent) {
		p->why.class = ERR_REFUSED; /* whatever it was: changed, and taken back */
		snprintf(text, sizeof(text), "%s", p->why.text);
		snprintf(p->why.text, sizeof(p->why.text), "%.*s; undone", (int)sizeof(text) - 16,
			text);
	}
	for (size_t i = 0; i < p->undo_from; i++) {
		if (!p->result->units.v[i].sent.n)
			continue;
		p->unit = p->undo_from - 1;
		return push_save(p);
	}
	return push_end(p, sent ? SWITCH_UNDONE : SWITCH_REFUSED, &p->why);
}

/* Read back, and the lines are still there. */
static struct dialog_move not_undone(struct push *p, const struct steps *left)
{
	const char *net = push_net_left(p);
	struct err e;

	err_set(&e, ERR_LEFT, "", "%s; not fully undone%s%s%s",
		p->why.class ? p->why.text : "rolled back", p->send.first.class ? ": " : "",
		p->send.first.text, p->save_tried ? "" : "; startup-config is as before");
	err_hint(&e, "to finish by hand, in `configure terminal`: %s%s%s", send_list(p->a, left),
		net ? "; " : "", net ? net : "");
	return push_end(p, SWITCH_LEFT, &e);
}

/* A save that said no may have written all the same: then the old text has to go over it. */
static struct dialog_move startup_changed(struct push *p)
{
	struct err e;

	if (p->saves >= PUSH_SAVES + PUSH_UNDO_ROUNDS) {
		err_set(&e, ERR_LEFT, "", "%s; undone, but startup-config holds the change",
			p->why.class ? p->why.text : "rolled back");
		err_hint(&e, "save by hand: `copy running-config startup-config`");
		return push_end(p, SWITCH_LEFT, &e);
	}
	p->saves++;
	p->phase = PUSH_UNDO_PROVE;
	return push_say(p, "copy running-config startup-config");
}

/* After a reading: is it as before; and if not, once more? */
struct dialog_move push_undo_judge(struct push *p)
{
	struct steps lines = { 0 };

	push_inverse_lines(p, p->rounds < PUSH_UNDO_ROUNDS, &lines);
	if (!lines.n && p->armed && p->net == SWITCH_NET_RELOAD) /* nothing is saved before */
		return push_reload_cancel(p);
	if (!lines.n && p->save_tried && p->now->saved_differs && !p->result->before.saved_differs)
		return startup_changed(p);
	if (!lines.n)
		return p->rollback ? push_rollback_end(p) : undone(p);
	if (p->rounds++ >= PUSH_UNDO_ROUNDS)
		return not_undone(p, &lines);
	push_progress(
		p, "%s: undoing with %zu line%s", p->dialog.name, lines.n, lines.n == 1 ? "" : "s");
	p->phase = PUSH_UNDO_SEND;
	p->lines = lines;
	send_start(&p->send, p->a, &p->lines, ARENA_NEW(p->a, struct steps));
	p->send.best_effort = true;
	return push_say(p, send_command(&p->send));
}

static struct dialog_move lines_replied(struct push *p, const struct ios_session *s)
{
	struct err e = { 0 };
	const char *command;
	int rc = send_reply(&p->send, s, &e);

	if (rc > 0)
		return dialog_pause(SEND_PAUSE_MS);
	if (rc < 0) {
		p->send.first = e;
		p->phase = PUSH_ESCAPE;
		return p->in_config ? dialog_command("end") : push_undo_again(p);
	}
	command = send_command(&p->send);
	if (command)
		return push_say(p, command);
	return push_read(
		p, PUSH_UNDO_PROVE, SWITCH_CONFIG | (p->save_tried ? (unsigned)READS_STARTUP : 0));
}

/* An odd answer where none was expected: once more from the start, but not for ever. */
static struct dialog_move stumble(struct push *p, const struct err *why)
{
	struct err e;

	if (p->stumbles++ < PUSH_STUMBLES)
		return push_undo(p, p->undo_from, &p->why);
	err_set(&e, ERR_LEFT, "", "the session does not leave configuration mode");
	return push_left(p, why ? why : &e);
}

struct dialog_move push_undo_reply(struct push *p, const struct ios_session *s)
{
	const struct ios_reply *r = ios_session_reply(s);
	struct err e = { 0 };

	p->in_config = r->mode == IOS_MODE_CONFIG;
	if (p->phase == PUSH_UNDO_SEND)
		return lines_replied(p, s);
	if (p->phase == PUSH_REVERT)
		return push_net_reverted(p, s);
	if (p->phase == PUSH_UNDO_CANCEL)
		return push_reload_replied(p, s);
	if (p->phase == PUSH_ESCAPE && !p->in_config)
		return push_undo_again(p);
	if (p->phase == PUSH_ESCAPE)
		return stumble(p, NULL);
	if (!strcmp(r->command, "copy running-config startup-config"))
		return push_undo_again(p);
	if (reads_reply(&p->reads, s, &e))
		return p->phase == PUSH_ROLLBACK_READ ? push_end(p, SWITCH_REFUSED, &e)
						      : stumble(p, &e);
	if (reads_command(&p->reads))
		return reads_ask(&p->reads);
	if (p->phase == PUSH_UNDO_PROBE)
		return push_net_probed(p);
	if (p->phase == PUSH_UNDO_CANCEL_READ)
		return push_reload_cancelled(p);
	return p->phase == PUSH_ROLLBACK_READ ? push_rollback_check(p) : push_undo_judge(p);
}
