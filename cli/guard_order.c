// SPDX-License-Identifier: Apache-2.0
#include <time.h>

#include "armed.h"
#include "guard_order.h"
#include "lock.h"
#include "read.h"
#include "switch_guard.h"

enum { MARGIN_S = 60 }; /* a rollback takes its time, and clocks differ */

static void tell(struct cli *c, const char *sw, int64_t switch_s, const char *host, int64_t host_s)
{
	const char *at = cli_time_text(c, switch_s);

	if (host_s >= switch_s + MARGIN_S)
		cli_progress(c, "%s takes back at %s, %s later at %s: in the right order", sw, at,
			host, cli_time_text(c, host_s));
	else
		cli_progress(c,
			"warning: %s would undo at %s, before %s takes back at %s: the ports would "
			"still bundle under plain NICs. `confirm' or `apply --hold %lld' in time, "
			"or "
			"`rollback --switch %s' first",
			host, cli_time_text(c, host_s), sw, at,
			(long long)((switch_s - (int64_t)time(NULL)) / 60 + 2), sw);
}

/* Only root sees what is armed here. */
void guard_order_of_push(struct cli *c, const char *name, int64_t until_s)
{
	struct guard_place place;
	struct snapshot *s;
	struct err e;

	if (!host_may_change() || lock_guard_place(c, &place, &e) ||
		guard_file_phase(place.state) != GUARD_HELD)
		return;
	s = guard_file_read(c->arena, place.state, GUARD_HELD, &e);
	if (s)
		tell(c, name, until_s, s->host, (int64_t)time(NULL) + armed_seconds_left(s));
}

static void look_at(struct cli *c, const struct intent_host *host, const struct intent_switch *sw,
	int64_t until_s)
{
	struct journal j;
	struct err e;

	if (switch_journal(c, sw, &j, &e))
		return;
	if (journal_phase_is_active(j.phase) && j.record->armed_until_s > (int64_t)time(NULL))
		tell(c, sw->name, j.record->armed_until_s, host->name, until_s);
	journal_close(&j);
}

void guard_order_of_apply(struct cli *c, const struct intent_host *host, int64_t until_s)
{
	for (size_t i = 0; i < c->intent->switches.n; i++)
		if (switch_has_bond_of(c->intent->switches.v[i], host))
			look_at(c, host, c->intent->switches.v[i], until_s);
}
