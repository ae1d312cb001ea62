// SPDX-License-Identifier: Apache-2.0
/* Site lines of the intent file: the gate between a word of the file and a line for a switch. */
#include <string.h>

#include "intent_read.h"
#include "site_line.h"

struct lines_reading {
	enum site_scope scope;
	struct intent_lines *out;
};

static bool is_there(const struct intent_lines *lines, const char *text)
{
	for (size_t i = 0; i < lines->n; i++)
		if (!strcmp(lines->v[i].text, text))
			return true;
	return false;
}

static void read_line(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct lines_reading *l = into;
	const char *text = read_text(rd, key, n), *why, *own;

	if (!text)
		return;
	why = site_line_refusal(text, l->scope, &own);
	if (!why && is_there(l->out, text))
		why = "is there twice";
	if (why)
		read_error(rd, n, "%s: `%.60s` %s", key, text, why)->hint =
			own ? arena_printf(rd->a, "it comes with `%s`", own) : NULL;
	else
		*ARENA_PUSH(rd->a, l->out) = (struct intent_line){ text, n->pos };
}

static void read_into(struct reader *rd, const char *key, const struct node *n,
	enum site_scope scope, struct intent_lines *out)
{
	struct lines_reading l = { scope, out };

	read_each(rd, key, n, read_line, &l);
}

void read_interface_lines(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_into(rd, key, n, SITE_INTERFACE, into);
}

void read_global_lines(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_into(rd, key, n, SITE_GLOBAL, into);
}
