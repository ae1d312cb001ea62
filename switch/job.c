// SPDX-License-Identifier: Apache-2.0
/*
 * A job: one dialog over one session over one transport, turned by a poll loop. Also the loop for
 * those who have one job.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "dialog.h"

struct switch_job {
	struct arena *a;
	const struct switch_login *login;
	struct dialog *dialog;
	transport_new transport_new;
	void *ctx;
	struct transport *t;
	struct ios_session *s;
	struct secret password, enable;
	struct buf pending; /* bytes of the session that the transport has not taken */
	struct err err;     /* the dialog's result */
	int64_t wake;       /* end of a pause, 0: none */
	int64_t end;        /* of the job's time; 0: it has not begun */
	int64_t idle_since; /* nothing was sent since */
	struct transcript log;
	const char *next; /* the command that waits for the replies to those in flight */
	bool done, told_stop;
};

const char *secret_get(struct secret *s, const char *(*ask)(void *ctx), void *ctx)
{
	const char *text;

	if (s->asked || !ask)
		return s->have ? s->text : NULL;
	s->asked = true;
	text = ask(ctx);
	s->have = text && strlen(text) < sizeof(s->text) && !text[strcspn(text, "\r\n")];
	if (!s->have)
		return NULL;
	snprintf(s->text, sizeof(s->text), "%s", text);
	return s->text;
}

static const char *job_enable(void *ctx)
{
	struct switch_job *job = ctx;

	return secret_get(&job->enable, job->login->secrets.enable, job->login->secrets.ctx);
}

struct switch_job *switch_job_new(struct arena *a, const struct switch_login *login,
	struct dialog *d, transport_new transport, void *ctx)
{
	struct switch_job *job = ARENA_NEW(a, struct switch_job);
	struct switch_login *copy = ARENA_NEW(a, struct switch_login);

	*copy = *login;
	job->a = a;
	job->login = copy;
	job->dialog = d;
	job->transport_new = transport;
	job->ctx = ctx;
	d->name = login->name;
	d->err = &job->err;
	job->log = (struct transcript){
		.tell = login->log, .ctx = login->log_ctx, .name = login->name
	};
	return job;
}

unsigned switch_preflight(const struct intent_switch *sw)
{
	return SWITCH_FACTS | SWITCH_PATH | (sw->serial ? (unsigned)SWITCH_SERIAL : 0);
}

struct switch_job *switch_job_read(
	struct arena *a, const struct switch_login *login, unsigned what, struct switch_read *out)
{
	return switch_job_new(
		a, login, read_dialog_new(a, login, what, out), ssh_transport_new, NULL);
}

struct switch_job *switch_job_push(struct arena *a, const struct switch_login *login,
	const struct want_switch *want, const struct switch_push_options *options,
	struct switch_push_result *out)
{
	return switch_job_new(
		a, login, push_dialog_new(a, login, want, options, out), ssh_transport_new, NULL);
}

static void job_hang_up(struct switch_job *job)
{
	buf_wipe(&job->pending);
	job->next = NULL;
	transcript_end(&job->log);
	ios_session_free(job->s);
	job->s = NULL;
	if (job->t)
		job->t->ops->close(job->t);
	job->t = NULL;
}

static void job_tell(
	struct switch_job *job, enum dialog_event event, const struct err *lost, int64_t now_ms);

/* Ends the session; the dialog decides whether there is another. */
static void job_lost(struct switch_job *job, const struct err *why, int64_t now_ms)
{
	struct err e = *why;

	if (!e.object[0] || strcmp(e.object, job->login->name) != 0)
		snprintf(e.object, sizeof(e.object), "%s", job->login->name);
	job_hang_up(job);
	job->wake = 0;
	job_tell(job, DIALOG_LOST, &e, now_ms);
}

static void job_command(struct switch_job *job, const char *command, int64_t now_ms)
{
	struct err e;

	job->next = ios_session_in_flight(job->s) ? command : NULL;
	if (!job->next && ios_session_command(job->s, command, now_ms, &e))
		job_lost(job, &e, now_ms);
}

static void job_tell(
	struct switch_job *job, enum dialog_event event, const struct err *lost, int64_t now_ms)
{
	struct dialog_move m;

