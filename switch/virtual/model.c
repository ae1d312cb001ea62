// SPDX-License-Identifier: Apache-2.0
/* The switch's objects: interfaces in running-config's order, VLANs, and what new ones have. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vsw.h"

#define OLD (MODEL_ENCAPSULATION | MODEL_ROUTED_CHANNEL)
#define XE                                                                                         \
	(MODEL_RATE | MODEL_MIN_LINKS | MODEL_MAX_BUNDLE | MODEL_STANDALONE | MODEL_EDGE | MODEL_XE)

/* Limits and lines: Cisco's configuration guides of each family. */
const struct vsw_model vsw_models[] = {
	{ "C2960", "C2960X Software (C2960X-UNIVERSALK9-M)", "15.2(2)E7", "RELEASE SOFTWARE (fc3)",
		"WS-C2960X-24TS-L", MODEL_RATE | MODEL_MIN_LINKS | MODEL_MAX_BUNDLE, 24 },
	{ "C2960S", "C2960S Software (C2960S-UNIVERSALK9-M)", "12.2(58)SE2",
		"RELEASE SOFTWARE (fc1)", "WS-C2960S-24TS-L", 0, 6 },
	{ "C3560", "C3560 Software (C3560-IPSERVICESK9-M)", "12.2(55)SE9", "RELEASE SOFTWARE (fc1)",
		"WS-C3560-24TS", OLD, 48 },
	{ "C3750E", "C3750E Software (C3750E-UNIVERSALK9-M)", "12.2(58)SE2",
		"RELEASE SOFTWARE (fc1)", "WS-C3750E-24TD", OLD, 48 },
	{ "C3850", "Catalyst L3 Switch Software (CAT3K_CAA-UNIVERSALK9-M)", "16.6.4",
		"RELEASE SOFTWARE (fc3)", "WS-C3850-24T", XE, 128 },
	{ "C4500", "Catalyst 4500 L3 Switch Software (cat4500e-ENTSERVICESK9-M)", "12.2(54)SG1",
		"RELEASE SOFTWARE (fc1)", "WS-C4948E",
		OLD | MODEL_RATE | MODEL_MAX_BUNDLE | MODEL_PORT_MTU, 64 },
	{ "C9300", "Catalyst L3 Switch Software (CAT9K_IOSXE)", "16.9.3", "RELEASE SOFTWARE (fc2)",
		"C9300-24T", XE, 128 },
	{ "C9500", "Catalyst L3 Switch Software (CAT9K_IOSXE)", "17.6.5", "RELEASE SOFTWARE (fc2)",
		"C9500-40X", XE | MODEL_PORT_MTU, 128 },
	{ NULL, NULL, NULL, NULL, NULL, 0, 0 },
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
	i->group = i->min_links = i->max_bundle = i->speed = i->mtu = 0;
	i->duplex = DUPLEX_AUTO;
	i->standalone = false;
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
		i->l2.routed = s->model->has & MODEL_ROUTED_CHANNEL;
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
