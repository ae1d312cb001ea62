// SPDX-License-Identifier: Apache-2.0
/* show: configuration, VLANs, VTP, version. Formats: genieparser's and ntc-templates' samples. */
#include <stdio.h>
#include <string.h>

#include "vsw_show.h"

void vsw_show_running(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct buf text = { 0 };

	(void)c;
	vsw_running(v->s, &text);
	buf_printf(&v->reply,
		"Building configuration...\n\nCurrent configuration : %zu bytes\n%s\n", text.len,
		buf_text(&text));
	buf_free(&text);
}

void vsw_show_running_if(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct buf text = { 0 };

	vsw_running_if(v->s, c->iface, &text);
	/* "end" stands where the closing "!" does in the whole */
	buf_cut(&text, text.len - 2);
	buf_printf(&v->reply,
		"Building configuration...\n\nCurrent configuration : %zu bytes\n!\n%send\n\n",
		text.len + 6, buf_text(&text));
	buf_free(&text);
}

void vsw_show_startup(struct vswitch_vty *v, const struct vsw_call *c)
{
	const struct vswitch *s = v->s;

	(void)c;
	buf_printf(&v->reply, "Using %zu out of 524288 bytes\n%s\n",
		s->startup.len - s->directives.len, buf_text(&s->startup) + s->directives.len);
}

/* Ports that are no trunk and in no group, as "Gi1/0/1, Gi1/0/2", wrapped at column 80. */
static void put_vlan_ports(struct vswitch_vty *v, unsigned id)
{
	size_t column = 48;
	bool first = true;

	for (const struct vif *i = v->s->cfg.ifs; i; i = i->next) {
		if (i->kind == VIF_VLAN || i->l2.routed || i->l2.mode == VIF_TRUNK || i->group ||
			i->l2.access != id)
			continue;
		if (!first && column + strlen(i->brief) + 2 > 79) {
			buf_printf(&v->reply, "\n%48s%s", "", i->brief);
			column = 48;
		} else {
			buf_printf(&v->reply, "%s%s", first ? "" : ", ", i->brief);
			column += first ? 0 : 2;
		}
		column += strlen(i->brief);
		first = false;
	}
	buf_puts(&v->reply, "\n");
}

void vsw_show_vlan(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	buf_puts(&v->reply,
		"\nVLAN Name                             Status    Ports\n"
		"---- -------------------------------- --------- "
		"-------------------------------\n");
	for (const struct vsw_vlan *l = v->s->cfg.vlans; l && l->id < VLAN_RESERVED_FIRST;
		l = l->next) {
		buf_printf(&v->reply, "%-4u %-32s %-9s ", l->id, l->name, "active");
		put_vlan_ports(v, l->id);
	}
	buf_puts(&v->reply,
		"1002 fddi-default                     act/unsup \n"
		"1003 token-ring-default               act/unsup \n"
		"1004 fddinet-default                  act/unsup \n"
		"1005 trnet-default                    act/unsup \n");
	for (const struct vsw_vlan *l = v->s->cfg.vlans; l; l = l->next) {
		if (l->id <= VLAN_RESERVED_LAST)
			continue;
		buf_printf(&v->reply, "%-4u %-32s %-9s ", l->id, l->name, "active");
		put_vlan_ports(v, l->id);
	}
}

void vsw_show_vtp(struct vswitch_vty *v, const struct vsw_call *c)
{
	static const char *const modes[] = { "Server", "Client", "Transparent", "Off" };
	const struct vswitch *s = v->s;
	struct vlanset vlans;
	unsigned extended = 0, n;
	char mac[MAC_TEXT_MAX];

	(void)c;
	mac_format_ios(s->mac, mac);
	vsw_vlans_existing(s, &vlans);
	n = vlanset_count(&vlans) + 4; /* 1002 to 1005 */
	for (int id = vlanset_next(&vlans, 1006); id >= 0;
		id = vlanset_next(&vlans, (unsigned)id + 1))
		extended++;
	buf_printf(&v->reply,
		"VTP Version capable             : 1 to 3\n"
		"VTP version running             : %u\n"
		"VTP Domain Name                 : %s\n"
		"VTP Pruning Mode                : Disabled\n"
		"VTP Traps Generation            : Disabled\n"
		"Device ID                       : %s\n\n"
		"Feature VLAN:\n--------------\n"
		"VTP Operating Mode                : %s\n"
		"Maximum VLANs supported locally   : 1005\n"
		"Number of existing VLANs          : %u\n",
		s->cfg.vtp_version, s->cfg.vtp_domain, mac, modes[s->cfg.vtp], n - extended);
	if (s->cfg.vtp >= VSW_VTP_TRANSPARENT)
		buf_printf(&v->reply, "Number of existing extended VLANs : %u\n", extended);
	buf_printf(&v->reply, "Configuration Revision            : %u\n\n",
		s->cfg.vtp >= VSW_VTP_TRANSPARENT ? 0 : s->cfg.vtp_revision);
}

void vsw_show_privilege(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	buf_printf(&v->reply, "Current privilege level is %u\n", v->privilege);
}
