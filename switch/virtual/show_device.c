// SPDX-License-Identifier: Apache-2.0
/*
 * Which device it is and who is on it: show version, inventory, users, configuration lock, system
 * mtu. Shapes: samples of ntc-templates; Cisco's command reference.
 */
#include <stdio.h>
#include <string.h>

#include "vsw_show.h"

const char *vsw_release(const struct vswitch *s)
{
	return *s->release ? s->release : s->model->release;
}

static void serial(const struct vswitch *s, char out[32])
{
	if (*s->serial)
		vsw_copy(out, 32, s->serial);
	else
		snprintf(out, 32, "VSW%08X", vsw_hash(s->cfg.hostname));
}

/* "1 week, 6 days, 32 minutes" */
static void put_uptime(const struct vswitch *s, struct buf *out)
{
	static const struct {
		const char *unit;
		long long minutes;
	} units[] = { { "week", 10080 }, { "day", 1440 }, { "hour", 60 }, { "minute", 1 } };
	long long left = s->now_ms > s->boot_ms ? (s->now_ms - s->boot_ms) / 60000 : 0;
	bool any = false;

	buf_printf(out, "%s uptime is ", s->cfg.hostname);
	for (size_t i = 0; i < 4; i++) {
		long long n = left / units[i].minutes;

		left %= units[i].minutes;
		if (!n && (i < 3 || any))
			continue;
		buf_printf(
			out, "%s%lld %s%s", any ? ", " : "", n, units[i].unit, n == 1 ? "" : "s");
		any = true;
	}
	buf_puts(out, "\n");
}

static unsigned ports_of(const struct vswitch *s)
{
	unsigned n = 0;

	for (const struct vif *i = s->cfg.ifs; i; i = i->next)
		n += i->kind == VIF_PHYSICAL;
	return n;
}

/* "C2960X-UNIVERSALK9-M" out of "C2960X Software (C2960X-UNIVERSALK9-M)" */
static void put_stack(const struct vswitch *s, struct buf *out)
{
	const char *image = strrchr(s->model->software, '(') + 1;

	buf_printf(out,
		"Switch Ports Model              SW Version            SW Image                 \n"
		"------ ----- -----              ----------            ----------               \n"
		"*    1 %-5u %-18s %-21s %-25.*s\n\n\n",
		ports_of(s), s->model->hardware, vsw_release(s), (int)strcspn(image, ")"), image);
}

void vsw_show_version(struct vswitch_vty *v, const struct vsw_call *c)
{
	const struct vswitch *s = v->s;
	char mac[MAC_TEXT_MAX], number[32];

	(void)c;
	mac_format(s->mac, mac);
	for (char *p = mac; *p; p++)
		*p = *p >= 'a' && *p <= 'f' ? (char)(*p - 32) : *p;
	serial(s, number);
	if (s->model->has & MODEL_XE)
		buf_printf(&v->reply, "Cisco IOS XE Software, Version %s\n", vsw_release(s));
	buf_printf(&v->reply,
		"Cisco IOS Software%s, %s, Version %s, %s\n"
		"This is the virtual switch of lacppair; it is not a product of Cisco Systems.\n\n"
		"ROM: Bootstrap program is none\n\n",
		s->model->has & MODEL_XE ? " [Fuji]" : "", s->model->software, vsw_release(s),
		s->model->train);
	put_uptime(s, &v->reply);
	buf_printf(&v->reply,
		"System returned to ROM by power-on\n"
		"System image file is \"flash:virtual.bin\"\n\n"
		"cisco %s (virtual) processor (revision A0) with 262144K bytes of memory.\n"
		"Processor board ID %s\nLast reset from power-on\n"
		"%u Gigabit Ethernet interfaces\n"
		"The password-recovery mechanism is enabled.\n\n"
		"512K bytes of flash-simulated non-volatile configuration memory.\n"
		"Base ethernet MAC Address       : %s\n"
		"Model number                    : %s\n"
		"System serial number            : %s\n\n",
		s->model->hardware, number, ports_of(s), mac, s->model->hardware, number);
	put_stack(s, &v->reply);
	buf_puts(&v->reply, "Configuration register is 0xF\n\n");
}

