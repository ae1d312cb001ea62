// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "diff_host.h"
#include "plan_phases.h"
#include "stage.h"

static const struct plan_unit *regrouped(struct cli *c, const struct plan_switch *s)
{
	for (size_t i = 0; s->found && i < s->units.n; i++)
		if (diff_switch_regroups(c->arena, s->units.v[i].want, s->found))
			return &s->units.v[i];
	return NULL;
}

static bool has_global(const struct plan_switch *s)
{
	for (size_t i = 0; i < s->units.n; i++)
		if (want_unit_is_global(s->units.v[i].want) && s->units.v[i].lines.n)
			return true;
	return false;
}

/* A line that begins so and does not go on so. */
static bool has_line(const struct plan_switch *s, const char *words, const char *but)
{
	size_t n = strlen(words);

	for (size_t i = 0; i < s->units.n; i++)
		for (size_t k = 0; k < s->units.v[i].lines.n; k++) {
			const char *text = s->units.v[i].lines.v[k].u.line.text;

			if (!strncmp(text, words, n) && strncmp(text + n, but, strlen(but)) != 0)
				return true;
		}
	return false;
}

static const char *switch_outage(struct cli *c, const struct plan_switch *s)
{
	const struct plan_unit *u = regrouped(c, s);

	if (u)
		return arena_printf(c->arena,
			"%s carries nothing until both sides speak the new protocol",
			u->want->intent->name);
	if (has_global(s))
		return "lines of the whole switch may disturb any of its channels";
	if (has_line(s, "shutdown", " "))
		return "its ports are shut one at a time while they are configured";
	/* Where nothing is shut, a list that is not added to takes VLANs from a trunk. */
	if (cli_flag(c, "prune") && has_line(s, "switchport trunk allowed vlan ", "add "))
		return "of the VLANs that go";
	return "none";
}

/* Whether a step takes the bond down, or a member out of it. */
static bool is_disturbed(const struct plan_host *h, const struct link *bond)
{
	for (size_t i = 0; i < h->steps.n; i++) {
		const struct step *s = &h->steps.v[i];
		const struct link *l = host_state_link(h->found, s->u.link.name);

		if (s->op == STEP_LINK_DOWN && !strcmp(s->u.link.name, bond->name))
			return true;
		if (s->op == STEP_MASTER && l && !strcmp(l->master, bond->name))
			return true;
	}
	return false;
}

static const char *host_outage(struct cli *c, const struct plan_host *h)
{
	const char *outage = "";

	if (h->staged)
		return "of what moves, a moment (less than 0.1 s)";
	for (size_t i = 0; h->found && i < h->wanted->links.n; i++) {
		const struct link *w = &h->wanted->links.v[i];
		const struct link *l = host_state_link(h->found, w->name);

		if (w->kind == LINK_BOND && l && l->kind == LINK_BOND && l->up &&
			is_disturbed(h, l))
			outage = arena_printf(c->arena, "%s%s carries nothing until %s",
				*outage ? arena_printf(c->arena, "%s; ", outage) : "", w->name,
				diff_bond_back(w, l));
	}
	for (size_t i = 0; !*outage && i < h->steps.n; i++)
		if (h->steps.v[i].op == STEP_LINK_DOWN)
			return "links that go down on the way carry nothing until they are up "
			       "again";
	return *outage ? outage : "none";
}

static void add_phase(struct cli *c, json_t *phases, const char *side, const char *object,
	const char *command, const char *outage)
{
	cli_print(c, "  %zu. %-36s outage: %s\n", json_array_size(phases) + 1, command, outage);
	json_array_append_new(phases,
		json_pack("{s:s, s:s, s:s, s:s}", "side", side, "object", object, "command",
			command, "outage", outage));
}

static const char *push_command(struct cli *c, const struct plan_switch *s, const char *more)
{
	return arena_printf(c->arena, "lacppair push --switch %s%s%s%s%s%s%s", s->sw->name,
		cli_flag(c, "allow-reload") ? " --allow-reload" : "",
		cli_flag(c, "recreate") && regrouped(c, s) ? " --recreate" : "",
		cli_flag(c, "prune") ? " --prune" : "",
		cli_flag(c, "rename-vlans") ? " --rename-vlans" : "",
		has_global(s) && !strstr(more, " --member ") ? " --allow-global" : "", more);
}

