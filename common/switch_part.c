// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "buf.h"
#include "ifname.h"
#include "ios_attr.h"
#include "ios_text.h"
#include "switch_part.h"
#include "switch_unit.h"

static void put_global(
	struct buf *b, const struct want_unit *unit, const struct switch_found *found)
{
	if (!want_unit_is_global(unit) || !found->running)
		return;
	for (const struct ios_line *l = found->running->lines; l; l = l->next)
		if (switch_unit_concerns(unit, l->text, true))
			buf_printf(b, "%s\n", l->text);
}

static void put_names(struct buf *b, const struct want_unit *unit, const struct switch_found *found)
{
	for (size_t i = 0; i < unit->site.n; i++) {
		const char *parent = unit->site.v[i].parent;
		const char *name = parent ? switch_found_vlan_name(found, parent) : NULL;

		if (name)
			buf_printf(b, "%s\n name %s\n", parent, name);
	}
}

static void put_interface(struct buf *b, const struct want_unit *unit,
	const struct switch_found *found, const char *name)
{
	const struct ios_line *l =
		found->running ? ios_config_interface(found->running, name) : NULL;

	if (!l)
		return;
	buf_printf(b, "%s\n", l->text);
	for (const struct ios_line *c = l->children; c; c = c->next)
		if (ios_attr_of(c->text) != IOS_ATTR_NONE ||
			switch_unit_concerns(unit, c->text, false))
			buf_printf(b, " %s\n", c->text);
}

const char *switch_part_text(
	struct arena *a, const struct want_unit *unit, const struct switch_found *found)
{
	struct buf b = { 0 };
	const char *text;

	put_global(&b, unit, found);
	put_names(&b, unit, found);
	put_interface(&b, unit, found, arena_printf(a, "Port-channel%u", unit->port_channel));
	for (size_t i = 0; i < unit->ports.n; i++)
		put_interface(&b, unit, found, unit->ports.v[i]);
	text = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

enum { LIST_MAX = 24576 }; /* 4094 ids in the worst case */

const char *switch_part_vlans(struct arena *a, const struct switch_found *found)
{
	char *text = arena_alloc(a, LIST_MAX);
	struct vlanset all;

	switch_found_vlans(found, &all);
	vlanset_format(&all, text, LIST_MAX);
	return text;
}

struct switch_found *switch_part_read(struct arena *a, const char *text, const char *vlans)
{
	struct switch_found *out = ARENA_NEW(a, struct switch_found);
	struct vlanset ids = { { 0 } };

	if (*vlans && vlanset_parse(&ids, vlans) != -1)
		return NULL;
	out->running = ios_config_parse(a, text);
	for (int v = vlanset_next(&ids, 0); v >= 0; v = vlanset_next(&ids, (unsigned)v + 1)) {
		struct show_vlan *row = ARENA_PUSH(a, &out->vlans.rows);

		*row = (struct show_vlan){ (unsigned)v, "", "active" };
	}
	return out;
}

static bool is_of(const struct want_unit *u, const char *name)
{
	if (want_unit_is_channel(u, name))
		return true;
	for (size_t i = 0; i < u->ports.n; i++)
		if (ifname_equal(u->ports.v[i], name))
			return true;
	return false;
}

static bool is_ours_global(const struct want_switch *units, const char *line, size_t n)
{
	char text[IOS_LINE_MAX + 1];

	for (size_t i = 0; n <= IOS_LINE_MAX && i < units->units.n; i++) {
		if (!want_unit_is_global(&units->units.v[i]))
			continue;
		memcpy(text, line, n);
		text[n] = '\0';
		if (switch_unit_concerns(&units->units.v[i], text, true))
			return true;
	}
	return false;
}

/* Whether the global line begins an object of ours, or is one of ours. */
static bool is_ours(const struct want_switch *units, const char *line, size_t n)
{
	char name[IFNAME_MAX];

	if ((n > 5 && !strncmp(line, "vlan ", 5)) || is_ours_global(units, line, n))
		return true;
	if (n <= 10 || n - 10 >= sizeof(name) || strncmp(line, "interface ", 10) != 0)
		return false;
	memcpy(name, line + 10, n - 10);
	name[n - 10] = '\0';
	for (size_t i = 0; i < units->units.n; i++)
		if (is_of(&units->units.v[i], name))
			return true;
	return false;
}

uint64_t switch_part_rest(const struct want_switch *units, const char *text)
{
	uint64_t sum = 14695981039346656037u;
	bool ours = false;
	const char *line;
	size_t n;

	while ((line = ios_text_next(&text, &n))) {
		if (*line != ' ')
			ours = is_ours(units, line, n);
		for (size_t i = 0; i < n && !ours; i++)
			sum = (sum ^ (unsigned char)line[i]) * 1099511628211u;
		if (!ours)
			sum = (sum ^ '\n') * 1099511628211u;
	}
	return sum;
}
