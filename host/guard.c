// SPDX-License-Identifier: Apache-2.0
/* Arming, and what may be asked about a guard from outside. Its own life is in guard_process.c. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "guard_private.h"

enum { LOCK_TRIES = 40, UNDO_TRIES = 4, LOCK_PAUSE_MS = 50, READY_MS = 10000, LOOK_MS = 1000 };

int64_t guard_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void boot_id(char out[BOOT_ID_LEN + 1])
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, out, BOOT_ID_LEN);

	out[n == BOOT_ID_LEN ? n : 0] = '\0';
	if (fd >= 0)
		close(fd);
}

bool guard_of_this_boot(const struct snapshot *s)
{
	char now[BOOT_ID_LEN + 1];

	boot_id(now);
	return !strcmp(now, s->boot_id);
}

static uint64_t this_netns(void)
{
	struct stat st;

	return stat("/proc/self/ns/net", &st) ? 0 : (uint64_t)st.st_ino;
}

int guard_lock_open(const struct guard_place *place)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/guard.lock", place->run);
	return open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
}

/* A guard that ends holds its lock for a moment longer than its phase. -1: it lives. */
static int lock_now(const struct guard_place *place, int tries)
{
	int fd = guard_lock_open(place);

	while (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB)) {
		if (errno != EWOULDBLOCK || !--tries) {
			close(fd);
			return -1;
		}
		poll(NULL, 0, LOCK_PAUSE_MS);
	}
	return fd;
}

bool guard_alive(const struct guard_place *place, struct guard_pids *out)
{
	int fd = guard_lock_open(place);
	char text[64] = "";
	bool alive;

	*out = (struct guard_pids){ 0 };
	if (fd < 0)
		return false;
	alive = flock(fd, LOCK_SH | LOCK_NB) != 0;
	if (alive && pread(fd, text, sizeof(text) - 1, 0) > 0)
		sscanf(text, "%d %d", &out->guard, &out->watcher);
	close(fd);
	return alive;
}

int guard_files_watch(const struct guard_place *place)
{
	int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);

	if (fd >= 0)
		inotify_add_watch(fd, place->state, IN_MOVED_TO | IN_DELETE);
	return fd;
}

void guard_drain(int fd)
{
	char drained[4096];

	while (read(fd, drained, sizeof(drained)) > 0)
		;
}

enum guard_phase guard_wait(const struct guard_place *place, int64_t limit_ms)
{
	struct pollfd files = { .fd = guard_files_watch(place), .events = POLLIN };
	int64_t end = guard_now_ms() + limit_ms, left;
	enum guard_phase p;

	while (guard_phase_is_active(p = guard_file_phase(place->state)) &&
		(left = end - guard_now_ms()) > 0)
		if (poll(&files, 1, left < LOOK_MS ? (int)left : LOOK_MS) > 0)
			guard_drain(files.fd);
	if (files.fd >= 0)
		close(files.fd);
	return p;
}

/* The caller has the host's lock, so an apply that did not end is none that works. */
static int refuse_armed(const struct guard_place *place, enum guard_phase p, struct err *e)
{
	err_set(e, ERR_ENVIRONMENT, place->state, "an earlier apply %s",
		p == GUARD_HELD               ? "is not confirmed yet"
			: p == GUARD_APPLYING ? "was killed half-way, and is not undone yet"
					      : "is just being undone");
	return err_hint(e, "lacppair status says more; %slacppair rollback undoes it",
		p == GUARD_HELD ? "lacppair confirm keeps it, " : "");
}

/* The network that a snapshot of an earlier boot is about went with that boot. */
static void settle_reboot(struct arena *a, const struct guard_place *place)
{
	enum guard_phase p = guard_file_phase(place->state);
	const struct snapshot *s;
	struct err e;

	if (!guard_phase_is_active(p))
		return;
	s = guard_file_read(a, place->state, p, &e);
	if (!s || guard_of_this_boot(s) || guard_file_move(place->state, p, GUARD_UNDONE))
		return;
	guard_journal_add(place->state, time(NULL), s->host, GUARD_UNDONE,
		"the machine was restarted, and what was made was lost with that");
}

