// SPDX-License-Identifier: Apache-2.0
/* EXEC: the commands at `>` and `#`, and the questions that some of them ask. */
#include <string.h>

#include "vsw_parser.h"
#include "vsw_show.h"

static const struct vsw_question secret_question;

/* Three wrong ones, then the verdict, as IOS. */
static void answer_secret(struct vswitch_vty *v, const char *line)
{
	if (vsw_secret_is(v->s->cfg.enable_secret, line))
		v->privilege = 15;
	else if (++v->tries == 3)
		buf_puts(&v->reply, "% Bad secrets\n\n");
	else
		v->ask = &secret_question;
}

static const struct vsw_question secret_question = { "Password: ", true, false, answer_secret };

static void do_enable(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	if (v->privilege >= 15)
		return;
	if (!*v->s->cfg.enable_secret) {
		buf_puts(&v->reply, "% No password set\n");
		return;
	}
	v->tries = 0;
	v->ask = &secret_question;
}

static void do_disable(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	v->privilege = 1;
}

static void do_exit(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	v->ended = true;
}

/* To configuration; false: it is locked, and that was said. */
bool vsw_configure(struct vswitch_vty *v)
{
	const struct vswitch_vty *owner = v->s->cfg.exclusive ? vsw_config_owner(v) : NULL;
	struct vsw_fault *lock = vsw_fault_hit(v->s, FAULT_LOCK, "");

	if (lock) {
		buf_printf(&v->reply, "%s\n", lock->reply);
		return false;
	}
	if (owner) {
		buf_printf(&v->reply,
			"Configuration mode locked exclusively by user '%s' process '%u' from"
			" terminal '%u'. Please try later.\n",
			owner->user, 100 + owner->id, owner->id + 1);
		return false;
	}
	buf_puts(&v->reply, "Enter configuration commands, one per line.  End with CNTL/Z.\n");
	v->mode = MODE_CONFIG;
	return true;
}

static void answer_configure(struct vswitch_vty *v, const char *line)
{
	line += strspn(line, " ");
	if (!*line || !strncmp("terminal", line, strlen(line)))
		vsw_configure(v);
	else
		buf_puts(&v->reply, "?Must be \"terminal\", \"memory\" or \"network\"\n");
}

static const struct vsw_question configure_question = {
	"Configuring from terminal, memory, or network [terminal]? ", false, false, answer_configure
};

static void do_configure(struct vswitch_vty *v, const struct vsw_call *c)
{
	if (c->command->arg)
		vsw_configure(v);
	else
		v->ask = &configure_question;
}

enum { TERM_LENGTH, TERM_WIDTH, TERM_MONITOR, TERM_NO_MONITOR };

static void do_terminal(struct vswitch_vty *v, const struct vsw_call *c)
{
	switch (c->command->arg) {
	case TERM_LENGTH:
		v->length = (unsigned)c->num[0];
		break;
	case TERM_WIDTH:
		v->width = (unsigned)c->num[0];
		break;
	default:
		v->monitor = c->command->arg == TERM_MONITOR;
	}
}

static void do_save(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	vsw_save(v);
}

static void answer_copy(struct vswitch_vty *v, const char *line)
{
	line += strspn(line, " ");
	if (*line && strcmp(line, "startup-config"))
		buf_puts(&v->reply, "%Error: this switch copies to startup-config only\n");
	else
		vsw_save(v);
}

static const struct vsw_question copy_question = { "Destination filename [startup-config]? ", false,
	false, answer_copy };

static void do_copy(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	v->ask = &copy_question;
}

static void do_nothing(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)v;
	(void)c;
}

