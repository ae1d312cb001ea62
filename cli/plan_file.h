/* SPDX-License-Identifier: Apache-2.0 */
/* The file of `plan --save` and `apply --plan`: JSON with the schema lacppair.saved-plan/1. */
#ifndef CLI_PLAN_FILE_H
#define CLI_PLAN_FILE_H

#include <jansson.h>

#include "plan.h"
#include "saved_plan.h"

enum { PLAN_FILE_MAX = 64 << 20 };

/* The plan with the intent that it was made from and the flags that shape it. */
json_t *plan_file_json(struct arena *a, const struct plan *plan,
	const struct intent_sources *intent, const struct link_names *options);

/* Text from anywhere. 0, or -1 with e (ERR_USAGE), whose object the caller sets. */
int plan_file_read(
	struct arena *a, const char *text, size_t len, struct saved_plan *out, struct err *e);

#endif
