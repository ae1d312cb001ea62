// SPDX-License-Identifier: Apache-2.0
/*
 * A job's clock, with a transport that is two buffers and a time that is a number: interrupts,
 * the end of its time, pauses that outlast a device's patience, and what is written down of it all.
 */
#include "test.h"

#include <time.h>

#include "buf.h"
#include "dialog.h"

struct wire {
	struct transport base;
	struct buf in, out; /* to the session; from it */
};

static struct wire wire;

static int wire_open(struct transport *t, int64_t now_ms, struct err *e)
{
	(void)t;
	(void)now_ms;
	(void)e;
	return 1;
}

static ssize_t wire_read(struct transport *t, void *data, size_t size)
{
	struct wire *w = (struct wire *)t;
	size_t n = w->in.len < size ? w->in.len : size;

	memcpy(data, buf_text(&w->in), n);
	buf_drop(&w->in, n);
	return (ssize_t)n;
}

static ssize_t wire_write(struct transport *t, const void *data, size_t len)
{
	buf_add(&((struct wire *)t)->out, data, len);
	return (ssize_t)len;
}

static void wire_wait(struct transport *t, struct pollfd *fd)
{
	(void)t;
	fd->fd = -1;
}

static int64_t wire_deadline(const struct transport *t)
{
	(void)t;
	return INT64_MAX;
}

static void wire_stalled(struct transport *t, int64_t ms)
{
	(void)t;
	(void)ms;
}

static void wire_close(struct transport *t)
{
	struct wire *w = (struct wire *)t;

	buf_reset(&w->in);
	buf_reset(&w->out);
}

static struct transport *wire_new(
	void *ctx, const struct switch_login *login, struct secret *password, int64_t now_ms)
{
	static const struct transport_ops ops = { wire_open, wire_read, wire_write, wire_wait,
		wire_deadline, wire_stalled, wire_close };

	(void)ctx;
	(void)login;
	(void)password;
	(void)now_ms;
	wire.base.ops = &ops;
	buf_puts(&wire.in, "\r\nsw1#");
	return &wire.base;
}

/* A dialog that does what the test says, and notes what it is told. */
struct plot {
	struct dialog dialog;
	struct dialog_move at[DIALOG_STOP + 1];
	unsigned told[DIALOG_STOP + 1];
	struct err lost;
};

static struct dialog_move on(struct dialog *d, enum dialog_event event, const struct ios_session *s,
	const struct err *lost)
{
	struct plot *p = (struct plot *)d;

	(void)s;
	p->told[event]++;
	if (lost)
		p->lost = *lost;
	return p->at[event];
}

struct bench {
	struct arena *a;
	struct plot plot;
	struct switch_login login;
	struct switch_job *job;
	int stop;
	int64_t now;
	char told[4096];
};

static void tell(void *ctx, const char *name, char direction, const char *line)
{
	struct bench *b = ctx;
	size_t n = strlen(b->told);

	snprintf(b->told + n, sizeof(b->told) - n, "%s %c %s\n", name, direction, line);
}

static void begin(struct bench *b)
{
	*b = (struct bench){ .a = arena_new(), .now = 1000 };
	b->plot.dialog.on = on;
	b->plot.at[DIALOG_LOST] = dialog_do(DIALOG_END);
	b->login =
		(struct switch_login){ .name = "sw1", .stop = &b->stop, .log = tell, .log_ctx = b };
}

static void start(struct bench *b)
{
	b->job = switch_job_new(b->a, &b->login, &b->plot.dialog, wire_new, NULL);
}

/* Turns the job until time `until`; each line is echoed and answered by a prompt while answers. */
static bool turn(struct bench *b, int64_t until, bool answers)
{
	struct pollfd fd;
	int64_t due;
	bool more;

	for (;;) {
		more = switch_job_step(b->job, b->now, &fd, &due);
		if (!more)
			return false;
		if (answers && wire.out.len && strchr(buf_text(&wire.out), '\r')) {
			buf_add(&wire.in, wire.out.data, strcspn(wire.out.data, "\r"));
			buf_puts(&wire.in, "\r\nsw1#");
			buf_drop(&wire.out, strcspn(wire.out.data, "\r") + 1);
		} else if (due >= until) {
			b->now = until;
			return true;
		} else if (due > b->now) {
			b->now = due;
		}
	}
}

static void end(struct bench *b, struct err *e)
{
	switch_job_finish(b->job, e);
	buf_free(&wire.in);
	buf_free(&wire.out);
	arena_free(b->a);
}

