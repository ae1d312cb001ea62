/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How two states of one host differ, in words: the proof of an undo, the drift of a saved plan and
 * the changes of another program are this one comparison. Pure; all lives in the arena.
 */
#ifndef COMMON_HOST_COMPARE_H
#define COMMON_HOST_COMPARE_H

#include "step.h"

struct link_names {
	const char **v;
	size_t n, cap;
};

struct drift {
	const char *object, *text; /* "eno1", "master was none, is br0" */
};

struct drifts {
	struct drift *v;
	size_t n, cap;
};

/* What steps touch: their links, what these hang on, and what hung on them when it was found. */
void host_touched(struct arena *a, const struct steps *steps, const struct host_state *found,
	struct link_names *out);

/* The part of s that these names mean: the links, the members of bonds among them, and the
 * addresses and routes on these, the rules that name one of them; without what the kernel and
 * routers give by themselves. */
struct host_state *host_part(
	struct arena *a, const struct host_state *s, const struct link_names *names);

/*
 * How `now` differs from `then`, an entry each; the fields of a link are those of link_field.h.
 * What one of them could not see is no difference.
 */
void host_compare(struct arena *a, const struct host_state *then, const struct host_state *now,
	struct drifts *out);

/* The same of what these steps touch; then: before their first. */
void host_compare_touched(struct arena *a, const struct steps *steps, const struct host_state *then,
	const struct host_state *now, struct drifts *out);

/* "eno1: master was none, is br0; ..." */
const char *host_drift_text(struct arena *a, const struct drifts *d);

#endif
