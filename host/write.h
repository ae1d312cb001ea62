/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steps, carried out by this kernel. Those of one kind that do not depend on each other go to it
 * in one system call; the errno and the kernel's extended ACK text are in every error, with the
 * step's object. A step is one request, or two where the kernel does not take its values in one.
 * A link keeps the index that it had when it was first named: one that takes its name meanwhile is
 * not touched.
 */
#ifndef HOST_WRITE_H
#define HOST_WRITE_H

#include "err.h"
#include "host_state.h"
#include "step.h"

struct host_nl;
struct host_writer; /* lives in its arena */

enum step_outcome {
	OUTCOME_DONE,
	OUTCOME_REFUSED, /* by the kernel; of a step to create, nothing is there */
	OUTCOME_UNKNOWN, /* the socket failed */
};

struct host_writer *host_writer_new(struct host_nl *nl, struct arena *a);

/* How many of the n steps at v, at least one and at most NL_BATCH_MAX, may go together. */
size_t host_write_length(const struct step *v, size_t n);

/*
 * n steps, as host_write_length() says; each is tried whatever becomes of the others. 0 when all
 * are done; else -1 with e, about the first that is not: ERR_REFUSED by the kernel;
 * ERR_ENVIRONMENT when this process may not change anything, or the socket failed.
 */
int host_write(struct host_writer *w, const struct step *v, size_t n, enum step_outcome *out,
	struct err *e);

/* All steps, whatever becomes of single ones. 0, or -1 with e, about the first that failed. */
int host_write_all(struct host_nl *nl, struct arena *a, const struct steps *steps, struct err *e);

#endif
