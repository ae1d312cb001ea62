// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "file.h"
#include "shows.h"

enum { TEXT_MAX = 8 << 20 };

const char *shows_switch(struct cli *c, size_t i, struct err *e)
{
	const char *text = cli_value_at(c, "show", i), *colon = strchr(text, ':');
	const char *equals = colon ? strchr(colon, '=') : NULL;

	if (equals && equals[1])
		return arena_strndup(c->arena, text, (size_t)(colon - text));
	err_set(e, ERR_USAGE, "--show", "`%.100s' is not SWITCH:COMMAND=FILE", text);
	return NULL;
}

static int add(
	struct cli *c, const char *text, unsigned what, struct switch_texts *texts, struct err *e)
{
	const char *colon = strchr(text, ':'), *equals = strchr(colon, '=');
	const char *typed = arena_strndup(c->arena, colon + 1, (size_t)(equals - colon) - 1);
	const char *valid, *command = switch_text_command(c->arena, what, typed, &valid);
	struct switch_text *t;
	size_t len;

	if (!command) {
		err_set(e, ERR_USAGE, "--show", "`%.60s' is no command that is read", typed);
		return err_hint(e, "valid here: %s", valid);
	}
	if (switch_text_of(texts, command))
		return err_set(e, ERR_USAGE, "--show", "`%s' is given twice", command);
	t = ARENA_PUSH(c->arena, texts);
	t->command = command;
	t->text = file_read(c->arena, equals + 1, TEXT_MAX, &len, ERR_ENVIRONMENT, e);
	return t->text ? 0 : -1;
}

int shows_add(
	struct cli *c, const char *sw, unsigned what, struct switch_texts *texts, struct err *e)
{
	const char *text;

	for (size_t i = 0; (text = cli_value_at(c, "show", i)); i++) {
		const char *name = shows_switch(c, i, e);

		if (!name || (!strcmp(name, sw) && add(c, text, what, texts, e)))
			return -1;
	}
	return 0;
}
