// SPDX-License-Identifier: Apache-2.0
/* What a command works on: the intent file, the host that is meant, a switch's login. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "nearest.h"

int64_t cli_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

const char *cli_time_text(struct cli *c, int64_t s)
{
	time_t t = (time_t)s;
	char text[32] = "?";
	struct tm tm;

	if (gmtime_r(&t, &tm))
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	return arena_strdup(c->arena, text);
}

const char *cli_intent_path(const struct cli *c)
{
	static const char *const places[] = { "lacppair.yaml", "/etc/lacppair/lacppair.yaml" };
	const char *path = cli_value(c, "file");

	if (!path)
		path = getenv("LACPPAIR_FILE");
	for (size_t i = 0; !path && i < sizeof(places) / sizeof(places[0]); i++)
		if (!access(places[i], F_OK))
			path = places[i];
	return path;
}

static int no_intent(struct cli *c)
{
	struct err e;

	err_set(&e, ERR_INTENT, "intent",
		"no intent file: neither ./lacppair.yaml nor "
		"/etc/lacppair/lacppair.yaml exists");
	err_hint(&e, "name it with -f FILE or LACPPAIR_FILE; lacppair.yaml(5) has an example");
	return cli_fail(c, &e);
}

/* Says what is wrong with the intent that was read. */
static struct intent *check_intent(struct cli *c, struct report *r, int *status)
{
	struct err e;

	c->sources = &c->intent->sources;
	intent_check(c->intent, r);
	report_sort(r);
	cli_report(c, r, r->errors ? "problems" : "warnings");
	if (!r->errors)
		return c->intent;
	err_set(&e, ERR_INTENT, c->intent->path, "%u mistake%s; nothing was read or changed",
		r->errors, r->errors == 1 ? "" : "s");
	*status = cli_fail(c, &e);
	return NULL;
}

struct intent *cli_intent(struct cli *c, int *status)
{
	const char *path = cli_intent_path(c);
	struct report r = { .arena = c->arena };
	struct err e = { 0 };

	if (!path) {
		*status = no_intent(c);
		return NULL;
	}
	c->intent = intent_load(c->arena, path, &r, &e);
	if (c->intent)
		return check_intent(c, &r, status);
	*status = cli_fail(c, &e);
	return NULL;
}

struct intent *cli_intent_sources(struct cli *c, const struct intent_sources *sources, int *status)
{
	struct report r = { .arena = c->arena };

	c->intent = intent_parse_sources(c->arena, sources, &r);
	return check_intent(c, &r, status);
}

/* The host named as this machine, whether the file or the kernel says it with a domain. */
const struct intent_host *cli_host_here(const struct intent *in)
{
	char name[256] = "";
	const struct intent_host *h;

	gethostname(name, sizeof(name) - 1);
	h = intent_find_host(in, name);
	if (!h) {
		name[strcspn(name, ".")] = '\0';
		h = intent_find_host(in, name);
	}
	return h;
}

const struct intent_host *cli_host(struct cli *c, bool must_be_here, struct err *e)
{
	const char *name = cli_value(c, "host");
	const struct intent_host *h =
		name ? intent_find_host(c->intent, name) : cli_host_here(c->intent);
	char here[256] = "?";

	if (h)
		return h;
	gethostname(here, sizeof(here) - 1);
	if (name) {
		err_set(e, ERR_USAGE, "--host", "the file has no host `%.80s'", name);
		err_hint(e, "it has: %s", intent_host_names(c->arena, c->intent));
	} else {
		err_set(e, ERR_USAGE, here, "the file has no host of this machine's name");
		err_hint(e, "it has: %s; %s --host NAME", intent_host_names(c->arena, c->intent),
			must_be_here ? "to use this kernel for one of them, name it with"
				     : "name one with");
	}
	return NULL;
}

const struct intent_switch *cli_switch(struct cli *c, const char *name, struct err *e)
{
	const struct intent_switch *sw = intent_find_switch(c->intent, name);
	struct nearest near = { .word = name };

	if (sw)
		return sw;
	for (size_t i = 0; i < c->intent->switches.n; i++)
		nearest_offer(&near, c->intent->switches.v[i]->name);
	if (near.best)
		err_set(e, ERR_USAGE, name, "the file has no such switch; did you mean `%s'?",
			near.best);
	else
		err_set(e, ERR_USAGE, name, "the file has no such switch");
	err_hint(e, "it has: %s", intent_switch_names(c->arena, c->intent));
	return NULL;
}
