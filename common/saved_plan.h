/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plan that was saved to be approved, and executed later only if it still is the same: `plan
 * --save`, `apply --plan`. Nothing in it is ever executed: the steps are computed again from the
 * intent that it holds and a fresh reading, and have to come out as they were saved. Pure; the
 * file's form is of cli/plan_file.h.
 */
#ifndef COMMON_SAVED_PLAN_H
#define COMMON_SAVED_PLAN_H

#include "err.h"
#include "intent.h"
#include "step.h"

struct saved_step {
	const char *op, *object, *text;
};

struct link_names {
	const char **v;
	size_t n, cap;
};

struct saved_host {
	const char *name;
	struct link_names touched;
	const struct host_state *found; /* the part of it that the steps touch */
	struct {
		struct saved_step *v;
		size_t n, cap;
	} steps;
};

struct saved_plan {
	struct intent_sources intent;
	struct link_names options; /* flags that shape a plan: "prune" */
	struct {
		struct saved_host *v;
		size_t n, cap;
	} hosts;
};

/* What steps touch: their links, what these hang on, and what hung on them when it was found. */
void saved_plan_touched(struct arena *a, const struct steps *steps, const struct host_state *found,
	struct link_names *out);

/* The part of s that these names mean: the links, the members of bonds among them, and the
 * addresses and routes on these; without what the kernel and routers give by themselves. */
struct host_state *saved_plan_part(
	struct arena *a, const struct host_state *s, const struct link_names *names);

struct drift {
	const char *object, *text; /* "eno1", "master was none, is br0" */
};

struct drifts {
	struct drift *v;
	size_t n, cap;
};

/* How `now` differs from `then`, an entry each. What one of them could not see is no difference. */
void saved_plan_drift(struct arena *a, const struct host_state *then, const struct host_state *now,
	struct drifts *out);

/* The same of what these steps touch; then: before their first. */
void saved_plan_drift_of(struct arena *a, const struct steps *steps, const struct host_state *then,
	const struct host_state *now, struct drifts *out);

/* "eno1: master was none, is br0; ..." */
const char *saved_plan_drift_text(struct arena *a, const struct drifts *d);

/*
 * Whether the plan may be executed: what it touches is as it was found, and the steps, computed
 * again, are those that were saved. 0, or -1 with e (ERR_ENVIRONMENT: nothing was changed) that
 * names what drifted.
 */
int saved_plan_check(struct arena *a, const struct saved_host *saved, const struct host_state *now,
	const struct steps *steps, struct err *e);

#endif
