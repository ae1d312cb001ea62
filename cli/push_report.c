// SPDX-License-Identifier: Apache-2.0
/* What came of a push: the lines of one switch, or a table of many. */
#include <string.h>

#include "gather.h"
#include "guard_order.h"
#include "push_runs.h"
#include "switch_guard.h"

static json_t *members_json(const struct settled_members *members)
{
	json_t *list = json_array();

	for (size_t i = 0; i < members->n; i++)
		json_array_append_new(list,
			json_pack("{s:s, s:s, s:s}", "port", members->v[i].port, "state",
				settled_name(members->v[i].state), "why", members->v[i].why));
	return list;
}

static json_t *messages_json(const struct ios_messages *heard)
{
	json_t *list = json_array();

	for (size_t i = 0; i < heard->n; i++)
		json_array_append_new(list,
			json_pack("{s:s, s:s, s:s*, s:s*}", "text", heard->v[i].text, "port",
				heard->v[i].port, "meaning", heard->v[i].meaning, "line",
				heard->v[i].cause));
	return list;
}

static json_t *units_json(const struct switch_push_result *r)
{
	json_t *units = json_array();

	for (size_t i = 0; i < r->units.n; i++)
		json_array_append_new(units,
			json_pack("{s:s, s:o, s:o, s:o, s:o}", "bond", r->units.v[i].unit->bond,
				"lines", gather_lines_json(&r->units.v[i].sent), "inverse",
				gather_lines_json(&r->units.v[i].undo), "members",
				members_json(&r->units.v[i].members), "messages",
				messages_json(&r->units.v[i].heard)));
	return units;
}

static json_t *run_json(struct cli *c, const struct push_run *run)
{
	const struct switch_push_result *r = &run->result;
	json_t *j = json_pack("{s:s, s:s, s:s, s:b, s:b, s:o}", "name", run->sw->name, "result",
		switch_outcome_name(r->outcome), "net", switch_net_name(r->net), "held",
		r->held_until_s != 0, "saved", r->saved, "units", units_json(r));

	json_object_set_new(j, "armed_until",
		r->held_until_s ? json_string(cli_time_text(c, r->held_until_s)) : json_null());
	if (run->err.class)
		json_object_set_new(j, "error", cli_error_json(c, &run->err));
	return j;
}

static size_t line_count(const struct push_run *run)
{
	size_t lines = 0;

	for (size_t i = 0; i < run->result.units.n; i++)
		lines += run->result.units.v[i].sent.n;
	return lines;
}

/* What became of each port. */
static void print_members(const struct cli *c, const struct switch_unit_result *u)
{
	for (size_t i = 0; i < u->members.n; i++) {
		const struct settled_member *m = &u->members.v[i];

		cli_print(c, "    %s: %s%s%s\n", m->port,
			m->state == SETTLED_WAITING ? "waiting for host" : settled_name(m->state),
			*m->why ? ": " : "", cli_clean(c, m->why));
	}
}

static void print_held(struct cli *c, const struct push_run *run)
{
	const char *name = run->sw->name;

	cli_print(c,
		"%s: held, unsaved, until %s: `lacppair confirm --switch %s' keeps and saves it, "
		"`lacppair rollback --switch %s' or silence takes it back\n",
		name, cli_time_text(c, run->result.held_until_s), name, name);
	guard_order_of_push(c, name, run->result.held_until_s);
}

static void print_lines(struct cli *c, const struct push_run *run)
{
	bool dry = cli_flag(c, "dry-run");
	size_t lines = line_count(run);
	const char *name = run->sw->name;

	for (size_t i = 0; i < run->result.units.n; i++) {
		const struct switch_unit_result *u = &run->result.units.v[i];

		cli_print(c, "%s %s:%s\n", name, want_unit_title(c->arena, u->unit),
			u->sent.n ? "" : " as wanted");
		gather_print_lines(c, &u->sent, false);
		print_members(c, u);
	}
	if (run->result.outcome == SWITCH_UNCHANGED && !(dry && lines))
		cli_print(c, "%s: unchanged, nothing sent\n", name);
	else if (dry)
		cli_print(c, "%s: %zu line%s would be sent (net: %s); none was\n", name, lines,
			lines == 1 ? "" : "s", switch_net_name(run->result.net));
	else if (run->result.outcome == SWITCH_CHANGED)
		cli_print(c, "%s: changed, %zu line%s sent, read back as wanted%s\n", name, lines,
			lines == 1 ? "" : "s", run->result.saved ? ", saved" : "");
	if (run->result.held_until_s)
		print_held(c, run);
}

static void print_table(struct cli *c, const struct push_runs *runs)
{
	int width = 6;

	for (size_t i = 0; i < runs->n; i++)
		if ((int)strlen(runs->v[i].sw->name) > width)
			width = (int)strlen(runs->v[i].sw->name);
	cli_print(c, "%-*s  %-9s  %5s  %-5s\n", width, "switch", "result", "lines", "saved");
	for (size_t i = 0; i < runs->n; i++) {
		const struct push_run *run = &runs->v[i];
		bool begun = run->state == PUSH_ENDED;

		cli_print(c, "%-*s  %-9s  %5zu  %-5s%s%s\n", width, run->sw->name,
			begun ? switch_outcome_name(run->result.outcome) : "not begun",
			line_count(run), run->result.saved ? "yes" : "no",
			run->err.class ? "  " : "",
			run->err.class && begun ? cli_clean(c, run->err.text) : "");
	}
}

static const struct err *worse(const struct err *a, const struct err *b)
{
	if (!b->class)
		return a;
	return !a || err_exit_status(b->class) > err_exit_status(a->class) ? b : a;
}

int push_runs_report(struct push_runs *runs)
{
	struct cli *c = runs->cli;
	const struct err *worst = NULL;
	json_t *list = json_array();
	int status = 0;

	for (size_t i = 0; i < runs->n; i++) {
		struct push_run *run = &runs->v[i];
		struct report *r = &run->result.refusals;

		cli_report(c, r, r->errors ? "refusals" : "warnings");
		json_array_append_new(list, run_json(c, run));
		if (!run->err.class && (runs->n == 1 || cli_flag(c, "dry-run")))
			print_lines(c, run);
		worst = worse(worst, &run->err);
	}
	json_object_set_new(c->doc, "switches", list);
	if (runs->n > 1)
		print_table(c, runs);
	for (size_t i = 0; i < runs->n; i++)
		if (runs->v[i].err.class && runs->v[i].state == PUSH_ENDED &&
			&runs->v[i].err != worst)
			cli_fail(c, &runs->v[i].err);
	if (worst)
		status = cli_fail(c, worst);
	return status;
}
