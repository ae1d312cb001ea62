// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "buf.h"
#include "pairing.h"
#include "push_wire.h"

struct fake {
	struct transport base;
	struct wire *wire;
	struct vswitch_vty *vty;
	struct buf line, out, prompt;
	bool ended, dumb, asks;
	unsigned ahead; /* lines that came in one piece before this one */
};

/* The last line that is a prompt; messages may follow it. */
static void fake_keep_prompt(struct fake *f, const char *data, size_t n)
{
	size_t start = n, end = n;

	while (end && data[end - 1] != '#' && data[end - 1] != '>') {
		while (end && data[end - 1] != '\n')
			end--;
		while (end && strchr("\r\n", data[end - 1]))
			end--;
	}
	for (start = end; start && data[start - 1] != '\n'; start--)
		;
	if (end) {
		buf_reset(&f->prompt);
		buf_add(&f->prompt, data + start, end - start);
	}
}

static void fake_edit(const struct edit *e, struct buf *text)
{
	size_t n = strlen(e->from);
	struct buf out = { 0 };
	const char *at = buf_text(text), *hit;

	while (n && (hit = strstr(at, e->from))) {
		buf_add(&out, at, (size_t)(hit - at));
		buf_puts(&out, e->to);
		at = hit + n;
	}
	buf_puts(&out, at);
	if (!n)
		buf_puts(&out, e->to);
	buf_reset(text);
	buf_puts(text, buf_text(&out));
	buf_free(&out);
}

static void fake_say(struct fake *f, const char *data, size_t n)
{
	struct buf text = { 0 };

	buf_add(&text, data, n);
	for (struct edit *e = f->wire->edits; n && e->command; e++)
		if (f->line.len > 1 && f->line.len - 1 == strlen(e->command) &&
			!memcmp(f->line.data, e->command, f->line.len - 1) && e->skip-- <= 0)
			fake_edit(e, &text);
	buf_add(&f->out, buf_text(&text), text.len);
	buf_free(&text);
}

static void fake_take(struct fake *f)
{
	const char *data;
	size_t n = vswitch_output(f->vty, &data);

	if (f->dumb)
		return;
	fake_keep_prompt(f, data, n);
	fake_say(f, data, n);
}

static void fake_pass(struct fake *f)
{
	vswitch_input(f->vty, f->line.data, f->line.len);
	fake_take(f);
}

/* What was said since was not. */
static void fake_unsay(struct fake *f, size_t from)
{
	buf_cut(&f->out, from);
}

/* Executes the line, and puts words of its own between its echo and what it answers. */
static void fake_strange(struct fake *f)
{
	size_t before = f->out.len;
	char *rest;
	struct buf answer = { 0 };

	fake_pass(f);
	buf_puts(&answer, f->out.data + before);
	rest = strchr(answer.data, '\n');
	assert_non_null(rest);
	fake_unsay(f, before);
	buf_add(&f->out, answer.data, (size_t)(rest + 1 - answer.data));
	buf_printf(&f->out, "%%Whatever happened, it happened\r\n%s", rest + 1);
	buf_free(&answer);
}

/* What goes wrong with the line that is complete. */
static void fake_fail(struct fake *f, enum fault fault)
{
	size_t before = f->out.len;
	char line[300];

	snprintf(line, sizeof(line), "%.*s", (int)f->line.len - 1, buf_text(&f->line));
	switch (fault) {
	case REFUSED_LINE:
		buf_add(&f->out, f->line.data, f->line.len);
		buf_printf(&f->out, "\nCommand rejected: not today\r\n%s", buf_text(&f->prompt));
		break;
	case STRANGE_REPLY:
		fake_strange(f);
		break;
	case DROP_BEFORE:
		f->ended = true;
		break;
	case DROP_AFTER:
	case DROP_FOR_GOOD:
		fake_pass(f);
		buf_reset(&f->out);
		f->ended = true;
		break;
	case SILENCE:
		f->dumb = true;
		break;
	case THROWN:
		if (strstr(buf_text(&f->prompt), "(config")) {
			buf_reset(&f->line);
			buf_puts(&f->line, "end\r");
			fake_pass(f);
			fake_unsay(f, before);
			buf_printf(&f->out, "%s\r\n%s", line, buf_text(&f->prompt));
			f->wire->thrown = true;
		} else {
			fake_pass(f);
		}
		break;
	case QUESTION:
		buf_add(&f->out, f->line.data, f->line.len);
		buf_puts(&f->out, "\nAre you sure? [confirm]");
		f->asks = true;
		break;
	case INTERRUPT:
		fake_pass(f);
		f->wire->stop = 1;
		break;
	case KILL_AFTER:
		fake_pass(f);
		f->wire->killed = true;
		break;
	case KILL_BEFORE:
		f->wire->killed = true;
		break;
	case NO_FAULT:
	case FAULTS:
		break;
	}
}

