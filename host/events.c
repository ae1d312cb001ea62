// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <linux/rtnetlink.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "events.h"

enum {
	BUFFER_SIZE = 32 * 1024,
	SOCKET_BUFFER = 1024 * 1024, /* a thousand links that change at once */
};

struct host_events {
	struct nl_sock *sock;
	struct nlmsghdr *at; /* the next message of those received */
	int left;            /* bytes from there on */
	char buffer[BUFFER_SIZE] __attribute__((aligned(NLMSG_ALIGNTO)));
};

static const enum rtnetlink_groups links[] = { RTNLGRP_LINK, RTNLGRP_NONE };
static const enum rtnetlink_groups addrs6[] = { RTNLGRP_IPV6_IFADDR, RTNLGRP_NONE };
static const enum rtnetlink_groups all[] = { RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR,
	RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE, RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_RULE,
	RTNLGRP_NONE };
static const enum rtnetlink_groups *const groups[] = {
	[HOST_HEAR_LINKS] = links,
	[HOST_HEAR_ADDRS6] = addrs6,
	[HOST_HEAR_ALL] = all,
};

struct host_events *host_events_open(enum host_hear what, struct err *e)
{
	struct host_events *ev = malloc(sizeof(*ev)); /* no page of it before it is needed */
	int rc;

	if (!ev)
		abort();
	ev->left = 0;
	ev->sock = nl_socket_alloc();
	if (!ev->sock)
		abort();
	rc = nl_connect(ev->sock, NETLINK_ROUTE);
	for (const enum rtnetlink_groups *g = groups[what]; !rc && *g != RTNLGRP_NONE; g++)
		rc = nl_socket_add_membership(ev->sock, (int)*g);
	if (!rc)
		rc = nl_socket_set_nonblocking(ev->sock);
	if (rc < 0) {
		err_set(e, ERR_ENVIRONMENT, "netlink", "cannot hear of changes: %s",
			nl_geterror(rc));
		host_events_close(ev);
		return NULL;
	}
	nl_socket_set_buffer_size(ev->sock, SOCKET_BUFFER, 0); /* a smaller one loses sooner */
	return ev;
}

void host_events_close(struct host_events *ev)
{
	if (ev)
		nl_socket_free(ev->sock);
	free(ev);
}

int host_events_fd(const struct host_events *ev)
{
	return nl_socket_get_fd(ev->sock);
}

bool host_events_wait(const struct host_events *ev, int64_t ms)
{
	struct pollfd p = { .fd = host_events_fd(ev), .events = POLLIN };

	return poll(&p, 1, (int)ms) != 0;
}

/* A bridge tells of its ports in the same group, with parts of a link only: family AF_BRIDGE. */
enum host_event decode_event(const struct nlmsghdr *h, struct link *l, struct link_refs *refs)
{
	struct ifinfomsg ifi;

	if (!nlmsg_valid_hdr(h, sizeof(ifi)))
		return HOST_EVENT_NONE;
	memcpy(&ifi, nlmsg_data(h), sizeof(ifi));
	if (ifi.ifi_family != AF_UNSPEC)
		return HOST_EVENT_NONE;
	if (!decode_link(h, l, refs))
		return HOST_EVENT_CHANGED;
	if (h->nlmsg_type != RTM_DELLINK)
		return HOST_EVENT_NONE;
	memset(l, 0, sizeof(*l));
	l->ifindex = ifi.ifi_index;
	return HOST_EVENT_GONE;
}

/* The next datagram. False: none, or *lost. */
static bool receive(struct host_events *ev, bool *lost)
{
	struct sockaddr_nl from;
	socklen_t size = sizeof(from);
	ssize_t n;

	do {
		n = recvfrom(host_events_fd(ev), ev->buffer, sizeof(ev->buffer), 0,
			(struct sockaddr *)&from, &size);
	} while ((n < 0 && errno == EINTR) || (n >= 0 && from.nl_pid != 0));
	*lost = n < 0 && errno == ENOBUFS;
	ev->at = (struct nlmsghdr *)(void *)ev->buffer;
	ev->left = n < 0 ? 0 : (int)n;
	return n > 0;
}

enum host_event host_events_next(struct host_events *ev, struct link *l, struct link_refs *refs)
{
	bool lost = false;

	do {
		while (ev->left > 0 && nlmsg_ok(ev->at, ev->left)) {
			enum host_event kind = decode_event(ev->at, l, refs);

			ev->at = nlmsg_next(ev->at, &ev->left);
			if (kind != HOST_EVENT_NONE)
				return kind;
		}
	} while (receive(ev, &lost));
	return lost ? HOST_EVENT_LOST : HOST_EVENT_NONE;
}

void host_events_skip(struct host_events *ev)
{
	bool lost;

	while (receive(ev, &lost) || lost)
		;
	ev->left = 0;
}
