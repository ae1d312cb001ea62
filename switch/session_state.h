/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of an IOS session, shared by its files and nobody else. */
#ifndef SWITCH_SESSION_STATE_H
#define SWITCH_SESSION_STATE_H

#include "prompt.h"
#include "session.h"
#include "term.h"

enum {
	SESSION_QUIET_MS = 500,        /* that makes an odd rest worth a carriage return */
	SESSION_BEHIND_MS = 5,         /* the same, once, where the prompt was seen before it */
	SESSION_LEARN_QUIET_MS = 1000, /* a device that waits for a key before its prompt */
	SESSION_TEXT_MAX = 16 << 20,   /* of all that comes behind one command */
	SESSION_NUDGES = 3,            /* carriage returns on odd rests, for each command */
	SESSION_LEARNS = 8, /* carriage returns on what looks like a prompt, at the start */
	SESSION_LINE_MAX = 254,
	SESSION_LIMIT = 20, /* a reply that drips in may take so many times the timeout */
	/*
	 * Of commands without a reply. IOS offers a TCP window of 4128 bytes (`ip tcp
	 * window-size`): what is in flight fits into it with what SSH adds, so no line waits half
	 * sent for a device that is busy.
	 */
	SESSION_AHEAD_BYTES = 3584,
	SESSION_AHEAD_LINES = 256,
};

enum session_state {
	SESSION_LEARN, /* until a prompt came twice */
	SESSION_IDLE,
	SESSION_ECHO, /* a command is out, its echo is awaited */
	SESSION_BODY, /* behind the echo, until a prompt */
	SESSION_FAILED,
};

struct ios_session {
	enum session_state state;
	const char *(*enable_secret)(void *ctx);
	void *ctx;
	struct replies *replies;
	int64_t timeout_ms, deadline, last_byte;
	int64_t limit; /* however much is said until then */
	bool closed, event_due;
	enum ios_event event;

	struct term term;
	size_t heard; /* bytes since the last command */
	struct buf in, out, sent;

	char hostname[PROMPT_HOST_MAX];    /* of exec's prompt */
	char config_host[PROMPT_HOST_MAX]; /* of configuration's, once it was seen */
	struct prompt prompt;              /* the last that was seen */
	bool hurried;                      /* limit is somebody's who wants to end */
	bool moved;              /* since the reply the device shows a prompt of another mode */
	struct buf last;         /* the last complete line that was not blank */
	unsigned learns, nudges; /* carriage returns sent */
	bool answered;           /* the unfinished line has had its answer */

	unsigned setup; /* of setup_steps[]; past the end: the commands are the caller's */
	bool secret_sent, secret_due, secret_out;

	char command[SESSION_LINE_MAX + 1], replied[SESSION_LINE_MAX + 1];
	size_t echoed, echo_col;
	struct buf ahead; /* commands sent behind it, each with its NUL */
	size_t n_ahead;
	bool unpaged; /* `terminal length 0` was taken: no pager eats what is typed ahead */
	bool in_step; /* the command was sent behind another */
	bool stray;   /* async has words that belong to nothing */
	bool astray;  /* the device is out of step with them */
	struct buf text, async, question;
	struct buf text_done, async_done, question_done;
	bool banner;   /* of a reload: a line of stars follows */
	bool odd;      /* a log message may have eaten the prompt */
	bool shown;    /* a line of the reply was a prompt and nothing else */
	bool prompted; /* the last line of the reply was a prompt and nothing else */
	bool behind;   /* the message came behind the prompt: what was asked for is answered */
	int caret;
	struct ios_reply reply;
	struct err error;
};

void session_send(struct ios_session *s, const char *bytes);
void session_fail(struct ios_session *s, enum err_class class, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void session_command(struct ios_session *s, const char *line, int64_t now_ms);

void session_command_begin(struct ios_session *s, int64_t now_ms); /* s->command is out */
void session_reply_complete(struct ios_session *s, int64_t now_ms);

/* session_ahead.c: commands in flight behind the one that is answered. */
const char *session_ahead_next(const struct ios_session *s); /* NULL: none */
void session_ahead_take(struct ios_session *s);              /* the next becomes the command */
void session_ahead_forget(struct ios_session *s);

/* session_read.c: what the bytes say. */
void session_line(struct ios_session *s, const char *line);
bool session_at_prompt(struct ios_session *s);

/* Whether the line starts with, or is, a prompt of this device. */
bool session_prompt_starts(const struct ios_session *s, const char *line, struct prompt *out);
bool session_prompt_is(const struct ios_session *s, const char *line, struct prompt *out);
bool session_rest_is_odd(const struct ios_session *s);

/* Between two commands: is the prompt still the one of the last reply? */
void session_idle_rest(struct ios_session *s);

/* session_setup.c: from the first byte to IOS_READY. */
void session_learn_rest(struct ios_session *s);
void session_learn_quiet(struct ios_session *s);
void session_setup_next(struct ios_session *s, int64_t now_ms);
bool session_setup_password(struct ios_session *s);
bool session_in_setup(const struct ios_session *s);

#endif
