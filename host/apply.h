/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Executes steps on this kernel one by one, each answered before the next; the errno and the
 * kernel's extended ACK text are in every error, with the step's object and position. A step is
 * one request, or two where the kernel does not take its values in one.
 */
#ifndef HOST_APPLY_H
#define HOST_APPLY_H

#include "err.h"
#include "host_state.h"
#include "step.h"

struct host_nl;

/* One step. 0, or -1 with e (object the step's): ERR_REFUSED by the kernel; ERR_ENVIRONMENT when
 * this process may not change anything, or the socket failed. */
int host_execute(struct host_nl *nl, const struct step *s, struct err *e);

/*
 * All steps; on_step (may be NULL) is called before each. On failure, or when *stop becomes
 * non-zero (a signal handler's flag; may be NULL), undoes: reads afresh, computes
 * diff_host_undo() against before, executes it and reads back. e is then ERR_REFUSED when the
 * state is as before (ERR_ENVIRONMENT where not even the first step was allowed), ERR_LEFT with
 * what is left, and the commands for it as hint, when not. Returns 0 or -1.
 */
int host_apply(struct host_nl *nl, struct arena *a, const struct host_state *before,
	const struct steps *steps, const volatile int *stop,
	void (*on_step)(void *ctx, const struct step *s), void *ctx, struct err *e);

#endif
