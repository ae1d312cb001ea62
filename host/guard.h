/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The guard: a process of its own that takes the host back when nobody confirms. It survives the
 * terminal, SIGHUP and the end of the SSH daemon; a second process waits for its lock and goes on
 * where it is killed.
 *
 * All that they must agree on is one file of the state directory, whose name is the phase; a
 * rename decides between confirming and undoing, and only one of two renames can succeed. Nothing
 * has to be written for a decision, so a full disk hinders none. The guard's lock, in the run
 * directory, is held by whoever may undo: the guard, and where there is none `rollback`.
 */
#ifndef HOST_GUARD_H
#define HOST_GUARD_H

#include "guard_file.h"
#include "snapshot.h"

struct guard_place {
	const char *state; /* directory of the snapshot and the journal; 0700 */
	const char *run;   /* directory of the lock */
};

struct guard_pids { /* 0: not there */
	int guard, watcher;
};

/*
 * Writes s, whose boot_id, netns, times are filled here from hold_ms, and starts the guard, which
 * undoes when this process ends before guard_file_move() to GUARD_HELD, at the deadline, or when
 * the phase becomes GUARD_UNDOING. 0 when it is armed; -1 with e (ERR_ENVIRONMENT), nothing armed:
 * one is armed already, or the file cannot be written or read back.
 */
int guard_arm(struct arena *a, const struct guard_place *place, struct snapshot *s, struct err *e);

/* 0 when nothing is armed here; -1 with e (ERR_ENVIRONMENT) that says what to do about it. */
int guard_check_none(struct arena *a, const struct guard_place *place, struct err *e);

/* Whether a guard lives, and which processes are it and its watcher. */
bool guard_alive(const struct guard_place *place, struct guard_pids *out);

/* Waits while something is armed, at most so long: the outcome, or the active phase. */
enum guard_phase guard_wait(const struct guard_place *place, int64_t limit_ms);

/*
 * For GUARD_UNDOING without a guard: undoes in this process. 0 undone, -1 with e: ERR_LEFT with
 * what is left, ERR_ENVIRONMENT when a guard lives or the snapshot cannot be used here.
 */
int guard_undo_here(struct arena *a, const struct guard_place *place, struct err *e);

/* Of this kernel: CLOCK_BOOTTIME, and whether a snapshot was made since it started. */
int64_t guard_now_ms(void);
bool guard_of_this_boot(const struct snapshot *s);

#endif