void vsw_show_inventory(struct vswitch_vty *v, const struct vsw_call *c)
{
	char number[32];

	(void)c;
	serial(v->s, number);
	buf_printf(&v->reply,
		"NAME: \"1\", DESCR: \"%s\"\n"
		"PID: %-18s, VID: V01  , SN: %s\n\n\n",
		v->s->model->hardware, v->s->model->hardware, number);
}

void vsw_show_users(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	buf_puts(&v->reply, "    Line       User       Host(s)              Idle       Location\n");
	for (unsigned id = 0; id < 32; id++)
		for (const struct vswitch_vty *w = v->s->vtys; w; w = w->next)
			if (w->id == id)
				buf_printf(&v->reply,
					"%c%3u vty %-5u %-10s idle                 "
					"00:00:00   127.0.0.1\n",
					w == v ? '*' : ' ', id + 1, id, w->user);
	buf_puts(&v->reply,
		"\n  Interface    User               Mode         Idle     Peer Address\n\n");
}

const struct vswitch_vty *vsw_config_owner(const struct vswitch_vty *but)
{
	const struct vswitch_vty *w = but->s->vtys;

	while (w && (w == but || w->mode == MODE_EXEC))
		w = w->next;
	return w;
}

/* Whoever asks while he configures (`do show`) is the owner himself. */
void vsw_show_lock(struct vswitch_vty *v, const struct vsw_call *c)
{
	const struct vswitch_vty *owner = v->s->cfg.exclusive ? vsw_config_owner(v) : NULL;

	(void)c;
	buf_puts(&v->reply,
		"Parser Configure Lock\n"
		"------------------------------------------------------\n");
	if (owner)
		buf_printf(&v->reply,
			"Owner PID         :  %u\nUser              :  %s\n"
			"TTY               :  %u\nType              :  EXCLUSIVE\n"
			"State             :  LOCKED\n",
			100 + owner->id, owner->user, owner->id + 1);
	else
		buf_puts(&v->reply,
			"Owner PID         :  -1\nUser              :  unknown\n"
			"TTY               :  -1\nType              :  NO LOCK\n"
			"State             :  FREE\n");
	buf_printf(&v->reply,
		"Class             :  EXPOSED\nCount             :  %u\n"
		"Pending Requests  :  0\nUser debug info   :  %s\n",
		owner != NULL, owner ? "configure terminal" : "");
}

void vsw_show_mtu(struct vswitch_vty *v, const struct vsw_call *c)
{
	const struct vsw_config *cfg = &v->s->cfg;
	unsigned mtu = cfg->mtu ? cfg->mtu : 1500, jumbo = cfg->jumbo ? cfg->jumbo : 1500;

	(void)c;
	if (v->s->model->has & MODEL_PORT_MTU)
		buf_printf(&v->reply, "Global Ethernet MTU is %u bytes.\n", mtu);
	else if (v->s->model->has & MODEL_XE)
		buf_printf(&v->reply, "System MTU size is %u bytes\n", mtu);
	else
		buf_printf(&v->reply,
			"\nSystem MTU size is %u bytes\nSystem Jumbo MTU size is %u bytes\n"
			"System Alternate MTU size is %u bytes\nRouting MTU size is %u bytes\n",
			mtu, jumbo, mtu, mtu);
}

void vsw_show_tag_native(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	buf_printf(&v->reply, "dot1q native vlan tagging is %s\n",
		v->s->cfg.tag_native ? "enabled globally" : "disabled globally");
}

void vsw_show_internal(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	buf_puts(&v->reply, "\nVLAN Usage\n---- --------------------\n");
	for (unsigned id = 1006; id <= VLAN_MAX; id++) {
		const struct vif *i = vsw_vlan_internal(v->s, id);

		if (i)
			buf_printf(&v->reply, "%u %s\n", id, i->name);
	}
	buf_puts(&v->reply, "\n");
}
