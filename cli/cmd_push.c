// SPDX-License-Identifier: Apache-2.0
/* lacppair push: makes the switch side so. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gather.h"
#include "switch_guard.h"

static const struct cli_option options[] = {
	{ "switch", 0, "NAME", true, "the switch of the file to push to" },
	{ "dry-run", 0, NULL, false, "read and compare, print the lines, send none" },
	{ "save-all", 0, NULL, false,
		"save even where unsaved changes of somebody else are saved too" },
	{ "yes", 'y', NULL, false, "answer what would be asked (somebody else's unsaved changes)" },
	{ "timeout", 0, "SEC", false, "undo what is not done by then (1800)" },
	CLI_OPT_HOST,
	CLI_OPT_BOND,
	CLI_OPT_PASSWORD_FILE,
	CLI_OPT_KNOWN_HOSTS,
	CLI_OPT_ACCEPT_NEW,
	CLI_OPT_LOG,
	CLI_OPT_END,
};

static json_t *units_json(const struct switch_push_result *r)
{
	json_t *units = json_array();

	for (size_t i = 0; i < r->units.n; i++)
		json_array_append_new(units,
			json_pack("{s:s, s:o, s:o}", "bond", r->units.v[i].unit->bond, "lines",
				gather_lines_json(&r->units.v[i].sent), "inverse",
				gather_lines_json(&r->units.v[i].undo)));
	return units;
}

static void add_result(struct cli *c, const struct intent_switch *sw,
	const struct switch_push_result *r, const struct err *e)
{
	json_t *list = json_object_get(c->doc, "switches");
	json_t *j = json_pack("{s:s, s:s, s:s, s:b, s:b, s:o}", "name", sw->name, "result",
		switch_outcome_name(r->outcome), "net", "inverse", "held", 0, "saved", r->saved,
		"units", units_json(r));

	if (e->class)
		json_object_set_new(j, "error", cli_error_json(c, e));
	if (!list) {
		list = json_array();
		json_object_set_new(c->doc, "switches", list);
	}
	json_array_append_new(list, j);
}

static void print_result(
	struct cli *c, const struct intent_switch *sw, const struct switch_push_result *r)
{
	bool dry = cli_flag(c, "dry-run");
	size_t lines = 0;

	for (size_t i = 0; i < r->units.n; i++) {
		const struct switch_unit_result *u = &r->units.v[i];

		lines += u->sent.n;
		cli_print(c, "%s %s, Port-channel%u:%s\n", sw->name, u->unit->bond,
			u->unit->port_channel, u->sent.n ? "" : " as wanted");
		gather_print_lines(c, &u->sent, false);
	}
	if (r->outcome == SWITCH_UNCHANGED && !(dry && lines))
		cli_print(c, "%s: unchanged, nothing sent\n", sw->name);
	else if (dry)
		cli_print(c, "%s: %zu line%s would be sent; none was\n", sw->name, lines,
			lines == 1 ? "" : "s");
	else if (r->outcome == SWITCH_CHANGED)
		cli_print(c, "%s: changed, %zu line%s sent, read back as wanted%s\n", sw->name,
			lines, lines == 1 ? "" : "s", r->saved ? ", saved" : "");
}

struct push_run {
	const struct intent_switch *sw;
	const struct want_switch *want;
	struct journal *journal; /* NULL: nothing is to be changed */
	struct switch_push_result result;
	struct err err;
};

static int read_timeout(const struct cli *c, int64_t *ms, struct err *e)
{
	long seconds;

	if (cli_number(c, "timeout", 1, 86400, 1800, &seconds, e))
		return -1;
	*ms = seconds * INT64_C(1000);
	return 0;
}

static int push_once(struct cli *c, struct push_run *run, bool save_all)
{
	struct switch_push_options o;
	struct switch_login login;

	switch_task_options(c, SWITCH_PUSH, run->journal, &o);
	o.dry_run = cli_flag(c, "dry-run");
	o.save_all = save_all;
	run->result = (struct switch_push_result){ .refusals.arena = c->arena };
	run->err = (struct err){ 0 };
	cli_login(c, run->sw, true, &login);
	if (read_timeout(c, &login.job_timeout_ms, &run->err))
		return -1;
	return switch_run(
		switch_job_push(c->arena, &login, run->want, &o, &run->result), &run->err);
}

