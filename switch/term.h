/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a terminal would show of the bytes that a device sends: lines, with carriage returns and
 * backspaces carried out, escape sequences, BEL and NUL dropped, and pager prompts taken off
 * together with the blanks that erase them. One byte at a time, so that no result depends on how
 * the bytes were cut.
 */
#ifndef SWITCH_TERM_H
#define SWITCH_TERM_H

#include <stdbool.h>

#include "buf.h"

enum { TERM_LINE_MAX = 65536 };

struct term {
	struct buf line; /* the unfinished line; after TERM_LINE the finished one */
	size_t col;
	enum { TERM_TEXT, TERM_ESC, TERM_CSI, TERM_OSC } state;
	int csi; /* first parameter */
};

enum term_event {
	TERM_NOTHING,
	TERM_LINE,     /* line is complete, without its end and trailing blanks; term_clear() it */
	TERM_PAGER,    /* the device waits at its pager; the line is already cleared */
	TERM_OVERFLOW, /* no line of a switch is that long */
};

enum term_event term_byte(struct term *t, char c);

/* The same for as many bytes as do nothing but lengthen the line: how many. */
size_t term_plain(struct term *t, const char *data, size_t len);
void term_clear(struct term *t);

#endif
