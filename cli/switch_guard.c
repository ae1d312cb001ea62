// SPDX-License-Identifier: Apache-2.0
#include <time.h>

#include "lock.h"
#include "switch_guard.h"

/* By address: names are the file's own, and two files may call one switch differently. */
int switch_lock(struct cli *c, const struct intent_switch *sw, struct err *e)
{
	return lock_take(
		c, arena_printf(c->arena, "switch %s port %u", sw->address, (unsigned)sw->port), e);
}

int switch_journal(
	struct cli *c, const struct intent_switch *sw, struct journal *out, struct err *e)
{
	struct guard_place place;

	if (lock_guard_place(c, &place, e))
		return -1;
	return journal_open(c->arena, place.state, sw->address, sw->port, out, e);
}

static void progress(void *ctx, const char *text)
{
	cli_progress(ctx, "%s", cli_clean(ctx, text));
}

void switch_task_options(struct cli *c, enum switch_task task, struct journal *journal,
	struct switch_push_options *out)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	*out = (struct switch_push_options){
		.task = task,
		.journal = journal,
		.wall_ms = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 - cli_now_ms(),
		.stop = &cli_stop,
		.progress = progress,
		.ctx = c,
	};
}

bool switch_has_bond_of(const struct intent_switch *sw, const struct intent_host *host)
{
	for (size_t b = 0; b < host->bonds.n; b++)
		for (size_t m = 0; m < host->bonds.v[b]->members.n; m++)
			if (host->bonds.v[b]->members.v[m].sw == sw)
				return true;
	return false;
}
