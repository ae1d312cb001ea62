// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "check.h"

void claims_add(const struct check *c, struct claims *to, struct claim claim)
{
	claim.order = to->n;
	*ARENA_PUSH(c->a, to) = claim;
}

static int compare_claims(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;
	int c = strcmp(x->key, y->key);

	return c ? c : (x->order > y->order) - (x->order < y->order);
}

static void report_conflict(
	const struct check *c, const struct claim *first, const struct claim *second)
{
	if (first->host == second->host)
		check_say(c, REPORT_ERROR, second->pos, NULL, "%s: %s is already %s (line %u)",
			second->owner, second->label, first->role, first->pos.line);
	else
		check_say(c, REPORT_WARNING, second->pos, NULL, "%s: %s is also %s on %s (line %u)",
			second->owner, second->label, first->role, first->host->name,
			first->pos.line);
}

void claims_report(const struct check *c, struct claims *of)
{
	const struct claim *first = of->v;

	if (of->n)
		qsort(of->v, of->n, sizeof(*of->v), compare_claims);
	for (size_t i = 1; i < of->n; i++) {
		if (strcmp(of->v[i].key, first->key))
			first = &of->v[i];
		else
			report_conflict(c, first, &of->v[i]);
	}
}
