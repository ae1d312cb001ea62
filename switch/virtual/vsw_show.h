/* SPDX-License-Identifier: Apache-2.0 */
/* The show commands: rows of the EXEC table run these. */
#ifndef SWITCH_VIRTUAL_VSW_SHOW_H
#define SWITCH_VIRTUAL_VSW_SHOW_H

#include "vsw_parser.h"

enum { SHOW_LACP_NEIGHBOR, SHOW_LACP_INTERNAL };

/* show.c */
void vsw_show_running(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_running_if(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_startup(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_vlan(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_vtp(struct vswitch_vty *v, const struct vsw_call *c);

/* show_device.c */
void vsw_show_version(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_inventory(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_users(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_lock(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_mtu(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_tag_native(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_internal(struct vswitch_vty *v, const struct vsw_call *c);

/* show_wire.c */
void vsw_show_cdp(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_lldp(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_macs(struct vswitch_vty *v, const struct vsw_call *c);

/* show_interfaces.c */
void vsw_show_interfaces(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_switchport(struct vswitch_vty *v, const struct vsw_call *c);

/* show_lacp_detail.c */
void vsw_show_counters(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_etherchannel_detail(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_privilege(struct vswitch_vty *v, const struct vsw_call *c);

/* archive.c */
void vsw_show_archive(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_differences(struct vswitch_vty *v, const struct vsw_call *c);

/* revert.c */
void vsw_show_revert(struct vswitch_vty *v, const struct vsw_call *c);

/* reload.c, log.c */
void vsw_show_reload(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_logging(struct vswitch_vty *v, const struct vsw_call *c);

/* show_channel.c */
void vsw_show_etherchannel(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_lacp(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_sysid(struct vswitch_vty *v, const struct vsw_call *c);

/* show_ports.c */
void vsw_show_status(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_trunk(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_err_disabled(struct vswitch_vty *v, const struct vsw_call *c);

/* show_stp.c */
void vsw_show_stp_summary(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_stp(struct vswitch_vty *v, const struct vsw_call *c);
void vsw_show_stp_if(struct vswitch_vty *v, const struct vsw_call *c);

#endif
