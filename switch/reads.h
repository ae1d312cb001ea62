/* SPDX-License-Identifier: Apache-2.0 */
/* The show commands that read a switch, in a row, and what their answers say. */
#ifndef SWITCH_READS_H
#define SWITCH_READS_H

#include "dialog.h"

/* Besides enum switch_what. */
enum { READS_STARTUP = 1 << 8 };

struct reads {
	struct arena *a;
	unsigned what;
	size_t next, sent; /* of the table: whose answer is next, and behind what was sent */
	struct switch_read *out;
};

void reads_start(struct reads *g, struct arena *a, unsigned what, struct switch_read *out);

/* The next command, or NULL: all is read. */
const char *reads_command(const struct reads *g);

/* The move that has it answered: it is sent, or waited for where it is in flight. */
struct dialog_move reads_ask(struct reads *g);

/* One more, of at most `room` bytes, that may go before the answers that are due; NULL: none. */
const char *reads_ahead(struct reads *g, size_t room);

/* Leaves that command out. */
void reads_pass(struct reads *g);

/* The answer to it. 0, or -1 with e. */
int reads_reply(struct reads *g, const struct ios_session *s, struct err *e);

#endif
