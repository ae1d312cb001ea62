// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "lines_json.h"

static bool same_parent(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

json_t *gather_lines_json(const struct steps *lines)
{
	json_t *list = json_array();
	const char *parent = NULL;

	for (size_t i = 0; i < lines->n; i++) {
		const struct switch_line *l = &lines->v[i].u.line;

		if (l->parent && !same_parent(l->parent, parent))
			json_array_append_new(list, json_string(l->parent));
		parent = l->parent ? l->parent : l->text;
		json_array_append_new(list, json_sprintf("%s%s", l->parent ? " " : "", l->text));
	}
	return list;
}
