// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gather.h"
#include "host_extra.h"
#include "managers_read.h"
#include "route_loss.h"
#include "stage.h"
#include "want_host.h"
#include "want_remove.h"
#include "wanted.h"

/* Whether the intent asks for an option that not every kernel has. */
static bool asks_for_young_option(const struct intent_host *host)
{
	for (size_t b = 0; b < host->bonds.n; b++)
		for (int o = 0; o < BONDOPT_COUNT; o++)
			if ((host->bonds.v[b]->opts.has & 1u << o) && bondopt_table[o].since[0])
				return true;
	return false;
}

/* plan loads no module: where there is none yet, apply is the first to know. */
static int probe_options(
	const struct cli *c, const struct intent_host *host, uint32_t *options, struct err *e)
{
	if (!host_may_change() || !asks_for_young_option(host) ||
		(c->command != &cli_apply && access("/sys/module/bonding", F_OK)))
		return 0;
	return host_probe_bond(options, e);
}

static struct host_state *read_found(
	const struct cli *c, const struct intent_host *host, struct host_nl *nl, struct err *e)
{
	uint32_t options = 0;
	struct host_state *found;

	if (probe_options(c, host, &options, e))
		return NULL;
	found = host_read(nl, c->arena, e);
	if (!found)
		return NULL;
	found->bond_options |= options;
	found->managers = managers_read(c->arena, "", found);
	return found;
}

static void adopt(struct cli *c, struct plan *plan, const struct intent_host *host,
	struct host_state *wanted, const struct host_state *found, struct adoption *moves)
{
	if (found && cli_flag(c, "adopt"))
		host_adopt(c->arena, host, wanted, found, moves, &plan->notes);
	else if (found)
		host_adopt_refuse(host, found, &plan->notes);
}

/* What the command wants of the host's intent, and what speaks against it. */
static struct host_state *want(struct cli *c, struct plan *plan, const struct intent_host *host,
	const struct host_state *found, const char *session, struct adoption *moves, struct err *e)
{
	bool remove = c->command == &cli_remove;
	struct host_state *wanted = want_host(c->arena, c->intent, host, remove ? NULL : found, e);

	if (!wanted)
		return NULL;
	wanted->recreate = cli_flag(c, "recreate");
	if (remove) {
		want_remove_losses(
			c->arena, wanted, found, session, cli_flag(c, "yes"), &plan->notes);
		return want_remove(c->arena, wanted);
	}
	adopt(c, plan, host, wanted, found, moves);
	if (found && cli_flag(c, "prune"))
		host_extras_prune(c->arena, wanted, found, session, &plan->notes);
	if (found)
		diff_host_refusals(wanted, found, session, &plan->notes);
	return wanted;
}

int gather_host_found(struct cli *c, struct plan *plan, const struct intent_host *host,
	const struct host_state *found, const char *why, const char *session, struct err *e)
{
	static const struct host_state nothing; /* read as: the planned NICs are there, idle */
	struct plan_host *h = ARENA_PUSH(c->arena, &plan->hosts);

	h->host = host;
	h->read = !found ? PLAN_UNREAD : found->limited ? PLAN_UNREADABLE : PLAN_READ;
	h->unread_why = why;
	h->found = found;
	h->wanted = want(c, plan, host, found, session, &h->adoption, e);
	if (!h->wanted)
		return -1;
	h->staged = found && h->adoption.n && !cli_flag(c, "at-once") &&
		stage_possible(h->wanted, found, &plan->notes);
	h->goal = h->wanted;
	if (h->staged)
		h->goal = stage_host(c->arena, host, h->wanted, found, &h->steps);
	else
		diff_host(c->arena, h->wanted, found ? found : &nothing, &h->steps);
	if (found)
		route_loss_refuse(h->wanted, found, &h->steps, &plan->notes);
	if (found)
		managers_judge(h->wanted, found, &h->steps, &plan->notes);
	return 0;
}

int gather_host(struct cli *c, struct plan *plan, const struct intent_host *host,
	struct host_nl *nl, const char *why, struct err *e)
{
	const struct host_state *found = nl ? read_found(c, host, nl, e) : NULL;

