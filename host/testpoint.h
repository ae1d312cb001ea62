/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a test may end or stop this process: LACPPAIR_TEST_POINT="undo:3:KILL" before the third
 * step of an undo, ":STOP" likewise. Release builds (NDEBUG) have none of it.
 */
#ifndef HOST_TESTPOINT_H
#define HOST_TESTPOINT_H

#ifdef NDEBUG
static inline void testpoint(const char *where, unsigned n)
{
	(void)where;
	(void)n;
}
#else
void testpoint(const char *where, unsigned n);
#endif

#endif
