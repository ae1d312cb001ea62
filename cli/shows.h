/* SPDX-License-Identifier: Apache-2.0 */
/* `--show SWITCH:COMMAND=FILE`: what a switch printed, read from files as if it answered now. */
#ifndef CLI_SHOWS_H
#define CLI_SHOWS_H

#include "cli.h"
#include "texts.h"

#define CLI_OPT_SHOW                                                                               \
	{                                                                                          \
		"show", 0, "SWITCH:COMMAND=FILE", true, "what a switch of the plan printed"        \
	}

/* The SWITCH of the i-th --show, in the arena. NULL with e: it has not that form. */
const char *shows_switch(struct cli *c, size_t i, struct err *e);

/*
 * Adds the texts of --show for that switch; `what` (enum switch_what) says which commands are read.
 * 0, or -1 with e.
 */
int shows_add(
	struct cli *c, const char *sw, unsigned what, struct switch_texts *texts, struct err *e);

#endif
