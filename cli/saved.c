// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "lines_json.h"
#include "plan_file.h"
#include "saved.h"

/* The flags that make another plan of the same intent. */
static const char *const shaping[] = { "adopt", "allow-global", "at-once", "recreate", "prune",
	"rename-vlans", NULL };

static const struct cli_option *find_flag(const struct cli *c, const char *name)
{
	for (const struct cli_option *o = c->command->options; o->name; o++)
		if (!strcmp(o->name, name) && !o->arg)
			return o;
	return NULL;
}

static bool shapes(const char *name)
{
	for (size_t i = 0; shaping[i]; i++)
		if (!strcmp(shaping[i], name))
			return true;
	return false;
}

static int refuse_unread(const struct plan *plan, const char *path, struct err *e)
{
	size_t read = 0;

	for (size_t i = 0; i < plan->hosts.n; i++)
		read += plan->hosts.v[i].found != NULL;
	for (size_t i = 0; i < plan->switches.n; i++)
		read += plan->switches.v[i].found != NULL;
	if (read)
		return 0;
	err_set(e, ERR_ENVIRONMENT, path, "not saved: no host and no switch was read");
	return err_hint(e, "plan on the host itself, or with --host-state NAME=FILE");
}

static bool plan_reads_hosts(const struct plan *plan)
{
	for (size_t i = 0; i < plan->hosts.n; i++)
		if (plan->hosts.v[i].found)
			return true;
	return false;
}

int saved_write(struct cli *c, const struct plan *plan, const char *path)
{
	struct link_names options = { 0 };
	struct err e = { 0 };
	char *text;
	json_t *j;
	int r;

	if (refuse_unread(plan, path, &e))
		return cli_fail(c, &e);
	for (size_t i = 0; shaping[i]; i++)
		if (cli_flag(c, shaping[i]))
			*ARENA_PUSH(c->arena, &options) = shaping[i];
	j = plan_file_json(c->arena, plan, &c->intent->sources, &options);
	text = j ? json_dumps(j, JSON_INDENT(1)) : NULL;
	json_decref(j);
	if (!text)
		abort();
	r = file_write(path, text, strlen(text), &e);
	free(text);
	if (r)
		return cli_fail(c, &e);
	cli_print(c, "saved: lacppair %s --plan %s does this and nothing else\n",
		!plan_reads_hosts(plan) ? "push" : "apply", path);
	return 0;
}

/* The first line in which two texts differ. */
static unsigned line_of_difference(const char *a, const char *b)
{
	unsigned line = 1;

	for (; *a && *a == *b; a++, b++)
		line += *a == '\n';
	return line;
}

static int differs(const char *path, unsigned line, struct err *e)
{
	char object[160];

	snprintf(object, sizeof(object), "%s:%u", path, line);
	err_set(e, ERR_INTENT, object,
		"the intent is not the one that the plan was saved from; this is the first line "
		"that differs. Nothing was read or changed");
	return err_hint(e, "plan again with --save, and have that approved");
}

/* A file of today that says something else than what was approved is not to be passed over. */
static int check_intent(struct cli *c, const struct saved_plan *saved, struct err *e)
{
	const struct intent_sources *then = &saved->intent;
	struct report unheard = { .arena = c->arena };
	struct intent_sources now = { 0 };

	if (!cli_intent_path(c))
		return 0;
	if (intent_read_files(c->arena, cli_intent_path(c), &now, &unheard, e))
		return -1;
	for (size_t i = 0; i < now.n && i < then->n; i++)
		if (strcmp(now.v[i].text, then->v[i].text) != 0)
			return differs(now.v[i].path,
				line_of_difference(now.v[i].text, then->v[i].text), e);
	if (now.n != then->n)
		return differs(
			(now.n > then->n ? &now : then)->v[now.n < then->n ? now.n : then->n].path,
			1, e);
	return 0;
}

