// SPDX-License-Identifier: Apache-2.0
/*
 * The leg that carries this very session: shut first it would end the push in the middle. It comes
 * last, once another member is bundled; where there is no other, not at all.
 */
#include <string.h>

#include "switch_refuse.h"

/* The line by which the port is taken out of service, if there is one. */
static bool is_shut(const struct refuser *f, const char *port)
{
	struct steps lines = { 0 };
	const struct switch_line *l;

	diff_switch(f->r->arena, f->want, f->found, &lines);
	for (size_t i = 0; i < lines.n; i++) {
		l = &lines.v[i].u.line;
		if (l->parent && !strncmp(l->parent, "interface ", 10) &&
			ifname_equal(l->parent + 10, port) && !strcmp(l->text, "shutdown"))
			return true;
	}
	return false;
}

static bool has_other_leg(const struct refuser *f, const char *port)
{
	const struct show_statuses *s = f->found->facts->statuses;

	for (size_t i = 0; i < f->want->ports.n; i++) {
		bool down = false;

		for (size_t k = 0; s && k < s->rows.n; k++)
			down |= !strcmp(s->rows.v[k].port, f->want->ports.v[i]) &&
				!strcmp(s->rows.v[k].status, "notconnect");
		if (!down && strcmp(f->want->ports.v[i], port) != 0)
			return true;
	}
	return false;
}

void preflight_session(struct refuser *f)
{
	const char *port = f->found->facts ? f->found->facts->path.port : "";

	if (!*port || !refuse_is_member(f, port) || !is_shut(f, port))
		return;
	if (!has_other_leg(f, port) || diff_switch_regroups(f->r->arena, f->want, f->found))
		report_add(f->r, REPORT_ERROR, refuse_port_pos(f, port),
			"%s %s carries this session, and no other member could take it over",
			f->want->sw->name, port)
			->hint = "come in another way, or connect another member first";
	else
		report_add(f->r, REPORT_WARNING, refuse_port_pos(f, port),
			"%s %s carries this session: it comes last, once another member of %s is "
			"%s",
			f->want->sw->name, port, f->want->intent->name,
			f->want->port_channel ? "bundled" : "forwarding");
}
