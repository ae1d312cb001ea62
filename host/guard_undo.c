// SPDX-License-Identifier: Apache-2.0
#include <time.h>

#include "diff_host.h"
#include "guard_private.h"
#include "read.h"
#include "host_compare.h"
#include "tell.h"
#include "write.h"

/* Another program may be at work on the same links: a few tries, a second apart. */
enum { TRIES = 5 };

/* One try. 0: as before, proven; -1 with what is not so. */
static int undo_once(
	struct arena *a, struct host_nl *nl, const struct snapshot *s, const char **left)
{
	struct host_state *now;
	struct steps back = { 0 };
	struct err e = { 0 };
	struct drifts drifts = { 0 };
	const char *refused = "";

	now = host_read(nl, a, &e);
	if (!now) {
		*left = arena_printf(a, "the host cannot be read: %s", e.text);
		return -1;
	}
	diff_host_undo(a, s->before, now, &s->steps, &back);
	if (host_write_all(nl, a, &back, &e))
		refused = arena_printf(a, " (%s: %s)", e.object, e.text);
	now = host_read(nl, a, &e);
	if (!now) {
		*left = arena_printf(a, "what it came to cannot be read: %s", e.text);
		return -1;
	}
	host_compare_touched(a, &s->steps, s->before, now, &drifts);
	if (!drifts.n) {
		host_tell(now, &back);
		return 0;
	}
	*left = arena_printf(a, "%s%s", host_drift_text(a, &drifts), refused);
	return -1;
}

static int undo(struct arena *a, const struct snapshot *s, const char **left)
{
	const struct timespec second = { .tv_sec = 1 };
	struct err e = { 0 };
	int r = -1;

	for (int i = 0; i < TRIES && r; i++) {
		struct host_nl *nl = host_nl_open(&e);

		if (i)
			nanosleep(&second, NULL);
		if (nl)
			r = undo_once(a, nl, s, left);
		else
			*left = arena_printf(a, "no netlink socket: %s", e.text);
		host_nl_close(nl);
	}
	return r;
}

/* The journal first: who finds the phase finds its line, too. */
int guard_finish(struct guard *g)
{
	int64_t start = guard_now_ms();
	int r = undo(g->a, g->s, &g->left);
	enum guard_phase outcome = r ? GUARD_LEFT : GUARD_UNDONE;
	const char *text;

	text = r ? arena_printf(g->a, "%s; not fully undone. Left: %s", g->why, g->left)
		 : arena_printf(g->a, "%s; the host is as it was before apply, compared (%lld ms)",
			   g->why, (long long)(guard_now_ms() - start));
	guard_journal_add(g->place->state, time(NULL), g->s->host, outcome, text);
	guard_file_move(g->place->state, GUARD_UNDOING, outcome);
	guard_tell(g->s->host,
		arena_printf(
			g->a, "%s: %s", r ? "the undo of apply failed" : "apply is undone", text));
	return r;
}
