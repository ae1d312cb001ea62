// SPDX-License-Identifier: Apache-2.0
/* lacppair verify: is aggregation up on both sides, and if not, which port is wrong and why. */
#include <stdlib.h>
#include <string.h>

#include "cabling_listen.h"
#include "armed.h"
#include "evidence.h"
#include "read.h"
#include "switch_guard.h"
#include "verify.h"
#include "shows.h"

static const struct cli_option options[] = {
	CLI_OPT_HOST,
	CLI_OPT_BOND,
	{ "stable", 0, "SEC", false, "how long all must hold (3)" },
	{ "timeout", 0, "SEC", false, "how long to wait for the verdict (35)" },
	{ "cabling", 0, NULL, false,
		"only hear by LLDP and CDP whether the cables are as planned: before any change" },
	{ "pcap", 0, "NIC=FILE", true, "judge a recording: the capture of one member" },
	{ "bonding", 0, "FILE", false, "and what /proc/net/bonding said at its end" },
	{ "kernel", 0, "FILE", false,
		"and what it said of links, counters and probes: kernel.json of --evidence" },
	{ "mac", 0, "NIC=ADDRESS", true, "a member's own address, where --bonding is not at hand" },
	CLI_OPT_SHOW,
	{ "no-bond", 0, NULL, false, "the kernel had no such bond when it was recorded" },
	{ "evidence", 0, "DIR", false, "keep what is seen, to be judged again by these options" },
	{ "probe", 0, "VLAN", true, "ask the gateway of this VLAN by ARP, and say who answers" },
	{ "watch", 0, NULL, false, "a live table until ^C or --timeout, then the verdict" },
	{ "no-switch", 0, NULL, false, "do not ask the switch for its view" },
	{ "confirm", 0, NULL, false,
		"when the pair is up, keep and save what is held: on the switch, then here" },
	CLI_OPTS_LOGIN,
	CLI_OPT_END,
};

static int read_limits(const struct cli *c, struct verify_limits *out, struct err *e)
{
	long stable, timeout;

	if (cli_number(c, "stable", 0, 600, 3, &stable, e) ||
		cli_number(c, "timeout", 1, 3600, 35, &timeout, e))
		return -1;
	if (stable >= timeout)
		return err_set(e, ERR_USAGE, "--timeout", "%ld s leave no room for --stable %ld s",
			timeout, stable);
	out->stable = SEC(stable);
	out->timeout_ms = timeout * 1000;
	out->cabling = cli_flag(c, "cabling");
	out->ask_switch = !cli_flag(c, "no-switch");
	if (out->cabling && !cli_flag(c, "timeout"))
		out->timeout_ms = CABLING_CDP_NS / MSEC(1);
	out->watch = cli_flag(c, "watch");
	if (out->watch && !cli_value(c, "timeout"))
		out->timeout_ms = INT64_MAX / 4;
	if (cli_flag(c, "probe") && (verify_is_offline(c) || out->cabling))
		return err_set(e, ERR_USAGE, "--probe", "is asked of a live bond");
	if (out->watch && (verify_is_offline(c) || out->cabling))
		return err_set(e, ERR_USAGE, "--watch", "is of LACP as it is spoken now");
	return 0;
}

static int no_bond(const struct cli *c, const struct intent_host *host, struct err *e)
{
	const char *bond = cli_value(c, "bond");

	if (bond)
		return err_set(
			e, ERR_USAGE, "--bond", "host %s has no bond `%.40s'", host->name, bond);
	return err_set(e, ERR_INTENT, host->name, "has no bond in the file");
}

static int run_cabling(struct cli *c, const struct intent_host *host,
	const struct verify_limits *limits, struct verify_bonds *out, struct err *e)
{
	struct ears l = { .bonds = out, .stable = limits->stable, .evidence = limits->evidence };
	int r;

	if (ears_open(&l, c, host, e))
		return -1;
	r = cabling_listen(&l, limits->timeout_ms, e);
	if (!r && limits->ask_switch && !cli_stop)
		cabling_ask(&l);
	if (!r)
		cabling_judge(&l);
	ears_close(&l);
	return r;
}

static int run_live(struct cli *c, const struct intent_host *host,
	const struct verify_limits *limits, struct verify_bonds *out, struct err *e)
{
	if (!host_may_capture()) {
		err_set(e, ERR_ENVIRONMENT, "capture", "no permission to listen to LACPDUs");
		return err_hint(e,
			"run as root or with CAP_NET_RAW and CAP_NET_ADMIN, or judge "
			"recordings with --pcap and --bonding");
	}
	if (limits->cabling ? run_cabling(c, host, limits, out, e)
			    : verify_live(c, host, limits, out, e))
		return -1;
	return out->n ? 0 : no_bond(c, host, e);
}

