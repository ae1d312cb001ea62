// SPDX-License-Identifier: Apache-2.0
/*
 * Rollback confirmed change: `configure terminal revert timer`, `configure confirm`, `configure
 * revert`. The timer outlives its session, and rolls back to the running-config as it was when it
 * was started. Words and order: public transcripts of the feature, and Cisco's command reference
 * for `show archive config rollback timer`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vsw_show.h"

static const char none[] = "%No Rollback Confirmed Change pending\n";

void vsw_revert_end(struct vswitch *s)
{
	free(s->revert.name);
	free(s->revert.text);
	s->revert = (struct vsw_revert){ 0 };
}

void vsw_revert_key(struct vswitch_vty *v)
{
	if (v->s->revert.name && v->s->revert.owner == v && v->s->revert.idle)
		v->s->revert.since_ms = v->s->now_ms;
}

void vsw_revert_orphan(struct vswitch_vty *v)
{
	if (v->s->revert.owner == v)
		v->s->revert.owner = NULL;
}

static void set_timer(struct vswitch *s, bool idle, long minutes)
{
	s->revert.idle = idle;
	s->revert.minutes = (unsigned)minutes;
	s->revert.set_ms = s->revert.since_ms = s->now_ms;
	s->revert.warned = false;
}

static int64_t left_ms(const struct vswitch *s)
{
	const struct vsw_revert *r = &s->revert;

	return r->since_ms + (int64_t)r->minutes * s->minute_ms - s->now_ms;
}

static void tell_owner(struct vswitch *s, const char *text)
{
	if (s->revert.owner)
		vsw_tell(s->revert.owner, text);
}

/* One minute before the end; at once when there is no more than one. */
static void warn(struct vswitch *s)
{
	struct vsw_revert *r = &s->revert;

	if (r->warned || left_ms(s) > s->minute_ms)
		return;
	r->warned = true;
	tell_owner(s,
		"Rollback Confirmed Change: Rollback will begin in one minute.\n"
		"Enter \"configure confirm\" if you wish to keep what you've configured\n\n");
	vsw_log(s,
		"%%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_WARNING_%sTIMER: System will rollback to config"
		" %s in one minute. Enter \"configure confirm\" if you wish to keep what you've"
		" configured",
		r->idle ? "IDLE" : "ABS", r->name);
}

/* Rolls back, and says how in out. What is pending is then no more. */
static void roll_back(struct vswitch *s, struct buf *out)
{
	struct vsw_revert *r = &s->revert;
	struct buf running = { 0 };
	struct err e = { 0 };

	vsw_log(s, "%%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_ROLLBACK_START: Start rolling to: %s",
		r->name);
	buf_printf(out,
		"Rollback Confirmed Change: rolling to:%s\n\n"
		"Rollback:Acquired Configuration lock.\n!Pass 1\n!List of Rollback Commands:\n",
		r->name);
	vsw_running(s, &running);
	vsw_confdiff(DIFF_ROLLBACK, buf_text(&running), r->text, out);
	buf_free(&running);
	if (vsw_replace(s, r->text, &e))
		buf_puts(out, "end\n\n\nRollback aborted after 5 passes\n");
	else
		buf_puts(out, "end\n\n\nTotal number of passes: 1\nRollback Done\n\n");
	vsw_revert_end(s);
}

void vsw_revert_tick(struct vswitch *s)
{
	struct vswitch_vty *owner = s->revert.owner;
	struct buf out = { 0 };

	if (!s->revert.name)
		return;
	warn(s);
	if (left_ms(s) > 0)
		return;
	roll_back(s, &out);
	if (owner)
		vsw_tell(owner, buf_text(&out));
	buf_free(&out);
}

static bool refused(struct vswitch_vty *v)
{
	const struct vsw_revert *r = &v->s->revert;

	if (!vsw_archive_on(v->s))
		buf_puts(&v->reply,
			"%Turn config archive on before using Rollback Confirmed Change\n");
	else if (r->name)
		buf_printf(&v->reply,
			"%%A Rollback Confirmed Change is already pending by user %s\n", r->user);
	return v->reply.len;
}

static void log_start(const struct vswitch_vty *v)
{
	const struct vsw_revert *r = &v->s->revert;

	vsw_log(v->s,
		"%%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_BACKUP: Backing up current running config to %s",
		r->name);
	vsw_log(v->s,
		"%%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_START_%sTIMER: User: %s(Priv: %u, View: 0):"
		" Scheduled to rollback to config %s in %u minutes",
		r->idle ? "IDLE" : "ABS", r->user, v->privilege, r->name, r->minutes);
}

void vsw_revert_start(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vsw_revert *r = &v->s->revert;
	const struct vsw_archived *backup;
	struct buf entered = { 0 };

	if (refused(v))
		return;
	if (!vsw_configure(v))
		return;
	buf_add(&entered, buf_text(&v->reply), v->reply.len);
	buf_reset(&v->reply);
	backup = vsw_archive_store(v->s);
	r->name = strdup(backup->name);
	r->text = strdup(backup->text);
	if (!r->name || !r->text)
		abort();
	r->owner = v;
	vsw_copy(r->user, sizeof(r->user), v->user);
	set_timer(v->s, c->command->arg == REVERT_IDLE, c->num[0]);
	buf_printf(&v->reply,
		"Rollback Confirmed Change: Backing up current running config to %s\n\n%s", r->name,
		buf_text(&entered));
	buf_free(&entered);
	log_start(v);
	warn(v->s);
}

void vsw_revert_change(struct vswitch_vty *v, const struct vsw_call *c)
{
	if (!v->s->revert.name)
		buf_puts(&v->reply, none);
	else if (c->command->arg == REVERT_NOW)
		roll_back(v->s, &v->reply);
	else
		set_timer(v->s, c->command->arg == REVERT_IDLE, c->num[0]);
}

void vsw_revert_confirm(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	if (!v->s->revert.name) {
		buf_puts(&v->reply, none);
		return;
	}
	vsw_log(v->s,
		"%%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_CONFIRM: User: %s(Priv: %u, View: 0): Confirm"
		" the configuration change",
		v->user, v->privilege);
	vsw_revert_end(v->s);
}

void vsw_show_revert(struct vswitch_vty *v, const struct vsw_call *c)
{
	const struct vsw_revert *r = &v->s->revert;
	long long t = r->set_ms / 1000;

	(void)c;
	if (!r->name) {
		buf_puts(&v->reply, none);
		return;
	}
	/* A clock that was never set starts here. */
	buf_printf(&v->reply,
		"Time configured(or reconfigured): %02lld:%02lld:%02lld UTC Mon Mar 1 1993\n"
		"Timer type: %s timer\nTimer value: %u min\nUser: %s\n",
		t / 3600 % 24, t / 60 % 60, t % 60, r->idle ? "idle" : "absolute", r->minutes,
		r->user);
}
