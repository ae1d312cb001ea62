// SPDX-License-Identifier: Apache-2.0
/* The intent file: its text, its top level, and looking things up in it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "intent_read.h"
#include "intent_report.h"

enum { FILE_MAX = 1024 * 1024 };

static void read_version(struct reader *rd, const char *key, const struct node *n, void *into)
{
	const char *text = read_text(rd, key, n);

	(void)into;
	if (text && strcmp(text, "1"))
		read_error(
			rd, n, "%s: `%s` is no version of the file that is known here", key, text)
			->hint = "this release reads `lacppair: 1`";
}

/*
 * What the VLAN database of a switch takes: longer names need VTP version 3, and a '?' typed into
 * IOS is a request for help.
 */
static const char *read_vlan_name(struct reader *rd, const struct node *n)
{
	const char *name = read_ascii(rd, "name", n, 32);

	if (!name || !strpbrk(name, " ?\"'"))
		return name;
	read_error(rd, n, "`%s` is no name of a VLAN", name)->hint =
		"a name is 1 to 32 characters of ASCII without blanks, quotes and '?'";
	return NULL;
}

static void read_vlan(struct reader *rd, const struct node_entry *e, void *into)
{
	struct intent_vlan *v;
	unsigned id;

	(void)into;
	read_object(rd, "vlans", e->key->pos);
	id = read_number(rd, "id", e->key, VLAN_MIN, VLAN_MAX);
	if (!id)
		return;
	v = ARENA_PUSH(rd->a, &rd->in->vlans);
	v->id = (uint16_t)id;
	v->pos = e->key->pos;
	if (!node_is_null(e->value))
		v->name = read_vlan_name(rd, e->value);
}

static void read_vlans(struct reader *rd, const char *key, const struct node *n, void *into)
{
	if (n->kind == NODE_LIST)
		read_error(rd, n, "%s must be a mapping from ids to names", key)->hint =
			"for example { 40: mgmt, 41: web, 42: }";
	else
		read_named(rd, key, n, read_vlan, into);
}

/* Groups have names that no VLAN list can be mistaken for. */
static void read_vlan_group(struct reader *rd, const struct node_entry *e, void *into)
{
	const char *name = e->key->text;
	struct vlan_group g = { .name = name, .pos = e->key->pos };

	(void)into;
	read_object(rd, "vlan_groups", g.pos);
	if (!read_is_word(name, 63, "._-") || strspn(name, "0123456789._-") > 0) {
		read_error(rd, e->key, "`%s` is no name of a group", name)->hint =
			"a name is letters, digits, '.', '_' and '-', and starts with a letter";
		return;
	}
	/* A group may name those above it. */
	read_vlan_list(rd, name, e->value, &g.vlans);
	*ARENA_PUSH(rd->a, &rd->groups) = g;
}

static void read_vlan_groups(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_named(rd, key, n, read_vlan_group, into);
}

