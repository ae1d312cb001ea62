/* SPDX-License-Identifier: Apache-2.0 */
/* The templates of a switch: the built-in ones, and what the folder of `templates:` has instead. */
#ifndef CLI_TEMPLATES_H
#define CLI_TEMPLATES_H

#include "cli.h"
#include "want_switch.h"

/*
 * Ends with name NULL. NULL with e (ERR_INTENT): the folder or a file of it cannot be read, is too
 * large or no text, or has a name that no built-in template has.
 */
const struct ios_template *templates_of(
	struct cli *c, const struct intent_switch *sw, struct err *e);

#endif
