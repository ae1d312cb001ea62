// SPDX-License-Identifier: Apache-2.0
/*
 * The lines of the leg that carries this session wait until another member is bundled (P): then
 * what is cut off here comes in there. It never comes: nothing of that leg is touched, and the rest
 * is taken back.
 */
#include <stdio.h>
#include <string.h>

#include "push_private.h"

enum { LEG_POLL_MS = 1000, LEG_PATIENCE_MS = 30000 };

static bool is_of(const struct step *s, const char *port)
{
	const char *parent = s->u.line.parent;

	return parent && !strncmp(parent, "interface ", 10) && ifname_equal(parent + 10, port);
}

static bool is_joining(const struct push *p, const char *port)
{
	const struct want_unit *u = &p->want->units.v[p->unit];

	for (size_t i = 0; i < u->ports.n; i++)
		if (!strcmp(u->ports.v[i], port))
			return u->port_channel != 0;
	return false;
}

void push_leg_split(struct push *p)
{
	const struct switch_facts *facts = p->now->found.facts;
	const char *port = facts ? facts->path.port : "";
	size_t at = 0;

	p->leg = (struct leg){ .port = port };
	if (!*port || !is_joining(p, port))
		return;
	while (at < p->lines.n &&
		!(is_of(&p->lines.v[at], port) && !strcmp(p->lines.v[at].text, "shutdown")))
		at++;
	for (size_t i = at; at && i < p->lines.n; i++)
		*ARENA_PUSH(p->a, &p->leg.rest) = p->lines.v[i];
	if (p->leg.rest.n)
		p->lines.n = at;
}

struct dialog_move push_leg_wait(struct push *p)
{
	if (!p->leg.waiting) {
		p->leg.since_ms = p->dialog.now_ms;
		push_progress(p,
			"%s: %s carries this session: waiting until another member is bundled",
			p->dialog.name, p->leg.port);
	}
	p->leg.waiting = true;
	return dialog_command("show etherchannel summary");
}

static bool another_is_bundled(const struct push *p, const struct show_etherchannel *e)
{
	const struct want_unit *u = &p->want->units.v[p->unit];

	for (size_t i = 0; i < u->ports.n; i++)
		if (strcmp(u->ports.v[i], p->leg.port) != 0 &&
			settle_is_bundled(e, u->port_channel, u->ports.v[i]))
			return true;
	return false;
}

static struct dialog_move go_on(struct push *p)
{
	p->leg.waiting = false;
	p->lines = p->leg.rest;
	p->leg.rest = (struct steps){ 0 };
	send_start(&p->send, p->a, &p->lines, &p->result->units.v[p->unit].sent);
	p->send.touched = true; /* of this unit, lines were sent */
	return push_say(p, send_command(&p->send));
}

struct dialog_move push_leg_replied(struct push *p, const struct ios_session *s)
{
	struct show_etherchannel now;
	struct err e;

	if (push_stopped(p))
		return push_interrupted(p);
	if (!show_etherchannel_parse(
		    p->a, arena_strdup(p->a, ios_session_reply(s)->text), &now, &e) &&
		another_is_bundled(p, &now))
		return go_on(p);
	if (p->dialog.now_ms - p->leg.since_ms < LEG_PATIENCE_MS)
		return dialog_pause(LEG_POLL_MS);
	err_set(&e, ERR_REFUSED, "",
		"%s carries this session and was not touched: no other member was bundled within "
		"%d s",
		p->leg.port, LEG_PATIENCE_MS / 1000);
	err_hint(&e, "come in another way, or have the host's bond up on another member first");
	return push_undo(p, p->unit, &e);
}