static const char *const in_exec[] = { "show ", "terminal ", "configure terminal", NULL };
static const char *const in_flight[] = { "vlan ", "name ", "switchport trunk allowed vlan add ",
	NULL };

static bool begins_with_any(const char *line, const char *const *words)
{
	for (; *words; words++)
		if (!strncmp(line, *words, strlen(*words)))
			return true;
	return false;
}

/* The line is complete: it is executed, or it is where this run goes wrong. */
static void fake_line(struct fake *f)
{
	struct wire *w = f->wire;
	bool hit = !w->done && ++w->lines == w->at && w->fault != NO_FAULT;

	/* Lines for the configuration are commands of exec, too, and other ones. */
	if (w->thrown && !begins_with_any(buf_text(&f->line), f->ahead ? in_flight : in_exec))
		fail_msg("sent to exec: %s", buf_text(&f->line));
	w->thrown &= f->ahead > 0;
	if (!hit) {
		fake_pass(f);
		return;
	}
	w->done = w->then == NO_FAULT;
	fake_fail(f, w->fault);
	if (w->done)
		return;
	w->fault = w->then;
	w->then = NO_FAULT;
	w->at += w->then_at;
}
static int fake_open(struct transport *t, int64_t now_ms, struct err *e)
{
	struct fake *f = (struct fake *)t;
	struct wire *w = f->wire;

	(void)now_ms;
	if (w->done && w->fault == DROP_FOR_GOOD)
		return err_set(e, ERR_ENVIRONMENT, "", "cannot connect: No route to host");
	f->vty = vswitch_open(w->vswitch, "netops");
	assert_non_null(f->vty);
	vswitch_set_width(f->vty, 511, 512);
	fake_take(f);
	return 1;
}

static ssize_t fake_read(struct transport *t, void *data, size_t size)
{
	struct fake *f = (struct fake *)t;
	size_t n = f->out.len < size ? f->out.len : size;

	if (n) {
		memcpy(data, f->out.data, n);
		buf_drop(&f->out, n);
		return (ssize_t)n;
	}
	return f->ended ? -1 : 0;
}

static ssize_t fake_write(struct transport *t, const void *data, size_t len)
{
	struct fake *f = (struct fake *)t;
	const char *p = data;

	if (f->ended)
		return -1;
	f->ahead = 0;
	for (size_t i = 0; i < len && !f->ended && !f->wire->killed; i++) {
		if (f->asks) {
			/* Enter and `y` are yes; any other key that was typed ahead is no. */
			if (f->ahead ? p[i] == 'y' || p[i] == '\r' : p[i] != 'n')
				fail_msg("the question is answered `%c`", p[i]);
			buf_printf(&f->out, "%c\r\n%s", p[i], buf_text(&f->prompt));
			f->asks = false;
			continue;
		}
		buf_add(&f->line, p + i, 1);
		/* A session types lines whole; what comes alone is a key. */
		if ((p[i] != '\r' && len > 1) || f->dumb)
			continue;
		if (f->line.len > 1)
			fake_line(f);
		else
			fake_pass(f);
		buf_reset(&f->line);
		if (++f->ahead > f->wire->in_a_row)
			f->wire->in_a_row = f->ahead;
	}
	return (ssize_t)len;
}

static void fake_wait(struct transport *t, struct pollfd *fd)
{
	struct fake *f = (struct fake *)t;

	fd->fd = f->out.len || f->ended ? 1 : -1; /* 1: there is something to read */
}

static int64_t fake_deadline(const struct transport *t)
{
	(void)t;
	return INT64_MAX;
}

static void fake_stalled(struct transport *t, int64_t ms)
{
	(void)t;
	(void)ms;
}

static void fake_close(struct transport *t)
{
	struct fake *f = (struct fake *)t;

	if (f->vty)
		vswitch_close(f->vty);
	buf_free(&f->line);
	buf_free(&f->out);
	buf_free(&f->prompt);
	free(f);
}

struct transport *fake_new(
	void *ctx, const struct switch_login *login, struct secret *password, int64_t now_ms)
{
	static const struct transport_ops ops = { fake_open, fake_read, fake_write, fake_wait,
		fake_deadline, fake_stalled, fake_close };
	struct fake *f = calloc(1, sizeof(*f));

	(void)login;
	(void)password;
	(void)now_ms;
	assert_non_null(f);
	f->base.ops = &ops;
	f->wire = ctx;
	return &f->base;
}

