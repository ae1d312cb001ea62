/* SPDX-License-Identifier: Apache-2.0 */
/* What a transcript of ntc-templates holds, as the .yml beside it says. After arena_fixture.h. */
#ifndef NTC_TRUTH_H
#define NTC_TRUTH_H

/* The next `- ...` item; its value of a key, or "". */
static const char *next_item(const char **yml)
{
	const char *item = strstr(*yml, "\n  - "), *end;

	if (!item)
		return NULL;
	end = strstr(item + 1, "\n  - ");
	*yml = end ? end : item + strlen(item);
	return arena_strndup(arena, item, (size_t)(*yml - item));
}

static const char *value_of(const char *item, const char *key)
{
	const char *at = strstr(item, arena_printf(arena, " %s: \"", key));

	if (!at)
		return "";
	at = strchr(at, '"') + 1;
	return arena_strndup(arena, at, strcspn(at, "\""));
}

#endif
