// SPDX-License-Identifier: Apache-2.0
/*
 * show cdp neighbors detail, show lldp neighbors detail, show mac address-table. Shapes: samples of
 * ntc-templates.
 */
#include <stdio.h>
#include <string.h>

#include "vsw_show.h"

/* A neighbour is heard on a port that is up. */
static const struct vif *heard_on(const struct vswitch *s, const struct vsw_wire *w)
{
	const struct vif *i = vsw_if_find(s, w->port);

	return i && vsw_if_connected(s, i) ? i : NULL;
}

static bool is_switch(const struct vsw_wire *w)
{
	return strstr(w->rest, "Switch") || strstr(w->rest, "B");
}

static void put_cdp(struct vswitch_vty *v, const struct vsw_wire *w, const struct vif *i)
{
	bool device = is_switch(w);

	buf_printf(&v->reply,
		"-------------------------\nDevice ID: %s\nEntry address(es): \n"
		"Platform: %s,  Capabilities: %s\n"
		"Interface: %s,  Port ID (outgoing port): %s\nHoldtime : 143 sec\n\n"
		"Version :\n%s\n\nadvertisement version: 2\n",
		w->word[0], device ? "cisco WS-C2960X-24TS-L" : "Linux",
		*w->rest ? w->rest : "Host ", i->name, w->word[1],
		device ? "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version"
			 " 15.2(2)E7, RELEASE SOFTWARE (fc3)"
		       : "Linux 6.1.0 #1 SMP");
	if (i->l2.mode == VIF_TRUNK)
		buf_printf(&v->reply, "Native VLAN: %u\n", i->l2.native);
	buf_puts(&v->reply, "Duplex: full\nManagement address(es): \n\n");
}

static unsigned put_all(struct vswitch_vty *v, enum vsw_wire_kind kind,
	void (*put)(struct vswitch_vty *v, const struct vsw_wire *w, const struct vif *i))
{
	unsigned n = 0;

	for (const struct vsw_wire *w = v->s->wires; w; w = w->next) {
		const struct vif *i = w->kind == kind ? heard_on(v->s, w) : NULL;

		if (i)
			put(v, w, i);
		n += i != NULL;
	}
	return n;
}

void vsw_show_cdp(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	if (v->s->cfg.no_cdp) {
		buf_puts(&v->reply, "% CDP is not enabled\n");
		return;
	}
	buf_printf(
		&v->reply, "\nTotal cdp entries displayed : %u\n", put_all(v, WIRE_CDP, put_cdp));
}

static void put_lldp(struct vswitch_vty *v, const struct vsw_wire *w, const struct vif *i)
{
	uint32_t h = vsw_hash(w->word[0]);
	bool device = is_switch(w);

	buf_printf(&v->reply,
		"------------------------------------------------\n"
		"Local Intf: %s\nChassis id: 02%02x.%04x.%02x01\nPort id: %s\n"
		"Port Description: %s\nSystem Name: %s\n\nSystem Description: \n%s\n\n"
		"Time remaining: 104 seconds\nSystem Capabilities: B,W,R,S\n"
		"Enabled Capabilities: %s\nManagement Addresses - not advertised\n"
		"Auto Negotiation - supported, enabled\nPhysical media capabilities:\n"
		"    1000baseT(FD)\nMedia Attachment Unit type: 30\nVlan ID: - not advertised\n\n",
		i->brief, h >> 24, h >> 8 & 0xffff, h & 0xff, w->word[1], w->word[1], w->word[0],
		device ? "Cisco IOS Software, C2960X Software" : "Debian GNU/Linux 12 Linux 6.1.0",
		*w->rest ? w->rest : "S");
}

/* Off unless `lldp run`, as on a Catalyst. */
void vsw_show_lldp(struct vswitch_vty *v, const struct vsw_call *c)
{
	unsigned n;

	(void)c;
	if (!strstr(buf_text(&v->s->cfg.kept), "lldp run")) {
		buf_puts(&v->reply, "% LLDP is not enabled\n");
		return;
	}
	n = put_all(v, WIRE_LLDP, put_lldp);
	buf_printf(&v->reply, "\nTotal entries displayed: %u\n", n);
}

void vsw_show_macs(struct vswitch_vty *v, const struct vsw_call *c)
{
	char mac[MAC_TEXT_MAX];
	uint8_t bytes[6];
	unsigned n = 0;

	buf_puts(&v->reply,
		"          Mac Address Table\n"
		"-------------------------------------------\n\n"
		"Vlan    Mac Address       Type        Ports\n"
		"----    -----------       --------    -----\n");
	for (const struct vsw_wire *w = v->s->wires; w; w = w->next) {
		const struct vif *i = w->kind == WIRE_MAC ? heard_on(v->s, w) : NULL;

		if (!i || (c->iface && c->iface != i) || mac_parse(w->word[0], bytes))
			continue;
		mac_format_ios(bytes, mac);
		buf_printf(&v->reply, "%4s    %s    DYNAMIC     %s\n", w->word[1], mac, i->brief);
		n++;
	}
	buf_printf(&v->reply, "Total Mac Addresses for this criterion: %u\n", n);
}
