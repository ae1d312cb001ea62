// SPDX-License-Identifier: Apache-2.0
/* lacppair check: what is wrong with port-channels in IOS configurations that nobody pushed. */
#include "cli.h"
#include "file.h"
#include "ios_lint.h"

enum { CONFIG_MAX = 64 << 20 };

static const struct cli_option options[] = {
	CLI_OPT_END,
};

static int check_file(struct cli *c, struct intent_sources *sources, const char *path,
	struct report *r, struct err *e)
{
	struct intent_source *s = ARENA_PUSH(c->arena, sources);

	s->path = path;
	s->text = file_read(c->arena, path, CONFIG_MAX, &s->len, ERR_USAGE, e);
	if (!s->text)
		return -1;
	if (ios_lint(c->arena, path, ios_config_parse(c->arena, s->text), r))
		return 0;
	err_set(e, ERR_USAGE, path, "no Port-channel and no channel-group is in it");
	return err_hint(e, "give an IOS configuration: of `show running-config', or to be pasted");
}

static int run(struct cli *c)
{
	struct intent_sources *sources = ARENA_NEW(c->arena, struct intent_sources);
	struct report r = { .arena = c->arena };
	struct err e = { 0 };
	const char *path;
	size_t n = 0;

	for (; (path = cli_value_at(c, c->command->word, n)); n++)
		if (check_file(c, sources, path, &r, &e))
			return cli_fail(c, &e);
	c->sources = sources;
	if (!n) {
		err_set(&e, ERR_USAGE, "check", "which file?");
		return cli_fail(c, &e);
	}
	cli_report(c, &r, "problems");
	cli_print(c, "%zu file%s, %u error%s, %zu warning%s\n", n, n == 1 ? "" : "s", r.errors,
		r.errors == 1 ? "" : "s", r.n - r.errors, r.n - r.errors == 1 ? "" : "s");
	return r.errors ? err_exit_status(ERR_REFUSED) : 0;
}

const struct cli_command cli_check = {
	.name = "check",
	.summary = "find what would keep ports from bundling in IOS configurations",
	.detail =
		"Members without their Port-channel or unlike it, mixed modes, untagged frames\n"
		"dropped, and what else IOS suspends a port for, each with its line. No intent is\n"
		"needed. Exit status: 0 no errors; 1 errors; 2 a file that is no such\n"
		"configuration.",
	.word = "FILE...",
	.options = options,
	.run = run,
};
