// SPDX-License-Identifier: Apache-2.0
/*
 * The configuration archive: `archive` mode, what is stored, `show archive`. Without `path` the
 * feature is off. Formats: genieparser's sample of `show archive`; names as on a device whose
 * clock was never set ("flash:archive-Mar--1-00-04-12.345-0").
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vsw_show.h"

enum { ARCHIVE_MAXIMUM = 10 };

bool vsw_archive_on(const struct vswitch *s)
{
	return *s->cfg.archive.path;
}

static unsigned maximum(const struct vswitch *s)
{
	return s->cfg.archive.maximum ? s->cfg.archive.maximum : ARCHIVE_MAXIMUM;
}

static char *make_name(const struct vswitch *s)
{
	long long t = s->now_ms;
	char name[VSW_NAME_MAX + 64];

	snprintf(name, sizeof(name), "%s-Mar--1-%02lld-%02lld-%02lld.%03lld-%u",
		s->cfg.archive.path, t / 3600000 % 24, t / 60000 % 60, t / 1000 % 60, t % 1000,
		s->archives);
	return strdup(name);
}

static void archived_free(struct vsw_archived *f)
{
	free(f->name);
	free(f->text);
	free(f);
}

/* Keeps the most recent so many. */
static void cut(struct vswitch *s, unsigned n)
{
	struct vsw_archived **at = &s->archived, *f;

	while (*at && n--)
		at = &(*at)->next;
	while ((f = *at)) {
		*at = f->next;
		archived_free(f);
	}
}

const struct vsw_archived *vsw_archive_store(struct vswitch *s)
{
	struct vsw_archived *f = vsw_alloc(sizeof(*f));
	struct buf text = { 0 };

	vsw_running(s, &text);
	f->name = make_name(s);
	f->text = strdup(buf_text(&text));
	if (!f->name || !f->text)
		abort();
	buf_free(&text);
	s->archives++;
	f->next = s->archived;
	s->archived = f;
	cut(s, maximum(s));
	return f;
}

void vsw_archive_free(struct vswitch *s)
{
	cut(s, 0);
}

void vsw_archive_put(const struct vswitch *s, struct buf *out)
{
	const struct vsw_archive_lines *l = &s->cfg.archive;

	if (!l->there)
		return;
	buf_puts(out, "archive\n");
	if (*l->path)
		buf_printf(out, " path %s\n", l->path);
	if (l->maximum)
		buf_printf(out, " maximum %u\n", l->maximum);
	if (l->write_memory)
		buf_puts(out, " write-memory\n");
	if (l->period)
		buf_printf(out, " time-period %u\n", l->period);
	buf_puts(out, "!\n");
}

void vsw_archive_enter(struct vswitch_vty *v, const struct vsw_call *c)
{
	vsw_leave(v, MODE_CONFIG);
	if (!c->command->arg) {
		v->s->cfg.archive = (struct vsw_archive_lines){ 0 };
		return;
	}
	v->s->cfg.archive.there = true;
	v->mode = MODE_ARCHIVE;
}

static void go_out(struct vswitch_vty *v, const struct vsw_call *c)
{
	vsw_leave(v, c->command->arg ? MODE_EXEC : MODE_CONFIG);
}

static void set_path(struct vswitch_vty *v, const struct vsw_call *c)
{
	const char *path = c->command->arg ? c->arg[0] : "";

	if (c->command->arg && (!strchr(path, ':') || strlen(path) >= VSW_NAME_MAX))
		buf_printf(&v->reply, "%%Invalid path: %s\n", path);
	else
		vsw_copy(v->s->cfg.archive.path, VSW_NAME_MAX, path);
}

static void set_maximum(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->s->cfg.archive.maximum = c->command->arg ? (unsigned)c->num[0] : 0;
	cut(v->s, maximum(v->s));
}

static void set_period(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->s->cfg.archive.period = c->command->arg ? (unsigned)c->num[0] : 0;
}

static void set_write_memory(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->s->cfg.archive.write_memory = c->command->arg;
}

const struct vsw_command vsw_archive_table[] = {
	{ "exit", go_out, 0, 0 },
	{ "end", go_out, 1, 0 },
	{ "path WORD", set_path, 1, 0 },
	{ "no path [LINE]", set_path, 0, 0 },
	{ "maximum <1-14>", set_maximum, 1, 0 },
	{ "no maximum [LINE]", set_maximum, 0, 0 },
	{ "write-memory", set_write_memory, 1, 0 },
	{ "no write-memory", set_write_memory, 0, 0 },
	{ "time-period <1-525600>", set_period, 1, 0 },
	{ "no time-period [LINE]", set_period, 0, 0 },
	{ NULL, NULL, 0, 0 },
};

static const char off[] = " Archive feature not enabled\n";

void vsw_archive_now(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	if (vsw_archive_on(v->s))
		vsw_archive_store(v->s);
	else
		buf_puts(&v->reply, off);
}

void vsw_show_archive(struct vswitch_vty *v, const struct vsw_call *c)
{
	const struct vswitch *s = v->s;
	const struct vsw_archived *f;
	unsigned n = 0;

	(void)c;
	if (!vsw_archive_on(s)) {
		buf_puts(&v->reply, off);
		return;
	}
	for (f = s->archived; f; f = f->next)
		n++;
	buf_printf(&v->reply,
		"The maximum archive configurations allowed is %u.\n"
		"There are currently %u archive configurations saved.\n"
		"The next archive file will be named %s-<timestamp>-%u\n"
		" Archive #  Name\n",
		maximum(s), n, s->cfg.archive.path, s->archives);
	for (unsigned row = 1; row <= maximum(s); row++) {
		f = s->archived;
		for (unsigned back = row; f && back < n; back++)
			f = f->next;
		buf_printf(&v->reply, "   %-9u%s%s\n", row, row <= n ? f->name : "",
			row == n ? " <- Most Recent" : "");
	}
}

/* The text of a configuration by its name; NULL: there is no such. */
static const char *config_text(const struct vswitch *s, const char *name, const char *running)
{
	if (!strcmp(name, "system:running-config"))
		return running;
	if (!strcmp(name, "nvram:startup-config"))
		return buf_text(&s->startup) + s->directives.len;
	for (const struct vsw_archived *f = s->archived; f; f = f->next)
		if (!strcmp(f->name, name))
			return f->text;
	return NULL;
}

/* From the first to the second; without names, of startup-config and running-config. */
void vsw_show_differences(struct vswitch_vty *v, const struct vsw_call *c)
{
	const char *name[] = { c->n > 0 ? c->arg[0] : "nvram:startup-config",
		c->n > 1 ? c->arg[1] : "system:running-config" };
	const char *text[2];
	struct buf running = { 0 }, out = { 0 };

	vsw_running(v->s, &running);
	for (int i = 0; i < 2; i++) {
		text[i] = config_text(v->s, name[i], buf_text(&running));
		if (!text[i])
			buf_printf(&v->reply, "%%Error opening %s (No such file or directory)\n",
				name[i]);
	}
	if (text[0] && text[1]) {
		vsw_confdiff(DIFF_CONTEXT, text[0], text[1], &out);
		buf_printf(&v->reply, "!Contextual Config Diffs:\n%s",
			out.len ? buf_text(&out) : "!No changes were found\n");
	}
	buf_free(&running);
	buf_free(&out);
}
