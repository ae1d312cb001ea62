// SPDX-License-Identifier: Apache-2.0
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session_state.h"

struct ios_session *ios_session_new(const char *(*enable_secret)(void *ctx), void *ctx,
	int64_t now_ms, int64_t reply_timeout_ms)
{
	struct ios_session *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	s->enable_secret = enable_secret;
	s->ctx = ctx;
	s->replies = replies_new();
	s->timeout_ms = reply_timeout_ms;
	s->last_byte = now_ms;
	s->deadline = now_ms + reply_timeout_ms;
	s->limit = now_ms + SESSION_LIMIT * reply_timeout_ms;
	return s;
}

void ios_session_free(struct ios_session *s)
{
	if (!s)
		return;
	buf_wipe(&s->in);
	buf_wipe(&s->out);
	buf_wipe(&s->sent);
	buf_wipe(&s->last);
	buf_wipe(&s->text);
	buf_wipe(&s->async);
	buf_wipe(&s->question);
	buf_wipe(&s->text_done);
	buf_wipe(&s->async_done);
	buf_wipe(&s->question_done);
	buf_wipe(&s->ahead);
	buf_wipe(&s->term.line);
	replies_free(s->replies);
	explicit_bzero(s, sizeof(*s));
	free(s);
}

void session_send(struct ios_session *s, const char *bytes)
{
	buf_puts(&s->out, bytes);
}

