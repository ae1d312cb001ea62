// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "switch_facts.h"

#define TAKE(field, type, call)                                                                    \
	static int take_##field(                                                                   \
		struct arena *a, const char *text, struct switch_facts *facts, struct err *e)      \
	{                                                                                          \
		type *out = ARENA_NEW(a, type);                                                    \
                                                                                                   \
		if (call)                                                                          \
			return -1;                                                                 \
		facts->field = out;                                                                \
		return 0;                                                                          \
	}

TAKE(version, struct show_version, show_version_parse(a, text, out, e))
TAKE(inventory, struct show_serials, show_inventory_parse(a, text, out, e))
TAKE(privilege, unsigned, show_privilege_parse(text, out, e))
TAKE(lock, struct show_lock, show_lock_parse(text, out, e))
TAKE(statuses, struct show_statuses, show_statuses_parse(a, text, out, e))
TAKE(trunks, struct show_trunks, show_trunks_parse(a, text, out, e))
TAKE(cdp, struct show_neighbors, show_cdp_parse(a, text, out, e))
TAKE(lldp, struct show_neighbors, show_lldp_parse(a, text, out, e))
TAKE(macs, struct show_macs, show_macs_parse(a, text, out, e))

static const struct {
	const char *command;
	int (*take)(struct arena *a, const char *text, struct switch_facts *facts, struct err *e);
} rows[] = {
	{ "show version", take_version },
	{ "show inventory", take_inventory },
	{ "show privilege", take_privilege },
	{ "show configuration lock", take_lock },
	{ "show interfaces status", take_statuses },
	{ "show interfaces trunk", take_trunks },
	{ "show cdp neighbors detail", take_cdp },
	{ "show lldp neighbors detail", take_lldp },
	{ "show mac address-table", take_macs },
};

void switch_facts_take(
	struct arena *a, struct switch_facts *facts, const char *command, const char *text)
{
	const char *copy = arena_strdup(a, text);
	struct switch_unsaid *u;
	struct err e;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].command, command) != 0 || !rows[i].take(a, copy, facts, &e))
			continue;
		u = ARENA_PUSH(a, &facts->unsaid);
		u->command = rows[i].command;
		u->answer = arena_strdup(a, e.text);
	}
}

const char *switch_reload_price(struct arena *a, const struct switch_facts *facts)
{
	const struct show_statuses *s = facts ? facts->statuses : NULL;
	size_t n = 0;

	for (size_t i = 0; s && i < s->rows.n; i++)
		n += !strcmp(s->rows.v[i].status, "connected");
	if (!s)
		return "all its connected ports would be down for minutes";
	return arena_printf(
		a, "%zu connected port%s would be down for minutes", n, n == 1 ? "" : "s");
}
