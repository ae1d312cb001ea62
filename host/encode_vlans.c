// SPDX-License-Identifier: Apache-2.0
/*
 * VLANs of a bridge port. A range carries one set of flags, and none with a pvid in it is
 * accepted (br_netlink.c), so VLANs are grouped by their flags, and the pvid, whose flags no other
 * has, stands alone.
 */
#include <linux/if_bridge.h>
#include <linux/rtnetlink.h>
#include <netlink/attr.h>
#include <stdlib.h>

#include "encode.h"

static uint16_t flags_of(const struct port_vlans *v, unsigned vid)
{
	uint16_t flags = 0;

	if (vid && vid == v->pvid)
		flags |= BRIDGE_VLAN_INFO_PVID;
	if (vlanset_has(&v->untagged, vid))
		flags |= BRIDGE_VLAN_INFO_UNTAGGED;
	return flags;
}

static void put_vlan(struct nl_msg *m, unsigned vid, unsigned flags)
{
	struct bridge_vlan_info v = { .vid = (uint16_t)vid, .flags = (uint16_t)flags };

	if (nla_put(m, IFLA_BRIDGE_VLAN_INFO, sizeof(v), &v) < 0)
		abort();
}

static void put_range(struct nl_msg *m, unsigned first, unsigned last, unsigned flags)
{
	if (first == last) {
		put_vlan(m, first, flags);
		return;
	}
	put_vlan(m, first, flags | BRIDGE_VLAN_INFO_RANGE_BEGIN);
	put_vlan(m, last, flags | BRIDGE_VLAN_INFO_RANGE_END);
}

/* All VLANs of `which` with their flags of `v`, as ranges. */
static struct nl_msg *encode(const struct vlans_target *to, int type, const struct vlanset *which,
	const struct port_vlans *v)
{
	struct ifinfomsg ifi = { .ifi_family = AF_BRIDGE, .ifi_index = to->link };
	struct nl_msg *m = nlmsg_alloc_size(64 * 1024);
	struct nlattr *spec;
	uint16_t self = BRIDGE_FLAGS_SELF;
	int first, last;

	if (!m || !nlmsg_put(m, 0, 0, type, 0, 0) ||
		nlmsg_append(m, &ifi, sizeof(ifi), NLMSG_ALIGNTO) < 0)
		abort();
	spec = nla_nest_start(m, IFLA_AF_SPEC);
	if (!spec || (to->self && nla_put(m, IFLA_BRIDGE_FLAGS, sizeof(self), &self) < 0))
		abort();
	for (first = vlanset_next(which, 0); first >= 0;
		first = vlanset_next(which, (unsigned)last + 1)) {
		uint16_t flags = flags_of(v, (unsigned)first);

		last = first;
		while (vlanset_has(which, (unsigned)last + 1) &&
			flags_of(v, (unsigned)last + 1) == flags)
			last++;
		put_range(m, (unsigned)first, (unsigned)last, flags);
	}
	nla_nest_end(m, spec);
	return m;
}

struct nl_msg *encode_port_vlans_del(
	const struct vlans_target *to, const struct port_vlans *now, const struct port_vlans *want)
{
	static const struct port_vlans plain;
	struct vlanset gone = now->vlans;

	vlanset_minus(&gone, &want->vlans);
	return vlanset_empty(&gone) ? NULL : encode(to, RTM_DELLINK, &gone, &plain);
}

struct nl_msg *encode_port_vlans_set(
	const struct vlans_target *to, const struct port_vlans *now, const struct port_vlans *want)
{
	struct vlanset set = { 0 };

	for (int v = vlanset_next(&want->vlans, 0); v >= 0;
		v = vlanset_next(&want->vlans, (unsigned)v + 1))
		if (!vlanset_has(&now->vlans, (unsigned)v) ||
			flags_of(now, (unsigned)v) != flags_of(want, (unsigned)v))
			vlanset_add(&set, (unsigned)v);
	return vlanset_empty(&set) ? NULL : encode(to, RTM_SETLINK, &set, want);
}
