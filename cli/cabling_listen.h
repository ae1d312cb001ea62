/* SPDX-License-Identifier: Apache-2.0 */
/* Who is at the other ends of the cables: what verify --cabling and plan ask. */
#ifndef CLI_CABLING_LISTEN_H
#define CLI_CABLING_LISTEN_H

#include "ears.h"

/*
 * Takes what has come, and goes on until every member with a link has named its port, a signal
 * comes or timeout_ms since ears_open() are over; 0: what has come is all. 0, or -1 with e.
 */
int cabling_listen(struct ears *l, int64_t timeout_ms, struct err *e);

/*
 * For members that are still unknown, where their switch can be asked without a prompt: one frame
 * that goes nowhere, and where the switch has learnt its address.
 */
void cabling_ask(struct ears *l);

/*
 * Puts what the switch's address table says into a bond's members that are still unknown; sw is the
 * bond's. Nothing without a table.
 */
void cabling_take_table(
	struct verify_bond *b, const struct intent_switch *sw, const struct switch_read *read);

/* Fills the results of the bonds. */
void cabling_judge(struct ears *l);

#endif
