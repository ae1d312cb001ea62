/* SPDX-License-Identifier: Apache-2.0 */
/* Between main.c, options.c and output.c; commands use cli.h. */
#ifndef CLI_PRIVATE_H
#define CLI_PRIVATE_H

#include "cli.h"

/* Reads the words behind the command. 0; 1 when help was asked; -1 with e (ERR_USAGE). */
int cli_parse_options(struct cli *c, int argc, char **argv, struct err *e);

/* --log FILE: opens it, where the option is given. 0, or -1 with e. */
int cli_log_open(struct cli *c, struct err *e);

/* A line into it (switch/transcript.h). */
void cli_log_line(void *cli, const char *name, char direction, const char *line);

void cli_print_command_help(const struct cli_command *command);

#endif
