/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel said (kernel_view.h) as a file of --evidence, and back for --kernel. */
#ifndef CLI_KERNEL_JSON_H
#define CLI_KERNEL_JSON_H

#include <jansson.h>

#include "err.h"
#include "kernel_view.h"

/* A new reference. Texts in v are UTF-8 without control characters. */
json_t *kernel_document(const struct kernel_view *v);

/*
 * The whole of it, or NULL with e (ERR_USAGE), the object of which the caller sets: no JSON,
 * another schema, a value of another type or out of its range. What is read may come from anywhere.
 */
const struct kernel_view *kernel_document_read(
	struct arena *a, const char *text, size_t len, struct err *e);

#endif
