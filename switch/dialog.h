/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plot of a job: told what happened, it says what to do next. It sees neither sockets nor
 * clocks, so it plays against anything that talks like a switch.
 */
#ifndef SWITCH_DIALOG_H
#define SWITCH_DIALOG_H

#include "arena.h"
#include "session.h"
#include "transport.h"

enum dialog_event {
	DIALOG_READY, /* the session is at its prompt, at first or again */
	DIALOG_REPLY, /* to the command, or to the oldest in flight */
	DIALOG_LATE,  /* the same, but the next command is decided: what it is answered, is not done
		       */
	DIALOG_LOST,  /* there is no session any more; error says why */
	DIALOG_AWAKE, /* the pause is over */
	DIALOG_STOP,  /* a signal came, or the job took too long; told once */
};

enum dialog_action {
	DIALOG_WAIT, /* for what was asked for before */
	DIALOG_COMMAND,
	DIALOG_PAUSE,
	DIALOG_CONNECT, /* again */
	DIALOG_END,
};

struct dialog_move {
	enum dialog_action action;
	const char *command;
	int pause_ms;
};

struct dialog {
	/* s is NULL without a session; lost is set for DIALOG_LOST only. */
	struct dialog_move (*on)(struct dialog *d, enum dialog_event event,
		const struct ios_session *s, const struct err *lost);
	/* A command of at most `room` bytes that may go before the replies that are due; NULL: none
	 * now. It counts as sent. The member is NULL where all go alone. */
	const char *(*ahead)(struct dialog *d, size_t room);
	const char *name;         /* "sw1" */
	const volatile int *stop; /* a signal's flag; or NULL */
	const char *stopped;      /* why it is to end ("interrupted"); NULL: it is not */
	int64_t now_ms;           /* when the event happened */
	struct err *err;          /* of the job: class ERR_NONE is success */
};

struct switch_job *switch_job_new(struct arena *a, const struct switch_login *login,
	struct dialog *d, transport_new transport, void *ctx);

struct dialog *read_dialog_new(
	struct arena *a, const struct switch_login *login, unsigned what, struct switch_read *out);
struct dialog *push_dialog_new(struct arena *a, const struct switch_login *login,
	const struct want_switch *want, const struct switch_push_options *options,
	struct switch_push_result *out);

static inline struct dialog_move dialog_command(const char *command)
{
	return (struct dialog_move){ .action = DIALOG_COMMAND, .command = command };
}

static inline struct dialog_move dialog_pause(int ms)
{
	return (struct dialog_move){ .action = DIALOG_PAUSE, .pause_ms = ms };
}

static inline struct dialog_move dialog_do(enum dialog_action action)
{
	return (struct dialog_move){ .action = action };
}

#endif
