// SPDX-License-Identifier: Apache-2.0
/*
 * The terminal of a login: bytes in, bytes out. Echo, editing keys, the input line's limit, the
 * prompt, the pager. Everything that is typed is echoed, with a pseudo terminal or without.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vsw.h"

enum {
	KEY_INTERRUPT = 3,
	KEY_BELL = 7,
	KEY_ERASE = 8,
	KEY_TAB = 9,
	KEY_KILL = 21,
	KEY_QUOTE = 22,
	KEY_WORD = 23,
	KEY_END = 26,
	KEY_ESCAPE = 27,
	KEY_DELETE = 127
};

enum { CONFIG_NAME = 20 }; /* characters of the hostname in a configuration prompt */

static const char more[] = " --More-- ";
static const char more_gone[] = "\b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\b";

void vsw_prompt(const struct vswitch_vty *v, char *out, size_t size)
{
	static const char *const modes[] = { "", "config", "config-if", "config-vlan",
		"config-line", "config-archive" };

	if (v->mode == MODE_EXEC)
		snprintf(out, size, "%s%c", v->s->cfg.hostname, v->privilege >= 15 ? '#' : '>');
	else
		snprintf(out, size, "%.*s(%s)#", CONFIG_NAME, v->s->cfg.hostname, modes[v->mode]);
}

static void put_text(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n')
			buf_puts(out, "\r");
		buf_add(out, text + i, 1);
	}
}

static void put_question(struct vswitch_vty *v)
{
	const char *text = v->ask->text ? v->ask->text : v->asked;

	put_text(&v->out, text, strlen(text));
}

/* Puts the prompt, and behind it what was logged meanwhile: no new prompt follows, as on IOS. */
static void put_prompt(struct vswitch_vty *v)
{
	char prompt[2 * VSW_NAME_MAX];

	v->len = v->hidden = 0;
	v->line[0] = '\0';
	if (v->ask) {
		put_question(v);
	} else {
		vsw_prompt(v, prompt, sizeof(prompt));
		buf_puts(&v->out, prompt);
	}
	buf_add(&v->out, buf_text(&v->late), v->late.len);
	buf_reset(&v->late);
}

/* The part of text that fits in so many lines. */
static size_t lines_len(const char *text, unsigned lines)
{
	const char *p = text;

	while (lines-- && *p) {
		p += strcspn(p, "\n");
		p += *p == '\n';
	}
	return (size_t)(p - text);
}

/* Sends up to so many lines of the page; then the pager's question, or the prompt. */
static void page(struct vswitch_vty *v, unsigned lines)
{
	size_t len = lines ? lines_len(buf_text(&v->page), lines) : v->page.len;

	put_text(&v->out, buf_text(&v->page), len);
	buf_drop(&v->page, len);
	if (v->page.len)
		buf_puts(&v->out, more);
	else
		put_prompt(v);
}

static void reply_done(struct vswitch_vty *v)
{
	if (v->silent || v->dropped) {
		buf_reset(&v->reply);
		return;
	}
	buf_add(&v->page, buf_text(&v->reply), v->reply.len);
	buf_reset(&v->reply);
	if (v->ended)
		put_text(&v->out, buf_text(&v->page), v->page.len);
	else
		page(v, v->length ? v->length > 1 ? v->length - 1 : 1 : 0);
}

static void key_paged(struct vswitch_vty *v, char key)
{
	buf_puts(&v->out, more_gone);
	if (key == ' ') {
		page(v, v->length > 1 ? v->length - 1 : 1);
	} else if (key == '\r' || key == '\n') {
		page(v, 1);
	} else {
		buf_reset(&v->page);
		buf_puts(&v->out, "\r\n");
		put_prompt(v);
	}
}

static void line_run(struct vswitch_vty *v)
{
	const struct vsw_question *ask = v->ask;
	char line[VSW_LINE_MAX + 1];

	memcpy(line, v->line, sizeof(line));
	v->busy = true;
	v->ask = NULL;
	if (ask)
		ask->answer(v, line);
	else
		vsw_execute(v, line);
	explicit_bzero(line, sizeof(line));
	explicit_bzero(v->line, sizeof(v->line));
	reply_done(v);
	v->busy = false;
}

