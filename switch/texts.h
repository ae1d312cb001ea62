/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a switch said, as text: kept of a living one, and read again from files, through the same
 * session and the same readers.
 */
#ifndef SWITCH_TEXTS_H
#define SWITCH_TEXTS_H

#include "switch.h"

/*
 * Of the commands that `what` asks (enum switch_what) the one that `typed` means, abbreviated as
 * one types it and with or without "show" ("etherch sum"). NULL: none; *valid then lists them.
 */
const char *switch_text_command(
	struct arena *a, unsigned what, const char *typed, const char **valid);

/*
 * Reads texts as the answers to those commands of `what` (in full, as above). What there is no text
 * for is not known. -1 with e: a text is no answer to its command.
 */
int switch_read_texts(struct arena *a, unsigned what, const struct switch_texts *texts,
	struct switch_read *out, struct err *e);

/* The text of a command, or NULL. */
const char *switch_text_of(const struct switch_texts *texts, const char *command);

#endif