static const struct intent_key host_keys[] = {
	{ "bonds", read_bonds, 0, true },
	{ "vlan_interfaces", read_vlan_interfaces, 0, false },
	{ "bridges", read_bridges, 0, false },
	{ "profile", NULL, 0, false },
	{ "persist", NULL, 0, false },
	{ "libvirt", NULL, 0, false },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_host = { "a host", host_keys, NULL };

static void read_host(struct reader *rd, const struct node_entry *e, void *into)
{
	struct intent_host *h = ARENA_NEW(rd->a, struct intent_host);

	(void)into;
	h->name = read_object_name(rd, "host", e->key);
	h->pos = e->key->pos;
	if (!h->name)
		return;
	*ARENA_PUSH(rd->a, &rd->in->hosts) = h;
	rd->host = h;
	read_object(rd, h->name, h->pos);
	read_level(rd, &intent_level_host, e->value, h);
}

static void read_hosts(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_named(rd, key, n, read_host, into);
	if (read_is_empty(n))
		read_error(rd, n, "%s: there is none", key);
}

static const struct intent_key top_keys[] = {
	{ "lacppair", read_version, 0, true },
	{ "switches", read_switches, 0, false },
	{ "vlans", read_vlans, 0, false },
	{ "vlan_groups", read_vlan_groups, 0, false },
	{ "hosts", read_hosts, 0, true },
	{ "include", NULL, 0, false },
	{ "profiles", NULL, 0, false },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_top = { "the file", top_keys, NULL };

/* The bytes of the word at p: a caret's width. */
static unsigned word_width(const char *p)
{
	const char *end;

	if (*p == '[' || *p == '{')
		return 1;
	if (*p == '"' || *p == '\'') {
		end = strchr(p + 1, *p);
		if (end && memchr(p, '\n', (size_t)(end - p)))
			end = NULL;
		return end ? (unsigned)(end - p) + 1 : 1;
	}
	for (end = p; *end && !strchr(" \t\r\n,]}\"'", *end); end++)
		if (*end == ':' && (!end[1] || strchr(" \r\n", end[1])))
			break;
	return end > p ? (unsigned)(end - p) : 1;
}

void intent_report_finish(const struct intent *in, struct report *r)
{
	const char *line = in->source;
	unsigned number = 1;

	report_sort(r);
	for (size_t i = 0; i < r->n && line; i++) {
		struct report_entry *e = &r->v[i];

		if (e->pos.file != in->path)
			continue;
		for (; line && number < e->pos.line; number++) {
			line = strchr(line, '\n');
			line = line ? line + 1 : NULL;
		}
		if (line && e->width < 2 && e->pos.column &&
			strnlen(line, e->pos.column) >= e->pos.column)
			e->width = word_width(line + e->pos.column - 1);
	}
}

struct intent *intent_parse(
	struct arena *a, const char *path, const char *text, size_t len, struct report *r)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct intent *in = ARENA_NEW(a, struct intent);
	struct reader rd = { .a = a, .r = r, .in = in };
	const struct node *root;

	if (len >= 3 && !memcmp(text, bom, 3)) {
		text += 3;
		len -= 3;
	}
	in->path = arena_strdup(a, path);
	in->source = arena_strndup(a, text, len);
	in->source_len = len;
	rd.object_pos = (struct pos){ in->path, 1, 1 };
	if (len > FILE_MAX)
		read_error_at(&rd, rd.object_pos, "the file is larger than 1 MiB");
	else if ((root = node_parse(a, in->path, in->source, len, r)))
		read_level(&rd, &intent_level_top, root, in);
	intent_report_finish(in, r);
	return in;
}

/* Up to one byte more than is allowed, which intent_parse() then refuses. */
struct intent *intent_load(struct arena *a, const char *path, struct report *r, struct err *e)
{
	FILE *f = fopen(path, "rbe");
	struct intent *in = NULL;
	char *text;
	size_t len;

	if (!f) {
		err_set(e, ERR_INTENT, path, "%s", strerror(errno));
		return NULL;
	}
	text = arena_alloc(a, FILE_MAX + 1);
	len = fread(text, 1, FILE_MAX + 1, f);
	if (ferror(f))
		err_set(e, ERR_INTENT, path, "%s", strerror(errno));
	else
		in = intent_parse(a, path, text, len, r);
	fclose(f);
	return in;
}

const struct intent_host *intent_find_host(const struct intent *in, const char *name)
{
	for (size_t i = 0; i < in->hosts.n; i++)
		if (!strcmp(in->hosts.v[i]->name, name))
			return in->hosts.v[i];
	return NULL;
}

const struct intent_switch *intent_find_switch(const struct intent *in, const char *name)
{
	for (size_t i = 0; i < in->switches.n; i++)
		if (!strcmp(in->switches.v[i]->name, name))
			return in->switches.v[i];
	return NULL;
}

const char *intent_vlan_name(const struct intent *in, unsigned vid)
{
	for (size_t i = 0; i < in->vlans.n; i++)
		if (in->vlans.v[i].id == vid)
			return in->vlans.v[i].name;
	return NULL;
}

static const char *join(struct arena *a, const char *list, const char *word)
{
	return *list ? arena_printf(a, "%s, %s", list, word) : word;
}

const char *intent_host_names(struct arena *a, const struct intent *in)
{
	const char *list = "";

	for (size_t i = 0; i < in->hosts.n; i++)
		list = join(a, list, in->hosts.v[i]->name);
	return list;
}

const char *intent_switch_names(struct arena *a, const struct intent *in)
{
	const char *list = "";

	for (size_t i = 0; i < in->switches.n; i++)
		list = join(a, list, in->switches.v[i]->name);
	return list;
}
