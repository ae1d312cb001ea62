// SPDX-License-Identifier: Apache-2.0
/*
 * The VLAN database. `vlan 40` opens a mode, and leaving it creates: replies about the creation
 * come with the command that leaves (Cisco's VLAN guide: "the VLAN is created when you exit").
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "vsw_parser.h"

void vsw_vlan_bad_list(struct vswitch_vty *v, const char *list, int offset)
{
	size_t at = (size_t)offset;
	char what[8] = "EOL";
	bool digits;

	digits = isdigit((unsigned char)list[at]);
	at += strspn(list + at, "0123456789");
	if (list[at]) {
		memcpy(what, "'x'", 4);
		what[1] = list[at];
	}
	buf_printf(&v->reply, "Command rejected: Bad VLAN list - character #%zu (%s) %s\n%s\n",
		at + 1, what, digits ? "delimits a VLAN" : "is a",
		digits ? "number which is out of the range 1..4094." : "non-numeric character.");
}

static bool is_default(unsigned id)
{
	return id == 1 || (id >= VLAN_RESERVED_FIRST && id <= VLAN_RESERVED_LAST);
}

/* Above 1005 only where VTP does not spread VLANs, or spreads those too. */
static bool may_create(const struct vswitch *s, unsigned id)
{
	return id <= 1005 || s->cfg.vtp >= VSW_VTP_TRANSPARENT || s->cfg.vtp_version == 3;
}

/* The routed port that uses the id inside: they take them from 1006 up. */
const struct vif *vsw_vlan_internal(const struct vswitch *s, unsigned id)
{
	unsigned next = 1006;

	for (const struct vif *i = s->cfg.ifs; i; i = i->next) {
		if (i->kind != VIF_PHYSICAL || !i->l2.routed)
			continue;
		while (vsw_vlan_find(s, next))
			next++;
		if (next++ == id)
			return i;
	}
	return NULL;
}

static bool used_inside(struct vswitch *s, unsigned id)
{
	const struct vif *user = vsw_vlan_internal(s, id);

	if (user)
		vsw_log(s, "%%PM-4-EXT_VLAN_INUSE: VLAN %u currently in use by %s", id, user->name);
	return user;
}

static void create(struct vswitch_vty *v, struct vlanset *failed, struct vlanset *used)
{
	for (int id = vlanset_next(&v->vlans, 0); id >= 0;
		id = vlanset_next(&v->vlans, (unsigned)id + 1)) {
		struct vsw_vlan *l;

		if (!may_create(v->s, (unsigned)id)) {
			vlanset_add(failed, (unsigned)id);
			continue;
		}
		if (!v->loading && used_inside(v->s, (unsigned)id)) {
			vlanset_add(used, (unsigned)id);
			continue;
		}
		if (is_default((unsigned)id) && id != 1)
			continue;
		if (!vsw_vlan_find(v->s, (unsigned)id))
			v->s->cfg.vtp_revision++;
		l = vsw_vlan_add(v->s, (unsigned)id);
		if (*v->vlan_name)
			vsw_copy(l->name, sizeof(l->name), v->vlan_name);
		vsw_changed(v->s);
	}
}

static void not_created(struct vswitch_vty *v, const struct vlanset *set, const char *why)
{
	char list[VSW_LINE_MAX];

	if (vlanset_empty(set))
		return;
	vlanset_format(set, list, sizeof(list));
	buf_printf(&v->reply,
		"%% Failed to create VLANs %s\n%s.\n%%Failed to commit extended VLAN(s) changes.\n",
		list, why);
	vsw_log(v->s, "%%SW_VLAN-4-VLAN_CREATE_FAIL: Failed to create VLANs %s: %s", list, why);
}

static void commit(struct vswitch_vty *v)
{
	struct vlanset failed = { 0 }, used = { 0 };

	if (vlanset_count(&v->vlans) > 1 && !v->loading)
		buf_puts(&v->reply,
			"% Applying VLAN changes may take few minutes.  Please wait...\n");
	create(v, &failed, &used);
	not_created(v, &failed, "Extended VLAN(s) not allowed in current VTP mode");
	not_created(v, &used, "VLAN(s) not available in Port Manager");
	v->vlans = (struct vlanset){ 0 };
	v->vlan_name[0] = '\0';
}

void vsw_leave(struct vswitch_vty *v, enum vty_mode to)
{
	if (v->mode == MODE_VLAN)
		commit(v);
	if (v->mode != MODE_EXEC && to == MODE_EXEC && !v->loading)
		vsw_log(v->s, "%%SYS-5-CONFIG_I: Configured from console by %s on vty%u", v->user,
			v->id);
	v->mode = to;
	v->iface = NULL;
}

static bool client(struct vswitch_vty *v)
{
	if (v->s->cfg.vtp != VSW_VTP_CLIENT || v->loading)
		return false;
	buf_puts(&v->reply, "VTP VLAN configuration not allowed when device is in CLIENT mode.\n");
	return true;
}

/* The list of the line, where VLANs may be configured; false: the reply says why not. */
static bool read_list(struct vswitch_vty *v, const struct vsw_call *c, struct vlanset *set)
{
	int bad = vlanset_parse(set, c->arg[0]);

	vsw_leave(v, MODE_CONFIG);
	if (client(v))
		return false;
	if (bad >= 0)
		vsw_vlan_bad_list(v, c->arg[0], bad);
	return bad < 0;
}

void vsw_vlan_enter(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vlanset set = { 0 };

	if (!read_list(v, c, &set))
		return;
	v->vlans = set;
	v->mode = MODE_VLAN;
}

void vsw_vlan_delete(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vlanset set = { 0 };

	if (!read_list(v, c, &set))
		return;
	for (int id = vlanset_next(&set, 0); id >= 0; id = vlanset_next(&set, (unsigned)id + 1)) {
		if (is_default((unsigned)id)) {
			buf_printf(&v->reply, "%%Default VLAN %d may not be deleted.\n", id);
			continue;
		}
		if (vsw_vlan_find(v->s, (unsigned)id))
			v->s->cfg.vtp_revision++;
		vsw_vlan_remove(v->s, (unsigned)id);
	}
}

void vsw_vlan_name(struct vswitch_vty *v, const struct vsw_call *c)
{
	const char *name = c->n && c->command->pattern[0] == 'n' && c->command->pattern[1] == 'a'
		? c->arg[0]
		: "";
	unsigned id = (unsigned)vlanset_next(&v->vlans, 0);

	if (strlen(name) > VSW_VLAN_NAME_MAX) {
		buf_puts(&v->reply,
			"%You must disable VTPv1 and VTPv2 or switch to VTPv3 before configuring"
			" a VLAN name longer than 32 characters\n");
		return;
	}
	if (is_default(id)) {
		buf_printf(&v->reply, "Default VLAN %u may not have its name changed.\n", id);
		return;
	}
	if (*name && vlanset_count(&v->vlans) > 1) {
		buf_printf(&v->reply, "VLAN #%u and #%d have an identical name: %s\n", id,
			vlanset_next(&v->vlans, id + 1), name);
		return;
	}
	for (const struct vsw_vlan *l = v->s->cfg.vlans; *name && l; l = l->next)
		if (l->id != id && !strcmp(l->name, name)) {
			buf_printf(&v->reply, "VLAN #%u and #%u have an identical name: %s\n", id,
				l->id, name);
			return;
		}
	if (*name)
		vsw_copy(v->vlan_name, sizeof(v->vlan_name), name);
	else
		snprintf(v->vlan_name, sizeof(v->vlan_name), "VLAN%04u", id);
}