char *snapshot(struct vswitch *s, bool with_startup)
{
	static const char ask[] = "terminal length 0\rshow running-config\rshow vlan brief\r";
	struct vswitch_vty *v = vswitch_open(s, "netops");
	struct buf b = { 0 };
	const char *data;
	size_t n;
	char *text;

	vswitch_set_width(v, 511, 512);
	vswitch_input(v, ask, sizeof(ask) - 1);
	n = vswitch_output(v, &data);
	buf_add(&b, data, n);
	if (with_startup)
		buf_puts(&b, vswitch_startup(s));
	vswitch_close(v);
	text = strdup(buf_text(&b));
	buf_free(&b);
	/* Headers that count and date changes say nothing of what there is. */
	for (char *p = text; (p = strstr(p, "Current configuration : "));)
		p += strlen(strcpy(p, "x")), memmove(p, p + 1, strlen(p + 1) + 1);
	return text;
}

const char push_config[] = "hostname sw1\n"
			   "username netops privilege 15 secret 0 x\n"
			   "vtp mode transparent\n"
			   "interface GigabitEthernet1/0/1\n"
			   "!\n"
			   "interface GigabitEthernet2/0/1\n"
			   " description old server\n"
			   " switchport access vlan 7\n"
			   " switchport mode access\n"
			   "!\n"
			   "interface GigabitEthernet2/0/2\n"
			   "!\n"
			   "line vty 0 4\n"
			   " transport input ssh\n"
			   "end\n";

static void add_vlan(struct arena *a, struct intent *in, unsigned id)
{
	struct intent_vlan *v = ARENA_PUSH(a, &in->vlans);

	v->id = id;
	v->name = arena_printf(a, "tenant-%u", id);
	v->pos = pairing_pos(id, 1);
	vlanset_add(&in->hosts.v[0]->bonds.v[0]->vlans, id);
}

static struct want_switch *wanted(struct arena *a, unsigned named)
{
	struct intent *in = pairing(a);
	struct err e = { 0 };
	struct want_switch *want;

	for (unsigned i = 0; i < named; i++)
		add_vlan(a, in, 100 + 2 * i);
	want = want_switch(a, in, in->switches.v[0], NULL, NULL, pairing_templates(a), &e);

	if (!want)
		fail_msg("%s", e.text);
	return want;
}

static int turn_until(const struct wire *w, struct switch_job *job, struct err *e)
{
	struct pollfd fd = { .fd = -1 };
	int64_t now = 1000, deadline;
	unsigned turns = 0, lines = w->lines;

	while (switch_job_step(job, now, &fd, &deadline) && !w->killed) {
		now += (w->lines - lines) * w->slow_ms;
		lines = w->lines;
		vswitch_tick(w->vswitch, now);
		if (w->links)
			vswitch_facts(w->vswitch, NULL, now);
		if (fd.fd < 0) {
			assert_true(deadline >= now && deadline < INT64_MAX);
			now = deadline;
		}
		assert_true(++turns < 5000);
	}
	return switch_job_finish(job, e);
}

int turn(struct run *r, struct switch_job *job, struct err *e)
{
	return turn_until(&r->wire, job, e);
}

void push(struct run *r)
{
	static const struct switch_login login = { .name = "sw1", .address = "192.0.2.10" };
	struct arena *a = r->wire.arena;

	r->options.stop = &r->wire.stop;
	r->err = (struct err){ 0 };
	r->rc = turn(r,
		switch_job_new(a, &login,
			push_dialog_new(a, &login, r->want, &r->options, &r->result), fake_new,
			&r->wire),
		&r->err);
}

void run_open(struct run *r, const char *text)
{
	struct err e = { 0 };

	*r = (struct run){ .wire.arena = arena_new() };
	r->wire.vswitch = vswitch_new(text, NULL, &e);
	if (!r->wire.vswitch)
		fail_msg("%s: %s", e.object, e.text);
	r->want = wanted(r->wire.arena, 0);
}

void run_want_named(struct run *r, unsigned n)
{
	r->want = wanted(r->wire.arena, n);
}

void run_close(struct run *r)
{
	vswitch_free(r->wire.vswitch);
	arena_free(r->wire.arena);
}

void saved_first(struct run *r)
{
	static const char save[] = "write memory\r";
	struct vswitch_vty *v = vswitch_open(r->wire.vswitch, "netops");

	vswitch_input(v, save, sizeof(save) - 1);
	vswitch_close(v);
}
