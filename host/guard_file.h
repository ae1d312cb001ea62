/* SPDX-License-Identifier: Apache-2.0 */
/* The snapshot on disk, whose name is the guard's phase, and the journal of outcomes beside it. */
#ifndef HOST_GUARD_FILE_H
#define HOST_GUARD_FILE_H

#include "snapshot.h"

enum guard_phase {
	GUARD_NONE,
	GUARD_APPLYING,  /* apply is at work */
	GUARD_HELD,      /* all is done and waits for a confirmation */
	GUARD_UNDOING,   /* somebody decided so; goes on until it ends in one of the next */
	GUARD_CONFIRMED, /* the last three: how the last one ended */
	GUARD_UNDONE,
	GUARD_LEFT, /* not fully undone */
	GUARD_PHASES
};

const char *guard_phase_name(enum guard_phase p); /* "held"; GUARD_NONE: "none" */
bool guard_phase_is_active(enum guard_phase p);

/* The phase of this directory; GUARD_NONE also when it cannot be read, then with errno set. */
enum guard_phase guard_file_phase(const char *state_dir);

/* The decision: 0, or -1 when the phase is not `from` (any longer). */
int guard_file_move(const char *state_dir, enum guard_phase from, enum guard_phase to);

/*
 * Writes s as GUARD_APPLYING, whole or not at all, on disk when it returns, and read back. -1 with
 * e (ERR_ENVIRONMENT): nothing is left of it. Earlier outcomes are forgotten.
 */
int guard_file_write(
	struct arena *a, const char *state_dir, const struct snapshot *s, struct err *e);

/* The snapshot of a phase. NULL with e (ERR_ENVIRONMENT): unreadable, cut, altered. */
struct snapshot *guard_file_read(
	struct arena *a, const char *state_dir, enum guard_phase p, struct err *e);

/* Nothing was done: forgets the snapshot. */
void guard_file_drop(const char *state_dir);

/* Appends a line with the time: "2026-01-31T23:59:59Z kvm1 undone: why". Best effort. */
void guard_journal_add(const char *state_dir, int64_t now_s, const char *host,
	enum guard_phase outcome, const char *why);

/* The last line of the journal without its end; NULL: none. */
const char *guard_journal_last(struct arena *a, const char *state_dir);

#endif
