// SPDX-License-Identifier: Apache-2.0
/*
 * Lines that mean nothing to the virtual switch (port-security, voice VLAN, SNMP) but come back in
 * running-config, so that a tool which must see them does.
 */
#include <string.h>

#include "vsw.h"

/* Whether line starts with the words of key. */
static bool starts_with(const char *line, size_t line_len, const char *key, size_t key_len)
{
	return line_len >= key_len && !strncmp(line, key, key_len) &&
		(line_len == key_len || line[key_len] == ' ');
}

static bool drop(struct buf *lines, const char *key, size_t key_len)
{
	struct buf left = { 0 };
	bool found = false;

	for (const char *p = buf_text(lines); *p; p += strcspn(p, "\n") + 1) {
		size_t len = strcspn(p, "\n");

		if (starts_with(p, len, key, key_len))
			found = true;
		else
			buf_add(&left, p, len + 1);
	}
	buf_free(lines);
	*lines = left;
	return found;
}

void vsw_keep(struct buf *lines, const char *line, size_t key_len)
{
	drop(lines, line, key_len);
	buf_puts(lines, line);
	buf_puts(lines, "\n");
}

bool vsw_unkeep(struct buf *lines, const char *line)
{
	return drop(lines, line, strlen(line));
}
