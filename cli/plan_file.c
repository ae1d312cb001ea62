// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "lines_json.h"
#include "plan_file.h"
#include "state_json.h"

#define PLAN_SCHEMA "lacppair.saved-plan/1"

static json_t *names_json(const struct link_names *names)
{
	json_t *j = json_array();

	for (size_t i = 0; i < names->n; i++)
		json_array_append_new(j, json_string(names->v[i]));
	return j;
}

static json_t *host_json(struct arena *a, const struct plan_host *h)
{
	struct link_names touched = { 0 };
	json_t *steps = json_array();

	host_touched(a, &h->steps, h->found, &touched);
	for (size_t i = 0; i < h->steps.n; i++) {
		const struct step *s = &h->steps.v[i];

		json_array_append_new(steps,
			json_pack("{s:s, s:s, s:s}", "op", step_op_name(s->op), "object", s->object,
				"text", s->text));
	}
	return json_pack("{s:s, s:o, s:o, s:o}", "name", h->host->name, "touched",
		names_json(&touched), "found", state_json(host_part(a, h->found, &touched)),
		"steps", steps);
}

static json_t *switch_json(const struct plan_switch *s)
{
	json_t *units = json_array();

	for (size_t i = 0; i < s->units.n; i++)
		json_array_append_new(units,
			json_pack("{s:s, s:o}", "bond", s->units.v[i].want->bond, "lines",
				gather_lines_json(&s->units.v[i].lines)));
	return json_pack("{s:s, s:o}", "name", s->sw->name, "units", units);
}

static json_t *source_json(const struct intent_source *s)
{
	return json_pack("{s:s, s:s}", "path", s->path, "text", s->text);
}

static json_t *intent_json(const struct intent_sources *s)
{
	json_t *j = source_json(&s->v[0]), *included = json_array();

	for (size_t i = 1; i < s->n; i++)
		json_array_append_new(included, source_json(&s->v[i]));
	json_object_set_new(j, "included", included);
	return j;
}

json_t *plan_file_json(struct arena *a, const struct plan *plan,
	const struct intent_sources *intent, const struct link_names *options)
{
	json_t *hosts = json_array(), *switches = json_array();

	for (size_t i = 0; i < plan->hosts.n; i++)
		if (plan->hosts.v[i].found)
			json_array_append_new(hosts, host_json(a, &plan->hosts.v[i]));
	for (size_t i = 0; i < plan->switches.n; i++)
		if (plan->switches.v[i].found)
			json_array_append_new(switches, switch_json(&plan->switches.v[i]));
	return json_pack("{s:s, s:o, s:o, s:o, s:o}", "schema", PLAN_SCHEMA, "intent",
		intent_json(intent), "options", names_json(options), "hosts", hosts, "switches",
		switches);
}

static int read_names(
	struct arena *a, const json_t *j, const char *key, struct link_names *out, struct err *e)
{
	const json_t *list = json_object_get(j, key), *v;
	size_t i;

	if (!json_is_array(list))
		return err_set(e, ERR_USAGE, "", "no saved plan: no list `%s'", key);
	json_array_foreach(list, i, v)
	{
		if (!json_is_string(v))
			return err_set(e, ERR_USAGE, "", "no saved plan: `%s' has no words", key);
		*ARENA_PUSH(a, out) = arena_strdup(a, json_string_value(v));
	}
	return 0;
}

static int read_steps(struct arena *a, const json_t *j, struct saved_host *h, struct err *e)
{
	const json_t *list = json_object_get(j, "steps"), *v;
	size_t i;

	if (!json_is_array(list))
		return err_set(e, ERR_USAGE, "", "no saved plan: a host without steps");
	json_array_foreach(list, i, v)
	{
		struct saved_step *s = ARENA_PUSH(a, &h->steps);

		s->op = arena_strdup(a, state_json_text(v, "op"));
		s->object = arena_strdup(a, state_json_text(v, "object"));
		s->text = arena_strdup(a, state_json_text(v, "text"));
		if (!s->op || !s->object || !s->text)
			return err_set(e, ERR_USAGE, "", "no saved plan: step %zu is none", i + 1);
	}
	return 0;
}

