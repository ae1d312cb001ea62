// SPDX-License-Identifier: Apache-2.0
/* lacppair apply: makes this host's side so. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "armed.h"
#include "confirm_verify.h"
#include "foreign.h"
#include "gather.h"
#include "guard_order.h"
#include "apply_limits.h"
#include "lock.h"
#include "probe.h"
#include "prove.h"
#include "testpoint.h"
#include "saved.h"
#include "stage.h"
#include "tell.h"

static const struct cli_option options[] = {
	{ "dry-run", 0, NULL, false, "read and compare, print the steps, execute none" },
	CLI_OPT_HOLD,
	{ "confirm", 0, "now|verify", false,
		"confirm by itself: at once, or once verify says up and the way in answers" },
	{ "ping", 0, "ADDR", false, "the way in (else: the default gateways of the file)" },
	CLI_OPT_PLAN,
	CLI_OPT_ADOPT,
	CLI_OPT_AT_ONCE,
	{ "yes", 'y', NULL, false, "answer what would be asked (what --adopt moves)" },
	CLI_OPT_RECREATE,
	CLI_OPT_PRUNE,
	CLI_OPT_HOST,
	CLI_OPT_END,
};

static void on_step(void *ctx, const struct step *s)
{
	cli_print(ctx, "    %-10s %s\n", s->object, s->text);
	if (s->op == STEP_PROVE)
		cli_progress(ctx, "%s: waiting, at most %d s; what is live is not touched yet",
			s->object, HOST_PROVE_S);
}

/* Thousands of steps are no small document: it is made only where somebody reads it. */
static void add_result(struct cli *c, const struct plan_host *h, const char *result,
	const char *until, const struct err *e)
{
	json_t *j;

	if (!c->json)
		return;
	j = json_pack("{s:s, s:s, s:s?, s:o, s:o}", "name", h->host->name, "result", result,
		"armed_until", until, "steps", gather_steps_json(&h->steps), "adopted",
		gather_adoption_json(&h->adoption));
	if (e->class)
		json_object_set_new(j, "error", cli_error_json(c, e));
	json_object_set_new(c->doc, "hosts", json_pack("[o]", j));
}

static const char *result_of(const struct err *e)
{
	return e->class == ERR_LEFT ? "left" : e->class == ERR_REFUSED ? "undone" : "refused";
}

static int refuse(struct cli *c, const struct plan *plan)
{
	struct err e;

	err_set(&e, ERR_REFUSED, plan->hosts.v[0].host->name,
		"%u thing%s cannot be done so; nothing was changed", plan->notes.errors,
		plan->notes.errors == 1 ? "" : "s");
	add_result(c, &plan->hosts.v[0], "refused", NULL, &e);
	return cli_fail(c, &e);
}

static int need_root(struct cli *c, const struct plan_host *h)
{
	struct err e;

	err_set(&e, ERR_ENVIRONMENT, h->host->name, "no permission to change the network");
	err_hint(&e, "run %s as root; plan and --dry-run work without", c->command->name);
	add_result(c, h, "refused", NULL, &e);
	return cli_fail(c, &e);
}

static const char *missing_nic(const struct host_state *wanted, const struct host_state *now)
{
	for (size_t i = 0; i < wanted->links.n; i++) {
		const struct link *w = &wanted->links.v[i];

		if (w->kind == LINK_PLAIN && !w->gone && !host_state_link(now, w->name))
			return w->name;
	}
	return NULL;
}

