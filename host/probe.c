// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "announce.h"
#include "events.h"
#include "host_sim.h"
#include "apply_limits.h"
#include "probe.h"
#include "read.h"
#include "stage.h"
#include "wait.h"

enum {
	HEARD_MS = 1000,
	ASK_MS = 200, /* what is waited for takes seconds */
	FRAME_MAX = 256,
};

struct target {
	const struct step *step;
	int ifindex;
	uint8_t mac[6];
};

struct probing {
	struct arena *a;
	const struct host_state *before;
	struct steps asked; /* STEP_ADDR_ADD; some of them are probed */
	int fd;
	struct target *v; /* once what they are on carries */
	size_t n;
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The first fault of a link that an address to ask about is for; NULL: all carry. */
static const char *fault_of(
	struct arena *a, const struct host_state *now, const struct probing *p, bool *heard)
{
	for (size_t i = 0; i < p->asked.n; i++) {
		const struct step *s = &p->asked.v[i];
		const char *fault = host_is_asked(p->before, s)
			? stage_link_fault(a, now, s->u.addr.link, heard)
			: NULL;

		if (fault)
			return fault;
	}
	return NULL;
}

static void collect(struct probing *p, const struct host_state *now)
{
	p->v = arena_array(p->a, p->asked.n, sizeof(*p->v));
	for (size_t i = 0; i < p->asked.n; i++) {
		const struct step *s = &p->asked.v[i];
		const struct link *l = host_state_link(now, s->u.addr.link);
		struct target *t = &p->v[p->n];

		if (s->u.addr.ip.family != AF_INET || !host_is_asked(p->before, s) || !l ||
			!l->up || !l->carrier || l->not_ethernet)
			continue;
		t->step = s;
		t->ifindex = l->ifindex;
		memcpy(t->mac, l->mac, sizeof(t->mac));
		p->n++;
	}
}

/* Over when all carry, or when that takes too long. */
static bool look(void *ctx, struct arena *a, const struct host_state *now, int64_t waited_ms)
{
	struct probing *p = ctx;
	bool heard = true;

	if (fault_of(a, now, p, &heard))
		return waited_ms >= (heard ? HOST_CARRY_MS : HEARD_MS);
	collect(p, now);
	return true;
}

static void ask(const struct probing *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct target *t = &p->v[i];
		uint8_t frame[ANNOUNCE_MAX];
		size_t len = probe_frame(&t->step->u.addr.ip, t->mac, frame);
		struct sockaddr_ll to = { .sll_family = AF_PACKET,
			.sll_ifindex = t->ifindex,
			.sll_halen = 6,
			.sll_protocol = htons(ETH_P_ARP) };

		memset(to.sll_addr, 0xff, 6);
		if (sendto(p->fd, frame, len, MSG_DONTWAIT, (struct sockaddr *)&to, sizeof(to)) < 0)
			continue; /* an answer to the next is as good */
	}
}

/* Whose frame this is, about which address; NULL: nobody's. */
static const struct target *conflict(
	const struct probing *p, const uint8_t *frame, size_t len, int ifindex, uint8_t who[6])
{
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].ifindex == ifindex &&
			probe_conflict(frame, len, &p->v[i].step->u.addr.ip, p->v[i].mac, who))
			return &p->v[i];
	return NULL;
}

static int listen_for(const struct probing *p, int64_t until_ms, struct err *e)
{
	struct pollfd fd = { .fd = p->fd, .events = POLLIN };
	int64_t left;

	while ((left = until_ms - now_ms()) > 0 && poll(&fd, 1, (int)left) == 1) {
		char ip[IPADDR_TEXT_MAX], mac[MAC_TEXT_MAX];
		struct sockaddr_ll from = { 0 };
		socklen_t size = sizeof(from);
		uint8_t frame[FRAME_MAX], who[6];
		ssize_t len =
			recvfrom(p->fd, frame, sizeof(frame), 0, (struct sockaddr *)&from, &size);
		const struct target *t = len <= 0 || from.sll_pkttype == PACKET_OUTGOING
			? NULL
			: conflict(p, frame, (size_t)len, from.sll_ifindex, who);

		if (!t)
			continue;
		err_set(e, ERR_REFUSED, t->step->u.addr.link,
			"the address %s is in use by %s (it answered an ARP probe)",
			ipaddr_format(&t->step->u.addr.ip, true, ip), mac_format(who, mac));
		return err_hint(e, "give that machine or this bridge another address");
	}
	return 0;
}

static int probe(struct probing *p, const volatile int *stop, struct err *e)
{
	p->fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_ARP));
	if (p->fd < 0)
		return 0; /* without CAP_NET_RAW nobody can be asked */
	for (int i = 0; i < HOST_PROBES && !(stop && *stop); i++) {
		ask(p);
		if (listen_for(p, now_ms() + HOST_PROBE_MS, e)) {
			close(p->fd);
			return -1;
		}
	}
	close(p->fd);
	return 0;
}

int host_probe(struct host_nl *nl, const struct host_state *before, const struct step *v, size_t n,
	const volatile int *stop, struct err *e)
{
	struct probing p = { .a = arena_new(),
		.before = before,
		.asked = { .v = (struct step *)(uintptr_t)v, .n = n } };
	const struct host_wait w = {
		.look = look, .ctx = &p, .limit_ms = HOST_CARRY_MS, .ask_ms = ASK_MS, .stop = stop
	};
	bool any = false;
	struct err unread;
	int rc = 0;

	for (size_t i = 0; i < n; i++)
		any |= host_is_asked(before, &v[i]);
	if (any && !host_wait(nl, &w, &unread) && p.n)
		rc = probe(&p, stop, e);
	arena_free(p.a);
	return rc;
}

static const struct host_addr *added(const struct host_state *now, const struct step *s)
{
	return s->op == STEP_ADDR_ADD && s->u.addr.ip.family == AF_INET6
		? host_state_addr(now, &s->u.addr)
		: NULL;
}

static bool is_settling(const struct host_state *now, const struct steps *steps)
{
	for (size_t i = 0; i < steps->n; i++) {
		const struct host_addr *addr = added(now, &steps->v[i]);
		const struct link *l = addr ? host_state_link(now, addr->link) : NULL;

		if (l && l->carrier && addr->tentative && !addr->dad_failed)
			return true;
	}
	return false;
}

struct host_state *host_read_settled(struct host_nl *nl, struct arena *a, const struct steps *steps,
	const volatile int *stop, struct err *e)
{
	struct host_events *told = host_events_open(HOST_HEAR_ADDRS6, e);
	int64_t end = now_ms() + HOST_SETTLE_MS, left;
	struct host_state *now = told ? host_read(nl, a, e) : NULL;

	while (now && is_settling(now, steps) && !(stop && *stop) && (left = end - now_ms()) > 0) {
		host_events_wait(told, left);
		host_events_skip(told);
		now = host_read(nl, a, e);
	}
	host_events_close(told);
	return now;
}

int host_duplicate(const struct host_state *now, const struct steps *steps, struct err *e)
{
	for (size_t i = 0; i < steps->n; i++) {
		const struct host_addr *addr = added(now, &steps->v[i]);
		char ip[IPADDR_TEXT_MAX];

		if (!addr || !addr->dad_failed)
			continue;
		err_set(e, ERR_REFUSED, addr->link,
			"the address %s is in use by another machine (dadfailed)",
			ipaddr_format(&addr->ip, true, ip));
		return err_hint(e, "give that machine or this link another address");
	}
	return 0;
}
