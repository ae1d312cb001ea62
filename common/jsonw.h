/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A JSON document written as it goes, for answers that are too long to be held as a tree. Names
 * of members are the program's own: they are not escaped.
 */
#ifndef COMMON_JSONW_H
#define COMMON_JSONW_H

#include <stdbool.h>

#include "writer.h"

struct jsonw {
	struct writer *w;
	bool comma; /* a member or element came before on this level */
};

/* name: NULL within an array. bracket: '{' or '[', '}' or ']'. */
void jsonw_open(struct jsonw *j, const char *name, char bracket);
void jsonw_close(struct jsonw *j, char bracket);
void jsonw_newline(struct jsonw *j); /* the next element begins a line */

void jsonw_uint(struct jsonw *j, const char *name, uint64_t v);
void jsonw_bool(struct jsonw *j, const char *name, bool v);
void jsonw_mac(struct jsonw *j, const char *name, const uint8_t mac[6]);
void jsonw_time(struct jsonw *j, const char *name, int64_t ns);
void jsonw_text(struct jsonw *j, const char *name, const char *utf8);

#endif
