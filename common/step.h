/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A step is what plan prints and what apply and push execute: one type, so the plan cannot lie.
 * A step of the host carries the link, address, route or rule that it makes or changes; a step of
 * the switch carries one line as it is sent.
 */
#ifndef COMMON_STEP_H
#define COMMON_STEP_H

#include <string.h>

#include "host_state.h"
#include "pos.h"

enum step_op {
	STEP_LINK_ADD,   /* u.link: created with its MAC, options, lower; left down */
	STEP_LINK_DEL,   /* u.link.name */
	STEP_LINK_SET,   /* u.link: only what its has and bond.has name is changed */
	STEP_LINK_UP,    /* u.link.name */
	STEP_LINK_DOWN,  /* u.link.name */
	STEP_MASTER,     /* u.link.name joins u.link.master; master "" leaves */
	STEP_PORT_VLANS, /* u.link.port_vlans becomes exactly the port's */
	STEP_ADDR_ADD,
	STEP_ADDR_DEL,
	STEP_ROUTE_ADD,
	STEP_ROUTE_DEL,
	STEP_RULE_ADD,
	STEP_RULE_DEL,
	STEP_PROVE,       /* u.link.name, a bond: waits until a leg of it carries (stage.h) */
	STEP_ANNOUNCE,    /* u.addr: its subnet is told where it is now (announce.h) */
	STEP_SWITCH_LINE, /* u.line */
};

/* A configuration line of a switch: what is sent, where it goes and where it comes from. */
struct switch_line {
	const char *text;    /* without leading blank: "switchport trunk allowed vlan add 45" */
	const char *parent;  /* "interface Port-channel11", "vlan 45"; NULL: global */
	struct pos template; /* file "port-channel.ios" and its line; file NULL: not from one */
	struct pos intent;   /* the value or object that asks for it */
	bool optional;       /* `% Invalid input` to it is fine (platforms differ) */
};

/* Whether two lines belong to the same object; NULL: to none. */
static inline bool switch_same_parent(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

struct step {
	unsigned id;    /* from 1, in the order of execution */
	unsigned stage; /* of a staged adoption, from 1 (stage.h); 0: there is none */
	enum step_op op;
	const char *object; /* "bond0", "sw1 Port-channel11" */
	const char *text;   /* the change in a line: "create bond mode 802.3ad, lacp_rate fast" */
	const char *why;    /* "bonds.bond0 of lacppair.yaml:9" */
	const char
		*inverse; /* what takes it back, as text of the same kind; "" where nothing does */
	struct pos pos;
	union {
		struct link link;
		struct host_addr addr;
		struct host_route route;
		struct host_rule rule;
		struct switch_line line;
	} u;
};

struct steps {
	struct step *v;
	size_t n, cap;
};

/* "link-add", "switch-line": the word in JSON. */
const char *step_op_name(enum step_op op);

/* The link that a step of the host is about; "" where it is about none. */
const char *step_link_name(const struct step *s);

#endif
