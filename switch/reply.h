/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What IOS answers to configuration lines, as one const table: a reply is what its rows say, and
 * what no row knows is an error (fail closed). The black lists of other tools miss rejections
 * whose words they do not know; a white list cannot. A second table has the questions that may be
 * answered; any other is answered no.
 */
#ifndef SWITCH_REPLY_H
#define SWITCH_REPLY_H

#include <stdbool.h>
#include <stddef.h>

enum reply_class {
	REPLY_OK,       /* empty */
	REPLY_INFO,     /* known to be harmless */
	REPLY_INVALID,  /* this platform has no such line: fine where it is optional */
	REPLY_REJECTED, /* understood and refused */
	REPLY_DENIED,   /* AAA or enable say no */
	REPLY_LOCKED,   /* somebody else configures: later */
	REPLY_BUSY,     /* another save runs: later */
	REPLY_THROWN,   /* the session was put out of configuration mode */
	REPLY_UNKNOWN,  /* no row: an error */
};

struct reply_row {
	enum reply_class class;
	const char *pattern; /* PCRE2, matched at the start of a line, up to an end of line */
	const char *sample;
	const char *advice; /* or NULL */
};

struct reply_verdict {
	enum reply_class class;
	const struct reply_row *row; /* that decided; NULL: none (empty or unknown) */
	char line[256];              /* the text that decided, on one line; "" for REPLY_OK */
};

struct question_row {
	const char *command; /* PCRE2 on the whole command; NULL: any */
	const char *pattern; /* on the unfinished line */
	const char *answer;  /* bytes as sent */
	bool refuses;        /* the answer is no, and the reply an error */
	const char *sample;
};

extern const struct reply_row reply_rows[]; /* ends with pattern NULL */
extern const struct question_row question_rows[];

struct replies; /* the tables, compiled; the last who frees them does */

struct replies *replies_new(void);
void replies_free(struct replies *r);

void reply_classify(const struct replies *r, const char *text, struct reply_verdict *out);

/* Whether the line is a message of the logging system, which can come at any time. */
bool reply_is_syslog(const struct replies *r, const char *line);

/* The first row that knows the question, or NULL. */
const struct question_row *reply_question(
	const struct replies *r, const char *command, const char *line);

const char *reply_class_name(enum reply_class class);

#endif
