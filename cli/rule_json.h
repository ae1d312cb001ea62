/* SPDX-License-Identifier: Apache-2.0 */
/* A policy rule as JSON and back; for cli/state_json.c. */
#ifndef CLI_RULE_JSON_H
#define CLI_RULE_JSON_H

#include <jansson.h>

#include "host_state.h"

json_t *rule_json(const struct host_rule *r);

/* -1 where it is none. */
int rule_json_read(const json_t *j, struct host_rule *out);

#endif
