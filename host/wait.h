/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting for this kernel's links, in one place: they are read once, and then kept current by what
 * the kernel tells of them (events.h). Only after too much of it at once they are read again.
 */
#ifndef HOST_WAIT_H
#define HOST_WAIT_H

#include "err.h"
#include "host_state.h"

struct host_nl;

struct host_wait {
	/*
	 * Whether the wait is over. Looks at all links (without port_vlans) at the start, after
	 * every change, and once more when limit_ms have passed; a lasts for one look.
	 */
	bool (*look)(void *ctx, struct arena *a, const struct host_state *now, int64_t waited_ms);
	void *ctx;
	int64_t limit_ms;
	/*
	 * LACP's port states raise no event (bond_3ad.c): LACP bonds and their members, these
	 * links alone, are asked for every so many ms, too. 0: never.
	 */
	int64_t ask_ms;
	const volatile int *stop; /* ends it when non-zero; may be NULL */
};

/* 0, or -1 with e (ERR_ENVIRONMENT): the kernel cannot be asked. */
int host_wait(struct host_nl *nl, const struct host_wait *w, struct err *e);

#endif
