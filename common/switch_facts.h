/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a switch says of itself beside its configuration, read before anything is sent: which
 * device it is, what the session may do, what its ports and neighbours are. Readers as those of
 * switch_show.h: pure, text is hostile, what is not said is absent.
 */
#ifndef COMMON_SWITCH_FACTS_H
#define COMMON_SWITCH_FACTS_H

#include "neighbor.h"
#include "switch_ports.h"

/* show version; of a stack, too */
struct show_version {
	const char *software; /* "C3750E Software (C3750E-UNIVERSALK9-M)" */
	const char *release;  /* "12.2(58)SE2"; "" when not said */
	const char *model;    /* "WS-C3850-48U", of the processor's line; "" when not said */
	struct show_serials {
		const char **v;
		size_t n, cap;
	} serials; /* of every member of the stack that says one */
};

/* show cdp neighbors detail, show lldp neighbors detail: one row a neighbour */
struct show_neighbor {
	char port[IFNAME_MAX]; /* canonical, the switch's port */
	enum frame_kind via;   /* FRAME_CDP, FRAME_LLDP */
	char system[NEIGHBOR_TEXT_MAX];
	char remote[2][NEIGHBOR_TEXT_MAX]; /* its port, as it says: its id, its description */
	char about[NEIGHBOR_TEXT_MAX];     /* its platform, or how it describes itself */
	bool bridges;                      /* says that it forwards frames */
	bool linux_host;                   /* says that it runs Linux */
};

struct show_neighbors {
	struct {
		struct show_neighbor *v;
		size_t n, cap;
	} rows;
};

/* show configuration lock */
struct show_lock {
	bool locked;
	char user[32], tty[16];
};

/* The way of this session into the switch, as far as it says; each "" where it does not. */
struct show_path {
	char address[48]; /* of its other end: IPv4 */
	char mac[16];     /* as IOS writes it */
	char port[IFNAME_MAX];
};

/* What a command was asked for and not told, in the device's own words. */
struct switch_unsaid {
	const char *command, *answer;
};

/* Each NULL where it was not asked or would not say. */
struct switch_facts {
	const struct show_version *version;
	const struct show_serials *inventory; /* show inventory */
	const unsigned *privilege;
	const struct show_lock *lock;
	const struct show_statuses *statuses;
	const struct show_trunks *trunks;
	const struct show_neighbors *cdp, *lldp;
	const struct show_macs *macs;
	struct show_path path;
	struct {
		struct switch_unsaid *v;
		size_t n, cap;
	} unsaid;
};

/*
 * Reads the answer to one of these commands (show version, inventory, privilege, configuration
 * lock, interfaces status, interfaces trunk, cdp and lldp neighbors detail, mac address-table);
 * what is no answer becomes unsaid. Another command changes nothing.
 */
void switch_facts_take(
	struct arena *a, struct switch_facts *facts, const char *command, const char *text);

/* "14 connected ports would be down for minutes": what a reload costs, as far as it says. */
const char *switch_reload_price(struct arena *a, const struct switch_facts *facts);

/* Each: 0, or -1 with e when the text is not such an answer (e.g. `% Invalid input`). */
int show_version_parse(struct arena *a, const char *text, struct show_version *out, struct err *e);
int show_inventory_parse(
	struct arena *a, const char *text, struct show_serials *out, struct err *e);
int show_privilege_parse(const char *text, unsigned *out, struct err *e);
int show_lock_parse(const char *text, struct show_lock *out, struct err *e);
bool show_users_parse(const char *text, char address[48]);
bool show_arp_parse(const char *text, const char *address, char mac[16]);
void show_path_parse(struct arena *a, const char *text, char port[IFNAME_MAX]);
int show_cdp_parse(struct arena *a, const char *text, struct show_neighbors *out, struct err *e);
int show_lldp_parse(struct arena *a, const char *text, struct show_neighbors *out, struct err *e);

#endif