const struct vsw_command vsw_exec_table[] = {
	{ "enable", do_enable, 0, 0 },
	{ "disable", do_disable, 0, 0 },
	{ "exit", do_exit, 0, 0 },
	{ "logout", do_exit, 0, 0 },
	{ "quit", do_exit, 0, 0 },
	{ "end", do_nothing, 0, CMD_PRIV },
	{ "configure", do_configure, 0, CMD_PRIV },
	{ "configure terminal", do_configure, 1, CMD_PRIV },
	{ "configure terminal revert timer <1-120>", vsw_revert_start, REVERT_TIMER, CMD_PRIV },
	{ "configure terminal revert timer idle <1-120>", vsw_revert_start, REVERT_IDLE, CMD_PRIV },
	{ "configure confirm", vsw_revert_confirm, 0, CMD_PRIV },
	{ "configure revert now", vsw_revert_change, REVERT_NOW, CMD_PRIV },
	{ "configure revert timer <1-120>", vsw_revert_change, REVERT_TIMER, CMD_PRIV },
	{ "configure revert timer idle <1-120>", vsw_revert_change, REVERT_IDLE, CMD_PRIV },
	{ "archive config", vsw_archive_now, 0, CMD_PRIV },
	{ "terminal length <0-512>", do_terminal, TERM_LENGTH, 0 },
	{ "terminal width <0-512>", do_terminal, TERM_WIDTH, 0 },
	{ "terminal monitor", do_terminal, TERM_MONITOR, 0 },
	{ "terminal no monitor", do_terminal, TERM_NO_MONITOR, 0 },
	{ "write", do_save, 0, CMD_PRIV },
	{ "write memory", do_save, 0, CMD_PRIV },
	{ "copy running-config startup-config", do_copy, 0, CMD_PRIV },
	{ "show running-config", vsw_show_running, 0, CMD_PRIV },
	{ "show running-config interface IF", vsw_show_running_if, 0, CMD_PRIV },
	{ "show startup-config", vsw_show_startup, 0, CMD_PRIV },
	{ "show vlan", vsw_show_vlan, 0, 0 },
	{ "show vlan brief", vsw_show_vlan, 0, 0 },
	{ "show vtp status", vsw_show_vtp, 0, 0 },
	{ "show etherchannel summary", vsw_show_etherchannel, 0, 0 },
	{ "show etherchannel <1-128> summary", vsw_show_etherchannel, 0, 0 },
	{ "show lacp neighbor", vsw_show_lacp, SHOW_LACP_NEIGHBOR, 0 },
	{ "show lacp internal", vsw_show_lacp, SHOW_LACP_INTERNAL, 0 },
	{ "show lacp <1-128> neighbor", vsw_show_lacp, SHOW_LACP_NEIGHBOR, 0 },
	{ "show lacp <1-128> internal", vsw_show_lacp, SHOW_LACP_INTERNAL, 0 },
	{ "show lacp sys-id", vsw_show_sysid, 0, 0 },
	{ "show interfaces status", vsw_show_status, 0, 0 },
	{ "show interfaces status err-disabled", vsw_show_err_disabled, 0, 0 },
	{ "show interfaces trunk", vsw_show_trunk, 0, 0 },
	{ "show spanning-tree", vsw_show_stp, 0, 0 },
	{ "show spanning-tree interface IF", vsw_show_stp_if, 0, 0 },
	{ "show inventory", vsw_show_inventory, 0, 0 },
	{ "show users", vsw_show_users, 0, 0 },
	{ "show configuration lock", vsw_show_lock, 0, CMD_PRIV },
	{ "show system mtu", vsw_show_mtu, 0, 0 },
	{ "show vlan dot1q tag native", vsw_show_tag_native, 0, 0 },
	{ "show vlan internal usage", vsw_show_internal, 0, 0 },
	{ "show cdp neighbors detail", vsw_show_cdp, 0, 0 },
	{ "show lldp neighbors detail", vsw_show_lldp, 0, 0 },
	{ "show mac address-table", vsw_show_macs, 0, 0 },
	{ "show mac address-table dynamic", vsw_show_macs, 0, 0 },
	{ "show mac address-table interface IF", vsw_show_macs, 0, 0 },
	{ "show mac address-table dynamic interface IF", vsw_show_macs, 0, 0 },
	{ "show lacp counters", vsw_show_counters, 0, 0 },
	{ "show lacp <1-128> counters", vsw_show_counters, 0, 0 },
	{ "show etherchannel <1-128> detail", vsw_show_etherchannel_detail, 0, 0 },
	{ "show interfaces", vsw_show_interfaces, 0, 0 },
	{ "show interfaces IF", vsw_show_interfaces, 0, 0 },
	{ "show interfaces switchport", vsw_show_switchport, 0, 0 },
	{ "show interfaces IF switchport", vsw_show_switchport, 0, 0 },
	{ "show interfaces IF status", vsw_show_status, 0, 0 },
	{ "show spanning-tree summary", vsw_show_stp_summary, 0, 0 },
	{ "show spanning-tree vlan LIST", vsw_show_stp, 0, 0 },
	{ "show version", vsw_show_version, 0, 0 },
	{ "show archive", vsw_show_archive, 0, CMD_PRIV },
	{ "show archive config rollback timer", vsw_show_revert, 0, CMD_PRIV },
	{ "show archive config differences", vsw_show_differences, 0, CMD_PRIV },
	{ "show archive config differences WORD", vsw_show_differences, 0, CMD_PRIV },
	{ "show archive config differences WORD WORD", vsw_show_differences, 0, CMD_PRIV },
	{ "reload", vsw_reload, 0, CMD_PRIV },
	{ "reload in <1-34560> [LINE]", vsw_reload, 1, CMD_PRIV },
	{ "reload cancel", vsw_reload_cancel, 0, CMD_PRIV },
	{ "show reload", vsw_show_reload, 0, CMD_PRIV },
	{ "show logging", vsw_show_logging, 0, 0 },
	{ "clear logging", vsw_log_clear, 0, CMD_PRIV },
	{ "show privilege", vsw_show_privilege, 0, 0 },
	{ NULL, NULL, 0, 0 },
};
