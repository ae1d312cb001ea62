// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "diff_host.h"
#include "host_extra.h"
#include "want_remove.h"

struct host_state *want_remove(struct arena *a, const struct host_state *wanted)
{
	struct host_state *gone = ARENA_NEW(a, struct host_state);

	gone->name = wanted->name;
	for (size_t i = 0; i < wanted->links.n; i++) {
		const struct link *w = &wanted->links.v[i];

		if (w->kind == LINK_PLAIN)
			continue;
		*ARENA_PUSH(a, &gone->links) = *w;
		gone->links.v[gone->links.n - 1].gone = true;
	}
	return gone;
}

static void lose(struct report *r, bool yes, const struct link *w, const char *text)
{
	struct report_entry *e =
		report_add(r, yes ? REPORT_WARNING : REPORT_ERROR, w->pos, "%s: %s", w->name, text);

	if (!yes)
		e->hint = "take it away first, or say --yes";
}

static void lose_vms(struct arena *a, const struct link *w, const struct host_state *found,
	bool yes, struct report *r)
{
	const char *list = "";

	for (size_t i = 0; i < found->links.n; i++) {
		const struct link *l = &found->links.v[i];

		if (!strcmp(l->master, w->name) && host_is_vm_port(l))
			list = arena_printf(a, "%s%s%s", list, *list ? ", " : "", l->name);
	}
	if (*list)
		lose(r, yes, w,
			arena_printf(a, "%s would lose the network (virtual machines, containers)",
				list));
}

static const char *name_of_kind(const struct link *l)
{
	return l->kind == LINK_BOND ? "bond" : l->kind == LINK_VLAN ? "VLAN device" : "bridge";
}

static void lose_by_link(struct arena *a, const struct link *w, const struct host_state *found,
	const char *session, bool yes, struct report *r)
{
	const struct link *l = host_state_link(found, w->name);

	if (!l)
		return;
	if (l->kind != w->kind)
		report_add(r, REPORT_ERROR, w->pos, "%s is not a %s here: it is none of ours",
			w->name, name_of_kind(w));
	if (w->kind == LINK_BRIDGE)
		lose_vms(a, w, found, yes, r);
	if (session && !strcmp(session, w->name))
		lose(r, yes, w, "this session came in by it and ends with it");
}

void want_remove_losses(struct arena *a, const struct host_state *wanted,
	const struct host_state *found, const char *session, bool yes, struct report *r)
{
	struct host_extras extras = { 0 };

	for (size_t i = 0; i < wanted->links.n; i++)
		if (wanted->links.v[i].kind != LINK_PLAIN)
			lose_by_link(a, &wanted->links.v[i], found, session, yes, r);
	host_extras(a, wanted, found, &extras);
	for (size_t i = 0; i < extras.n; i++)
		lose(r, yes, extras.v[i].owner,
			arena_printf(a, "%s is not in the intent and would %s",
				host_extra_words(a, &extras.v[i]),
				extras.v[i].kind == EXTRA_MEMBER         ? "be let go, too"
					: extras.v[i].kind == EXTRA_PORT ? "lose its bridge"
									 : "go with it"));
}
