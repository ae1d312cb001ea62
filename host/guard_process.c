// SPDX-License-Identifier: Apache-2.0
/*
 * The guard's life: wait for a decision, the deadline or apply's end, undo where that is the
 * answer, end. Its watcher sleeps in flock() on the guard's lock, which the kernel lets go of when
 * the guard dies, however it dies: then the watcher is the guard, and makes a watcher of its own.
 * A watcher that dies is the guard's child and is replaced.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guard_private.h"

enum { IDLE_MS = 1000, KILL_MS = 5000, FIRST_FREE_FD = 6 };

struct events { /* what the guard waits for; shared with the watcher, which never reads them */
	int timer, child, files;
};

static void ignore_signals(void)
{
	static const int ignored[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGUSR1, SIGUSR2,
		SIGALRM, SIGTSTP, SIGTTIN, SIGTTOU };
	sigset_t set;

	for (size_t i = 0; i < sizeof(ignored) / sizeof(*ignored); i++)
		signal(ignored[i], SIG_IGN);
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_SETMASK, &set, NULL);
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, text, strlen(text)) < 0)
		prctl(PR_SET_NAME, "lacppair"); /* best effort: nothing depends on it */
	close(fd);
}

/* Three descriptors stay, at fixed places; the caller's others are not ours to hold open. */
static void keep_descriptors(struct guard *g, int *ready)
{
	int *kept[] = { &g->lock, &g->apply, ready };
	int null = open("/dev/null", O_RDWR);

	for (int i = 0; i < 3; i++)
		*kept[i] = fcntl(*kept[i], F_DUPFD, FIRST_FREE_FD + 20);
	for (int i = 0; i < 3; i++) {
		dup2(null, i);
		*kept[i] = dup2(*kept[i], 3 + i);
	}
	closefrom(FIRST_FREE_FD);
}

/* Where systemd keeps sessions: version 2, and beside or below the controllers of version 1. */
static const char *const root_groups[] = {
	"/sys/fs/cgroup/cgroup.procs",
	"/sys/fs/cgroup/unified/cgroup.procs",
	"/sys/fs/cgroup/systemd/cgroup.procs",
};

/* Out of the session and, as systemd may end a session's whole group, out of its cgroup. */
static void detach(struct guard *g, int *ready)
{
	ignore_signals();
	setsid();
	keep_descriptors(g, ready);
	umask(077);
	if (chdir("/"))
		_exit(1);
	for (size_t i = 0; i < sizeof(root_groups) / sizeof(*root_groups); i++)
		write_file(root_groups[i], "0");
	write_file("/proc/self/oom_score_adj", "-1000");
}

static void open_events(const struct guard *g, struct events *ev)
{
	struct itimerspec at = { .it_value = { .tv_sec = g->s->deadline_ms / 1000,
					 .tv_nsec = g->s->deadline_ms % 1000 * 1000000 } };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	ev->child = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	ev->timer = timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
	timerfd_settime(ev->timer, TFD_TIMER_ABSTIME, &at, NULL);
	ev->files = guard_files_watch(g->place);
}

static void note_pids(const struct guard *g)
{
	char text[64];
	int n = snprintf(text, sizeof(text), "%d %d\n", getpid(), g->watcher);

	if (ftruncate(g->lock, 0) || pwrite(g->lock, text, (size_t)n, 0) != n)
		return; /* status then names no processes */
}

/* A later apply may have armed another guard while this process slept: then it is not needed. */
static void end_if_stale(const struct guard *g)
{
	struct arena *a = arena_new();
	enum guard_phase p = guard_file_phase(g->place->state);
	const struct snapshot *s = NULL;
	struct err e;

	if (guard_phase_is_active(p))
		s = guard_file_read(a, g->place->state, p, &e);
	if (s && s->deadline_ms != g->s->deadline_ms)
		_exit(0);
	arena_free(a);
}

