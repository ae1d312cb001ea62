// SPDX-License-Identifier: Apache-2.0
/*
 * One leg of a bond at a time. A port that was in service before has to be so again before the next
 * one is shut; and the leg that carries this session waits until another member is. It never comes:
 * what is left is not touched, and the rest is taken back.
 */
#include <stdio.h>
#include <string.h>

#include "push_private.h"

enum { LEG_POLL_MS = 1000, LEG_PATIENCE_MS = 40000 }; /* spanning tree takes 30 s to forward */

static const struct want_unit *unit_of(const struct push *p)
{
	return &p->want->units.v[p->unit];
}

/* The unit's port that is shut by this line; NULL: none is. */
static const char *shut_by(const struct push *p, const struct step *s)
{
	const struct want_unit *u = unit_of(p);
	const char *parent = s->u.line.parent;

	if (!parent || strncmp(parent, "interface ", 10) || strcmp(s->text, "shutdown") != 0)
		return NULL;
	for (size_t i = 0; i < u->ports.n; i++)
		if (ifname_equal(u->ports.v[i], parent + 10))
			return u->ports.v[i];
	return NULL;
}

static bool is_trunking(const struct show_trunks *t, const struct want_unit *u, const char *port)
{
	for (size_t i = 0; t && i < t->rows.n; i++) {
		struct vlanset passing = t->rows.v[i].forwarding;

		if (strcmp(t->rows.v[i].port, port) != 0)
			continue;
		vlanset_intersect(&passing, &u->vlans);
		return !strcmp(t->rows.v[i].status, "trunking") &&
			(!(t->rows.v[i].has & TRUNK_FORWARDING) || !vlanset_empty(&passing));
	}
	return false;
}

static bool is_connected(const struct show_statuses *s, const char *port)
{
	for (size_t i = 0; s && i < s->rows.n; i++)
		if (!strcmp(s->rows.v[i].port, port))
			return !strcmp(s->rows.v[i].status, "connected");
	return false;
}

/* Before anything was sent: bundled; of a bond without a group, whatever has a link. */
static bool served(const struct push *p, const struct want_unit *u, const char *port)
{
	const struct switch_read *before = &p->result->before;
	const struct switch_facts *facts = before->found.facts;

	if (u->port_channel)
		return settle_is_bundled(&before->etherchannel, u->port_channel, port);
	return facts && is_connected(facts->statuses, port);
}

size_t push_leg_waits(const struct push *p, const struct want_unit *u)
{
	const struct switch_facts *facts = p->result->before.found.facts;
	size_t n = 0;

	for (size_t i = 0; i < u->ports.n; i++)
		n += served(p, u, u->ports.v[i]) ||
			(facts && !strcmp(facts->path.port, u->ports.v[i]));
	return n;
}

static bool is_of_unit(const struct push *p, const char *port)
{
	const struct want_unit *u = unit_of(p);

	for (size_t i = 0; *port && i < u->ports.n; i++)
		if (!strcmp(u->ports.v[i], port))
			return true;
	return false;
}

/* Whether one that was in service is among those that lines before `end` shut. */
static bool disturbs(const struct push *p, size_t end)
{
	const char *port;

	for (size_t i = 0; i < end; i++)
		if ((port = shut_by(p, &p->lines.v[i])) && served(p, unit_of(p), port))
			return true;
	return false;
}

/* From line `at` on; the one before it has waited. */
static void split(struct push *p, size_t at)
{
	const struct switch_facts *facts = p->now->found.facts;

	p->leg = (struct leg){ .own = facts ? facts->path.port : "" };
	if (!is_of_unit(p, p->leg.own))
		p->leg.own = "";
	/* All have to leave before the first joins, or for good: there is nothing to wait for. */
	if (unit_of(p)->parked || diff_switch_regroups(p->a, unit_of(p), p->before[p->unit]))
		return;
	for (; at < p->lines.n; at++) {
		const char *port = shut_by(p, &p->lines.v[at]);

		if (port && (!strcmp(port, p->leg.own) || disturbs(p, at)))
			break;
	}
	if (at >= p->lines.n)
		return;
	p->leg.next = shut_by(p, &p->lines.v[at]);
	for (size_t i = at; i < p->lines.n; i++)
		*ARENA_PUSH(p->a, &p->leg.rest) = p->lines.v[i];
	p->lines.n = at;
}

