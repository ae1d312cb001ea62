// SPDX-License-Identifier: Apache-2.0
#include "step.h"

static const char *const names[] = {
	[STEP_LINK_ADD] = "link-add",
	[STEP_LINK_DEL] = "link-del",
	[STEP_LINK_SET] = "link-set",
	[STEP_LINK_UP] = "link-up",
	[STEP_LINK_DOWN] = "link-down",
	[STEP_MASTER] = "master",
	[STEP_PORT_VLANS] = "port-vlans",
	[STEP_ADDR_ADD] = "addr-add",
	[STEP_ADDR_DEL] = "addr-del",
	[STEP_ROUTE_ADD] = "route-add",
	[STEP_ROUTE_DEL] = "route-del",
	[STEP_RULE_ADD] = "rule-add",
	[STEP_RULE_DEL] = "rule-del",
	[STEP_PROVE] = "prove",
	[STEP_ANNOUNCE] = "announce",
	[STEP_SWITCH_LINE] = "switch-line",
};

const char *step_op_name(enum step_op op)
{
	return names[op];
}

const char *step_link_name(const struct step *s)
{
	switch (s->op) {
	case STEP_LINK_ADD:
	case STEP_LINK_DEL:
	case STEP_LINK_SET:
	case STEP_LINK_UP:
	case STEP_LINK_DOWN:
	case STEP_MASTER:
	case STEP_PORT_VLANS:
	case STEP_PROVE:
		return s->u.link.name;
	case STEP_ADDR_ADD:
	case STEP_ADDR_DEL:
	case STEP_ANNOUNCE:
		return s->u.addr.link;
	case STEP_ROUTE_ADD:
	case STEP_ROUTE_DEL:
		return s->u.route.link;
	case STEP_RULE_ADD: /* it may name links that nobody touches */
	case STEP_RULE_DEL:
	case STEP_SWITCH_LINE:
		return "";
	}
	return "";
}
