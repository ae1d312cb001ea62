// SPDX-License-Identifier: Apache-2.0
/* All that is printed goes through here: text, progress, errors, reports with a caret. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

void cli_print(const struct cli *c, const char *fmt, ...)
{
	va_list ap;

	if (c->json)
		return;
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
}

void cli_progress(const struct cli *c, const char *fmt, ...)
{
	va_list ap;

	(void)c;
	fflush(stdout);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

/* Bytes from outside may hold anything: UTF-8 stays, controls do not (a terminal obeys them). */
const char *cli_clean(const struct cli *c, const char *text)
{
	char *out = arena_strdup(c->arena, text ? text : "");

	for (char *p = out; *p; p++)
		if ((unsigned char)*p < 0x20 && *p != '\n' && *p != '\t')
			*p = '?';
		else if (*p == 0x7f)
			*p = '?';
	return out;
}

/* JSON takes UTF-8 only: other bytes become '?'. */
static json_t *json_text(const struct cli *c, const char *text)
{
	const char *clean = cli_clean(c, text);
	json_t *j = json_string(clean);
	char *ascii;

	if (j)
		return j;
	ascii = arena_strdup(c->arena, clean);
	for (char *p = ascii; *p; p++)
		if ((unsigned char)*p >= 0x80)
			*p = '?';
	return json_string(ascii);
}

json_t *cli_error_json(const struct cli *c, const struct err *e)
{
	json_t *j = json_object();

	json_object_set_new(j, "class", json_string(err_class_name(e->class)));
	json_object_set_new(j, "object", json_text(c, e->object));
	json_object_set_new(j, "text", json_text(c, e->text));
	json_object_set_new(j, "hint", json_text(c, e->hint));
	return j;
}

int cli_fail(struct cli *c, const struct err *e)
{
	const char *object = strcmp(e->object, c->command->name) ? e->object : "";

	fflush(stdout);
	fprintf(stderr, "lacppair %s: %s%s%s\n", c->command->name, cli_clean(c, object),
		*object ? ": " : "", cli_clean(c, e->text));
	if (e->hint[0])
		fprintf(stderr, "  to do: %s\n", cli_clean(c, e->hint));
	json_object_set_new(c->doc, "error", cli_error_json(c, e));
	return err_exit_status(e->class);
}

static void print_caret(const struct cli *c, const struct report_entry *r)
{
	const char *line;
	size_t len;

	line = c->sources ? intent_source_line(c->sources, r->pos, &len) : NULL;
	if (!line || !len || len > 200)
		return;
	fprintf(stderr, "  %s\n  ", cli_clean(c, arena_strndup(c->arena, line, len)));
	for (unsigned i = 1; i < r->pos.column && i <= len; i++)
		fputc(line[i - 1] == '\t' ? '\t' : ' ', stderr);
	for (unsigned i = 0; i < (r->width ? r->width : 1) && r->pos.column + i <= len + 1; i++)
		fputc('^', stderr);
	fputc('\n', stderr);
}

static void print_entry(const struct cli *c, const struct report_entry *r)
{
	if (r->pos.file && r->pos.line)
		fprintf(stderr, "%s:%u:%u: ", r->pos.file, r->pos.line, r->pos.column);
	fprintf(stderr, "%s: %s\n", r->level == REPORT_ERROR ? "error" : "warning",
		cli_clean(c, r->text));
	print_caret(c, r);
	if (r->hint)
		fprintf(stderr, "  to do: %s\n", cli_clean(c, r->hint));
}

static json_t *entry_json(const struct cli *c, const struct report_entry *r)
{
	json_t *j = json_object();

	json_object_set_new(
		j, "level", json_string(r->level == REPORT_ERROR ? "error" : "warning"));
	json_object_set_new(j, "text", json_text(c, r->text));
	if (r->hint)
		json_object_set_new(j, "hint", json_text(c, r->hint));
	if (r->pos.file) {
		json_object_set_new(j, "file", json_text(c, r->pos.file));
		json_object_set_new(j, "line", json_integer(r->pos.line));
		json_object_set_new(j, "column", json_integer(r->pos.column));
	}
	return j;
}

void cli_report(struct cli *c, const struct report *r, const char *key)
{
	json_t *list = json_object_get(c->doc, key);

	fflush(stdout);
	if (!list) {
		list = json_array();
		json_object_set_new(c->doc, key, list);
	}
	for (size_t i = 0; i < r->n; i++) {
		print_entry(c, &r->v[i]);
		json_array_append_new(list, entry_json(c, &r->v[i]));
	}
}