/* Unknown is a failure of the look, not of the pair: it says so as an error. */
static int exit_status(struct cli *c, const struct verify_bonds *bonds)
{
	struct err e = { 0 };

	switch (verify_overall(bonds)) {
	case VERDICT_UP:
		return 0;
	case VERDICT_NOT_UP:
		return 1;
	case VERDICT_UNKNOWN:
		break;
	}
	err_set(&e, ERR_ENVIRONMENT, "verdict", "unknown: %s",
		cli_stop ? "interrupted" : "too little was seen to tell");
	if (!cli_stop)
		err_hint(&e,
			"watch for 35 s, on every member: a partner at slow rate speaks once "
			"in 30 s");
	return cli_fail(c, &e);
}

static int cabling_status(struct cli *c, const struct verify_bonds *bonds)
{
	struct err e = { 0 };

	switch (verify_cabling_overall(bonds)) {
	case CABLING_AGREES:
		return 0;
	case CABLING_DIFFERS:
		return 1;
	case CABLING_UNKNOWN:
		break;
	}
	err_set(&e, ERR_ENVIRONMENT, "cabling", "not every member's neighbour named its port");
	err_hint(&e,
		"the NICs have to be up, and the switch to speak: `lldp run', or `cdp run' and "
		"`cdp "
		"enable' on the ports");
	return cli_fail(c, &e);
}

static int open_evidence(struct cli *c, bool offline, struct verify_limits *limits, struct err *e)
{
	const char *dir = cli_value(c, "evidence");

	if (!dir)
		return 0;
	if (offline)
		return err_set(e, ERR_USAGE, "--evidence", "recordings are evidence already");
	limits->evidence = evidence_open(c, dir, e);
	return limits->evidence ? 0 : -1;
}

/* Recordings need no plan, and are judged by one only where it is named. */
static const struct intent_host *find_host(struct cli *c, bool offline, int *status)
{
	const struct intent_host *host;
	struct err e = { 0 };

	if (!cli_intent(c, status))
		return NULL;
	host = cli_host(c, !offline, &e);
	if (!host)
		*status = cli_fail(c, &e);
	return host;
}

static int judge(struct cli *c, const struct intent_host *host, bool offline,
	struct verify_bonds *bonds, struct verify_limits *limits, struct err *e)
{
	if (read_limits(c, limits, e) || open_evidence(c, offline, limits, e))
		return -1;
	return offline ? verify_offline(c, host, limits, bonds, e)
		       : run_live(c, host, limits, bonds, e);
}

static int check_confirm(const struct cli *c, bool offline, struct err *e)
{
	if (!cli_flag(c, "confirm"))
		return 0;
	if (offline || cli_flag(c, "cabling"))
		return err_set(e, ERR_USAGE, "--confirm", "is of a live verdict");
	if (cli_flag(c, "bond"))
		return err_set(e, ERR_USAGE, "--confirm",
			"keeps all that is held, so all bonds of the host have to be proven: not "
			"with --bond");
	return 0;
}

/* The switch first: where it is too late there, the host's guard has to undo too. */
static int keep_both(struct cli *c, const struct intent_host *host)
{
	int status = 0;

	for (size_t i = 0; i < c->intent->switches.n && !status; i++)
		if (switch_has_bond_of(c->intent->switches.v[i], host))
			status = switch_guard_keep(c, c->intent->switches.v[i]);
	return status ? status : guard_keep_host(c);
}

static int run(struct cli *c)
{
	bool offline = verify_is_offline(c);
	const struct intent_host *host = NULL;
	struct verify_limits limits = { 0 };
	struct verify_bonds bonds = { 0 };
	struct err e = { 0 };
	int status = 0;

	if (!offline || cli_flag(c, "file")) {
		host = find_host(c, offline, &status);
		if (!host)
			return status;
	}
	if (check_confirm(c, offline, &e) || judge(c, host, offline, &bonds, &limits, &e))
		return cli_fail(c, &e);
	if (limits.cabling)
		verify_report_cabling(c, &bonds);
	else
		verify_report(c, &bonds);
	if (limits.evidence && evidence_close(limits.evidence, host, &bonds, &e))
		return cli_fail(c, &e);
	status = limits.cabling ? cabling_status(c, &bonds) : exit_status(c, &bonds);
	return status || !cli_flag(c, "confirm") ? status : keep_both(c, host);
}

const struct cli_command cli_verify = {
	.name = "verify",
	.summary = "prove from LACPDUs that aggregation is up, or say which port is wrong and why",
	.detail = "Listens on every member of the host's bonds, reads the kernel and asks the "
		  "switch, until all members have been aggregated for --stable seconds or cannot "
		  "be. Changes nothing, but for --confirm, and asks nothing. Exit status 0: up; 1: "
		  "not up; 3: not "
		  "known. Recordings need no root: --pcap NIC=FILE for each member, --bonding FILE "
		  "or --mac where the capture does not keep the direction, and --bond NAME, or the "
		  "intent by -f.",
	.options = options,
	.run = run,
};
