// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>

#include "buf.h"
#include "step_text.h"

/* Texts are built in a buffer and then moved to the arena. */
static const char *keep(struct arena *a, struct buf *b)
{
	const char *text = arena_strdup(a, buf_text(b));

	buf_free(b);
	return text;
}

static void item(struct buf *b, const char *word, const char *value)
{
	buf_printf(b, "%s%s%s%s", b->len ? ", " : "", word, *value ? " " : "", value);
}

/* From 1/100 s to the intent's unit. */
static void seconds(struct buf *b, const char *word, uint32_t value)
{
	buf_printf(b, "%s%s %" PRIu32, b->len ? ", " : "", word, value / 100);
	if (value % 100)
		buf_printf(b, ".%02" PRIu32, value % 100);
}

static void bond_items(struct buf *b, const struct bondopts *o)
{
	char value[32];

	for (int i = 0; i < BONDOPT_COUNT; i++)
		if (o->has & 1u << i)
			item(b, bondopt_table[i].name, bondopt_format(o, (enum bondopt)i, value));
}

static void vlans_items(struct buf *b, const struct port_vlans *v)
{
	char list[4096];

	vlanset_format(&v->vlans, list, sizeof(list));
	item(b, "VLANs", *list ? list : "none");
	vlanset_format(&v->untagged, list, sizeof(list));
	if (*list)
		item(b, "untagged", list);
	if (v->pvid)
		buf_printf(b, ", pvid %u", v->pvid);
}

/* What l says, as far as `has` and `opts` name it. */
static const char *values(
	struct arena *a, const struct link *l, unsigned has, const struct bondopts *opts)
{
	struct buf b = { 0 };
	char text[MAC_TEXT_MAX];

	if (l->kind == LINK_BOND)
		bond_items(&b, opts);
	if (has & LINK_HAS_STP)
		item(&b, "stp", l->stp ? "on" : "off");
	if (has & LINK_HAS_VLAN_FILTERING) {
		item(&b, "vlan_filtering", l->vlan_filtering ? "on" : "off");
		buf_printf(&b, ", default_pvid %u", l->default_pvid);
	}
	if (has & LINK_HAS_FORWARD_DELAY)
		seconds(&b, "forward_delay", l->forward_delay);
	if (has & LINK_HAS_AGEING_TIME)
		seconds(&b, "ageing_time", l->ageing_time);
	if (has & LINK_HAS_MCAST_SNOOPING)
		item(&b, "mcast_snooping", l->mcast_snooping ? "on" : "off");
	if (has & LINK_HAS_MTU)
		buf_printf(&b, "%smtu %u", b.len ? ", " : "", l->mtu);
	if (has & LINK_HAS_MAC)
		item(&b, "address", mac_format(l->mac, text));
	if (has & LINK_HAS_NO_ADDRCONF)
		item(&b, l->no_addrconf ? "no IPv6 link-local" : "IPv6 link-local", "");
	if ((has & LINK_HAS_PORT_VLANS) && l->port_vlans)
		vlans_items(&b, l->port_vlans);
	return keep(a, &b);
}

static const char *create_text(struct arena *a, const struct link *l)
{
	static const char *const words[] = {
		[LINK_PLAIN] = "link",
		[LINK_BOND] = "bond",
		[LINK_VLAN] = "VLAN",
		[LINK_BRIDGE] = "bridge",
	};
	const char *v = values(a, l, l->has & ~(unsigned)LINK_HAS_NO_ADDRCONF, &l->bond);

	if (l->kind == LINK_VLAN)
		return arena_printf(
			a, "create VLAN %u on %s%s%s", l->vlan_id, l->lower, *v ? ": " : "", v);
	return arena_printf(a, "create %s%s%s", words[l->kind], *v ? ": " : "", v);
}

static const char *set_inverse(struct arena *a, const struct link *set, const struct link *was)
{
	struct bondopts opts = was->bond;

	opts.has &= set->bond.has;
	return arena_printf(a, "set %s", values(a, was, set->has & was->has, &opts));
}

static const char *join_text(struct arena *a, const char *from, const char *to)
{
	if (to[0])
		return arena_printf(a, "join %s", to);
	return from[0] ? arena_printf(a, "leave %s", from) : "leave its master";
}

/* A bond's members are let go with it. */
static const char *delete_text(
	struct arena *a, const struct link *was, const struct host_state *now)
{
	const char *list = "";

	for (size_t i = 0; i < now->links.n && was->kind == LINK_BOND; i++)
		if (was->name[0] && !strcmp(now->links.v[i].master, was->name))
			list = arena_printf(
				a, "%s%s%s", list, *list ? ", " : "", now->links.v[i].name);
	return *list ? arena_printf(a, "delete, letting go %s", list) : "delete";
}

