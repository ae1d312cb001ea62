/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of an interface that lacppair sets, as one const table: what each compares by, what
 * counts while none is printed, how it is taken back, and how a Port-channel and its members go
 * together in it. Everything about such a line follows from its row.
 */
#ifndef COMMON_IOS_ATTR_H
#define COMMON_IOS_ATTR_H

#include <stdbool.h>

#include "arena.h"
#include "ios_config.h"
#include "vlanset.h"

/* IOS cuts a longer input line, and then executes what is left of it. */
enum { IOS_LINE_MAX = 254 };

/* In the order in which they may be sent; taken back in the reverse order. */
enum ios_attr {
	IOS_SHUTDOWN,
	IOS_SWITCHPORT,
	IOS_ENCAPSULATION,
	IOS_NATIVE,
	IOS_ALLOWED,
	IOS_PORTFAST,
	IOS_BPDUGUARD,
	IOS_MIN_LINKS,
	IOS_MAX_BUNDLE,
	IOS_STANDALONE,
	IOS_MTU,
	IOS_DESCRIPTION,
	IOS_MODE,
	IOS_NONEGOTIATE,
	IOS_LACP_RATE,
	IOS_CHANNEL_GROUP,
	IOS_ATTR_COUNT,
	IOS_ATTR_NONE = IOS_ATTR_COUNT, /* a line that the table does not know */
};

/* An interface as the table sees it. Texts belong to whoever gave the lines. */
struct ios_port {
	/* What follows the row's words, "" for a line without value; NULL: the default. */
	const char *value[IOS_ATTR_COUNT];
	struct vlanset allowed; /* IOS_ALLOWED's own value: all, while not said */
	bool allowed_said;
};

/* interface NULL: one that nobody has configured. */
void ios_port_read(struct ios_port *p, const struct ios_line *interface);

/* Which row the line ("no ..." too) is of. */
enum ios_attr ios_attr_of(const char *text);

/* What the line makes of the port; a line of no row changes nothing. */
void ios_port_apply(struct ios_port *p, const char *text);

/* Whether the line would change nothing. */
bool ios_port_agrees(const struct ios_port *p, const char *text);

bool ios_port_same(const struct ios_port *p, const struct ios_port *q, enum ios_attr attr);

/* The line that makes attr as it is in p; not for IOS_ALLOWED, which may need several. */
const char *ios_port_line(struct arena *a, const struct ios_port *p, enum ios_attr attr);

/* The key of a bond that sets such a line: "native_vlan", "switch: portfast". */
const char *ios_attr_key(enum ios_attr attr);

/* ios_attr_of() of a line as a person may cut it: `switchp nonego` is IOS_NONEGOTIATE. */
enum ios_attr ios_attr_of_cut(const char *text);

bool ios_line_ahead(const char *text);    /* as switch_line_ahead() in switch_unit.h */
bool ios_attr_copied(enum ios_attr attr); /* from a Port-channel to its members */
bool ios_attr_alike(enum ios_attr attr);  /* on a Port-channel and its members */

/* What a mode of a channel-group speaks; all ports of a group speak one. */
enum channel_protocol { CHANNEL_STATIC, CHANNEL_LACP, CHANNEL_PAGP };
enum channel_protocol channel_protocol_of(const char *mode);          /* "active", "on" ... */
enum channel_protocol ios_port_protocol(const struct ios_port *port); /* of one in a group */

/* A trunk in operation: it may carry traffic now. */
bool ios_port_operates(const struct ios_port *p);

/*
 * `words LIST` with as many of rest's lowest ids as the line has room for; they are taken from
 * rest. Never empty lists: rest must not be empty.
 */
const char *ios_list_line(struct arena *a, const char *words, struct vlanset *rest);

#endif
