/* SPDX-License-Identifier: Apache-2.0 */
/* What push, and confirm, rollback and status with --switch, share: which switch, and its journal.
 */
#ifndef CLI_SWITCH_GUARD_H
#define CLI_SWITCH_GUARD_H

#include "cli.h"

#define CLI_OPT_OF_SWITCH                                                                          \
	{                                                                                          \
		"switch", 0, "NAME", true, "of this switch of the file, not of this host"          \
	}

/* One change at a time of a switch: a descriptor to close, or -1 with e (ERR_ENVIRONMENT). */
int switch_lock(struct cli *c, const struct intent_switch *sw, struct err *e);

/* Its journal in the state directory, which is made. -1 with e (ERR_ENVIRONMENT). */
int switch_journal(
	struct cli *c, const struct intent_switch *sw, struct journal *out, struct err *e);

/* Fills what every task of a switch is told: progress, the signal's flag, the time. */
void switch_task_options(struct cli *c, enum switch_task task, struct journal *journal,
	struct switch_push_options *out);

bool switch_has_bond_of(const struct intent_switch *sw, const struct intent_host *host);

/* The commands of the guard for the switches of --switch: the exit status. */
int switch_guard_confirm(struct cli *c);
int switch_guard_rollback(struct cli *c);
int switch_guard_status(struct cli *c);

/* Keeps and saves what is held on this switch: the exit status; 0 also where nothing is. */
int switch_guard_keep(struct cli *c, const struct intent_switch *sw);

#endif