/* A slow line runs later; what is typed meanwhile waits. */
static void line_done(struct vswitch_vty *v)
{
	const struct vsw_fault *slow = NULL;

	buf_puts(&v->out, "\r\n");
	if (!v->ask && v->len)
		slow = vsw_fault_hit(v->s, FAULT_SLOW, v->line + strspn(v->line, " "));
	if (slow)
		v->wait_ms = v->s->now_ms + slow->number;
	else
		line_run(v);
}

void vsw_terminal_tick(struct vswitch_vty *v)
{
	struct buf ahead = v->ahead;

	if (!v->wait_ms || v->s->now_ms < v->wait_ms)
		return;
	v->wait_ms = 0;
	v->ahead = (struct buf){ 0 };
	line_run(v);
	vswitch_input(v, buf_text(&ahead), ahead.len);
	buf_free(&ahead);
}

static void erase(struct vswitch_vty *v, size_t n)
{
	for (; n && v->len; n--) {
		v->line[--v->len] = '\0';
		if (!(v->ask && v->ask->hidden) && v->len >= v->hidden)
			buf_puts(&v->out, "\b \b");
		if (v->hidden > v->len)
			v->hidden = v->len;
	}
}

static size_t last_word(const struct vswitch_vty *v)
{
	size_t at = v->len;

	while (at && v->line[at - 1] == ' ')
		at--;
	while (at && v->line[at - 1] != ' ')
		at--;
	return v->len - at;
}

/* A line that reaches the terminal's width moves left by ten, with `$` where it is cut. */
static void scroll(struct vswitch_vty *v)
{
	char prompt[2 * VSW_NAME_MAX];
	size_t column, shown, keep;

	vsw_prompt(v, prompt, sizeof(prompt));
	shown = v->len - v->hidden;
	column = strlen(prompt) + (v->hidden > 0) + shown;
	if (v->ask || !v->width || column < v->width || shown <= 12)
		return;
	keep = shown - 10;
	for (size_t i = 0; i < shown + (v->hidden > 0); i++)
		buf_puts(&v->out, "\b");
	v->hidden = v->len - keep;
	buf_printf(&v->out, "$%s%10s", v->line + v->hidden, "");
	for (int i = 0; i < 10; i++)
		buf_puts(&v->out, "\b");
}

static void insert(struct vswitch_vty *v, char key)
{
	if (v->len == VSW_LINE_MAX) {
		buf_puts(&v->out, "\a");
		return;
	}
	v->line[v->len++] = key;
	v->line[v->len] = '\0';
	if (v->ask && v->ask->hidden)
		return;
	buf_add(&v->out, &key, 1);
	scroll(v);
}

/* `?` answers at once and leaves the line as it stands. */
static void help(struct vswitch_vty *v)
{
	buf_puts(&v->out, "?\r\n");
	vsw_help(v, v->line);
	buf_puts(&v->reply, "\n");
	put_text(&v->out, buf_text(&v->reply), v->reply.len);
	buf_reset(&v->reply);
	vsw_redraw(v);
}

static void complete(struct vswitch_vty *v)
{
	char rest[VSW_LINE_MAX + 1];

	if (v->ask || !vsw_complete(v, v->line, rest, sizeof(rest))) {
		buf_puts(&v->out, "\a");
		return;
	}
	for (const char *p = rest; *p; p++)
		insert(v, *p);
}

/* ^Z runs what was typed and ends configuration; ^C drops it and ends configuration. */
static void leave(struct vswitch_vty *v, char key)
{
	buf_puts(&v->out, key == KEY_END ? "^Z" : "^C");
	if (key == KEY_INTERRUPT) {
		v->len = 0;
		v->line[0] = '\0';
		v->ask = NULL;
	}
	v->busy = true;
	buf_puts(&v->out, "\r\n");
	if (v->len && !v->ask)
		vsw_execute(v, v->line);
	if (v->mode != MODE_EXEC)
		vsw_leave(v, MODE_EXEC);
	reply_done(v);
	v->busy = false;
}

static void key_edit(struct vswitch_vty *v, char key)
{
	switch (key) {
	case '\r':
	case '\n':
		v->skip_lf = key == '\r';
		line_done(v);
		return;
	case KEY_ERASE:
	case KEY_DELETE:
		erase(v, 1);
		return;
	case KEY_KILL:
		erase(v, v->len);
		return;
	case KEY_WORD:
		erase(v, last_word(v));
		return;
	case KEY_END:
	case KEY_INTERRUPT:
		leave(v, key);
		return;
	case KEY_TAB:
		complete(v);
		return;
	case KEY_QUOTE:
		v->quoted = true;
		return;
	case KEY_ESCAPE:
		v->escape = 1;
		return;
	case '?':
		if (v->ask)
			insert(v, key);
		else
			help(v);
		return;
	default:
		if ((unsigned char)key >= ' ')
			insert(v, key);
	}
}

