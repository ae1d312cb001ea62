/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of /proc/net/bonding/NAME (drivers/net/bonding/bond_procfs.c) as a value: the only
 * place where the kernel shows each member's partner system, key and port.
 */
#ifndef COMMON_PROC_BONDING_H
#define COMMON_PROC_BONDING_H

#include "arena.h"
#include "err.h"
#include "host_state.h"
#include "lacpdu.h"

struct proc_member {
	char name[LINK_NAME_MAX];
	bool mii_up;
	uint8_t perm_mac[6];
	uint16_t aggregator; /* 0: not shown */
	bool has_lacp;       /* actor and partner below were shown (needs CAP_NET_ADMIN) */
	struct lacp_port actor, partner;
	unsigned speed_mbps; /* 0: unknown */
	bool full_duplex;
	unsigned link_failures;
};

struct proc_bonding {
	bool is_8023ad;
	bool mii_up;
	bool fast; /* LACP rate */
	unsigned min_links;
	unsigned miimon_ms;
	bool has_active; /* active aggregator info was shown */
	unsigned aggregator, num_ports, actor_key, partner_key;
	uint8_t partner_mac[6];
	struct {
		struct proc_member *v;
		size_t n, cap;
	} members;
};

/* Reads text (hostile: cut anywhere, any order). -1 with e when it is no such text at all. */
int proc_bonding_parse(struct arena *a, const char *text, struct proc_bonding *out, struct err *e);

#endif
