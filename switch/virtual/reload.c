// SPDX-License-Identifier: Apache-2.0
/*
 * `reload`, at once or in some minutes: its questions, its banners, and the reload itself, after
 * which the switch is what startup-config and vlan.dat say. Words: Cisco's command reference and
 * public transcripts.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "vsw_show.h"

static bool modified(const struct vswitch *s)
{
	struct buf running = { 0 };
	bool r;

	vsw_running(s, &running);
	r = strcmp(buf_text(&running), buf_text(&s->startup) + s->directives.len) != 0;
	buf_free(&running);
	return r;
}

static unsigned minutes_left(const struct vswitch *s)
{
	return (unsigned)((s->reload.due_ms - s->now_ms + s->minute_ms - 1) / s->minute_ms);
}

bool vswitch_booting(const struct vswitch *s)
{
	return s->now_ms < s->boot_ms;
}

static void tell_all(struct vswitch *s, const char *text)
{
	for (struct vswitch_vty *v = s->vtys; v; v = v->next)
		vsw_tell(v, text);
}

static void tell_shutdown(struct vswitch *s, unsigned minutes)
{
	char text[80];

	s->reload.told = minutes;
	snprintf(text, sizeof(text), "\a\n\n\n***\n*** --- SHUTDOWN in %u:%02u:00 ---\n***\n",
		minutes / 60, minutes % 60);
	tell_all(s, text);
}

/* A port that was err-disabled is not any more, and waits anew. */
static void restart_ports(struct vswitch *s)
{
	for (struct vif *i = s->cfg.ifs; i; i = i->next) {
		i->err_disabled[0] = '\0';
		i->joined_ms = -1;
		i->expired = i->told = i->line_told = i->min_links_told = false;
		i->link_told = LINK_STATE_DOWN;
	}
}

/* Every terminal is gone; so is a pending rollback, whose timer is not in NVRAM. */
static void reload(struct vswitch *s)
{
	struct buf startup = { 0 };
	struct err e = { 0 };

	for (struct vswitch_vty *v = s->vtys; v; v = v->next)
		v->ended = v->dropped = true;
	vsw_revert_end(s);
	s->reload = (struct vsw_reload){ 0 };
	buf_puts(&startup, buf_text(&s->startup) + s->directives.len);
	vsw_replace(s, buf_text(&startup), &e);
	buf_free(&startup);
	restart_ports(s);
	buf_reset(&s->log);
	s->boot_ms = s->now_ms + s->boot_takes_ms;
	s->booting = true;
	vsw_log(s, "%%SYS-5-RESTART: System restarted --");
}

void vsw_reload_tick(struct vswitch *s)
{
	static const unsigned warnings[] = { 1, 5, 15, 30, 60 };
	unsigned left;

	if (s->booting && !vswitch_booting(s)) {
		s->booting = false;
		vsw_changed(s);
	}
	if (!*s->reload.by)
		return;
	if (s->now_ms >= s->reload.due_ms) {
		reload(s);
		return;
	}
	left = minutes_left(s);
	for (size_t i = 0; i < sizeof(warnings) / sizeof(warnings[0]); i++)
		if (left <= warnings[i] && warnings[i] < s->reload.told) {
			tell_shutdown(s, warnings[i]);
			return;
		}
}

/* "00:05:00 UTC Mon Mar 1 1993 (in 5 minutes) by netops on vty0" */
static void put_when(const struct vswitch *s, int64_t due_ms, const char *by, struct buf *out)
{
	long long t = due_ms / 1000;
	unsigned minutes = (unsigned)((due_ms - s->now_ms + s->minute_ms - 1) / s->minute_ms);

	buf_printf(out, "Reload scheduled for %02lld:%02lld:%02lld UTC Mon Mar 1 1993 (in ",
		t / 3600 % 24, t / 60 % 60, t % 60);
	if (minutes >= 60)
		buf_printf(out, "%u hour%s and ", minutes / 60, minutes / 60 == 1 ? "" : "s");
	buf_printf(out, "%u minute%s) by %s\n", minutes % 60, minutes % 60 == 1 ? "" : "s", by);
}

static void put_by(const struct vswitch_vty *v, char *out, size_t size)
{
	snprintf(out, size, "%s on vty%u", v->user, v->id);
}

static void answer_proceed(struct vswitch_vty *v, const char *line)
{
	struct vswitch *s = v->s;

	if (*line && *line != 'y' && *line != 'Y')
		return;
	put_by(v, s->reload.by, sizeof(s->reload.by));
	s->reload.due_ms = s->now_ms + (int64_t)v->wish.minutes * s->minute_ms;
	if (v->wish.now) {
		reload(s);
		return;
	}
	vsw_log(s,
		"%%SYS-5-SCHEDULED_RELOAD: Reload requested in %u minutes by %s. Reload Reason:"
		" Reload Command.",
		v->wish.minutes, s->reload.by);
	tell_shutdown(s, v->wish.minutes);
}

static const struct vsw_question proceed = { "Proceed with reload? [confirm]", false, true,
	answer_proceed };

static void ask_proceed(struct vswitch_vty *v)
{
	char by[VSW_NAME_MAX + 16];

	put_by(v, by, sizeof(by));
	if (!v->wish.now) {
		put_when(v->s, v->s->now_ms + (int64_t)v->wish.minutes * v->s->minute_ms, by,
			&v->reply);
		buf_puts(&v->reply, "Reload reason: Reload Command\n");
	}
	v->ask = &proceed;
}

static const struct vsw_question save_first;

static void answer_save(struct vswitch_vty *v, const char *line)
{
	size_t len = strlen(line);
	bool yes = len && !strncasecmp("yes", line, len), no = len && !strncasecmp("no", line, len);

	if (yes)
		vsw_save(v);
	if (yes || no) {
		ask_proceed(v);
		return;
	}
	buf_puts(&v->reply, "% Please answer 'yes' or 'no'.\n");
	v->ask = &save_first;
}

static const struct vsw_question save_first = {
	"System configuration has been modified. Save? [yes/no]: ", false, false, answer_save
};

void vsw_reload(struct vswitch_vty *v, const struct vsw_call *c)
{
	v->wish = (struct vsw_wish){ .now = !c->command->arg,
		.minutes = c->command->arg ? (unsigned)c->num[0] : 0 };
	buf_puts(&v->reply, "\n");
	if (modified(v->s))
		v->ask = &save_first;
	else
		ask_proceed(v);
}

void vsw_reload_cancel(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vswitch *s = v->s;

	(void)c;
	if (!*s->reload.by) {
		buf_puts(&v->reply, "%No reload is scheduled.\n");
		return;
	}
	vsw_log(s, "%%SYS-5-SCHEDULED_RELOAD_CANCELLED: Scheduled reload cancelled by %s on vty%u",
		v->user, v->id);
	s->reload = (struct vsw_reload){ 0 };
	tell_all(s, "\a\n\n\n***\n*** --- SHUTDOWN ABORTED ---\n***\n\n");
}

void vsw_show_reload(struct vswitch_vty *v, const struct vsw_call *c)
{
	(void)c;
	if (*v->s->reload.by)
		put_when(v->s, v->s->reload.due_ms, v->s->reload.by, &v->reply);
	else
		buf_puts(&v->reply, "No reload is scheduled.\n");
}
