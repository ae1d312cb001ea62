/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a switch says of its configuration archive, which `configure terminal revert timer` needs,
 * of a rollback that is pending, and of a reload that is. Answers: Cisco's command references of
 * the configuration archive ("Configuration Rollback Confirmed Change") and of `reload`.
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

/* A reload that somebody scheduled. */
struct show_reload {
	bool known; /* it said whether one is */
	bool pending;
	unsigned minutes; /* that are left, rounded up; 0: not said */
	const char *by;   /* "netops on vty0 (192.0.2.5)", "console"; "" when not said */
	const char *user; /* "netops"; "" when not said */
	const char *why;  /* not known: what the switch said; NULL else */
};

/* show archive: sets available and why. */
void show_archive_parse(struct arena *a, const char *text, struct show_revert *out);

/* show archive config rollback timer: the rest. What it does not know is not available. */
void show_revert_parse(struct arena *a, const char *text, struct show_revert *out);

/*
 * show reload: "Reload scheduled for 11:33:53 EST Sat Feb 1 2003 (in 20 minutes) by netops on vty0"
 * or "Reload scheduled in 9 minutes and 56 seconds by console", as images differ.
 */
void show_reload_parse(struct arena *a, const char *text, struct show_reload *out);

#endif
