/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command parser: rows of patterns, walked one word at a time. A pattern's lower-case words
 * are keywords (any unambiguous prefix of one is it); the others are arguments:
 *   <1-48>  a number   IF  an interface that exists   IFNEW  one that exists or can be made
 *   LIST    digits, `,` and `-`   WORD  one word   LINE  the rest   [LINE]  the rest or nothing
 */
#ifndef SWITCH_VIRTUAL_VSW_PARSER_H
#define SWITCH_VIRTUAL_VSW_PARSER_H

#include "vsw.h"

enum vsw_flags {
	CMD_PRIV = 1 << 0,     /* privileged EXEC only */
	CMD_CHANNEL = 1 << 2,  /* only on a Port-channel */
	CMD_PHYSICAL = 1 << 3, /* only on a physical port */
	CMD_PORT = 1 << 4,     /* not on a Vlan interface */
	CMD_L2 = 1 << 5,       /* rejected on a routed port */
	CMD_COPY = 1 << 6,     /* on a Port-channel: its members get it too */
	CMD_KEEP = 1 << 7,     /* only kept; has a `no` form that may stop before its arguments */
	CMD_IF = 16,           /* from this bit on: enum vsw_model_has that the platform needs */
	CMD_MULTI = 1 << 8,    /* with CMD_KEEP: several may stand beside each other */
	CMD_ON = 1 << 9,       /* with CMD_KEEP: it is the default, its `no` is what gets printed */
};

enum { VSW_ARGS = 6, VSW_ROWS = 160, VSW_CANON = 2 * VSW_STORED_MAX };

struct vsw_call {
	const struct vsw_command *command;
	bool negated; /* `no` before a CMD_KEEP row */
	unsigned n;
	char *arg[VSW_ARGS]; /* in text */
	long num[VSW_ARGS];
	struct vif *iface;       /* IF; IFNEW when it exists */
	char ifname[IFNAME_MAX]; /* IF, IFNEW: canonical */
	char text[VSW_STORED_MAX + VSW_ARGS + 1];
	size_t text_len;
	char canon[VSW_CANON]; /* keywords in full, arguments as typed; without `no` of CMD_KEEP */
	size_t canon_len, key_len; /* key: up to the first argument */
};

struct vsw_command {
	const char *pattern;
	void (*run)(struct vswitch_vty *v, const struct vsw_call *c);
	int arg; /* what several rows of one function differ in */
	unsigned flags;
};

/* Tables end with pattern NULL. */
extern const struct vsw_command vsw_exec_table[], vsw_config_table[], vsw_if_table[],
	vsw_vlan_table[], vsw_line_table[], vsw_archive_table[];

enum vsw_parse { PARSE_OK, PARSE_INVALID, PARSE_INCOMPLETE, PARSE_AMBIGUOUS };

/* at: where the `^` goes, counted from the start of line. */
enum vsw_parse vsw_parse(const struct vswitch_vty *v, const struct vsw_command *table,
	const char *line, struct vsw_call *call, size_t *at);

/* The words that could stand where line ends (its last, unfinished word is a prefix), through fn.
 */
void vsw_next_words(const struct vswitch_vty *v, const struct vsw_command *table, const char *line,
	void (*fn)(void *ctx, const char *word, size_t len), void *ctx);

/* kept.c: the row's line among those that only come back in running-config; or away with it */
void vsw_keep_call(struct vswitch_vty *v, struct buf *lines, const struct vsw_call *c);

/* archive.c */
void vsw_archive_enter(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_archive_now(struct vswitch_vty *v, const struct vsw_call *c); /* `archive config` */

/* revert.c; arg: enum vsw_revert_form */
enum vsw_revert_form { REVERT_TIMER, REVERT_IDLE, REVERT_NOW };
void vsw_revert_start(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_revert_change(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_revert_confirm(struct vswitch_vty *v, const struct vsw_call *c);

/* log.c */
void vsw_log_buffered(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_log_clear(struct vswitch_vty *v, const struct vsw_call *c);

/* reload.c */
void vsw_reload(struct vswitch_vty *v, const struct vsw_call *c); /* arg: `in <number>` */
void vsw_reload_cancel(struct vswitch_vty *v, const struct vsw_call *c);

/* exec.c */
bool vsw_configure(struct vswitch_vty *v); /* false: it is locked, and that was said */

#define CMD_MODEL(has) ((unsigned)(has) << CMD_IF)

/* vlans.c */
void vsw_vlan_enter(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_vlan_delete(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_vlan_name(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_vlan_bad_list(struct vswitch_vty *v, const char *list, int offset);

/* interface.c */
void vsw_if_enter(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_if_delete(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_if_default(struct vswitch_vty *v, const struct vsw_call *c);

/* switchport.c: the layer-2 lines of an interface */
void vsw_l2_routed(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_l2_mode(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_l2_access(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_l2_encapsulation(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_l2_native(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_l2_allowed(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_l2_nonegotiate(struct vswitch_vty *v, const struct vsw_call *c);

enum vsw_allowed {
	ALLOWED_LIST,
	ALLOWED_ADD,
	ALLOWED_REMOVE,
	ALLOWED_EXCEPT,
	ALLOWED_NONE,
	ALLOWED_ALL
};

/* group.c: channel-group and what hangs on it */
void vsw_group_join(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_group_leave(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_group_protocol(struct vswitch_vty *v, const struct vsw_call *c);

#endif
