// SPDX-License-Identifier: Apache-2.0
/* What a session makes of each line: echo, reply, log messages, prompts that are not alone. */
#include <string.h>

#include "session_state.h"

/*
 * A name that `prompt` changed is exec's alone: the one of configuration is learnt from the prompt
 * behind `configure terminal`.
 */
bool session_prompt_starts(const struct ios_session *s, const char *line, struct prompt *out)
{
	return prompt_starts(s->hostname, line, out) ||
		(s->config_host[0] && prompt_starts(s->config_host, line, out) &&
			out->mode == IOS_MODE_CONFIG);
}

bool session_prompt_is(const struct ios_session *s, const char *line, struct prompt *out)
{
	return session_prompt_starts(s, line, out) && prompt_ends(line + out->len);
}

static bool is_blank(const char *line)
{
	return !line[strspn(line, " \t")];
}

/* "Load for five secs: ..." and "Time source is ..." of `exec prompt timestamp`. */
static bool is_timestamp(const char *line)
{
	return !strncmp(line, "Load for five secs: ", 20) || !strncmp(line, "Time source is ", 15);
}

static void note_async(struct ios_session *s, const char *line)
{
	buf_printf(&s->async, "%s\n", line);
}

/* A log message, alone or behind a prompt; it goes aside. */
static bool take_syslog(struct ios_session *s, const char *line)
{
	struct prompt p;
	const char *message = line;

	if (session_prompt_starts(s, line, &p))
		message += p.len;
	if (!reply_is_syslog(s->replies, message))
		return false;
	note_async(s, message);
	if (message > line)
		s->prompt = p;
	s->odd = true;
	s->behind |= message > line || s->prompted;
	return true;
}

/*
 * "***", "*** --- SHUTDOWN in 0:05:00 ---", "***": a scheduled reload says so on every terminal, in
 * the middle of whatever is shown. The first of the three is in the text already.
 */
static bool take_banner(struct ios_session *s, const char *line)
{
	static const char first[] = "***\n";
	size_t n = sizeof(first) - 1;

	if (s->banner && !strcmp(line, "***")) {
		s->banner = false;
		return true;
	}
	s->banner = !strncmp(line, "*** --- SHUTDOWN ", 17);
	if (!s->banner)
		return false;
	note_async(s, line);
	if (s->text.len >= n && !strcmp(s->text.data + s->text.len - n, first) &&
		(s->text.len == n || s->text.data[s->text.len - n - 1] == '\n'))
		s->text.data[s->text.len -= n] = '\0';
	s->odd = true;
	return true;
}

/*
 * A line that belongs to no reply, but that the table knows: the device says by itself that it puts
 * the session out of configuration, or that a rollback begins.
 */
static bool take_known(struct ios_session *s, const char *line)
{
	struct reply_verdict v;

	reply_classify(s->replies, line, &v);
	if (v.class == REPLY_OK || v.class == REPLY_UNKNOWN)
		return false;
	note_async(s, line);
	return true;
}

/* Whether line is the rest of the command from `from`; *n: how much of it the line begins with. */
static bool echo_rest(const struct ios_session *s, size_t from, const char *line, size_t *n)
{
	const char *left = s->command + from;

	for (*n = 0; left[*n] && line[*n] == left[*n];)
		++*n;
	/* A command with blanks at its end is shown without them. */
	return is_blank(left + *n) && is_blank(line + *n);
}

/* A line wider than the terminal is redrawn as "$" and its tail, or its head and "$". */
static bool is_redrawn(const char *line, const char *command)
{
	const char *dollar = strchr(line, '$');
	size_t n = strlen(command), tail = dollar ? strlen(dollar + 1) : 0;

	if (!dollar || n < 16)
		return false;
	if (tail)
		return tail < n && !strcmp(command + n - tail, dollar + 1);
	n = (size_t)(dollar - line);
	return n > 8 && !strncmp(command, line, n);
}

/*
 * IOS echoes a line before it executes it, and nothing that came before the echo belongs to the
 * reply: late prompts, messages, answers to a carriage return.
 */
