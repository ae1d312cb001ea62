// SPDX-License-Identifier: Apache-2.0
/* The journal's file: written whole, renamed from phase to phase, appended to. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fd.h"
#include "journal.h"
#include "journal_private.h"

enum { FILE_MAX = 64 << 20, LINE_ROOM = 1024, ANSWER_MAX = 400, PATH_SIZE = 4096 };

static const char *const names[JOURNAL_PHASES] = {
	[JOURNAL_NONE] = "none",
	[JOURNAL_SENDING] = "sending",
	[JOURNAL_HELD] = "held",
	[JOURNAL_CONFIRMED] = "confirmed",
	[JOURNAL_UNDOING] = "undoing",
	[JOURNAL_SAVED] = "saved",
	[JOURNAL_UNDONE] = "undone",
	[JOURNAL_LEFT] = "left",
};

const char *journal_phase_name(enum journal_phase p)
{
	return names[p];
}

bool journal_phase_is_active(enum journal_phase p)
{
	return p >= JOURNAL_SENDING && p <= JOURNAL_UNDOING;
}

struct path {
	char text[PATH_SIZE];
};

static const char *path_of(struct path *p, const struct journal *j, const char *ending)
{
	snprintf(p->text, sizeof(p->text), "%s/%s.%s", j->dir, j->stem, ending);
	return p->text;
}

/* One file a switch, but for a crash between two steps of journal_begin(): active ones count. */
static enum journal_phase find_phase(const struct journal *j)
{
	struct stat st;
	struct path p;

	for (int i = JOURNAL_SENDING; i < JOURNAL_PHASES; i++)
		if (!lstat(path_of(&p, j, names[i]), &st))
			return (enum journal_phase)i;
	return JOURNAL_NONE;
}

/* A cut last line is ended, so that what is appended is not a part of it. */
static void end_line(int fd, const struct buf *text)
{
	if (text->len && text->data[text->len - 1] != '\n')
		(void)!ftruncate(fd,
			(off_t)((const char *)memrchr(text->data, '\n', text->len) + 1 -
				text->data));
}

static int read_record(struct arena *a, struct journal *j, struct err *e)
{
	struct path p;
	struct buf b = { 0 };
	int r = -1;

	j->fd = open(path_of(&p, j, names[j->phase]), O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
	if (j->fd < 0 || fd_read(j->fd, &b, FILE_MAX)) {
		err_set(e, ERR_ENVIRONMENT, p.text, "cannot read the switch's journal: %s",
			strerror(errno));
	} else {
		j->record = record_decode(a, buf_text(&b), b.len, p.text, e);
		if (j->record) {
			end_line(j->fd, &b);
			j->sent = j->record->lines.n;
		}
		r = j->record ? 0 : -1;
	}
	buf_free(&b);
	return r;
}

int journal_open(struct arena *a, const char *dir, const char *address, unsigned port,
	struct journal *out, struct err *e)
{
	char *stem = arena_printf(a, "switch-%s-%u", address, port);

	for (char *p = stem; *p; p++)
		if (*p == '/' || *p <= ' ' || *p > '~')
			*p = '-';
	*out = (struct journal){ .dir = dir, .stem = stem, .fd = -1 };
	out->phase = find_phase(out);
	if (out->phase == JOURNAL_NONE || !read_record(a, out, e))
		return 0;
	journal_close(out);
	return -1;
}

void journal_close(struct journal *j)
{
	if (j->fd >= 0)
		close(j->fd);
	j->fd = -1;
}

/* Not every file system can keep room; then the disk had better not be full. */
static int make_room(int fd, size_t size)
{
	if (!fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, (off_t)size))
		return 0;
	return errno == EOPNOTSUPP || errno == ENOSYS ? 0 : -1;
}

