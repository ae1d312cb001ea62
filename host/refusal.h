/* SPDX-License-Identifier: Apache-2.0 */
/* What a kernel's refusal of a step means to who asked for it. */
#ifndef HOST_REFUSAL_H
#define HOST_REFUSAL_H

#include "err.h"
#include "step.h"

struct nl_answer;

/* Returns -1, with e. */
int host_refusal(const struct step *s, const struct nl_answer *a, struct err *e);

#endif
