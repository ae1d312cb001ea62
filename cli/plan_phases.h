/* SPDX-License-Identifier: Apache-2.0 */
/* The commands of both sides in the order in which they are to be typed, and what each interrupts.
 */
#ifndef CLI_PLAN_PHASES_H
#define CLI_PLAN_PHASES_H

#include "cli.h"

/* Prints them, and returns phases[] of plan's document. */
json_t *plan_phases(struct cli *c, const struct plan *plan);

#endif