/* Another program may have changed our links meanwhile: what is there decides, not our steps. */
static int read_back(struct cli *c, struct host_nl *nl, const struct plan_host *h, struct err *e)
{
	struct host_state *now = host_read_settled(nl, c->arena, &h->steps, &cli_stop, e);
	struct steps missing = { 0 };
	const char *nic;

	if (!now) {
		err_context(e, "reading back");
		return host_apply_undo(nl, c->arena, h->found, &h->steps, e);
	}
	if (host_duplicate(now, &h->steps, e))
		return host_apply_undo(nl, c->arena, h->found, &h->steps, e);
	diff_host(c->arena, h->goal, now, &missing);
	nic = missing_nic(h->goal, now);
	if (!missing.n && !nic) {
		foreign_after(c, h, now);
		return 0;
	}
	if (nic)
		err_set(e, ERR_REFUSED, nic, "is gone since it was read");
	else
		err_set(e, ERR_REFUSED, missing.v[0].object, "is not as it was made (%s)",
			missing.v[0].text);
	if (!nic)
		err_hint(e,
			"another program that manages the network is at work on it: stop it, "
			"or take these links out of its hands");
	return host_apply_undo(nl, c->arena, h->found, &h->steps, e);
}

/* The guard gets its try where this process could not undo all. */
static void undo_by_guard(struct armed *armed, struct err *e)
{
	if (guard_file_move(armed->place.state, GUARD_APPLYING, GUARD_UNDOING) ||
		guard_wait(&armed->place, ARMED_UNDO_MS) != GUARD_UNDONE)
		return;
	host_apply_undone(e, "the guard");
	err_hint(e, "lacppair status says what it did");
}

static int failed(struct cli *c, struct armed *armed, const struct plan_host *h, struct err *e)
{
	if (e->class == ERR_ENVIRONMENT)
		guard_file_drop(armed->place.state);
	else if (e->class == ERR_LEFT)
		undo_by_guard(armed, e);
	else
		armed_end(armed, GUARD_APPLYING, GUARD_UNDONE, e->text);
	add_result(c, h, result_of(e), NULL, e);
	return cli_fail(c, e);
}

/* 0: confirmed; 1: the guard waits for a confirmation; -1 with e: it has undone. */
static int confirm(struct cli *c, struct armed *armed, const struct plan_host *h, struct err *e)
{
	const char *how = cli_value(c, "confirm");

	if (!how)
		return 1;
	if (!strcmp(how, "verify"))
		return confirm_by_verify(c, armed, h, e);
	if (armed_end(armed, GUARD_HELD, GUARD_CONFIRMED, "apply --confirm now"))
		return 1;
	cli_print(c, "%s: confirmed\n", h->host->name);
	return 0;
}

/* The names of the legs that wait for the switch; NULL: none does. */
static const char *waiting_legs(struct cli *c, const struct plan_host *h, const char **sw)
{
	const char *names = NULL;

	for (size_t i = 0; h->staged && i < h->wanted->links.n; i++) {
		const struct link *w = &h->wanted->links.v[i];
		const struct intent_member *m = stage_waits(h->host, h->wanted, h->found, w);

		if (!m)
			continue;
		names = arena_printf(
			c->arena, "%s%s%s", names ? names : "", names ? ", " : "", w->name);
		*sw = m->sw->name;
	}
	return names;
}

static void say_waiting(struct cli *c, const struct plan_host *h)
{
	const char *sw, *names = waiting_legs(c, h, &sw);

	if (names)
		cli_print(c,
			"%s: %s is out of use and joins last: confirm, then `lacppair push "
			"--switch %s' and `lacppair apply' once more\n",
			h->host->name, names, sw);
}

/* All is done: the guard waits from here on, or not even that. */
static int hold(struct cli *c, struct armed *armed, const struct plan_host *h)
{
	const char *until = NULL;
	struct err e = { 0 };
	int waits;

	if (guard_file_move(armed->place.state, GUARD_APPLYING, GUARD_HELD)) {
		err_set(&e, ERR_LEFT, h->host->name, "the guard's file is gone: %s",
			armed->place.state);
		add_result(c, h, "left", NULL, &e);
		return cli_fail(c, &e);
	}
	cli_print(c, "%s: changed, %zu step%s done, read back as wanted; lost at reboot\n",
		h->host->name, h->steps.n, h->steps.n == 1 ? "" : "s");
	say_waiting(c, h);
	waits = confirm(c, armed, h, &e);
	if (waits > 0) {
		until = armed_until(c, armed->snapshot);
		cli_print(c,
			"%s: armed until %s (%ld s): `lacppair confirm' keeps it, `lacppair "
			"rollback' or silence undoes it\n",
			h->host->name, until, armed_seconds_left(armed->snapshot));
	}
	add_result(c, h, waits < 0 ? result_of(&e) : "changed", until, &e);
	return waits < 0 ? cli_fail(c, &e) : 0;
}

