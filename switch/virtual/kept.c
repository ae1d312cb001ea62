// SPDX-License-Identifier: Apache-2.0
/*
 * Lines that mean nothing to the virtual switch (port-security, voice VLAN, SNMP) but come back in
 * running-config, so that a tool which must see them does.
 */
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

void vsw_keep_call(struct vswitch_vty *v, struct buf *lines, const struct vsw_call *c)
{
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
	buf_printf(lines, "%s\n", c->canon);
}
