// SPDX-License-Identifier: Apache-2.0
/* running-config as text, in the order and with the blanks of a Catalyst's. */
#include <stdio.h>
#include <string.h>

#include "vsw.h"

enum { WRAP = 80 }; /* a VLAN list goes on in an `add` line when it would pass this column */

static const char *const mode_words[] = { "dynamic auto", "dynamic desirable", "access", "trunk" };
static const char *const chmode_words[] = { "", "active", "passive", "on", "desirable", "auto" };

static void put_allowed(const struct vif_l2 *l2, struct buf *out)
{
	struct vlanset left = l2->allowed;
	char list[VSW_LINE_MAX];
	const char *line = " switchport trunk allowed vlan ";

	if (!l2->allowed_said)
		return;
	if (vlanset_empty(&left)) {
		buf_printf(out, "%snone\n", line);
		return;
	}
	while (vlanset_take_chunk(&left, list, sizeof(list), WRAP - strlen(line))) {
		buf_printf(out, "%s%s\n", line, list);
		line = " switchport trunk allowed vlan add ";
	}
}

static void put_l2(const struct vswitch *s, const struct vif *i, struct buf *out)
{
	const struct vif_l2 *l2 = &i->l2;

	if (l2->routed) {
		buf_puts(out, " no switchport\n");
		return;
	}
	if (l2->access != 1)
		buf_printf(out, " switchport access vlan %u\n", l2->access);
	if (l2->dot1q && (s->model->has & MODEL_ENCAPSULATION))
		buf_puts(out, " switchport trunk encapsulation dot1q\n");
	if (l2->native != 1)
		buf_printf(out, " switchport trunk native vlan %u\n", l2->native);
	put_allowed(l2, out);
	if (l2->mode != VIF_AUTO)
		buf_printf(out, " switchport mode %s\n", mode_words[l2->mode]);
	if (l2->nonegotiate)
		buf_puts(out, " switchport nonegotiate\n");
}

static void put_kept(const struct buf *kept, const char *indent, struct buf *out)
{
	for (const char *p = buf_text(kept); *p; p += strcspn(p, "\n") + 1)
		buf_printf(out, "%s%.*s\n", indent, (int)strcspn(p, "\n"), p);
}

static void put_fast(const struct vswitch *s, const struct vif *i, struct buf *out)
{
	if (i->fast != VIF_FAST_NONE)
		buf_printf(out, " spanning-tree portfast%s%s\n",
			s->model->has & MODEL_EDGE ? " edge" : "",
			i->fast == VIF_FAST_TRUNK ? " trunk" : "");
}

static void put_phy(const struct vif *i, struct buf *out)
{
	if (i->speed)
		buf_printf(out, " speed %u\n", i->speed);
	if (i->duplex != DUPLEX_AUTO)
		buf_printf(out, " duplex %s\n", i->duplex == DUPLEX_FULL ? "full" : "half");
	if (i->mtu)
		buf_printf(out, " mtu %u\n", i->mtu);
}

static void put_port(const struct vswitch *s, const struct vif *i, struct buf *out)
{
	if (i->proto != PROTO_NONE)
		buf_printf(out, " channel-protocol %s\n", i->proto == PROTO_LACP ? "lacp" : "pagp");
	if (i->lacp_priority != 32768)
		buf_printf(out, " lacp port-priority %u\n", i->lacp_priority);
	if (i->lacp_fast)
		buf_puts(out, " lacp rate fast\n");
	if (i->group)
		buf_printf(out, " channel-group %u mode %s\n", i->group, chmode_words[i->chmode]);
	if (i->max_bundle)
		buf_printf(out, " lacp max-bundle %u\n", i->max_bundle);
	if (i->min_links)
		buf_printf(out, " port-channel min-links %u\n", i->min_links);
	if (i->standalone)
		buf_puts(out, " no port-channel standalone-disable\n");
	put_fast(s, i, out);
	if (i->bpduguard)
		buf_puts(out, " spanning-tree bpduguard enable\n");
}

