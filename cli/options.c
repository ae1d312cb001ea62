// SPDX-License-Identifier: Apache-2.0
/* Options of all commands: common rows and the command's own; parsing and help from one table. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli_private.h"
#include "nearest.h"

static const struct cli_option common_options[] = {
	{ "file", 'f', "FILE", false,
		"the intent (else $LACPPAIR_FILE, ./lacppair.yaml, /etc/lacppair/lacppair.yaml)" },
	{ "json", 0, NULL, false, "one JSON document on standard output" },
	{ "help", 'h', NULL, false, "this text" },
	CLI_OPT_END,
};

/* The i-th option of a command: the common ones, then its own; NULL behind the last. */
static const struct cli_option *option_at(const struct cli_command *command, size_t i)
{
	const size_t n = sizeof(common_options) / sizeof(common_options[0]) - 1;

	if (i < n)
		return &common_options[i];
	return command->options[i - n].name ? &command->options[i - n] : NULL;
}

static const struct cli_option *find_option(
	const struct cli_command *command, const char *name, size_t len, char letter)
{
	const struct cli_option *o;

	for (size_t i = 0; (o = option_at(command, i)); i++) {
		if (letter ? o->letter == letter
			   : strlen(o->name) == len && !strncmp(o->name, name, len))
			return o;
	}
	return NULL;
}

static int unknown_option(struct cli *c, const char *word, struct err *e)
{
	struct nearest near = { .word = word + strspn(word, "-") };
	const struct cli_option *o;
	char list[600] = "";

	for (size_t i = 0; (o = option_at(c->command, i)); i++) {
		size_t used = strlen(list);

		nearest_offer(&near, o->name);
		snprintf(list + used, sizeof(list) - used, "%s--%s", used ? ", " : "", o->name);
	}
	if (word[0] == '-' && near.best)
		err_set(e, ERR_USAGE, c->command->name,
			"unknown option `%.60s'; did you mean `--%s'?", word, near.best);
	else
		err_set(e, ERR_USAGE, c->command->name, "%s `%.60s'",
			word[0] == '-' ? "unknown option" : "unexpected word", word);
	return err_hint(e, "valid here: %s", list);
}

/* A word without an option has a name, and is looked up like one. */
static const struct cli_option *positional(struct cli *c)
{
	struct cli_option *o;

	if (!c->command->word)
		return NULL;
	o = ARENA_NEW(c->arena, struct cli_option);
	o->name = o->arg = c->command->word;
	o->repeat = strstr(o->name, "...") != NULL;
	return o;
}

static int add_value(struct cli *c, const struct cli_option *o, const char *value, struct err *e)
{
	struct cli_value *v;

	if (!o->repeat && cli_flag(c, o->name))
		return err_set(e, ERR_USAGE, c->command->name, "%s%s is given twice",
			o->name == c->command->word ? "" : "--", o->name);
	v = ARENA_PUSH(c->arena, &c->values);
	v->option = o;
	v->value = value ? value : "";
	return 0;
}

/* One word, and the next one where it is the option's value. Returns how many words were used. */
static int parse_word(struct cli *c, int argc, char **argv, struct err *e)
{
	const char *word = argv[0], *equals = strchr(word, '=');
	const struct cli_option *o = NULL;
	const char *value = NULL;
	int used = 1;

	if (word[0] == '-' && word[1] == '-') {
		size_t len = equals ? (size_t)(equals - word) - 2 : strlen(word) - 2;

		o = find_option(c->command, word + 2, len, 0);
		value = equals ? equals + 1 : NULL;
	} else if (word[0] == '-' && word[1]) {
		o = find_option(c->command, NULL, 0, word[1]);
		value = word[2] ? word + 2 : NULL;
	} else {
		o = positional(c);
		value = word;
	}
	if (!o)
		return unknown_option(c, word, e);
	if (!o->arg && value)
		return err_set(e, ERR_USAGE, c->command->name, "--%s takes no value", o->name);
	if (o->arg && !value) {
		if (argc < 2)
			return err_set(e, ERR_USAGE, c->command->name, "--%s needs a value: %s",
				o->name, o->arg);
		value = argv[1];
		used = 2;
	}
	return add_value(c, o, value, e) ? -1 : used;
}

int cli_parse_options(struct cli *c, int argc, char **argv, struct err *e)
{
	/* Before anything can fail: an error must come out in the form that was asked for. */
	for (int i = 0; i < argc; i++)
		c->json |= !strcmp(argv[i], "--json");
	c->color = !c->json && isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
	for (int i = 0; i < argc;) {
		int used = parse_word(c, argc - i, argv + i, e);

		if (used < 0)
			return -1;
		i += used;
	}
	return cli_flag(c, "help");
}

void cli_print_command_help(const struct cli_command *command)
{
	const struct cli_option *o;

	printf("usage: lacppair %s [OPTION]...%s%s\n\n%s.\n\n%s\n\n", command->name,
		command->word ? " " : "", command->word ? command->word : "", command->summary,
		command->detail);
	for (size_t i = 0; (o = option_at(command, i)); i++) {
		char left[48], letter[8] = "    ";

		if (o->letter)
			snprintf(letter, sizeof(letter), "-%c, ", o->letter);
		snprintf(left, sizeof(left), "%s--%s%s%s", letter, o->name, o->arg ? " " : "",
			o->arg ? o->arg : "");
		printf("  %-27s %s%s\n", left, o->help, o->repeat ? " (may be repeated)" : "");
	}
}

bool cli_flag(const struct cli *c, const char *name)
{
	return cli_value_at(c, name, 0) != NULL;
}

const char *cli_value_at(const struct cli *c, const char *name, size_t i)
{
	for (size_t k = 0; k < c->values.n; k++)
		if (!strcmp(c->values.v[k].option->name, name) && i-- == 0)
			return c->values.v[k].value;
	return NULL;
}

const char *cli_value(const struct cli *c, const char *name)
{
	const char *last = NULL, *v;

	for (size_t i = 0; (v = cli_value_at(c, name, i)); i++)
		last = v;
	return last;
}

const char *cli_file_of(const struct cli *c, const char *option, const char *name)
{
	size_t len = strlen(name);
	const char *v;

	for (size_t i = 0; (v = cli_value_at(c, option, i)); i++)
		if (!strncmp(v, name, len) && v[len] == '=')
			return v + len + 1;
	return NULL;
}

const char *cli_file_name(struct cli *c, const char *option, size_t i, struct err *e)
{
	const char *v = cli_value_at(c, option, i), *equals = strchr(v, '=');
	const char *name = arena_strndup(c->arena, v, equals ? (size_t)(equals - v) : 0);
	const char *object = arena_printf(c->arena, "--%s", option);

	if (!*name || !equals[1])
		err_set(e, ERR_USAGE, object, "`%.80s' is not NAME=FILE", v);
	else if (cli_file_of(c, option, name) != equals + 1)
		err_set(e, ERR_USAGE, object, "%.80s is given twice", name);
	else
		return name;
	return NULL;
}

int cli_number(const struct cli *c, const char *name, long min, long max, long fallback, long *out,
	struct err *e)
{
	const char *text = cli_value(c, name);
	char *end;

	*out = fallback;
	if (!text)
		return 0;
	errno = 0;
	*out = strtol(text, &end, 10);
	if (errno || end == text || *end || *out < min || *out > max)
		return err_set(e, ERR_USAGE, c->command->name,
			"--%s takes a number from %ld to %ld, not `%.60s'", name, min, max, text);
	return 0;
}
