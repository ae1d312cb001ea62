// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <linux/fib_rules.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "decode.h"
#include "nl.h"
#include "read.h"
#include "reading.h"

#ifndef RTEXT_FILTER_BRVLAN_COMPRESSED
#define RTEXT_FILTER_BRVLAN_COMPRESSED (1 << 2)
#endif
#ifndef RTEXT_FILTER_SKIP_STATS
#define RTEXT_FILTER_SKIP_STATS (1 << 3)
#endif

enum { PROC_MAX = 1 << 20, HOPS_MAX = 64 };

static void restart_links(void *ctx)
{
	struct reading *r = ctx;

	r->s->links.n = 0;
	r->refs.n = 0;
}

static void take_link(void *ctx, const struct nlmsghdr *h)
{
	struct reading *r = ctx;
	struct link_refs refs;
	struct link l;

	if (decode_link(h, &l, &refs))
		return;
	*ARENA_PUSH(r->a, &r->s->links) = l;
	*ARENA_PUSH(r->a, &r->refs) = refs;
}

static struct nl_msg *dump_message(int type, int family, uint32_t filter)
{
	struct nl_msg *msg = nlmsg_alloc_simple(type, 0);
	struct ifinfomsg ifi = { .ifi_family = (unsigned char)family };

	if (!msg || nlmsg_append(msg, &ifi, sizeof(ifi), NLMSG_ALIGNTO) < 0 ||
		nla_put_u32(msg, IFLA_EXT_MASK, filter) < 0)
		abort();
	return msg;
}

int reading_links(struct host_nl *nl, struct reading *r, struct err *e)
{
	struct nl_each each = { take_link, restart_links, r };

	return host_nl_dump(
		nl, dump_message(RTM_GETLINK, AF_UNSPEC, RTEXT_FILTER_SKIP_STATS), &each, e);
}

static void restart_nothing(void *ctx)
{
	(void)ctx; /* a later message about a port replaces the earlier one */
}

static void take_port_vlans(void *ctx, const struct nlmsghdr *h)
{
	struct reading *r = ctx;
	struct port_vlans v;
	struct link *l, *bridge;
	int index;

	if (decode_port_vlans(h, &v, &index))
		return;
	l = reading_find(r, index);
	bridge = l && l->kind != LINK_BRIDGE ? host_state_link(r->s, l->master) : l;
	if (!bridge || !bridge->vlan_filtering)
		return;
	if (!l->port_vlans)
		l->port_vlans = ARENA_NEW(r->a, struct port_vlans);
	*l->port_vlans = v;
	l->has |= LINK_HAS_PORT_VLANS;
}

/* Only bridges that filter have VLANs which mean something. */
static int read_port_vlans(struct host_nl *nl, struct reading *r, struct err *e)
{
	struct nl_each each = { take_port_vlans, restart_nothing, r };
	bool any = false;

	for (size_t i = 0; i < r->s->links.n; i++)
		any |= r->s->links.v[i].kind == LINK_BRIDGE && r->s->links.v[i].vlan_filtering;
	if (!any)
		return 0;
	return host_nl_dump(
		nl, dump_message(RTM_GETLINK, AF_BRIDGE, RTEXT_FILTER_BRVLAN_COMPRESSED), &each, e);
}

struct vlans_of {
	int index;
	struct port_vlans vlans;
};

static void take_vlans(void *ctx, const struct nlmsghdr *h)
{
	struct vlans_of *want = ctx;
	struct port_vlans v;
	int index;

	if (!decode_port_vlans(h, &v, &index) && index == want->index)
		want->vlans = v;
}

int host_read_port_vlans(struct host_nl *nl, int port, struct port_vlans *out, struct err *e)
{
	struct vlans_of found = { .index = port };
	struct nl_each each = { take_vlans, restart_nothing, &found };
	int rc = host_nl_dump(
		nl, dump_message(RTM_GETLINK, AF_BRIDGE, RTEXT_FILTER_BRVLAN_COMPRESSED), &each, e);

	*out = found.vlans;
	return rc;
}

static void restart_addrs(void *ctx)
{
	((struct reading *)ctx)->s->addrs.n = 0;
}

static void take_addr(void *ctx, const struct nlmsghdr *h)
{
	struct reading *r = ctx;
	struct host_addr addr;
	int index;

	if (decode_addr(h, &addr, &index))
		return;
	reading_name_of(r, index, addr.link);
	r->no_route |= addr.no_route;
	if (addr.link[0])
		*ARENA_PUSH(r->a, &r->s->addrs) = addr;
}

static int read_addrs(struct host_nl *nl, struct reading *r, struct err *e)
{
	struct nl_each each = { take_addr, restart_addrs, r };
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_GETADDR, 0);
	struct ifaddrmsg ifa = { .ifa_family = AF_UNSPEC };

	if (!msg || nlmsg_append(msg, &ifa, sizeof(ifa), NLMSG_ALIGNTO) < 0)
		abort();
	return host_nl_dump(nl, msg, &each, e);
}

static void restart_routes(void *ctx)
{
	((struct reading *)ctx)->s->routes.n = 0;
}

static void name_hops(const struct reading *r, const struct nlmsghdr *h, struct host_route *route)
{
	int hops[HOPS_MAX];

	route->n_hops = decode_hops(h, hops, HOPS_MAX);
	route->hops = arena_array(r->a, route->n_hops, sizeof(*route->hops));
	for (size_t i = 0; i < route->n_hops; i++)
		reading_name_of(r, hops[i], route->hops[i]);
}