static int take_options(struct cli *c, const struct saved_plan *saved, struct err *e)
{
	for (size_t i = 0; shaping[i]; i++)
		if (cli_flag(c, shaping[i]))
			return err_set(e, ERR_USAGE, "--plan",
				"the saved plan says whether --%s; leave it out", shaping[i]);
	for (size_t i = 0; i < saved->options.n; i++) {
		const char *name = saved->options.v[i];
		const struct cli_option *o = find_flag(c, name);
		struct cli_value *v;

		if (shapes(name) && !o) /* of the other side */
			continue;
		if (!o || !shapes(name))
			return err_set(e, ERR_USAGE, cli_value(c, "plan"),
				"it was made with --%.40s, which %s does not know", name,
				c->command->name);
		v = ARENA_PUSH(c->arena, &c->values);
		v->option = o;
		v->value = "";
	}
	return 0;
}

static struct saved_plan *load(struct cli *c, const char *path, struct err *e)
{
	struct saved_plan *saved = ARENA_NEW(c->arena, struct saved_plan);
	size_t len;
	const char *text = file_read(c->arena, path, PLAN_FILE_MAX, &len, ERR_USAGE, e);

	if (!text)
		return NULL;
	if (plan_file_read(c->arena, text, len, saved, e)) {
		err_set(e, ERR_USAGE, path, "%s", arena_strdup(c->arena, e->text));
		return NULL;
	}
	return check_intent(c, saved, e) || take_options(c, saved, e) ? NULL : saved;
}

bool saved_intent(struct cli *c, struct saved_plan **out, int *status)
{
	const char *path = cli_value(c, "plan");
	struct err e = { 0 };

	*out = NULL;
	if (!path)
		return cli_intent(c, status) != NULL;
	*out = load(c, path, &e);
	if (*out)
		return cli_intent_sources(c, &(*out)->intent, status) != NULL;
	*status = cli_fail(c, &e);
	return false;
}

int saved_check(
	struct cli *c, const struct saved_plan *saved, const struct plan_host *h, struct err *e)
{
	/* As wanted already: there is nothing that could be another step than the approved ones. */
	if (!saved || !h->steps.n)
		return 0;
	for (size_t i = 0; i < saved->hosts.n; i++)
		if (!strcmp(saved->hosts.v[i].name, h->host->name))
			return saved_plan_check(
				c->arena, &saved->hosts.v[i], h->found, &h->steps, e);
	return err_set(e, ERR_USAGE, h->host->name, "the saved plan has no steps for this host");
}

static const struct saved_unit *find_unit(
	const struct saved_plan *saved, const char *sw, const char *bond)
{
	for (size_t i = 0; i < saved->switches.n; i++) {
		const struct saved_switch *s = &saved->switches.v[i];

		for (size_t k = 0; k < s->units.n && !strcmp(s->name, sw); k++)
			if (!strcmp(s->units.v[k].bond, bond))
				return &s->units.v[k];
	}
	return NULL;
}

/* The first of them that differs, or -1. */
static long line_of_drift(const json_t *now, const struct link_names *then)
{
	size_t i = 0;

	while (i < json_array_size(now) && i < then->n &&
		!strcmp(json_string_value(json_array_get(now, i)), then->v[i]))
		i++;
	return i < json_array_size(now) || i < then->n ? (long)i : -1;
}

int saved_check_lines(const struct saved_plan *saved, const char *sw, const char *bond,
	const struct steps *lines, struct err *e)
{
	const struct saved_unit *u = find_unit(saved, sw, bond);
	json_t *now = lines->n && u ? gather_lines_json(lines) : NULL;
	long at = now ? line_of_drift(now, &u->lines) : -1;

	if (lines->n && !u)
		err_set(e, ERR_ENVIRONMENT, sw, "the saved plan has no lines for %s", bond);
	else if (at >= 0)
		err_set(e, ERR_ENVIRONMENT, sw,
			"%s: what is there has changed since the plan was saved: now `%s' would be "
			"sent where `%s' was approved",
			bond,
			(size_t)at < json_array_size(now)
				? json_string_value(json_array_get(now, (size_t)at))
				: "nothing",
			(size_t)at < u->lines.n ? u->lines.v[at] : "nothing");
	json_decref(now);
	if (!e->class)
		return 0;
	return err_hint(e, "nothing was sent; plan again with --save, and have that approved");
}
