// SPDX-License-Identifier: Apache-2.0
/*
 * `profiles:` of the intent file: what hosts have in common. A profile is a host's mapping; what a
 * host says itself is laid over it, mapping by mapping, and everything else replaces.
 */
#include <string.h>

#include "intent_read.h"
#include "nearest.h"

static const struct node_entry *entry_of(const struct node *map, const char *key)
{
	for (size_t i = 0; map && map->kind == NODE_MAP && i < map->entries.n; i++)
		if (!strcmp(map->entries.v[i].key->text, key))
			return &map->entries.v[i];
	return NULL;
}

/* Every node keeps its place: a mistake is said where it was written. */
static struct node *overlay(struct arena *a, const struct node *base, const struct node *over)
{
	struct node *out = arena_alloc(a, sizeof(*out));

	if (node_is_null(over))
		over = base;
	*out = *over;
	if (base->kind != NODE_MAP || over->kind != NODE_MAP || base == over)
		return out;
	memset(&out->entries, 0, sizeof(out->entries));
	for (size_t i = 0; i < over->entries.n; i++) {
		const struct node_entry *mine = &over->entries.v[i];
		const struct node_entry *theirs = entry_of(base, mine->key->text);
		struct node_entry *e = ARENA_PUSH(a, &out->entries);

		*e = *mine;
		if (theirs)
			e->value = overlay(a, theirs->value, mine->value);
	}
	for (size_t i = 0; i < base->entries.n; i++)
		if (!entry_of(over, base->entries.v[i].key->text))
			*ARENA_PUSH(a, &out->entries) = base->entries.v[i];
	return out;
}

static void read_profile(struct reader *rd, const struct node_entry *e, void *into)
{
	const struct node_entry *nested;

	(void)into;
	read_object(rd, "profiles", e->key->pos);
	if (!read_object_name(rd, "profile", e->key) || !read_is_map(rd, e->key->text, e->value))
		return;
	nested = entry_of(e->value, "profile");
	if (nested)
		read_error(rd, nested->key, "profile: a profile has none of its own");
}

/* What is in them is read with each host that has them. */
void read_profiles(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_named(rd, key, n, read_profile, into);
	rd->profiles = n;
}

static const struct node_entry *find_profile(struct reader *rd, const struct node *n)
{
	const char *name = read_text(rd, "profile", n);
	const struct node_entry *e = name ? entry_of(rd->profiles, name) : NULL;
	struct nearest near = { .word = name };
	const struct node *all = rd->profiles;

	if (!name || e)
		return e;
	for (size_t i = 0; all && all->kind == NODE_MAP && i < all->entries.n; i++)
		nearest_offer(&near, all->entries.v[i].key->text);
	read_error(rd, n, "no profile `%s` in the file%s", name, read_suggestion(rd, near.best));
	return NULL;
}

const struct node *read_with_profile(struct reader *rd, const struct node *host)
{
	const struct node_entry *said = entry_of(host, "profile"), *profile;

	if (!said)
		return host;
	profile = find_profile(rd, said->value);
	if (!profile || profile->value->kind != NODE_MAP)
		return host;
	profile->value->used = true;
	return overlay(rd->a, profile->value, host);
}

/* It was looked up before the host was read. */
void read_profile_name(struct reader *rd, const char *key, const struct node *n, void *into)
{
	(void)rd;
	(void)key;
	(void)n;
	(void)into;
}

void read_unused_profiles(struct reader *rd)
{
	const struct node *all = rd->profiles;

	for (size_t i = 0; all && all->kind == NODE_MAP && i < all->entries.n; i++) {
		const struct node_entry *e = &all->entries.v[i];

		if (e->value->kind == NODE_MAP && !e->value->used)
			report_add(rd->r, REPORT_WARNING, e->key->pos,
				"profiles: no host has `%s`, and nothing of it was checked",
				e->key->text)
				->width = e->key->width;
	}
}
