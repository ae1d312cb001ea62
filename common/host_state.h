/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The network state of a Linux host as a value: one type for wanted and found. Wanted states come
 * from the intent (want_host.h) and from the virtual switch's configuration; found ones from
 * rtnetlink (host/read.h). Links refer to each other by name, so a value means the same anywhere.
 */
#ifndef COMMON_HOST_STATE_H
#define COMMON_HOST_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "bondopt.h"
#include "intent.h"
#include "net.h"
#include "pos.h"
#include "rule.h"
#include "vlanset.h"

enum link_kind {
	LINK_PLAIN, /* a NIC, veth, tap: anything that we never create */
	LINK_BOND,
	LINK_VLAN,
	LINK_BRIDGE,
};

/* Which fields were said (wanted) or seen (found). name and kind always are. */
enum link_has {
	LINK_HAS_UP = 1 << 0,
	LINK_HAS_MAC = 1 << 1,
	LINK_HAS_MASTER = 1 << 2, /* master "" then means: none */
	LINK_HAS_VLAN = 1 << 3,   /* lower and vlan_id */
	LINK_HAS_STP = 1 << 4,
	LINK_HAS_VLAN_FILTERING = 1 << 5, /* vlan_filtering and default_pvid */
	LINK_HAS_PORT_VLANS = 1 << 6,     /* port_vlans: this port of a VLAN-filtering bridge */
	LINK_HAS_MTU = 1 << 7,
	LINK_HAS_NO_ADDRCONF = 1 << 8, /* no_addrconf: no IPv6 link-local address of its own */
	LINK_HAS_FORWARD_DELAY = 1 << 9,
	LINK_HAS_AGEING_TIME = 1 << 10,
	LINK_HAS_MCAST_SNOOPING = 1 << 11,
};

struct port_vlans {
	struct vlanset vlans;    /* that pass */
	struct vlanset untagged; /* of these, leaving without a tag */
	uint16_t pvid;           /* one of vlans; 0: untagged frames are dropped */
};

/* What the kernel knows of a bond beside its options: IFLA_BOND_AD_INFO. Found only. */
struct bond_info {
	bool has; /* an active aggregator exists and we may see it */
	uint16_t aggregator, num_ports, actor_key, partner_key;
	uint8_t partner_mac[6];
};

/* IFLA_INFO_SLAVE_DATA of a bond member. Found only. */
struct member_info {
	bool has;
	bool has_ad; /* the three fields below; absent before the state machine's first run */
	uint16_t aggregator;
	uint8_t actor_state;
	uint16_t partner_state;
	bool active;        /* BOND_STATE_ACTIVE */
	uint8_t mii_status; /* 0 up, 1 fail, 2 down, 3 back */
	uint32_t link_failures;
};

struct link {
	char name[LINK_NAME_MAX];
	enum link_kind kind;
	char kind_name[16]; /* the kernel's word ("veth", "tun"); empty for hardware. Found only */
	unsigned has;       /* enum link_has */
	struct pos pos;     /* where the intent says so. Wanted only */
	bool gone;          /* Wanted only: must not exist */
	bool adopted;       /* Wanted only: what it carries goes elsewhere (adopt.h) */
	int ifindex;        /* Found only */
	bool not_ethernet;  /* lo, tunnels, InfiniBand. Found only */
	bool up;            /* IFF_UP */
	bool carrier;       /* IFF_LOWER_UP. Found only */
	bool no_addrconf;
	bool stp;
	bool vlan_filtering;
	uint16_t default_pvid;
	uint32_t forward_delay, ageing_time; /* of a bridge, in 1/100 s as the kernel has them */
	bool mcast_snooping;
	uint8_t mac[6];
	uint8_t perm_mac[6]; /* the NIC's own, also while it is a member. Found only; zero: none */
	char master[LINK_NAME_MAX];
	char lower[LINK_NAME_MAX];
	uint16_t vlan_id;
	uint32_t mtu;
	uint32_t max_mtu;         /* that its driver takes; 0: not known. Found only */
	uint32_t carrier_changes; /* how often it went or came so far. Found only */
	struct bondopts bond;
	struct bond_info ad;
	struct member_info member;
	struct port_vlans *port_vlans; /* NULL: none said or seen */
};

