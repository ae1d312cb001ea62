// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "diff_host_phase.h"

struct step *diff_begin(struct diff *d, enum step_op op, struct pos pos, const char *why)
{
	struct step *s = ARENA_PUSH(d->a, d->out);

	s->id = (unsigned)d->out->n;
	s->op = op;
	s->pos = pos;
	s->why = why;
	return s;
}

void diff_end(struct diff *d, struct step *s)
{
	step_describe(d->a, s, d->sim);
	host_sim_step(d->scratch, d->sim, s);
}

void diff_emit_link(
	struct diff *d, enum step_op op, const struct link *values, struct pos pos, const char *why)
{
	struct step *s = diff_begin(d, op, pos, why);

	s->u.link = *values;
	if (op != STEP_PORT_VLANS)
		s->u.link.port_vlans = NULL; /* may be the simulation's, which goes */
	diff_end(d, s);
}

const char *diff_origin(struct diff *d, const struct link *w)
{
	return step_origin(d->a, w->name, w->pos);
}

void diff_emit_up(struct diff *d, const struct link *w, bool up, const char *why)
{
	diff_emit_link(d, up ? STEP_LINK_UP : STEP_LINK_DOWN, w, w->pos, why);
}

void diff_emit_master(struct diff *d, const struct link *l, const char *master, const char *why)
{
	struct link to = *l;

	snprintf(to.master, sizeof(to.master), "%s", master);
	diff_emit_link(d, STEP_MASTER, &to, l->pos, why);
}

struct link *diff_now(const struct diff *d, const struct link *w)
{
	struct link *l = host_state_link(d->sim, w->name);

	return l && l->kind == w->kind ? l : NULL;
}

bool diff_is_kind(const struct diff *d, const char *name, enum link_kind kind)
{
	const struct link *l = host_state_link(d->sim, name);

	return l && l->kind == kind;
}

bool diff_was_up(const struct diff *d, const char *name)
{
	const struct link *l = host_state_link(d->found, name);

	return l && l->up;
}