	job->dialog->now_ms = now_ms;
	m = job->dialog->on(job->dialog, event, job->s, lost);
	switch (m.action) {
	case DIALOG_WAIT:
		break;
	case DIALOG_COMMAND:
		job_command(job, m.command, now_ms);
		break;
	case DIALOG_PAUSE:
		job->wake = now_ms + m.pause_ms;
		job->idle_since = now_ms;
		break;
	case DIALOG_CONNECT:
		job_hang_up(job);
		break;
	case DIALOG_END:
		job->done = true;
		break;
	}
}

/* The reply to the command, or to one of several in flight. */
static void job_replied(struct switch_job *job, int64_t now_ms)
{
	if (!job->next) {
		job_tell(job, DIALOG_REPLY, NULL, now_ms);
		return;
	}
	job->dialog->now_ms = now_ms;
	job->dialog->on(job->dialog, DIALOG_LATE, job->s, NULL);
	job_command(job, job->next, now_ms);
}

static int reply_timeout(const struct switch_login *login)
{
	return login->reply_timeout_ms ? login->reply_timeout_ms : 30000;
}

/* Opens the transport, then the session on it. True: something changed. */
static bool job_open(struct switch_job *job, int64_t now_ms)
{
	struct err e;
	int rc;

	if (!job->t)
		job->t = job->transport_new(job->ctx, job->login, &job->password, now_ms);
	rc = job->t->ops->open(job->t, now_ms, &e);
	if (!rc)
		return false;
	/* At the question for a password: then there is none, but that is not why. */
	if (rc < 0 && job->login->stop && *job->login->stop)
		err_set(&e, ERR_ENVIRONMENT, job->login->name, "interrupted at the login");
	if (rc > 0)
		job->s = ios_session_new(job_enable, job, now_ms, reply_timeout(job->login));
	else
		job_lost(job, &e, now_ms);
	return true;
}

/* Hands over what is to be sent; false: the transport ended. */
static bool job_write(struct switch_job *job)
{
	const char *data;
	size_t n = ios_session_output(job->s, &data);
	ssize_t taken;

	transcript_sent(&job->log, data, n, ios_session_sent_secret(job->s));
	buf_add(&job->pending, data, n);
	if (!job->pending.len)
		return true;
	taken = job->t->ops->write(job->t, job->pending.data, job->pending.len);
	if (taken < 0)
		return false;
	buf_drop(&job->pending, (size_t)taken);
	if (!job->pending.len)
		buf_wipe(&job->pending);
	return true;
}

/* Without a command for so long a session is kept alive; so long an answer may take when somebody
 * wants to end. */
enum { JOB_IDLE_MS = 60000, JOB_PATIENCE_MS = 5000 };

/* A switch may talk faster than it is listened to: a turn must end all the same. */
enum { JOB_READS = 16, JOB_TURNS = 64 };

static bool job_read(struct switch_job *job, int64_t now_ms)
{
	char data[16384];
	ssize_t n = 0;

	for (unsigned i = 0; i < JOB_READS; i++) {
		n = job->t->ops->read(job->t, data, sizeof(data));
		if (n <= 0)
			break;
		transcript_received(&job->log, data, (size_t)n);
		ios_session_feed(job->s, data, (size_t)n, now_ms);
	}
	if (n < 0)
		ios_session_closed(job->s);
	return n > 0;
}

/* A dialog that pauses for long: the device's exec-timeout counts what is typed. */
static void job_keep_alive(struct switch_job *job, int64_t now_ms)
{
	if (!job->wake || now_ms - job->idle_since < JOB_IDLE_MS)
		return;
	job->idle_since = now_ms;
	ios_session_keep_alive(job->s);
}

/* Only when all that came is looked at: behind a refusal nothing more goes. */
static void job_ahead(struct switch_job *job)
{
	struct dialog *d = job->dialog;
	const char *line;
	size_t room;

	while (d->ahead && job->s && !job->done && !job->next &&
		(room = ios_session_room(job->s)) && (line = d->ahead(d, room)))
		ios_session_ahead(job->s, line);
}

