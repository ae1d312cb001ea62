/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of a staged adoption that ask nothing of the kernel: waiting for proof, announcing. */
#ifndef HOST_PROVE_H
#define HOST_PROVE_H

#include "err.h"
#include "step.h"

struct host_nl;

/*
 * STEP_PROVE: waits until the bond carries and has done so for a moment; at most HOST_PROVE_S, or
 * until *stop. 0, or -1 with e (ERR_REFUSED) that says which leg lacks what.
 */
int host_prove(struct host_nl *nl, const struct step *s, const volatile int *stop, struct err *e);

/* n STEP_ANNOUNCE: what cannot be sent is left out, for neighbours ask later. */
void host_announce(struct host_nl *nl, const struct step *v, size_t n);

#endif
