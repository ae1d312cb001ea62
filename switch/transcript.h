/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was said on a session, as lines for a log: what the switch printed, as a terminal would show
 * it, and what was sent. Whatever may be a secret is "******" in them: the log is made to be shown.
 */
#ifndef SWITCH_TRANSCRIPT_H
#define SWITCH_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "term.h"

/* direction: '<' from the switch, '>' to it. line has no control characters and no secrets. */
typedef void (*transcript_line)(void *ctx, const char *name, char direction, const char *line);

struct transcript {
	transcript_line tell; /* NULL: nobody listens */
	void *ctx;
	const char *name; /* of the switch */
	struct term term;
};

void transcript_received(struct transcript *t, const char *data, size_t len);
void transcript_sent(struct transcript *t, const char *data, size_t len, bool secret);
void transcript_end(struct transcript *t); /* tells the unfinished line; wipes */

/*
 * The line with what follows a word that announces a secret (`password`, `secret`, `key-string`,
 * `community` ...) taken out, up to its end. Rather too much than too little. Writes at most size
 * bytes into out.
 */
void transcript_mask(const char *line, char *out, size_t size);

#endif