void push_leg_split(struct push *p)
{
	split(p, 0);
}

/* Behind the last line a channel settles by push_settle.c, which says more. */
bool push_leg_due(const struct push *p)
{
	return p->leg.rest.n ||
		(!unit_of(p)->port_channel && !unit_of(p)->parked && disturbs(p, p->lines.n));
}

struct dialog_move push_leg_wait(struct push *p)
{
	if (!p->leg.waiting) {
		p->leg.since_ms = p->dialog.now_ms;
		if (p->leg.rest.n)
			push_progress(p, "%s: %s%s comes next: waiting until another member is %s",
				p->dialog.name, p->leg.next,
				!strcmp(p->leg.next, p->leg.own) ? ", which carries this session,"
								 : "",
				unit_of(p)->port_channel ? "bundled" : "forwarding");
	}
	p->leg.waiting = true;
	return dialog_command(
		unit_of(p)->port_channel ? "show etherchannel summary" : "show interfaces trunk");
}

/* What it says now of the ports of the unit. */
struct legs_now {
	struct show_etherchannel channels;
	struct show_trunks trunks;
};

static int read_now(struct push *p, const char *text, struct legs_now *out, struct err *e)
{
	text = arena_strdup(p->a, text);
	return unit_of(p)->port_channel ? show_etherchannel_parse(p->a, text, &out->channels, e)
					: show_trunks_parse(p->a, text, &out->trunks, e);
}

static bool serves(const struct push *p, const struct legs_now *now, const char *port)
{
	const struct want_unit *u = unit_of(p);

	return u->port_channel ? settle_is_bundled(&now->channels, u->port_channel, port)
			       : is_trunking(&now->trunks, u, port);
}

/* A port that was shut and does not serve again, as it did before; NULL: none. */
static const char *away(const struct push *p, const struct legs_now *now)
{
	const struct want_unit *u = unit_of(p);
	const char *port;

	for (size_t i = 0; i < p->lines.n; i++)
		if ((port = shut_by(p, &p->lines.v[i])) && served(p, u, port) &&
			!serves(p, now, port))
			return port;
	return NULL;
}

static bool another_serves(const struct push *p, const struct legs_now *now)
{
	const struct want_unit *u = unit_of(p);

	for (size_t i = 0; i < u->ports.n; i++)
		if (strcmp(u->ports.v[i], p->leg.next) != 0 && serves(p, now, u->ports.v[i]))
			return true;
	return false;
}

static struct dialog_move go_on(struct push *p)
{
	p->leg.waiting = false;
	if (!p->leg.rest.n)
		return push_deaf(p);
	p->lines = p->leg.rest;
	split(p, 1);
	send_start(&p->send, p->a, &p->lines, &p->result->units.v[p->unit].sent);
	p->send.touched = true; /* of this unit, lines were sent */
	return push_say(p, send_command(&p->send));
}

static struct dialog_move too_long(struct push *p, const char *port)
{
	const char *state = unit_of(p)->port_channel ? "bundled" : "forwarding";
	struct err e;

	if (port) {
		err_set(&e, ERR_REFUSED, "", "%s was %s before, and is not again after %d s", port,
			state, LEG_PATIENCE_MS / 1000);
		err_hint(&e, "no other member was touched meanwhile");
	} else {
		err_set(&e, ERR_REFUSED, "",
			"%s carries this session and was not touched: no other member was bundled "
			"within %d s",
			p->leg.next, LEG_PATIENCE_MS / 1000);
		err_hint(&e,
			"come in another way, or have the host's bond up on another member first");
	}
	return push_undo(p, p->unit, &e);
}

struct dialog_move push_leg_replied(struct push *p, const struct ios_session *s)
{
	bool own = p->leg.rest.n && !strcmp(p->leg.next, p->leg.own), good;
	struct legs_now now = { 0 };
	const char *port;
	struct err e;

	if (push_stopped(p))
		return push_interrupted(p);
	good = !read_now(p, ios_session_reply(s)->text, &now, &e);
	port = good ? away(p, &now) : NULL;
	if (good ? !port && (!own || another_serves(p, &now)) : !own)
		return go_on(p);
	if (p->dialog.now_ms - p->leg.since_ms < LEG_PATIENCE_MS)
		return dialog_pause(LEG_POLL_MS);
	return too_long(p, port);
}
