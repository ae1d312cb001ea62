/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An IOS command session without I/O: fed with the bytes that the device sent, it yields bytes to
 * send and events. It knows prompts (learnt hostname, every mode), echo, pagers, enable, and
 * classifies every reply by one const table (switch/reply.h): what is not in it is an error.
 * Facts: switch.md 3.1-3.4. Time is an argument.
 */
#ifndef SWITCH_SESSION_H
#define SWITCH_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "reply.h"

struct ios_session;

enum ios_mode { IOS_MODE_NONE, IOS_MODE_USER, IOS_MODE_EXEC, IOS_MODE_CONFIG };

enum ios_event {
	IOS_NOTHING, /* feed more bytes or wait until ios_session_deadline() */
	IOS_READY,   /* privileged prompt reached, terminal set up: commands may go */
	IOS_REPLY,   /* the command's reply is complete: ios_session_reply() */
	IOS_FAILED,  /* ios_session_error(); the session is of no more use */
};

struct ios_reply {
	const char *command;
	const char *text;     /* what came between echo and prompt, LF line ends; no pager traces */
	const char *async;    /* log messages and other known lines that were no part of a reply,
			       * since the reply before: they interrupt anything */
	const char *question; /* one that no row answers: it was answered no; NULL: none */
	enum ios_mode mode;   /* after the command */
	const char *mode_name; /* "config-if", "" in exec */
	bool stray;            /* async has words that were said between two in flight */
	int error_column;      /* of `^` under the command, from 1; 0: none */
};

/* enable_secret(ctx) is asked once, only when the device asks; NULL or NULL result: refused. */
struct ios_session *ios_session_new(const char *(*enable_secret)(void *ctx), void *ctx,
	int64_t now_ms, int64_t reply_timeout_ms);
void ios_session_free(struct ios_session *s); /* wipes what it read */

void ios_session_feed(struct ios_session *s, const void *data, size_t len, int64_t now_ms);
void ios_session_closed(struct ios_session *s); /* the transport ended */
enum ios_event ios_session_next(struct ios_session *s, int64_t now_ms);
int64_t ios_session_deadline(const struct ios_session *s); /* ms; when to call next at the latest */

/* Somebody wants to end: what is waited for now has to come by then, however slowly it comes. */
void ios_session_hurry(struct ios_session *s, int64_t until_ms);

/* Nobody listened for so long: no answer is late for it. */
void ios_session_stalled(struct ios_session *s, int64_t ms);

/* At a prompt, after minutes without a command: a carriage return, so that no timer of the device
 * or of a firewall ends the session. */
void ios_session_keep_alive(struct ios_session *s);

/*
 * Bytes to send: returns how many, *data valid until the next call. Taken as sent. Where they hold
 * a secret, ios_session_sent_secret() is true until the next call.
 */
size_t ios_session_output(struct ios_session *s, const char **data);
bool ios_session_sent_secret(const struct ios_session *s);

/* Why a line cannot be sent (a control byte, `?`, no ASCII, over 254 bytes), or NULL: it can. */
const char *ios_line_forbidden(const char *line);

/* Sends one command; only when READY or after a REPLY. -1: the line is forbidden. */
int ios_session_command(struct ios_session *s, const char *line, int64_t now_ms, struct err *e);

/*
 * Commands sent before the reply to the one before has come. Each gets a reply of its own, in their
 * order; but where the device does not keep step with them (a question that nobody expected eats
 * what is typed ahead), all that it says until it is quiet is the reply to the first, and the
 * others have none: ios_session_in_flight() then says 0.
 */
size_t ios_session_room(const struct ios_session *s); /* how long the next may be; 0: none may go */
void ios_session_ahead(struct ios_session *s, const char *line); /* not forbidden, and fits */
size_t ios_session_in_flight(const struct ios_session *s);       /* commands without a reply yet */

const struct ios_reply *ios_session_reply(const struct ios_session *s);

/* What the reply is by the table (switch/reply.h): meant for lines, not for show commands. */
void ios_session_classify(const struct ios_session *s, struct reply_verdict *out);
void ios_session_classify_async(const struct ios_session *s, struct reply_verdict *out);
const struct err *ios_session_error(const struct ios_session *s);
const char *ios_session_hostname(const struct ios_session *s);

#endif
