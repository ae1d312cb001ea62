// SPDX-License-Identifier: Apache-2.0
/*
 * Why waiting, and how long: negotiation takes 2.0 s of aggregate wait plus the exchange of a few
 * LACPDUs (802.3ad 43.4.9); a partner at slow rate speaks every 30 s; after a link-up it speaks at
 * once, and the kernel gives up after 3.6 s. What has not moved for six seconds does not move by
 * itself.
 */
#include <string.h>

#include "finding.h"

#define SETTLED SEC(6)
#define GIVEN_UP MSEC(3600)

static bool has_given_up(const struct observe_member *m)
{
	uint8_t own;

	return clause_own_state(m, &own) && own & LACP_DEFAULTED && !(own & LACP_EXPIRED);
}

/* When a partner that was not heard yet must have been. */
static nanosec silence_due(const struct observe_member *m)
{
	nanosec from = m->listening_since;

	if (m->flapped && has_given_up(m))
		return m->link_since + GIVEN_UP;
	if (m->flapped && m->link_since > from)
		from = m->link_since;
	return from + LACP_SLOW_PERIOD_NS + SEC(1);
}

/* When a member that breaks this clause now will not mend by itself. */
static nanosec settled_at(const struct observe_member *m, enum clause c)
{
	if (c == CLAUSE_SILENT || c == CLAUSE_OWN_UNKNOWN)
		return silence_due(m);
	if (c == CLAUSE_BOTH_PASSIVE)
		return m->first_rx + SETTLED;
	if (m->gaps > 1)
		return 0;
	return m->changed_at + SETTLED;
}

/* Too short a look to tell: the kernel says that both ends pass, and no LACPDU was due yet. */
static bool is_too_short(
	const struct observe_bond *b, const struct observe_member *m, enum clause c)
{
	if (!m->captured && (c == CLAUSE_SILENT || c == CLAUSE_OWN_UNKNOWN))
		return true;
	if (c == CLAUSE_OWN_UNKNOWN)
		return true;
	return c == CLAUSE_SILENT && b->now < silence_due(m) && m->has_kernel &&
		lacp_state_passes(m->kernel_actor.state) &&
		lacp_state_passes(m->kernel_partner.state);
}

static void judge_passing(struct arena *a, const struct observe_bond *b, struct member_verdict *v)
{
	nanosec held = v->member->passing ? b->now - v->member->passing_since : 0;

	v->candidate = true;
	if (held >= b->stable) {
		v->verdict = VERDICT_UP;
		return;
	}
	v->verdict = b->ended ? VERDICT_NOT_UP : VERDICT_UNKNOWN;
	v->due = b->now - held + b->stable;
	v->clause = arena_printf(a, "all clauses hold, but only for %.1f s of %.1f s",
		(double)held / 1e9, (double)b->stable / 1e9);
}

static void judge_member(
	struct arena *a, const struct observe_bond *b, struct member_verdict *v, enum clause c)
{
	if (!c) {
		judge_passing(a, b, v);
		return;
	}
	v->clause = clause_text(c);
	if (c == CLAUSE_SILENT && !v->member->captured)
		v->clause = "its wire was not listened to";
	v->due = settled_at(v->member, c);
	if (b->ended)
		v->verdict = is_too_short(b, v->member, c) ? VERDICT_UNKNOWN : VERDICT_NOT_UP;
	else
		v->verdict = b->now >= v->due ? VERDICT_NOT_UP : VERDICT_UNKNOWN;
}

static enum clause clause_of(const struct observe_bond *b, const struct observe_member *m)
{
	enum clause c = clause_first(b, m, b->now), among;

	if (c && c != CLAUSE_OWN_SYNC && c != CLAUSE_OWN_STATE)
		return c;
	among = clause_among(b, m); /* why the kernel leaves it out */
	return among ? among : c;
}

/* A neighbour heard by CDP or LLDP may speak against them too. */
static bool is_of_vlans(const struct finding_row *row)
{
	return row->scope == FINDING_OF_VLANS || row->holds == finding_heard_native;
}

