// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "buf.h"
#include "step_text.h"

static const char *addr_command(struct arena *a, const struct step *s)
{
	char ip[IPADDR_TEXT_MAX];

	return arena_printf(a, "ip address %s %s dev %s", s->op == STEP_ADDR_ADD ? "add" : "del",
		ipaddr_format(&s->u.addr.ip, true, ip), s->u.addr.link);
}

static const char *route_command(struct arena *a, const struct step *s)
{
	const struct host_route *r = &s->u.route;
	char dst[IPADDR_TEXT_MAX], via[IPADDR_TEXT_MAX] = "";

	if (r->gateway.family)
		ipaddr_format(&r->gateway, false, via);
	return arena_printf(a, "ip route %s %s%s%s dev %s table %" PRIu32,
		s->op == STEP_ROUTE_ADD ? "add" : "del", ipaddr_format(&r->dst, true, dst),
		*via ? " via " : "", via, r->link, r->table);
}

/* iproute2 has a name of its own for one option, and takes two others as numbers (iplink_bond.c).
 */
static void put_bond(struct buf *b, const struct bondopts *opts)
{
	char value[32];

	for (int o = 0; o < BONDOPT_COUNT; o++) {
		bool number = o == BONDOPT_USE_CARRIER || o == BONDOPT_ALL_SLAVES_ACTIVE;

		if (!(opts->has & 1u << o))
			continue;
		bondopt_format(opts, (enum bondopt)o, value);
		if (number)
			snprintf(value, sizeof(value), "%" PRIu32, opts->value[o]);
		buf_printf(b, " %s %s",
			o == BONDOPT_NUM_PEER_NOTIF ? "num_grat_arp" : bondopt_table[o].name,
			o == BONDOPT_PRIMARY && !opts->primary[0] ? "\"\"" : value);
	}
}

static void put_kind(struct buf *b, const struct link *l)
{
	if (l->kind == LINK_BOND && l->bond.has) {
		buf_puts(b, " type bond");
		put_bond(b, &l->bond);
	} else if (l->kind == LINK_BRIDGE) {
		buf_puts(b, " type bridge");
		if (l->has & LINK_HAS_STP)
			buf_printf(b, " stp_state %d", l->stp);
		if (l->has & LINK_HAS_FORWARD_DELAY)
			buf_printf(b, " forward_delay %" PRIu32, l->forward_delay);
		if (l->has & LINK_HAS_AGEING_TIME)
			buf_printf(b, " ageing_time %" PRIu32, l->ageing_time);
		if (l->has & LINK_HAS_MCAST_SNOOPING)
			buf_printf(b, " mcast_snooping %d", l->mcast_snooping);
		if (l->has & LINK_HAS_VLAN_FILTERING)
			buf_printf(b, " vlan_filtering %d vlan_default_pvid %u", l->vlan_filtering,
				l->default_pvid);
	} else if (l->kind == LINK_VLAN && (l->has & LINK_HAS_VLAN)) {
		buf_printf(b, " type vlan id %u", l->vlan_id);
	}
}

static const char *values_command(struct arena *a, const struct step *s)
{
	const struct link *l = &s->u.link;
	struct buf b = { 0 };
	char mac[MAC_TEXT_MAX];
	const char *text;

	buf_printf(&b, "ip link %s %s", s->op == STEP_LINK_ADD ? "add" : "set", l->name);
	if (s->op == STEP_LINK_ADD && l->kind == LINK_VLAN)
		buf_printf(&b, " link %s", l->lower);
	if (l->has & LINK_HAS_MAC)
		buf_printf(&b, " address %s", mac_format(l->mac, mac));
	if (l->has & LINK_HAS_MTU)
		buf_printf(&b, " mtu %u", l->mtu);
	put_kind(&b, l);
	text = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

static const char *master_command(struct arena *a, const struct link *l)
{
	if (l->master[0])
		return arena_printf(a, "ip link set %s master %s", l->name, l->master);
	return arena_printf(a, "ip link set %s nomaster", l->name);
}

const char *step_ip_command(struct arena *a, const struct step *s)
{
	switch (s->op) {
	case STEP_LINK_ADD:
	case STEP_LINK_SET:
		return values_command(a, s);
	case STEP_LINK_DEL:
		return arena_printf(a, "ip link delete %s", s->u.link.name);
	case STEP_LINK_UP:
		return arena_printf(a, "ip link set %s up", s->u.link.name);
	case STEP_LINK_DOWN:
		return arena_printf(a, "ip link set %s down", s->u.link.name);
	case STEP_MASTER:
		return master_command(a, &s->u.link);
	case STEP_PORT_VLANS:
		return arena_printf(a, "bridge vlan show dev %s", s->u.link.name);
	case STEP_ADDR_ADD:
	case STEP_ADDR_DEL:
		return addr_command(a, s);
	case STEP_ROUTE_ADD:
	case STEP_ROUTE_DEL:
		return route_command(a, s);
	case STEP_RULE_ADD:
	case STEP_RULE_DEL:
		return arena_printf(a, "ip %srule %s %s", s->u.rule.family == AF_INET6 ? "-6 " : "",
			s->op == STEP_RULE_ADD ? "add" : "del", host_rule_words(a, &s->u.rule));
	case STEP_PROVE:
		return arena_printf(a, "cat /proc/net/bonding/%s", s->u.link.name);
	case STEP_ANNOUNCE:
		return arena_printf(a, "arping -U -I %s", s->u.addr.link);
	case STEP_SWITCH_LINE:
		return s->u.line.text;
	}
	return "";
}
