/* SPDX-License-Identifier: Apache-2.0 */
/* `plan --save FILE` and `apply --plan FILE`: exactly what was approved, or nothing. */
#ifndef CLI_SAVED_H
#define CLI_SAVED_H

#include "cli.h"
#include "saved_plan.h"

#define CLI_OPT_PLAN                                                                               \
	{                                                                                          \
		"plan", 0, "FILE", false,                                                          \
			"only what `plan --save FILE` saved, refused if it drifted"                \
	}

/* Saves the plan of the hosts and switches that were read. Returns the exit status. */
int saved_write(struct cli *c, const struct plan *plan, const char *path);

/*
 * With --plan: the saved plan in *out, its intent as the command's, and its flags as if given.
 * Without: the intent as ever, and *out NULL. False with the exit status when it cannot be so.
 */
bool saved_intent(struct cli *c, struct saved_plan **out, int *status);

/* Whether the host's plan is the saved one (NULL: any is). -1 with e: it drifted. */
int saved_check(
	struct cli *c, const struct saved_plan *saved, const struct plan_host *h, struct err *e);

/*
 * Whether these lines, parents among them, are those that were saved for the bond on the switch;
 * none are right in any case. -1 with e (ERR_ENVIRONMENT).
 */
int saved_check_lines(const struct saved_plan *saved, const char *sw, const char *bond,
	const struct steps *lines, struct err *e);

#endif
