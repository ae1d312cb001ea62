// SPDX-License-Identifier: Apache-2.0
/* What verify says, as text of 80 columns and as the document's keys (docs/json.md). */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "clause.h"
#include "net.h"
#include "verify.h"
#include "verify_probe.h"

enum verdict verify_overall(const struct verify_bonds *bonds)
{
	enum verdict worst = VERDICT_UP;

	for (size_t i = 0; i < bonds->n; i++) {
		enum verdict v = bonds->v[i].result.verdict;

		if (v == VERDICT_NOT_UP || (v == VERDICT_UNKNOWN && worst == VERDICT_UP))
			worst = v;
	}
	return worst;
}

static const char *verdict_words(const struct cli *c, enum verdict v)
{
	static const char *const words[] = { "up", "NOT UP", "UNKNOWN" };
	static const char *const colored[] = { "\033[32mup\033[m", "\033[31mNOT UP\033[m",
		"\033[33mUNKNOWN\033[m" };

	return c->color ? colored[v] : words[v];
}

static const char *short_port(const char *port, char out[IFNAME_MAX])
{
	if (!port)
		return "?";
	return ifname_short(port, out) ? port : out;
}

static void print_partner(const struct cli *c, const struct observe_member *m)
{
	char state[LACP_STATE_TEXT_MAX], mac[MAC_TEXT_MAX];
	const struct lacp_port *p = &m->rx.pdu.actor;

	if (m->rx.seen)
		cli_print(c, "partner %s: system %s, key %u, port %u\n",
			lacp_state_format(p->state, state), mac_format(p->system, mac), p->key,
			p->port);
	else
		cli_print(c, "partner unheard\n");
}

static void print_member(const struct cli *c, const struct member_verdict *v)
{
	const struct observe_member *m = v->member;
	char own[LACP_STATE_TEXT_MAX] = "unseen", port[IFNAME_MAX], to[80] = "";
	uint8_t state;

	if (clause_own_state(m, &state))
		lacp_state_format(state, own);
	if (m->sw)
		snprintf(to, sizeof(to), " -> %s %s", m->sw, short_port(m->port, port));
	cli_print(c, "  %s%s: %s\n    we %s, ", m->name, to,
		v->verdict == VERDICT_UP ? "up" : v->clause, own);
	print_partner(c, m);
	verify_print_heard(c, m);
}

static void print_lines(const struct cli *c, const char *where, const char *lines)
{
	if (!lines)
		return;
	cli_print(c, "    %s:\n", where);
	while (*lines) {
		size_t len = strcspn(lines, "\n");

		cli_print(c, "      %.*s\n", (int)len, lines);
		lines += len + (lines[len] == '\n');
	}
}

static void print_finding(const struct cli *c, const struct finding *f)
{
	cli_print(c, "  %s %s, %s: %s\n", severity_name(f->severity), f->id, f->subject, f->title);
	for (size_t i = 0; f->evidence[i]; i++)
		cli_print(c, "    %s\n", cli_clean(c, f->evidence[i]));
	for (size_t i = 0; i < f->consequences.n; i++)
		cli_print(c, "    so also %s, %s: %s\n", f->consequences.v[i].id,
			f->consequences.v[i].subject, f->consequences.v[i].title);
	print_lines(c, "on the switch", f->fix_switch);
	print_lines(c, "on the host", f->fix_host);
}

static bool has_kernel(const struct observe_bond *b)
{
	for (size_t i = 0; i < b->members.n; i++)
		if (b->members.v[i].has_kernel)
			return true;
	return false;
}

static void print_grounds(const struct cli *c, const struct observe_bond *b)
{
	unsigned heard = 0, sent = 0;

	for (size_t i = 0; i < b->members.n; i++) {
		heard += b->members.v[i].rx_count;
		sent += b->members.v[i].tx_count;
	}
	cli_print(c, "  rests on: %u LACPDUs received and %u sent in %.1f s%s%s%s\n", heard, sent,
		(double)(b->now - b->start) / 1e9,
		has_kernel(b) ? ", the kernel's port states" : "",
		b->switch_answered ? ", tables of " : "", b->switch_answered ? b->switch_name : "");
}

void verify_print_findings(const struct cli *c, const struct verdict_result *r)
{
	for (size_t i = 0; i < r->findings.n; i++)
		print_finding(c, &r->findings.v[i]);
}

static void print_proofs(const struct cli *c, const struct verdict_result *r)
{
	cli_print(c, "  aggregation %s, VLANs %s, persistence %s\n", proof_name(r->aggregation),
		proof_name(r->vlans), proof_name(r->persistence));
}

static void print_bond(const struct cli *c, const struct verify_bond *b)
{
	const struct verdict_result *r = &b->result;

	cli_print(c, "%s: %s, %u of %zu members\n", b->observed->name, verdict_words(c, r->verdict),
		r->members_up, r->members.n);
	for (size_t i = 0; i < r->members.n; i++)
		print_member(c, &r->members.v[i]);
	verify_print_probes(c, b->observed);
	verify_print_findings(c, r);
	print_proofs(c, r);
	print_grounds(c, b->observed);
}

/* RFC 3339 in UTC. */
static json_t *json_time(nanosec t)
{
	time_t seconds = (time_t)(t / SEC(1));
	struct tm tm;
	char text[40];

	if (!gmtime_r(&seconds, &tm) || !strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm))
		return json_null();
	return json_sprintf("%s.%06dZ", text, (int)(t % SEC(1) / 1000));
}

