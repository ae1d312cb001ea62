// SPDX-License-Identifier: Apache-2.0
/* lacppair plan: what would change on both sides, in order; changes nothing. */
#include <stdio.h>
#include <string.h>

#include "diff_host.h"
#include "gather.h"
#include "plan_cabling.h"
#include "plan_phases.h"
#include "plan_sides.h"
#include "saved.h"
#include "shows.h"

static const struct cli_option options[] = {
	{ "offline", 0, NULL, false,
		"ask neither side: what no file tells is shown as to be made" },
	{ "check", 0, NULL, false, "exit 1 when changes are pending" },
	{ "expanded", 0, NULL, false,
		"first the intent with profiles, groups and includes taken in; under each step "
		"why, and how it is taken back" },
	{ "cabling", 0, NULL, false,
		"listen to LLDP and CDP, up to a minute, and refuse cables that are not as "
		"planned" },
	{ "save", 0, "FILE", false, "save the plan for `apply --plan FILE`" },
	CLI_OPT_HOST_STATE,
	CLI_OPT_RUNNING_CONFIG,
	CLI_OPT_SHOW,
	CLI_OPT_ADOPT,
	CLI_OPT_AT_ONCE,
	CLI_OPT_ALLOW_RELOAD,
	CLI_OPT_RECREATE,
	CLI_OPT_PRUNE,
	CLI_OPT_ALLOW_GLOBAL,
	CLI_OPT_RENAME_VLANS,
	CLI_OPT_HOST,
	{ "bond", 0, "NAME", false, "on the switches only this bond, as push --bond" },
	CLI_OPTS_LOGIN,
	CLI_OPT_END,
};

static const char *net_text(const struct cli *c, const struct plan_switch *s)
{
	const char *price = switch_reload_price(c->arena, s->found->facts);

	if (s->revert->available)
		return "the switch's own revert timer (configure terminal revert timer)";
	if (cli_flag(c, "allow-reload"))
		return arena_printf(c->arena,
			"the switch reloads unless all is proven in time (reload in): %s", price);
	return arena_printf(c->arena,
		"inverse lines of lacppair; the switch undoes nothing by itself (show archive: %s; "
		"--allow-reload would have it reload: %s)",
		s->revert->why ? cli_clean(c, s->revert->why) : "no archive", price);
}

static void print_switch(const struct cli *c, const struct plan_switch *s)
{
	bool expanded = cli_flag(c, "expanded");
	size_t lines = 0;

	for (size_t i = 0; i < s->units.n; i++)
		lines += s->units.v[i].lines.n;
	cli_print(c, "switch %s (%s): %zu line%s to send\n", s->sw->name, s->sw->address, lines,
		lines == 1 ? "" : "s");
	if (s->read == PLAN_UNREAD)
		cli_print(c, "  not read (%s): nothing is assumed to be there\n",
			cli_clean(c, s->unread_why));
	if (lines && s->revert)
		cli_print(c, "  net: %s\n", net_text(c, s));
	for (size_t i = 0; i < s->units.n; i++) {
		const struct plan_unit *u = &s->units.v[i];

		cli_print(c, "  %s:%s\n", want_unit_title(c->arena, u->want),
			u->lines.n ? "" : " as wanted");
		gather_print_lines(c, &u->lines, expanded);
	}
}

static void print_host(const struct cli *c, const struct plan_host *h)
{
	cli_print(
		c, "host %s: %zu step%s\n", h->host->name, h->steps.n, h->steps.n == 1 ? "" : "s");
	if (h->read == PLAN_UNREAD)
		cli_print(c, "  not read (%s): nothing is assumed to be there\n", h->unread_why);
	if (h->read == PLAN_UNREADABLE)
		cli_print(c,
			"  read without privilege: the kernel hides ad_* options and port "
			"states\n");
	if (!h->steps.n)
		cli_print(c, "  as wanted\n");
	gather_print_steps(c, &h->steps, cli_flag(c, "expanded"));
}

static json_t *hosts_json(const struct plan *plan)
{
	json_t *hosts = json_array();

	for (size_t i = 0; i < plan->hosts.n; i++) {
		const struct plan_host *h = &plan->hosts.v[i];

		json_array_append_new(hosts,
			json_pack("{s:s, s:s, s:o, s:o}", "name", h->host->name, "read",
				plan_read_name(h->read), "steps", gather_steps_json(&h->steps),
				"adopted", gather_adoption_json(&h->adoption)));
	}
	return hosts;
}

static json_t *units_json(const struct plan_switch *s)
{
	json_t *units = json_array();

	for (size_t i = 0; i < s->units.n; i++) {
		const struct plan_unit *u = &s->units.v[i];

		json_array_append_new(units,
			json_pack("{s:s, s:o, s:o}", "bond", u->want->bond, "lines",
				gather_lines_json(&u->lines), "inverse",
				gather_lines_json(&u->inverse)));
	}
	return units;
}

static json_t *switches_json(struct cli *c, const struct plan *plan)
{
	json_t *switches = json_array();

	for (size_t i = 0; i < plan->switches.n; i++) {
		const struct plan_switch *s = &plan->switches.v[i];
		json_t *j = json_pack("{s:s, s:s, s:o}", "name", s->sw->name, "read",
			plan_read_name(s->read), "units", units_json(s));

		json_object_set_new(j, "net",
			!s->revert ? json_null()
				   : json_string(s->revert->available              ? "revert"
						     : cli_flag(c, "allow-reload") ? "reload"
										   : "inverse"));
		if (s->unread_why && s->read == PLAN_UNREAD)
			json_object_set_new(j, "why", json_string(cli_clean(c, s->unread_why)));
		json_array_append_new(switches, j);
	}
	return switches;
}

