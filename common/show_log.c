// SPDX-License-Identifier: Apache-2.0
/*
 * show logging: a head of settings, then messages as old as the buffer is long. What stands before
 * the message (a sequence number, a date, an uptime) follows the device's own settings, so it is
 * not read: a message is quoted, never counted as what the switch does now.
 */
#include <ctype.h>
#include <string.h>

#include "show_text.h"
#include "switch_ports.h"

enum { LINE_MAX_KEPT = 300 };

static const char *const facilities[] = { "%EC-", "%PM-", "%CDP-", "%SPANTREE-", "%LACP-",
	"%ETHPORT-", "%LINK-", "%UDLD-" };

/* Where in the line a message of interest begins, or NULL. */
static const char *find_message(struct show_span line)
{
	for (size_t i = 0; i < sizeof(facilities) / sizeof(facilities[0]); i++) {
		const char *at = memmem(line.text, line.len, facilities[i], strlen(facilities[i]));

		if (at)
			return at;
	}
	return NULL;
}

/* The head of settings is what tells this answer from another. */
static bool is_head(const struct show_span *line)
{
	return show_starts(line, "Syslog logging:") || show_starts(line, "Log Buffer");
}

int show_log_parse(struct arena *a, const char *text, struct show_log *out, struct err *e)
{
	const char *rest = text;
	struct show_span line;
	bool known = false;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		const char *at = known ? find_message(line) : NULL;
		size_t len = at ? (size_t)(line.text + line.len - at) : 0;

		known |= is_head(&line);
		if (at)
			*ARENA_PUSH(a, &out->lines) =
				arena_strndup(a, at, len < LINE_MAX_KEPT ? len : LINE_MAX_KEPT);
	}
	return known ? 0 : show_refuse("show logging", text, e);
}
