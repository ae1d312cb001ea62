/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a host's step, for people: what it does, what takes it back, how to do it by hand.
 */
#ifndef COMMON_STEP_TEXT_H
#define COMMON_STEP_TEXT_H

#include "step.h"

/* Fills object, text and inverse of a step of the host, which is about to change `now`. */
void step_describe(struct arena *a, struct step *s, const struct host_state *now);

/* The step as a command of iproute2, for what is left to do by hand. */
const char *step_ip_command(struct arena *a, const struct step *s);

/* "default via 10.8.0.1", "198.51.100.0/24". */
const char *step_route_words(struct arena *a, const struct host_route *r);

/* "bond0 of the intent, lacppair.yaml:9"; "" where pos is nowhere. */
const char *step_origin(struct arena *a, const char *name, struct pos pos);

#endif
