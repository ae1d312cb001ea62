/* SPDX-License-Identifier: Apache-2.0 */
/* The switches of one push: which they are, what each is told, and what came of it. */
#ifndef CLI_PUSH_RUNS_H
#define CLI_PUSH_RUNS_H

#include "saved.h"

enum push_state { PUSH_WAITING, PUSH_RUNNING, PUSH_ENDED };

struct push_run {
	const struct intent_switch *sw;
	const struct want_switch *want;
	enum push_state state;
	int lock; /* or -1 */
	struct journal journal;
	bool journaled;
	struct switch_login login;
	struct switch_push_options options;
	struct switch_push_result result;
	struct err err; /* ERR_NONE: as wanted */
};

struct push_runs {
	struct cli *cli;
	struct push_run *v;
	size_t n, cap;
	int64_t timeout_ms;    /* of each */
	unsigned hold_minutes; /* 0: none */
	bool keep_going, failed;
	struct saved_plan *saved; /* of --plan, or NULL */
};

/*
 * The switches that --switch, --all or --host mean, each once. -1 with e: none is meant, a name is
 * wrong, or no bond that is meant has a member there.
 */
int push_runs_select(struct push_runs *runs, struct err *e);

/* Locks and journals of all; what cannot be had is that run's error. */
void push_runs_prepare(struct push_runs *runs);

/*
 * At most `limit` at once. Two that have members of one bond never run at the same time: of a bond
 * only one leg is disturbed. After a failure none begins, unless runs->keep_going.
 */
void push_runs_go(struct push_runs *runs, size_t limit);

/* Closes what was opened. */
void push_runs_close(struct push_runs *runs);

/* Prints and documents all; returns the exit status: of several the first present of 4, 3, 2, 1. */
int push_runs_report(struct push_runs *runs);

#endif
