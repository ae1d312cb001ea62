/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is odd about a slow-protocols frame, and who would take it all the same: implementations
 * differ in what they look at. Measured with Linux 6.1, read in Open vSwitch and in teamd.
 */
#ifndef COMMON_CONFORM_H
#define COMMON_CONFORM_H

#include "frame.h"

enum accept {
	ACCEPTS,
	REJECTS, /* drops it, and counts or logs that */
	IGNORES, /* never looks at it */
	ACCEPT_UNKNOWN,
};

struct conform_note {
	const char *id; /* "actor-length" */
	const char *text;
	enum accept by_linux, by_ovs, by_teamd;
};

extern const struct conform_note conform_notes[];
extern const unsigned conform_count; /* at most 32 */

/* The notes that hold, as bits of their index in conform_notes. 0: nothing is odd. */
uint32_t conform_judge(const struct frame *f);

/* Whether an implementation takes a frame with these notes: the worst of them. */
enum accept conform_accept(uint32_t notes, enum accept (*of)(const struct conform_note *n));
enum accept conform_linux(const struct conform_note *n);
enum accept conform_ovs(const struct conform_note *n);
enum accept conform_teamd(const struct conform_note *n);

const char *accept_name(enum accept a); /* "accepts", "rejects", "ignores", "unknown" */

#endif
