// SPDX-License-Identifier: Apache-2.0
/* The intent file: its text, its top level, and looking things up in it. */
#include <stdio.h>
#include <string.h>

#include "intent_read.h"
#include "intent_report.h"

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
	{ "profile", read_profile_name, 0, false },
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
	read_level(rd, &intent_level_host, read_with_profile(rd, e->value), h);
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
	{ "profiles", read_profiles, 0, false },
	{ "hosts", read_hosts, 0, true },
	{ "include", read_include, 0, false },
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

const char *intent_source_line(const struct intent_sources *in, struct pos pos, size_t *len)
{
	const struct intent_source *s = in->v, *behind = s + in->n;
	const char *p;

	while (s < behind && (!pos.file || strcmp(s->path, pos.file) != 0))
		s++;
	if (s == behind || !pos.line)
		return NULL;
	p = s->text;
	for (unsigned line = 1; p && line < pos.line; line++)
		p = (p = strchr(p, '\n')) ? p + 1 : NULL;
	*len = p ? strcspn(p, "\n") : 0;
	return p;
}

void intent_report_finish(const struct intent *in, struct report *r)
{
	report_sort(r);
	for (size_t i = 0; i < r->n; i++) {
		struct report_entry *e = &r->v[i];
		size_t len = 0;
		const char *line = intent_source_line(&in->sources, e->pos, &len);

		if (line && e->width <= 1 && e->pos.column && len >= e->pos.column)
			e->width = word_width(line + e->pos.column - 1);
	}
}

struct intent *intent_parse_sources(
	struct arena *a, const struct intent_sources *sources, struct report *r)
{
	struct intent *in = ARENA_NEW(a, struct intent);
	struct reader rd = { .a = a, .r = r, .in = in };
	const struct node *root;

	for (size_t i = 0; i < sources->n; i++) {
		const struct intent_source *s = &sources->v[i];
		size_t bom = s->len >= 3 && !memcmp(s->text, "\xef\xbb\xbf", 3) ? 3 : 0;

		*ARENA_PUSH(a, &in->sources) = (struct intent_source){
			.path = arena_strdup(a, s->path),
			.text = arena_strndup(a, s->text + bom, s->len - bom),
			.len = s->len - bom,
		};
	}
	in->path = in->sources.v[0].path;
	rd.object_pos = (struct pos){ in->path, 1, 1 };
	root = read_sources(&rd, &in->sources);
	if (root) {
		read_level(&rd, &intent_level_top, root, in);
		read_unused_profiles(&rd);
	}
	intent_report_finish(in, r);
	return in;
}

struct intent *intent_parse(
	struct arena *a, const char *path, const char *text, size_t len, struct report *r)
{
	struct intent_source s = { path, text, len };
	const struct intent_sources one = { .v = &s, .n = 1 };

	return intent_parse_sources(a, &one, r);
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
