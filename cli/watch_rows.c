// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>

#include "clause.h"
#include "net.h"
#include "watch.h"

void watch_head(struct buf *out)
{
	buf_printf(out, "%-12s %-7s %-4s %-8s %-8s %-17s %5s %5s %5s", "member", "verdict", "link",
		"we", "partner", "system", "key", "port", "age");
}

/* Four characters for each: "0.4s", "999s", "9h". */
static void put_age(struct buf *out, nanosec age)
{
	double s = (double)age / 1e9;

	if (s < 10)
		buf_printf(out, " %4.1fs", s < 0 ? 0 : s);
	else if (s < 3600)
		buf_printf(out, " %4.0fs", s);
	else
		buf_printf(out, " %4.0fh", s / 3600 > 9999 ? 9999 : s / 3600);
}

static void put_partner(
	struct buf *out, const struct observe_bond *b, const struct observe_member *m)
{
	char state[LACP_STATE_TEXT_MAX], mac[MAC_TEXT_MAX];
	const struct lacp_port *p = &m->rx.pdu.actor;

	if (!m->rx.seen) {
		buf_printf(out, " %-8s %-17s %5s %5s %5s", "-", "unheard", "-", "-", "-");
		return;
	}
	buf_printf(out, " %-8s %-17s %5u %5u", lacp_state_format(p->state, state),
		mac_format(p->system, mac), p->key, p->port);
	put_age(out, b->now - m->rx.time);
}

/* The letter T in a state is the rate: its side asks for a LACPDU each second. */
void watch_row(struct buf *out, const struct observe_bond *b, const struct member_verdict *v)
{
	const struct observe_member *m = v->member;
	char own[LACP_STATE_TEXT_MAX] = "-";
	uint8_t state;

	if (clause_own_state(m, &state))
		lacp_state_format(state, own);
	buf_printf(out, "%-12.12s %-7s %-4s %-8s", m->name,
		v->verdict != VERDICT_UP && v->candidate ? "holds" : verdict_name(v->verdict),
		!m->has_link         ? "?"
			: m->carrier ? "up"
				     : "down",
		own);
	put_partner(out, b, m);
}

void watch_finding(struct buf *out, const struct finding *f)
{
	buf_printf(out, "  %s %s: %s", severity_name(f->severity), f->subject, f->id);
}
