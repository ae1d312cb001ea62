/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The found state of this kernel by rtnetlink (RTM_GETLINK, RTM_GETADDR, RTM_GETROUTE). Needs no
 * privilege; without CAP_NET_ADMIN the kernel hides ad_* options, which sets `limited`.
 */
#ifndef HOST_READ_H
#define HOST_READ_H

#include "err.h"
#include "host_state.h"

struct host_nl; /* a netlink socket with extended ACKs; see host/nl.h */

/* Opens the socket in the current network namespace. Returns NULL with e (ERR_ENVIRONMENT). */
struct host_nl *host_nl_open(struct err *e);
void host_nl_close(struct host_nl *nl); /* NULL is fine */

/* Dumps everything. Retries dumps that the kernel marks as interrupted. 0 or -1. */
struct host_state *host_read(struct host_nl *nl, struct arena *a, struct err *e);

/* Dumps links only: for polling port states, which raise no event. NULL with e. */
struct host_state *host_read_links(struct host_nl *nl, struct arena *a, struct err *e);

/* The VLANs of one bridge port, none where it has none. 0, or -1 with e. */
int host_read_port_vlans(struct host_nl *nl, int port, struct port_vlans *out, struct err *e);

/*
 * The options that bonds of this kernel have, as bits (1 << enum bondopt): asked of a bond in a
 * network namespace of its own, so nothing here changes, but the module is loaded. Needs root.
 * 0, or -1 with e.
 */
int host_probe_bond(uint32_t *options, struct err *e);

/* /proc/net/bonding/NAME of this network namespace, or NULL with e. At most 1 MiB. */
char *host_read_proc_bonding(struct arena *a, const char *bond, struct err *e);

/*
 * The link that carries the session of this process: from SSH_CONNECTION's server address, when
 * it is an address of this host. NULL: none, or not known.
 */
const char *host_session_link(const struct host_state *found, const char *ssh_connection);

/* Whether this process has CAP_NET_ADMIN (apply) or CAP_NET_RAW (live verify). */
bool host_may_change(void);
bool host_may_capture(void);

/* Whether a NIC is a virtual function (SR-IOV), by sysfs. */
bool host_nic_is_vf(const char *nic);

/* The driver of a NIC ("i40e"), "" when it has none that sysfs names. */
void host_nic_driver(const char *nic, char *out, size_t size);

#endif
