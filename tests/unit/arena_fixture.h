/* SPDX-License-Identifier: Apache-2.0 */
/* Setup and teardown of tests that need no more than an arena. */
#ifndef ARENA_FIXTURE_H
#define ARENA_FIXTURE_H

#include "arena.h"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

#endif
