/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers by a link's name. { 0 } is an empty table; it lives in an arena and only grows. */
#ifndef COMMON_NAMETAB_H
#define COMMON_NAMETAB_H

#include <stddef.h>

#include "arena.h"
#include "intent.h"

struct nametab_slot {
	char name[LINK_NAME_MAX]; /* empty: free */
	int value;
};

struct nametab {
	struct nametab_slot *v;
	size_t n, cap;
};

/* NULL when absent; valid until the next put. */
int *nametab_find(const struct nametab *t, const char *name);

/* Replaces an earlier one. A name is not empty and shorter than LINK_NAME_MAX. */
void nametab_put(struct arena *a, struct nametab *t, const char *name, int value);

void nametab_clear(struct nametab *t);

#endif
