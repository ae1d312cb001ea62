// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fd.h"
#include "guard_file.h"

enum { FILE_MAX = 64 << 20, JOURNAL_MAX = 1 << 20, JOURNAL_TAIL = 4096 };

static const char *const names[GUARD_PHASES] = {
	[GUARD_NONE] = "none",
	[GUARD_APPLYING] = "applying",
	[GUARD_HELD] = "held",
	[GUARD_UNDOING] = "undoing",
	[GUARD_CONFIRMED] = "confirmed",
	[GUARD_UNDONE] = "undone",
	[GUARD_LEFT] = "left",
};

const char *guard_phase_name(enum guard_phase p)
{
	return names[p];
}

bool guard_phase_is_active(enum guard_phase p)
{
	return p == GUARD_APPLYING || p == GUARD_HELD || p == GUARD_UNDOING;
}

struct path {
	char text[4096];
};

static const char *phase_path(struct path *p, const char *dir, enum guard_phase phase)
{
	snprintf(p->text, sizeof(p->text), "%s/guard.%s", dir, names[phase]);
	return p->text;
}

static const char *other_path(struct path *p, const char *dir, const char *name)
{
	snprintf(p->text, sizeof(p->text), "%s/%s", dir, name);
	return p->text;
}

/* Of two outcomes (a crash between a rename and a removal) the later one: a rename is a change. */
static enum guard_phase last_outcome(const char *dir)
{
	enum guard_phase last = GUARD_NONE;
	struct timespec when = { 0 };
	struct stat st;
	struct path p;

	for (int i = GUARD_CONFIRMED; i < GUARD_PHASES; i++) {
		if (lstat(phase_path(&p, dir, (enum guard_phase)i), &st))
			continue;
		if (last == GUARD_NONE || st.st_ctim.tv_sec > when.tv_sec ||
			(st.st_ctim.tv_sec == when.tv_sec && st.st_ctim.tv_nsec > when.tv_nsec)) {
			last = (enum guard_phase)i;
			when = st.st_ctim;
		}
	}
	return last;
}

/* A phase only moves on, so looking in that order misses none. */
enum guard_phase guard_file_phase(const char *dir)
{
	struct path p;
	struct stat st;

	for (int i = GUARD_APPLYING; i <= GUARD_UNDOING; i++) {
		if (!lstat(phase_path(&p, dir, (enum guard_phase)i), &st))
			return (enum guard_phase)i;
		if (errno != ENOENT)
			return GUARD_NONE;
	}
	errno = 0;
	return last_outcome(dir);
}

int guard_file_move(const char *dir, enum guard_phase from, enum guard_phase to)
{
	struct path a, b;

	if (rename(phase_path(&a, dir, from), phase_path(&b, dir, to)))
		return -1;
	fd_sync_directory(dir);
	return 0;
}

/* A temporary name first: a half-written snapshot never has a phase's name. */
static int write_file(const char *dir, const char *final, const struct buf *b)
{
	struct path tmp;
	int fd, failed;

	unlink(other_path(&tmp, dir, "guard.tmp"));
	fd = open(tmp.text, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return -1;
	failed = fd_write(fd, b->data, b->len) || fsync(fd);
	if (close(fd) || failed || link(tmp.text, final)) {
		int why = errno;

		unlink(tmp.text);
		errno = why;
		return -1;
	}
	unlink(tmp.text);
	fd_sync_directory(dir);
	return 0;
}

static int read_file(struct buf *out, const char *path)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int r = fd < 0 ? -1 : fd_read(fd, out, FILE_MAX), why = errno;

	if (fd >= 0)
		close(fd);
	errno = why;
	return r;
}

struct snapshot *guard_file_read(
	struct arena *a, const char *dir, enum guard_phase phase, struct err *e)
{
	struct snapshot *s = NULL;
	struct buf b = { 0 };
	struct path p;

	if (read_file(&b, phase_path(&p, dir, phase)))
		err_set(e, ERR_ENVIRONMENT, p.text, "cannot read the snapshot: %s",
			strerror(errno));
	else
		s = snapshot_decode(a, buf_text(&b), b.len, p.text, e);
	buf_free(&b);
	return s;
}

static bool reads_back(struct arena *a, const char *path, const struct buf *written, struct err *e)
{
	struct buf b = { 0 };
	bool same;

	same = !read_file(&b, path) && b.len == written->len &&
		!memcmp(buf_text(&b), buf_text(written), b.len) &&
		snapshot_decode(a, buf_text(&b), b.len, path, e);
	buf_free(&b);
	return same;
}

static void forget_outcomes(const char *dir)
{
	struct path p;

	for (int i = GUARD_CONFIRMED; i < GUARD_PHASES; i++)
		unlink(phase_path(&p, dir, (enum guard_phase)i));
}

int guard_file_write(struct arena *a, const char *dir, const struct snapshot *s, struct err *e)
{
	struct buf b = { 0 };
	struct path p;
	int r = 0;

	snapshot_encode(s, &b);
	phase_path(&p, dir, GUARD_APPLYING);
	if (write_file(dir, p.text, &b)) {
		r = err_set(e, ERR_ENVIRONMENT, p.text,
			"cannot write the snapshot: %s; nothing was changed", strerror(errno));
	} else if (!reads_back(a, p.text, &b, e)) {
		unlink(p.text);
		r = err_set(e, ERR_ENVIRONMENT, p.text,
			"the snapshot does not read back as written; nothing was changed");
	} else {
		forget_outcomes(dir);
	}
	buf_free(&b);
	return r;
}

void guard_file_drop(const char *dir)
{
	struct path p;

	unlink(phase_path(&p, dir, GUARD_APPLYING));
	fd_sync_directory(dir);
}

static int journal_open(const char *dir)
{
	struct path p, old;
	struct stat st;

	if (!stat(other_path(&p, dir, "journal"), &st) && st.st_size > JOURNAL_MAX)
		rename(p.text, other_path(&old, dir, "journal.1"));
	return open(p.text, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
}

void guard_journal_add(
	const char *dir, int64_t now_s, const char *host, enum guard_phase outcome, const char *why)
{
	time_t t = (time_t)now_s;
	struct buf b = { 0 };
	char when[32] = "?";
	struct tm tm;
	int fd = journal_open(dir);

	if (fd < 0)
		return;
	if (gmtime_r(&t, &tm))
		strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
	buf_printf(&b, "%s %s %s: %s", when, host, names[outcome], why);
	for (size_t i = 0; i < b.len; i++)
		if ((unsigned char)b.data[i] < 0x20)
			b.data[i] = ' ';
	buf_puts(&b, "\n");
	if (!fd_write(fd, b.data, b.len))
		fsync(fd);
	buf_free(&b);
	close(fd);
}

const char *guard_journal_last(struct arena *a, const char *dir)
{
	char tail[JOURNAL_TAIL + 1], *start, *end;
	struct path p;
	struct stat st;
	ssize_t n = 0;
	int fd = open(other_path(&p, dir, "journal"), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return NULL;
	if (!fstat(fd, &st))
		n = pread(fd, tail, JOURNAL_TAIL,
			st.st_size > JOURNAL_TAIL ? st.st_size - JOURNAL_TAIL : 0);
	close(fd);
	tail[n > 0 ? n : 0] = '\0';
	end = strrchr(tail, '\n');
	if (!end)
		return NULL;
	*end = '\0';
	start = strrchr(tail, '\n');
	return arena_strdup(a, start ? start + 1 : tail);
}
