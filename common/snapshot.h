/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a guard needs to take a host back, as a value and as bytes: the state before the first
 * change, the steps that were about to be done, and until when they may stay unconfirmed. The
 * bytes carry a version, their length and a checksum: what was cut or altered is refused.
 */
#ifndef COMMON_SNAPSHOT_H
#define COMMON_SNAPSHOT_H

#include "buf.h"
#include "err.h"
#include "host_state.h"
#include "step.h"

#define SNAPSHOT_MAGIC "lacppair-undo 5\n" /* another number for another form */

enum { BOOT_ID_LEN = 36 };

struct snapshot {
	const char *host;
	char boot_id[BOOT_ID_LEN + 1]; /* of /proc/sys/kernel/random/boot_id */
	uint64_t netns;                /* inode of the network namespace */
	int64_t armed_s;               /* CLOCK_REALTIME */
	int64_t hold_ms;
	int64_t deadline_ms; /* CLOCK_BOOTTIME */
	struct host_state *before;
	struct steps steps; /* op and u only; texts are not kept */
};

/* Appends s to out. Fields that only describe the moment (carrier, LACP's state) are left out. */
void snapshot_encode(const struct snapshot *s, struct buf *out);

/*
 * Reads len bytes of a file named `object`. NULL with e (ERR_ENVIRONMENT) when they are no
 * snapshot of this version, cut, altered, or hold a value that no snapshot has.
 */
struct snapshot *snapshot_decode(
	struct arena *a, const void *data, size_t len, const char *object, struct err *e);

#endif
