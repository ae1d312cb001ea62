// SPDX-License-Identifier: Apache-2.0
/*
 * `include:` of the intent file. Included files are taken in as trees, before anything is read of
 * them: their switches, VLANs, groups, profiles and hosts are then as if they stood in the file.
 */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "intent_read.h"

enum { FILE_MAX = 1024 * 1024, SOURCES_MAX = 1000 };

static struct node *value_of(const struct node *root, const char *key)
{
	for (size_t i = 0; root && root->kind == NODE_MAP && i < root->entries.n; i++)
		if (!strcmp(root->entries.v[i].key->text, key))
			return root->entries.v[i].value;
	return NULL;
}

/* A pattern is not tried here: where it leads is the loader's to say. */
static void read_pattern(struct reader *rd, const char *key, const struct node *n, void *into)
{
	(void)into;
	read_text(rd, key, n);
}

void read_include(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_each(rd, key, n, read_pattern, into);
}

static struct node **include_patterns(struct arena *a, const struct intent_source *s, size_t *n)
{
	struct report unheard = { .arena = a };
	/* Most files include nothing, and need not be read twice to say so. */
	struct node *root = strstr(s->text, "include")
		? node_parse(a, s->path, s->text, s->len, &unheard)
		: NULL;
	struct node *list = value_of(root, "include"), **out;
	size_t count = list && list->kind == NODE_LIST ? list->entries.n : 0;

	*n = 0;
	out = arena_array(a, count + 1, sizeof(*out));
	if (list && list->kind == NODE_SCALAR && !node_is_null(list))
		out[(*n)++] = list;
	for (size_t i = 0; i < count; i++)
		if (list->entries.v[i].value->kind == NODE_SCALAR)
			out[(*n)++] = list->entries.v[i].value;
	return out;
}

/* Lists and mappings of the same key become one; what else is there is for check_keys(). */
static void take_entry(struct reader *rd, struct node *root, const struct node_entry *e)
{
	struct node *mine = value_of(root, e->key->text);

	if (!strcmp(e->key->text, "lacppair") && mine) {
		if (e->value->kind != NODE_SCALAR || strcmp(e->value->text, "1") != 0)
			read_error(rd, e->value, "lacppair: this release reads `lacppair: 1`");
		return;
	}
	if (!strcmp(e->key->text, "include")) {
		read_error(rd, e->key, "include: an included file includes nothing")->hint =
			"name its files in the file that includes it";
		return;
	}
	if (!mine || mine->kind != NODE_MAP || e->value->kind != NODE_MAP) {
		*ARENA_PUSH(rd->a, &root->entries) = *e;
		return;
	}
	for (size_t i = 0; i < e->value->entries.n; i++)
		*ARENA_PUSH(rd->a, &mine->entries) = e->value->entries.v[i];
}

static struct node *parse(struct reader *rd, const struct intent_source *s)
{
	if (s->len <= FILE_MAX)
		return node_parse(rd->a, s->path, s->text, s->len, rd->r);
	read_error_at(rd, (struct pos){ s->path, 1, 1 }, "the file is larger than 1 MiB");
	return NULL;
}

struct node *read_sources(struct reader *rd, const struct intent_sources *sources)
{
	struct node *root = parse(rd, &sources->v[0]);

	for (size_t i = 1; i < sources->n; i++) {
		struct node *more = parse(rd, &sources->v[i]);

		if (more && more->kind != NODE_MAP)
			read_error(rd, more, "the file must be a mapping");
		for (size_t k = 0; more && k < more->entries.n; k++)
			if (root && root->kind == NODE_MAP && more->kind == NODE_MAP)
				take_entry(rd, root, &more->entries.v[k]);
	}
	return root;
}

/* Up to one byte more than is allowed, which parse() then refuses. */
static int load(struct arena *a, const char *path, struct intent_sources *out, struct err *e)
{
	FILE *f = fopen(path, "rbe");
	struct intent_source s = { .path = path };
	char *text;

	if (!f)
		return err_set(e, ERR_INTENT, path, "%s", strerror(errno));
	text = arena_alloc(a, FILE_MAX + 2);
	s.text = text;
	s.len = fread(text, 1, FILE_MAX + 1, f);
	text[s.len] = '\0';
	if (ferror(f)) {
		err_set(e, ERR_INTENT, path, "%s", strerror(errno));
		fclose(f);
		return -1;
	}
	fclose(f);
	if (s.len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) { /* as intent_parse_sources() */
		s.text += 3;
		s.len -= 3;
	}
	*ARENA_PUSH(a, out) = s;
	return 0;
}

/* Relative to the folder of the file that includes. */
static const char *beside(struct arena *a, const char *file, const char *pattern)
{
	const char *slash = strrchr(file, '/');

	if (*pattern == '/' || !slash)
		return pattern;
	return arena_printf(a, "%.*s/%s", (int)(slash - file), file, pattern);
}

static bool is_loaded(const struct intent_sources *list, const char *path)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i].path, path))
			return true;
	return false;
}

/* In the order of their names. A pattern that names nothing is a slip, with or without a star. */
static void load_pattern(
	struct arena *a, const struct node *n, struct intent_sources *out, struct report *r)
{
	const char *pattern = beside(a, n->pos.file, n->text);
	struct err e = { 0 };
	glob_t found;

	if (glob(pattern, 0, NULL, &found)) {
		report_add(r, REPORT_ERROR, n->pos, "include: no file is `%s`", n->text)->width =
			n->width;
		return;
	}
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *path = arena_strdup(a, found.gl_pathv[i]);

		if (is_loaded(out, path))
			continue;
		if (out->n == SOURCES_MAX)
			err_set(&e, ERR_INTENT, "", "more than %d files", SOURCES_MAX);
		if (out->n == SOURCES_MAX || load(a, path, out, &e)) {
			report_add(r, REPORT_ERROR, n->pos, "include: %s%s%s", e.object,
				*e.object ? ": " : "", e.text)
				->width = n->width;
			break;
		}
	}
	globfree(&found);
}

int intent_read_files(struct arena *a, const char *path, struct intent_sources *out,
	struct report *r, struct err *e)
{
	struct node **patterns;
	size_t n;

	if (load(a, arena_strdup(a, path), out, e))
		return -1;
	patterns = include_patterns(a, &out->v[0], &n);
	for (size_t i = 0; i < n; i++)
		load_pattern(a, patterns[i], out, r);
	return 0;
}

struct intent *intent_load(struct arena *a, const char *path, struct report *r, struct err *e)
{
	struct intent_sources sources = { 0 };

	return intent_read_files(a, path, &sources, r, e) ? NULL
							  : intent_parse_sources(a, &sources, r);
}
