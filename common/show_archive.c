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

/* "1 hour and 5 minutes", "9 minutes and 56 seconds": in minutes, rounded up. */
static unsigned read_minutes(const char *text, size_t len)
{
	static const struct {
		const char *unit;
		unsigned seconds;
	} units[] = { { "day", 86400 }, { "hour", 3600 }, { "minute", 60 }, { "second", 1 } };
	struct show_span rest = { text, len }, word;
	unsigned number = 0, seconds = 0;

	while (show_next_word(&rest, &word)) {
		if (show_number(&word, 100000, &number))
			continue;
		for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
			if (show_starts(&word, units[i].unit))
				seconds += number * units[i].seconds;
		number = 0;
	}
	return (seconds + 59) / 60;
}

static void read_reload(struct arena *a, const char *line, size_t len, struct show_reload *out)
{
	const char *in = memmem(line, len, "in ", 3);
	const char *by = memmem(line, len, " by ", 4), *end = by ? by : line + len;
	struct show_span who;
	char clean[80];

	out->known = out->pending = true;
	if (in && in < end)
		out->minutes = read_minutes(in + 3, (size_t)(end - in - 3));
	if (!by)
		return;
	who = (struct show_span){ by + 4, (size_t)(line + len - by - 4) };
	show_clean(&who, clean, sizeof(clean));
	out->by = arena_strdup(a, clean);
	if (strstr(clean, " on "))
		out->user = arena_strndup(a, clean, strcspn(clean, " "));
}

void show_reload_parse(struct arena *a, const char *text, struct show_reload *out)
{
	const char *line = strstr(text, "Reload scheduled ");

	*out = (struct show_reload){ .by = "", .user = "" };
	if (line)
		read_reload(a, line, strcspn(line, "\r\n"), out);
	else if (strstr(text, "No reload is scheduled"))
		out->known = true;
	else
		out->why = first_line(a, text);
}