/* The one question of apply; without a terminal --yes must have answered it. */
static bool may_adopt(struct cli *c, const struct plan_host *h)
{
	char answer[16] = "";

	if (!h->adoption.n || cli_flag(c, "yes"))
		return true;
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return false;
	for (size_t i = 0; i < h->adoption.n; i++)
		cli_progress(c, "%s becomes part of %s: %s", h->adoption.v[i].from,
			h->adoption.v[i].to, h->adoption.v[i].what);
	fprintf(stderr, "They answer from there, or the guard takes it back. Go on? [no] ");
	return fgets(answer, sizeof(answer), stdin) && !strcmp(answer, "yes\n");
}

static int refuse_unasked(struct cli *c, const struct plan_host *h)
{
	struct err e;

	err_set(&e, ERR_USAGE, h->host->name,
		"%s carries what would move to %s: not agreed to; "
		"nothing was changed",
		h->adoption.v[0].from, h->adoption.v[0].to);
	err_hint(&e, "without a terminal, --yes answers");
	add_result(c, h, "refused", NULL, &e);
	return cli_fail(c, &e);
}

/* The switch learns where the addresses are now as soon as the bond lets frames out. */
static void announce(struct cli *c, struct host_nl *nl, const struct plan_host *h)
{
	enum { WAIT_MS = 8000 };

	if (h->adoption.n && !cli_stop)
		cli_progress(c, "%s: announced %u adopted addresses (ARP, IPv6)", h->host->name,
			host_tell_when_up(nl, &h->steps, WAIT_MS));
}

struct kernel {
	struct host_nl *nl;
	struct host_events *since; /* before it was read */
};

static int change(struct cli *c, struct kernel *k, const struct plan_host *h, struct err *e)
{
	int rc = foreign_before(k->nl, k->since, h, e);

	host_events_close(k->since); /* what is ours to change fills no queue */
	k->since = NULL;
	if (rc || host_apply(k->nl, c->arena, h->found, &h->steps, &cli_stop, on_step, c, e))
		return -1;
	return read_back(c, k->nl, h, e);
}

/* Else the guard would end it while it waits, although all is well. */
static int check_hold(const struct plan_host *h, int64_t hold_ms, struct err *e)
{
	enum { SPARE_S = 2 };
	int64_t wait_s = (host_longest_wait_ms(h->found, &h->steps) + 999) / 1000;

	if (!wait_s || hold_ms >= (wait_s + SPARE_S) * 1000)
		return 0;
	err_set(e, ERR_USAGE, h->host->name,
		"--hold %llds is too short: what apply waits for itself (LACP, whether an address "
		"is "
		"in use) may take %lld s; nothing was changed",
		(long long)(hold_ms / 1000), (long long)wait_s);
	return err_hint(
		e, "at least --hold %llds, and time to confirm", (long long)(wait_s + SPARE_S));
}

static int execute(struct cli *c, struct kernel *k, const struct plan_host *h)
{
	struct armed armed;
	struct err e = { 0 };
	int64_t hold_ms;
	int status;

	if (armed_hold(c, &hold_ms, &e) || check_hold(h, hold_ms, &e) ||
		armed_none(c, &armed, &e) ||
		armed_begin(c, &armed, h->host->name, h->found, &h->steps, hold_ms, &e)) {
		add_result(c, h, "refused", NULL, &e);
		return cli_fail(c, &e);
	}
	cli_progress(c, "%s: net: a guard of its own undoes it if this process dies, and at %s",
		h->host->name, armed_until(c, armed.snapshot));
	guard_order_of_apply(c, h->host, (int64_t)time(NULL) + armed_seconds_left(armed.snapshot));
	testpoint("armed", 0);
	if (change(c, k, h, &e))
		return failed(c, &armed, h, &e);
	status = hold(c, &armed, h);
	if (!status)
		announce(c, k->nl, h);
	return status;
}

