// SPDX-License-Identifier: Apache-2.0
/* Global configuration, VLAN and line mode. */
#include <stdlib.h>
#include <string.h>

#include "vsw_parser.h"

static void go_exit(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	vsw_leave(v, v->mode == MODE_CONFIG ? MODE_EXEC : MODE_CONFIG);
}

static void go_end(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	vsw_leave(v, MODE_EXEC);
}

static void set_hostname(struct vswitch_vty *v, const struct vsw_call *c)
{
	const char *name = c->n ? c->arg[0] : "Switch";

	if (strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") !=
			strlen(name) ||
		strlen(name) >= VSW_NAME_MAX) {
		buf_puts(&v->reply, "% Hostname contains one or more illegal characters.\n");
		return;
	}
	vsw_copy(v->s->cfg.hostname, sizeof(v->s->cfg.hostname), name);
}

static struct vsw_user *user_find(struct vswitch *s, const char *name, bool make)
{
	struct vsw_user **at = &s->cfg.users;

	while (*at && strcmp((*at)->name, name))
		at = &(*at)->next;
	if (!*at && make) {
		*at = vsw_alloc(sizeof(**at));
		vsw_copy((*at)->name, sizeof((*at)->name), name);
		(*at)->privilege = 1;
	}
	return *at;
}

enum { USER_PLAIN = 1, USER_TYPED = 2, USER_PRIVILEGE = 4 };

/* Arguments in the order of the patterns: name, privilege, type of the secret, secret. */
static void set_user(struct vswitch_vty *v, const struct vsw_call *c)
{
	unsigned what = (unsigned)c->command->arg, n = 1;
	long privilege = what & USER_PRIVILEGE ? c->num[n++] : -1;
	long type = what & USER_TYPED ? c->num[n++] : 0;
	const char *secret = c->arg[n];
	struct vsw_user *u;

	if (strlen(c->arg[0]) >= VSW_NAME_MAX || strlen(secret) >= sizeof(u->secret)) {
		buf_puts(&v->reply,
			"% Invalid Password length - must contain 1 to 25 characters."
			" Password configuration failed\n");
		return;
	}
	if (type != 0 && (what & USER_PLAIN || type != 5 || strncmp(secret, "$1$", 3))) {
		buf_puts(&v->reply,
			"ERROR: The secret you entered is not a valid encrypted secret."
			"\nTo enter an UNENCRYPTED secret, do not specify type 5 encryption.\n");
		return;
	}
	u = user_find(v->s, c->arg[0], true);
	if (privilege >= 0)
		u->privilege = (unsigned)privilege;
	u->plain = what & USER_PLAIN;
	if (u->plain || type == 5)
		vsw_copy(u->secret, sizeof(u->secret), secret);
	else
		vsw_secret_make(u->name, secret, u->secret);
}

static void set_user_privilege(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vsw_user *u;

	if (strlen(c->arg[0]) >= VSW_NAME_MAX) {
		buf_puts(&v->reply, "% Invalid username\n");
		return;
	}
	u = user_find(v->s, c->arg[0], true);
	if (c->n > 1)
		u->privilege = (unsigned)c->num[1];
}

static void no_user(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vsw_user **at = &v->s->cfg.users, *u = user_find(v->s, c->arg[0], false);

	if (!u)
		return;
	while (*at != u)
		at = &(*at)->next;
	*at = u->next;
	explicit_bzero(u, sizeof(*u));
	free(u);
}

static void set_enable(struct vswitch_vty *v, const struct vsw_call *c)
{
	const char *secret = c->n ? c->arg[c->n - 1] : "";
	struct vswitch *s = v->s;

	if (strlen(secret) >= sizeof(s->cfg.enable_secret))
		buf_puts(&v->reply, "% Invalid Password length\n");
	else if (!c->n || (c->n == 2 && c->num[0] == 5))
		vsw_copy(s->cfg.enable_secret, sizeof(s->cfg.enable_secret), secret);
	else
		vsw_secret_make("enable", secret, s->cfg.enable_secret);
}

static void set_vtp_mode(struct vswitch_vty *v, const struct vsw_call *c)
{
	static const char *const names[] = { "Server", "Client", "Transparent", "Off" };
	enum vsw_vtp mode = (enum vsw_vtp)c->command->arg;

	if (mode == v->s->cfg.vtp && !v->loading)
		buf_printf(&v->reply, "Device mode already VTP %s for VLANS.\n", names[mode]);
	else if (!v->loading)
		buf_printf(&v->reply, "Setting device to VTP %s mode for VLANS.\n", names[mode]);
	v->s->cfg.vtp = mode;
	vsw_changed(v->s);
}

static void set_vtp_domain(struct vswitch_vty *v, const struct vsw_call *c)
{
	if (strlen(c->arg[0]) > 32) {
		buf_puts(&v->reply, "%VTP domain name is too long\n");
		return;
	}
	if (!v->loading && strcmp(v->s->cfg.vtp_domain, c->arg[0]))
		buf_printf(&v->reply, "Changing VTP domain name from %s to %s\n",
			*v->s->cfg.vtp_domain ? v->s->cfg.vtp_domain : "NULL", c->arg[0]);
	vsw_copy(v->s->cfg.vtp_domain, sizeof(v->s->cfg.vtp_domain), c->arg[0]);
	vsw_changed(v->s);
}

