/* SPDX-License-Identifier: Apache-2.0 */
/* Intent + found states -> plan: the part that plan, push and apply share. */
#ifndef CLI_GATHER_H
#define CLI_GATHER_H

#include "apply.h"
#include "cli.h"
#include "lines_json.h"
#include "read.h"

/*
 * Adds the host to the plan. nl NULL: not read (why says so; "offline" or where it is). Refusals
 * and extras go to plan->notes. -1 with e: the host's kernel cannot be read, or a NIC of the
 * intent is not there.
 */
int gather_host(struct cli *c, struct plan *plan, const struct intent_host *host,
	struct host_nl *nl, const char *why, struct err *e);

/* The same with a state that was read elsewhere, or NULL. session: the link by which we are there,
 * or NULL. */
int gather_host_found(struct cli *c, struct plan *plan, const struct intent_host *host,
	const struct host_state *found, const char *why, const char *session, struct err *e);

/*
 * Adds the switch with the bonds that --host and --bond leave. found NULL: not read, why says so.
 * -1 with e: the templates do not give a configuration.
 */
int gather_switch(struct cli *c, struct plan *plan, const struct intent_switch *sw,
	const struct switch_found *found, const char *why, struct err *e);

/* Steps of a host as a JSON array of {id, op, object, text, why, inverse}. */
json_t *gather_steps_json(const struct steps *steps);

/* What --adopt moves: {from, to, what}. */
json_t *gather_adoption_json(const struct adoption *moves);

/* Prints lines below their parents, indented. */
void gather_print_lines(const struct cli *c, const struct steps *lines, bool expanded);
void gather_print_steps(const struct cli *c, const struct steps *steps, bool expanded);

#endif
