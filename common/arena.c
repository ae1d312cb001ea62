// SPDX-License-Identifier: Apache-2.0
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "poison.h"

enum { BLOCK_SIZE = 16 * 1024 };

struct block {
	struct block *next;
	alignas(max_align_t) char data[];
};

struct arena {
	struct block *blocks;
	struct block *large; /* of one object each */
	char *free, *end;
};

static struct block *block_new(struct block **list, size_t size)
{
	struct block *b;

	if (size > SIZE_MAX / 2)
		abort();
	b = calloc(1, sizeof(*b) + size);
	if (!b)
		abort();
	b->next = *list;
	*list = b;
	return b;
}

struct arena *arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (!a)
		abort();
	return a;
}

static void free_list(struct block *b)
{
	struct block *next;

	for (; b; b = next) {
		next = b->next;
		free(b);
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	free_list(a->blocks);
	free_list(a->large);
	free(a);
}

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	size_t room;
	void *p;

	if (size > BLOCK_SIZE / 4)
		return block_new(&a->large, size)->data;
	size = size ? size : 1;
	room = ((size + align - 1) & ~(align - 1)) + POISON_GAP;
	if (!a->free || (size_t)(a->end - a->free) < room) {
		a->free = block_new(&a->blocks, BLOCK_SIZE)->data;
		a->end = a->free + BLOCK_SIZE;
		poison(a->free, BLOCK_SIZE);
	}
	p = a->free;
	unpoison(p, size);
	a->free += room;
	return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / 2 / size)
		abort();
	return arena_alloc(a, n * size);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc(a, n + 1);

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	int n;
	char *p;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		abort();
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}

/* A small object stays until the arena goes. */
static void give_up(struct arena *a, const void *object)
{
	struct block **b = &a->large, *found;

	while (*b && (*b)->data != object)
		b = &(*b)->next;
	found = *b;
	if (!found)
		return;
	*b = found->next;
	free(found);
}

void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
	size_t want = *cap ? *cap * 2 : 8;
	void *p;

	if (n < *cap)
		return v;
	p = arena_array(a, want, size);
	if (n)
		memcpy(p, v, n * size);
	give_up(a, v);
	*cap = want;
	return p;
}