/* The connected route of addresses that make none: NetworkManager's, with a metric of its own. */
static bool is_by_hand(const struct reading *r, const struct host_route *route)
{
	bool by_hand = false;

	if (!r->no_route || route->protocol != RTPROT_KERNEL || route->gateway.family)
		return false;
	for (size_t i = 0; i < r->s->addrs.n; i++) {
		const struct host_addr *addr = &r->s->addrs.v[i];

		if (addr->ip.prefix != route->dst.prefix || strcmp(addr->link, route->link) != 0 ||
			!ipaddr_in_subnet(&route->dst, &addr->ip))
			continue;
		if (!addr->no_route)
			return false;
		by_hand = true;
	}
	return by_hand;
}

static void take_route(void *ctx, const struct nlmsghdr *h)
{
	struct reading *r = ctx;
	struct host_route route;
	int index;

	if (decode_route(h, &route, &index))
		return;
	reading_name_of(r, index, route.link);
	route.by_hand = is_by_hand(r, &route);
	if (route.extras & ROUTE_MULTIPATH)
		name_hops(r, h, &route);
	*ARENA_PUSH(r->a, &r->s->routes) = route;
}

static int read_routes(struct host_nl *nl, struct reading *r, struct err *e)
{
	struct nl_each each = { take_route, restart_routes, r };
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_GETROUTE, 0);
	struct rtmsg rtm = { .rtm_family = AF_UNSPEC };

	if (!msg || nlmsg_append(msg, &rtm, sizeof(rtm), NLMSG_ALIGNTO) < 0)
		abort();
	return host_nl_dump(nl, msg, &each, e);
}

static void restart_rules(void *ctx)
{
	((struct reading *)ctx)->s->rules.n = 0;
}

static void take_rule(void *ctx, const struct nlmsghdr *h)
{
	struct reading *r = ctx;
	struct host_rule rule;

	if (!decode_rule(h, &rule))
		*ARENA_PUSH(r->a, &r->s->rules) = rule;
}

static int read_rules(struct host_nl *nl, struct reading *r, struct err *e)
{
	struct nl_each each = { take_rule, restart_rules, r };
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_GETRULE, 0);
	struct fib_rule_hdr rule = { .family = AF_UNSPEC };

	if (!msg || nlmsg_append(msg, &rule, sizeof(rule), NLMSG_ALIGNTO) < 0)
		abort();
	return host_nl_dump(nl, msg, &each, e);
}

/* The kernel shows them only to CAP_NET_ADMIN of the first user namespace (bond_netlink.c). */
static bool hides_options(const struct host_state *s)
{
	for (size_t i = 0; i < s->links.n; i++) {
		const struct bondopts *b = &s->links.v[i].bond;

		if (s->links.v[i].kind == LINK_BOND && b->value[BONDOPT_MODE] == BOND_MODE_8023AD &&
			!(b->has & 1u << BONDOPT_AD_ACTOR_SYS_PRIO))
			return true;
	}
	return !host_may_change();
}

static struct host_state *read_state(struct host_nl *nl, struct arena *a, bool all, struct err *e)
{
	struct reading r = { .a = a, .s = ARENA_NEW(a, struct host_state) };

	if (reading_links(nl, &r, e))
		return NULL;
	reading_name(&r);
	r.s->limited = hides_options(r.s);
	r.s->bond_options = host_state_bond_options(r.s);
	if (all &&
		(read_port_vlans(nl, &r, e) || read_addrs(nl, &r, e) || read_routes(nl, &r, e) ||
			read_rules(nl, &r, e)))
		return NULL;
	return r.s;
}

struct host_state *host_read(struct host_nl *nl, struct arena *a, struct err *e)
{
	return read_state(nl, a, true, e);
}

struct host_state *host_read_links(struct host_nl *nl, struct arena *a, struct err *e)
{
	return read_state(nl, a, false, e);
}

/* The file of the calling thread's namespace: a process may have threads in others. */
char *host_read_proc_bonding(struct arena *a, const char *bond, struct err *e)
{
	char path[64 + LINK_NAME_MAX], chunk[4096], *text = NULL;
	struct buf b = { 0 };
	ssize_t n = 0;
	int fd;

	if (strchr(bond, '/') || !bond[0] || bond[0] == '.') {
		err_set(e, ERR_ENVIRONMENT, bond, "no such bond");
		return NULL;
	}
	snprintf(path, sizeof(path), "/proc/thread-self/net/bonding/%s", bond);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		err_set(e, ERR_ENVIRONMENT, bond, "/proc/net/bonding/%s: %s", bond,
			strerror(errno));
		return NULL;
	}
	while (b.len <= PROC_MAX && (n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(&b, chunk, (size_t)n);
	if (n < 0 || b.len > PROC_MAX)
		err_set(e, ERR_ENVIRONMENT, bond, "/proc/net/bonding/%s: %s", bond,
			n < 0 ? strerror(errno) : "over 1 MiB");
	else
		text = arena_strdup(a, buf_text(&b));
	close(fd);
	buf_free(&b);
	return text;
}

bool host_nic_is_vf(const char *nic)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/class/net/%s/device/physfn", nic);
	return !access(path, F_OK);
}

void host_nic_driver(const char *nic, char *out, size_t size)
{
	char path[128], target[256];
	const char *slash;
	ssize_t n;

	snprintf(path, sizeof(path), "/sys/class/net/%s/device/driver", nic);
	n = readlink(path, target, sizeof(target) - 1);
	target[n > 0 ? n : 0] = '\0';
	slash = strrchr(target, '/');
	snprintf(out, size, "%.*s", (int)size - 1, slash ? slash + 1 : "");
}