static void set_vtp_version(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->s->cfg.vtp_version = (unsigned)c->num[0];
	vsw_changed(v->s);
}

static void set_priority(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->s->cfg.priority = c->command->arg ? (unsigned)c->num[0] : VSW_PRIORITY_DEFAULT;
	vsw_changed(v->s);
}

static void keep(struct vswitch_vty *v, const struct vsw_call *c)
{
	vsw_keep_call(v, &v->s->cfg.kept, c);
}

static void go_line(struct vswitch_vty *v, const struct vsw_call *c)
{
	vsw_leave(v, MODE_CONFIG);
	v->mode = MODE_LINE;
	v->line_con = !c->command->arg;
	if (c->command->arg == 2 && (unsigned)c->num[1] >= (unsigned)c->num[0] &&
		(v->loading || (unsigned)c->num[1] > v->s->cfg.vty_last))
		v->s->cfg.vty_last = (unsigned)c->num[1];
}

static void no_line(struct vswitch_vty *v, const struct vsw_call *c)
{
	if (c->num[0] > 0 && (unsigned)c->num[0] - 1 < v->s->cfg.vty_last)
		v->s->cfg.vty_last = (unsigned)c->num[0] - 1;
}

static void keep_line(struct vswitch_vty *v, const struct vsw_call *c)
{
	vsw_keep_call(v, v->line_con ? &v->s->cfg.con_kept : &v->s->cfg.vty_kept, c);
}

static void nothing(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)v;
	(void)c;
}

enum { MTU_SYSTEM, MTU_NO_SYSTEM, MTU_JUMBO, MTU_NO_JUMBO };

/* Takes effect at the next reload where jumbo frames are a setting of their own. */
static void set_mtu(struct vswitch_vty *v, const struct vsw_call *c)
{
	int what = c->command->arg;
	unsigned *mtu = what < MTU_JUMBO ? &v->s->cfg.mtu : &v->s->cfg.jumbo;
	bool set = what == MTU_SYSTEM || what == MTU_JUMBO;

	*mtu = set && c->num[0] != 1500 ? (unsigned)c->num[0] : 0;
	if (!v->loading && !(v->s->model->has & MODEL_XE))
		buf_puts(&v->reply,
			"Changes to the system MTU will not take effect until the next"
			" reload is done\n");
}

static void set_tag_native(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->s->cfg.tag_native = c->command->arg;
	vsw_changed(v->s);
}

static void set_cdp(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->s->cfg.no_cdp = !c->command->arg;
}

static void set_exclusive(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->s->cfg.exclusive = c->command->arg;
}

