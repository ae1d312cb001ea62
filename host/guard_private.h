/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of the guard. */
#ifndef HOST_GUARD_PRIVATE_H
#define HOST_GUARD_PRIVATE_H

#include "guard.h"

struct guard {
	struct arena *a;
	const struct guard_place *place;
	const struct snapshot *s;
	int lock;         /* held by this process, as long as it is the guard */
	int apply;        /* pidfd of the apply that armed it */
	int watcher;      /* process that waits for the lock; -1: none */
	const char *why;  /* it is undone */
	const char *left; /* after guard_finish(): what could not be undone */
};

/* Opens the lock's file; -1 with errno. */
int guard_lock_open(const struct guard_place *place);

/* A descriptor that becomes readable when the phase changes; -1: somebody has to look again. */
int guard_files_watch(const struct guard_place *place);
void guard_drain(int fd);

/* The child of a fork: becomes the guard, writes a byte to `ready` when it is one. */
void guard_process(struct guard *g, int ready) __attribute__((noreturn));

/* Phase GUARD_UNDOING: undoes, moves to how that ended, tells everybody. 0, or -1: left. */
int guard_finish(struct guard *g);

/* The outcome goes to syslog and to the terminals of who is logged in. Best effort. */
void guard_tell(const char *host, const char *text);

#endif
