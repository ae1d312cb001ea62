// SPDX-License-Identifier: Apache-2.0
/*
 * The tables of reply.h. The first row that matches decides; \s+ spans the line breaks of texts
 * that images wrap differently. Samples are what devices printed, and every row is tested with
 * its own.
 */
#include "reply.h"

/* "Gi1/0/1", "Port-channel 11", "FastEthernet0/5". */
#define PORT "[A-Za-z-]+ ?[0-9][0-9/.]*"

const struct reply_row reply_rows[] = {
	/* Harmless. */
	{ REPLY_INFO, "[ ]*\\^", "           ^", NULL },
	{ REPLY_INFO, "Enter configuration commands, one per line\\.\\s+End with CNTL/Z\\.",
		"Enter configuration commands, one per line.  End with CNTL/Z.", NULL },
	{ REPLY_INFO, "% Applying VLAN changes may take few minutes\\.\\s+Please wait\\.\\.\\.",
		"% Applying VLAN changes may take few minutes.  Please wait...", NULL },
	{ REPLY_INFO, "% Access VLAN does not exist\\. Creating vlan [0-9]+",
		"% Access VLAN does not exist. Creating vlan 10", NULL },
	{ REPLY_INFO, "Creating a port-channel interface Port-channel ?[0-9]+",
		"Creating a port-channel interface Port-channel 1", NULL },
	{ REPLY_INFO,
		"%Warning: portfast should only be enabled on ports connected to a single"
		"\\s+host\\.\\s+Connecting hubs, concentrators, switches, bridges, etc\\.\\.\\."
		"\\s+to\\s+this\\s+interface\\s+when portfast is enabled,\\s+can cause temporary"
		"\\s+bridging loops\\.\\s+Use with CAUTION",
		"%Warning: portfast should only be enabled on ports connected to a single\n"
		" host. Connecting hubs, concentrators, switches, bridges, etc... to this\n"
		" interface  when portfast is enabled, can cause temporary bridging loops.\n"
		" Use with CAUTION",
		NULL },
	{ REPLY_INFO,
		"%Portfast has been configured on " PORT " but will only\\s+have effect when "
		"the interface is in a non-trunking mode\\.",
		"%Portfast has been configured on GigabitEthernet0/1 but will only\n"
		" have effect when the interface is in a non-trunking mode.",
		NULL },
	{ REPLY_INFO,
		"%Portfast will be configured in [0-9]+ interfaces due to the range command"
		"\\s+but will only have effect when the interfaces? (?:are|is) in a "
		"non-trunking\\s+mode\\.",
		"%Portfast will be configured in 2 interfaces due to the range command\n"
		" but will only have effect when the interfaces are in a non-trunking mode.",
		NULL },
	{ REPLY_INFO, "Interface " PORT " set to default configuration",
		"Interface GigabitEthernet1/0/1 set to default configuration", NULL },
	{ REPLY_INFO, "Building configuration\\.\\.\\.(?:\\s*\\[OK\\])?",
		"Building configuration...\n[OK]", NULL },
	{ REPLY_INFO, "Compressed configuration from [0-9]+ bytes to [0-9]+ bytes(?:\\s*\\[OK\\])?",
		"Compressed configuration from 7013 bytes to 3301 bytes[OK]", NULL },
	{ REPLY_INFO, "\\[OK\\]", "[OK]", NULL },
	{ REPLY_INFO, "(?:Destination|Source) filename \\[[a-z-]+\\]\\?",
		"Destination filename [startup-config]?", NULL },
	{ REPLY_INFO, "Overwrite the previous NVRAM configuration\\?\\[confirm\\]",
		"Overwrite the previous NVRAM configuration?[confirm]", NULL },
	{ REPLY_INFO, "[0-9]+ bytes copied in [0-9.]+ secs? \\([0-9]+ bytes/sec\\)",
		"1433 bytes copied in 0.512 secs (2798 bytes/sec)", NULL },
	{ REPLY_INFO, "\\*\\*\\*(?: --- SHUTDOWN [A-Za-z0-9: ]+ ---)?",
		"***\n*** --- SHUTDOWN in 0:05:00 ---\n***",
		"somebody armed a reload of the switch" },

	{ REPLY_INFO, "Reload scheduled (?:for|in) .*",
		"Reload scheduled for 03:00:00 UTC Mon Mar 1 1993 (in 5 minutes) by netops on vty0",
		NULL },
	{ REPLY_INFO, "Reload reason: .*", "Reload reason: Reload Command", NULL },
	{ REPLY_INFO, "System configuration has been modified\\. Save\\? \\[yes/no\\]: ?no",
		"System configuration has been modified. Save? [yes/no]: no", NULL },
	{ REPLY_INFO, "Proceed with reload\\? \\[confirm\\].*", "Proceed with reload? [confirm]",
		NULL },
	{ REPLY_INFO, "Rollback Confirmed Change: Backing up current running config to .*",
		"Rollback Confirmed Change: Backing up current running config to "
		"flash:archive-Feb-15-15-56-38.517-1",
		NULL },
	{ REPLY_INFO,
		"Rollback Confirmed Change: Rollback will begin in one minute\\.\\s+"
		"Enter \"configure confirm\" if you wish to keep what you've configured",
		"Rollback Confirmed Change: Rollback will begin in one minute.\n"
		"Enter \"configure confirm\" if you wish to keep what you've configured",
		NULL },

	/* The line is not known here. */
	{ REPLY_INVALID, "% ?Invalid input detected at '\\^' marker\\.",
		"% Invalid input detected at '^' marker.", NULL },
	{ REPLY_INVALID, "% ?(?:Unrecognized command|Invalid command).*", "% Unrecognized command",
		NULL },
	/* What a 2960, which has no routed ports, says to a bare `switchport`. */
	{ REPLY_INVALID, "% ?Incomplete command\\.?", "% Incomplete command.", NULL },

	/* Refused. */
	{ REPLY_REJECTED, "% ?Ambiguous command:.*", "% Ambiguous command:  \"x\"", NULL },
	{ REPLY_REJECTED, "% ?Unknown command or computer name.*",
		"% Unknown command or computer name, or unable to find computer address",
		"the switch took the line for a host name: it was not in configuration mode" },
	{ REPLY_REJECTED, "Command rejected: An interface whose trunk encapsulation is .*",
		"Command rejected: An interface whose trunk encapsulation is \"Auto\" can not be "
		"configured to \"trunk\" mode.",
		"`switchport trunk encapsulation dot1q` has to come before `switchport mode "
		"trunk`" },
	{ REPLY_REJECTED,
		"Command rejected: Bad VLAN list.*(?:\\n[^%\\n]*delimits a VLAN number.*)?",
		"Command rejected: Bad VLAN list - character #23 ('-')\n"
		"delimits a VLAN number which is out of the range 1..4094.",
		NULL },
	{ REPLY_REJECTED, "Command rejected: Bad VLAN allowed list\\..*",
		"Command rejected: Bad VLAN allowed list. You have to include all default vlans, "
		"e.g. 1-2,1002-1005.",
		"old EtherSwitch modules want 1-2,1002-1005 in every list" },
	{ REPLY_REJECTED, "Command rejected: " PORT " (?:is )?not a switching port\\.?",
		"Command rejected: Po2 is not a switching port.",
		"the port is routed: `switchport` has to come first" },
	{ REPLY_REJECTED, "Command rejected \\(.*\\): Either port is L2 and port-channel is L3.*",
		"Command rejected (Port-channel5, Fa0/3): Either port is L2 and port-channel is "
		"L3, "
		"or vice-versa",
		"one of the two is routed: `switchport` on both, the Port-channel first" },
	{ REPLY_REJECTED, "Command rejected \\(Channel protocol mismatch .*",
		"Command rejected (Channel protocol mismatch for interface Fa0/5 in group 1): the "
		"interface can not be added to the channel group",
		"`channel-protocol` or the mode of the group's other members differs" },
	{ REPLY_REJECTED, "Command [Rr]ejected.*",
		"Command rejected: the interface can not be added to the channel group", NULL },
	{ REPLY_REJECTED, "% Range command terminated because it failed on .*",
		"% Range command terminated because it failed on FastEthernet0/5", NULL },
	{ REPLY_REJECTED, "%? ?VTP VLAN configuration not allowed when device is .*",
		"VTP VLAN configuration not allowed when device is in CLIENT mode.",
		"VLANs of this switch come from its VTP server: make them there" },
	{ REPLY_REJECTED, "%? ?You must disable VTPv1 and VTPv2 or switch to VTPv3 before.*",
		"%You must disable VTPv1 and VTPv2 or switch to VTPv3 before configuring a VLAN "
		"name "
		"longer than 32 characters",
		NULL },

	{ REPLY_REJECTED, "% ?(?:Please )?[Tt]urn config archive on.*",
		"%Turn config archive on before using Rollback Confirmed Change",
		"the revert timer needs `archive` with a `path`" },
	{ REPLY_REJECTED, "% ?A Rollback Confirmed Change is already pending.*",
		"%A Rollback Confirmed Change is already pending by user netops",
		"`show archive config rollback timer` says whose" },
	{ REPLY_REJECTED, "% ?No Rollback Confirmed Change pending.*",
		"%No Rollback Confirmed Change pending", NULL },

	/* Not allowed. */
	{ REPLY_DENIED, "Command authorization failed\\.?", "Command authorization failed.",
		"the account may not use this command (AAA)" },
	{ REPLY_DENIED, "% ?Authorization (?:failed|denied).*", "% Authorization failed.",
		"the account may not use this command (AAA)" },
	{ REPLY_DENIED, "% ?(?:Bad secrets|Bad passwords|Access denied|Authentication failed).*",
		"% Bad secrets", NULL },
	{ REPLY_DENIED, "% ?(?:Error in authentication\\.|No password set).*",
		"% Error in authentication.", NULL },

	/* Not now. */
	{ REPLY_THROWN, "Config session is locked by process .*",
		"Config session is locked by process '566', user will be pushed back to exec mode. "
		"Command execution is locked, Please try later.",
		NULL },
	{ REPLY_LOCKED, "Configuration mode (?:is )?locked .*",
		"Configuration mode is locked by process '484' user 'NETCONF' from terminal '64'. "
		"Please try later.",
		NULL },
	{ REPLY_LOCKED, "Configuration locked\\..*",
		"Configuration locked. Ascii config in progress.", NULL },
	{ REPLY_BUSY, ".*\\(Device or resource busy\\)",
		"startup-config file open failed (Device or resource busy)", NULL },

	{ REPLY_UNKNOWN, NULL, NULL, NULL },
};