/* A temporary name first: a half-written record never has a phase's name. */
static int write_record(struct journal *j, const struct buf *b, size_t room)
{
	struct path tmp, final;

	unlink(path_of(&tmp, j, "tmp"));
	j->fd = open(tmp.text, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (j->fd < 0)
		return -1;
	if (!fd_write(j->fd, b->data, b->len) && !make_room(j->fd, b->len + room) &&
		!fsync(j->fd) && !rename(tmp.text, path_of(&final, j, names[JOURNAL_SENDING])))
		return 0;
	room = (size_t)errno;
	unlink(tmp.text);
	journal_close(j);
	errno = (int)room;
	return -1;
}

static void forget_others(const struct journal *j, enum journal_phase but)
{
	struct path p;

	for (int i = JOURNAL_HELD; i < JOURNAL_PHASES; i++)
		if (i != (int)but)
			unlink(path_of(&p, j, names[i]));
}

int journal_begin(struct arena *a, struct journal *j, struct record *r, size_t lines, struct err *e)
{
	struct buf b = { 0 };
	int failed;

	journal_close(j);
	record_encode(a, r, &b);
	/* The lines, each with its object's, and what is said of each unit when it is proven. */
	failed = write_record(j, &b, (2 * lines + 16) * LINE_ROOM + b.len);
	buf_free(&b);
	if (failed) {
		err_set(e, ERR_ENVIRONMENT, j->dir, "cannot write the journal of %s: %s", r->name,
			strerror(errno));
		return err_hint(e, "nothing was sent: without it nobody could finish this push");
	}
	forget_others(j, JOURNAL_SENDING);
	fd_sync_directory(j->dir);
	j->phase = JOURNAL_SENDING;
	j->record = r;
	j->sent = 0;
	return 0;
}

int journal_move(struct journal *j, enum journal_phase to)
{
	struct path a, b;

	if (j->phase == to)
		return 0;
	if (j->fd >= 0)
		fsync(j->fd);
	if (rename(path_of(&a, j, names[j->phase]), path_of(&b, j, names[to])))
		return -1;
	forget_others(j, to);
	fd_sync_directory(j->dir);
	j->phase = to;
	return 0;
}

void journal_drop(struct journal *j)
{
	struct path p;

	if (j->phase != JOURNAL_SENDING)
		return;
	unlink(path_of(&p, j, names[j->phase]));
	journal_close(j);
	j->phase = JOURNAL_NONE;
	j->record = NULL;
}

static void append(struct journal *j, json_t *line)
{
	struct buf b = { 0 };

	journal_put(&b, line);
	if (j->fd >= 0)
		(void)!fd_write(j->fd, b.data, b.len);
	buf_free(&b);
}

static json_t *short_text(const char *text)
{
	char clean[ANSWER_MAX + 1];
	size_t n;

	for (n = 0; n < ANSWER_MAX && text[n]; n++)
		clean[n] = (text[n] < ' ' && text[n] != '\n') || text[n] > '~' ? '?' : text[n];
	clean[n] = '\0';
	return json_string(clean);
}

void journal_sent(struct journal *j, const char *line)
{
	j->sent++;
	append(j, json_pack("{s:o}", "sent", short_text(line)));
}

void journal_answered(struct journal *j, size_t since, const char *text)
{
	append(j,
		json_pack("{s:o, s:I}", "answered", short_text(text), "line",
			(json_int_t)(j->sent - since)));
}

void journal_armed(struct journal *j, enum switch_net net, int64_t until_s)
{
	append(j,
		json_pack("{s:I, s:s}", "armed_until", (json_int_t)until_s, "net",
			switch_net_name(net)));
	if (j->record)
		j->record->net = net, j->record->armed_until_s = until_s;
}

void journal_proven(struct arena *a, struct journal *j, size_t unit, const struct switch_found *now)
{
	const struct want_unit *u = &j->record->want.units.v[unit];

	append(j,
		json_pack("{s:I, s:s, s:s}", "proven", (json_int_t)unit, "after",
			journal_clean(a, switch_part_text(a, u, now)), "existing",
			switch_part_vlans(a, now)));
	j->record->after[unit] = now;
}
