// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <sys/socket.h>

#include "arp.h"
#include "net.h"
#include "verify_probe.h"

enum { PROBE_MS = 3000 };

/* Whom the file names as a gateway there, and where the host is in that VLAN. */
struct asked {
	const char *link;
	const struct ipaddr *to;
};

static const struct ipaddr *gateway_of(const struct intent_ip *ip)
{
	for (size_t i = 0; i < ip->gateway.n; i++)
		if (ip->gateway.v[i].ip.family == AF_INET)
			return &ip->gateway.v[i].ip;
	return NULL;
}

static struct asked whom(
	const struct intent_host *host, const struct intent_bond *bond, unsigned vlan)
{
	struct asked q = { 0 };

	for (size_t i = 0; i < host->bridges.n && !q.to; i++) {
		const struct intent_bridge *br = host->bridges.v[i];
		bool native = br->vlan_aware == YES && bond->native_kind == NATIVE_ID &&
			bond->native_vlan == vlan;

		if (br->bond == bond && (br->vlan == vlan || native))
			q = (struct asked){ br->name, gateway_of(&br->ip) };
	}
	for (size_t i = 0; i < host->vlan_ifaces.n && !q.to; i++) {
		const struct intent_vlan_iface *v = host->vlan_ifaces.v[i];

		if (v->bond == bond && v->vlan == vlan)
			q = (struct asked){ v->name, gateway_of(&v->ip) };
	}
	if (!q.to && bond->native_kind == NATIVE_ID && bond->native_vlan == vlan)
		q = (struct asked){ bond->name, gateway_of(&bond->ip) };
	return q;
}

static int plan_vlan(const struct cli *c, const struct intent_host *host,
	struct verify_bonds *bonds, unsigned vlan, struct err *e)
{
	bool carried = false;

	for (size_t i = 0; i < bonds->n; i++) {
		struct asked q = { 0 };
		struct observe_probe *p;

		if (!vlanset_has(&bonds->v[i].intent->vlans, vlan))
			continue;
		carried = true;
		q = whom(host, bonds->v[i].intent, vlan);
		if (!q.to)
			continue;
		p = ARENA_PUSH(c->arena, &bonds->v[i].observed->probes);
		p->vlan = vlan;
		p->to = *q.to;
		p->to.prefix = 32;
		strncpy(p->link, q.link, sizeof(p->link) - 1);
		return 0;
	}
	if (!carried)
		return err_set(e, ERR_USAGE, "--probe", "VLAN %u is on no bond of this host", vlan);
	err_set(e, ERR_USAGE, "--probe", "nobody to ask in VLAN %u", vlan);
	return err_hint(e, "its bridge or VLAN interface needs an IPv4 gateway in the file");
}

int verify_probe_plan(const struct cli *c, const struct intent_host *host,
	struct verify_bonds *bonds, struct err *e)
{
	const char *text;

	for (size_t i = 0; (text = cli_value_at(c, "probe", i)); i++) {
		struct vlanset vlans = { 0 };

		if (vlanset_parse(&vlans, text) != -1)
			return err_set(
				e, ERR_USAGE, "--probe", "`%.60s' is no list of VLANs", text);
		for (int v = vlanset_next(&vlans, 0); v >= 0; v = vlanset_next(&vlans, v + 1))
			if (plan_vlan(c, host, bonds, (unsigned)v, e))
				return -1;
	}
	return 0;
}

static bool any_passes(const struct observe_bond *b)
{
	for (size_t i = 0; i < b->members.n; i++)
		if (b->members.v[i].passing)
			return true;
	return false;
}

static void ask(struct cli *c, struct observe_probe *p)
{
	struct err e = { 0 };
	char to[IPADDR_TEXT_MAX];
	int r;

	cli_progress(c, "asking %s in VLAN %u, at most %d s", ipaddr_format(&p->to, false, to),
		p->vlan, PROBE_MS / 1000);
	r = host_arp_ask(p->link, p->to.bytes, PROBE_MS, &cli_stop, &p->asked, p->mac, &e);
	p->answer = r == 1 ? PROBE_ANSWERED : p->asked ? PROBE_SILENT : PROBE_NOT_ASKED;
	if (r < 0)
		p->error = arena_printf(c->arena, "%s: %s", e.object, e.text);
}

void verify_probe_ask(struct cli *c, struct verify_bonds *bonds)
{
	for (size_t i = 0; i < bonds->n; i++)
		for (size_t k = 0; k < bonds->v[i].observed->probes.n && !cli_stop; k++)
			if (any_passes(bonds->v[i].observed))
				ask(c, &bonds->v[i].observed->probes.v[k]);
}

static const char *answer_name(enum probe_answer a)
{
	static const char *const names[] = { "not-asked", "answered", "silent" };

	return names[a];
}

json_t *verify_json_probes(const struct observe_bond *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->probes.n; i++) {
		const struct observe_probe *p = &b->probes.v[i];
		char to[IPADDR_TEXT_MAX], mac[MAC_TEXT_MAX];

		json_array_append_new(list,
			json_pack("{s:i, s:s, s:s, s:s, s:s?}", "vlan", (int)p->vlan, "through",
				p->link, "to", ipaddr_format(&p->to, false, to), "answer",
				answer_name(p->answer), "mac",
				p->answer == PROBE_ANSWERED ? mac_format(p->mac, mac) : NULL));
	}
	return list;
}

void verify_print_probes(const struct cli *c, const struct observe_bond *b)
{
	for (size_t i = 0; i < b->probes.n; i++) {
		const struct observe_probe *p = &b->probes.v[i];
		char to[IPADDR_TEXT_MAX], mac[MAC_TEXT_MAX];

		cli_print(c, "  VLAN %u, %s: ", p->vlan, ipaddr_format(&p->to, false, to));
		if (p->answer == PROBE_ANSWERED)
			cli_print(c, "%s answers\n", mac_format(p->mac, mac));
		else if (p->answer == PROBE_SILENT)
			cli_print(c, "no answer to %u questions\n", p->asked);
		else
			cli_print(c, "not asked: %s\n",
				p->error ? cli_clean(c, p->error) : "no member passes");
	}
}