/* One turn of the session. True: something changed, so another turn may be due at once. */
static bool job_talk(struct switch_job *job, int64_t now_ms)
{
	struct err e;
	bool more;

	more = job_read(job, now_ms);
	switch (ios_session_next(job->s, now_ms)) {
	case IOS_NOTHING:
		break;
	case IOS_READY:
		job_tell(job, DIALOG_READY, NULL, now_ms);
		return true;
	case IOS_REPLY:
		job_replied(job, now_ms);
		return true;
	case IOS_FAILED:
		e = *ios_session_error(job->s);
		job_lost(job, &e, now_ms);
		return true;
	}
	if (job->wake && now_ms >= job->wake) {
		job->wake = 0;
		job_tell(job, DIALOG_AWAKE, NULL, now_ms);
		return true;
	}
	job_keep_alive(job, now_ms);
	if (!more)
		job_ahead(job);
	if (job_write(job))
		return more;
	ios_session_closed(job->s);
	return true;
}

static void job_wait(struct switch_job *job, struct pollfd *fd, int64_t *deadline_ms)
{
	int64_t due;

	job->t->ops->wait(job->t, fd);
	due = job->s ? ios_session_deadline(job->s) : job->t->ops->deadline(job->t);
	if (job->wake && job->wake < due)
		due = job->wake;
	if (job->wake && job->idle_since + JOB_IDLE_MS < due)
		due = job->idle_since + JOB_IDLE_MS;
	if (!job->dialog->stopped && job->end < due)
		due = job->end;
	*deadline_ms = due;
}

static int64_t job_timeout(const struct switch_login *login)
{
	return login->job_timeout_ms ? login->job_timeout_ms : 30 * 60000;
}

static const char *stop_reason(const struct switch_job *job, int64_t now_ms)
{
	const struct dialog *d = job->dialog;

	if ((job->login->stop && *job->login->stop) || (d->stop && *d->stop))
		return "interrupted";
	if (now_ms >= job->end)
		return arena_printf(job->a, "not done within %lld s",
			(long long)job_timeout(job->login) / 1000);
	return NULL;
}

static void job_stop(struct switch_job *job, int64_t now_ms)
{
	job->told_stop = true;
	if (job->wake)
		job->wake = now_ms;
	if (job->s)
		ios_session_hurry(job->s, now_ms + JOB_PATIENCE_MS);
	job_tell(job, DIALOG_STOP, NULL, now_ms);
}

bool switch_job_step(
	struct switch_job *job, int64_t now_ms, struct pollfd *fd, int64_t *deadline_ms)
{
	bool more = true;

	if (!job->end)
		job->end = now_ms + job_timeout(job->login);
	if (!job->dialog->stopped)
		job->dialog->stopped = stop_reason(job, now_ms);
	if (job->dialog->stopped && !job->told_stop)
		job_stop(job, now_ms);
	for (unsigned i = 0; i < JOB_TURNS && more && !job->done; i++)
		more = job->s ? job_talk(job, now_ms) : job_open(job, now_ms);
	if (job->done)
		return false;
	if (more) {
		fd->fd = -1;
		*deadline_ms = now_ms;
	} else {
		job_wait(job, fd, deadline_ms);
	}
	return true;
}

void switch_job_stalled(struct switch_job *job, int64_t ms)
{
	if (job->end)
		job->end += ms;
	if (job->s)
		ios_session_stalled(job->s, ms);
	else if (job->t)
		job->t->ops->stalled(job->t, ms);
}

int switch_job_finish(struct switch_job *job, struct err *e)
{
	job_hang_up(job);
	explicit_bzero(&job->password, sizeof(job->password));
	explicit_bzero(&job->enable, sizeof(job->enable));
	if (job->err.class == ERR_NONE)
		return 0;
	*e = job->err;
	return -1;
}

const char *switch_outcome_name(enum switch_outcome o)
{
	static const char *const names[] = {
		[SWITCH_UNCHANGED] = "unchanged",
		[SWITCH_CHANGED] = "changed",
		[SWITCH_REFUSED] = "refused",
		[SWITCH_UNDONE] = "undone",
		[SWITCH_LEFT] = "left",
	};

	return names[o];
}