void vsw_running_if(const struct vswitch *s, const struct vif *i, struct buf *out)
{
	const char *kept = buf_text(&i->kept);

	buf_printf(out, "interface %s\n", i->name);
	if (*i->description)
		buf_printf(out, " description %s\n", i->description);
	if (i->kind != VIF_VLAN)
		put_l2(s, i, out);
	if ((i->kind == VIF_VLAN || i->l2.routed) && strncmp(kept, "ip address", 10) &&
		!strstr(kept, "\nip address"))
		buf_puts(out, " no ip address\n");
	put_kept(&i->kept, " ", out);
	if (i->shutdown)
		buf_puts(out, " shutdown\n");
	put_phy(i, out);
	put_port(s, i, out);
	buf_puts(out, "!\n");
}

static void put_users(const struct vswitch *s, struct buf *out)
{
	for (const struct vsw_user *u = s->cfg.users; u; u = u->next) {
		buf_printf(out, "username %s", u->name);
		if (u->privilege != 1)
			buf_printf(out, " privilege %u", u->privilege);
		if (*u->secret)
			buf_printf(out, " %s %s", u->plain ? "password 0" : "secret 5", u->secret);
		buf_puts(out, "\n");
	}
}

/* A server's and a client's VLANs are in vlan.dat, not here. */
static void put_vlans(const struct vswitch *s, struct buf *out)
{
	char standard[VSW_VLAN_NAME_MAX + 1];

	if (s->cfg.vtp < VSW_VTP_TRANSPARENT)
		return;
	if (*s->cfg.vtp_domain)
		buf_printf(out, "vtp domain %s\n", s->cfg.vtp_domain);
	buf_printf(out, "vtp mode %s\n!\n", s->cfg.vtp == VSW_VTP_OFF ? "off" : "transparent");
	for (const struct vsw_vlan *l = s->cfg.vlans; l; l = l->next) {
		if (l->id == 1)
			continue;
		buf_printf(out, "vlan %u\n", l->id);
		snprintf(standard, sizeof(standard), "VLAN%04u", l->id);
		if (strcmp(l->name, standard))
			buf_printf(out, " name %s\n", l->name);
		buf_puts(out, "!\n");
	}
}

static void put_lines(const struct vswitch *s, struct buf *out)
{
	buf_puts(out, "line con 0\n");
	put_kept(&s->cfg.con_kept, " ", out);
	buf_printf(out, "line vty 0 %u\n", s->cfg.vty_last);
	put_kept(&s->cfg.vty_kept, " ", out);
}

void vsw_running(const struct vswitch *s, struct buf *out)
{
	buf_printf(out, "!\nversion %.*s\nno service pad\n", (int)strcspn(vsw_release(s), "("),
		vsw_release(s));
	buf_puts(out,
		"service timestamps debug datetime msec\n"
		"service timestamps log datetime msec\n"
		"no service password-encryption\n!\n");
	buf_printf(out, "hostname %s\n!\nboot-start-marker\nboot-end-marker\n!\n", s->cfg.hostname);
	if (!s->cfg.log_size)
		buf_puts(out, "no logging buffered\n!\n");
	else if (s->cfg.log_size != VSW_LOG_DEFAULT)
		buf_printf(out, "logging buffered %u\n!\n", s->cfg.log_size);
	if (*s->cfg.enable_secret)
		buf_printf(out, "enable secret 5 %s\n!\n", s->cfg.enable_secret);
	put_users(s, out);
	buf_puts(out, "no aaa new-model\n!\n");
	vsw_archive_put(s, out);
	if (s->cfg.mtu)
		buf_printf(out, "system mtu %u\n", s->cfg.mtu);
	if (s->cfg.jumbo)
		buf_printf(out, "system mtu jumbo %u\n", s->cfg.jumbo);
	if (s->cfg.priority != VSW_PRIORITY_DEFAULT)
		buf_printf(out, "lacp system-priority %u\n", s->cfg.priority);
	if (s->cfg.tag_native)
		buf_puts(out, "vlan dot1q tag native\n");
	if (s->cfg.no_cdp)
		buf_puts(out, "no cdp run\n");
	if (s->cfg.exclusive)
		buf_puts(out, "configuration mode exclusive auto\n");
	put_kept(&s->cfg.kept, "", out);
	buf_puts(out, "!\n");
	put_vlans(s, out);
	for (const struct vif *i = s->cfg.ifs; i; i = i->next)
		vsw_running_if(s, i, out);
	put_lines(s, out);
	buf_puts(out, "!\nend\n");
}
