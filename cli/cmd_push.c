// SPDX-License-Identifier: Apache-2.0
/* lacppair push: makes the switch side so. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "push_runs.h"

static const struct cli_option options[] = {
	{ "switch", 0, "NAME", true, "the switch of the file to push to" },
	{ "all", 0, NULL, false, "all switches of the file; with --host those of the host" },
	{ "jobs", 'j', "N", false, "so many switches at once (10)" },
	{ "keep-going", 0, NULL, false, "begin the others after one has failed" },
	{ "dry-run", 0, NULL, false, "read and compare, print the lines, send none" },
	{ "hold", 0, "MIN", false,
		"leave it to the switch's own timer, unsaved, until `confirm --switch'" },
	{ "save-all", 0, NULL, false,
		"save even where unsaved changes of somebody else are saved too" },
	{ "yes", 'y', NULL, false, "answer what would be asked (somebody else's unsaved changes)" },
	{ "timeout", 0, "SEC", false, "undo what is not done by then (1800)" },
	{ "member", 0, "NIC", true, "only the ports of these members: the idle legs first" },
	CLI_OPT_ALLOW_RELOAD,
	CLI_OPT_RECREATE,
	CLI_OPT_PRUNE,
	CLI_OPT_ALLOW_GLOBAL,
	CLI_OPT_RENAME_VLANS,
	CLI_OPT_PLAN,
	CLI_OPT_HOST,
	CLI_OPT_BOND,
	CLI_OPTS_LOGIN,
	CLI_OPT_END,
};

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

/* Only of one switch: a question among many would be answered without a look. */
static void ask_and_go_again(struct push_runs *runs)
{
	struct push_run *run = &runs->v[0];

	if (runs->n > 1 || run->err.class != ERR_USAGE || run->state != PUSH_ENDED ||
		run->options.save_all || !may_save_all(runs->cli, run->sw))
		return;
	run->options.save_all = true;
	run->state = PUSH_WAITING;
	runs->failed = false;
	push_runs_go(runs, 1);
}

static int read_numbers(const struct cli *c, struct push_runs *runs, long *jobs, struct err *e)
{
	long seconds, hold;

	if (cli_number(c, "timeout", 1, 86400, 1800, &seconds, e) ||
		/* In the last minute the switch warns, behind the prompt: more than one, then. */
		cli_number(c, "hold", 2, 120, 0, &hold, e) ||
		cli_number(c, "jobs", 1, 500, 10, jobs, e))
		return -1;
	runs->timeout_ms = seconds * INT64_C(1000);
	runs->hold_minutes = (unsigned)hold;
	return 0;
}

int cli_push_run(struct cli *c)
{
	struct push_runs runs = { .cli = c, .keep_going = cli_flag(c, "keep-going") };
	struct err e = { 0 };
	long jobs;
	int status;

	if (read_numbers(c, &runs, &jobs, &e))
		return cli_fail(c, &e);
	if (!saved_intent(c, &runs.saved, &status))
		return status;
	if (cli_value(c, "host") && !cli_host(c, false, &e))
		return cli_fail(c, &e);
	if (push_runs_select(&runs, &e))
		return cli_fail(c, &e);
	push_runs_prepare(&runs);
	push_runs_go(&runs, (size_t)jobs);
	ask_and_go_again(&runs);
	push_runs_close(&runs);
	return push_runs_report(&runs);
}

const struct cli_command cli_push = {
	.name = "push",
	.summary = "make the switch side so, over SSH",
	.detail =
		"Reads the switch and sends only the lines that differ. Each is answered before\n"
		"the next goes; only VLANs, alone or in a list, are added several at once. Reads\n"
		"back, and saves only when what is there is what was wanted; else takes back what\n"
		"it sent. Exit status: 0 as wanted and saved; 1 refused, and undone; 2 the intent\n"
		"or the options; 3 not reached or not let in, nothing changed; 4 not fully "
		"undone:\n"
		"the message lists what is left.",
	.options = options,
	.run = cli_push_run,
};
