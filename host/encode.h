/* SPDX-License-Identifier: Apache-2.0 */
/* A step as the rtnetlink message that carries it out. Pure. */
#ifndef HOST_ENCODE_H
#define HOST_ENCODE_H

#include <netlink/msg.h>

#include "step.h"

/* Indexes of the links that a step names; 0 where it names none. */
struct step_refs {
	int link, master, lower, primary;
};

/* The message; NULL for steps that are none (STEP_PORT_VLANS, STEP_SWITCH_LINE). */
struct nl_msg *encode_step(const struct step *s, const struct step_refs *refs);

/* Sets the IPv6 address generation of a link: the kernel ignores it in a create request. */
struct nl_msg *encode_addrconf(int link, bool none);

/*
 * Sets the MTU of a link. A bridge keeps one only when it is set after it was made: what a create
 * request says is replaced by its ports' least (br_if.c br_mtu_auto_adjust).
 */
struct nl_msg *encode_mtu(int link, uint32_t mtu);

struct vlans_target {
	int link;
	bool self; /* the VLANs of the bridge itself, not of a port */
};

/*
 * The VLANs that a bridge port is to lose or to get, so that `now` becomes `want`: only the
 * difference. NULL when there is none.
 */
struct nl_msg *encode_port_vlans_del(
	const struct vlans_target *to, const struct port_vlans *now, const struct port_vlans *want);
struct nl_msg *encode_port_vlans_set(
	const struct vlans_target *to, const struct port_vlans *now, const struct port_vlans *want);

#endif
