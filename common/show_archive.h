/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a switch says of its configuration archive, which `configure terminal revert timer` needs,
 * and of a rollback that is pending. Answers: Cisco's command reference of the configuration
 * archive and "Configuration Rollback Confirmed Change".
 */
#ifndef COMMON_SHOW_ARCHIVE_H
#define COMMON_SHOW_ARCHIVE_H

#include <stdbool.h>

#include "arena.h"

struct show_revert {
	bool asked;       /* both commands were */
	bool available;   /* a timer can be started */
	const char *why;  /* not available: what the switch said; NULL else */
	bool known;       /* it said whether one runs (an image without the feature: none) */
	bool pending;     /* one runs: whose, and how long it was when it was set */
	unsigned minutes; /* 0: not said */
	const char *user, *since; /* "" when not said */
};

/* show archive: sets available and why. */
void show_archive_parse(struct arena *a, const char *text, struct show_revert *out);

/* show archive config rollback timer: the rest. What it does not know is not available. */
void show_revert_parse(struct arena *a, const char *text, struct show_revert *out);

#endif
