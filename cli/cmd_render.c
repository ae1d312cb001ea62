// SPDX-License-Identifier: Apache-2.0
/* lacppair render: one side of the intent as text, for those who type or review it by hand. */
#include <string.h>

#include "gather.h"
#include "nearest.h"

static const struct cli_option options[] = {
	{ "switch", 0, "NAME", true, "only this switch of the file" },
	CLI_OPT_HOST,
	CLI_OPT_BOND,
	CLI_OPT_END,
};

static bool is_meant(const struct cli *c, const struct intent_switch *sw)
{
	const char *name;

	for (size_t i = 0; (name = cli_value_at(c, "switch", i)); i++)
		if (!strcmp(name, sw->name))
			return true;
	return !cli_flag(c, "switch");
}

static void print_unit(const struct cli *c, const json_t *lines, const struct want_unit *u)
{
	const json_t *line;
	size_t i;

	cli_print(c, "! %s\n", want_unit_title(c->arena, u));
	json_array_foreach(lines, i, line) cli_print(c, "%s\n", json_string_value(line));
	cli_print(c, "!\n");
}

/* As if nothing were there: all lines, in the order in which push sends them. */
static int render_switch(
	struct cli *c, const struct intent_switch *sw, json_t *switches, struct err *e)
{
	struct plan plan = { .notes.arena = c->arena };
	const struct plan_switch *s;
	json_t *units = json_array();

	json_array_append_new(switches, json_pack("{s:s, s:o}", "name", sw->name, "units", units));
	if (gather_switch(c, &plan, sw, NULL, "rendered", e))
		return -1;
	s = &plan.switches.v[0];
	if (!s->units.n)
		return 0;
	cli_print(c, "! switch %s (%s)\n", sw->name, sw->address);
	for (size_t i = 0; i < s->units.n; i++) {
		const struct plan_unit *u = &s->units.v[i];
		json_t *lines = gather_lines_json(&u->lines);

		print_unit(c, lines, u->want);
		json_array_append_new(
			units, json_pack("{s:s, s:o}", "bond", u->want->bond, "lines", lines));
	}
	return 0;
}

static int render_ios(struct cli *c, struct err *e)
{
	json_t *switches = json_array();
	const char *name;

	json_object_set_new(c->doc, "switches", switches);
	for (size_t i = 0; (name = cli_value_at(c, "switch", i)); i++)
		if (!cli_switch(c, name, e))
			return -1;
	for (size_t i = 0; i < c->intent->switches.n; i++)
		if (is_meant(c, c->intent->switches.v[i]) &&
			render_switch(c, c->intent->switches.v[i], switches, e))
			return -1;
	return 0;
}

static const struct {
	const char *name;
	int (*render)(struct cli *c, struct err *e);
} formats[] = {
	{ "ios", render_ios },
};
enum { N_FORMATS = sizeof(formats) / sizeof(formats[0]) };

static int wrong_format(struct cli *c, const char *word, struct err *e)
{
	struct nearest near = { .word = word ? word : "" };

	for (size_t i = 0; i < N_FORMATS; i++)
		nearest_offer(&near, formats[i].name);
	if (!word)
		err_set(e, ERR_USAGE, "render", "which format?");
	else
		err_set(e, ERR_USAGE, "render", "there is no format `%.60s'%s", word,
			near.best ? arena_printf(c->arena, "; did you mean `%s'?", near.best) : "");
	return err_hint(e, "valid here: ios");
}

static int run(struct cli *c)
{
	const char *word = cli_value(c, "FORMAT");
	struct err e = { 0 };
	size_t f = 0;
	int status;

	while (f < N_FORMATS && word && strcmp(word, formats[f].name) != 0)
		f++;
	if (!word || f == N_FORMATS) {
		wrong_format(c, word, &e);
		return cli_fail(c, &e);
	}
	if (!cli_intent(c, &status))
		return status;
	if (cli_value(c, "host") && !cli_host(c, false, &e))
		return cli_fail(c, &e);
	json_object_set_new(c->doc, "format", json_string(word));
	return formats[f].render(c, &e) ? cli_fail(c, &e) : 0;
}

const struct cli_command cli_render = {
	.name = "render",
	.summary = "print one side as text; read and change nothing",
	.detail =
		"render ios: the lines for each switch of the file, all of them, in the order in\n"
		"which push sends them to a switch that has none, for review or for typing in\n"
		"behind `configure terminal'. Exit status: 0, or 2 for the intent or the options.",
	.word = "FORMAT",
	.options = options,
	.run = run,
};