const struct vsw_command vsw_config_table[] = {
	{ "exit", go_exit, 0, 0 },
	{ "end", go_end, 0, 0 },
	{ "hostname WORD", set_hostname, 0, 0 },
	{ "no hostname [LINE]", set_hostname, 0, 0 },
	{ "username WORD", set_user_privilege, 0, 0 },
	{ "username WORD privilege <0-15>", set_user_privilege, 0, 0 },
	{ "username WORD privilege <0-15> secret <0-9> LINE", set_user, USER_PRIVILEGE | USER_TYPED,
		0 },
	{ "username WORD privilege <0-15> secret LINE", set_user, USER_PRIVILEGE, 0 },
	{ "username WORD privilege <0-15> password <0-9> LINE", set_user,
		USER_PRIVILEGE | USER_TYPED | USER_PLAIN, 0 },
	{ "username WORD privilege <0-15> password LINE", set_user, USER_PRIVILEGE | USER_PLAIN,
		0 },
	{ "username WORD secret <0-9> LINE", set_user, USER_TYPED, 0 },
	{ "username WORD secret LINE", set_user, 0, 0 },
	{ "username WORD password <0-9> LINE", set_user, USER_TYPED | USER_PLAIN, 0 },
	{ "username WORD password LINE", set_user, USER_PLAIN, 0 },
	{ "no username WORD [LINE]", no_user, 0, 0 },
	{ "enable secret <0-9> LINE", set_enable, 0, 0 },
	{ "enable secret LINE", set_enable, 0, 0 },
	{ "no enable secret [LINE]", set_enable, 0, 0 },
	{ "vtp mode server", set_vtp_mode, VSW_VTP_SERVER, 0 },
	{ "vtp mode client", set_vtp_mode, VSW_VTP_CLIENT, 0 },
	{ "vtp mode transparent", set_vtp_mode, VSW_VTP_TRANSPARENT, 0 },
	{ "vtp mode off", set_vtp_mode, VSW_VTP_OFF, 0 },
	{ "vtp domain WORD", set_vtp_domain, 0, 0 },
	{ "vtp version <1-3>", set_vtp_version, 0, 0 },
	{ "vlan LIST", vsw_vlan_enter, 0, 0 },
	{ "no vlan LIST", vsw_vlan_delete, 0, 0 },
	{ "interface IFNEW", vsw_if_enter, 0, 0 },
	{ "no interface IF", vsw_if_delete, 0, 0 },
	{ "default interface IF", vsw_if_default, 0, 0 },
	{ "archive", vsw_archive_enter, 1, 0 },
	{ "no archive", vsw_archive_enter, 0, 0 },
	{ "line vty <0-15>", go_line, 1, 0 },
	{ "line vty <0-15> <0-15>", go_line, 2, 0 },
	{ "no line vty <0-15> [LINE]", no_line, 0, 0 },
	{ "line con <0-0>", go_line, 0, 0 },
	{ "line console <0-0>", go_line, 0, 0 },
	/* What running-config always says. */
	{ "version WORD", nothing, 0, 0 },
	{ "boot-start-marker", nothing, 0, 0 },
	{ "boot-end-marker", nothing, 0, 0 },
	{ "no service pad", nothing, 0, 0 },
	{ "no aaa new-model", nothing, 0, 0 },
	{ "no service password-encryption", nothing, 0, 0 },
	{ "service timestamps [LINE]", nothing, 0, 0 },
	/* Kept, without effect. */
	{ "aaa LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "service LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "ip domain-name WORD", keep, 0, CMD_KEEP },
	{ "ip domain-lookup", keep, 0, CMD_KEEP },
	{ "ip domain name WORD", keep, 0, CMD_KEEP },
	{ "ip ssh LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "ip scp server enable", keep, 0, CMD_KEEP },
	{ "ip http LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "ip default-gateway WORD", keep, 0, CMD_KEEP },
	{ "ip route LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "ip routing", keep, 0, CMD_KEEP },
	{ "spanning-tree mode WORD", keep, 0, CMD_KEEP },
	{ "spanning-tree extend system-id", keep, 0, CMD_KEEP },
	{ "spanning-tree portfast LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "spanning-tree vlan LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "errdisable recovery LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "lacp system-priority <1-65535>", set_priority, 1, 0 },
	{ "no lacp system-priority [LINE]", set_priority, 0, 0 },
	{ "port-channel load-balance LINE", keep, 0, CMD_KEEP },
	{ "lldp run", keep, 0, CMD_KEEP },
	{ "cdp run", set_cdp, 1, 0 },
	{ "no cdp run", set_cdp, 0, 0 },
	{ "snmp-server LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "ntp LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "system mtu <1500-9198>", set_mtu, MTU_SYSTEM, 0 },
	{ "no system mtu", set_mtu, MTU_NO_SYSTEM, 0 },
	{ "system mtu jumbo <1500-9198>", set_mtu, MTU_JUMBO, 0 },
	{ "no system mtu jumbo [LINE]", set_mtu, MTU_NO_JUMBO, 0 },
	{ "vlan dot1q tag native", set_tag_native, 1, 0 },
	{ "no vlan dot1q tag native", set_tag_native, 0, 0 },
	{ "configuration mode exclusive auto", set_exclusive, 1, 0 },
	{ "no configuration mode exclusive [LINE]", set_exclusive, 0, 0 },
	{ "logging buffered", vsw_log_buffered, 0, 0 },
	{ "logging buffered <4096-2147483647> [LINE]", vsw_log_buffered, 1, 0 },
	{ "logging buffered WORD", vsw_log_buffered, 0, 0 },
	{ "no logging buffered [LINE]", vsw_log_buffered, 2, 0 },
	{ "logging LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "clock LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "monitor session LINE", keep, 0, CMD_KEEP | CMD_MULTI },
	{ "vlan internal allocation policy WORD", keep, 0, CMD_KEEP },
	{ "switch <1-9> provision WORD", keep, 0, CMD_KEEP | CMD_MULTI },
	{ NULL, NULL, 0, 0 },
};

const struct vsw_command vsw_line_table[] = {
	{ "exit", go_exit, 0, 0 },
	{ "end", go_end, 0, 0 },
	{ "login", keep_line, 0, CMD_KEEP },
	{ "login local", keep_line, 0, CMD_KEEP },
	{ "transport input LINE", keep_line, 0, CMD_KEEP },
	{ "transport preferred LINE", keep_line, 0, CMD_KEEP },
	{ "exec-timeout LINE", keep_line, 0, CMD_KEEP },
	{ "logging synchronous", keep_line, 0, CMD_KEEP },
	{ "privilege level <0-15>", keep_line, 0, CMD_KEEP },
	{ "session-limit <1-16>", keep_line, 0, CMD_KEEP },
	{ "access-class LINE", keep_line, 0, CMD_KEEP },
	{ "stopbits WORD", keep_line, 0, CMD_KEEP },
	{ NULL, NULL, 0, 0 },
};

const struct vsw_command vsw_vlan_table[] = {
	{ "exit", go_exit, 0, 0 },
	{ "end", go_end, 0, 0 },
	{ "name WORD", vsw_vlan_name, 0, 0 },
	{ "no name [LINE]", vsw_vlan_name, 0, 0 },
	{ "state active", nothing, 0, 0 },
	{ "no shutdown", nothing, 0, 0 },
	{ NULL, NULL, 0, 0 },
};
