/* SPDX-License-Identifier: Apache-2.0 */
/* The hosts of a plan: read from this kernel, from files of other hosts, or not at all. */
#ifndef CLI_PLAN_HOSTS_H
#define CLI_PLAN_HOSTS_H

#include "cli.h"

#define CLI_OPT_HOST_STATE                                                                         \
	{                                                                                          \
		"host-state", 0, "NAME=FILE", true,                                                \
			"a host as `import --host-state FILE` saw it: no kernel is read for it"    \
	}

/* Adds --host, or this machine, and those of --host-state. 0, or -1 with e. */
int plan_hosts(struct cli *c, struct plan *plan, struct err *e);

#endif
