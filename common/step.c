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
	[STEP_SWITCH_LINE] = "switch-line",
};

const char *step_op_name(enum step_op op)
{
	return names[op];
}
