/* SPDX-License-Identifier: Apache-2.0 */
/* A night of several processes: one switch, one journal on disk, and who comes next. */
#ifndef PUSH_NIGHT_H
#define PUSH_NIGHT_H

#include "push_wire.h"

struct night {
	struct run r;
	struct journal j;
	char dir[64];
	char *before, *startup;
};

/* A switch of this configuration, saved; its journal is in a directory of its own. */
void night_open(struct night *n, const char *config);
void night_close(struct night *n);

void journal_again(struct night *n); /* as the next process reads it */

/* The next process of the night, to which nothing happens. */
void next(struct night *n, enum switch_task task);

/* Running-config, VLANs and startup-config. */
bool is_as_before(struct night *n);
void as_before(struct night *n, const char *what, unsigned k); /* or the test fails */

bool pending(struct night *n); /* the switch says that a rollback is */

/* Typed by somebody. */
void type(struct night *n, const char *text);

#endif