/* ESC [ ... letter: cursor keys, which are not played here. */
static void key_escape(struct vswitch_vty *v, char key)
{
	if (v->escape == 1 && (key == '[' || key == 'O'))
		v->escape = 2;
	else if (v->escape == 1 || (key >= '@' && key <= '~'))
		v->escape = 0;
}

/* [confirm]: Enter is yes, and what was typed ahead is taken for the answer too. */
static void key_answer(struct vswitch_vty *v, char key)
{
	v->skip_lf = key == '\r';
	if (key != '\r' && key != '\n')
		insert(v, (unsigned char)key < ' ' ? 'n' : key);
	line_done(v);
}

static void key(struct vswitch_vty *v, char c)
{
	bool skip = v->skip_lf && c == '\n';

	v->skip_lf = false;
	if (skip || !c)
		return;
	if (v->page.len) {
		key_paged(v, c);
	} else if (v->escape) {
		key_escape(v, c);
	} else if (v->quoted) {
		v->quoted = false;
		if ((unsigned char)c >= ' ')
			insert(v, c);
	} else if (v->ask && v->ask->key) {
		key_answer(v, c);
	} else {
		key_edit(v, c);
	}
}

void vswitch_input(struct vswitch_vty *v, const char *data, size_t len)
{
	vsw_revert_key(v);
	for (size_t i = 0; i < len && !v->ended && !v->silent; i++) {
		if (v->wait_ms) {
			buf_add(&v->ahead, data + i, len - i);
			return;
		}
		key(v, data[i]);
	}
}

size_t vswitch_output(struct vswitch_vty *v, const char **data)
{
	buf_drop(&v->out, v->taken);
	v->taken = v->out.len;
	*data = buf_text(&v->out);
	return v->taken;
}

bool vswitch_ended(const struct vswitch_vty *v)
{
	return v->ended;
}

bool vswitch_dropped(const struct vswitch_vty *v)
{
	return v->dropped;
}

void vswitch_set_width(struct vswitch_vty *v, unsigned columns, unsigned rows)
{
	v->width = columns > 512 ? 512 : columns;
	v->length = rows > 512 ? 512 : rows;
}

struct vswitch_vty *vswitch_open(struct vswitch *s, const char *user)
{
	struct vswitch_vty *v = vsw_alloc(sizeof(*v));

	v->s = s;
	vsw_copy(v->user, sizeof(v->user), user);
	v->privilege = 1;
	for (const struct vsw_user *u = s->cfg.users; u; u = u->next)
		if (!strcmp(u->name, user))
			v->privilege = u->privilege;
	while (v->id < 31 && s->vty_ids & 1u << v->id)
		v->id++;
	s->vty_ids |= 1u << v->id;
	v->width = 80;
	v->length = 24;
	v->next = s->vtys;
	s->vtys = v;
	buf_puts(&v->out, "\r\n");
	put_prompt(v);
	return v;
}

void vswitch_close(struct vswitch_vty *v)
{
	struct vswitch_vty **at;

	if (!v)
		return;
	for (at = &v->s->vtys; *at != v; at = &(*at)->next)
		;
	*at = v->next;
	vsw_revert_orphan(v);
	v->s->vty_ids &= ~(1u << v->id);
	buf_free(&v->reply);
	buf_free(&v->page);
	buf_free(&v->out);
	buf_free(&v->late);
	buf_free(&v->ahead);
	free(v->asked);
	explicit_bzero(v, sizeof(*v));
	free(v);
}

void vsw_tell(struct vswitch_vty *v, const char *text)
{
	if (!v->silent && !v->ended)
		put_text(v->busy ? &v->late : &v->out, text, strlen(text));
}

void vsw_redraw(struct vswitch_vty *v)
{
	char line[VSW_LINE_MAX + 1];
	size_t len = v->len;

	memcpy(line, v->line, sizeof(line));
	put_prompt(v);
	for (size_t i = 0; i < len; i++)
		insert(v, line[i]);
}
