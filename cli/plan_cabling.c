// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "cabling_listen.h"
#include "plan_cabling.h"

struct plan_cabling {
	struct ears ears;
	struct verify_bonds bonds;
	bool asked; /* by --cabling */
};

static int open_ears(
	struct cli *c, const struct intent_host *host, struct plan_cabling **out, struct err *e)
{
	struct plan_cabling *p = ARENA_NEW(c->arena, struct plan_cabling);

	p->asked = cli_flag(c, "cabling");
	p->ears.quiet = true;
	p->ears.bonds = &p->bonds;
	if (ears_open(&p->ears, c, host, e))
		return -1;
	*out = p;
	return 0;
}

int plan_cabling_open(struct cli *c, struct plan_cabling **out, struct err *e)
{
	bool asked = cli_flag(c, "cabling"), reads = !cli_flag(c, "offline");
	const struct intent_host *host = NULL;
	struct err why = { 0 };

	*out = NULL;
	if (reads)
		host = cli_host(c, asked, &why);
	if (host && cli_file_of(c, "host-state", host->name))
		host = NULL;
	if (host && !host_may_capture()) {
		err_set(&why, ERR_ENVIRONMENT, "--cabling", "no permission to listen");
		err_hint(&why, "run as root, or with CAP_NET_RAW and CAP_NET_ADMIN");
		host = NULL;
	}
	if (host && !open_ears(c, host, out, &why))
		return 0;
	if (!asked)
		return 0; /* nobody asked: what cannot be heard is not missed */
	if (!why.class)
		err_set(&why, ERR_USAGE, "--cabling", "needs a host that is read, and this one");
	*e = why;
	return -1;
}

static bool is_of_cables(const struct finding *f)
{
	return strcmp(f->id, "native-vlan-differs") != 0; /* push sees to that */
}

static void note(struct cli *c, struct plan *plan, const struct verify_bond *b)
{
	for (size_t i = 0; i < b->result.findings.n; i++) {
		const struct finding *f = &b->result.findings.v[i];
		const char *evidence = "";

		if (f->severity == SEVERITY_INFO || !is_of_cables(f))
			continue;
		for (size_t k = 0; f->evidence[k]; k++)
			evidence = arena_printf(
				c->arena, "%s%s%s", evidence, k ? "; " : "", f->evidence[k]);
		report_add(&plan->notes, REPORT_WARNING, b->intent->pos, "%s: %s (%s): %s",
			f->subject, f->title, f->id, cli_clean(c, evidence))
			->hint = f->fix_host;
	}
}

/* Asked for, a member of which nothing is known is worth a word. */
static void note_unheard(struct plan *plan, const struct verify_bond *b)
{
	for (size_t i = 0; i < b->observed->members.n; i++) {
		const struct observe_member *m = &b->observed->members.v[i];

		if (m->planned && m->port && cabling_of(b->observed, m) == CABLING_UNKNOWN)
			report_add(&plan->notes, REPORT_WARNING, b->intent->pos,
				"%s/%s: %s: where its cable ends is not known", b->observed->name,
				m->name, m->carrier ? "no neighbour named its port" : "no link");
	}
}

int plan_cabling_close(struct cli *c, struct plan_cabling *p, struct plan *plan, struct err *e)
{
	int r;

	if (!p)
		return 0;
	r = cabling_listen(&p->ears, p->asked ? CABLING_CDP_NS / MSEC(1) : 0, e);
	if (!r && p->asked)
		cabling_ask(&p->ears);
	if (!r)
		cabling_judge(&p->ears);
	ears_close(&p->ears);
	for (size_t i = 0; !r && i < p->bonds.n; i++) {
		note(c, plan, &p->bonds.v[i]);
		if (p->asked)
			note_unheard(plan, &p->bonds.v[i]);
	}
	if (!r)
		json_object_set_new(c->doc, "cabling",
			json_string(cabling_name(verify_cabling_overall(&p->bonds))));
	return p->asked ? r : 0;
}

int plan_cabling_refuse(const struct cli *c, const struct plan_cabling *p, struct err *e)
{
	(void)c;
	if (!p || !p->asked || verify_cabling_overall(&p->bonds) != CABLING_DIFFERS)
		return 0;
	err_set(e, ERR_REFUSED, "cabling", "not every cable ends where the file says");
	return err_hint(e, "move the cables, or correct the ports in the file");
}
