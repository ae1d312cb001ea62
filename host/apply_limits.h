/* SPDX-License-Identifier: Apache-2.0 */
/* How long the waits of apply may take, and which addresses somebody is asked about. Pure. */
#ifndef HOST_APPLY_LIMITS_H
#define HOST_APPLY_LIMITS_H

#include "host_state.h"
#include "step.h"

enum {
	HOST_CARRY_MS = 4000, /* until the bond below a new address carries */
	HOST_PROBES = 3,
	HOST_PROBE_MS = 200,   /* a neighbour in one subnet answers within milliseconds */
	HOST_SETTLE_MS = 4000, /* of IPv6 addresses that the kernel asks about (RFC 4862 5.4) */
	HOST_PROVE_S = 40,     /* a switch port that defaulted speaks once in 30 s */
	HOST_STABLE_MS = 3000, /* as long as a verdict (verify --stable) */
};

/*
 * Whether somebody else may have the address of s, a STEP_ADDR_ADD: not one that the host has in
 * `before`, on whatever link, nor one that an undo brings back.
 */
bool host_is_asked(const struct host_state *before, const struct step *s);

/* Whether the kernel asks about it: an IPv6 address that s adds. */
bool host_settles(const struct step *s);

/* What the waits among these steps and behind them come to when each takes its longest. */
int64_t host_longest_wait_ms(const struct host_state *before, const struct steps *steps);

#endif
