/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Configuration lines on their way to a switch: in with `configure terminal`, each parent alone,
 * one line at a time, out with `end`. Every reply is judged before the next line goes, and so is
 * the mode: a session that was put back to exec must not be sent lines that exec understands. Only
 * lines for which that cannot matter (switch_line_ahead()) may be in flight together.
 */
#ifndef SWITCH_SEND_H
#define SWITCH_SEND_H

#include "dialog.h"
#include "ios_message.h"
#include "step.h"

enum send_state { SEND_ENTER, SEND_LINES, SEND_LEAVE, SEND_DONE };

/* Before steps->v[next], in the mode of parent; NULL: global, "": not known. */
struct send_at {
	size_t next;
	const char *parent;
};

enum send_due { SEND_PARENT, SEND_GLOBAL, SEND_STEP };

struct send {
	struct arena *a;
	const struct steps *steps;
	bool best_effort;      /* an undo: a refused line does not hold up the others */
	const char *enter;     /* instead of `configure terminal` */
	const char *enters_by; /* words that its reply must have, or it was not done; NULL: any */
	enum send_state state;
	struct send_at at, out;     /* as far as the replies have come; as far as lines were sent */
	enum send_due due;          /* what the command of the reply was */
	size_t in_flight;           /* commands without a reply */
	bool ahead;                 /* the last that was sent may have others behind it */
	char mode[33];              /* the name of at's */
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

/* One more, of at most `room` bytes, that may go before the replies that are due; NULL: none. */
const char *send_ahead(struct send *d, size_t room);

/* How many of d->sent the switch has had: up to the line that the last reply was to. */
size_t send_heard(const struct send *d);

/*
 * The reply to the oldest command without one: 0, or -1 with e: ERR_ENVIRONMENT while nothing was
 * sent, else ERR_REFUSED. 1: the configuration is locked by somebody else: after SEND_PAUSE_MS ask
 * send_command() again.
 */
int send_reply(struct send *d, const struct ios_session *s, struct err *e);

/* Why one of the lines cannot be sent at all: 0, or -1 with e (ERR_INTENT). */
int send_check(const struct steps *steps, struct err *e);

/* How many commands they take, parents, entry and end among them. */
size_t send_commands(const struct steps *steps);

/* "interface Port-channel11; switchport mode trunk; ...", for messages. */
const char *send_list(struct arena *a, const struct steps *steps);

#endif