void session_fail(struct ios_session *s, enum err_class class, const char *fmt, ...)
{
	char text[sizeof(s->error.text)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	err_set(&s->error, class, s->hostname, "%s", text);
	s->state = SESSION_FAILED;
}

const char *ios_line_forbidden(const char *line)
{
	if (strlen(line) > SESSION_LINE_MAX)
		return "is longer than the 254 bytes that IOS reads";
	for (const char *p = line; *p; p++) {
		if (*p == '?')
			return "has a `?`, which IOS takes as a call for help";
		if ((unsigned char)*p < 0x20 || (unsigned char)*p >= 0x7f)
			return "has a byte that is not printable ASCII";
	}
	return NULL;
}

void session_command_begin(struct ios_session *s, int64_t now_ms)
{
	s->state = SESSION_ECHO;
	s->heard = s->echoed = s->nudges = 0;
	s->odd = s->banner = s->shown = s->prompted = s->behind = s->answered = false;
	s->moved = s->astray = false;
	s->caret = 0;
	s->deadline = now_ms + s->timeout_ms;
	if (!s->hurried)
		s->limit = now_ms + SESSION_LIMIT * s->timeout_ms;
	s->last_byte = now_ms;
}

void session_command(struct ios_session *s, const char *line, int64_t now_ms)
{
	snprintf(s->command, sizeof(s->command), "%s", line);
	session_send(s, line);
	session_send(s, "\r");
	s->hurried = s->in_step = false;
	session_command_begin(s, now_ms);
}

int ios_session_command(struct ios_session *s, const char *line, int64_t now_ms, struct err *e)
{
	const char *why = ios_line_forbidden(line);

	if (why)
		return err_set(e, ERR_INTENT, s->hostname, "`%s` %s", line, why);
	if (s->state != SESSION_IDLE)
		return err_set(e, ERR_ENVIRONMENT, s->hostname,
			"`%s`: the session is not at a prompt", line);
	if (s->moved)
		return err_set(e, ERR_ENVIRONMENT, s->hostname,
			"`%s` not sent: the session was put into another mode behind `%s`", line,
			s->command);
	session_command(s, line, now_ms);
	return 0;
}

void ios_session_feed(struct ios_session *s, const void *data, size_t len, int64_t now_ms)
{
	buf_add(&s->in, data, len);
	s->last_byte = now_ms;
	s->deadline = now_ms + s->timeout_ms;
}

void ios_session_closed(struct ios_session *s)
{
	s->closed = true;
}

void ios_session_hurry(struct ios_session *s, int64_t until_ms)
{
	if (until_ms < s->limit)
		s->limit = until_ms;
	s->hurried = true;
}

void ios_session_stalled(struct ios_session *s, int64_t ms)
{
	s->deadline += ms;
	s->limit += ms;
}

void ios_session_keep_alive(struct ios_session *s)
{
	if (s->state == SESSION_IDLE)
		session_send(s, "\r");
}

/* What was gathered becomes the reply; new text gathers for the next one. */
static const char *done(struct buf *gathered, struct buf *kept)
{
	struct buf swap = *kept;

	*kept = *gathered;
	*gathered = swap;
	buf_reset(gathered);
	return buf_text(kept);
}

void session_reply_complete(struct ios_session *s, int64_t now_ms)
{
	bool asked = s->question.len;

	while (s->text.len > 1 && s->text.data[s->text.len - 2] == '\n')
		buf_cut(&s->text, s->text.len - 1);
	memcpy(s->replied, s->command, sizeof(s->replied));
	s->reply = (struct ios_reply){
		.command = s->replied,
		.text = done(&s->text, &s->text_done),
		.async = done(&s->async, &s->async_done),
		.question = done(&s->question, &s->question_done),
		.mode = s->prompt.mode,
		.mode_name = s->prompt.mode_name,
		.error_column = s->caret,
		.stray = s->stray,
	};
	s->stray = false;
	if (!asked)
		s->reply.question = NULL;
	s->state = SESSION_IDLE;
	if (session_in_setup(s)) {
		session_setup_next(s, now_ms);
		return;
	}
	s->event_due = true;
	s->event = IOS_REPLY;
	if (s->astray)
		session_ahead_forget(s);
	if (s->n_ahead) {
		session_ahead_take(s);
		session_command_begin(s, now_ms);
	}
}

/* A question that the command's row answers is answered at once. */
static bool answer_known(struct ios_session *s)
{
	const struct question_row *q;

	if (s->answered || !s->term.line.len)
		return false;
	q = reply_question(s->replies, s->command, buf_text(&s->term.line));
	if (!q || q->refuses)
		return false;
	s->answered = true;
	session_send(s, q->answer);
	return true;
}

/* Any other gets a no, but only when the line stays: half a line can look like a question. */
static void answer_quiet(struct ios_session *s)
{
	const struct question_row *q =
		reply_question(s->replies, s->command, buf_text(&s->term.line));

	if (!q || s->answered)
		return;
	s->answered = true;
	buf_reset(&s->question);
	buf_puts(&s->question, buf_text(&s->term.line));
	session_send(s, q->answer);
	s->astray |= s->n_ahead > 0; /* it has eaten of them, or flushed them */
}

/* All bytes that came are read: what is the device waiting for? */
static void session_rest(struct ios_session *s, int64_t now_ms)
{
	switch (s->state) {
	case SESSION_LEARN:
		session_learn_rest(s);
		break;
	case SESSION_BODY:
		if (session_at_prompt(s) && !s->astray)
			session_reply_complete(s, now_ms);
		else if (!session_setup_password(s))
			answer_known(s);
		break;
	case SESSION_IDLE:
		session_idle_rest(s);
		break;
	case SESSION_ECHO:
	case SESSION_FAILED:
		break;
	}
}

/* Up to the end of a reply; what came behind it waits for the next call. */
static void session_read(struct ios_session *s, int64_t now_ms)
{
	size_t i = 0;

	while (i < s->in.len && s->state != SESSION_FAILED && !s->event_due) {
		i += term_plain(&s->term, s->in.data + i, s->in.len - i);
		if (i == s->in.len)
			break;
		switch (term_byte(&s->term, s->in.data[i++])) {
		case TERM_NOTHING:
			break;
		case TERM_LINE:
			session_line(s, buf_text(&s->term.line));
			term_clear(&s->term);
			break;
		case TERM_PAGER:
			session_send(s, " ");
			break;
		case TERM_OVERFLOW:
			session_fail(s, ERR_ENVIRONMENT, "sends a line without end");
			break;
		}
	}
	s->heard += i;
	buf_drop(&s->in, i);
	if (s->heard > SESSION_TEXT_MAX && s->state != SESSION_FAILED)
		session_fail(s, ERR_ENVIRONMENT, "talks without end");
	if (!s->event_due)
		session_rest(s, now_ms);
}

/* When a rest that is not a prompt is looked at again; 0: it is not odd. */
static int64_t quiet_ms(const struct ios_session *s)
{
	const char *line = buf_text(&s->term.line);
	struct prompt p;

	if (s->nudges >= SESSION_NUDGES)
		return 0;
	if (s->state == SESSION_LEARN)
		return SESSION_LEARN_QUIET_MS * (s->nudges + 1);
	if (s->state != SESSION_BODY)
		return 0;
	if (s->astray && session_prompt_is(s, line, &p))
		return SESSION_QUIET_MS;
	if (session_rest_is_odd(s) && s->behind && !s->nudges && !s->n_ahead)
		return SESSION_BEHIND_MS;
	if ((session_rest_is_odd(s) && !s->n_ahead) ||
		(*line && !s->answered && reply_question(s->replies, s->command, line)))
		return SESSION_QUIET_MS * (s->nudges + 1);
	return 0;
}

static void session_quiet(struct ios_session *s, int64_t now_ms)
{
	if (s->state == SESSION_LEARN) {
		session_learn_quiet(s);
		return;
	}
	if (s->astray && session_at_prompt(s)) {
		session_reply_complete(s, now_ms);
		return;
	}
	if (!session_rest_is_odd(s)) {
		answer_quiet(s);
		return;
	}
	s->nudges++;
	session_send(s, "\r");
}

static void fail_closed(struct ios_session *s)
{
	if (s->state == SESSION_LEARN) {
		session_fail(s, ERR_ENVIRONMENT,
			"the switch closed the session before a prompt: all VTY lines may be in "
			"use");
		err_hint(&s->error, "look at `show users` on its console, and try again");
	} else if (s->state == SESSION_IDLE) {
		session_fail(s, ERR_ENVIRONMENT, "the switch closed the session");
	} else {
		session_fail(
			s, ERR_ENVIRONMENT, "the switch closed the session after `%s`", s->command);
	}
}

static void fail_timeout(struct ios_session *s, int64_t now_ms)
{
	long seconds = (long)(s->timeout_ms / 1000);
	const char *line = buf_text(&s->term.line);

	if (s->state == SESSION_LEARN)
		session_fail(s, ERR_ENVIRONMENT, "shows no prompt of IOS%s%s%s",
			*line ? ", but `" : "", line, *line ? "`" : "");
	else if (now_ms < s->deadline)
		session_fail(s, ERR_ENVIRONMENT, "does not come to an end of its answer to `%s`",
			s->command);
	else if (s->state == SESSION_ECHO)
		session_fail(
			s, ERR_ENVIRONMENT, "did not echo `%s` within %ld s", s->command, seconds);
	else
		session_fail(s, ERR_ENVIRONMENT, "no prompt within %ld s after `%s`", seconds,
			s->command);
	if (!strcmp(s->command, "configure terminal"))
		err_hint(&s->error,
			"`no service prompt config` hides the prompt of configuration: "
			"set `service prompt config`");
}

static void session_clock(struct ios_session *s, int64_t now_ms)
{
	int64_t quiet = quiet_ms(s);

	if (s->closed)
		fail_closed(s);
	else if (s->state != SESSION_IDLE && (now_ms >= s->deadline || now_ms >= s->limit))
		fail_timeout(s, now_ms);
	else if (quiet && now_ms - s->last_byte >= quiet)
		session_quiet(s, now_ms);
}

enum ios_event ios_session_next(struct ios_session *s, int64_t now_ms)
{
	if (s->state == SESSION_FAILED)
		return IOS_FAILED;
	session_read(s, now_ms);
	if (!s->event_due && s->state != SESSION_FAILED)
		session_clock(s, now_ms);
	if (s->event_due) {
		s->event_due = false;
		return s->event;
	}
	return s->state == SESSION_FAILED ? IOS_FAILED : IOS_NOTHING;
}

int64_t ios_session_deadline(const struct ios_session *s)
{
	int64_t quiet = quiet_ms(s), last = s->deadline < s->limit ? s->deadline : s->limit;

	if (s->state == SESSION_IDLE)
		return INT64_MAX;
	if (quiet && s->last_byte + quiet < last)
		return s->last_byte + quiet;
	return last;
}

size_t ios_session_output(struct ios_session *s, const char **data)
{
	buf_wipe(&s->sent);
	s->sent = s->out;
	s->out = (struct buf){ 0 };
	s->secret_out = s->secret_due;
	s->secret_due = false;
	*data = buf_text(&s->sent);
	return s->sent.len;
}

bool ios_session_sent_secret(const struct ios_session *s)
{
	return s->secret_out;
}

const struct ios_reply *ios_session_reply(const struct ios_session *s)
{
	return &s->reply;
}

void ios_session_classify(const struct ios_session *s, struct reply_verdict *out)
{
	reply_classify(s->replies, s->reply.text, out);
}

void ios_session_classify_async(const struct ios_session *s, struct reply_verdict *out)
{
	reply_classify(s->replies, s->reply.async, out);
}

const struct err *ios_session_error(const struct ios_session *s)
{
	return &s->error;
}

const char *ios_session_hostname(const struct ios_session *s)
{
	return s->hostname;
}
