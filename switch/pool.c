// SPDX-License-Identifier: Apache-2.0
/* The one loop that waits: for one job or for hundreds. */
#include <stdint.h>
#include <time.h>

#include "switch.h"

/* A signal between the look at its flag and poll() must not wait for the switch. */
enum { STOP_LATENCY_MS = 250 };

struct slot {
	struct switch_job *job;
	size_t id;
	int64_t deadline;
};

struct loop {
	const struct switch_pool *pool;
	struct slot *slots; /* of each of fds; pool->limit of them */
	struct pollfd *fds;
	size_t n;
	int64_t told; /* when all were stepped last */
};

static int64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void fill(struct loop *l)
{
	while (l->n < l->pool->limit) {
		struct slot s = { .deadline = 0 }; /* at once */

		s.job = l->pool->start(l->pool->ctx, &s.id);
		if (!s.job)
			return;
		l->fds[l->n] = (struct pollfd){ .fd = -1 };
		l->slots[l->n++] = s;
	}
}

static void end(struct loop *l, size_t i)
{
	struct slot s = l->slots[i];
	struct err e = { 0 };

	l->n--;
	l->slots[i] = l->slots[l->n];
	l->fds[i] = l->fds[l->n];
	switch_job_finish(s.job, &e);
	l->pool->ended(l->pool->ctx, s.id, &e);
}

/*
 * One turn of one job. Nothing in it blocks but a question at the terminal, one at a time: for that
 * time no switch is late. What the switches count themselves (a revert timer) goes on.
 */
static bool turn(struct loop *l, struct slot *s, struct pollfd *fd)
{
	int64_t start = clock_ms(), took;
	bool more = switch_job_step(s->job, start, fd, &s->deadline);

	took = clock_ms() - start;
	for (size_t i = 0; took >= STOP_LATENCY_MS && i < l->n; i++)
		switch_job_stalled(l->slots[i].job, took);
	return more;
}

/* Those that something happened to; all now and then, to whom a signal is to be told. */
static void step(struct loop *l, int64_t now, bool interrupted)
{
	bool all = interrupted || now - l->told >= STOP_LATENCY_MS;

	if (all)
		l->told = now;
	for (size_t i = 0; i < l->n;) {
		struct slot *s = &l->slots[i];
		bool due = all || l->fds[i].revents || s->deadline <= now;

		l->fds[i].revents = 0;
		if (due && !turn(l, s, &l->fds[i]))
			end(l, i);
		else
			i++;
	}
}

static int wait_ms(const struct loop *l, int64_t now)
{
	int64_t wait = STOP_LATENCY_MS;

	for (size_t i = 0; i < l->n; i++)
		if (l->slots[i].deadline - now < wait)
			wait = l->slots[i].deadline - now;
	return wait > 0 ? (int)wait : 0;
}

void switch_run_many(struct arena *a, const struct switch_pool *pool)
{
	struct loop l = { .pool = pool };
	int ready = 0;

	l.slots = arena_array(a, pool->limit, sizeof(*l.slots));
	l.fds = arena_array(a, pool->limit, sizeof(*l.fds));
	for (fill(&l); l.n; fill(&l)) {
		int wait = wait_ms(&l, clock_ms());

		if (wait > 0)
			ready = poll(l.fds, l.n, wait);
		step(&l, clock_ms(), ready < 0);
		ready = 0;
	}
}

/* One job, which begins once. */
struct single {
	struct switch_job *job;
	struct err *err;
};

static struct switch_job *single_start(void *ctx, size_t *id)
{
	struct single *s = ctx;
	struct switch_job *job = s->job;

	*id = 0;
	s->job = NULL;
	return job;
}

static void single_ended(void *ctx, size_t id, const struct err *e)
{
	(void)id;
	*((struct single *)ctx)->err = *e;
}

int switch_run(struct switch_job *job, struct err *e)
{
	struct err mine = { 0 };
	struct single s = { .job = job, .err = &mine };
	const struct switch_pool pool = {
		.limit = 1,
		.start = single_start,
		.ended = single_ended,
		.ctx = &s,
	};
	struct arena *a = arena_new();

	switch_run_many(a, &pool);
	arena_free(a);
	if (mine.class == ERR_NONE)
		return 0;
	*e = mine;
	return -1;
}