static bool member_waits(const struct plan_host *h, const struct intent_member *m)
{
	for (size_t i = 0; h->staged && i < h->wanted->links.n; i++)
		if (stage_waits(h->host, h->wanted, h->found, &h->wanted->links.v[i]) == m)
			return true;
	return false;
}

static bool any_waits(const struct plan_host *h)
{
	return h->goal != h->wanted;
}

/* " --member eno2" for each leg on the switch that may be done first, "" where none has to wait. */
static const char *idle_members(
	struct cli *c, const struct plan_host *h, const struct intent_switch *sw)
{
	const char *idle = "";
	bool waits = false;

	for (size_t b = 0; h->staged && b < h->host->bonds.n; b++) {
		const struct intent_bond *bond = h->host->bonds.v[b];

		for (size_t i = 0; bond->port_channel && i < bond->members.n; i++) {
			const struct intent_member *m = &bond->members.v[i];

			if (m->sw != sw)
				continue;
			if (member_waits(h, m))
				waits = true;
			else
				idle = arena_printf(c->arena, "%s --member %s", idle, m->nic);
		}
	}
	return waits ? idle : NULL;
}

static bool has_lines(const struct plan_switch *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->units.n; i++)
		n += s->units.v[i].lines.n;
	return n || s->read == PLAN_UNREAD;
}

/* The host with a live leg on this switch, whose port is configured last; NULL: none. */
static const struct plan_host *waiting_host(
	struct cli *c, const struct plan *plan, const struct plan_switch *s)
{
	for (size_t i = 0; i < plan->hosts.n; i++)
		if (has_lines(s) && idle_members(c, &plan->hosts.v[i], s->sw))
			return &plan->hosts.v[i];
	return NULL;
}

/* A switch whose ports are all live legs has nothing to do before the host. */
static void add_push_phases(struct cli *c, json_t *phases, const struct plan *plan, bool before)
{
	for (size_t i = 0; i < plan->switches.n; i++) {
		const struct plan_switch *s = &plan->switches.v[i];
		const struct plan_host *waits = waiting_host(c, plan, s);
		const char *idle = waits ? idle_members(c, waits, s->sw) : "";

		if (before && waits && *idle && c->intent->hosts.n > 1)
			idle = arena_printf(c->arena, " --host %s%s", waits->host->name, idle);
		if (before && (!waits || *idle))
			add_phase(c, phases, "switch", s->sw->name, push_command(c, s, idle),
				waits ? "none" : switch_outage(c, s));
		else if (!before && waits)
			add_phase(c, phases, "switch", s->sw->name, push_command(c, s, ""),
				"none, the bond carries over its other leg");
	}
}

static const char *apply_command(struct cli *c)
{
	static const char *const flags[] = { "adopt", "at-once", "recreate", "prune" };
	const char *command = "lacppair apply";

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (cli_flag(c, flags[i]))
			command = arena_printf(c->arena, "%s --%s", command, flags[i]);
	return command;
}

/*
 * A host with legs that wait for a switch is confirmed before that switch takes their ports: from
 * then on the way back to the plain NIC would end on a suspended port.
 */
static void add_waiting_phases(struct cli *c, json_t *phases, const struct plan *plan)
{
	for (size_t i = 0; i < plan->hosts.n; i++)
		if (any_waits(&plan->hosts.v[i]))
			add_phase(c, phases, "host", plan->hosts.v[i].host->name,
				"lacppair confirm", "none");
	add_push_phases(c, phases, plan, false);
	for (size_t i = 0; i < plan->hosts.n; i++)
		if (any_waits(&plan->hosts.v[i]))
			add_phase(c, phases, "host", plan->hosts.v[i].host->name, "lacppair apply",
				"none, the bond carries over its other leg");
}

json_t *plan_phases(struct cli *c, const struct plan *plan)
{
	json_t *phases = json_array();

	cli_print(c, "then, in this order:\n");
	add_push_phases(c, phases, plan, true);
	for (size_t i = 0; i < plan->hosts.n; i++)
		add_phase(c, phases, "host", plan->hosts.v[i].host->name, apply_command(c),
			host_outage(c, &plan->hosts.v[i]));
	add_waiting_phases(c, phases, plan);
	add_phase(c, phases, "both", "pair", "lacppair verify", "none");
	for (size_t i = 0; i < plan->hosts.n; i++)
		if (plan->hosts.v[i].steps.n)
			add_phase(c, phases, "host", plan->hosts.v[i].host->name,
				"lacppair confirm", "none");
	return phases;
}
