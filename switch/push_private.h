/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a push, shared by its files and nobody else. */
#ifndef SWITCH_PUSH_PRIVATE_H
#define SWITCH_PUSH_PRIVATE_H

#include "reads.h"
#include "send.h"

enum push_phase {
	PUSH_READ,  /* before anything is sent */
	PUSH_SEND,  /* the lines of a unit */
	PUSH_PROVE, /* read back: is it as wanted? */
	PUSH_SAVE,
	PUSH_ESCAPE, /* `end`, where a refused line left the session in configuration */
	PUSH_UNDO_READ,
	PUSH_UNDO_SEND,
	PUSH_UNDO_PROVE, /* read back: is it as before? */
};

enum { PUSH_SAVES = 3, PUSH_SAVE_PAUSE_MS = 3000, PUSH_UNDO_ROUNDS = 2, PUSH_STUMBLES = 3 };

struct push {
	struct dialog dialog;
	struct arena *a;
	const struct want_switch *want;
	const struct switch_push_options *options;
	struct switch_push_result *result;
	enum push_phase phase;

	struct reads reads;
	struct switch_read *now;            /* the last reading */
	const struct switch_found **before; /* of each unit, when its turn came */
	struct send send;
	struct steps lines; /* that are sent now */

	size_t unit;      /* whose turn it is */
	size_t undo_from; /* units [undo_from, unit] are taken back */
	unsigned saves, rounds, stumbles;
	bool save_tried, reconnected, in_config;
	struct err why; /* what went wrong, while it is undone or the rest is saved */
};

struct dialog_move push_end(struct push *p, enum switch_outcome outcome, const struct err *e);
struct dialog_move push_read(struct push *p, enum push_phase phase, unsigned what);
void push_progress(struct push *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool push_stopped(const struct push *p);

/* push.c: the next unit with lines to send, or the save. */
struct dialog_move push_next_unit(struct push *p);
struct dialog_move push_save(struct push *p);

/* push_saved.c: whether the startup-config that was read last holds all that is wanted. */
bool push_is_saved(struct push *p);

/* push_undo.c: takes back units [from, p->unit]; why says what for. */
struct dialog_move push_undo(struct push *p, size_t from, const struct err *why);
struct dialog_move push_undo_reply(struct push *p, const struct ios_session *s);
struct dialog_move push_undo_again(struct push *p); /* from a fresh read, on a fresh session */
struct dialog_move push_left(struct push *p, const struct err *why);

#endif
