/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines and words of a show command's answer, as spans of its text: what the readers of
 * switch_show.h have in common.
 */
#ifndef COMMON_SHOW_TEXT_H
#define COMMON_SHOW_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "ifname.h"

struct show_span {
	const char *text;
	size_t len;
};

/* Cuts the first line off *text, without its end. False at the end of the text. */
bool show_next_line(const char **text, struct show_span *line);

/* Cuts the first word off rest. False when only blanks are left. */
bool show_next_word(struct show_span *rest, struct show_span *word);

/* Up to max words of line; returns how many it has, max + 1 for more. */
size_t show_words(struct show_span line, struct show_span *words, size_t max);

bool show_is(const struct show_span *s, const char *word);
bool show_starts(const struct show_span *s, const char *prefix);

/* A decimal number, or hexadecimal with 0x; all of the span. */
bool show_number(const struct show_span *s, unsigned max, unsigned *out);

/* Copies the span if it fits with its NUL; false (and an empty out) when it does not. */
bool show_copy(const struct show_span *s, char *out, size_t size);

/* "Gi1/0/1" into its canonical name. */
bool show_port(const struct show_span *s, char port[IFNAME_MAX]);

/* "001e.49ff.a3e6" */
bool show_mac(const struct show_span *s, uint8_t mac[6]);

/* "Key words : value" into its halves without blanks around them. False: no colon. */
bool show_pair(struct show_span line, struct show_span *key, struct show_span *value);

/* Copies what fits of foreign text, each byte that is no printable ASCII as a dot. */
void show_clean(const struct show_span *s, char *out, size_t size);

/* Refuses an answer that is none: the device's own `% ...` line, or its lack of a head. */
int show_refuse(const char *command, const char *text, struct err *e);

#endif
