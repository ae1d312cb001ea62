// SPDX-License-Identifier: Apache-2.0
/* When the rows of the table hold that are about the host behind its bond. */
#include "finding.h"

static const char *trouble(enum bridge_state s)
{
	switch (s) {
	case BRIDGE_UNSEEN:
	case BRIDGE_WELL:
	case BRIDGE_OTHER_VLAN:
	case BRIDGE_OTHER_PVID:
		break;
	case BRIDGE_ABSENT:
		return "there is no such bridge; its port would be";
	case BRIDGE_DOWN:
		return "the bridge is down; its port is";
	case BRIDGE_NO_PORT:
		return "there is no";
	case BRIDGE_PORT_ELSEWHERE:
		return "its ports are without";
	case BRIDGE_PORT_DOWN:
		return "down is its port";
	}
	return NULL;
}

bool finding_bridge_port_missing(struct finding_case *c)
{
	bool any = false;

	for (size_t i = 0; i < c->bond->bridges.n; i++) {
		const struct observe_bridge *br = &c->bond->bridges.v[i];

		if (trouble(br->state))
			any = finding_add(c, "%s: %s %s", br->name, trouble(br->state), br->port);
	}
	return any;
}

bool finding_bridge_vlan(struct finding_case *c)
{
	bool any = false;

	for (size_t i = 0; i < c->bond->bridges.n; i++) {
		const struct observe_bridge *br = &c->bond->bridges.v[i];

		if (br->state == BRIDGE_OTHER_VLAN)
			any = finding_add(c, "%s: its port %s is not of VLAN %u on %s", br->name,
				br->port, br->vlan, c->bond->name);
		if (br->state == BRIDGE_OTHER_PVID)
			any = finding_add(c,
				br->vlan ? "%s filters VLANs, and its port %s lets in nothing "
					   "untagged"
					 : "%s and its port %s do not carry the planned VLANs, the "
					   "native one untagged",
				br->name, br->port);
	}
	return any;
}

/* What apply does is done to the running kernel. */
bool finding_host_not_persistent(struct finding_case *c)
{
	const struct observe_bond *b = c->bond;

	return !b->recorded && b->has_link && b->present &&
		finding_add(
			c, "%s was read from the running kernel; no file was looked at", b->name);
}
