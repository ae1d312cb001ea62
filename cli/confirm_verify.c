// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <time.h>

#include "confirm_verify.h"
#include "ping.h"
#include "verify.h"

enum {
	VERIFY_MS = 35000, /* a partner at the slow rate speaks once in 30 s */
	STABLE_S = 3,
	PING_MS = 5000,
	PAUSE_MS = 500,
	MARGIN_MS = 200, /* the guard's deadline is not ours to race with */
};

struct awaited {
	struct cli *c;
	struct armed *armed;
	const struct plan_host *h;
	const char *missing; /* what is not proven yet */
	const char *given;   /* what was proven */
};

int confirm_check_ping(const struct cli *c, struct err *e)
{
	const char *text = cli_value(c, "ping"), *confirm = cli_value(c, "confirm");
	struct ipaddr ip;

	if (!text)
		return 0;
	if (!confirm || strcmp(confirm, "verify") != 0)
		return err_set(e, ERR_USAGE, "--ping", "needs --confirm verify");
	if (strchr(text, '/') || ipaddr_parse(text, &ip))
		return err_set(e, ERR_USAGE, "--ping", "`%.60s' is no address", text);
	return 0;
}

static int64_t left_ms(const struct awaited *p)
{
	return p->armed->snapshot->deadline_ms - guard_now_ms() - MARGIN_MS;
}

static int64_t at_most(int64_t ms, int64_t most)
{
	return ms < 0 ? 0 : ms < most ? ms : most;
}

static bool has_lacp(const struct plan_host *h)
{
	for (size_t i = 0; i < h->host->bonds.n; i++)
		if (h->host->bonds.v[i]->opts.value[BONDOPT_MODE] == BOND_MODE_8023AD)
			return true;
	return false;
}

/* The findings in full for the user, the first of them as the reason. */
static const char *headline(struct cli *c, const struct verify_bonds *bonds)
{
	const struct finding *first = NULL;

	for (size_t i = 0; i < bonds->n; i++) {
		const struct verdict_result *r = &bonds->v[i].result;

		if (r->verdict == VERDICT_UP)
			continue;
		verify_print_findings(c, r);
		if (!first && r->findings.n)
			first = &r->findings.v[0];
	}
	return first ? arena_printf(c->arena, "verify: %s: %s", first->subject, first->title)
		     : "verify does not say up";
}

static bool pair_is_up(struct awaited *p, struct err *e)
{
	struct verify_limits limits = {
		.stable = SEC(STABLE_S),
		.timeout_ms = at_most(left_ms(p), VERIFY_MS),
		.ask_switch = true,
	};
	struct verify_bonds bonds = { 0 };

	if (!has_lacp(p->h)) {
		p->given = "no bond of the host speaks LACP";
		return true;
	}
	p->given = "verify: up";
	if (verify_live(p->c, p->h->host, &limits, &bonds, e))
		p->missing = arena_printf(p->c->arena, "verify: %s", e->text);
	else if (verify_overall(&bonds) != VERDICT_UP)
		p->missing = headline(p->c, &bonds);
	else
		return true;
	return false;
}

static bool answers(struct awaited *p, const struct ipaddr *to, const char *link, struct err *e)
{
	char text[IPADDR_TEXT_MAX];

	ipaddr_format(to, false, text);
	cli_progress(p->c, "%s: does %s answer?", p->h->host->name, text);
	if (host_ping(to, link, at_most(left_ms(p), PING_MS), &cli_stop, e) != 1) {
		p->missing = arena_printf(p->c->arena, "%s does not answer", text);
		return false;
	}
	p->given = arena_printf(p->c->arena, "%s, %s answers", p->given, text);
	return true;
}

/* Every default gateway that the file names, or the address that the user did. */
static bool way_in_answers(struct awaited *p, struct err *e)
{
	const char *asked = cli_value(p->c, "ping");
	struct ipaddr ip;

	if (asked)
		return !ipaddr_parse(asked, &ip) && answers(p, &ip, "", e);
	for (size_t i = 0; i < p->h->wanted->routes.n; i++) {
		const struct host_route *r = &p->h->wanted->routes.v[i];

		if (!r->gone && !r->dst.prefix && r->gateway.family &&
			!answers(p, &r->gateway, r->link, e))
			return false;
	}
	return true;
}

static void pause_a_moment(void)
{
	const struct timespec t = { .tv_nsec = PAUSE_MS * 1000000L };

	nanosleep(&t, NULL);
}

/* The deadline came first: the guard is at it, or was. */
static int not_in_time(struct awaited *p, struct err *e)
{
	enum guard_phase outcome = guard_wait(&p->armed->place, ARMED_UNDO_MS);

	if (outcome == GUARD_CONFIRMED)
		return 0; /* somebody else did, meanwhile */
	err_set(e, outcome == GUARD_UNDONE ? ERR_REFUSED : ERR_LEFT, p->h->host->name,
		"not confirmed by the deadline: %s; %s", p->missing,
		outcome == GUARD_UNDONE ? "undone by the guard: the host is as before"
					: "and the guard could not undo all: lacppair status");
	return -1;
}

int confirm_by_verify(struct cli *c, struct armed *armed, const struct plan_host *h, struct err *e)
{
	struct awaited p = { c, armed, h, "the time was too short to verify", "" };
	struct err why = { 0 };

	while (left_ms(&p) > 0 && !cli_stop) {
		if (pair_is_up(&p, &why) && way_in_answers(&p, &why)) {
			const char *line =
				arena_printf(c->arena, "apply --confirm verify: %s", p.given);

			if (armed_end(armed, GUARD_HELD, GUARD_CONFIRMED, line))
				break;
			cli_print(c, "%s: confirmed: %s\n", h->host->name, p.given);
			return 0;
		}
		if (cli_stop)
			break;
		cli_progress(c, "%s: not confirmed yet: %s", h->host->name, p.missing);
		pause_a_moment();
	}
	return cli_stop ? 1 : not_in_time(&p, e);
}
