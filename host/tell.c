// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "announce.h"
#include "read.h"
#include "tell.h"
#include "wait.h"

enum { DEPTH_MAX = 8 };

static bool send_frame(int fd, const struct link *l, const struct ipaddr *ip)
{
	uint8_t frame[ANNOUNCE_MAX];
	size_t len = announce_frame(ip, l->mac, frame);
	struct sockaddr_ll to = { .sll_family = AF_PACKET,
		.sll_ifindex = l->ifindex,
		.sll_halen = 6,
		.sll_protocol = htons((uint16_t)(frame[12] << 8 | frame[13])) };

	memcpy(to.sll_addr, frame, 6);
	return len &&
		sendto(fd, frame, len, MSG_DONTWAIT, (struct sockaddr *)&to, sizeof(to)) ==
		(ssize_t)len;
}

static const struct link *added_on(const struct host_state *now, const struct step *s)
{
	bool says = s->op == STEP_ADDR_ADD || s->op == STEP_ANNOUNCE;
	const struct link *l = says ? host_state_link(now, s->u.addr.link) : NULL;

	return l && l->up && !l->not_ethernet ? l : NULL;
}

unsigned host_tell(const struct host_state *now, const struct steps *steps)
{
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	unsigned n = 0;

	for (size_t i = 0; fd >= 0 && i < steps->n; i++) {
		const struct link *l = added_on(now, &steps->v[i]);

		n += l && send_frame(fd, l, &steps->v[i].u.addr.ip);
	}
	if (fd >= 0)
		close(fd);
	return n;
}

/* The kernel sends by active members only, in every mode (bond_main.c bond_slave_can_tx). */
static bool bond_carries(const struct host_state *now, const struct link *bond)
{
	for (size_t i = 0; bond->carrier && i < now->links.n; i++)
		if (!strcmp(now->links.v[i].master, bond->name) && now->links.v[i].member.active)
			return true;
	return false;
}

/* Whether no bond below the link holds its frames back. */
static bool carries(const struct host_state *now, const struct link *l, int depth)
{
	const struct link *lower = l->lower[0] ? host_state_link(now, l->lower) : NULL;

	if (l->kind == LINK_BOND)
		return bond_carries(now, l);
	if (lower && depth && !carries(now, lower, depth - 1))
		return false;
	for (size_t i = 0; depth && l->kind == LINK_BRIDGE && i < now->links.n; i++)
		if (!strcmp(now->links.v[i].master, l->name) &&
			!carries(now, &now->links.v[i], depth - 1))
			return false;
	return true;
}

static bool all_carry(const struct host_state *now, const struct steps *steps)
{
	for (size_t i = 0; i < steps->n; i++) {
		const struct link *l = added_on(now, &steps->v[i]);

		if (l && !carries(now, l, DEPTH_MAX))
			return false;
	}
	return true;
}

struct telling {
	const struct steps *steps;
	int64_t limit_ms;
	unsigned told;
};

static bool look(void *ctx, struct arena *a, const struct host_state *now, int64_t waited_ms)
{
	struct telling *t = ctx;

	(void)a;
	if (waited_ms < t->limit_ms && !all_carry(now, t->steps))
		return false;
	t->told = host_tell(now, t->steps);
	return true;
}

unsigned host_tell_when_up(struct host_nl *nl, const struct steps *steps, int timeout_ms)
{
	struct telling t = { .steps = steps, .limit_ms = timeout_ms };
	const struct host_wait w = { .look = look, .ctx = &t, .limit_ms = timeout_ms };
	struct err unread;

	return host_wait(nl, &w, &unread) ? 0 : t.told;
}
