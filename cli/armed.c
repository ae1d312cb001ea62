// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "armed.h"
#include "lock.h"

enum {
	HOLD_DEFAULT_S = 120,
	HOLD_MIN_S = 2,
	HOLD_MAX_S = 24 * 3600,
};

int armed_hold(const struct cli *c, int64_t *ms, struct err *e)
{
	const char *text = cli_value(c, "hold");
	char *end;
	long n;

	*ms = HOLD_DEFAULT_S * 1000;
	if (!text)
		return 0;
	errno = 0;
	n = strtol(text, &end, 10);
	if (errno || end == text || n < 1 || n > HOLD_MAX_S)
		n = -1;
	else if (!*end)
		n *= 60;
	else if (strcmp(end, "s") != 0)
		n = -1;
	if (n < HOLD_MIN_S || n > HOLD_MAX_S)
		return err_set(e, ERR_USAGE, c->command->name,
			"--hold takes minutes from 1 to %d, or seconds from %ds to %ds, not "
			"`%.60s'",
			HOLD_MAX_S / 60, HOLD_MIN_S, HOLD_MAX_S, text);
	*ms = (int64_t)n * 1000;
	return 0;
}

int armed_none(struct cli *c, struct armed *out, struct err *e)
{
	if (lock_guard_place(c, &out->place, e))
		return -1;
	return guard_check_none(c->arena, &out->place, e);
}

int armed_begin(struct cli *c, struct armed *armed, const char *host,
	const struct host_state *found, const struct steps *steps, int64_t hold_ms, struct err *e)
{
	struct snapshot *s = ARENA_NEW(c->arena, struct snapshot);

	s->host = host;
	s->hold_ms = hold_ms;
	s->before = host_state_copy(c->arena, found);
	s->steps = *steps;
	armed->snapshot = s;
	return guard_arm(c->arena, &armed->place, s, e);
}

const char *armed_host(const struct armed *armed)
{
	return armed->snapshot ? armed->snapshot->host : "host";
}

int armed_end(struct armed *armed, enum guard_phase from, enum guard_phase outcome, const char *why)
{
	if (guard_file_move(armed->place.state, from, outcome))
		return -1;
	guard_journal_add(armed->place.state, time(NULL), armed_host(armed), outcome, why);
	return 0;
}

void armed_remind(struct cli *c)
{
	struct armed armed;
	struct err e;

	if (armed_none(c, &armed, &e))
		cli_progress(c, "%s: %s; %s", e.object, e.text, e.hint);
}

long armed_seconds_left(const struct snapshot *s)
{
	return (long)((s->deadline_ms - guard_now_ms() + 999) / 1000);
}

const char *armed_until(struct cli *c, const struct snapshot *s)
{
	time_t t = time(NULL) + armed_seconds_left(s), meant = s->armed_s + s->hold_ms / 1000;

	if (labs(t - meant) <= 2) /* else somebody set the clock meanwhile */
		t = meant;
	return cli_time_text(c, t);
}
