// SPDX-License-Identifier: Apache-2.0
/*
 * One write a picture: the cursor goes back to its first line, and each line is written over and
 * cleared behind its text, so that nothing is empty in between. The picture is never higher than
 * the terminal, or going back would end short of its first line.
 */
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "watch.h"

enum { REDRAW_MS = 200 };

struct watch {
	struct cli *cli;
	bool terminal;
	struct buf text; /* the picture that is being made */
	struct buf said; /* without a terminal: what was said last, without ages */
	unsigned height; /* of the picture on the terminal */
	int64_t shown_ms;
	nanosec start, now; /* of the newest bond */
};

struct watch *watch_new(struct cli *c)
{
	struct watch *w;

	if (c->json || !cli_flag(c, "watch"))
		return NULL;
	w = ARENA_NEW(c->arena, struct watch);
	w->cli = c;
	w->terminal = isatty(STDOUT_FILENO);
	if (w->terminal)
		fputs("\033[?25l", stdout);
	return w;
}

static const char *words_of(enum verdict v)
{
	static const char *const words[] = { "up", "NOT UP", "not known yet" };

	return words[v];
}

struct watch *watch_due(struct watch *w, int64_t now_ms)
{
	return w && w->terminal && now_ms - w->shown_ms < REDRAW_MS ? NULL : w;
}

void watch_bond(struct watch *w, const struct observe_bond *b, const struct verdict_result *r)
{
	if (!w)
		return;
	w->start = b->start;
	w->now = b->now;
	buf_printf(&w->text, "%s: %s, %u of %zu members", b->name, words_of(r->verdict),
		r->members_up, r->members.n);
	if (r->awaits)
		buf_printf(&w->text, "; waiting for %s", r->awaits);
	buf_puts(&w->text, "\n");
	watch_head(&w->text);
	buf_puts(&w->text, "\n");
	for (size_t i = 0; i < r->members.n; i++) {
		watch_row(&w->text, b, &r->members.v[i]);
		buf_puts(&w->text, "\n");
	}
	for (size_t i = 0; i < r->findings.n; i++) {
		/* Until it is settled, what is missing is only not there yet. */
		if (!r->final && r->findings.v[i].severity == SEVERITY_ERROR)
			continue;
		watch_finding(&w->text, &r->findings.v[i]);
		buf_puts(&w->text, "\n");
	}
}

static struct winsize terminal_size(void)
{
	struct winsize size = { 0 };

	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	if (!size.ws_col)
		size.ws_col = 80;
	if (!size.ws_row)
		size.ws_row = 24;
	return size;
}

/* A line that wraps would be two. */
static void draw(struct watch *w)
{
	struct winsize size = terminal_size();
	struct buf out = { 0 };
	unsigned height = 0;

	if (w->height)
		buf_printf(&out, "\033[%uA", w->height);
	for (const char *p = buf_text(&w->text); *p && height + 1 < size.ws_row; height++) {
		size_t len = strcspn(p, "\n");

		buf_add(&out, p, len < size.ws_col ? len : size.ws_col - 1U);
		buf_puts(&out, "\033[K\n");
		p += len + (p[len] == '\n');
	}
	buf_puts(&out, "\033[J");
	w->height = height;
	fwrite(out.data, 1, out.len, stdout);
	fflush(stdout);
	buf_free(&out);
}

static bool is_line(const char *text, const char *line, size_t len)
{
	return !strncmp(text, line, len) && text[len] == '\n';
}

static const char *next_line(const char *text)
{
	text += strcspn(text, "\n");
	return text + (*text == '\n');
}

/* Whether the text has the line; an age is no news. */
static bool has_line(const char *text, const char *line, size_t len)
{
	for (; *text; text = next_line(text))
		if (is_line(text, line, len))
			return true;
	return false;
}

static size_t without_age(const char *line, size_t len)
{
	size_t n = len;

	if (!n || !strchr("sh", line[n - 1]) || n < 60)
		return len;
	while (n && line[n - 1] != ' ')
		n--;
	return n;
}

/* Only lines that were not so before: mostly they stand where they stood. */
static void say(struct watch *w)
{
	const char *before = buf_text(&w->said);
	struct buf said = { 0 };

	for (const char *p = buf_text(&w->text); *p; before = next_line(before)) {
		size_t len = strcspn(p, "\n"), n = without_age(p, len);

		if (!is_line(before, p, n) && !has_line(buf_text(&w->said), p, n))
			printf("+%.1f s %.*s\n", (double)(w->now - w->start) / 1e9, (int)len, p);
		buf_add(&said, p, n);
		buf_puts(&said, "\n");
		p += len + (p[len] == '\n');
	}
	fflush(stdout);
	buf_free(&w->said);
	w->said = said;
}

void watch_show(struct watch *w, int64_t now_ms)
{
	if (!w)
		return;
	if (!w->terminal)
		say(w);
	else
		draw(w);
	w->shown_ms = now_ms;
	buf_reset(&w->text);
}

void watch_end(struct watch *w)
{
	if (!w)
		return;
	if (w->terminal)
		fputs("\033[?25h\n", stdout);
	fflush(stdout);
	buf_free(&w->text);
	buf_free(&w->said);
}
