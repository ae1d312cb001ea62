// SPDX-License-Identifier: Apache-2.0
/*
 * What is at the end of the cables, as directives say it: a link and its speed, an LACP partner
 * (both for a switch without a kernel), CDP and LLDP neighbours, addresses of the MAC table.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vsw.h"

/* words: how many must follow the port. */
static const struct {
	const char *name;
	enum vsw_wire_kind kind;
	unsigned words;
} kinds[] = {
	{ "link", WIRE_LINK, 1 },
	{ "partner", WIRE_PARTNER, 1 },
	{ "cdp", WIRE_CDP, 2 },
	{ "lldp", WIRE_LLDP, 2 },
	{ "mac", WIRE_MAC, 2 },
};

static bool take(const char **p, char *out, size_t size)
{
	const char *word = *p + strspn(*p, " ");
	size_t len = strcspn(word, " ");

	if (!len || len >= size)
		return false;
	memcpy(out, word, len);
	out[len] = '\0';
	*p = word + len;
	return true;
}

static bool is_number(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 7;
}

static bool fits(const struct vsw_wire *w)
{
	uint8_t mac[6];

	switch (w->kind) {
	case WIRE_LINK:
		return is_number(w->word[0]);
	case WIRE_PARTNER:
		return !mac_parse(w->word[0], mac);
	case WIRE_MAC:
		return !mac_parse(w->word[0], mac) && is_number(w->word[1]);
	case WIRE_CDP:
	case WIRE_LLDP:
		break;
	}
	return true;
}

static int read_wire(struct vsw_wire *w, unsigned words, const char *p)
{
	char port[IFNAME_MAX];

	if (!take(&p, port, sizeof(port)) || ifname_canonical(port, w->port))
		return -1;
	for (unsigned i = 0; i < words; i++)
		if (!take(&p, w->word[i], sizeof(w->word[i])))
			return -1;
	p += strspn(p, " ");
	if (strlen(p) >= sizeof(w->rest) || !fits(w))
		return -1;
	strcpy(w->rest, p);
	return 0;
}

int vsw_wire_read(struct vswitch *s, const char *name, const char *value)
{
	struct vsw_wire **at = &s->wires;
	size_t n = sizeof(kinds) / sizeof(kinds[0]), i = 0;

	while (i < n && strcmp(kinds[i].name, name))
		i++;
	if (i == n)
		return 1;
	while (*at)
		at = &(*at)->next;
	*at = vsw_alloc(sizeof(**at));
	(*at)->kind = kinds[i].kind;
	return read_wire(*at, kinds[i].words, value);
}

const struct vsw_wire *vsw_wire_of(
	const struct vswitch *s, enum vsw_wire_kind kind, const char *port)
{
	const struct vsw_wire *w = s->wires;

	while (w && (w->kind != kind || strcmp(w->port, port)))
		w = w->next;
	return w;
}

unsigned vsw_if_speed(const struct vswitch *s, const struct vif *i)
{
	const struct vsw_wire *w = vsw_wire_of(s, WIRE_LINK, i->name);

	if (i->speed)
		return i->speed;
	return w ? (unsigned)strtoul(w->word[0], NULL, 10) : 1000;
}

/* An LACP partner that does what it should: the member is bundled as soon as it may be. */
static void partner_facts(
	const struct vswitch *s, struct vif *i, const struct vsw_wire *w, int64_t now_ms)
{
	const uint8_t state =
		LACP_ACTIVITY | LACP_AGGREGATION | LACP_SYNC | LACP_COLLECTING | LACP_DISTRIBUTING;
	struct lacp_port *a = &i->facts.actor, *p = &i->facts.partner;
	char why[VSW_WHY_MAX];

	i->facts.bundled = !vsw_member_mismatch(s, i, why) && !vsw_member_standby(s, i);
	i->facts.has_lacp = true;
	i->facts.sent = i->facts.received = (unsigned)(now_ms / 30000) + 3;
	mac_parse(w->word[0], p->system);
	p->system_priority = 65535;
	p->port_priority = 255;
	p->key = 15;
	p->port = 1;
	p->state = a->state = state;
	memcpy(a->system, s->mac, 6);
	a->system_priority = (uint16_t)s->cfg.priority;
	a->port_priority = 32768;
	a->key = (uint16_t)i->group;
	a->port = (uint16_t)(vsw_hash(i->name) & 0xfff);
}

void vsw_wire_facts(const struct vswitch *s, struct vif *i, int64_t now_ms)
{
	const struct vsw_wire *link = vsw_wire_of(s, WIRE_LINK, i->name);
	const struct vsw_wire *partner = vsw_wire_of(s, WIRE_PARTNER, i->name);

	i->facts.present = i->facts.carrier = link || partner;
	i->facts.has_lacp = i->facts.bundled = false;
	if (!i->group || !vsw_if_connected(s, i))
		return;
	if (i->chmode == CH_ON)
		i->facts.bundled = true;
	else if (partner && (i->chmode == CH_ACTIVE || i->chmode == CH_PASSIVE))
		partner_facts(s, i, partner, now_ms);
}

void vsw_wires_free(struct vswitch *s)
{
	for (struct vsw_wire *w; (w = s->wires);) {
		s->wires = w->next;
		free(w);
	}
}
