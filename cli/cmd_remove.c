// SPDX-License-Identifier: Apache-2.0
/* lacppair remove: takes the intent's objects away again, from this host or from a switch. */
#include "armed.h"

static const struct cli_option options[] = {
	{ "switch", 0, "NAME", true, "from this switch of the file, not from this host" },
	{ "dry-run", 0, NULL, false, "read and compare, print the steps, execute none" },
	{ "yes", 0, NULL, false, "also what VMs, this session or others still use" },
	CLI_OPT_HOLD,
	CLI_OPT_CONFIRM,
	{ "save-all", 0, NULL, false,
		"with --switch: save even where unsaved changes of somebody else are saved too" },
	CLI_OPT_HOST,
	CLI_OPT_BOND,
	CLI_OPTS_LOGIN,
	CLI_OPT_END,
};

static int run(struct cli *c)
{
	if (cli_flag(c, "switch"))
		return cli_push_run(c);
	cli_progress(c,
		"remove: this host's side only; the switch's stays, and is better taken away "
		"first: a port that bundles is no way in for a plain NIC");
	return cli_apply_run(c);
}

const struct cli_command cli_remove = {
	.name = "remove",
	.summary = "take the pairing away from this host, or from a switch",
	.detail =
		"Deletes the VLAN devices, bridges and bonds of the intent, with their addresses;\n"
		"the members are plain NICs then, down. Refused while VMs or this session use\n"
		"them, or while they carry what the intent does not name, unless --yes. Nothing\n"
		"else is touched; the guard is armed as with apply. With --switch the ports of\n"
		"the members are parked there: shut, out of their group and no trunk any more;\n"
		"the Port-channel goes, VLANs stay. Exit status: as apply and push.",
	.options = options,
	.run = run,
};
