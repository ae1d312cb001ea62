/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Configuration lines on their way to a switch: in with `configure terminal`, each parent alone,
 * one line at a time, out with `end`. Every reply is judged before the next line goes, and so is
 * the mode: a session that was put back to exec must not be sent lines that exec understands.
 */
#ifndef SWITCH_SEND_H
#define SWITCH_SEND_H

#include "dialog.h"
#include "ios_message.h"
#include "step.h"

enum send_state { SEND_ENTER, SEND_LINES, SEND_LEAVE, SEND_DONE };

struct send {
	struct arena *a;
	const struct steps *steps;
	bool best_effort;      /* an undo: a refused line does not hold up the others */
	const char *enter;     /* instead of `configure terminal` */
	const char *enters_by; /* words that its reply must have, or it was not done; NULL: any */
	enum send_state state;
	size_t next;
	enum { SEND_PARENT, SEND_GLOBAL, SEND_STEP } due; /* what the last command was */
	const char *parent;         /* whose mode the session is in; NULL: global */
	char mode[33];              /* its name */
	bool touched;               /* a line was sent */
	unsigned tries;             /* of the entry */
	struct steps *sent;         /* where sent lines are noted */
	struct err first;           /* of best_effort: the first refusal */
	struct ios_message message; /* the last that came beside a reply */
};

enum { SEND_TRIES = 3, SEND_PAUSE_MS = 3000 };

void send_start(struct send *d, struct arena *a, const struct steps *steps, struct steps *sent);

/* The next command, which is noted as sent with this; NULL: all is sent and left. */
const char *send_command(struct send *d);

/*
 * The reply to it: 0, or -1 with e: ERR_ENVIRONMENT while nothing was sent, else ERR_REFUSED. 1:
 * the configuration is locked by somebody else: after SEND_PAUSE_MS ask send_command() again.
 */
int send_reply(struct send *d, const struct ios_session *s, struct err *e);

/* Why one of the lines cannot be sent at all: 0, or -1 with e (ERR_INTENT). */
int send_check(const struct steps *steps, struct err *e);

/* How many commands they take, parents, entry and end among them. */
size_t send_commands(const struct steps *steps);

/* "interface Port-channel11; switchport mode trunk; ...", for messages. */
const char *send_list(struct arena *a, const struct steps *steps);

#endif
