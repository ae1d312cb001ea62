// SPDX-License-Identifier: Apache-2.0
/* What IOS would do with the members once all lines are there. */
#include <string.h>

#include "bundle.h"
#include "switch_refuse.h"

/* The unit as the lines leave it, in the form that predictions are made from. */
static void expect(struct refuser *f, struct bundle *b)
{
	struct arena *a = f->r->arena;
	struct switch_unit after;
	struct steps lines = { 0 };

	diff_switch(a, f->want, f->found, &lines);
	switch_unit_read(a, &after, f->want, f->found);
	for (size_t i = 0; i < lines.n; i++)
		switch_unit_apply(&after, &lines.v[i].u.line);
	bundle_read(a, f->found->running, f->want->port_channel, b);
	b->exists = true;
	b->channel.port = after.port_channel;
	b->members.n = 0;
	for (size_t i = 0; i < f->want->ports.n; i++) {
		struct bundle_port *m;

		if (!switch_unit_joined(&after, &after.ports[i]))
			continue; /* its turn comes later (push --member) */
		m = ARENA_PUSH(a, &b->members);
		m->name = f->want->ports.v[i];
		m->line = ios_config_interface(f->found->running, m->name);
		m->port = after.ports[i];
	}
}

static const char *remedy(struct refuser *f, const struct prediction *p)
{
	const struct ios_line *l = ios_config_child(NULL, p->member->line, p->words);

	return arena_printf(f->r->arena, "%s%s", l ? "no " : "", p->words);
}

static bool is_joined(const struct refuser *f, const char *port)
{
	for (size_t i = 0; i < f->want->ports.n; i++)
		if (!strcmp(f->want->ports.v[i], port))
			return switch_unit_joined(&f->unit, &f->unit.ports[i]);
	return false;
}

static void say(struct refuser *f, const struct prediction *p)
{
	bool joins = !is_joined(f, p->member->name);
	enum report_level level =
		joins && p->kind == PREDICT_SUSPENDED ? REPORT_ERROR : REPORT_WARNING;
	struct report_entry *e;

	if (p->kind == PREDICT_SUSPENDED)
		e = report_add(f->r, level, refuse_port_pos(f, p->member->name),
			"%s %s: IOS would suspend it: %s", f->want->sw->name, p->member->name,
			p->why);
	else
		e = report_add(f->r, level, refuse_port_pos(f, p->member->name),
			"%s %s is unlike the others: %s", f->want->sw->name, p->member->name,
			p->why);
	refuse_advise(f, e, remedy(f, p), p->member->name);
}

/* Routed ports and other protocols are refused by what they are (diff_switch_refuse.c). */
void preflight_bundle(struct refuser *f)
{
	struct predictions all = { 0 };
	struct bundle b;

	if (!f->want->port_channel)
		return;
	expect(f, &b);
	bundle_predict(f->r->arena, &b, &all);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind != PREDICT_REJECTED && all.v[i].member->line)
			say(f, &all.v[i]);
}
