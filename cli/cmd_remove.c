// SPDX-License-Identifier: Apache-2.0
/* lacppair remove: takes the intent's objects away from this host again. */
#include "armed.h"

static const struct cli_option options[] = {
	{ "dry-run", 0, NULL, false, "read and compare, print the steps, execute none" },
	{ "yes", 0, NULL, false, "also what VMs, this session or others still use" },
	CLI_OPT_HOLD,
	CLI_OPT_CONFIRM,
	CLI_OPT_HOST,
	CLI_OPT_END,
};

static int run(struct cli *c)
{
	cli_progress(c,
		"remove: this host's side only; the switch's stays, and is better taken away "
		"first: a port that bundles is no way in for a plain NIC");
	return cli_apply_run(c);
}

const struct cli_command cli_remove = {
	.name = "remove",
	.summary = "take the pairing away from this host; the switch's side stays",
	.detail =
		"Deletes the VLAN devices, bridges and bonds of the intent, with their addresses;\n"
		"the members are plain NICs then, down. Refused while VMs or this session use\n"
		"them, or while they carry what the intent does not name, unless --yes. Nothing\n"
		"else is touched; the guard is armed as with apply. Exit status: as apply.",
	.options = options,
	.run = run,
};
