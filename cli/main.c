// SPDX-License-Identifier: Apache-2.0
/* The command table, and what happens before and after a command: options, signals, the document.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli.h"
#include "cli_private.h"
#include "nearest.h"

volatile int cli_stop;

static const struct cli_command *const commands[] = {
	&cli_plan,
	&cli_push,
	&cli_apply,
	&cli_remove,
	&cli_verify,
	&cli_import,
	&cli_render,
	&cli_check,
	&cli_confirm,
	&cli_rollback,
	&cli_status,
	&cli_decode,
	&cli_virtual_switch,
};
enum { N_COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static void on_signal(int sig)
{
	cli_stop = sig;
}

static void catch_signals(void)
{
	static const int caught[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction sa = { .sa_handler = on_signal };

	for (size_t i = 0; i < sizeof(caught) / sizeof(caught[0]); i++)
		sigaction(caught[i], &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static const struct cli_command *find_command(const char *name)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

static void print_help(FILE *out)
{
	fprintf(out,
		"lacppair pairs a Linux bond and a Cisco IOS port-channel over LACP: one intent "
		"file, both sides.\n\nusage: lacppair COMMAND [OPTION]...\n\n");
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(out, "  %-15s %s\n", commands[i]->name, commands[i]->summary);
	fprintf(out,
		"\nOptions of a command: lacppair COMMAND --help. The intent file: "
		"lacppair.yaml(5).\n");
}

static int wrong_command(const char *word)
{
	struct nearest near = { .word = word };

	for (size_t i = 0; i < N_COMMANDS; i++)
		nearest_offer(&near, commands[i]->name);
	fprintf(stderr, "lacppair: there is no command `%.60s'", word);
	if (near.best)
		fprintf(stderr, "; did you mean `%s'?", near.best);
	fprintf(stderr, "\n\n");
	print_help(stderr);
	return err_exit_status(ERR_USAGE);
}

/* Secrets must not reach a core file. */
static void forbid_core_dumps(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
}

/* Of a streamed document the beginning is out; what is left follows it, within the same braces. */
static void print_document(const struct cli *c)
{
	char *text;

	if (!c->streamed) {
		json_dumpf(c->doc, stdout, JSON_INDENT(2));
		putchar('\n');
		return;
	}
	text = json_dumps(c->doc, JSON_COMPACT);
	if (!text)
		abort();
	printf("%s%s\n", json_object_size(c->doc) ? "," : "", text + 1);
	free(text);
}

static int run_command(struct cli *c, int argc, char **argv)
{
	struct err e = { 0 };
	int parsed = cli_parse_options(c, argc, argv, &e), status;

	c->doc = json_pack("{s:s+}", "schema", "lacppair.", c->command->name);
	json_object_set_new(c->doc, "schema", json_sprintf("lacppair.%s/1", c->command->name));
	if (parsed > 0) {
		cli_print_command_help(c->command);
		status = 0;
	} else if (parsed < 0 || (c->command != &cli_virtual_switch && cli_log_open(c, &e))) {
		status = cli_fail(c, &e);
	} else {
		catch_signals();
		status = c->command->run(c);
	}
	if (c->json && parsed <= 0)
		print_document(c);
	json_decref(c->doc);
	return status;
}

static int run(int argc, char **argv)
{
	struct cli c = { 0 };
	int status;

	if (!strcmp(argv[1], "--version")) {
		puts("lacppair " LACPPAIR_VERSION);
		return 0;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		c.command = argc > 2 ? find_command(argv[2]) : NULL;
		if (c.command)
			cli_print_command_help(c.command);
		else
			print_help(stdout);
		return 0;
	}
	c.command = find_command(argv[1]);
	if (!c.command)
		return wrong_command(argv[1]);
	c.arena = arena_new();
	status = run_command(&c, argc - 2, argv + 2);
	arena_free(c.arena);
	return status;
}

/*
 * A descriptor of these that is closed would be given to the next file that is opened, a journal or
 * a lock, and what is said would go there. Writing to what stands for it fails, as before.
 */
static void keep_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

int main(int argc, char **argv)
{
	int status;

	keep_standard_descriptors();
	forbid_core_dumps();
	if (argc < 2) {
		print_help(stderr);
		return err_exit_status(ERR_USAGE);
	}
	status = run(argc, argv);
	/* A report that could not be written was not given. */
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "lacppair: standard output: cannot write\n");
		return status ? status : err_exit_status(ERR_ENVIRONMENT);
	}
	return status;
}
