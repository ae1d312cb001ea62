/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel said (kernel_view.h) as a file of --evidence, and back for --kernel. */
#ifndef CLI_KERNEL_JSON_H
#define CLI_KERNEL_JSON_H

#include <jansson.h>

#include "err.h"
#include "kernel_view.h"
#include "verify.h"

/* links: those of kernel_view_pick(); the rest is of the bonds' observations. A new reference. */
json_t *kernel_document(
	const char *host, const struct host_state *links, const struct verify_bonds *bonds);

/*
 * The whole of it, or NULL with e (ERR_USAGE), the object of which the caller sets: no JSON,
 * another schema, a value of another type or out of its range. What is read may come from anywhere.
 */
const struct kernel_view *kernel_document_read(
	struct arena *a, const char *text, size_t len, struct err *e);

#endif
