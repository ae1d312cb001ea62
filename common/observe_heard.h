/* SPDX-License-Identifier: Apache-2.0 */
/* What a member hears beside LACPDUs: neighbours, BPDUs; the rest is counted. */
#ifndef COMMON_OBSERVE_HEARD_H
#define COMMON_OBSERVE_HEARD_H

#include "observe.h"

/* A frame that is no LACPDU which Linux takes, at b->now; `out` as for observe_frame(). */
void observe_heard(struct observe_bond *b, struct observe_member *m, int out, const uint8_t *frame,
	size_t len);

/*
 * Of each planned VLAN a BPDU came as the plan wants it, and says that its port forwards, or a
 * probe was answered.
 */
bool observe_vlans_proven(const struct observe_bond *b);

#endif
