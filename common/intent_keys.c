// SPDX-License-Identifier: Apache-2.0
/* Walks mappings by their tables, and says what is wrong with their keys. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "intent_read.h"
#include "nearest.h"

enum { ERRORS_MAX = 1000 };

__attribute__((format(printf, 3, 0))) static struct report_entry *add_error(
	struct reader *rd, struct pos pos, const char *fmt, va_list ap)
{
	const char *text;

	if (rd->r->errors > ERRORS_MAX)
		return &rd->spare;
	if (rd->r->errors == ERRORS_MAX)
		return report_add(rd->r, REPORT_ERROR, pos, "too many mistakes: no more are shown");
	text = arena_vprintf(rd->a, fmt, ap);
	return report_add(rd->r, REPORT_ERROR, pos, "%s%s%s", rd->object ? rd->object : "",
		rd->object ? ": " : "", text);
}

struct report_entry *read_error(struct reader *rd, const struct node *n, const char *fmt, ...)
{
	struct report_entry *e;
	va_list ap;

	va_start(ap, fmt);
	e = add_error(rd, n->pos, fmt, ap);
	va_end(ap);
	e->width = n->width;
	return e;
}

struct report_entry *read_error_at(struct reader *rd, struct pos pos, const char *fmt, ...)
{
	struct report_entry *e;
	va_list ap;

	va_start(ap, fmt);
	e = add_error(rd, pos, fmt, ap);
	va_end(ap);
	return e;
}

const char *read_suggestion(struct reader *rd, const char *best)
{
	return best ? arena_printf(rd->a, "; did you mean `%s`?", best) : "";
}

/* By text, and by place where the texts are equal. */
static int compare_keys(const void *a, const void *b)
{
	const struct node_entry *x = *(struct node_entry *const *)a;
	const struct node_entry *y = *(struct node_entry *const *)b;
	int c = strcmp(x->key->text, y->key->text);

	return c ? c : (x > y) - (x < y);
}

static void mark_duplicates(struct reader *rd, const struct node *n)
{
	size_t count = n->entries.n;
	struct node_entry **sorted = arena_array(rd->a, count, sizeof(struct node_entry *));
	const struct node *first = NULL;

	for (size_t i = 0; i < count; i++)
		sorted[i] = &n->entries.v[i];
	if (count)
		qsort(sorted, count, sizeof(struct node_entry *), compare_keys);
	for (size_t i = 0; i < count; i++) {
		if (!i || strcmp(sorted[i]->key->text, sorted[i - 1]->key->text)) {
			first = sorted[i]->key;
			continue;
		}
		sorted[i]->duplicate = true;
		if (first->pos.file == sorted[i]->key->pos.file)
			read_error(rd, sorted[i]->key, "`%s` was already said in line %u",
				first->text, first->pos.line);
		else
			read_error(rd, sorted[i]->key, "`%s` was already said in %s:%u",
				first->text, first->pos.file, first->pos.line);
	}
}

bool read_is_map(struct reader *rd, const char *key, const struct node *n)
{
	if (n->kind != NODE_MAP && !node_is_null(n)) {
		read_error(rd, n, "%s must be a mapping, and this is %s", key, node_kind_name(n));
		return false;
	}
	mark_duplicates(rd, n);
	return true;
}

bool read_is_empty(const struct node *n)
{
	return node_is_null(n) || (n->kind == NODE_MAP && !n->entries.n);
}

void read_object(struct reader *rd, const char *name, struct pos pos)
{
	rd->object = name;
	rd->object_pos = pos;
}

void read_named(
	struct reader *rd, const char *key, const struct node *n, intent_entry_fn *fn, void *into)
{
	const char *object = rd->object;
	struct pos pos = rd->object_pos;

	if (!read_is_map(rd, key, n))
		return;
	for (size_t i = 0; i < n->entries.n; i++) {
		if (!n->entries.v[i].duplicate)
			fn(rd, &n->entries.v[i], into);
		read_object(rd, object, pos);
	}
}

void read_each(
	struct reader *rd, const char *key, const struct node *n, intent_read_fn *fn, void *into)
{
	if (n->kind == NODE_MAP)
		read_error(rd, n, "%s must be a word or a list, and this is a mapping", key);
	if (n->kind == NODE_SCALAR)
		fn(rd, key, n, into);
	if (n->kind != NODE_LIST)
		return;
	for (size_t i = 0; i < n->entries.n; i++)
		fn(rd, key, n->entries.v[i].value, into);
}

static const struct node_entry *find_entry(const struct node *n, const char *name)
{
	for (size_t i = 0; i < n->entries.n; i++)
		if (!strcmp(n->entries.v[i].key->text, name))
			return &n->entries.v[i];
	return NULL;
}

static const struct intent_key *find_key(const struct intent_level *level, const char *name)
{
	for (const struct intent_key *k = level->keys; k->name; k++)
		if (!strcmp(k->name, name))
			return k;
	return NULL;
}

/* The keys that are read here, for a message; the nearest of them goes to near. */
static const char *offer_keys(
	struct reader *rd, const struct intent_level *level, struct nearest *near)
{
	const char *all = "";

	for (const struct intent_key *k = level->keys; k->name; k++) {
		if (!k->read)
			continue;
		nearest_offer(near, k->name);
		all = arena_printf(rd->a, "%s%s%s", all, *all ? ", " : "", k->name);
	}
	for (int o = 0; level->read_option && o < BONDOPT_COUNT; o++) {
		nearest_offer(near, bondopt_table[o].name);
		all = arena_printf(rd->a, "%s, %s", all, bondopt_table[o].name);
	}
	return all;
}

static void unknown_key(struct reader *rd, const struct intent_level *level, const struct node *key)
{
	struct nearest near = { .word = key->text };
	const char *all;
	struct report_entry *e;

	if (rd->r->errors > ERRORS_MAX)
		return;
	all = offer_keys(rd, level, &near);
	e = read_error(rd, key, "unknown key `%s`%s", key->text, read_suggestion(rd, near.best));
	if (key->text[0] >= '0' && key->text[0] <= '9')
		e->hint = "a comma in { } starts the next key; write a list as [40, 41]";
	else if (!near.best)
		e->hint = arena_printf(rd->a, "the keys of %s are %s", level->name, all);
}

static void check_keys(struct reader *rd, const struct intent_level *level, const struct node *n)
{
	for (size_t i = 0; i < n->entries.n; i++) {
		const struct node *key = n->entries.v[i].key;
		const struct intent_key *k = find_key(level, key->text);

		if (k && !k->read)
			read_error(rd, key, "%s: not in this release yet", key->text);
		else if (!k && !(level->read_option && bondopt_find(key->text) >= 0))
			unknown_key(rd, level, key);
	}
}

static void read_options(
	struct reader *rd, const struct intent_level *level, const struct node *n, void *into)
{
	for (int o = 0; o < BONDOPT_COUNT; o++) {
		const struct node_entry *e = find_entry(n, bondopt_table[o].name);

		if (e)
			level->read_option(rd, bondopt_table[o].name, e->value, into);
	}
}

void read_level(
	struct reader *rd, const struct intent_level *level, const struct node *n, void *into)
{
	if (!read_is_map(rd, level->name, n))
		return;
	check_keys(rd, level, n);
	if (level->read_option)
		read_options(rd, level, n, into);
	for (const struct intent_key *k = level->keys; k->name; k++) {
		const struct node_entry *e = find_entry(n, k->name);

		if (e && k->read)
			k->read(rd, k->name, e->value, (char *)into + k->at);
		else if (!e && k->required)
			read_error_at(rd, rd->object_pos, "no `%s`", k->name);
	}
}
