/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What outlives a push: a record on disk of the objects before it, of what was sent and answered,
 * and of the net that is armed on the switch. Its file name is the phase (docs/architecture.md).
 * A record holds no secret: of the configuration only lines that lacppair sets itself.
 */
#ifndef SWITCH_JOURNAL_H
#define SWITCH_JOURNAL_H

#include "buf.h"
#include "err.h"
#include "switch_part.h"

enum switch_net {
	SWITCH_NET_INVERSE, /* lines that lead back, by this process or by `rollback` */
	SWITCH_NET_REVERT,  /* the switch's own timer: configure terminal revert timer */
	SWITCH_NET_RELOAD,  /* it loads its startup-config: reload in */
};

enum journal_phase {
	JOURNAL_NONE,
	JOURNAL_SENDING,   /* a push is at work, or was killed */
	JOURNAL_HELD,      /* all is proven; the switch undoes unless it is confirmed */
	JOURNAL_CONFIRMED, /* the switch's timer is off; not saved yet */
	JOURNAL_UNDOING,
	JOURNAL_SAVED, /* the last three: how the last one ended */
	JOURNAL_UNDONE,
	JOURNAL_LEFT, /* not fully undone */
	JOURNAL_PHASES
};

struct record_line {
	const char *sent, *answered; /* answered NULL: no answer came, or none was written */
};

struct record {
	const char *name, *address, *user, *hostname;
	unsigned port;
	int64_t begun_s;       /* CLOCK_REALTIME, as all here */
	int64_t armed_until_s; /* 0: no timer runs, as far as is known */
	enum switch_net net;
	bool differed;           /* running-config differed from startup-config before */
	bool save_tried;         /* startup-config may hold it */
	uint64_t rest;           /* switch_part_rest() before */
	struct want_switch want; /* units: what diff_switch_undo() asks of them */
	const struct switch_found **before, **after; /* of each unit; after: NULL until proven */
	struct {
		struct record_line *v;
		size_t n, cap;
	} lines;
};

const char *switch_net_name(enum switch_net n);       /* "revert": the word in JSON */
const char *journal_phase_name(enum journal_phase p); /* "held" */
bool journal_phase_is_active(enum journal_phase p);   /* there is something to finish */

/* A record for these units, nothing sent yet. before: of each unit. Texts are not copied. */
struct record *record_new(struct arena *a, const struct want_switch *want,
	const struct switch_found *before, const char *running_text);

/* JSON, one object a line: the record, then its units. */
void record_encode(struct arena *a, const struct record *r, struct buf *out);

/*
 * Reads it back with all that was appended; a last line without its end was being written when
 * its writer died, and is left out. NULL with e (ERR_ENVIRONMENT; object: the file and the line).
 */
struct record *record_decode(
	struct arena *a, const char *text, size_t len, const char *object, struct err *e);

/* The journal of one switch. One process at a time (the caller's lock). */
struct journal {
	const char *dir, *stem; /* "/var/lib/lacppair", "switch-192.0.2.10-22" */
	enum journal_phase phase;
	struct record *record; /* of that phase; NULL: none */
	int fd;                /* of the file that is appended to, or -1 */
	size_t sent;           /* lines in it */
};

/* Finds and reads what there is. -1 with e (ERR_ENVIRONMENT): there is one, and it is damaged. */
int journal_open(struct arena *a, const char *dir, const char *address, unsigned port,
	struct journal *out, struct err *e);
void journal_close(struct journal *j);

/*
 * Writes r as JOURNAL_SENDING, whole, on disk, and with room for `lines` lines and their answers;
 * earlier outcomes are forgotten. -1 with e (ERR_ENVIRONMENT: the disk is full): nothing is left.
 */
int journal_begin(
	struct arena *a, struct journal *j, struct record *r, size_t lines, struct err *e);

/* The decision: a rename, on disk when it returns. -1: the phase is not what it was. */
int journal_move(struct journal *j, enum journal_phase to);

/* Nothing was sent: forgets it. */
void journal_drop(struct journal *j);

/* Appends; best effort, for the room is reserved, and a way back does not need them. */
void journal_sent(struct journal *j, const char *line);
void journal_answered(struct journal *j, size_t since, const char *text);    /* lines sent since */
void journal_armed(struct journal *j, enum switch_net net, int64_t until_s); /* 0: no more */
void journal_proven(
	struct arena *a, struct journal *j, size_t unit, const struct switch_found *now);

#endif
