// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "file.h"
#include "nearest.h"
#include "read.h"
#include "wanted.h"

enum { TEMPLATE_MAX = 65536, NAMES_MAX = 64 };

static size_t count_builtin(void)
{
	size_t n = 0;

	while (ios_templates_builtin[n].name)
		n++;
	return n;
}

static int unknown(struct cli *c, const char *path, const char *name, struct err *e)
{
	struct nearest near = { .word = name };
	const char *all = "";

	for (const struct ios_template *t = ios_templates_builtin; t->name; t++) {
		nearest_offer(&near, t->name);
		all = arena_printf(c->arena, "%s%s%s", all, *all ? ", " : "", t->name);
	}
	err_set(e, ERR_INTENT, path, "no template has this name%s",
		near.best ? arena_printf(c->arena, "; did you mean `%s'?", near.best) : "");
	return err_hint(e, "the templates are %s", all);
}

/* A pipe or a device would be waited for. */
static int check_file(const char *path, struct err *e)
{
	struct stat st;

	if (stat(path, &st))
		return err_set(e, ERR_INTENT, path, "cannot be read: %s", strerror(errno));
	return S_ISREG(st.st_mode) ? 0 : err_set(e, ERR_INTENT, path, "is no file");
}

static int take_file(struct cli *c, const struct intent_switch *sw, const char *name,
	struct ios_template *templates, struct err *e)
{
	const char *path = cli_clean(c, arena_printf(c->arena, "%s/%s", sw->templates, name));
	size_t len, i = 0;

	while (templates[i].name && strcmp(templates[i].name, name) != 0)
		i++;
	if (!templates[i].name)
		return unknown(c, path, name, e);
	templates[i].path = path;
	if (check_file(path, e))
		return -1;
	templates[i].text = file_read(c->arena, path, TEMPLATE_MAX, &len, ERR_INTENT, e);
	if (!templates[i].text)
		return -1;
	if (strlen(templates[i].text) != len)
		return err_set(e, ERR_INTENT, path, "is no text: it holds a NUL");
	return 0;
}

static int take_folder(struct cli *c, const struct intent_switch *sw,
	struct ios_template *templates, struct err *e)
{
	DIR *dir = opendir(sw->templates);
	struct dirent *d;
	int ret = 0, names = 0;

	if (!dir)
		return err_set(e, ERR_INTENT, cli_clean(c, sw->templates), "cannot be read: %s",
			strerror(errno));
	while (!ret && (d = readdir(dir))) {
		if (d->d_name[0] == '.')
			continue;
		ret = ++names > NAMES_MAX
			? err_set(e, ERR_INTENT, sw->templates, "holds too many files")
			: take_file(c, sw, d->d_name, templates, e);
	}
	closedir(dir);
	return ret;
}

static const struct ios_template *templates_of(
	struct cli *c, const struct intent_switch *sw, struct err *e)
{
	size_t n = count_builtin() + 1;
	struct ios_template *own = arena_array(c->arena, n, sizeof(*own));

	if (!sw->templates)
		return ios_templates_builtin;
	memcpy(own, ios_templates_builtin, n * sizeof(*own));
	return take_folder(c, sw, own, e) ? NULL : own;
}

/* What this machine's kernel knows of its NICs, where it is a host of the file and will say so. */
static void know_this_host(struct cli *c, struct known_hosts *out)
{
	bool asks = c->command == &cli_push || (c->command == &cli_plan && !cli_flag(c, "offline"));
	const struct intent_host *here = asks ? cli_host_here(c->intent) : NULL;
	struct err unheard = { 0 };
	struct host_nl *nl = here ? host_nl_open(&unheard) : NULL;
	const struct host_state *found = nl ? host_read_links(nl, c->arena, &unheard) : NULL;

	if (found)
		*ARENA_PUSH(c->arena, out) = (struct known_host){ here, found };
	host_nl_close(nl);
}

struct want_switch *wanted_switch(struct cli *c, const struct intent_switch *sw, struct err *e)
{
	const struct ios_template *templates = templates_of(c, sw, e);
	struct want_switch *want = !templates
		? NULL
		: want_switch(c->arena, c->intent, sw, cli_value(c, "host"), cli_value(c, "bond"),
			  templates, e);

	if (!want)
		return NULL;
	want->recreate = cli_flag(c, "recreate");
	know_this_host(c, &want->known);
	if (cli_flag(c, "prune"))
		want_switch_prune(want);
	if (cli_flag(c, "rename-vlans"))
		want_switch_rename(c->arena, want);
	if (c->command == &cli_remove)
		want_switch_park(want);
	return want;
}
