// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "cabling_listen.h"
#include "teach.h"

enum { PROGRESS_MS = 10000 };

/* Nothing more is to be expected of a member that has named its port, or has no link. */
static bool is_unheard(const struct observe_bond *b, const struct observe_member *m)
{
	return cabling_of(b, m) == CABLING_UNKNOWN && m->port && m->carrier;
}

static const char *unheard(const struct ears *l)
{
	const char *names = NULL;

	for (size_t i = 0; i < l->taps.n; i++) {
		const struct observe_bond *b = l->taps.v[i].bond->observed;
		const struct observe_member *m = &b->members.v[l->taps.v[i].member];

		if (is_unheard(b, m))
			names = arena_printf(l->cli->arena, "%s%s%s", names ? names : "",
				names ? ", " : "", m->name);
	}
	return names;
}

int cabling_listen(struct ears *l, int64_t timeout_ms, struct err *e)
{
	int64_t end = CABLING_CDP_NS / MSEC(1), next_ms = 0;

	if (timeout_ms < end)
		end = timeout_ms;
	for (;;) {
		const char *names;

		if (ears_turn(l, e))
			return -1;
		names = unheard(l);
		if (!names || cli_stop || l->now_ms - l->start_ms >= end)
			return 0;
		if (l->now_ms >= next_ms) {
			cli_progress(l->cli,
				"waiting for LLDP (30 s) or CDP (60 s) on %s, at most %d s more",
				names, (int)((l->start_ms + end - l->now_ms + 999) / 1000));
			next_ms = l->now_ms + PROGRESS_MS;
		}
		l->fds[l->taps.n] = (struct pollfd){ .fd = -1 };
		ears_wait(l, l->start_ms + end);
	}
}

static bool wants(const struct observe_bond *b, const struct observe_member *m,
	const struct intent_switch *sw)
{
	return is_unheard(b, m) && m->has_perm_mac && m->sw && !strcmp(m->sw, sw->name);
}

static bool teach(const struct ears *l, const struct intent_switch *sw)
{
	struct err e = { 0 };
	bool any = false;

	for (size_t i = 0; i < l->taps.n; i++) {
		const struct observe_bond *b = l->taps.v[i].bond->observed;
		const struct observe_member *m = &b->members.v[l->taps.v[i].member];

		if (wants(b, m, sw) && !host_teach(m->name, m->perm_mac, &e))
			any = true;
	}
	return any;
}

static const struct show_mac *find_mac(const struct show_macs *macs, const uint8_t mac[6])
{
	for (size_t i = 0; i < macs->rows.n; i++)
		if (!memcmp(macs->rows.v[i].mac, mac, 6))
			return &macs->rows.v[i];
	return NULL;
}

/* A Port-channel hides which of its ports it was. */
static void take_place(struct observe_member *m, const struct show_macs *macs, nanosec now)
{
	const struct show_mac *row = find_mac(macs, m->perm_mac);

	if (!row || ifname_port_channel(row->port))
		return;
	m->learned = (struct neighbor){ .heard = true, .via = FRAME_OTHER, .time_ns = now };
	snprintf(m->learned.system, sizeof(m->learned.system), "%s",
		m->sw_hostname ? m->sw_hostname : m->sw);
	snprintf(m->learned.port, sizeof(m->learned.port), "%s", row->port);
	memcpy(m->learned.interface, row->port, sizeof(m->learned.interface));
}

void cabling_take_table(
	struct verify_bond *b, const struct intent_switch *sw, const struct switch_read *read)
{
	struct observe_bond *o = b->observed;

	for (size_t i = 0; read->view.macs && i < o->members.n; i++) {
		if (!wants(o, &o->members.v[i], sw))
			continue;
		b->said = &read->texts;
		o->switch_name = sw->name;
		take_place(&o->members.v[i], read->view.macs, o->now);
	}
}

static void ask(struct ears *l, const struct intent_switch *sw)
{
	struct switch_read *read = ARENA_NEW(l->cli->arena, struct switch_read);
	struct switch_login login;
	struct err e = { 0 };

	if (!verify_may_ask(l->cli, sw) || !teach(l, sw))
		return;
	cli_progress(l->cli, "%s: asking where it has learnt our addresses", sw->name);
	cli_login(l->cli, sw, false, &login);
	if (switch_run(switch_job_read(l->cli->arena, &login, SWITCH_MACS, read), &e) ||
		!read->view.macs)
		cli_progress(l->cli, "%s: its address table is not known: %s", sw->name,
			e.text[0] ? cli_clean(l->cli, e.text) : "it does not show it");
	else
		for (size_t i = 0; i < l->bonds->n; i++)
			cabling_take_table(&l->bonds->v[i], sw, read);
}

void cabling_ask(struct ears *l)
{
	const struct intent *in = l->cli->intent;

	for (size_t i = 0; i < in->switches.n && !cli_stop; i++)
		ask(l, in->switches.v[i]);
}

void cabling_judge(struct ears *l)
{
	if (l->evidence)
		ears_look_behind(l);
	for (size_t i = 0; i < l->bonds->n; i++) {
		struct verify_bond *b = &l->bonds->v[i];

		ears_keep_proc(l, b);
		b->observed->ended = true;
		verdict_cabling(l->cli->arena, b->observed, &b->result);
	}
}
