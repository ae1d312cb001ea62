// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "buf.h"
#include "session_play.h"

struct play {
	struct ios_session *s;
	const struct script *script;
	size_t turn, command, fed, cut; /* cut 0: bytewise; SIZE_MAX: whole */
	int64_t now;
	struct buf sent, events;
};

const char *play_secret(void *ctx)
{
	return ctx;
}

static void play_feed(struct play *p, const char *data, size_t len)
{
	ios_session_feed(p->s, data, len, p->now);
	p->fed += len;
}

/* The first part of what is due, by how this run is cut. */
static size_t play_say(struct play *p, const char *say)
{
	size_t len = strlen(say), n = len;

	if (p->cut == 0)
		n = 1;
	else if (p->cut > p->fed && p->cut < p->fed + len)
		n = p->cut - p->fed;
	if (n > len)
		n = len;
	play_feed(p, say, n);
	return n;
}

static void play_reply(struct play *p)
{
	const struct ios_reply *r = ios_session_reply(p->s);
	static const char *const modes[] = { "none", "user", "exec", "config" };

	buf_printf(&p->events, "%s|%s%s%s|", r->command, modes[r->mode], *r->mode_name ? " " : "",
		r->mode_name);
	if (r->error_column)
		buf_printf(&p->events, "^%d|", r->error_column);
	if (r->question)
		buf_printf(&p->events, "?%s|", r->question);
	if (*r->async)
		buf_printf(&p->events, "async %s|", r->async);
	buf_printf(&p->events, "%s.\n", r->text);
}

/* One turn of the session; false: it is over. */
static bool play_event(struct play *p)
{
	struct err e;

	switch (ios_session_next(p->s, p->now)) {
	case IOS_NOTHING:
		return true;
	case IOS_FAILED:
		buf_printf(&p->events, "FAILED %s\n", ios_session_error(p->s)->text);
		return false;
	case IOS_READY:
		buf_printf(&p->events, "READY %s\n", ios_session_hostname(p->s));
		break;
	case IOS_REPLY:
		play_reply(p);
		break;
	}
	if (!p->script->commands || !p->script->commands[p->command])
		return false;
	assert_int_equal(
		ios_session_command(p->s, p->script->commands[p->command++], p->now, &e), 0);
	return true;
}

static void play_collect(struct play *p)
{
	const char *data;
	size_t n = ios_session_output(p->s, &data);

	buf_add(&p->sent, data, n);
}

char *play(const struct script *script, size_t cut, size_t *len)
{
	struct play p = { .script = script, .cut = cut, .now = 1000 };
	char *events, hidden[] = "s3cret";
	size_t said = 0;
	bool on = true;

	p.s = ios_session_new(play_secret, hidden, p.now, 30000);
	for (unsigned i = 0; on && i < 200000; i++) {
		const struct turn *t = &script->turns[p.turn];
		const char *at;

		on = play_event(&p);
		play_collect(&p);
		at = t->await && !said ? strstr(buf_text(&p.sent), t->await) : NULL;
		if (at)
			buf_drop(&p.sent, (size_t)(at - buf_text(&p.sent)) + strlen(t->await));
		if (at && !t->say) {
			ios_session_closed(p.s);
		} else if (at || said) {
			said += play_say(&p, t->say + said);
			if (t->say[said])
				continue;
			said = 0;
			p.turn++;
		} else {
			p.now = ios_session_deadline(p.s);
		}
	}
	*len = p.fed;
	events = strdup(buf_text(&p.events));
	ios_session_free(p.s);
	buf_free(&p.sent);
	buf_free(&p.events);
	return events;
}
