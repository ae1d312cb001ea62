/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Recordings of a bond into an observation: one capture a member, the text of /proc/net/bonding,
 * what else the kernel said, and the plan where there is one. Opens files, and nothing else: no
 * root and no network.
 */
#ifndef CLI_REPLAY_H
#define CLI_REPLAY_H

#include "intent.h"
#include "kernel_view.h"
#include "observe.h"

struct replay_file {
	const char *nic, *path;
};

/* A member's own address, which tells what it sent where neither capture nor kernel does. */
struct replay_mac {
	const char *nic;
	uint8_t mac[6];
};

struct replay {
	const char *bond;
	const struct replay_file *files;
	size_t n_files;
	const struct replay_mac *macs;
	size_t n_macs;
	const char *bonding;              /* a file; NULL: not known */
	bool no_bond;                     /* the kernel had no such bond */
	const struct kernel_view *kernel; /* NULL: not known */
	const struct intent_host *host;   /* of the plan */
	const struct intent_bond *plan;   /* NULL: who is in the bond, or has a file, is planned */
	nanosec stable;
};

/* A file of at most 1 MiB as text, or NULL with e. */
char *replay_read_text(struct arena *a, const char *path, struct err *e);

/* The observation at its end, or NULL with e: a file that cannot be read to its end. */
struct observe_bond *replay_run(struct arena *a, const struct replay *r, struct err *e);

#endif
