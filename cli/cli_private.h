/* SPDX-License-Identifier: Apache-2.0 */
/* Between main.c, options.c and output.c; commands use cli.h. */
#ifndef CLI_PRIVATE_H
#define CLI_PRIVATE_H

#include "cli.h"

/* Reads the words behind the command. 0; 1 when help was asked; -1 with e (ERR_USAGE). */
int cli_parse_options(struct cli *c, int argc, char **argv, struct err *e);

void cli_print_command_help(const struct cli_command *command);

#endif