	if (nl && !found)
		return err_context(e, "reading %s", host->name);
	return gather_host_found(c, plan, host, found, why,
		found ? host_session_link(found, getenv("SSH_CONNECTION")) : NULL, e);
}

static void warn_global(struct cli *c, struct plan *plan, const struct plan_unit *u)
{
	if (want_unit_is_global(u->want) && u->lines.n && !cli_flag(c, "allow-global"))
		report_add(&plan->notes, REPORT_WARNING, u->want->intent->pos,
			"%s: lines of `global` are of the whole switch: push sends them with "
			"--allow-global, and without it refuses",
			u->want->sw->name);
}

int gather_switch(struct cli *c, struct plan *plan, const struct intent_switch *sw,
	const struct switch_found *found, const char *why, struct err *e)
{
	static struct ios_config no_config = { .source = "" };
	static const struct switch_found nothing = { .running = &no_config };
	struct want_switch *want = wanted_switch(c, sw, e);
	struct plan_switch *s;

	if (!want)
		return -1;
	s = ARENA_PUSH(c->arena, &plan->switches);
	s->sw = sw;
	s->read = found ? PLAN_READ : PLAN_UNREAD;
	s->unread_why = why;
	s->found = found;
	for (size_t i = 0; i < want->units.n; i++) {
		struct plan_unit *u = ARENA_PUSH(c->arena, &s->units);

		u->want = &want->units.v[i];
		if (found)
			diff_switch_refusals(want, u->want, found, &plan->notes);
		diff_switch(c->arena, u->want, found ? found : &nothing, &u->lines);
		diff_switch_inverse(
			c->arena, u->want, found ? found : &nothing, &u->lines, &u->inverse);
		warn_global(c, plan, u);
	}
	return 0;
}

json_t *gather_steps_json(const struct steps *steps)
{
	json_t *list = json_array();

	for (size_t i = 0; i < steps->n; i++) {
		const struct step *s = &steps->v[i];
		json_t *j = json_pack("{s:i, s:s, s:s, s:s, s:s, s:s}", "id", (int)s->id, "op",
			step_op_name(s->op), "object", s->object, "text", s->text, "why",
			s->why ? s->why : "", "inverse", s->inverse ? s->inverse : "");

		if (s->stage)
			json_object_set_new(j, "stage", json_integer(s->stage));
		json_array_append_new(list, j);
	}
	return list;
}

json_t *gather_adoption_json(const struct adoption *moves)
{
	json_t *list = json_array();

	for (size_t i = 0; i < moves->n; i++)
		json_array_append_new(list,
			json_pack("{s:s, s:s, s:s}", "from", moves->v[i].from, "to", moves->v[i].to,
				"what", moves->v[i].what));
	return list;
}

static void print_reasons(const struct cli *c, const struct step *s, const char *indent)
{
	if (s->why && *s->why)
		cli_print(c, "%swhy:  %s\n", indent, s->why);
	if (s->inverse && *s->inverse)
		cli_print(c, "%sundo: %s\n", indent, s->inverse);
}

void gather_print_lines(const struct cli *c, const struct steps *lines, bool expanded)
{
	const char *parent = NULL;

	for (size_t i = 0; i < lines->n; i++) {
		const struct step *s = &lines->v[i];
		const struct switch_line *l = &s->u.line;

		if (l->parent && !switch_same_parent(l->parent, parent))
			cli_print(c, "    %s\n", l->parent);
		parent = l->parent ? l->parent : l->text;
		cli_print(c, "    %s%s\n", l->parent ? "  " : "", l->text);
		if (expanded)
			print_reasons(c, s, "          ");
	}
}

void gather_print_steps(const struct cli *c, const struct steps *steps, bool expanded)
{
	for (size_t i = 0; i < steps->n; i++) {
		const struct step *s = &steps->v[i];

		if (s->stage && (!i || s->stage != steps->v[i - 1].stage))
			cli_print(c, "  stage %u: %s\n", s->stage, stage_words(s->stage));
		cli_print(c, "    %-10s %s\n", s->object, s->text);
		if (expanded)
			print_reasons(c, s, "                 ");
	}
}
