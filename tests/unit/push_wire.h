/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pushes to the virtual switch, without sockets: the transport here hands bytes over, and goes
 * wrong at the k-th line, in every way.
 */
#ifndef PUSH_WIRE_H
#define PUSH_WIRE_H

#include "dialog.h"
#include "virtual.h"

enum fault {
	NO_FAULT,
	REFUSED_LINE,  /* not executed, answered with a rejection */
	STRANGE_REPLY, /* executed, answered with words that no row knows */
	DROP_BEFORE,   /* the connection ends, the line is lost */
	DROP_AFTER,    /* the connection ends, the line is executed */
	DROP_FOR_GOOD, /* as DROP_AFTER, and no connection any more */
	SILENCE,       /* the line is swallowed, nothing comes any more on this connection */
	THROWN,        /* not executed, and the session is put back to exec */
	QUESTION,      /* not executed, asks; anything typed is an answer */
	INTERRUPT,     /* a signal comes with the line */
	FAULTS,
	KILL_BEFORE, /* lacppair ends as by kill -9, the line is lost */
	KILL_AFTER,  /* lacppair ends as by kill -9, the line is executed */
};

/* What this switch says otherwise: every `from` in the answers to command, the first `skip` of them
 * left as they are. from "": said behind the prompt. */
struct edit {
	const char *command, *from, *to;
	int skip;
};

struct wire {
	struct vswitch *vswitch;
	enum fault fault;
	unsigned at, lines; /* the fault's line, and how many there were */
	bool done;          /* the fault has happened */
	enum fault then;    /* another one, so many lines behind it */
	unsigned then_at;
	int64_t slow_ms;   /* each line takes so long */
	unsigned in_a_row; /* lines that came in one piece, at the most */
	bool thrown;       /* and nothing was sent since */
	bool killed;
	bool links; /* its directives of links and partners are so */
	int stop;
	struct edit edits[6]; /* command NULL: none */
	struct arena *arena;
};

struct run {
	struct wire wire;
	struct switch_push_options options;
	struct switch_push_result result;
	struct want_switch *want;
	struct err err;
	int rc;
};

extern const char push_config[]; /* of a switch with two ports for the pairing, and a third */

/* The pairing's switch side is wanted on a switch of this configuration. */
void run_open(struct run *r, const char *text);
void run_close(struct run *r);

/* And n VLANs with names besides: 100, 102, 104 ... */
void run_want_named(struct run *r, unsigned n);

/* Saves, as somebody did who set the switch up. */
void saved_first(struct run *r);

void push(struct run *r); /* or whatever r->options.task is */

/* Turns a job on the fake to its end; time passes only where nothing else happens. */
int turn(struct run *r, struct switch_job *job, struct err *e);

struct transport *fake_new(
	void *ctx, const struct switch_login *login, struct secret *password, int64_t now_ms);

/* What the switch is: configuration and VLANs, and what a reload would make of it; to be freed. */
char *snapshot(struct vswitch *s, bool with_startup);

#endif
