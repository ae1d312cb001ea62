/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An observation of one bond: what is planned, what was seen of each member on the wire, in the
 * kernel and at the switch. Evidence is fed in as it comes, with its time; verdict.h judges it at
 * any moment. No sockets, no clock: the same code judges a live bond and a recording.
 */
#ifndef COMMON_OBSERVE_H
#define COMMON_OBSERVE_H

#include "arena.h"
#include "lacpdu.h"
#include "proc_bonding.h"
#include "switch_show.h"

typedef int64_t nanosec; /* since an epoch that all evidence shares */
#define SEC(n) ((nanosec)((n)*INT64_C(1000000000)))

enum { OBSERVE_TALKERS_MAX = 4 };

/* A stretch in which a clause of the verdict may have broken: see observe.c. */
struct observe_pdu {
	bool seen;
	nanosec time;
	struct lacpdu pdu;
};

struct observe_member {
	char name[LINK_NAME_MAX];
	bool planned; /* the intent names it (or, offline, it was given) */
	bool has_perm_mac;
	uint8_t perm_mac[6]; /* tells what we sent from what we heard */
	/* the kernel's view; has_link false: not known (no /proc text, no netlink) */
	bool has_link, present, in_bond, carrier;
	bool has_kernel; /* the next three: newest from netlink or /proc */
	uint16_t aggregator;
	struct lacp_port kernel_actor, kernel_partner; /* only .state is set when from netlink */
	bool kernel_partner_full;                      /* all of kernel_partner is set (/proc) */
	/* the wire */
	struct observe_pdu rx, tx; /* newest of each direction */
	unsigned rx_count, tx_count;
	struct {
		uint8_t system[6], source[6];
	} talkers[OBSERVE_TALKERS_MAX]; /* distinct senders heard on this wire */
	unsigned n_talkers;
	nanosec passing_since; /* when the member's own clauses began to hold without a break; 0:
				  not */
	nanosec broke_at;      /* the newest break after it had held; 0: never */
	const char *broke_why; /* the clause that broke then, for messages */
	bool was_up;           /* it had once held for `stable` */
	/* the plan and the switch, when known: */
	const char *sw, *port; /* "sw1", "GigabitEthernet1/0/1"; NULL: not planned so */
};

struct observe_bond {
	const char *name;
	bool has_link, present; /* the bond itself, as the kernel knows it */
	bool carrier;
	bool is_8023ad;
	unsigned min_links;
	unsigned port_channel; /* planned; 0: not known */
	struct {
		struct observe_member *v;
		size_t n, cap;
	} members;
	nanosec start, now; /* of the observation */
	nanosec stable;     /* how long clauses must hold: 3 s unless asked */
	bool offline;       /* the end of the recording is the end of the evidence */
	bool switch_asked, switch_answered;
	const char *switch_error; /* why it did not answer, or NULL */
	const char *switch_name;
	const struct show_etherchannel *etherchannel; /* its answers, or NULL */
	const struct show_lacp_neighbors *lacp_neighbors;
};

struct observe_bond *observe_new(struct arena *a, const char *name, nanosec start);

/* Finds or adds a member. */
struct observe_member *observe_member(struct arena *a, struct observe_bond *b, const char *name);

/*
 * A frame seen on the wire of m at `time`; anything but LACPDUs is ignored. Direction: by the
 * capture where it knows (out 1 or 0), else (-1) by the source address against perm_mac. Times
 * must not go back by more than a capture's jitter; an older one counts as the newest time.
 */
void observe_frame(struct observe_bond *b, struct observe_member *m, nanosec time, int out,
	const uint8_t *frame, size_t len);

/* The kernel's view from a dump (host_read_links) or from /proc text; members absent in it are
 * marked so. */
void observe_links(struct observe_bond *b, const struct host_state *links, nanosec time);
void observe_proc(struct observe_bond *b, const struct proc_bonding *p, nanosec time);

/* Time passes: expiries and missed PDUs are judged against it. */
void observe_time(struct observe_bond *b, nanosec now);

#endif
