/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Recordings of a bond into an observation: one capture a member and the text of
 * /proc/net/bonding. Opens files, and nothing else: no root, intent or network.
 */
#ifndef CLI_REPLAY_H
#define CLI_REPLAY_H

#include "observe.h"

struct replay_file {
	const char *nic, *path;
};

struct replay {
	const char *bond;
	const struct replay_file *files;
	size_t n_files;
	const char *bonding; /* a file */
	nanosec stable;
};

/* The observation at its end, or NULL with e: a file that cannot be read to its end. */
struct observe_bond *replay_run(struct arena *a, const struct replay *r, struct err *e);

#endif