static void fill(struct snapshot *s)
{
	boot_id(s->boot_id);
	s->netns = this_netns();
	s->armed_s = time(NULL);
	s->deadline_ms = guard_now_ms() + s->hold_ms;
}

/* Forks the guard, out of this session; ready when its watcher runs as well. */
static int start(struct guard *g, struct err *e)
{
	struct pollfd p = { .events = POLLIN };
	int pipes[2];
	char ready = 0;
	pid_t pid;

	g->apply = (int)syscall(SYS_pidfd_open, getpid(), 0);
	if (g->apply < 0 || pipe2(pipes, O_CLOEXEC))
		return err_set(
			e, ERR_ENVIRONMENT, "guard", "cannot be started: %s", strerror(errno));
	pid = fork();
	if (!pid)
		guard_process(g, pipes[1]);
	close(pipes[1]);
	close(g->apply);
	p.fd = pipes[0];
	if (pid > 0 && (poll(&p, 1, READY_MS) != 1 || read(pipes[0], &ready, 1) != 1))
		ready = 0;
	close(pipes[0]);
	return ready ? 0 : err_set(e, ERR_ENVIRONMENT, "guard", "did not start");
}

int guard_check_none(struct arena *a, const struct guard_place *place, struct err *e)
{
	enum guard_phase p;

	settle_reboot(a, place);
	p = guard_file_phase(place->state);
	return guard_phase_is_active(p) ? refuse_armed(place, p, e) : 0;
}

int guard_arm(struct arena *a, const struct guard_place *place, struct snapshot *s, struct err *e)
{
	struct guard g = { .a = a, .place = place, .s = s };
	int r;

	if (guard_check_none(a, place, e))
		return -1;
	g.lock = lock_now(place, LOCK_TRIES);
	if (g.lock < 0)
		return err_set(e, ERR_ENVIRONMENT, place->run, "the guard's lock: %s",
			errno == EWOULDBLOCK ? "somebody has it" : strerror(errno));
	fill(s);
	r = guard_file_write(a, place->state, s, e);
	if (!r && start(&g, e)) {
		guard_file_drop(place->state);
		r = -1;
	}
	close(g.lock);
	return r;
}

static int undo_failed(const char *host, const char *left, struct err *e)
{
	err_set(e, ERR_LEFT, host, "not fully undone. Left: %s", left);
	return err_hint(e, "bring these back by hand: ip link, ip address, ip route, bridge vlan");
}

int guard_undo_here(struct arena *a, const struct guard_place *place, struct err *e)
{
	int lock = lock_now(place, UNDO_TRIES), r = -1;
	enum guard_phase p = guard_file_phase(place->state);
	const struct snapshot *s;
	struct guard g = { .a = a, .place = place, .why = "rollback" };

	if (lock < 0)
		return err_set(e, ERR_ENVIRONMENT, place->run, "the guard is at it");
	s = g.s = guard_file_read(a, place->state, p, e);
	if (!s) {
		e->class = ERR_LEFT;
		err_hint(e,
			"without it nobody can undo: bring the host back by hand, "
			"then run lacppair confirm");
	} else if (s->netns != this_netns()) {
		err_set(e, ERR_ENVIRONMENT, s->host, "was armed in another network namespace");
		err_hint(e, "run it there");
	} else if (p != GUARD_UNDOING && guard_file_move(place->state, p, GUARD_UNDOING)) {
		err_set(e, ERR_ENVIRONMENT, s->host, "somebody else decided meanwhile");
	} else {
		r = guard_finish(&g) ? undo_failed(s->host, g.left, e) : 0;
	}
	close(lock);
	return r;
}
