/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a test may end or stop this process: LACPPAIR_TEST_POINT="undo:3:KILL" before the third
 * step of an undo, ":STOP" likewise. Release builds (NDEBUG) have none of it.
 */
#ifndef HOST_TESTPOINT_H
#define HOST_TESTPOINT_H

#include <stddef.h>

#ifdef NDEBUG
static inline void testpoint(const char *where, unsigned n)
{
	(void)where;
	(void)n;
}
static inline size_t testpoint_next(const char *where, unsigned first, size_t n)
{
	(void)where;
	(void)first;
	return n;
}
#else
void testpoint(const char *where, unsigned n);

/* How many of n steps from `first` come before the next point: a batch ends there. */
size_t testpoint_next(const char *where, unsigned first, size_t n);
#endif

#endif
