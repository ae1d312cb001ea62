// SPDX-License-Identifier: Apache-2.0
#include "foreign.h"
#include "host_sim.h"
#include "host_compare.h"

static int compare_before(
	struct arena *a, struct host_nl *nl, const struct plan_host *h, struct err *e)
{
	const struct host_state *now = host_read(nl, a, e);
	struct drifts d = { 0 };

	if (!now)
		return err_context(e, "reading %s once more", h->host->name);
	host_compare_touched(a, &h->steps, h->found, now, &d);
	if (!d.n)
		return 0;
	err_set(e, ERR_ENVIRONMENT, h->host->name,
		"another program changed it since it was read; nothing was changed here. %s",
		host_drift_text(a, &d));
	return err_hint(e, "run apply again; stop what else manages these links");
}

int foreign_before(struct host_nl *nl, const struct host_events *since, const struct plan_host *h,
	struct err *e)
{
	struct arena *a;
	int r;

	if (!host_events_wait(since, 0))
		return 0;
	a = arena_new();
	r = compare_before(a, nl, h, e);
	arena_free(a);
	return r;
}

/* Without the links themselves: what the kernel chooses for a new one is not foreseen. */
static struct host_state *addressing(
	struct arena *a, const struct host_state *s, const struct link_names *touched)
{
	struct host_state *part = host_part(a, s, touched);

	part->links.n = 0;
	return part;
}

void foreign_after(struct cli *c, const struct plan_host *h, const struct host_state *now)
{
	struct arena *a = arena_new();
	struct host_state *expected = host_state_copy(a, h->found);
	struct link_names touched = { 0 };
	struct drifts d = { 0 };

	for (size_t i = 0; i < h->steps.n; i++)
		host_sim_step(a, expected, &h->steps.v[i]);
	host_touched(a, &h->steps, h->found, &touched);
	host_compare(a, addressing(a, expected, &touched), addressing(a, now, &touched), &d);
	if (d.n)
		cli_progress(c, "%s: warning: another program is at work on these links: %s",
			h->host->name, host_drift_text(a, &d));
	arena_free(a);
}
