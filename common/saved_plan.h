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
#include "host_compare.h"
#include "intent.h"

struct saved_step {
	const char *op, *object, *text;
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

/* A bond's lines on a switch, as they were to be sent, parents among them. */
struct saved_unit {
	const char *bond; /* "kvm1 bond0" */
	struct link_names lines;
};

struct saved_switch {
	const char *name;
	struct {
		struct saved_unit *v;
		size_t n, cap;
	} units;
};

struct saved_plan {
	struct intent_sources intent;
	struct link_names options; /* flags that shape a plan: "prune" */
	struct {
		struct saved_host *v;
		size_t n, cap;
	} hosts;
	struct {
		struct saved_switch *v;
		size_t n, cap;
	} switches; /* that were read */
};

/*
 * Whether the plan may be executed: what it touches is as it was found, and the steps, computed
 * again, are those that were saved. 0, or -1 with e (ERR_ENVIRONMENT: nothing was changed) that
 * names what drifted.
 */
int saved_plan_check(struct arena *a, const struct saved_host *saved, const struct host_state *now,
	const struct steps *steps, struct err *e);

#endif