static struct finding *add_finding(struct arena *a, struct verdict_result *out,
	struct finding_case *c, const struct finding_row *row)
{
	struct finding *f = ARENA_PUSH(a, &out->findings);

	f->id = row->id;
	f->severity = row->severity;
	f->subject = finding_subject(c, row);
	f->title = row->title;
	memcpy(f->evidence, c->evidence, sizeof(f->evidence));
	f->fix_host = finding_fix(c, row->fix_host);
	f->fix_switch = finding_fix(c, row->fix_switch);
	out->vlans = is_of_vlans(row) ? PROOF_FAILED : out->vlans;
	out->persistence = row->scope == FINDING_OF_SAVED ? PROOF_FAILED : out->persistence;
	return f;
}

/* A member's first cause explains it; what else holds of it are consequences of that. */
struct explain {
	struct arena *arena;
	const struct observe_bond *bond;
	struct verdict_result *out;
	size_t *cause; /* of each member: the finding's position and 1; 0: none yet */
	size_t vlans;  /* likewise of the first that speaks against the VLANs */
	unsigned passing;
};

static struct finding_case case_of(const struct explain *x, const struct member_verdict *v)
{
	return (struct finding_case){
		.arena = x->arena,
		.bond = x->bond,
		.member = v ? v->member : NULL,
		.clause = v ? clause_of(x->bond, v->member) : CLAUSE_NONE,
		.up = v && v->verdict == VERDICT_UP,
		.members_passing = x->passing,
		.members_planned = (unsigned)x->out->members.n,
	};
}

static bool try_row(
	struct explain *x, const struct finding_row *row, const struct member_verdict *v)
{
	struct finding_case c = case_of(x, v);

	if (!row->holds(&c))
		return false;
	add_finding(x->arena, x->out, &c, row);
	return true;
}

/* The same name twice, or the row that names no cause, says nothing more. */
static bool is_said(const struct finding *f, const struct finding_ref *ref)
{
	if (!strcmp(f->id, ref->id))
		return true;
	for (size_t i = 0; i < f->consequences.n; i++)
		if (!strcmp(f->consequences.v[i].id, ref->id) &&
			!strcmp(f->consequences.v[i].subject, ref->subject))
			return true;
	return false;
}

static void try_consequence(struct explain *x, const struct finding_row *row,
	const struct member_verdict *v, size_t cause)
{
	struct finding *f = &x->out->findings.v[cause - 1];
	struct finding_case c = case_of(x, v);
	struct finding_ref ref;

	if (row->holds == finding_any_clause || !row->holds(&c))
		return;
	ref = (struct finding_ref){ row->id, finding_subject(&c, row), row->title };
	if (!is_said(f, &ref))
		*ARENA_PUSH(x->arena, &f->consequences) = ref;
}

static void try_members(struct explain *x, const struct finding_row *row)
{
	for (size_t i = 0; i < x->out->members.n; i++) {
		const struct member_verdict *v = &x->out->members.v[i];
		/* What was not looked at for long enough is accused of nothing. */
		bool untold = x->bond->ended && v->verdict == VERDICT_UNKNOWN;
		bool asked =
			row->scope == FINDING_OF_MEMBER || (v->verdict != VERDICT_UP && !untold);

		/* A warning is neither the cause of anything nor a consequence. */
		if (asked && row->severity != SEVERITY_ERROR)
			try_row(x, row, v);
		else if (asked && x->cause[i])
			try_consequence(x, row, v, x->cause[i]);
		else if (asked && try_row(x, row, v))
			x->cause[i] = x->out->findings.n;
	}
}

static void explain_all(struct explain *x)
{
	for (size_t i = 0; i < x->out->members.n; i++)
		if (!x->cause[i] && x->out->members.v[i].verdict != VERDICT_UP)
			x->cause[i] = x->out->findings.n;
}