/* The child of a guard: returns as the guard, when the guard is dead. */
static void wait_for_lock(struct guard *g)
{
	prctl(PR_SET_NAME, "lacppair-watch");
	close(g->lock);
	do
		g->lock = guard_lock_open(g->place);
	while (g->lock < 0 && !poll(NULL, 0, IDLE_MS));
	while (flock(g->lock, LOCK_EX))
		;
	end_if_stale(g);
	g->why = "its first guard was killed";
}

/* Returns in the process that is the guard, which may be the child of the one that called. */
static void start_watcher(struct guard *g)
{
	while (!(g->watcher = fork()))
		wait_for_lock(g);
	prctl(PR_SET_NAME, "lacppair-guard");
	note_pids(g);
}

static void end(const struct guard *g)
{
	if (g->watcher > 0)
		kill(g->watcher, SIGKILL); /* a child that was not waited for: the right one */
	_exit(0);
}

static bool apply_ended(const struct guard *g, int wait_ms)
{
	struct pollfd p = { .fd = g->apply, .events = POLLIN };

	return poll(&p, 1, wait_ms) == 1;
}

/* Decides for undoing; whoever was faster with a confirmation has won. */
static void decide(struct guard *g, enum guard_phase from, const char *why)
{
	if (!guard_file_move(g->place->state, from, GUARD_UNDOING))
		g->why = why;
}

static void at_deadline(struct guard *g, enum guard_phase p)
{
	if (p == GUARD_HELD) {
		decide(g, p,
			arena_printf(g->a, "nobody confirmed within %lld s",
				(long long)(g->s->hold_ms / 1000)));
		return;
	}
	/* Two that change the same links would leave anything; the one that hangs has to go. */
	syscall(SYS_pidfd_send_signal, g->apply, SIGKILL, NULL, 0);
	apply_ended(g, KILL_MS);
	decide(g, p, "apply was still at work at the deadline and was ended");
}

/* Why it is undone where another process decides so: apply, and later whoever calls rollback. */
static const char by_apply[] = "apply failed, and could not undo all of it";

/* One look at how things are. */
static void consider(struct guard *g)
{
	bool ended = apply_ended(g, 0);
	enum guard_phase p = guard_file_phase(g->place->state);

	if (p == GUARD_HELD && g->why == by_apply)
		g->why = "rollback";
	if (!guard_phase_is_active(p))
		end(g);
	if (p == GUARD_APPLYING && ended)
		decide(g, p, "apply was killed half-way");
	else if (p != GUARD_UNDOING && guard_now_ms() >= g->s->deadline_ms)
		at_deadline(g, p);
	if (guard_file_phase(g->place->state) == GUARD_UNDOING) {
		guard_finish(g);
		end(g);
	}
}

static void wait_for_event(const struct guard *g, const struct events *ev)
{
	bool applying = guard_file_phase(g->place->state) == GUARD_APPLYING;
	struct pollfd p[] = {
		{ .fd = ev->timer, .events = POLLIN },
		{ .fd = ev->child, .events = POLLIN },
		{ .fd = ev->files, .events = POLLIN },
		{ .fd = applying ? g->apply : -1, .events = POLLIN },
	};

	poll(p, sizeof(p) / sizeof(*p), IDLE_MS);
	for (int i = 1; i <= 2; i++)
		if (p[i].revents & POLLIN)
			guard_drain(p[i].fd);
}

void guard_process(struct guard *g, int ready)
{
	struct events ev;

	detach(g, &ready);
	open_events(g, &ev);
	g->why = by_apply;
	start_watcher(g);
	if (write(ready, "r", 1) != 1)
		g->why = "its first guard was killed"; /* nobody listens: this is the watcher */
	close(ready);
	for (;;) {
		consider(g);
		wait_for_event(g, &ev);
		if (waitpid(-1, NULL, WNOHANG) > 0)
			start_watcher(g);
	}
}
