// SPDX-License-Identifier: Apache-2.0
/*
 * Lines that mean nothing to the virtual switch (port-security, voice VLAN, SNMP) but come back in
 * running-config, so that a tool which must see them does.
 */
#include <stdio.h>
#include <string.h>

#include "vsw_parser.h"

/* Whether line starts with the words of key. */
static bool starts_with(const char *line, size_t line_len, const char *key, size_t key_len)
{
	return line_len >= key_len && !strncmp(line, key, key_len) &&
		(line_len == key_len || line[key_len] == ' ');
}

static void drop(struct buf *lines, const char *key, size_t key_len)
{
	struct buf left = { 0 };

	for (const char *p = buf_text(lines); *p; p += strcspn(p, "\n") + 1) {
		size_t len = strcspn(p, "\n");

		if (!starts_with(p, len, key, key_len))
			buf_add(&left, p, len + 1);
	}
	buf_free(lines);
	*lines = left;
}

static bool has(const struct buf *lines, const char *line)
{
	size_t want = strlen(line);

	for (const char *p = buf_text(lines); *p; p += strcspn(p, "\n") + 1)
		if (strcspn(p, "\n") == want && !strncmp(p, line, want))
			return true;
	return false;
}

/* IOS prints lines in an order of its own, whenever they came. */
static void add(struct buf *lines, const char *line)
{
	struct buf all = { 0 };
	const char *p = buf_text(lines);

	for (; *p; p += strcspn(p, "\n") + 1) {
		size_t len = strcspn(p, "\n"), n = strlen(line);
		int c = strncmp(p, line, len < n ? len : n);

		if (c > 0 || (!c && len > n))
			break;
		buf_add(&all, p, len + 1);
	}
	buf_printf(&all, "%s\n%s", line, p);
	buf_free(lines);
	*lines = all;
}

/* `no` of what is there by default is a line like others, and the line itself takes it away. */
static void keep_default(struct buf *lines, const struct vsw_call *c)
{
	char line[VSW_CANON + 3];

	snprintf(line, sizeof(line), "no %s", c->canon);
	drop(lines, line, strlen(line));
	if (c->negated)
		add(lines, line);
}

void vsw_keep_call(struct vswitch_vty *v, struct buf *lines, const struct vsw_call *c)
{
	if (c->command->flags & CMD_ON) {
		keep_default(lines, c);
		return;
	}
	if (c->negated) {
		drop(lines, c->canon, c->canon_len);
		return;
	}
	if (c->canon_len > VSW_STORED_MAX) {
		buf_puts(&v->reply, "% Line is too long\n");
		return;
	}
	if (!(c->command->flags & CMD_MULTI))
		drop(lines, c->canon, c->key_len);
	else if (has(lines, c->canon))
		return;
	add(lines, c->canon);
}
