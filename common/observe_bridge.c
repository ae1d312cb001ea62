// SPDX-License-Identifier: Apache-2.0
/*
 * The host's own side behind the bond: each planned bridge has its port, the bond itself for the
 * native VLAN and else a VLAN device, and lets its frames in.
 */
#include <stdio.h>
#include <string.h>

#include "observe.h"

void observe_bridge_add(
	struct arena *a, struct observe_bond *b, const char *name, unsigned vlan, const char *port)
{
	struct observe_bridge *br = ARENA_PUSH(a, &b->bridges);

	snprintf(br->name, sizeof(br->name), "%s", name);
	snprintf(br->port, sizeof(br->port), "%s", port);
	br->vlan = vlan;
}

static bool is_of_vlan(
	const struct observe_bond *b, const struct observe_bridge *br, const struct link *port)
{
	if (!br->vlan || br->vlan == b->native)
		return port->kind == LINK_BOND;
	return port->kind == LINK_VLAN && port->vlan_id == br->vlan &&
		!strcmp(port->lower, b->name);
}

/* All planned VLANs pass, and the native one alone without a tag. */
static bool lets_all_in(const struct observe_bond *b, const struct port_vlans *v)
{
	struct vlanset missing = b->vlans;

	vlanset_minus(&missing, &v->vlans);
	return vlanset_empty(&missing) && v->pvid == b->native &&
		(!b->native || vlanset_has(&v->untagged, b->native));
}

/* What the port hands over is untagged. Where the VLANs were not read, nothing is held against it.
 */
static bool lets_in(const struct observe_bond *b, const struct observe_bridge *br,
	const struct link *bridge, const struct link *port)
{
	const struct port_vlans *v = port->port_vlans;

	if (!br->vlan)
		return bridge->vlan_filtering && (!v || lets_all_in(b, v));
	return !bridge->vlan_filtering || !v || (v->pvid && vlanset_has(&v->untagged, v->pvid));
}

static enum bridge_state look(const struct observe_bond *b, const struct observe_bridge *br,
	const struct link *bridge, const struct link *port)
{
	if (!bridge || bridge->kind != LINK_BRIDGE)
		return BRIDGE_ABSENT;
	if (!bridge->up)
		return BRIDGE_DOWN;
	if (!port)
		return BRIDGE_NO_PORT;
	if (strcmp(port->master, br->name))
		return BRIDGE_PORT_ELSEWHERE;
	if (!is_of_vlan(b, br, port))
		return BRIDGE_OTHER_VLAN;
	if (!port->up)
		return BRIDGE_PORT_DOWN;
	return lets_in(b, br, bridge, port) ? BRIDGE_WELL : BRIDGE_OTHER_PVID;
}

void observe_bridges(struct observe_bond *b, const struct host_state *links)
{
	for (size_t i = 0; i < b->bridges.n; i++) {
		struct observe_bridge *br = &b->bridges.v[i];

		br->state = look(
			b, br, host_state_link(links, br->name), host_state_link(links, br->port));
	}
}
