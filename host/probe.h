/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether somebody else has an address that is about to be added: ARP probes (RFC 5227 2.1.1) for
 * IPv4. For IPv6 the kernel does so itself once the address is there; here it is waited until its
 * question gets out.
 */
#ifndef HOST_PROBE_H
#define HOST_PROBE_H

#include "err.h"
#include "host_state.h"
#include "step.h"

struct host_nl;

/*
 * n STEP_ADDR_ADD. Those that this host has in `before`, on whatever link, are its own and not
 * probed. Waits until the bonds below carry, at most 4 s, and no longer than 1 s for one that
 * hears no LACP partner: what does not carry then is not probed. Three probes, 0.2 s apart: a
 * neighbour in one subnet answers within milliseconds, and RFC 5227's 5 s are for what boots
 * together. 0, or -1 with e (ERR_REFUSED) that names the address and who has it.
 */
int host_probe(struct host_nl *nl, const struct host_state *before, const struct step *v, size_t n,
	const volatile int *stop, struct err *e);

/*
 * host_read() once the kernel has finished looking for duplicates of the IPv6 addresses that steps
 * added (RFC 4862 5.4), at most 4 s. A link without carrier hears nothing and is not waited for.
 */
struct host_state *host_read_settled(struct host_nl *nl, struct arena *a, const struct steps *steps,
	const volatile int *stop, struct err *e);

/* 0, or -1 with e (ERR_REFUSED): somebody else has an address that the steps added. */
int host_duplicate(const struct host_state *now, const struct steps *steps, struct err *e);

#endif