const struct question_row question_rows[] = {
	{ "copy running-config startup-config", "Destination filename \\[startup-config\\]\\? ?$",
		"\r", false, "Destination filename [startup-config]? " },
	{ "copy running-config startup-config", "Source filename \\[running-config\\]\\? ?$", "\r",
		false, "Source filename [running-config]? " },
	{ "write memory|copy running-config startup-config",
		"Overwrite the previous NVRAM configuration\\? ?\\[confirm\\] ?$", "\r", false,
		"Overwrite the previous NVRAM configuration?[confirm]" },
	/* Saved, the net would load what it is there to take back. */
	{ "reload in [0-9]+", "Save\\? \\[yes/no\\]: ?$", "no\r", false,
		"System configuration has been modified. Save? [yes/no]: " },
	{ "reload in [0-9]+", "Proceed with reload\\? \\[confirm\\] ?$", "\r", false,
		"Proceed with reload? [confirm]" },
	{ NULL, "\\[confirm\\] ?$", "n", true, "Proceed with reload? [confirm]" },
	{ NULL, "\\[(?:yes/no|no|yes)\\] ?[:?]? ?$", "no\r", true,
		"Would you like to enter the initial configuration dialog? [yes/no]: " },
	{ NULL, "[\\[(][yY]/[nN][\\])] ?[:?]? ?$", "n\r", true, "Continue? [y/n]: " },
	{ NULL, "Do you want to kill that session and continue.*$", "no\r", true,
		"Do you want to kill that session and continue [yes/no]" },
	{ NULL, "[Pp]assword: ?$", "\x03", true, "Password: " },
	{ NULL, "\\? ?$", "\x03", true, "Delete filename [x]? " },
	{ NULL, NULL, NULL, false, NULL },
};
