/* SPDX-License-Identifier: Apache-2.0 */
/* What a plan is made against: each side read from the living one, from files, or not at all. */
#ifndef CLI_PLAN_SIDES_H
#define CLI_PLAN_SIDES_H

#include "cli.h"

#define CLI_OPT_HOST_STATE                                                                         \
	{                                                                                          \
		"host-state", 0, "NAME=FILE", true,                                                \
			"a host as `import --host-state FILE` saw it: no kernel is read for it"    \
	}

#define CLI_OPT_RUNNING_CONFIG                                                                     \
	{                                                                                          \
		"running-config", 0, "SWITCH=FILE", true,                                          \
			"what `show running-config` of SWITCH printed: it is not asked itself"     \
	}

/* Adds --host, or this machine, and those of --host-state. 0, or -1 with e. */
int plan_hosts(struct cli *c, struct plan *plan, struct err *e);

/*
 * Adds the switches that --host and --bond leave. One that does not answer is added as unread, and
 * says why. 0, or -1 with e.
 */
int plan_switches(struct cli *c, struct plan *plan, struct err *e);

#endif
