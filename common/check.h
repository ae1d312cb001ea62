/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of intent_check() share. Private to check*.c. */
#ifndef COMMON_CHECK_H
#define COMMON_CHECK_H

#include "intent.h"

struct check {
	const struct intent *in;
	struct report *r;
	struct arena *a; /* r's */
};

/* Adds an entry; text starts with its object. hint may be NULL. Over 2000 entries none is added. */
void check_say(const struct check *c, enum report_level level, struct pos pos, const char *hint,
	const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Things of which there may be one: collected, then sorted, so that large files stay quick. */
struct claim {
	const char *key;   /* what makes two of them the same */
	const char *owner; /* "bond1": what a message about the second is about */
	const char *label; /* "eno1" ... */
	const char *role;  /* ... is already "a member of bond0" */
	struct pos pos;
	const struct intent_host *host; /* two of different hosts: only a warning. NULL: none's */
	size_t order;
};

struct claims {
	struct claim *v;
	size_t n, cap;
};

/* order is set here. */
void claims_add(const struct check *c, struct claims *to, struct claim claim);
void claims_report(const struct check *c, struct claims *of);

/* check_bond.c, check_vlan.c, check_bridge.c, check_addr.c. */
void check_bond(const struct check *c, const struct intent_host *h, const struct intent_bond *b);
void check_vlan_iface(
	const struct check *c, const struct intent_host *h, const struct intent_vlan_iface *v);
void check_vlan_aware(
	const struct check *c, const struct intent_host *h, const struct intent_bridge *br);
void check_bridge(const struct check *c, const struct intent_bridge *br);
void check_addresses(const struct check *c, const struct intent_host *h, struct claims *file_wide);

#endif
