// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "nametab.h"

enum { CAP_FIRST = 32 };

/* FNV-1a */
static uint32_t hash(const char *name)
{
	uint32_t h = 2166136261u;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	return h;
}

/* The slot of this name, or the free one where it would be. The table is never full. */
static struct nametab_slot *slot(const struct nametab *t, const char *name)
{
	size_t i = hash(name) & (t->cap - 1);

	while (t->v[i].name[0] && strcmp(t->v[i].name, name) != 0)
		i = (i + 1) & (t->cap - 1);
	return &t->v[i];
}

static void grow(struct arena *a, struct nametab *t)
{
	struct nametab old = *t;

	t->cap = old.cap ? old.cap * 2 : CAP_FIRST;
	t->v = arena_array(a, t->cap, sizeof(*t->v));
	for (size_t i = 0; i < old.cap; i++)
		if (old.v[i].name[0])
			*slot(t, old.v[i].name) = old.v[i];
}

int *nametab_find(const struct nametab *t, const char *name)
{
	struct nametab_slot *s = t->n ? slot(t, name) : NULL;

	return s && s->name[0] ? &s->value : NULL;
}

void nametab_put(struct arena *a, struct nametab *t, const char *name, int value)
{
	struct nametab_slot *s;

	if (t->n >= t->cap / 2)
		grow(a, t);
	s = slot(t, name);
	t->n += !s->name[0];
	snprintf(s->name, sizeof(s->name), "%s", name);
	s->value = value;
}

void nametab_clear(struct nametab *t)
{
	if (t->n)
		memset(t->v, 0, t->cap * sizeof(*t->v));
	t->n = 0;
}
