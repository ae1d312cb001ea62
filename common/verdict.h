/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The verdict over an observation: up, not up, or not yet known, with the findings that explain
 * it. Findings come from one const table (finding.h): the first cause is the headline.
 */
#ifndef COMMON_VERDICT_H
#define COMMON_VERDICT_H

#include "observe.h"

enum verdict { VERDICT_UP, VERDICT_NOT_UP, VERDICT_UNKNOWN };
enum proof { PROOF_PROVEN, PROOF_FAILED, PROOF_UNKNOWN };
enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };

/* What else holds because of a finding: the same member, a later row of the table. */
struct finding_ref {
	const char *id, *subject, *title;
};

struct finding {
	const char *id; /* a contract: the names in docs/diagnoses.md */
	enum severity severity;
	const char *subject;     /* "bond0/eno1", "sw1:Gi1/0/1", "bond0" */
	const char *title;       /* one line */
	const char *evidence[5]; /* quoted facts with time, field and value; NULL-terminated */
	const char *fix_host, *fix_switch; /* what to type, line by line, or NULL */
	struct {
		struct finding_ref *v;
		size_t n, cap;
	} consequences;
};

struct member_verdict {
	const struct observe_member *member;
	enum verdict verdict; /* unknown: still within the time that the protocol allows */
	bool candidate;       /* all clauses hold now, not yet for `stable` */
	const char *clause;   /* the first clause that fails, in words; NULL when up */
	nanosec due;          /* when an unknown one is settled at the latest */
};

struct verdict_result {
	enum verdict verdict;
	enum proof aggregation, vlans, persistence;
	unsigned members_up;
	struct {
		struct member_verdict *v;
		size_t n, cap;
	} members; /* the planned ones */
	struct {
		struct finding *v;
		size_t n, cap;
	} findings;         /* errors first, the headline first of all */
	bool final;         /* waiting longer cannot change it, short of somebody's repair */
	nanosec until;      /* when a pending answer is due at the latest; 0: nothing is awaited */
	const char *awaits; /* "a LACPDU on eno2", for progress; NULL: nothing */
};

/*
 * Judges b as of b->now. A negative verdict is final only when the protocol's own times have
 * passed (3.6 s after a link-up, 31 s without one). Once b->ended nothing is awaited: what is
 * pending counts as not up, or as unknown where the observation was too short to tell.
 */
void verdict_judge(struct arena *a, const struct observe_bond *b, struct verdict_result *out);

/*
 * Judges the cables alone, as far as neighbours were heard: before anything is configured. What a
 * push will change is a warning here.
 */
void verdict_cabling(struct arena *a, const struct observe_bond *b, struct verdict_result *out);

/* The switch's answer speaks against members that pass, but is older than they do: ask again. */
bool verdict_wants_fresh_answer(struct arena *a, const struct observe_bond *b);

const char *verdict_name(enum verdict v);   /* "up", "not-up", "unknown" */
const char *proof_name(enum proof p);       /* "proven", "failed", "unknown" */
const char *severity_name(enum severity s); /* "error", "warning", "info" */

#endif
