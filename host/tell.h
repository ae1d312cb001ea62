/* SPDX-License-Identifier: Apache-2.0 */
/* Telling the neighbours where addresses are that steps have put elsewhere. */
#ifndef HOST_TELL_H
#define HOST_TELL_H

#include "host_state.h"
#include "step.h"

struct host_nl;

/*
 * One gratuitous ARP or unsolicited neighbour advertisement for each address that the steps add
 * and that is there in `now`; how many went out. What cannot be sent is left out: neighbours
 * find the address by asking, only later.
 */
unsigned host_tell(const struct host_state *now, const struct steps *steps);

/* The same, as soon as the bonds that the addresses are above carry frames, for which it waits at
 * most so long. */
unsigned host_tell_when_up(struct host_nl *nl, const struct steps *steps, int timeout_ms);

#endif
