/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of the host's routing the steps would lose, because this program does not copy it: routes
 * with several next hops, nexthop objects, metrics or an encapsulation on a link that goes down,
 * loses its addresses or is deleted, and policy rules that name a link whose traffic moves and
 * are not to move with it. Pure.
 */
#ifndef COMMON_ROUTE_LOSS_H
#define COMMON_ROUTE_LOSS_H

#include "host_state.h"
#include "report.h"
#include "step.h"

/* An error each, with what to do about it. */
void route_loss_refuse(const struct host_state *wanted, const struct host_state *found,
	const struct steps *steps, struct report *r);

#endif
