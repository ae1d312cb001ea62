/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The found state of a host as JSON and back: in saved plans, and in `import --host-state`. What
 * is read may come from anywhere: names, numbers and sizes are checked.
 */
#ifndef CLI_STATE_JSON_H
#define CLI_STATE_JSON_H

#include <jansson.h>

#include "err.h"
#include "host_state.h"

json_t *state_json(const struct host_state *s);

/* NULL with e (ERR_USAGE), the object of which the caller sets. */
struct host_state *state_json_read(struct arena *a, const json_t *j, struct err *e);

/* A string member that is text of one line, or NULL. */
const char *state_json_text(const json_t *j, const char *key);

/* Whether text is a name that a link may have. */
bool state_json_is_link(const char *name);

/* A number from 0 to max; 0 where it is not there. -1: another, or none. */
int state_json_number(const json_t *j, const char *key, json_int_t max, json_int_t *out);

/* A file of `import --host-state`: a document with the schema, the host's name and its state. */
json_t *state_document(const char *host, const struct host_state *s);
struct host_state *state_document_read(
	struct arena *a, const char *text, size_t len, struct err *e);

#endif
