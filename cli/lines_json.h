/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_LINES_JSON_H
#define CLI_LINES_JSON_H

#include <jansson.h>

#include "step.h"

/* The lines of steps as they are sent, parents among them, as a JSON array of strings. */
json_t *gather_lines_json(const struct steps *lines);

#endif
