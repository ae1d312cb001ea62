/* SPDX-License-Identifier: Apache-2.0 */
/* A session against a scripted device, whose bytes come whole, one by one or cut at a place. */
#ifndef SESSION_PLAY_H
#define SESSION_PLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "session.h"

/* What the device does: waits until it was sent `await`, then says `say`. NULL say: closes. */
struct turn {
	const char *await, *say;
};

struct script {
	const char *name;
	const struct turn *turns;
	const char *const *commands;
	const char *events;
	bool timing; /* what comes late is not what comes at once: not cut */
};

/* Plays the script with its cut (0: bytewise; SIZE_MAX: whole; else a place); the events as text,
 * to be freed. *len: how many bytes were said. */
char *play(const struct script *script, size_t cut, size_t *len);

const char *play_secret(void *ctx);

#define LOGIN(p)                                                                                   \
	{ "", "\r\n" p }, { "\r", "\r\n" p },                                                      \
		{ "terminal length 0\r", "terminal length 0\r\n" p },                              \
		{ "terminal width 511\r", "terminal width 511\r\n" p },                            \
	{                                                                                          \
		"terminal no monitor\r", "terminal no monitor\r\n" p                               \
	}
#define END                                                                                        \
	{                                                                                          \
		NULL, NULL                                                                         \
	}

#endif
