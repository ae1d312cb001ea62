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
#include "neighbor.h"
#include "proc_bonding.h"
#include "switch_ports.h"

typedef int64_t nanosec; /* since an epoch that all evidence shares */
#define SEC(n) ((nanosec)((n)*INT64_C(1000000000)))
#define MSEC(n) ((nanosec)((n)*INT64_C(1000000)))

/* 802.3ad 43.4.4: how old the newest LACPDU may be before a port expires. */
#define LACP_SHORT_TIMEOUT_NS SEC(3)
#define LACP_LONG_TIMEOUT_NS SEC(90)
#define LACP_SLOW_PERIOD_NS SEC(30)

enum { OBSERVE_TALKERS_MAX = 4 };

struct observe_pdu {
	bool seen;
	nanosec time;
	struct lacpdu pdu;
};

/* What the kernel has counted of a member: RTM_GETSTATS (host/stats.h). */
struct observe_counters {
	bool seen;
	uint64_t rx, tx, illegal; /* LACPDUs; illegal: too short */
	uint64_t packets_sent;    /* of anything */
	unsigned captured;        /* how many LACPDUs our capture had received by then */
};

/* One sender on a member's wire: a system and the source address that it sends from. */
struct observe_talker {
	uint8_t system[6], source[6];
	nanosec first, last;
	unsigned count;
};

struct observe_member {
	char name[LINK_NAME_MAX];
	bool planned;  /* the intent names it; offline: it is in the bond, or has a file */
	bool captured; /* its wire is (or was) listened to */
	nanosec listening_since;
	bool has_perm_mac;
	uint8_t perm_mac[6]; /* tells what we sent from what we heard */
	/* the kernel's view; has_link false: not known (no /proc text, no netlink) */
	bool has_link, present, in_bond, carrier;
	nanosec link_since;       /* its newest link-up, when flapped */
	bool flapped;             /* the link went up, or the NIC joined, while we looked */
	uint32_t carrier_changes; /* as counted so far: two more between two looks are a flap */
	bool has_kernel;          /* the next five: newest from netlink or /proc */
	nanosec kernel_time;
	uint16_t aggregator;
	struct lacp_port kernel_actor, kernel_partner; /* only .state is set when from netlink */
	bool kernel_full;                              /* all of both is set (/proc) */
	/* the wire */
	struct observe_pdu rx, tx; /* newest of each direction */
	unsigned rx_count, tx_count;
	nanosec first_rx;
	unsigned gaps; /* pauses between two received PDUs over the timeout that we ask for */
	nanosec longest_gap;
	struct observe_talker talkers[OBSERVE_TALKERS_MAX]; /* heard on this wire */
	unsigned n_talkers;
	unsigned short_count;        /* LACPDUs received that Linux refuses for their length */
	unsigned tagged_count;       /* LACPDUs received with an 802.1Q tag */
	uint16_t tagged_vlan;        /* of the newest */
	unsigned heard[FRAME_KINDS]; /* frames received that are no LACPDUs */
	struct neighbor lldp, cdp;   /* the newest of each */
	struct neighbor learned;     /* where the switch has learnt our address */
	char driver[LINK_NAME_MAX];  /* of the NIC; "" when not known */
	bool is_vf;                  /* a virtual function of a NIC that others share */
	struct observe_counters counters, first_counters; /* the newest, and the first seen */
	bool left_early; /* we said goodbye (G clear) before the port had ever passed: */
	nanosec left_at;
	nanosec changed_at;    /* the newest change of anything above that negotiation depends on */
	nanosec candidate_lag; /* from the LACPDU on the wire to our saying so; live */
	nanosec passing_since; /* its own clauses hold without a break since; valid when passing */
	bool passing;
	bool has_passed, was_up; /* its clauses have held once; have held once for `stable` */
	bool broke;              /* they held and broke: */
	nanosec broke_at;        /* the newest break */
	const char *broke_why;   /* the clause that broke then */
	/* the plan, when known: */
	const char *sw, *port;   /* "sw1", "GigabitEthernet1/0/1"; NULL: not planned so */
	const char *sw_hostname; /* the device's own name, where the plan has it */
};

enum bridge_state {
	BRIDGE_UNSEEN,
	BRIDGE_WELL,
	BRIDGE_ABSENT,
	BRIDGE_DOWN,
	BRIDGE_NO_PORT,        /* its port does not exist */
	BRIDGE_PORT_ELSEWHERE, /* is no port of it */
	BRIDGE_PORT_DOWN,
	BRIDGE_OTHER_VLAN, /* the port is of another VLAN, or of another link */
	BRIDGE_OTHER_PVID, /* the bridge filters VLANs, and what comes untagged is not let in */
};

struct observe_bridge { /* a planned one on this bond */
	char name[LINK_NAME_MAX];
	unsigned vlan;            /* 0: VLAN-aware, of all VLANs of the trunk */
	char port[LINK_NAME_MAX]; /* the bond itself, or its VLAN device */
	enum bridge_state state;
};

