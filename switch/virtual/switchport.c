// SPDX-License-Identifier: Apache-2.0
/* The `switchport` lines. They run on the interface, and on a Port-channel's members after it. */
#include <string.h>

#include "vsw_parser.h"

void vsw_l2_routed(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->l2.routed = c->command->arg;
	vsw_changed(v->s);
}

static bool conflict(struct vswitch_vty *v)
{
	buf_printf(&v->reply,
		"Command rejected: Conflict between 'nonegotiate' and 'dynamic' status on this"
		" interface: %s\n",
		v->iface->brief);
	return true;
}

void vsw_l2_mode(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vif_l2 *l2 = &v->iface->l2;
	enum vif_mode mode = (enum vif_mode)c->command->arg;

	if (mode == VIF_TRUNK && (v->s->model->has & MODEL_ENCAPSULATION) && !l2->dot1q) {
		buf_puts(&v->reply,
			"Command rejected: An interface whose trunk encapsulation is \"Auto\" can"
			" not be configured to \"trunk\" mode.\n");
		return;
	}
	if (mode < VIF_ACCESS && l2->nonegotiate && conflict(v))
		return;
	l2->mode = mode;
	vsw_changed(v->s);
}

void vsw_l2_access(struct vswitch_vty *v, const struct vsw_call *c)
{
	unsigned id = c->command->arg ? (unsigned)c->num[0] : 1;

	v->iface->l2.access = id;
	vsw_changed(v->s);
	if (vsw_vlan_find(v->s, id) || v->loading || v->s->cfg.vtp == VSW_VTP_CLIENT)
		return;
	buf_printf(&v->reply, "%% Access VLAN does not exist. Creating vlan %u\n", id);
	vsw_vlan_add(v->s, id);
}

void vsw_l2_encapsulation(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vif_l2 *l2 = &v->iface->l2;

	if (!c->command->arg && l2->mode == VIF_TRUNK) {
		buf_puts(&v->reply,
			"Command rejected: An interface in \"trunk\" mode can not be configured to"
			" \"Auto\" trunk encapsulation.\n");
		return;
	}
	l2->dot1q = c->command->arg;
	vsw_changed(v->s);
}

void vsw_l2_native(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->iface->l2.native = c->command->arg ? (unsigned)c->num[0] : 1;
	vsw_changed(v->s);
}

void vsw_l2_nonegotiate(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vif_l2 *l2 = &v->iface->l2;

	if (c->command->arg && l2->mode < VIF_ACCESS && conflict(v))
		return;
	l2->nonegotiate = c->command->arg;
	vsw_changed(v->s);
}

static void allowed_change(struct vif_l2 *l2, enum vsw_allowed how, const struct vlanset *list)
{
	struct vlanset all = { 0 }, *set = &l2->allowed;

	vlanset_add_range(&all, VLAN_MIN, VLAN_MAX);
	if (!l2->allowed_said)
		*set = all;
	switch (how) {
	case ALLOWED_LIST:
	case ALLOWED_NONE:
		*set = *list;
		break;
	case ALLOWED_ADD:
		vlanset_union(set, list);
		break;
	case ALLOWED_REMOVE:
		vlanset_minus(set, list);
		break;
	case ALLOWED_EXCEPT:
		*set = all;
		vlanset_minus(set, list);
		break;
	case ALLOWED_ALL:
		*set = all;
		break;
	}
	l2->allowed_said = !vlanset_equal(set, &all);
}

void vsw_l2_allowed(struct vswitch_vty *v, const struct vsw_call *c)
{
	enum vsw_allowed how = (enum vsw_allowed)c->command->arg;
	struct vlanset list = { 0 };
	int bad;

	if (how < ALLOWED_NONE) {
		bad = vlanset_parse(&list, c->arg[0]);
		if (bad >= 0) {
			vsw_vlan_bad_list(v, c->arg[0], bad);
			return;
		}
	}
	allowed_change(&v->iface->l2, how, &list);
	vsw_changed(v->s);
}