static int apply_host(struct cli *c, struct kernel *k, const struct intent_host *host,
	const struct saved_plan *saved)
{
	struct plan plan = { .notes.arena = c->arena };
	struct err e = { 0 };
	const struct plan_host *h;

	if (gather_host(c, &plan, host, k->nl, NULL, &e))
		return cli_fail(c, &e);
	h = &plan.hosts.v[0];
	if (saved_check(c, saved, h, &e)) {
		add_result(c, h, "refused", NULL, &e);
		return cli_fail(c, &e);
	}
	cli_report(c, &plan.notes, plan.notes.errors ? "refusals" : "warnings");
	if (plan.notes.errors)
		return refuse(c, &plan);
	if (!h->steps.n) {
		add_result(c, h, "unchanged", NULL, &e);
		cli_print(c, "%s: unchanged, everything is as wanted\n", host->name);
		if (host_may_change())
			armed_remind(c);
		return 0;
	}
	if (cli_flag(c, "dry-run")) {
		add_result(c, h, "unchanged", NULL, &e);
		gather_print_steps(c, &h->steps, false);
		cli_print(c, "%s: %zu steps would be done; none was\n", host->name, h->steps.n);
		return 0;
	}
	if (!host_may_change())
		return need_root(c, h);
	if (!may_adopt(c, h))
		return refuse_unasked(c, h);
	return execute(c, k, h);
}

static int check_options(const struct cli *c, struct err *e)
{
	const char *how = cli_value(c, "confirm");
	int64_t ms;

	bool verify = how && c->command == &cli_apply && !strcmp(how, "verify");

	if (how && !verify && strcmp(how, "now") != 0)
		return err_set(e, ERR_USAGE, c->command->name, "--confirm takes %s, not `%.60s'",
			c->command == &cli_apply ? "`now' or `verify'" : "`now'", how);
	return confirm_check_ping(c, e) ? -1 : armed_hold(c, &ms, e);
}

int cli_apply_run(struct cli *c)
{
	const struct intent_host *host;
	struct saved_plan *saved;
	struct kernel k = { 0 };
	struct err e = { 0 };
	int status, lock;

	if (check_options(c, &e))
		return cli_fail(c, &e);
	if (!saved_intent(c, &saved, &status))
		return status;
	host = cli_host(c, true, &e);
	if (!host)
		return cli_fail(c, &e);
	lock = host_may_change() ? lock_host(c, host->name, &e) : 0;
	if (lock < 0)
		return cli_fail(c, &e);
	k.nl = host_nl_open(&e);
	k.since = k.nl ? host_events_open(HOST_HEAR_ALL, &e) : NULL;
	status = k.since ? apply_host(c, &k, host, saved) : cli_fail(c, &e);
	host_events_close(k.since);
	host_nl_close(k.nl);
	if (lock > 0)
		close(lock);
	return status;
}

const struct cli_command cli_apply = {
	.name = "apply",
	.summary = "make this host's side so, over netlink",
	.detail =
		"Reads the kernel, executes only the steps that differ, and undoes them when one\n"
		"fails. Before the first, a guard is armed that survives this process and the\n"
		"session: unless `lacppair confirm' comes within --hold, it takes the host back.\n"
		"A NIC that carries an address, a route or this session is refused, unless "
		"--adopt\n"
		"moves them, once the idle legs of the bond are proven; that is asked once, or\n"
		"answered by --yes. Exit status: 0 as wanted; 1 refused, and undone; 2 the intent\n"
		"or the options; 3 no permission, or one is armed already, nothing changed; 4 not\n"
		"fully undone: the message lists what is left.",
	.options = options,
	.run = cli_apply_run,
};
