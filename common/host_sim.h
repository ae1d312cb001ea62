/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a step does to a host: the kernel's own side effects on a value. The diff plans against it,
 * so that a later step knows what an earlier one took along (a bond that goes down takes its VLANs
 * with it; a member that leaves is left down).
 */
#ifndef COMMON_HOST_SIM_H
#define COMMON_HOST_SIM_H

#include "step.h"

/* Applies s to state, which must be the caller's own copy. Unknown objects are ignored. */
void host_sim_step(struct arena *a, struct host_state *state, const struct step *s);

/* Whether the kernel makes or forgets this route by itself (connected, from advertisements). */
bool host_route_is_automatic(const struct host_route *r);

/* Whether it comes and goes by itself: DHCP's, a router's, the kernel's own link-local one, which
 * makes its route; that of NetworkManager does not. */
bool host_addr_is_automatic(const struct host_addr *addr);

/* Finds the same address on the same link, the same destination, gateway, link, table, or the same
 * rule; or NULL.
 * A route's metric 0 is the kernel's default and matches any. */
struct host_addr *host_state_addr(const struct host_state *s, const struct host_addr *like);
struct host_route *host_state_route(const struct host_state *s, const struct host_route *like);
struct host_rule *host_state_rule(const struct host_state *s, const struct host_rule *like);

#endif
