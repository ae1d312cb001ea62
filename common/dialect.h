/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this switch says the lines that Catalyst families differ in: by `model:` where it is given,
 * by what its configuration shows, by its family, in this order.
 */
#ifndef COMMON_DIALECT_H
#define COMMON_DIALECT_H

#include "ios_config.h"
#include "platform.h"

struct ios_dialect {
	const struct ios_platform *platform; /* NULL: not known */
	/* UNSET: not known; the switch's answer to the line decides. */
	enum tristate encapsulation, edge, lacp_rate, min_links, standalone, port_mtu;
};

/* version and running may be NULL. */
void ios_dialect_read(struct ios_dialect *d, const struct intent_switch *sw,
	const struct show_version *version, const struct ios_config *running);

/* The line as this switch wants it: `portfast edge trunk`. */
const char *ios_dialect_line(const struct ios_dialect *d, const char *text);

#endif