/* What explains the first member that does not pass, or 0. */
static size_t first_cause(const struct explain *x)
{
	for (size_t i = 0; i < x->out->members.n; i++)
		if (x->cause[i] && x->out->members.v[i].verdict != VERDICT_UP)
			return x->cause[i];
	return 0;
}

/* Too few members for min_links, or none for a carrier, is what their own cause leads to. */
static bool try_bond(struct explain *x, const struct finding_row *row)
{
	bool silent = row->holds == finding_probe_silent;
	size_t cause = silent ? x->vlans : first_cause(x);
	bool follows =
		silent || row->holds == finding_min_links || row->holds == finding_bond_carrier;

	if (!cause || !follows)
		return try_row(x, row, NULL);
	try_consequence(x, row, NULL, cause);
	return false;
}

/* Severity first, then the table's order, which is the order in which they were added. */
static void sort_findings(struct verdict_result *out)
{
	for (size_t i = 1; i < out->findings.n; i++)
		for (size_t k = i;
			k && out->findings.v[k].severity < out->findings.v[k - 1].severity; k--) {
			struct finding f = out->findings.v[k];

			out->findings.v[k] = out->findings.v[k - 1];
			out->findings.v[k - 1] = f;
		}
}

static void explain(struct arena *a, const struct observe_bond *b, struct verdict_result *out)
{
	struct explain x = {
		.arena = a,
		.bond = b,
		.out = out,
		.cause = arena_array(a, out->members.n, sizeof(size_t)),
	};

	for (size_t i = 0; i < out->members.n; i++)
		x.passing += out->members.v[i].candidate;
	for (size_t r = 0; r < finding_count; r++) {
		const struct finding_row *row = &finding_table[r];

		if (row->scope == FINDING_OF_FAILING || row->scope == FINDING_OF_MEMBER)
			try_members(&x, row);
		else if (!try_bond(&x, row))
			continue;
		else if (row->scope == FINDING_OF_ALL)
			explain_all(&x);
		else if (row->scope == FINDING_OF_VLANS)
			x.vlans = x.vlans ? x.vlans : out->findings.n;
		else if (row->holds == finding_bond_missing)
			break; /* everything else follows from it */
	}
	sort_findings(out);
}

enum await { AWAIT_HOLD, AWAIT_JOIN, AWAIT_LINK, AWAIT_LACPDU, AWAIT_NEGOTIATION };

static enum await awaits_what(const struct member_verdict *v)
{
	const struct observe_member *m = v->member;

	if (v->candidate)
		return AWAIT_HOLD;
	if (m->has_link && !m->in_bond)
		return AWAIT_JOIN;
	if (m->has_link && !m->carrier)
		return AWAIT_LINK;
	return m->rx.seen ? AWAIT_NEGOTIATION : AWAIT_LACPDU;
}

/* All members that wait for the same as v does, in one phrase. */
static const char *awaited(
	struct arena *a, const struct verdict_result *r, const struct member_verdict *v)
{
	static const char *const phrases[] = {
		[AWAIT_HOLD] = "%s to hold",
		[AWAIT_JOIN] = "%s to join the bond",
		[AWAIT_LINK] = "the link of %s",
		[AWAIT_LACPDU] = "a LACPDU on %s",
		[AWAIT_NEGOTIATION] = "the negotiation on %s",
	};
	const char *names = "", *phrase = phrases[awaits_what(v)], *at = strstr(phrase, "%s");

	for (size_t i = 0; i < r->members.n; i++) {
		const struct member_verdict *o = &r->members.v[i];

		if (o->verdict == VERDICT_UNKNOWN && awaits_what(o) == awaits_what(v))
			names = arena_printf(
				a, "%s%s%s", names, *names ? ", " : "", o->member->name);
	}
	return arena_printf(a, "%.*s%s%s", (int)(at - phrase), phrase, names, at + 2);
}

