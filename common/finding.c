// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "finding.h"

static const char *value_of(const struct finding_case *c, const char *key, size_t len)
{
	const struct observe_member *m = c->member;
	const char *nic = m ? m->name : "NIC";

	if (len == 3 && !memcmp(key, "nic", 3))
		return nic;
	if (len == 4 && !memcmp(key, "bond", 4))
		return c->bond->name;
	if (len == 4 && !memcmp(key, "port", 4))
		return m && m->port ? m->port : arena_printf(c->arena, "<planned port of %s>", nic);
	if (len == 3 && !memcmp(key, "mtu", 3))
		return arena_printf(c->arena, "%u", c->bond->mtu_planned);
	if (len == 6 && !memcmp(key, "native", 6))
		return arena_printf(c->arena, "%u", c->bond->native);
	if (len == 5 && !memcmp(key, "vlans", 5))
		return c->vlans ? c->vlans : "<vlans>";
	if (len == 6 && !memcmp(key, "switch", 6))
		return c->bond->switch_name ? c->bond->switch_name : "<switch>";
	if (len == 5 && !memcmp(key, "group", 5))
		return c->bond->port_channel ? arena_printf(c->arena, "%u", c->bond->port_channel)
					     : "<group>";
	return "?";
}

const char *finding_fix(const struct finding_case *c, const char *text)
{
	const char *out = "";

	if (!text)
		return NULL;
	for (const char *open; (open = strchr(text, '{'));) {
		size_t len = strcspn(open + 1, "}");

		out = arena_printf(c->arena, "%s%.*s%s", out, (int)(open - text), text,
			value_of(c, open + 1, len));
		text = open + 1 + len + (open[1 + len] == '}');
	}
	return arena_printf(c->arena, "%s%s", out, text);
}

const char *finding_subject(const struct finding_case *c, const struct finding_row *row)
{
	const struct observe_member *m = c->member;
	char port[IFNAME_MAX];

	if (!m && row->on_switch && c->bond->switch_name && c->bond->port_channel)
		return arena_printf(
			c->arena, "%s:Po%u", c->bond->switch_name, c->bond->port_channel);
	if (!m)
		return c->bond->name;
	if (row->on_switch && m->sw && m->port && !ifname_short(m->port, port))
		return arena_printf(c->arena, "%s:%s", m->sw, port);
	return arena_printf(c->arena, "%s/%s", c->bond->name, m->name);
}
