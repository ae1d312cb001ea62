/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A configuration as the lines that say something: what `show running-config` and `show
 * startup-config` print around them (headers, dates, `!`), and what a device prints differently
 * each time, does not count. For comparing whole configurations without reading them.
 */
#ifndef COMMON_IOS_TEXT_H
#define COMMON_IOS_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/* The next line that says something; its length without trailing blanks in *n. NULL: no more. */
const char *ios_text_next(const char **text, size_t *n);

/* Whether two configurations say the same. */
bool ios_text_same(const char *a, const char *b);

/*
 * Where they differ, for a message: the first two words of each global line (with what is below
 * it) that is in one of them only, or is not alike in both. No more than that, because the rest of
 * a line may be a secret. "": nowhere, but perhaps in their order.
 */
const char *ios_text_differing(struct arena *a, const char *before, const char *now);

#endif
