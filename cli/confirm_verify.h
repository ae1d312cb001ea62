/* SPDX-License-Identifier: Apache-2.0 */
/* apply --confirm verify: who confirms is the proof. */
#ifndef CLI_CONFIRM_VERIFY_H
#define CLI_CONFIRM_VERIFY_H

#include "armed.h"
#include "plan.h"

/* Whether --ping is an address. 0, or -1 with e (ERR_USAGE). */
int confirm_check_ping(const struct cli *c, struct err *e);

/*
 * Verifies again and again until the pair is up and the way in answers (--ping, else the wanted
 * default gateways), then confirms. 0 confirmed; 1 interrupted: the guard stays armed; -1 with e
 * (ERR_REFUSED) when the deadline came first, and the guard has undone, or ERR_LEFT.
 */
int confirm_by_verify(struct cli *c, struct armed *armed, const struct plan_host *h, struct err *e);

#endif