enum probe_answer { PROBE_NOT_ASKED, PROBE_ANSWERED, PROBE_SILENT };

/* A question that was to be asked in a VLAN: who has this address? */
struct observe_probe {
	unsigned vlan;
	char link[LINK_NAME_MAX]; /* through which it goes out */
	struct ipaddr to;
	enum probe_answer answer;
	unsigned asked; /* how often */
	uint8_t mac[6]; /* who answered */
	const char *error;
};

/*
 * BPDUs of PVST+ and rapid PVST+, which a trunk sends every 2 s for each VLAN that is allowed and
 * active on it: with the VLAN's tag, the native one's without.
 */
struct observe_bpdus {
	unsigned count;
	struct vlanset tagged;     /* VLANs whose BPDUs came with their tag */
	unsigned untagged;         /* the VLAN that came without; 0: none did */
	struct vlanset forwarding; /* of all these, that the newest BPDU says are forwarding: */
	struct vlanset blocked;    /* ... and are not. Only rapid PVST+ says either */
};

struct observe_bond {
	const char *name;
	bool has_link, present; /* the bond itself, as the kernel knows it */
	bool carrier;
	bool by_netlink; /* links were dumped: /proc text then adds only ids and port states */
	bool is_8023ad;
	unsigned min_links;
	bool has_mac;     /* its address, as netlink has it */
	bool mac_planned; /* the plan gives it one */
	uint8_t mac[6];
	unsigned mtu, mtu_planned; /* 0: not known, not planned */
	struct observe_bpdus bpdus;
	unsigned port_channel; /* planned; 0: not known */
	bool has_trunk;        /* the next two are planned */
	struct vlanset vlans;  /* that the trunk must carry */
	unsigned native;       /* 0: none, or not said */
	unsigned parked;       /* without one: the switch's, which no trunk carries; or 0 */
	struct {
		struct observe_member *v;
		size_t n, cap;
	} members; /* observe_member() may move them */
	struct {
		struct observe_bridge *v;
		size_t n, cap;
	} bridges;
	struct {
		struct observe_probe *v;
		size_t n, cap;
	} probes;
	nanosec start, now; /* of the observation */
	nanosec stable;     /* how long clauses must hold: 3 s unless asked */
	bool recorded;      /* from files: there is no plan and no switch */
	bool ended;         /* no more evidence will come: a recording's end, or the deadline */
	bool broken_off;    /* by a signal: what was awaited then is not known */
	bool switch_answered;
	nanosec switch_time;      /* when it was asked for: its answer is not older */
	const char *switch_error; /* why there is no answer, or NULL */
	const char *switch_name;
	const struct show_etherchannel *etherchannel; /* its answers, or NULL */
	const struct show_lacp_neighbors *lacp_neighbors;
	const struct switch_view *view;
};

/* What the plan wants as the trunk's native VLAN; 0: nothing. */
static inline unsigned observe_trunk_native(const struct observe_bond *b)
{
	return b->native ? b->native : b->parked;
}

struct observe_bond *observe_new(struct arena *a, const char *name, nanosec start);

/* Finds or adds a member. */
struct observe_member *observe_member(struct arena *a, struct observe_bond *b, const char *name);

/*
 * A frame seen on the wire of m at `time`; anything but LACPDUs and neighbours is only counted.
 * Direction: by the
 * capture where it knows (out 1 or 0), else (-1) by the source address against perm_mac. Times
 * must not go back by more than a capture's jitter; an older one counts as the newest time.
 */
void observe_frame(struct observe_bond *b, struct observe_member *m, nanosec time, int out,
	const uint8_t *frame, size_t len);

/*
 * The kernel's view from a dump (host_read_links) or from /proc text; members absent in it are
 * marked so, and those that only it names are passed over.
 */
void observe_links(struct observe_bond *b, const struct host_state *links, nanosec time);
/* One member's link as an event or a look tells it; NULL: there is no such NIC. */
void observe_link(
	struct observe_bond *b, struct observe_member *m, const struct link *l, nanosec time);
void observe_proc(struct observe_bond *b, const struct proc_bonding *p, nanosec time);

/* A planned bridge of a VLAN (0: of all) and its port; observe_bridges() looks at all of them. */
void observe_bridge_add(
	struct arena *a, struct observe_bond *b, const char *name, unsigned vlan, const char *port);
void observe_bridges(struct observe_bond *b, const struct host_state *links);

/* The kernel has no such bond. */
void observe_no_bond(struct observe_bond *b, nanosec time);

/* What the kernel has counted of a member so far; `seen` need not be set. */
void observe_counters(struct observe_member *m, const struct observe_counters *c);

/* Time passes: expiries and missed PDUs are judged against it. */
void observe_time(struct observe_bond *b, nanosec now);

#endif
