/* SPDX-License-Identifier: Apache-2.0 */
/* verify --watch: a table of the members, redrawn in place; lines where there is no terminal. */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "buf.h"
#include "verify.h"

/* The heads of the columns, and a member's row: at most 79 columns, no end of line. */
void watch_head(struct buf *out);
void watch_row(struct buf *out, const struct observe_bond *b, const struct member_verdict *v);

/* A finding's line: severity, subject, id. */
void watch_finding(struct buf *out, const struct finding *f);

struct watch;

/* NULL where the command was given without --watch, or as JSON. */
struct watch *watch_new(struct cli *c);

/* w, or NULL: the terminal was drawn a moment ago. */
struct watch *watch_due(struct watch *w, int64_t now_ms);

/* What is to be seen of a bond now; then the picture as a whole. NULL: nothing is shown. */
void watch_bond(struct watch *w, const struct observe_bond *b, const struct verdict_result *r);
void watch_show(struct watch *w, int64_t now_ms);

/* Leaves the last picture and gives the cursor back. */
void watch_end(struct watch *w);

#endif
