/* SPDX-License-Identifier: Apache-2.0 */
/* Another program at work on the links that apply changes: noticed by a fresh reading, and said. */
#ifndef CLI_FOREIGN_H
#define CLI_FOREIGN_H

#include "events.h"
#include "gather.h"

/*
 * Between the reading that the steps come from and the first of them. `since` hears all
 * (HOST_HEAR_ALL) since before that reading: where the kernel has told of nothing, nothing has
 * changed, and nothing is read. 0, or -1 with e (ERR_ENVIRONMENT) that names what changed.
 */
int foreign_before(struct host_nl *nl, const struct host_events *since, const struct plan_host *h,
	struct err *e);

/* After the last step: warns of addresses and routes on these links that no step made or took. */
void foreign_after(struct cli *c, const struct plan_host *h, const struct host_state *now);

#endif
