/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_EVIDENCE_INTENT_H
#define CLI_EVIDENCE_INTENT_H

#include <jansson.h>

#include "verify.h"

/*
 * What the verdict needs of the file and no more, as JSON, which is YAML: no user, no password
 * command, no address of a bridge, nothing of other hosts. Members are named as on this machine. A
 * new reference; NULL: a NIC's name is no UTF-8, which no file can say.
 */
json_t *evidence_intent(struct arena *a, const struct intent *in, const struct intent_host *host,
	const struct verify_bonds *bonds);

#endif
