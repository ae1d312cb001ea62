/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of the journal, shared by its files and nobody else. */
#ifndef SWITCH_JOURNAL_PRIVATE_H
#define SWITCH_JOURNAL_PRIVATE_H

#include <jansson.h>

#include "arena.h"
#include "buf.h"

enum { JOURNAL_VLANS_MAX = 24576 }; /* 4094 ids as a list */

const char *journal_clean(struct arena *a, const char *text);
void journal_put(struct buf *out, json_t *j); /* one line; j is released */

#endif
