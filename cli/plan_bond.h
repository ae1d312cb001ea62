/* SPDX-License-Identifier: Apache-2.0 */
/* What the intent says of a bond, put into its observation: the same for the wire and for files. */
#ifndef CLI_PLAN_BOND_H
#define CLI_PLAN_BOND_H

#include "intent.h"
#include "observe.h"

void verify_plan_bond(struct observe_bond *b, const struct intent_bond *from);

/* nic: the member's name, also where the intent gives an address. */
struct observe_member *verify_plan_member(
	struct arena *a, struct observe_bond *b, const struct intent_member *from, const char *nic);

/* The bridges behind it that the host's plan has. */
void verify_plan_bridges(struct arena *a, struct observe_bond *b, const struct intent_bond *from,
	const struct intent_host *host);

#endif
