// SPDX-License-Identifier: Apache-2.0
/* What is rendered, looked at and narrowed: names and kinds of lines, and which units are meant. */
#include <string.h>

#include "ios_attr.h"
#include "want_switch.h"

unsigned switch_line_vlan(const char *text)
{
	struct vlanset one = { { 0 } };

	if (strncmp(text, "vlan ", 5) || vlanset_parse(&one, text + 5) != -1)
		return 0;
	return vlanset_count(&one) == 1 ? (unsigned)vlanset_next(&one, 0) : 0;
}

bool want_line_is_site(const struct switch_line *l)
{
	if (l->parent)
		return *l->parent == 'i' && ios_attr_of(l->text) == IOS_ATTR_NONE;
	return strncmp(l->text, "vlan ", 5) != 0;
}

void want_switch_prune(struct want_switch *w)
{
	for (size_t i = 0; i < w->units.n; i++)
		w->units.v[i].prune = true;
}

void want_switch_rename(struct arena *a, struct want_switch *w)
{
	for (size_t i = 0; i < w->units.n; i++) {
		struct want_unit *u = &w->units.v[i];

		for (size_t k = 0; k < u->lines.n; k++) {
			const struct switch_line *l = &u->lines.v[k].line;

			if (l->parent && switch_line_vlan(l->parent))
				*ARENA_PUSH(a, &u->site) = (struct site_line){ l->parent, l->text };
		}
	}
}

void want_switch_park(struct want_switch *w)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->units.n; i++) {
		if (want_unit_is_global(&w->units.v[i]))
			continue;
		w->units.v[i].parked = true;
		w->units.v[kept++] = w->units.v[i];
	}
	w->units.n = kept;
}

const char *want_unit_title(struct arena *a, const struct want_unit *u)
{
	if (want_unit_is_global(u))
		return "lines of the whole switch";
	if (u->port_channel)
		return arena_printf(a, "%s, Port-channel%u", u->bond, u->port_channel);
	return arena_printf(a, "%s, ports without channel-group", u->bond);
}

bool want_unit_is_channel(const struct want_unit *u, const char *name)
{
	return u->port_channel && ifname_port_channel(name) == u->port_channel;
}

static const struct intent_member *find_member(const struct want_unit *u, const char *nic)
{
	const struct intent_bond *b = u->intent;

	for (size_t i = 0; i < b->members.n; i++)
		if (b->members.v[i].sw == u->sw && !strcmp(b->members.v[i].nic, nic))
			return &b->members.v[i];
	return NULL;
}

static bool is_meant(const struct intent_member *member, const char *const *members, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(member->nic, members[i]))
			return true;
	return false;
}

/* Whether the line is of the port of a member that is not meant. */
static bool is_other_port(const struct want_unit *u, const struct switch_line *l,
	const char *const *members, size_t n)
{
	const struct intent_bond *b = u->intent;

	for (size_t i = 0; l->parent && i < b->members.n; i++)
		if (b->members.v[i].sw == u->sw && !strncmp(l->parent, "interface ", 10) &&
			!strcmp(l->parent + 10, b->members.v[i].port))
			return !is_meant(&b->members.v[i], members, n);
	return false;
}

static bool keep_members(struct want_unit *u, const char *const *members, size_t n)
{
	size_t kept = 0, any = 0;

	for (size_t i = 0; i < n; i++)
		any += find_member(u, members[i]) != NULL;
	for (size_t i = 0; i < u->lines.n; i++)
		if (!is_other_port(u, &u->lines.v[i].line, members, n))
			u->lines.v[kept++] = u->lines.v[i];
	u->lines.n = kept;
	return any;
}

const char *want_switch_only(struct want_switch *w, const char *const *members, size_t n)
{
	size_t kept = 0;

	for (size_t m = 0; m < n; m++) {
		bool found = false;

		for (size_t i = 0; i < w->units.n; i++)
			found |= find_member(&w->units.v[i], members[m]) != NULL;
		if (!found)
			return members[m];
	}
	for (size_t i = 0; n && i < w->units.n; i++)
		if (keep_members(&w->units.v[i], members, n))
			w->units.v[kept++] = w->units.v[i];
	w->units.n = n ? kept : w->units.n;
	return NULL;
}
