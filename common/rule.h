/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A policy rule that names a link (ip-rule(8)). What it selects by, beside links and addresses, is
 * one table, from which its decoding, encoding, words, JSON and comparison come. Source: Linux,
 * include/uapi/linux/fib_rules.h, net/core/fib_rules.c fib_nl_fill_rule().
 */
#ifndef COMMON_RULE_H
#define COMMON_RULE_H

#include "arena.h"
#include "intent.h"
#include "net.h"
#include "pos.h"

enum rule_attr {
	RULE_FWMARK,
	RULE_FWMASK,
	RULE_IPPROTO,
	RULE_SPORT,
	RULE_DPORT,
	RULE_UIDRANGE,
	RULE_L3MDEV,
	RULE_PRIORITY,
	RULE_PROTOCOL,
	RULE_REALMS,
	RULE_SUPPRESS_PREFIXLENGTH,
	RULE_SUPPRESS_IFGROUP,
	RULE_GOTO,
	RULE_ATTR_COUNT
};

enum rule_type { RULE_U8, RULE_U32, RULE_RANGE16, RULE_RANGE32 };

struct rule_row {
	const char *name; /* as ip-rule(8) has it */
	uint16_t attr;    /* FRA_* */
	enum rule_type type;
};

extern const struct rule_row rule_table[RULE_ATTR_COUNT];

struct rule_value {
	uint32_t first, last; /* last: of a range only */
};

struct host_rule {
	char iif[LINK_NAME_MAX], oif[LINK_NAME_MAX]; /* "": any */
	struct ipaddr src, dst;                      /* family 0: any */
	uint8_t family, tos, action;                 /* action: FR_ACT_* */
	uint32_t flags;                              /* FIB_RULE_INVERT, FIB_RULE_FIND_SADDR */
	uint32_t table;                              /* 0: the action has none */
	uint32_t has;                                /* bits of enum rule_attr */
	struct rule_value value[RULE_ATTR_COUNT];
	bool extras; /* something is not in the table: it is never copied. Found only */
	struct pos pos;
	bool gone; /* Wanted only: must not exist */
};

/* The same to the kernel; pos and gone are not of it. */
bool host_rule_same(const struct host_rule *x, const struct host_rule *y);

bool host_rule_names(const struct host_rule *r, const char *link); /* by iif or oif */

/* The link that it is about: iif, or oif where that is any, or the host's own packets (lo). */
const char *host_rule_link(const struct host_rule *r);

/* "from 10.8.0.0/24 iif br40 fwmark 0x1/0xff priority 100 lookup 50", as `ip rule add` takes it. */
const char *host_rule_words(struct arena *a, const struct host_rule *r);

#endif
