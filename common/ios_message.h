/* SPDX-License-Identifier: Apache-2.0 */
/*
 * System messages of IOS that say what became of a line after it was accepted, as one const table.
 * They come when they come, or never: a filtered or a busy terminal shows none. So they tell why,
 * and the state that `show` prints tells whether.
 */
#ifndef COMMON_IOS_MESSAGE_H
#define COMMON_IOS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "ifname.h"

enum ios_message_class {
	MESSAGE_OTHER,      /* no row */
	MESSAGE_FAILED,     /* the line did not take effect */
	MESSAGE_UNLIKE,     /* the port is suspended: it differs from its Port-channel */
	MESSAGE_CLEARED,    /* it does not differ any more, or is bundled */
	MESSAGE_NO_PARTNER, /* the port is suspended: no LACPDU from the host yet */
	MESSAGE_DISABLED,   /* the port is err-disabled */
	MESSAGE_LINK,       /* a link goes up or down, as it does while ports are shut */
};

struct ios_message {
	enum ios_message_class class;
	char port[IFNAME_MAX]; /* canonical; "" when none is named */
	char text[300];        /* from the `%` on */
	char reason[160];      /* what stands in parentheses at its end; "" */
	const char *meaning;   /* of the row; NULL for MESSAGE_OTHER */
	const char *cause;     /* the line that was sent before it, by who knows; NULL */
};

struct ios_messages {
	struct ios_message *v;
	size_t n, cap;
};

/* What the line says; false: it is no system message. */
bool ios_message_read(const char *line, size_t len, struct ios_message *out);

struct ios_message_row {
	enum ios_message_class class;
	const char *mnemonic; /* without the severity: "EC", "CANNOT_BUNDLE2" */
	const char *name;
	const char *meaning;
	const char *sample;
};

extern const struct ios_message_row ios_message_rows[]; /* ends with mnemonic NULL */

#endif
