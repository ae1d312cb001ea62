// SPDX-License-Identifier: Apache-2.0
/*
 * Behind the lines of a unit. A line that IOS accepts can still leave a port suspended, and says so
 * in a message that may never be shown; so the state of the channel decides. A member for whom the
 * host is not there yet is as wanted, one that is unlike its Port-channel is not, and one that was
 * bundled before has to be so again.
 */
#include <stdio.h>
#include <string.h>

#include "push_private.h"

enum {
	SETTLE_POLL_MS = 1000,
	SETTLE_UNLIKE_MS = 3000,  /* IOS may suspend a member for a moment, line by line */
	SETTLE_BUNDLE_MS = 20000, /* a leg that was shut comes back within seconds */
};

static struct switch_unit_result *result(struct push *p)
{
	return &p->result->units.v[p->unit];
}

struct dialog_move push_listen(struct push *p)
{
	p->settle.listening = true;
	p->settle.since_ms = 0;
	return dialog_command("terminal monitor");
}

/* A message in the middle of an answer could spoil it. */
struct dialog_move push_deaf(struct push *p)
{
	p->phase = PUSH_PROVE;
	p->settle.listening = true;
	return dialog_command("terminal no monitor");
}

/* The last line sent to the port or to its Port-channel; else the last of all. */
static const char *cause_of(const struct push *p, const struct ios_message *m)
{
	const struct steps *sent = &p->result->units.v[p->unit].sent;
	size_t n = send_heard(&p->send);
	const char *parent;

	for (size_t i = n; i-- > 0;) {
		parent = sent->v[i].u.line.parent;
		if (m->port[0] && parent && !strncmp(parent, "interface ", 10) &&
			(ifname_equal(parent + 10, m->port) || ifname_port_channel(parent + 10)))
			return sent->v[i].u.line.text;
	}
	return n ? sent->v[n - 1].u.line.text : NULL;
}

void push_hear(struct push *p, const struct ios_session *s)
{
	const char *async = ios_session_reply(s)->async;
	struct ios_message m;
	size_t len;

	if ((p->phase != PUSH_SEND && p->phase != PUSH_PROVE) || p->rollback)
		return;
	for (; *async; async += len + (async[len] == '\n')) {
		len = strcspn(async, "\n");
		if (!ios_message_read(async, len, &m) || m.class == MESSAGE_OTHER)
			continue;
		m.cause = cause_of(p, &m);
		*ARENA_PUSH(p->a, &result(p)->heard) = m;
	}
}

struct dialog_move push_settle(struct push *p)
{
	const struct want_unit *u = &p->want->units.v[p->unit];

	if (!u->port_channel || u->parked) /* nothing bundles */
		return push_proven(p);
	p->phase = PUSH_SETTLE;
	if (!p->settle.since_ms) { /* the reading that proved the lines has it */
		p->settle.since_ms = p->dialog.now_ms;
		p->settle.read = p->now;
		return push_settled(p);
	}
	p->settle.refused = false;
	p->settle.read = ARENA_NEW(p->a, struct switch_read);
	reads_start(&p->reads, p->a, SWITCH_STATE, p->settle.read);
	return reads_ask(&p->reads);
}

/*
 * How long the member may stay as it is; 0: it is settled. One that was suspended before is no
 * worse than it was.
 */
static int patience(const struct push *p, const struct settled_member *m)
{
	const struct show_etherchannel *before = &p->result->before.etherchannel;
	unsigned group = p->want->units.v[p->unit].port_channel;

	if (m->state == SETTLED_SUSPENDED && !settle_is_suspended(before, group, m->port))
		return SETTLE_UNLIKE_MS;
	if (m->state == SETTLED_WAITING && settle_is_bundled(before, group, m->port) &&
		!diff_switch_regroups(p->a, &p->want->units.v[p->unit], p->before[p->unit]))
		return SETTLE_BUNDLE_MS;
	return 0;
}

static struct dialog_move failed(struct push *p, const struct settled_member *m)
{
	const struct want_unit *u = &p->want->units.v[p->unit];
	struct err e;

	if (m->state == SETTLED_SUSPENDED)
		err_set(&e, ERR_REFUSED, "", "%s: all lines were taken, but %s is suspended: %s",
			u->bond, m->port, m->why);
	else
		err_set(&e, ERR_REFUSED, "",
			"%s: %s was bundled before, and is not any more after %d s: %s", u->bond,
			m->port, SETTLE_BUNDLE_MS / 1000, m->why);
	return push_undo(p, p->unit, &e);
}

static void tell(struct push *p)
{
	const struct settled_members *all = &result(p)->members;

	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].state == SETTLED_WAITING)
			push_progress(p, "%s: %s waits for %s: %s", p->dialog.name, all->v[i].port,
				p->want->units.v[p->unit].host->name, all->v[i].why);
}

struct dialog_move push_settled(struct push *p)
{
	int64_t waited = p->dialog.now_ms - p->settle.since_ms;
	struct settle_facts facts = { .found = &p->now->found, .messages = &result(p)->heard };
	struct settled_members *all = &result(p)->members;

	if (push_stopped(p))
		return push_interrupted(p);
	if (!p->settle.refused) {
		facts.etherchannel = &p->settle.read->etherchannel;
		facts.neighbors = &p->settle.read->lacp_neighbors;
	}
	settle_judge(p->a, &p->want->units.v[p->unit], &facts, all);
	for (size_t i = 0; i < all->n; i++) {
		int ms = patience(p, &all->v[i]);

		if (ms && waited >= ms)
			return failed(p, &all->v[i]);
		if (ms)
			return dialog_pause(SETTLE_POLL_MS);
	}
	tell(p);
	return push_proven(p);
}
