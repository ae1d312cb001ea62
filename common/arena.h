/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One arena a command: everything that a command computes lives in it and goes with it.
 * Running out of memory aborts the program, so no caller has a branch for it.
 */
#ifndef COMMON_ARENA_H
#define COMMON_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is fine */

/* Zeroed memory, aligned for any type. size 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t n, size_t size); /* aborts on overflow of n * size */
char *arena_strdup(struct arena *a, const char *s);        /* NULL stays NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/*
 * Room for one more element at the end of an array that grows by doubling. `v` is the array, n
 * and cap are its counters; returns the (moved) array with cap > n. New room is zeroed. The old
 * array is gone: what points into it holds until then.
 */
void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))

/* Appends a zeroed element to a list with members v, n, cap and yields its address. */
#define ARENA_PUSH(a, list)                                                                        \
	((list)->v = arena_grow((a), (list)->v, (list)->n, &(list)->cap, sizeof(*(list)->v)),      \
		&(list)->v[(list)->n++])

#endif