static json_t *json_port(const struct lacp_port *p)
{
	char mac[MAC_TEXT_MAX];

	return json_pack("{s:s, s:i, s:i, s:i, s:i, s:i}", "system", mac_format(p->system, mac),
		"system_priority", p->system_priority, "key", p->key, "port", p->port,
		"port_priority", p->port_priority, "state", p->state);
}

static json_t *json_pdu(const struct observe_pdu *pdu)
{
	if (!pdu->seen)
		return json_null();
	return json_pack("{s:o, s:o, s:o}", "time", json_time(pdu->time), "actor",
		json_port(&pdu->pdu.actor), "partner", json_port(&pdu->pdu.partner));
}

static json_t *json_member(
	const struct cli *c, const struct observe_bond *b, const struct member_verdict *v)
{
	return json_pack("{s:s, s:s, s:s?, s:s?, s:s?, s:i, s:o, s:o, s:o}", "name",
		v->member->name, "verdict", verdict_name(v->verdict), "clause", v->clause, "switch",
		v->member->sw, "port", v->member->port, "lag_ms",
		(int)(v->member->candidate_lag / MSEC(1)), "tx", json_pdu(&v->member->tx), "rx",
		json_pdu(&v->member->rx), "heard", verify_json_heard(c, b, v->member));
}

static json_t *json_finding(const struct cli *c, const struct finding *f)
{
	json_t *evidence = json_array(), *also = json_array();

	for (size_t i = 0; i < f->consequences.n; i++)
		json_array_append_new(also,
			json_pack("{s:s, s:s, s:s}", "id", f->consequences.v[i].id, "subject",
				f->consequences.v[i].subject, "title", f->consequences.v[i].title));
	for (size_t i = 0; f->evidence[i]; i++)
		json_array_append_new(evidence, json_string(cli_clean(c, f->evidence[i])));
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:{s:s?, s:s?}}", "id", f->id, "severity",
		severity_name(f->severity), "subject", f->subject, "title", f->title, "evidence",
		evidence, "consequences", also, "fix", "host", f->fix_host, "switch",
		f->fix_switch);
}

static json_t *json_bond(const struct cli *c, const struct verify_bond *b)
{
	json_t *members = json_array();

	for (size_t i = 0; i < b->result.members.n; i++)
		json_array_append_new(
			members, json_member(c, b->observed, &b->result.members.v[i]));
	return json_pack("{s:s, s:s, s:i, s:o, s:o}", "name", b->observed->name, "verdict",
		verdict_name(b->result.verdict), "members_up", (int)b->result.members_up, "members",
		members, "probes", verify_json_probes(b->observed));
}

static int proof_rank(enum proof p)
{
	return p == PROOF_FAILED ? 2 : p == PROOF_UNKNOWN;
}

struct proofs {
	enum proof aggregation, vlans, persistence;
};

static void worsen(enum proof *worst, enum proof p)
{
	if (proof_rank(p) > proof_rank(*worst))
		*worst = p;
}

/* The worst of all bonds. */
static struct proofs proofs_of(const struct verify_bonds *bonds)
{
	struct proofs p = { PROOF_PROVEN, PROOF_PROVEN, PROOF_PROVEN };

	for (size_t i = 0; i < bonds->n; i++) {
		worsen(&p.aggregation, bonds->v[i].result.aggregation);
		worsen(&p.vlans, bonds->v[i].result.vlans);
		worsen(&p.persistence, bonds->v[i].result.persistence);
	}
	return p;
}

/* Errors of all bonds come before anything else, so that the first one is the headline. */
static json_t *json_findings(const struct cli *c, const struct verify_bonds *bonds)
{
	json_t *list = json_array();

	for (int severity = SEVERITY_ERROR; severity <= SEVERITY_INFO; severity++)
		for (size_t i = 0; i < bonds->n; i++)
			for (size_t k = 0; k < bonds->v[i].result.findings.n; k++) {
				const struct finding *f = &bonds->v[i].result.findings.v[k];

				if ((int)f->severity == severity)
					json_array_append_new(list, json_finding(c, f));
			}
	return list;
}

void verify_fill_document(struct cli *c, const struct verify_bonds *bonds)
{
	json_t *list = json_array();
	struct proofs p = proofs_of(bonds);
	unsigned up = 0;

	for (size_t i = 0; i < bonds->n; i++) {
		json_array_append_new(list, json_bond(c, &bonds->v[i]));
		up += bonds->v[i].result.members_up;
	}
	json_object_set_new(c->doc, "verdict", json_string(verdict_name(verify_overall(bonds))));
	json_object_set_new(c->doc, "proofs",
		json_pack("{s:s, s:s, s:s}", "aggregation", proof_name(p.aggregation), "vlans",
			proof_name(p.vlans), "persistence", proof_name(p.persistence)));
	json_object_set_new(c->doc, "members_up", json_integer(up));
	json_object_set_new(c->doc, "bonds", list);
	json_object_set_new(c->doc, "findings", json_findings(c, bonds));
}

void verify_report(struct cli *c, const struct verify_bonds *bonds)
{
	for (size_t i = 0; i < bonds->n; i++)
		print_bond(c, &bonds->v[i]);
	verify_fill_document(c, bonds);
}
