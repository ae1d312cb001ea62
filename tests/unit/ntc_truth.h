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

/* The list under a key of the item, and its words; NULL: no more. */
__attribute__((unused)) static const char *list_of(const char *item, const char *key)
{
	const char *at = strstr(item, arena_printf(arena, " %s:", key));

	assert_non_null(at);
	return strchr(at, ':') + 1;
}

__attribute__((unused)) static const char *next_listed(const char **at)
{
	const char *text = *at;

	if (strncmp(text, "\n      - \"", 10))
		return NULL;
	text += 10;
	*at = text + strcspn(text, "\"") + 1;
	return arena_strndup(arena, text, strcspn(text, "\""));
}

#endif