/* Errors of the notes are refusals, the rest warnings: two lists in the document. */
static void report_notes(struct cli *c, const struct plan *plan)
{
	struct report refusals = { .arena = c->arena }, warnings = { .arena = c->arena };

	for (size_t i = 0; i < plan->notes.n; i++) {
		const struct report_entry *n = &plan->notes.v[i];
		struct report *r = n->level == REPORT_ERROR ? &refusals : &warnings;

		*ARENA_PUSH(c->arena, r) = *n;
	}
	cli_report(c, &warnings, "warnings");
	cli_report(c, &refusals, "refusals");
}

static void print_intent(struct cli *c)
{
	struct buf text = { 0 };

	intent_write(c->intent, &text);
	cli_print(c, "# %s, expanded\n%s\n", c->intent->path, buf_text(&text));
	json_object_set_new(c->doc, "intent", json_string(buf_text(&text)));
	buf_free(&text);
}

static void print_plan(struct cli *c, const struct plan *plan)
{
	if (cli_flag(c, "expanded"))
		print_intent(c);
	for (size_t i = 0; i < plan->switches.n; i++)
		print_switch(c, &plan->switches.v[i]);
	for (size_t i = 0; i < plan->hosts.n; i++)
		print_host(c, &plan->hosts.v[i]);
	json_object_set_new(c->doc, "changes", json_integer((json_int_t)plan_changes(plan)));
	json_object_set_new(c->doc, "phases", plan_phases(c, plan));
	if (c->json) {
		json_object_set_new(c->doc, "hosts", hosts_json(plan));
		json_object_set_new(c->doc, "switches", switches_json(c, plan));
	}
	report_notes(c, plan);
}

static int fail_unread(struct cli *c, const char *name, const char *why, const char *hint)
{
	struct err e;

	err_set(&e, ERR_ENVIRONMENT, name, "not read: %s", why);
	err_hint(&e, "%s", hint);
	return cli_fail(c, &e);
}

/* An unread side is no plan that one can trust: the exit says 3, and why. */
static int report_unread(struct cli *c, const struct plan *plan)
{
	int status = 0;

	for (size_t i = 0; i < plan->hosts.n; i++) {
		const struct plan_host *h = &plan->hosts.v[i];

		if (h->read == PLAN_UNREAD)
			status = fail_unread(c, h->host->name, h->unread_why,
				arena_printf(c->arena,
					"--host %s reads this kernel as that host; "
					"--offline reads neither side",
					h->host->name));
	}
	for (size_t i = 0; i < plan->switches.n; i++) {
		const struct plan_switch *s = &plan->switches.v[i];

		if (s->read == PLAN_UNREAD)
			status = fail_unread(c, s->sw->name, s->unread_why, s->unread_hint);
	}
	return status;
}

/* A plan that cannot be trusted or done is not one to approve. */
static int not_saved(struct cli *c, int status)
{
	if (cli_flag(c, "save"))
		cli_progress(c, "not saved: %s", cli_value(c, "save"));
	return status;
}

static int finish(struct cli *c, const struct plan *plan)
{
	size_t changes = plan_changes(plan);
	struct err e = { 0 };
	int status = cli_flag(c, "offline") ? 0 : report_unread(c, plan);

	if (status)
		return not_saved(c, status);
	if (plan->notes.errors) {
		err_set(&e, ERR_REFUSED, "plan",
			"%u thing%s cannot be done so; push and apply will "
			"refuse",
			plan->notes.errors, plan->notes.errors == 1 ? "" : "s");
		return not_saved(c, cli_fail(c, &e));
	}
	if (!changes)
		cli_print(c, "nothing to change\n");
	if (cli_value(c, "save"))
		status = saved_write(c, plan, cli_value(c, "save"));
	if (status)
		return status;
	return cli_flag(c, "check") && changes ? 1 : 0;
}

static int check_words(struct cli *c, struct err *e)
{
	static const char *const reading[] = { "check", "save" };

	for (size_t i = 0; i < 2; i++)
		if (cli_flag(c, "offline") && cli_flag(c, reading[i]))
			return err_set(e, ERR_USAGE, "plan",
				"--%s needs what is there, --offline reads nothing: one of them",
				reading[i]);
	return 0;
}

static int run(struct cli *c)
{
	struct plan plan = { .notes.arena = c->arena };
	struct plan_cabling *cabling;
	struct err e = { 0 };
	int status;

	if (check_words(c, &e))
		return cli_fail(c, &e);
	if (!cli_intent(c, &status))
		return status;
	if (plan_cabling_open(c, &cabling, &e) || plan_switches(c, &plan, &e) ||
		plan_hosts(c, &plan, &e) || plan_cabling_close(c, cabling, &plan, &e))
		return cli_fail(c, &e);
	print_plan(c, &plan);
	if (plan_cabling_refuse(c, cabling, &e))
		return not_saved(c, cli_fail(c, &e));
	return finish(c, &plan);
}

const struct cli_command cli_plan = {
	.name = "plan",
	.summary = "show what will change on both sides, in order; change nothing",
	.detail = "Reads the intent, this host's kernel and the switches, and prints the steps "
		  "between\n"
		  "found and wanted. Exit status: 0; 1 refused, or with --check changes are "
		  "pending;\n"
		  "2 the intent or the options; 3 a side could not be read.",
	.options = options,
	.run = run,
};
