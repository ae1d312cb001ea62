/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Readers of what Cisco IOS shows of its own side of a channel: its LACP, its trunks, its links,
 * its spanning tree. As those of switch_show.h: pure, and what a row does not say is absent.
 */
#ifndef COMMON_SWITCH_PORTS_H
#define COMMON_SWITCH_PORTS_H

#include "switch_show.h"

/* show lacp internal: the switch's own half of each member */
struct show_lacp_internal {
	unsigned group;
	char port[IFNAME_MAX]; /* canonical */
	char state[12];        /* "bndl", "susp", "hot-sby", "indep", "down" */
	unsigned priority, admin_key, oper_key, port_number;
	uint8_t port_state;
};

struct show_lacp_internals {
	struct {
		struct show_lacp_internal *v;
		size_t n, cap;
	} rows;
};

/* show lacp counters */
struct show_lacp_counter {
	unsigned group;
	char port[IFNAME_MAX];
	unsigned sent, received; /* LACPDUs */
};

struct show_lacp_counters {
	struct {
		struct show_lacp_counter *v;
		size_t n, cap;
	} rows;
};

/* show lacp sys-id */
struct show_lacp_system {
	unsigned priority;
	uint8_t system[6];
};

/* show interfaces trunk. A member of a channel stands behind its Port-channel. */
enum show_trunk_has { TRUNK_ALLOWED = 1 << 0, TRUNK_ACTIVE = 1 << 1, TRUNK_FORWARDING = 1 << 2 };

struct show_trunk {
	char port[IFNAME_MAX];
	char mode[16];   /* "on", "desirable" */
	char status[16]; /* "trunking", "not-trunking" */
	unsigned native; /* 0: not said */
	unsigned has;    /* enum show_trunk_has: the lists that were read whole */
	struct vlanset allowed, active, forwarding;
};

struct show_trunks {
	struct {
		struct show_trunk *v;
		size_t n, cap;
	} rows;
};

/* show interfaces status; show interfaces status err-disabled */
struct show_status {
	char port[IFNAME_MAX];
	char status[16]; /* "connected", "notconnect", "disabled", "err-disabled", "suspended" */
	char vlan[16];   /* "trunk", "routed", "40"; empty when not said */
	char duplex[8];  /* "auto", "full", "a-full" (negotiated); empty when not said */
	char speed[12];  /* "auto", "1000", "a-1000", "10G"; empty when not said */
	char reason[32]; /* of err-disabled ("bpduguard"); empty in the plain form */
};

struct show_statuses {
	struct {
		struct show_status *v;
		size_t n, cap;
	} rows;
};

/* show spanning-tree, also `interface X` and one VLAN's */
struct show_stp {
	unsigned instance;     /* the VLAN, or MST's instance */
	bool mst;              /* instance is MST's */
	char port[IFNAME_MAX]; /* empty in the form of one interface, whose rows are VLANs */
	char role[8];          /* "Desg", "Root", "Altn" */
	char state[8];         /* "FWD", "LRN", "LIS", "BLK", "BKN*" */
};

struct show_stps {
	struct {
		struct show_stp *v;
		size_t n, cap;
	} rows;
};

/* show logging: messages about channels, ports, trunks and spanning tree, oldest first */
struct show_log {
	struct {
		const char *
			*v; /* from '%' on, as printed: "%EC-5-CANNOT_BUNDLE2: Gi1/0/1 is ..." */
		size_t n, cap;
	} lines;
};

/* show system mtu */
struct show_mtu {
	unsigned system; /* of all ports, or of those up to 100 Mbit/s where jumbo is said */
	unsigned jumbo;  /* of faster ones; 0: not said */
};

/* `mtu N` of interfaces in a running-config: 4500, 6500, 9500 and others have one a port */
struct show_port_mtu {
	char port[IFNAME_MAX]; /* canonical */
	unsigned mtu;
};

struct show_port_mtus {
	struct {
		struct show_port_mtu *v;
		size_t n, cap;
	} rows; /* a port without a line has the system's */
};

/* show mac address-table: one row a VLAN and address */
struct show_mac {
	unsigned vlan;
	uint8_t mac[6];
	char port[IFNAME_MAX]; /* canonical */
};

struct show_macs {
	struct {
		struct show_mac *v;
		size_t n, cap;
	} rows;
};

/* What a switch said of itself, each NULL where it was not asked or would not say. */
enum switch_saved { SWITCH_SAVED_UNKNOWN, SWITCH_SAVED_SAME, SWITCH_SAVED_DIFFERS };

struct switch_view {
	const struct show_lacp_internals *internals;
	const struct show_lacp_system *system;
	const struct show_trunks *trunks;
	const struct show_statuses *statuses, *err_disabled;
	const struct show_vlans *vlans;
	const struct show_lacp_counters *counters;
	const struct show_stps *stps;
	const struct show_log *log;
	const struct show_mtu *mtu;
	const struct show_port_mtus *port_mtus; /* NULL also: the configuration is not whole */
	const struct show_macs *macs;
	bool tags_native;        /* its configuration says `vlan dot1q tag native` */
	enum switch_saved saved; /* running-config against startup-config */
};

/* Each: 0, or -1 with e when the text is not such an answer (e.g. `% Invalid input`). */
int show_lacp_internals_parse(
	struct arena *a, const char *text, struct show_lacp_internals *out, struct err *e);
int show_lacp_counters_parse(
	struct arena *a, const char *text, struct show_lacp_counters *out, struct err *e);
int show_lacp_system_parse(const char *text, struct show_lacp_system *out, struct err *e);
int show_trunks_parse(struct arena *a, const char *text, struct show_trunks *out, struct err *e);
int show_statuses_parse(
	struct arena *a, const char *text, struct show_statuses *out, struct err *e);
int show_stps_parse(struct arena *a, const char *text, struct show_stps *out, struct err *e);
int show_log_parse(struct arena *a, const char *text, struct show_log *out, struct err *e);
int show_macs_parse(struct arena *a, const char *text, struct show_macs *out, struct err *e);
int show_mtu_parse(struct arena *a, const char *text, struct show_mtu *out, struct err *e);

/* What a running-config says of its ports' MTUs; the text is kept by reference. */
void show_port_mtus_read(struct arena *a, const char *config, struct show_port_mtus *out);

#endif