struct host_addr {
	char link[LINK_NAME_MAX];
	struct ipaddr ip;
	struct pos pos;
	bool link_local;   /* fe80::/10, of each link its own. Found only */
	bool dynamic;      /* from DHCP or router advertisements: not permanent. Found only */
	bool peer;         /* the other end of a point-to-point subnet is said. Found only */
	bool tentative;    /* IPv6: being probed for a duplicate. Found only */
	bool dad_failed;   /* IPv6: somebody else has it. Found only */
	bool nodad;        /* no probing for a duplicate: usable at once */
	bool no_broadcast; /* of IPv4: without a broadcast address */
	bool no_route;     /* makes no route of its subnet: who set it adds one */
	bool gone;         /* Wanted only: must not exist */
};

/* What of a route is not copied here; one that has it is never moved (route_loss.h). */
enum route_extra {
	ROUTE_MULTIPATH = 1 << 0,
	ROUTE_NEXTHOP = 1 << 1, /* a nexthop object */
	ROUTE_METRICS = 1 << 2, /* mtu, advmss and the like */
	ROUTE_ENCAP = 1 << 3,
	ROUTE_TOS = 1 << 4,
};

struct host_route {
	char link[LINK_NAME_MAX]; /* empty: none (blackhole, multipath) */
	struct ipaddr dst;        /* prefix 0: the default route */
	struct ipaddr gateway;    /* family 0: none */
	struct ipaddr src;        /* the preferred source; family 0: none */
	bool onlink;              /* the gateway need not lie in a subnet of the link */
	bool by_hand; /* of protocol kernel, but not the kernel's (no_route). Found only */
	uint32_t table, metric;
	uint8_t protocol, scope, type; /* RTPROT_*, RT_SCOPE_*, RTN_* */
	unsigned extras;               /* enum route_extra. Found only */
	char (*hops)[LINK_NAME_MAX];   /* links of a multipath route. Found only */
	size_t n_hops;
	struct pos pos;
	bool gone; /* Wanted only: must not exist */
};

struct manager_facts; /* managers.h */

struct host_state {
	const char *name; /* of the host, for messages */
	bool adopt;       /* what links carry that become ports moves (adopt.h). Wanted only */
	bool recreate;    /* bonds in use may lose their members for a moment. Wanted only */
	bool limited;     /* read without CAP_NET_ADMIN: ad_* options and port states are unseen */
	uint32_t bond_options; /* bits of enum bondopt that this kernel has; 0: not known. Found
				  only */
	struct {
		struct link *v;
		size_t n, cap;
	} links;
	struct {
		struct host_addr *v;
		size_t n, cap;
	} addrs;
	struct {
		struct host_route *v;
		size_t n, cap;
	} routes; /* of all tables; local and broadcast ones are left out */
	struct {
		struct host_rule *v;
		size_t n, cap;
	} rules;                              /* policy rules that name a link */
	const struct manager_facts *managers; /* NULL: nobody looked. Found only */
	struct host_names *names;             /* of host_state_index(); NULL: none */
};

/* NULL when absent. */
struct link *host_state_link(const struct host_state *s, const char *name);
struct link *host_state_link_by_index(const struct host_state *s, int ifindex);
struct link *host_state_link_by_mac(const struct host_state *s, const uint8_t mac[6]); /* NICs only,
	by permanent MAC first */

bool port_vlans_equal(const struct port_vlans *x, const struct port_vlans *y);

/* Appends a link of that kind. Names over 15 bytes are the caller's mistake and are cut. */
struct link *host_state_add_link(
	struct arena *a, struct host_state *s, const char *name, enum link_kind kind);

/* Takes l out of s; the last link takes its place. */
void host_state_del_link(struct host_state *s, struct link *l);

/*
 * host_state_link() by a table from here on. Links may be added meanwhile, but are renamed and
 * moved only before host_state_reindex(). Without it, it looks at one link after the other.
 */
void host_state_index(struct arena *a, struct host_state *s);
void host_state_reindex(const struct host_state *s);

/* The options that the bonds of s show; 0 where there is none. */
uint32_t host_state_bond_options(const struct host_state *s);

/* A deep copy that lives in a. */
struct host_state *host_state_copy(struct arena *a, const struct host_state *s);

#endif
