// SPDX-License-Identifier: Apache-2.0
#include <time.h>

#include "events.h"
#include "nl.h"
#include "read.h"
#include "reading.h"
#include "wait.h"

/* All links as they are, by index. */
struct live {
	struct host_nl *nl;
	struct host_events *events;
	struct reading r;
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What was told before a reading may be older than it; what came after is behind it in the queue.
 */
static int hear(struct live *l, struct err *e)
{
	struct link_refs refs;
	struct link changed;
	bool lost = false;

	for (;;) {
		switch (host_events_next(l->events, &changed, &refs)) {
		case HOST_EVENT_CHANGED:
			reading_put(&l->r, &changed, &refs);
			break;
		case HOST_EVENT_GONE:
			reading_drop(&l->r, changed.ifindex);
			break;
		case HOST_EVENT_LOST:
			lost = true;
			break;
		case HOST_EVENT_NONE:
			return lost ? reading_links(l->nl, &l->r, e) : 0;
		}
	}
}

static void take_answer(void *ctx, const struct nlmsghdr *h)
{
	struct link_refs refs;
	struct link changed;

	if (!decode_link(h, &changed, &refs))
		reading_put(ctx, &changed, &refs);
}

static bool speaks_lacp(const struct link *l)
{
	return l && l->kind == LINK_BOND && l->bond.value[BONDOPT_MODE] == BOND_MODE_8023AD;
}

static int ask_port_states(struct live *l, struct err *e)
{
	const struct nl_each each = { .each = take_answer, .ctx = &l->r };
	int indexes[NL_BATCH_MAX];
	size_t n = 0;

	for (size_t i = 0; i < l->r.s->links.n && n < NL_BATCH_MAX; i++) {
		const struct link *link = &l->r.s->links.v[i];
		int master = link->member.has ? l->r.refs.v[i].master : 0;

		if (speaks_lacp(link) ||
			(master && speaks_lacp(host_state_link_by_index(l->r.s, master))))
			indexes[n++] = link->ifindex;
	}
	return host_nl_links(l->nl, indexes, n, &each, e);
}

static bool look(const struct live *l, const struct host_wait *w, int64_t waited_ms)
{
	struct reading named = { .a = arena_new(), .refs = l->r.refs };
	bool over;

	named.s = host_state_copy(named.a, l->r.s);
	reading_name(&named);
	over = w->look(w->ctx, named.a, named.s, waited_ms);
	arena_free(named.a);
	return over;
}

/* The answers are newer than what was told before. */
static int follow(struct live *l, const struct host_wait *w, struct err *e)
{
	int64_t start = now_ms(), waited = 0;

	while (!hear(l, e) && (!w->ask_ms || !ask_port_states(l, e))) {
		int64_t left;

		waited = now_ms() - start;
		left = w->limit_ms - waited;
		if (look(l, w, waited) || left <= 0 || (w->stop && *w->stop))
			return 0;
		host_events_wait(l->events, w->ask_ms && w->ask_ms < left ? w->ask_ms : left);
	}
	return -1;
}

int host_wait(struct host_nl *nl, const struct host_wait *w, struct err *e)
{
	struct live l = { .nl = nl, .events = host_events_open(HOST_HEAR_LINKS, e) };
	int rc = -1;

	l.r.a = arena_new();
	l.r.s = ARENA_NEW(l.r.a, struct host_state);
	if (l.events && !reading_links(nl, &l.r, e))
		rc = follow(&l, w, e);
	host_events_close(l.events);
	arena_free(l.r.a);
	return rc;
}