static int read_hosts(struct arena *a, const json_t *j, struct saved_plan *out, struct err *e)
{
	const json_t *list = json_object_get(j, "hosts"), *v;
	size_t i;

	if (!json_is_array(list))
		return err_set(e, ERR_USAGE, "", "no saved plan: no list of hosts");
	json_array_foreach(list, i, v)
	{
		struct saved_host *h = ARENA_PUSH(a, &out->hosts);

		h->name = arena_strdup(a, state_json_text(v, "name"));
		if (!h->name)
			return err_set(e, ERR_USAGE, "", "no saved plan: a host without a name");
		h->found = state_json_read(a, json_object_get(v, "found"), e);
		if (!h->found || read_names(a, v, "touched", &h->touched, e) ||
			read_steps(a, v, h, e))
			return -1;
	}
	return 0;
}

static int read_units(struct arena *a, const json_t *j, struct saved_switch *s, struct err *e)
{
	const json_t *list = json_object_get(j, "units"), *v;
	size_t i;

	json_array_foreach(list, i, v)
	{
		struct saved_unit *u = ARENA_PUSH(a, &s->units);

		u->bond = arena_strdup(a, state_json_text(v, "bond"));
		if (!u->bond)
			return err_set(e, ERR_USAGE, "", "no saved plan: a bond without a name");
		if (read_names(a, v, "lines", &u->lines, e))
			return -1;
	}
	return 0;
}

/* A plan of an older release has none. */
static int read_switches(struct arena *a, const json_t *j, struct saved_plan *out, struct err *e)
{
	const json_t *list = json_object_get(j, "switches"), *v;
	size_t i;

	json_array_foreach(list, i, v)
	{
		struct saved_switch *s = ARENA_PUSH(a, &out->switches);

		s->name = arena_strdup(a, state_json_text(v, "name"));
		if (!s->name)
			return err_set(e, ERR_USAGE, "", "no saved plan: a switch without a name");
		if (read_units(a, v, s, e))
			return -1;
	}
	return 0;
}

static int read_source(struct arena *a, const json_t *j, struct intent_sources *out, struct err *e)
{
	const char *path = state_json_text(j, "path");
	const char *text = json_string_value(json_object_get(j, "text"));

	if (!path || !text)
		return err_set(e, ERR_USAGE, "", "no saved plan: it has no intent");
	text = arena_strdup(a, text);
	*ARENA_PUSH(a, out) = (struct intent_source){ arena_strdup(a, path), text, strlen(text) };
	return 0;
}

static int read_intent(struct arena *a, const json_t *j, struct intent_sources *out, struct err *e)
{
	const json_t *included = json_object_get(j, "included"), *v;
	size_t i;

	if (read_source(a, j, out, e))
		return -1;
	json_array_foreach(included, i, v) if (read_source(a, v, out, e)) return -1;
	return 0;
}

static int read_plan(struct arena *a, const json_t *j, struct saved_plan *out, struct err *e)
{
	const char *schema = state_json_text(j, "schema");

	if (!schema || strcmp(schema, PLAN_SCHEMA) != 0)
		return err_set(e, ERR_USAGE, "", "no saved plan: its schema is not " PLAN_SCHEMA);
	if (read_intent(a, json_object_get(j, "intent"), &out->intent, e))
		return -1;
	return read_names(a, j, "options", &out->options, e) || read_hosts(a, j, out, e) ||
			read_switches(a, j, out, e)
		? -1
		: 0;
}

int plan_file_read(
	struct arena *a, const char *text, size_t len, struct saved_plan *out, struct err *e)
{
	json_error_t je;
	json_t *j = json_loadb(text, len, JSON_REJECT_DUPLICATES, &je);
	int r;

	memset(out, 0, sizeof(*out));
	if (!j)
		return err_set(e, ERR_USAGE, "", "no JSON, line %d: %s", je.line, je.text);
	r = read_plan(a, j, out, e);
	json_decref(j);
	return r;
}
