// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "send.h"
#include "switch_unit.h"

void send_start(struct send *d, struct arena *a, const struct steps *steps, struct steps *sent)
{
	*d = (struct send){ .a = a, .steps = steps, .sent = sent, .enter = "configure terminal" };
}

static const struct step *current(const struct send *d)
{
	return &d->steps->v[d->at.next];
}

static bool same_parent(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/*
 * A line of another object: its parent goes first, or `exit` where it has none. From one VLAN to
 * the next it is not needed.
 */
static const char *command_at(const struct send *d, const struct send_at *at, enum send_due *due)
{
	const struct switch_line *l = &d->steps->v[at->next].u.line;
	bool vlans = at->parent && switch_line_vlan(at->parent) && switch_line_vlan(l->text);

	if (same_parent(l->parent, at->parent) || (!l->parent && vlans)) {
		*due = SEND_STEP;
		return l->text;
	}
	*due = l->parent ? SEND_PARENT : SEND_GLOBAL;
	return l->parent ? l->parent : "exit";
}

/* Behind the command, which entered a mode or did not. */
static void move_on(const struct send *d, struct send_at *at, enum send_due due, bool entered)
{
	const struct switch_line *l = &d->steps->v[at->next].u.line;

	if (due == SEND_PARENT)
		at->parent = l->parent;
	else if (due == SEND_GLOBAL)
		at->parent = NULL;
	else if (!l->parent)
		at->parent = entered ? l->text : NULL;
	at->next += due == SEND_STEP;
}

static bool may_be_ahead(const struct send *d, const char *command, enum send_due due)
{
	return due != SEND_GLOBAL &&
		switch_line_ahead(
			due == SEND_STEP ? d->steps->v[d->out.next].u.line.parent : NULL, command);
}

static const char *line_command(struct send *d)
{
	enum send_due due;
	const char *command = command_at(d, &d->out, &due);

	d->touched = true;
	d->ahead = !d->best_effort && may_be_ahead(d, command, due);
	d->in_flight++;
	if (due == SEND_STEP)
		*ARENA_PUSH(d->a, d->sent) = d->steps->v[d->out.next];
	move_on(d, &d->out, due, switch_line_vlan(command));
	return command;
}

const char *send_command(struct send *d)
{
	d->out = d->at;
	d->in_flight = 0;
	if (d->state == SEND_LINES && d->at.next == d->steps->n)
		d->state = SEND_LEAVE;
	switch (d->state) {
	case SEND_ENTER:
		return d->enter;
	case SEND_LINES:
		return line_command(d);
	case SEND_LEAVE:
		return "end";
	case SEND_DONE:
		break;
	}
	return NULL;
}

const char *send_ahead(struct send *d, size_t room)
{
	enum send_due due;
	const char *command;

	if (d->state != SEND_LINES || !d->in_flight || !d->ahead || d->out.next == d->steps->n)
		return NULL;
	command = command_at(d, &d->out, &due);
	return may_be_ahead(d, command, due) && strlen(command) <= room ? line_command(d) : NULL;
}

size_t send_heard(const struct send *d)
{
	size_t unheard = d->out.next - d->at.next;

	return d->sent->n - (unheard ? unheard - 1 : 0);
}

/* "(template port-channel.ios:7, lacppair.yaml:18)" */
static void put_origin(struct buf *b, const struct switch_line *l)
{
	if (!l->template.file && !l->intent.file)
		return;
	buf_puts(b, " (");
	if (l->template.file)
		buf_printf(b, "template %s:%u", l->template.file, l->template.line);
	if (l->template.file && l->intent.file)
		buf_puts(b, ", ");
	if (l->intent.file)
		buf_printf(b, "%s:%u", l->intent.file, l->intent.line);
	buf_puts(b, ")");
}

static void put_column(struct buf *b, const struct ios_reply *r)
{
	const char *word;

	if (!r->error_column || (size_t)r->error_column > strlen(r->command))
		return;
	word = r->command + r->error_column - 1;
	buf_printf(b, ", at column %d: `%.*s`", r->error_column, (int)strcspn(word, " "), word);
}

/* IOS makes a VLAN when its mode is left, so that the reply to another line can say no to it. */
static bool ends_vlan(const struct send *d)
{
	bool stays = d->state == SEND_LINES && d->due == SEND_STEP && current(d)->u.line.parent;

	return d->at.parent && switch_line_vlan(d->at.parent) && !stays;
}

static int refuse(const struct send *d, const struct ios_reply *r, const struct reply_verdict *v,
	const char *why, struct err *e)
{
	struct buf text = { 0 };

	if (r->question)
		buf_printf(&text, "`%s` asks `%s`, which was answered no", r->command, why);
	else
		buf_printf(&text, "`%s` refused: %s", r->command, why);
	put_column(&text, r);
	if (ends_vlan(d))
		buf_printf(&text, "; that may be of `%s`, which it ends", d->at.parent);
	if (d->state == SEND_LINES)
		put_origin(&text, &current(d)->u.line);
	err_set(e, d->touched ? ERR_REFUSED : ERR_ENVIRONMENT, "", "%s", buf_text(&text));
	buf_free(&text);
	if (why == d->message.text)
		err_hint(e, "%s", d->message.meaning);
	else if (v->row && v->row->advice)
		err_hint(e, "%s", v->row->advice);
	return -1;
}

/* A system message that says that a line, though accepted, did not take effect. */
static const char *message_against(struct send *d, const struct ios_reply *r)
{
	size_t len;

	for (const char *p = r->async; *p; p += len + (p[len] == '\n')) {
		len = strcspn(p, "\n");
		if (ios_message_read(p, len, &d->message) && d->message.class == MESSAGE_FAILED)
			return d->message.text;
	}
	return NULL;
}

/* What the text of a reply, or a message beside it, says against the line; NULL: nothing. */
static const char *objection(struct send *d, const struct ios_session *s, const struct ios_reply *r,
	struct reply_verdict *v)
{
	bool optional =
		d->state == SEND_LINES && d->due == SEND_STEP && current(d)->u.line.optional;
	const char *why;

	ios_session_classify(s, v);
	if (r->question)
		return r->question;
	if (v->class != REPLY_OK && v->class != REPLY_INFO &&
		!(v->class == REPLY_INVALID && optional))
		return v->line;
	if (d->state == SEND_ENTER && d->enters_by && v->class != REPLY_LOCKED &&
		!strstr(r->text, d->enters_by))
		return v->line[0] ? v->line : "it did not say what it was asked for";
	why = message_against(d, r);
	if (!why && *r->async) {
		ios_session_classify_async(s, v);
		if (v->class == REPLY_REJECTED || v->class == REPLY_THROWN || r->stray)
			why = v->line;
	}
	return why;
}

/* Where the line left the session: NULL, or what is wrong with it. */
static const char *mode_objection(const struct send *d, const struct ios_reply *r)
{
	if (d->state == SEND_LEAVE)
		return r->mode == IOS_MODE_EXEC ? NULL
						: "the session is still in configuration mode";
	if (r->mode != IOS_MODE_CONFIG)
		return d->state == SEND_ENTER ? "the session is not in configuration mode"
					      : "the session was put out of configuration mode";
	if (d->state == SEND_ENTER || d->due == SEND_GLOBAL)
		return strcmp(r->mode_name, "config") ? "the session is not in global mode" : NULL;
	if (d->due == SEND_PARENT)
		return strcmp(r->mode_name, "config") ? NULL : "its mode was not entered";
	if (d->at.parent && strcmp(r->mode_name, d->mode) != 0)
		return "the session left the mode of its object";
	return NULL;
}

/* What was accepted moves the session: into an object's mode, out of it, along the lines. */
static void advance(struct send *d, const struct ios_reply *r)
{
	switch (d->state) {
	case SEND_ENTER:
		d->state = SEND_LINES;
		break;
	case SEND_LINES:
		move_on(d, &d->at, d->due, strcmp(r->mode_name, "config") != 0);
		snprintf(d->mode, sizeof(d->mode), "%s", r->mode_name);
		break;
	case SEND_LEAVE:
		d->state = SEND_DONE;
		break;
	case SEND_DONE:
		break;
	}
}

/* An undo goes on behind a refused line; without its parent an object's lines are left out. */
static int go_on(struct send *d, const struct ios_reply *r, const struct err *e)
{
	const char *parent = current(d)->u.line.parent;

	if (d->first.class == ERR_NONE)
		d->first = *e;
	if (r->mode != IOS_MODE_CONFIG)
		return -1;
	if (d->due == SEND_PARENT) {
		while (d->at.next < d->steps->n && same_parent(current(d)->u.line.parent, parent))
			d->at.next++;
	} else if (d->due == SEND_STEP) {
		d->at.next++;
	}
	/* In whatever mode the refusal left the session, the next line enters its own again. */
	d->at.parent = strcmp(r->mode_name, "config") ? "" : NULL;
	return 0;
}

int send_reply(struct send *d, const struct ios_session *s, struct err *e)
{
	const struct ios_reply *r = ios_session_reply(s);
	struct reply_verdict v;
	const char *why;

	if (d->state == SEND_LINES)
		command_at(d, &d->at, &d->due);
	d->in_flight -= d->in_flight > 0;
	why = objection(d, s, r, &v);
	if (d->state == SEND_ENTER && v.class == REPLY_LOCKED && ++d->tries < SEND_TRIES)
		return 1;
	if (!why)
		why = mode_objection(d, r);
	if (!why) {
		advance(d, r);
		return 0;
	}
	refuse(d, r, &v, why, e);
	if (d->state == SEND_ENTER && v.class == REPLY_LOCKED)
		err_hint(e,
			"somebody else configures the switch: `show configuration lock`, and "
			"try again");
	if (d->best_effort && d->state == SEND_LINES)
		return go_on(d, r, e);
	return -1;
}

int send_check(const struct steps *steps, struct err *e)
{
	for (size_t i = 0; i < steps->n; i++) {
		const struct switch_line *l = &steps->v[i].u.line;
		const char *why = ios_line_forbidden(l->text);
		struct buf origin = { 0 };

		if (!why && l->parent)
			why = ios_line_forbidden(l->parent);
		if (!why)
			continue;
		put_origin(&origin, l);
		err_set(e, ERR_INTENT, "", "the line `%s`%s %s", l->text, buf_text(&origin), why);
		buf_free(&origin);
		return -1;
	}
	return 0;
}

size_t send_commands(const struct steps *steps)
{
	const char *parent = NULL;
	size_t n = 2;

	for (size_t i = 0; i < steps->n; i++) {
		n += 1 + !same_parent(parent, steps->v[i].u.line.parent);
		parent = steps->v[i].u.line.parent;
	}
	return n;
}

const char *send_list(struct arena *a, const struct steps *steps)
{
	struct buf b = { 0 };
	const char *parent = NULL, *text;

	for (size_t i = 0; i < steps->n; i++) {
		const struct switch_line *l = &steps->v[i].u.line;

		if (b.len)
			buf_puts(&b, "; ");
		if (l->parent && !same_parent(parent, l->parent))
			buf_printf(&b, "%s; ", l->parent);
		buf_puts(&b, l->text);
		parent = l->parent ? l->parent : l->text;
	}
	text = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return text;
}