/* The one question of push; without a terminal --yes or --save-all must have answered it. */
static bool may_save_all(struct cli *c, const struct intent_switch *sw)
{
	char answer[16] = "";

	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return false;
	cli_progress(c, "%s: running-config differs from startup-config before us.", sw->name);
	fprintf(stderr, "Saving would save somebody else's changes too. Go on? [no] ");
	return fgets(answer, sizeof(answer), stdin) && !strcmp(answer, "yes\n");
}

static int push_unit(struct cli *c, struct push_run *run)
{
	bool save_all = cli_flag(c, "save-all") || cli_flag(c, "yes");
	int failed = push_once(c, run, save_all);

	if (failed && run->err.class == ERR_USAGE && !save_all && may_save_all(c, run->sw))
		failed = push_once(c, run, true);
	cli_report(c, &run->result.refusals, run->result.refusals.errors ? "refusals" : "warnings");
	add_result(c, run->sw, &run->result, &run->err);
	if (failed)
		return cli_fail(c, &run->err);
	print_result(c, run->sw, &run->result);
	return 0;
}

static int push_locked(struct cli *c, struct push_run *run)
{
	struct journal journal;
	struct err e = { 0 };
	int status;

	if (cli_flag(c, "dry-run"))
		return push_unit(c, run);
	if (switch_journal(c, run->sw, &journal, &e))
		return cli_fail(c, &e);
	run->journal = &journal;
	status = push_unit(c, run);
	journal_close(&journal);
	return status;
}

static int push_switch(struct cli *c, const struct intent_switch *sw)
{
	struct err e = { 0 };
	struct want_switch *want = want_switch(c->arena, c->intent, sw, cli_value(c, "host"),
		cli_value(c, "bond"), ios_templates_builtin, &e);
	struct push_run run = { .sw = sw, .want = want };
	int lock, status;

	if (!want)
		return cli_fail(c, &e);
	if (!want->units.n) {
		err_set(&e, ERR_USAGE, sw->name,
			"no bond of the file that is meant has a member on it");
		return cli_fail(c, &e);
	}
	lock = cli_flag(c, "dry-run") ? 0 : switch_lock(c, sw, &e);
	if (lock < 0)
		return cli_fail(c, &e);
	status = push_locked(c, &run);
	if (lock)
		close(lock);
	return status;
}

static int run(struct cli *c)
{
	struct err e = { 0 };
	int64_t timeout_ms;
	int status;

	if (read_timeout(c, &timeout_ms, &e))
		return cli_fail(c, &e);
	if (!cli_intent(c, &status))
		return status;
	if (cli_value(c, "host") && !cli_host(c, false, &e))
		return cli_fail(c, &e);
	if (!cli_flag(c, "switch")) {
		err_set(&e, ERR_USAGE, "push", "which switch? --switch NAME");
		err_hint(&e, "the file has: %s", intent_switch_names(c->arena, c->intent));
		return cli_fail(c, &e);
	}
	/* All names before the first session: a wrong one must not leave half a window behind. */
	for (size_t i = 0; cli_value_at(c, "switch", i); i++)
		if (!cli_switch(c, cli_value_at(c, "switch", i), &e))
			return cli_fail(c, &e);
	for (size_t i = 0; cli_value_at(c, "switch", i); i++) {
		status = push_switch(c, cli_switch(c, cli_value_at(c, "switch", i), &e));
		if (status)
			return status;
	}
	return 0;
}

const struct cli_command cli_push = {
	.name = "push",
	.summary = "make the switch side so, over SSH",
	.detail =
		"Reads the switch, sends only the lines that differ, each answered before the "
		"next,\n"
		"reads back, and saves only when what is there is what was wanted; else takes "
		"back\n"
		"what it sent. Exit status: 0 as wanted and saved; 1 refused, and undone; 2 the\n"
		"intent or the options; 3 not reached or not let in, nothing changed; 4 not fully\n"
		"undone: the message lists what is left.",
	.options = options,
	.run = run,
};