static void describe_link(struct arena *a, struct step *s, const struct host_state *now)
{
	const struct link *l = &s->u.link, *was = host_state_link(now, l->name);
	static const struct link nothing;

	if (!was)
		was = &nothing;
	s->object = arena_strdup(a, l->name);
	if (s->op == STEP_LINK_ADD) {
		s->text = create_text(a, l);
		s->inverse = arena_printf(a, "delete %s", l->name);
	} else if (s->op == STEP_LINK_DEL) {
		s->text = delete_text(a, was, now);
		s->inverse = was->kind == LINK_PLAIN ? "" : create_text(a, was);
	} else if (s->op == STEP_LINK_UP || s->op == STEP_LINK_DOWN) {
		s->text = s->op == STEP_LINK_UP ? "set up" : "set down";
		s->inverse = s->op == STEP_LINK_UP ? "set down" : "set up";
	} else if (s->op == STEP_MASTER) {
		s->text = join_text(a, was->master, l->master);
		s->inverse = join_text(a, l->master, was->master);
	} else {
		s->text = arena_printf(a, "set %s", values(a, l, l->has, &l->bond));
		s->inverse = set_inverse(a, l, was);
	}
}

static const char *legs(struct arena *a, const char *bond, const struct host_state *now)
{
	const char *list = "";

	for (size_t i = 0; i < now->links.n; i++)
		if (!strcmp(now->links.v[i].master, bond))
			list = arena_printf(
				a, "%s%s%s", list, *list ? " or " : "", now->links.v[i].name);
	return list;
}

static void describe_proof(struct arena *a, struct step *s, const struct host_state *now)
{
	const struct link *bond = host_state_link(now, s->u.link.name);
	bool lacp = bond && bond->bond.value[BONDOPT_MODE] == BOND_MODE_8023AD;

	s->object = arena_strdup(a, s->u.link.name);
	s->text = arena_printf(a, "wait until it carries over %s%s", legs(a, s->u.link.name, now),
		lacp ? ": LACP collects and distributes on both sides" : "");
	s->inverse = "";
}

static void describe_announcement(struct arena *a, struct step *s)
{
	struct ipaddr alone = s->u.addr.ip;
	char ip[IPADDR_TEXT_MAX];

	alone.prefix = alone.family == AF_INET ? 32 : 128;
	s->text = arena_printf(a, "announce %s (%s)", ipaddr_format(&alone, false, ip),
		alone.family == AF_INET ? "ARP" : "neighbour advertisement");
	s->inverse = "";
}

static void describe_addr(struct arena *a, struct step *s)
{
	char ip[IPADDR_TEXT_MAX];
	bool add = s->op == STEP_ADDR_ADD;

	ipaddr_format(&s->u.addr.ip, true, ip);
	s->object = arena_strdup(a, s->u.addr.link);
	if (s->op == STEP_ANNOUNCE) {
		describe_announcement(a, s);
		return;
	}
	s->text = arena_printf(a, "%s address %s", add ? "add" : "delete", ip);
	s->inverse = arena_printf(a, "%s address %s", add ? "delete" : "add", ip);
}

const char *step_route_words(struct arena *a, const struct host_route *r)
{
	char dst[IPADDR_TEXT_MAX], via[IPADDR_TEXT_MAX] = "";

	ipaddr_format(&r->dst, true, dst);
	if (r->gateway.family)
		ipaddr_format(&r->gateway, false, via);
	return arena_printf(a, "%s%s%s%s", r->dst.prefix ? dst : "default", *via ? " via " : "",
		via,
		r->table && r->table != RT_TABLE_MAIN
			? arena_printf(a, " in table %" PRIu32, r->table)
			: "");
}

static void describe_route(struct arena *a, struct step *s)
{
	const char *words = step_route_words(a, &s->u.route);
	bool add = s->op == STEP_ROUTE_ADD;

	s->object = arena_strdup(a, s->u.route.link);
	s->text = arena_printf(a, "%s route %s", add ? "add" : "delete", words);
	s->inverse = arena_printf(a, "%s route %s", add ? "delete" : "add", words);
}

static void describe_rule(struct arena *a, struct step *s)
{
	bool add = s->op == STEP_RULE_ADD;
	const char *words = arena_printf(a, "%spolicy rule %s",
		s->u.rule.family == AF_INET6 ? "IPv6 " : "", host_rule_words(a, &s->u.rule));

	s->object = arena_strdup(a, host_rule_link(&s->u.rule));
	s->text = arena_printf(a, "%s %s", add ? "add" : "delete", words);
	s->inverse = arena_printf(a, "%s %s", add ? "delete" : "add", words);
}

void step_describe(struct arena *a, struct step *s, const struct host_state *now)
{
	switch (s->op) {
	case STEP_LINK_ADD:
	case STEP_LINK_DEL:
	case STEP_LINK_SET:
	case STEP_LINK_UP:
	case STEP_LINK_DOWN:
	case STEP_MASTER:
	case STEP_PORT_VLANS:
		describe_link(a, s, now);
		break;
	case STEP_ADDR_ADD:
	case STEP_ADDR_DEL:
	case STEP_ANNOUNCE:
		describe_addr(a, s);
		break;
	case STEP_PROVE:
		describe_proof(a, s, now);
		break;
	case STEP_ROUTE_ADD:
	case STEP_ROUTE_DEL:
		describe_route(a, s);
		break;
	case STEP_RULE_ADD:
	case STEP_RULE_DEL:
		describe_rule(a, s);
		break;
	case STEP_SWITCH_LINE:
		break;
	}
}

const char *step_origin(struct arena *a, const char *name, struct pos pos)
{
	if (!pos.file)
		return "";
	return arena_printf(a, "%s of the intent, %s:%u", name, pos.file, pos.line);
}
