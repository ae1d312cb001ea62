// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "finding.h"

#define VLANS "{vlans}"
#define EACH "{each port} "

static const char *value_of(const struct finding_case *c, const char *key, size_t len)
{
	const struct observe_member *m = c->member;
	const char *nic = m ? m->name : "NIC";

	if (len == 3 && !memcmp(key, "nic", 3))
		return nic;
	if (len == 4 && !memcmp(key, "bond", 4))
		return c->bond->name;
	if (len == 4 && !memcmp(key, "port", 4))
		return m && m->port ? m->port : arena_printf(c->arena, "<planned port of %s>", nic);
	if (len == 3 && !memcmp(key, "mtu", 3))
		return arena_printf(c->arena, "%u", c->bond->mtu_planned);
	if (len == 6 && !memcmp(key, "native", 6))
		return arena_printf(c->arena, "%u", observe_trunk_native(c->bond));
	if (len == 5 && !memcmp(key, "vlans", 5))
		return c->vlans ? c->vlans : "<vlans>";
	if (len == 6 && !memcmp(key, "switch", 6))
		return c->bond->switch_name ? c->bond->switch_name : "<switch>";
	if (len == 5 && !memcmp(key, "group", 5))
		return c->bond->port_channel ? arena_printf(c->arena, "%u", c->bond->port_channel)
					     : "<group>";
	return "?";
}

/* One line of a fix, of len bytes, behind what there is. */
static const char *fill_line(
	const struct finding_case *c, const char *out, const char *text, size_t len)
{
	const char *end = text + len;

	for (const char *open; (open = memchr(text, '{', (size_t)(end - text)));) {
		const char *close = memchr(open, '}', (size_t)(end - open));
		size_t key = close ? (size_t)(close - open) - 1 : 0;

		if (!close)
			break;
		out = arena_printf(c->arena, "%s%.*s%s", out, (int)(open - text), text,
			value_of(c, open + 1, key));
		text = close + 1;
	}
	return arena_printf(c->arena, "%s%.*s", out, (int)(end - text), text);
}

/* IOS cuts a line at 254 characters: a longer list becomes several lines. */
static const char *fill_list(
	const struct finding_case *c, const char *out, const char *text, size_t len)
{
	enum { LINE_MAX_IOS = 254 };
	const char *at = memmem(text, len, VLANS, strlen(VLANS));
	const char *head = at ? fill_line(c, "", text, (size_t)(at - text)) : NULL;
	struct vlanset rest = { 0 };
	char list[LINE_MAX_IOS + 1];

	if (!at || !c->vlans || strlen(head) + strlen(c->vlans) <= LINE_MAX_IOS ||
		vlanset_parse(&rest, c->vlans) != -1)
		return fill_line(c, out, text, len);
	while (vlanset_take_chunk(&rest, list, sizeof(list), LINE_MAX_IOS - strlen(head)))
		out = arena_printf(
			c->arena, "%s%s%s%s", out, head, list, vlanset_empty(&rest) ? "" : "\n");
	return out;
}

/* One line on every planned port, below its interface. */
static const char *fill_each(
	const struct finding_case *c, const char *out, const char *text, size_t len)
{
	const struct observe_bond *b = c->bond;
	struct finding_case one = *c;
	const char *end = "";

	for (size_t i = 0; i < b->members.n; i++) {
		one.member = &b->members.v[i];
		if (!one.member->planned)
			continue;
		out = fill_line(&one, arena_printf(c->arena, "%s%s", out, end), "interface {port}",
			strlen("interface {port}"));
		out = fill_line(&one, arena_printf(c->arena, "%s\n", out), text, len);
		end = "\n";
	}
	return out;
}

const char *finding_fix(const struct finding_case *c, const char *text)
{
	const char *out = "";

	if (!text)
		return NULL;
	for (;;) {
		size_t len = strcspn(text, "\n");

		if (len > strlen(EACH) && !memcmp(text, EACH, strlen(EACH)))
			out = fill_each(c, out, text + strlen(EACH), len - strlen(EACH));
		else
			out = fill_list(c, out, text, len);
		if (!text[len])
			return out;
		out = arena_printf(c->arena, "%s\n", out);
		text += len + 1;
	}
}

const char *finding_subject(const struct finding_case *c, const struct finding_row *row)
{
	const struct observe_member *m = c->member;
	char port[IFNAME_MAX];

	if (!m && row->on_switch && c->bond->switch_name && c->bond->port_channel)
		return arena_printf(
			c->arena, "%s:Po%u", c->bond->switch_name, c->bond->port_channel);
	if (!m)
		return c->bond->name;
	if (row->on_switch && m->sw && m->port && !ifname_short(m->port, port))
		return arena_printf(c->arena, "%s:%s", m->sw, port);
	return arena_printf(c->arena, "%s/%s", c->bond->name, m->name);
}
