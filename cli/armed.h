/* SPDX-License-Identifier: Apache-2.0 */
/* What apply, confirm, rollback and status share about the guard. */
#ifndef CLI_ARMED_H
#define CLI_ARMED_H

#include "cli.h"
#include "guard.h"

#define CLI_OPT_HOLD                                                                               \
	{                                                                                          \
		"hold", 0, "MIN", false, "undo unless confirmed within MIN minutes, or 90s (120s)" \
	}
#define CLI_OPT_CONFIRM                                                                            \
	{                                                                                          \
		"confirm", 0, "now", false,                                                        \
			"confirm at once: only the end of the command itself undoes"               \
	}

struct armed {
	struct guard_place place;
	struct snapshot *snapshot; /* NULL: none, or damaged */
};

const char *armed_host(const struct armed *armed);

/* --hold: minutes, or with "s" seconds; 120 s without. 0, or -1 with e (ERR_USAGE). */
int armed_hold(const struct cli *c, int64_t *ms, struct err *e);

/* The guard's directories, and that nothing is armed: 0, or -1 with e (ERR_ENVIRONMENT). */
int armed_none(struct cli *c, struct armed *out, struct err *e);

/* Says on the way what is armed, if anything. */
void armed_remind(struct cli *c);

/* Arms it for these steps. 0, or -1 with e: nothing is armed and nothing changed. */
int armed_begin(struct cli *c, struct armed *armed, const char *host,
	const struct host_state *found, const struct steps *steps, int64_t hold_ms, struct err *e);

/* Ends what was armed in `from`, with a line in the journal. -1: somebody else was faster. */
int armed_end(
	struct armed *armed, enum guard_phase from, enum guard_phase outcome, const char *why);

/* Confirms what is held on this host, if anything: the exit status. */
int guard_keep_host(struct cli *c);

/* How long a guard is given for its undo (guard_wait()). */
enum { ARMED_UNDO_MS = 60000 };

/* When the guard will undo: RFC 3339 in UTC; seconds_left from now. */
const char *armed_until(struct cli *c, const struct snapshot *s);
long armed_seconds_left(const struct snapshot *s);

#endif
