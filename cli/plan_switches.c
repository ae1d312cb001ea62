// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "file.h"
#include "gather.h"
#include "plan_sides.h"
#include "shows.h"

enum { CONFIG_MAX = 8 << 20, FROM_FILES = SWITCH_CONFIG | SWITCH_FACTS | SWITCH_SERIAL };

static bool host_uses(const struct intent_host *h, const struct intent_switch *sw, const char *bond)
{
	for (size_t b = 0; b < h->bonds.n; b++)
		for (size_t m = 0; m < h->bonds.v[b]->members.n; m++)
			if (h->bonds.v[b]->members.v[m].sw == sw &&
				(!bond || !strcmp(bond, h->bonds.v[b]->name)))
				return true;
	return false;
}

/* Whether a bond that --host and --bond leave has a member on this switch. */
static bool is_used(const struct cli *c, const struct intent_switch *sw)
{
	const char *host = cli_value(c, "host"), *bond = cli_value(c, "bond");

	for (size_t i = 0; i < c->intent->hosts.n; i++) {
		const struct intent_host *h = c->intent->hosts.v[i];

		if ((!host || !strcmp(host, h->name)) && host_uses(h, sw, bond))
			return true;
	}
	return false;
}

/* A switch that does not answer is no failure of plan: it says so, and the exit is 3. */
static const struct switch_read *ask(
	struct cli *c, const struct intent_switch *sw, const char **why, const char **hint)
{
	struct switch_read *r = ARENA_NEW(c->arena, struct switch_read);
	struct switch_login login;
	struct err e = { 0 };

	cli_login(c, sw, true, &login);
	if (!switch_run(switch_job_read(c->arena, &login,
				SWITCH_CONFIG | SWITCH_NET | switch_preflight(sw), r),
		    &e))
		return r;
	*why = arena_strdup(c->arena, e.text);
	*hint = arena_strdup(c->arena, e.hint);
	return NULL;
}

/* A recorded terminal goes on behind the configuration: with a prompt, with the next command. */
static int cut_behind_end(char *config)
{
	char *end = NULL;

	for (char *at = config; (at = strstr(at, "\nend")); at += 4)
		if (strchr("\r\n", at[4])) /* or its NUL */
			end = at;
	if (end)
		end[4] = '\0';
	return end ? 0 : -1;
}

static int add_config(struct cli *c, const char *path, struct switch_texts *texts, struct err *e)
{
	size_t len;
	char *config = file_read(c->arena, path, CONFIG_MAX, &len, ERR_USAGE, e);
	struct switch_text *t;

	if (!config)
		return -1;
	if (cut_behind_end(config)) {
		err_set(e, ERR_USAGE, path, "no `end' closes it: not a whole running-config");
		return err_hint(e, "keep all that `show running-config' prints");
	}
	t = ARENA_PUSH(c->arena, texts);
	*t = (struct switch_text){ "show running-config", config };
	return 0;
}

/* A VTP server keeps its VLANs in vlan.dat, of which its configuration says nothing. */
static void warn_vlans_unsaid(struct cli *c, const struct intent_switch *sw,
	const struct ios_config *config, struct report *notes)
{
	const char *mode = ios_config_value(config, NULL, "vtp mode");

	if (!mode || (strcmp(mode, "transparent") != 0 && strcmp(mode, "off") != 0))
		report_add(notes, REPORT_WARNING, sw->pos,
			"%s: a running-config does not tell which VLANs a VTP server has; those "
			"that it does not name are taken as absent",
			sw->name)
			->hint =
			arena_printf(c->arena, "--show '%s:show vlan brief=FILE' tells", sw->name);
}

/* The same readers as for a living switch, on what it printed. */
static const struct switch_found *read_files(struct cli *c, const struct intent_switch *sw,
	const char *path, struct report *notes, struct err *e)
{
	struct switch_read *r = ARENA_NEW(c->arena, struct switch_read);
	struct switch_texts texts = { 0 };

	if (add_config(c, path, &texts, e) || shows_add(c, sw->name, FROM_FILES, &texts, e))
		return NULL;
	if (switch_read_texts(c->arena, FROM_FILES, &texts, r, e)) {
		snprintf(e->object, sizeof(e->object), "%s", sw->name);
		return NULL;
	}
	if (!switch_text_of(&texts, "show vlan brief"))
		warn_vlans_unsaid(c, sw, r->found.running, notes);
	return &r->found;
}

static int check_files(struct cli *c, struct err *e)
{
	const char *name;

	for (size_t i = 0; cli_value_at(c, "running-config", i); i++) {
		name = cli_file_name(c, "running-config", i, e);
		if (!name || !cli_switch(c, name, e))
			return -1;
	}
	for (size_t i = 0; cli_value_at(c, "show", i); i++) {
		name = shows_switch(c, i, e);
		if (!name || !cli_switch(c, name, e))
			return -1;
		if (!cli_file_of(c, "running-config", name))
			return err_set(e, ERR_USAGE, "--show",
				"%s is asked itself; with --running-config %s=FILE it is not", name,
				name);
	}
	return 0;
}

static void warn_pending(struct plan *plan, const struct plan_switch *s)
{
	if (s->revert && s->revert->pending)
		report_add(&plan->notes, REPORT_WARNING, s->sw->pos,
			"%s: a rollback of its configuration is pending, of user %s: push is "
			"refused until it is confirmed or over",
			s->sw->name, *s->revert->user ? s->revert->user : "(not said)")
			->hint = "`show archive config rollback timer`";
	if (s->reload && s->reload->pending)
		report_add(&plan->notes, REPORT_WARNING, s->sw->pos,
			"%s: a reload is scheduled, by %s: push is refused until it is cancelled "
			"or "
			"over",
			s->sw->name, *s->reload->by ? s->reload->by : "(not said)")
			->hint = "`show reload`";
}

static int add_switch(
	struct cli *c, struct plan *plan, const struct intent_switch *sw, struct err *e)
{
	const char *path = cli_file_of(c, "running-config", sw->name);
	const char *why = "offline", *hint = "";
	const struct switch_found *found = NULL;
	const struct switch_read *asked = NULL;
	struct plan_switch *s;

	if (path)
		found = read_files(c, sw, path, &plan->notes, e);
	else if (!cli_flag(c, "offline"))
		asked = ask(c, sw, &why, &hint);
	if ((path && !found) || gather_switch(c, plan, sw, asked ? &asked->found : found, why, e))
		return -1;
	s = &plan->switches.v[plan->switches.n - 1];
	s->unread_hint = hint;
	s->revert = asked ? &asked->revert : NULL;
	s->reload = asked ? &asked->reload : NULL;
	warn_pending(plan, s);
	return 0;
}

int plan_switches(struct cli *c, struct plan *plan, struct err *e)
{
	if (check_files(c, e))
		return -1;
	for (size_t i = 0; i < c->intent->switches.n; i++)
		if (is_used(c, c->intent->switches.v[i]) &&
			add_switch(c, plan, c->intent->switches.v[i], e))
			return -1;
	return 0;
}
