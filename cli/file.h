/* SPDX-License-Identifier: Apache-2.0 */
/* Whole files, in and out. */
#ifndef CLI_FILE_H
#define CLI_FILE_H

#include "arena.h"
#include "err.h"

/* The file with a NUL behind it, in a; "-" is standard input. NULL with e of that class: not
 * readable, or over max bytes. */
char *file_read(struct arena *a, const char *path, size_t max, size_t *len, enum err_class class,
	struct err *e);

/*
 * Replaces the file by one with mode 0600, as a whole or not at all; "-" is standard output.
 * 0, or -1 with e (ERR_ENVIRONMENT).
 */
int file_write(const char *path, const char *text, size_t len, struct err *e);

#endif
