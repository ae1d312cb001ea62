// SPDX-License-Identifier: Apache-2.0
/* A session from its first byte to IOS_READY: the prompt, enable, the terminal. */
#include <string.h>

#include "session_state.h"

/*
 * All may be denied to an account and are then done without: pagers are answered anyway, and a
 * line redrawn for its width is known for what it is.
 */
static const char *const setup_steps[] = { "enable", "terminal length 0", "terminal width 511",
	"terminal no monitor" };

enum { SETUP_ENABLE, SETUP_LENGTH, SETUP_STEPS = sizeof(setup_steps) / sizeof(*setup_steps) };

bool session_in_setup(const struct ios_session *s)
{
	return s->setup < SETUP_STEPS;
}

static bool looks_like_prompt(const struct term *t)
{
	size_t len = t->line.len;

	while (len && t->line.data[len - 1] == ' ')
		len--;
	return len && (t->line.data[len - 1] == '#' || t->line.data[len - 1] == '>');
}

/* What sets up the terminal asks nothing: it goes in one piece. */
static void setup_begin(struct ios_session *s, int64_t now_ms)
{
	session_command(s, setup_steps[s->setup], now_ms);
	for (unsigned i = s->setup + 1; s->setup != SETUP_ENABLE && i < SETUP_STEPS; i++)
		ios_session_ahead(s, setup_steps[i]);
}

static void learnt(struct ios_session *s)
{
	if (!session_at_prompt(s))
		return;
	s->setup = s->prompt.mode == IOS_MODE_USER ? SETUP_ENABLE : SETUP_ENABLE + 1;
	setup_begin(s, s->last_byte);
}

/*
 * A banner can end in anything, also right before the prompt on its line; but only a prompt
 * answers a carriage return with itself.
 */
void session_learn_rest(struct ios_session *s)
{
	const char *line = buf_text(&s->term.line);
	size_t len = s->term.line.len;
	bool twice;

	while (len && line[len - 1] == ' ')
		len--;
	twice = s->learns && len == s->last.len && !memcmp(line, buf_text(&s->last), len);
	if (twice && prompt_unfit(line))
		session_fail(s, ERR_ENVIRONMENT,
			"the prompt `%s` is not one of a switch in service", line);
	else if (twice && prompt_learn(line, s->hostname))
		learnt(s);
	else if (looks_like_prompt(&s->term) && !s->answered && s->learns < SESSION_LEARNS) {
		s->answered = true;
		s->learns++;
		session_send(s, "\r");
	}
}

/* Nothing more comes: some devices want a key before they show a prompt. */
void session_learn_quiet(struct ios_session *s)
{
	const struct question_row *q = reply_question(s->replies, "", buf_text(&s->term.line));

	if (q) {
		session_send(s, q->answer);
		session_fail(s, ERR_ENVIRONMENT, "asks `%s` instead of showing a prompt",
			buf_text(&s->term.line));
		return;
	}
	s->nudges++;
	s->learns++;
	session_send(s, "\r");
}

/* The one try: a second question is a refusal, and a third wrong secret would lock accounts. */
bool session_setup_password(struct ios_session *s)
{
	const char *line = buf_text(&s->term.line), *secret;
	struct err *e = &s->error;

	if (s->setup != SETUP_ENABLE || !strstr(line, "assword:") || s->answered)
		return false;
	if (s->secret_sent) {
		session_fail(s, ERR_ENVIRONMENT, "the enable secret was refused");
		return true;
	}
	secret = s->enable_secret ? s->enable_secret(s->ctx) : NULL;
	if (!secret || secret[strcspn(secret, "\r\n")]) {
		session_fail(s, ERR_ENVIRONMENT, "`enable` asks for a secret, and none is at hand");
		err_hint(e, "give the enable secret, or an account with privilege 15");
		return true;
	}
	s->answered = true;
	s->secret_sent = s->secret_due = true;
	session_send(s, secret);
	session_send(s, "\r");
	return true;
}

void session_setup_next(struct ios_session *s, int64_t now_ms)
{
	struct reply_verdict v;

	if (s->setup == SETUP_ENABLE && s->prompt.mode != IOS_MODE_EXEC) {
		ios_session_classify(s, &v);
		session_fail(s, ERR_ENVIRONMENT, "`enable` was refused%s%s", v.line[0] ? ": " : "",
			v.line);
		err_hint(
			&s->error, "give the right enable secret, or an account with privilege 15");
		return;
	}
	if (s->setup == SETUP_LENGTH) {
		ios_session_classify(s, &v);
		s->unpaged = v.class == REPLY_OK;
	}
	if (++s->setup == SETUP_LENGTH) {
		setup_begin(s, now_ms);
		return;
	}
	if (s->n_ahead) {
		session_ahead_take(s);
		session_command_begin(s, now_ms);
		return;
	}
	s->event_due = true;
	s->event = IOS_READY;
}
