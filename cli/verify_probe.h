/* SPDX-License-Identifier: Apache-2.0 */
/* verify --probe VLAN: one that can be expected to answer is asked through each VLAN. */
#ifndef CLI_VERIFY_PROBE_H
#define CLI_VERIFY_PROBE_H

#include "verify.h"

/*
 * Puts what --probe asks for into the observations of the bonds. -1 with e (ERR_USAGE): a VLAN
 * that none of them carries, or in which the file has nobody to ask.
 */
int verify_probe_plan(const struct cli *c, const struct intent_host *host,
	struct verify_bonds *bonds, struct err *e);

/* Asks, all of them within a few seconds each; where no member passes, nobody is asked. */
void verify_probe_ask(struct cli *c, struct verify_bonds *bonds);

/* Members' keys of the document, and lines of the report. */
json_t *verify_json_probes(const struct observe_bond *b);
void verify_print_probes(const struct cli *c, const struct observe_bond *b);

#endif