static void echo_line(struct ios_session *s, const char *line)
{
	struct prompt p = { .len = 0 };
	const char *rest = line;
	size_t n, more = 0;
	bool whole;

	if (session_prompt_starts(s, line, &p))
		rest += p.len + (line[p.len] == ' ');
	whole = echo_rest(s, 0, rest, &n) || is_redrawn(rest, s->command);
	if (whole || (s->echoed && echo_rest(s, s->echoed, rest, &more))) {
		s->echo_col = whole ? (size_t)(rest - line) : s->prompt.len;
		s->state = SESSION_BODY;
		s->odd = false;
		return;
	}
	if (is_blank(line) || take_syslog(s, line) || take_banner(s, line) ||
		!strcmp(line, "***") || take_known(s, line))
		return;
	/* The log cut into the echo: what came before it counts, what comes after it follows. */
	n = s->echoed ? more : n;
	if (n && reply_is_syslog(s->replies, rest + n))
		note_async(s, rest + n);
	else if (rest[n] && s->in_step) /* nobody knows whose it is */
		note_async(s, line), s->stray = true;
	else if (rest[n])
		return;
	s->echoed += n;
}

/*
 * With more in flight the prompt behind a reply is followed by the echo of the next command, or by
 * its beginning where a log message cuts in; the message may have taken the prompt's line, too.
 */
static bool ends_reply(struct ios_session *s, const char *line)
{
	const char *next = session_ahead_next(s), *rest = line;
	struct prompt p = { .len = 0 };
	size_t n = 0;

	if (!next || s->astray)
		return false;
	if (session_prompt_starts(s, line, &p))
		rest += p.len + (line[p.len] == ' ');
	else if (!s->behind && !s->shown)
		return false;
	while (next[n] && rest[n] == next[n])
		n++;
	if (!is_redrawn(rest, next) &&
		(!n || (!is_blank(rest + n) && !reply_is_syslog(s->replies, rest + n)))) {
		s->astray = p.len && p.mode == IOS_MODE_CONFIG && !prompt_ends(line + p.len) &&
			!reply_is_syslog(s->replies, rest);
		return false;
	}
	if (p.len)
		s->prompt = p;
	return true;
}

/* The place of `^` in the command, from 1; 0 where it is not under it. */
static int caret_column(const struct ios_session *s, const char *line)
{
	size_t at = strspn(line, " ");

	if (line[at] != '^' || !is_blank(line + at + 1) || at < s->echo_col)
		return 0;
	at -= s->echo_col;
	return at <= strlen(s->command) ? (int)at + 1 : 0;
}

static void body_line(struct ios_session *s, const char *line)
{
	struct prompt p;

	if (ends_reply(s, line)) {
		session_reply_complete(s, s->last_byte);
		echo_line(s, line);
		return;
	}
	if (take_syslog(s, line) || take_banner(s, line))
		return;
	s->prompted = session_prompt_is(s, line, &p);
	if (s->prompted) {
		s->prompt = p;
		s->shown = true;
	}
	if (s->prompted || (!s->text.len && is_timestamp(line)))
		return;
	if (!is_blank(line))
		s->odd = session_prompt_starts(s, line, &p);
	if (!s->text.len && (is_blank(line) || (s->secret_sent && !strcmp(line, "Password:"))))
		return;
	if (!s->caret)
		s->caret = caret_column(s, line);
	buf_puts(&s->text, line);
	buf_puts(&s->text, "\n");
}

void session_line(struct ios_session *s, const char *line)
{
	s->answered = false;
	switch (s->state) {
	case SESSION_LEARN:
		if (is_blank(line))
			break;
		buf_reset(&s->last);
		buf_puts(&s->last, line);
		break;
	case SESSION_IDLE:
		if (!take_syslog(s, line))
			take_known(s, line);
		break;
	case SESSION_ECHO:
		echo_line(s, line);
		break;
	case SESSION_BODY:
		body_line(s, line);
		break;
	case SESSION_FAILED:
		break;
	}
}

bool session_at_prompt(struct ios_session *s)
{
	const char *line = buf_text(&s->term.line);
	struct prompt p;

	if (!session_prompt_is(s, line, &p) &&
		(strncmp(s->command, "configure t", 11) ||
			!prompt_learn_config(line, s->config_host, &p)))
		return false;
	s->prompt = p;
	return true;
}

void session_idle_rest(struct ios_session *s)
{
	struct prompt p;

	if (session_prompt_is(s, buf_text(&s->term.line), &p))
		s->moved = p.mode != s->prompt.mode || strcmp(p.mode_name, s->prompt.mode_name);
}

/* A log message came and no prompt after it: there may be none before the next key. */
bool session_rest_is_odd(const struct ios_session *s)
{
	const char *line = buf_text(&s->term.line);
	struct prompt p;

	if (is_blank(line))
		return s->odd;
	return session_prompt_starts(s, line, &p) && reply_is_syslog(s->replies, line + p.len);
}
