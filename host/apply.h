/* SPDX-License-Identifier: Apache-2.0 */
/* Executes steps on this kernel, and undoes them when one fails. */
#ifndef HOST_APPLY_H
#define HOST_APPLY_H

#include "err.h"
#include "host_state.h"
#include "step.h"

struct host_nl;

/*
 * All steps, in batches as host_write_length() says; on_step (may be NULL) is called for each
 * before its batch. On failure, or when *stop becomes non-zero (a signal handler's flag; may be
 * NULL; looked at between batches), undoes: reads afresh, computes
 * diff_host_undo() against before, executes it and reads back. e is then ERR_REFUSED when the
 * state is as before (ERR_ENVIRONMENT where not even the first step was allowed), ERR_LEFT with
 * what is left, and the commands for it as hint, when not. Returns 0 or -1.
 */
int host_apply(struct host_nl *nl, struct arena *a, const struct host_state *before,
	const struct steps *steps, const volatile int *stop,
	void (*on_step)(void *ctx, const struct step *s), void *ctx, struct err *e);

/*
 * What host_apply() said was left (ERR_LEFT) has been undone by somebody else: e becomes
 * ERR_REFUSED and says `who` instead.
 */
void host_apply_undone(struct err *e, const char *who);

/* Steps that were all done are taken back, for the reason that e says; then it is as above. -1. */
int host_apply_undo(struct host_nl *nl, struct arena *a, const struct host_state *before,
	const struct steps *steps, struct err *e);

#endif
