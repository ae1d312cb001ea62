/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cables before the change: plan listens on this host's members while it reads the switches, and
 * with --cabling as long as LLDP and CDP may take.
 */
#ifndef CLI_PLAN_CABLING_H
#define CLI_PLAN_CABLING_H

#include "cli.h"
#include "plan.h"

struct plan_cabling;

/*
 * Begins to listen. *out NULL: nobody is to be heard (another machine, no permission, offline). 0,
 * or -1 with e: only with --cabling.
 */
int plan_cabling_open(struct cli *c, struct plan_cabling **out, struct err *e);

/* Warns of what is not as planned, in the plan's notes and the document. */
int plan_cabling_close(
	struct cli *c, struct plan_cabling *cabling, struct plan *plan, struct err *e);

/* With --cabling a cable that is not as planned is no plan to go on with. 0, or -1 with e. */
int plan_cabling_refuse(const struct cli *c, const struct plan_cabling *cabling, struct err *e);

#endif
