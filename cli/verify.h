/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of `lacppair verify`: gather evidence (live, or replay.h), judge, report. */
#ifndef CLI_VERIFY_H
#define CLI_VERIFY_H

#include "cabling.h"
#include "cli.h"
#include "observe.h"
#include "verdict.h"

struct verify_bond {
	struct observe_bond *observed;
	const struct intent_bond *intent; /* NULL for recordings */
	const struct switch_texts *said;  /* by the switch, as it was printed; or NULL */
	struct verdict_result result;
};

struct verify_bonds {
	struct verify_bond *v;
	size_t n, cap;
};

struct verify_limits {
	nanosec stable;
	int64_t timeout_ms;
	bool ask_switch;
	bool watch;                /* goes on until a signal, or the time is over */
	bool cabling;              /* only who is at the other ends is asked, and nothing of LACP */
	struct evidence *evidence; /* live: where what is seen is kept; or NULL */
};

/*
 * Watches the bonds of the host on this kernel until the verdict is final, the time is over or a
 * signal came; results are judged then. -1 with e: no permission, no netlink, a member's NIC given
 * by a MAC that no NIC has.
 */
int verify_live(struct cli *c, const struct intent_host *host, const struct verify_limits *limits,
	struct verify_bonds *out, struct err *e);

/* Options say that files are to be judged. */
bool verify_is_offline(const struct cli *c);

/* Judges files against the host's plan, or without one (NULL). -1 with e. */
int verify_offline(struct cli *c, const struct intent_host *host,
	const struct verify_limits *limits, struct verify_bonds *out, struct err *e);

/* The worst of all bonds. */
enum verdict verify_overall(const struct verify_bonds *bonds);

/* Prints the results, or puts them into the document. */
void verify_report(struct cli *c, const struct verify_bonds *bonds);

/* The parts of a report that both kinds of verify have. */
void verify_print_findings(const struct cli *c, const struct verdict_result *r);
void verify_fill_document(struct cli *c, const struct verify_bonds *bonds);
void verify_print_heard(const struct cli *c, const struct observe_member *m);
json_t *verify_json_heard(
	const struct cli *c, const struct observe_bond *b, const struct observe_member *m);

/* verify --cabling: differs if any member does, as planned if every one is. */
enum cabling verify_cabling_overall(const struct verify_bonds *bonds);
void verify_report_cabling(struct cli *c, const struct verify_bonds *bonds);

/* The switches of the bonds, asked for their view while LACPDUs are awaited. */
struct verify_switches;

struct verify_switches *verify_switches_new(
	struct cli *c, struct verify_bonds *bonds, bool ask, int64_t now_ms);

/*
 * One turn: starts, drives and ends readings, and hands answers to the bonds. ready: negotiation
 * is over (one way or the other), so the answer is worth having. True while an answer is awaited;
 * *fd and *deadline_ms then say for what.
 */
bool verify_switches_step(struct verify_switches *s, bool ready, nanosec now, int64_t now_ms,
	struct pollfd *fd, int64_t *deadline_ms);

/* Whether it can be asked without a prompt: a password or a key is at hand. */
bool verify_may_ask(struct cli *c, const struct intent_switch *sw);

/* Puts what a switch said into a bond's observation; what it did not say stays unknown. */
void verify_take_answer(struct verify_bond *b, const struct switch_read *read, nanosec time);

/* Gives up what is still awaited; what was read so far counts. */
void verify_switches_end(struct verify_switches *s);

#endif