/* A silent switch keeps nobody who wants to go; and the dialog decides how. */
static void test_interrupt(void **state)
{
	struct bench b;
	struct err e;

	(void)state;
	begin(&b);
	b.plot.at[DIALOG_READY] = dialog_pause(1500);
	b.plot.at[DIALOG_AWAKE] = dialog_command("vlan 40");
	start(&b);
	assert_true(turn(&b, 2000, true));
	assert_true(turn(&b, 3000, false));
	b.stop = 1;
	assert_true(turn(&b, 7999, false));
	assert_int_equal(b.plot.told[DIALOG_STOP], 1);
	assert_string_equal(b.plot.dialog.stopped, "interrupted");
	assert_int_equal(b.plot.told[DIALOG_LOST], 0);
	assert_false(turn(&b, 8001, false));
	assert_int_equal(b.plot.told[DIALOG_LOST], 1);
	end(&b, &e);
}

static void test_its_time_is_over(void **state)
{
	struct bench b;
	struct err e;

	(void)state;
	begin(&b);
	b.login.job_timeout_ms = 100000;
	b.plot.at[DIALOG_READY] = b.plot.at[DIALOG_REPLY] = dialog_pause(1000);
	b.plot.at[DIALOG_AWAKE] = dialog_command("show x");
	b.plot.at[DIALOG_STOP] = dialog_do(DIALOG_END);
	start(&b);
	assert_false(turn(&b, 1000000, true));
	assert_in_range(b.now, 101000, 101001);
	assert_string_equal(b.plot.dialog.stopped, "not done within 100 s");
	end(&b, &e);
}

static void test_long_pause(void **state)
{
	struct bench b;
	struct err e;

	(void)state;
	begin(&b);
	b.plot.at[DIALOG_READY] = dialog_pause(150000);
	b.plot.at[DIALOG_AWAKE] = dialog_command("show x");
	b.plot.at[DIALOG_REPLY] = dialog_do(DIALOG_END);
	start(&b);
	assert_true(turn(&b, 2000, true));
	b.told[0] = '\0';
	assert_false(turn(&b, 200000, true));
	assert_in_range(b.now, 151000, 152000);
	assert_string_equal(b.told,
		"sw1 > (return)\nsw1 < sw1#\nsw1 > (return)\nsw1 < sw1#\nsw1 > show x\n"
		"sw1 < sw1#show x\n");
	end(&b, &e);
}

/* Two logins in one loop: while a person is asked at one, the other is not listened to. */
enum { LOGIN_MS = 2000, ASKED_MS = 2500 };

struct login {
	struct transport base;
	bool asks, *answered;
	int64_t deadline;
};

static int login_open(struct transport *t, int64_t now_ms, struct err *e)
{
	const struct timespec long_time = { ASKED_MS / 1000, ASKED_MS % 1000 * 1000000L };
	struct login *l = (struct login *)t;

	if (l->asks) {
		nanosleep(&long_time, NULL);
		*l->answered = true;
		return err_set(e, ERR_ENVIRONMENT, "", "done");
	}
	if (now_ms >= l->deadline)
		return err_set(e, ERR_ENVIRONMENT, "", "late");
	return *l->answered ? err_set(e, ERR_ENVIRONMENT, "", "done") : 0;
}

static int64_t login_deadline(const struct transport *t)
{
	return ((const struct login *)t)->deadline;
}

static void login_stalled(struct transport *t, int64_t ms)
{
	((struct login *)t)->deadline += ms;
}

static void login_close(struct transport *t)
{
	(void)t;
}

static struct transport *login_new(
	void *ctx, const struct switch_login *login, struct secret *password, int64_t now_ms)
{
	static const struct transport_ops ops = { login_open, wire_read, wire_write, wire_wait,
		login_deadline, login_stalled, login_close };
	struct login *l = ctx;

	(void)login;
	(void)password;
	l->base.ops = &ops;
	l->deadline = now_ms + LOGIN_MS;
	return &l->base;
}

struct two {
	struct switch_job *job[2];
	size_t begun;
};

static struct switch_job *two_start(void *ctx, size_t *id)
{
	struct two *t = ctx;

	*id = t->begun;
	return t->begun < 2 ? t->job[t->begun++] : NULL;
}

static void two_ended(void *ctx, size_t id, const struct err *e)
{
	(void)id;
	(void)ctx;
	assert_int_equal(e->class, ERR_NONE);
}

static void test_a_person_is_asked(void **state)
{
	struct two two = { .begun = 0 };
	const struct switch_pool pool = {
		.limit = 2, .start = two_start, .ended = two_ended, .ctx = &two
	};
	bool answered = false;
	struct login logins[] = { { .answered = &answered },
		{ .answered = &answered, .asks = true } };
	struct bench b[2];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		begin(&b[i]);
		two.job[i] = switch_job_new(
			b[i].a, &b[i].login, &b[i].plot.dialog, login_new, &logins[i]);
	}
	switch_run_many(b[0].a, &pool);
	for (size_t i = 0; i < 2; i++)
		assert_string_equal(b[i].plot.lost.text, "done");
	for (size_t i = 0; i < 2; i++)
		arena_free(b[i].a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_interrupt),
		cmocka_unit_test(test_its_time_is_over),
		cmocka_unit_test(test_long_pause),
		cmocka_unit_test(test_a_person_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
