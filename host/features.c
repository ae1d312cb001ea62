// SPDX-License-Identifier: Apache-2.0
/*
 * Which options the bonds of this kernel have: a bond is made in a network namespace of its own
 * and looked at. Versions say little, since options were taken into older kernels.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "read.h"
#include "write.h"

static const char *const scratch = "scratch";

static int read_scratch(uint32_t *options, struct err *e)
{
	struct step s = { .op = STEP_LINK_ADD, .object = scratch, .text = "probe bond options" };
	const struct steps one = { &s, 1, 1 };
	struct host_nl *nl = host_nl_open(e);
	struct arena *a = arena_new();
	const struct host_state *found = NULL;

	s.u.link.kind = LINK_BOND;
	memcpy(s.u.link.name, scratch, strlen(scratch));
	bondopt_parse(BONDOPT_MODE, "802.3ad", &s.u.link.bond);
	if (nl && !host_write_all(nl, a, &one, e))
		found = host_read_links(nl, a, e);
	if (found)
		*options = found->bond_options;
	host_nl_close(nl);
	arena_free(a);
	return found ? 0 : -1;
}

int host_probe_bond(uint32_t *options, struct err *e)
{
	int home = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC), result = -1;

	if (home < 0 || unshare(CLONE_NEWNET)) {
		err_set(e, ERR_ENVIRONMENT, "bond options",
			"no network namespace to try them in: %s", strerror(errno));
	} else {
		result = read_scratch(options, e);
		if (setns(home, CLONE_NEWNET))
			result = err_set(e, ERR_ENVIRONMENT, "bond options",
				"the way back from a network namespace: %s", strerror(errno));
	}
	if (home >= 0)
		close(home);
	return result;
}
