/* SPDX-License-Identifier: Apache-2.0 */
/* What a command wants of a switch: the intent, the switch's templates, the command's flags. */
#ifndef CLI_WANTED_H
#define CLI_WANTED_H

#include "cli.h"
#include "want_switch.h"

/*
 * The bonds that --host and --bond leave. The templates are the built-in ones, and what the folder
 * of `templates:` has instead. NULL with e (ERR_INTENT): the folder or a file of it cannot be read,
 * is too large or no text, has a name that no built-in template has, or does not render.
 */
struct want_switch *wanted_switch(struct cli *c, const struct intent_switch *sw, struct err *e);

#endif