/* The members' verdicts and the errors found make the bond's. */
static void conclude(struct arena *a, const struct observe_bond *b, struct verdict_result *out)
{
	unsigned down = 0, pending = 0;

	for (size_t i = 0; i < out->members.n; i++) {
		const struct member_verdict *v = &out->members.v[i];

		out->members_up += v->verdict == VERDICT_UP;
		down += v->verdict == VERDICT_NOT_UP;
		pending += v->verdict == VERDICT_UNKNOWN;
		if (v->verdict == VERDICT_UNKNOWN && !b->ended && v->due > out->until) {
			out->until = v->due;
			out->awaits = awaited(a, out, v);
		}
	}
	out->final = b->ended || !pending;
	if (down || !out->members.n)
		out->verdict = VERDICT_NOT_UP;
	else if (pending)
		out->verdict = VERDICT_UNKNOWN;
	else
		out->verdict = out->findings.n && out->findings.v[0].severity == SEVERITY_ERROR
			? VERDICT_NOT_UP
			: VERDICT_UP;
	if (b->broken_off && out->verdict == VERDICT_NOT_UP)
		out->verdict = VERDICT_UNKNOWN;
}

void verdict_judge(struct arena *a, const struct observe_bond *b, struct verdict_result *out)
{
	memset(out, 0, sizeof(*out));
	out->vlans = out->persistence = out->aggregation = PROOF_UNKNOWN;
	for (size_t i = 0; i < b->members.n; i++) {
		struct member_verdict *v;

		if (!b->members.v[i].planned)
			continue;
		v = ARENA_PUSH(a, &out->members);
		v->member = &b->members.v[i];
		judge_member(a, b, v, clause_of(b, v->member));
	}
	explain(a, b, out);
	conclude(a, b, out);
	if (out->vlans != PROOF_FAILED && finding_vlans_proven(b))
		out->vlans = PROOF_PROVEN;
	if (out->members.n && out->members_up == out->members.n)
		out->aggregation = PROOF_PROVEN;
	else if (out->verdict == VERDICT_NOT_UP)
		out->aggregation = PROOF_FAILED;
}

void verdict_cabling(struct arena *a, const struct observe_bond *b, struct verdict_result *out)
{
	memset(out, 0, sizeof(*out));
	out->verdict = VERDICT_UNKNOWN;
	out->aggregation = out->vlans = out->persistence = PROOF_UNKNOWN;
	for (size_t i = 0; i < b->members.n; i++) {
		struct member_verdict v = { .member = &b->members.v[i], VERDICT_UNKNOWN };
		struct explain x = { .arena = a, .bond = b, .out = out };

		if (!v.member->planned)
			continue;
		*ARENA_PUSH(a, &out->members) = v;
		for (size_t r = 0; r < finding_count; r++)
			if (finding_is_cabling(&finding_table[r]))
				try_row(&x, &finding_table[r], &v);
	}
	for (size_t i = 0; i < out->findings.n; i++)
		if (!strcmp(out->findings.v[i].id, "native-vlan-differs"))
			out->findings.v[i].severity = SEVERITY_WARNING;
	out->vlans = PROOF_UNKNOWN;
	sort_findings(out);
}

bool verdict_wants_fresh_answer(struct arena *a, const struct observe_bond *b)
{
	struct finding_case whole = { .arena = a, .bond = b };

	if (finding_channel_disagrees(&whole) &&
		(finding_answer_is_old(b) || finding_stp_blocks(&whole)))
		return true;
	for (size_t i = 0; i < b->members.n; i++) {
		struct finding_case c = { .arena = a, .bond = b, .member = &b->members.v[i] };

		if (c.member->planned && c.member->passing && finding_switch_disagrees(&c) &&
			!finding_view_contradicts(&c))
			return true;
	}
	return false;
}

const char *verdict_name(enum verdict v)
{
	static const char *const names[] = { "up", "not-up", "unknown" };

	return names[v];
}

const char *proof_name(enum proof p)
{
	static const char *const names[] = { "proven", "failed", "unknown" };

	return names[p];
}

const char *severity_name(enum severity s)
{
	static const char *const names[] = { "error", "warning", "info" };

	return names[s];
}
