// SPDX-License-Identifier: Apache-2.0
/* The switch's objects: interfaces in running-config's order, VLANs, and what new ones have. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vsw.h"

/* Limits: Cisco's configuration guides of the 2960-X (24 groups), 3750-E (48), 9300 (128). */
const struct vsw_model vsw_models[] = {
	{ "C2960",
		"C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(2)E7, RELEASE SOFTWARE (fc3)",
		"WS-C2960X-24TS-L", false, false, 24 },
	{ "C3750E",
		"C3750E Software (C3750E-UNIVERSALK9-M), Version 12.2(58)SE2, RELEASE SOFTWARE "
		"(fc1)",
		"WS-C3750E-24TD", true, true, 48 },
	{ "C9300",
		"Catalyst L3 Switch Software (CAT9K_IOSXE), Version 16.9.3, RELEASE SOFTWARE (fc2)",
		"C9300-24T", false, false, 128 },
	{ NULL, NULL, NULL, false, false, 0 },
};

void *vsw_alloc(size_t size)
{
	void *p = calloc(1, size);

	if (!p)
		abort();
	return p;
}

void vsw_changed(struct vswitch *s)
{
	s->generation++;
}

void vsw_copy(char *to, size_t size, const char *from)
{
	size_t len = strnlen(from, size - 1);

	memmove(to, from, len);
	to[len] = '\0';
}

uint32_t vsw_hash(const char *text)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 16777619u;
	return h;
}

struct vif *vsw_if_find(const struct vswitch *s, const char *name)
{
	char full[IFNAME_MAX];

	if (ifname_canonical(name, full))
		return NULL;
	for (struct vif *i = s->cfg.ifs; i; i = i->next)
		if (!strcmp(i->name, full))
			return i;
	return NULL;
}

struct vif *vsw_if_channel(const struct vswitch *s, unsigned number)
{
	for (struct vif *i = s->cfg.ifs; i; i = i->next)
		if (i->kind == VIF_CHANNEL && i->number == number)
			return i;
	return NULL;
}

static enum vif_kind kind_of(const char *name)
{
	if (!strncmp(name, "Port-channel", 12))
		return VIF_CHANNEL;
	return strncmp(name, "Vlan", 4) ? VIF_PHYSICAL : VIF_VLAN;
}

/* Port-channels, then ports as they came (1/0/2 before 1/0/10), then Vlans. */
static bool goes_before(const struct vif *a, const struct vif *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind;
	if (a->kind == VIF_PHYSICAL)
		return strverscmp(a->name, b->name) < 0;
	return a->number < b->number;
}

void vsw_if_reset(struct vif *i)
{
	buf_free(&i->kept);
	i->description[0] = '\0';
	i->l2 = (struct vif_l2){ .access = 1, .native = 1 };
	i->shutdown = i->bpduguard = i->lacp_fast = false;
	i->fast = VIF_FAST_NONE;
	i->group = i->min_links = 0;
	i->chmode = CH_NONE;
	i->proto = PROTO_NONE;
	i->lacp_priority = 32768;
	i->joined_ms = -1;
	i->expired = i->told = false;
}

struct vif *vsw_if_add(struct vswitch *s, const char *name)
{
	struct vif *i = vsw_alloc(sizeof(*i)), **at = &s->cfg.ifs;

	vsw_copy(i->name, sizeof(i->name), name);
	if (ifname_short(name, i->brief))
		abort(); /* the parser lets canonical names through only */
	i->kind = kind_of(name);
	if (i->kind != VIF_PHYSICAL)
		i->number = (unsigned)strtoul(name + strcspn(name, "0123456789"), NULL, 10);
	vsw_if_reset(i);
	if (i->kind == VIF_CHANNEL)
		i->l2.routed = s->model->channel_is_routed;
	while (*at && !goes_before(i, *at))
		at = &(*at)->next;
	i->next = *at;
	*at = i;
	vsw_changed(s);
	return i;
}

void vsw_if_remove(struct vswitch *s, struct vif *i)
{
	struct vif **at = &s->cfg.ifs;

	while (*at != i)
		at = &(*at)->next;
	*at = i->next;
	for (struct vswitch_vty *v = s->vtys; v; v = v->next)
		if (v->iface == i) {
			v->iface = NULL;
			v->mode = v->mode == MODE_IF ? MODE_CONFIG : v->mode;
		}
	buf_free(&i->kept);
	free(i);
	vsw_changed(s);
}

struct vsw_vlan *vsw_vlan_find(const struct vswitch *s, unsigned id)
{
	for (struct vsw_vlan *l = s->cfg.vlans; l; l = l->next)
		if (l->id == id)
			return l;
	return NULL;
}

struct vsw_vlan *vsw_vlan_add(struct vswitch *s, unsigned id)
{
	struct vsw_vlan **at = &s->cfg.vlans, *l = vsw_vlan_find(s, id);

	if (l)
		return l;
	l = vsw_alloc(sizeof(*l));
	l->id = id;
	snprintf(l->name, sizeof(l->name), "VLAN%04u", id);
	while (*at && (*at)->id < id)
		at = &(*at)->next;
	l->next = *at;
	*at = l;
	vsw_changed(s);
	return l;
}

void vsw_vlan_remove(struct vswitch *s, unsigned id)
{
	for (struct vsw_vlan **at = &s->cfg.vlans, *l; *at; at = &(*at)->next)
		if ((*at)->id == id) {
			l = *at;
			*at = l->next;
			free(l);
			vsw_changed(s);
			return;
		}
}

void vsw_vlans_existing(const struct vswitch *s, struct vlanset *out)
{
	*out = (struct vlanset){ 0 };
	for (const struct vsw_vlan *l = s->cfg.vlans; l; l = l->next)
		vlanset_add(out, l->id);
}
