// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "show_archive.h"
#include "show_text.h"

/* The first line that says something, printable. */
static const char *first_line(struct arena *a, const char *text)
{
	struct show_span line, word, rest;
	char clean[160];

	while (show_next_line(&text, &line)) {
		rest = line;
		if (!show_next_word(&rest, &word) || show_is(&word, "^"))
			continue;
		line.len = (size_t)(line.text + line.len - word.text);
		line.text = word.text;
		show_clean(&line, clean, sizeof(clean));
		return arena_strdup(a, clean);
	}
	return "no answer";
}

void show_archive_parse(struct arena *a, const char *text, struct show_revert *out)
{
	out->available = strstr(text, "archive configurations") || strstr(text, "Archive #");
	out->why = out->available ? NULL : first_line(a, text);
}

static void read_pair(struct arena *a, struct show_span line, struct show_revert *out)
{
	struct show_span key, value, number;
	char clean[80];

	if (!show_pair(line, &key, &value))
		return;
	show_clean(&value, clean, sizeof(clean));
	if (show_is(&key, "User")) {
		out->pending = true;
		out->user = arena_strdup(a, clean);
	} else if (show_starts(&key, "Time configured")) {
		out->pending = true;
		out->since = arena_strdup(a, clean);
	} else if (show_is(&key, "Timer value")) {
		out->pending = true;
		if (show_next_word(&value, &number))
			show_number(&number, 65535, &out->minutes);
	}
}

void show_revert_parse(struct arena *a, const char *text, struct show_revert *out)
{
	const char *rest = text;
	struct show_span line;

	out->asked = true;
	out->user = out->since = "";
	while (show_next_line(&rest, &line))
		read_pair(a, line, out);
	out->known = out->pending || strstr(text, "No Rollback Confirmed Change pending") ||
		strstr(text, "Invalid input detected");
	if (out->pending || strstr(text, "No Rollback Confirmed Change pending"))
		return;
	if (out->available)
		out->why = first_line(a, text);
	out->available = false;
}
