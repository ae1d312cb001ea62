// SPDX-License-Identifier: Apache-2.0
/*
 * The running-config is replaced by a stored one: what a rollback does, without a flap of what
 * stays the same. VLANs of vlan.dat (VTP server, client) are not in such a text and stay.
 */
#include <string.h>

#include "vsw.h"

/* What a port is and waits for does not change with its lines. */
static void carry_port(struct vif *to, const struct vif *from)
{
	to->facts = from->facts;
	memcpy(to->err_disabled, from->err_disabled, sizeof(to->err_disabled));
	to->link_told = from->link_told;
	to->line_told = from->line_told;
	to->min_links_told = from->min_links_told;
	if (to->group != from->group || to->chmode != from->chmode)
		return;
	to->joined_ms = from->joined_ms;
	to->expired = from->expired;
	to->told = from->told;
}

/* Terminals in interface mode: the interface may be gone. */
static void carry_terminals(struct vswitch *s, const struct vsw_config *to)
{
	const struct vswitch as_found = { .cfg = *to };

	for (struct vswitch_vty *v = s->vtys; v; v = v->next) {
		if (v->iface)
			v->iface = vsw_if_find(&as_found, v->iface->name);
		if (v->mode == MODE_IF && !v->iface)
			v->mode = MODE_CONFIG;
	}
}

/* The directives choose the model; vlan.dat goes in as it is, except the mode of a switch whose
 * VLANs the text holds: that the text says. */
static struct vswitch *read_config(struct vswitch *s, const char *config, struct err *e)
{
	struct arena *a = arena_new();
	const char *vlans = vswitch_vlan_dat(s, a);
	struct vswitch *fresh;

	if (s->cfg.vtp >= VSW_VTP_TRANSPARENT)
		vlans += strcspn(vlans, "\n") + 1;
	fresh = vswitch_new(arena_printf(a, "%s%s", buf_text(&s->directives), config), vlans, e);
	arena_free(a);
	return fresh;
}

int vsw_replace(struct vswitch *s, const char *config, struct err *e)
{
	struct vswitch *fresh = read_config(s, config, e);
	struct vsw_config before = s->cfg;

	if (!fresh)
		return -1;
	for (struct vif *i = fresh->cfg.ifs; i; i = i->next) {
		const struct vif *was = vsw_if_find(s, i->name);

		if (was)
			carry_port(i, was);
	}
	fresh->cfg.vtp_revision = s->cfg.vtp_revision;
	carry_terminals(s, &fresh->cfg);
	s->cfg = fresh->cfg;
	fresh->cfg = before;
	vswitch_free(fresh);
	vsw_changed(s);
	return 0;
}
