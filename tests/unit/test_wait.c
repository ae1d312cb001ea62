// SPDX-License-Identifier: Apache-2.0
/* Links kept current by events: as values, and the wait itself on a network of its own. */
#include "test.h"

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "read.h"
#include "reading.h"
#include "wait.h"

enum { LIMIT_MS = 30000, FLOOD = 10000, LAST_MTU = 1400 };

static void told(struct reading *r, int index, const char *name, int master)
{
	struct link l = { .ifindex = index };
	const struct link_refs refs = { .master = master };

	snprintf(l.name, sizeof(l.name), "%s", name);
	reading_put(r, &l, &refs);
}

/* What is wanted of each: "eno1 in bond0; ..." */
static const char *named(struct arena *a, const struct reading *r)
{
	struct reading copy = { .a = a, .s = host_state_copy(a, r->s), .refs = r->refs };
	const char *text = "";

	reading_name(&copy);
	for (size_t i = 0; i < copy.s->links.n; i++) {
		const struct link *l = &copy.s->links.v[i];

		assert_ptr_equal(host_state_link(copy.s, l->name), l);
		text = arena_printf(
			a, "%s%s%s%s; ", text, l->name, *l->master ? " in " : "", l->master);
	}
	return text;
}

static void test_reading(void **state)
{
	struct arena *a = arena_new();
	struct reading r = { .a = a, .s = ARENA_NEW(a, struct host_state) };

	(void)state;
	told(&r, 2, "eno1", 7);
	told(&r, 3, "eno2", 7);
	told(&r, 7, "bond0", 0);
	assert_string_equal(named(a, &r), "eno1 in bond0; eno2 in bond0; bond0; ");
	told(&r, 7, "bond1", 0);
	told(&r, 2, "eno1", 0);
	assert_string_equal(named(a, &r), "eno1; eno2 in bond1; bond1; ");
	reading_drop(&r, 2);
	assert_string_equal(named(a, &r), "bond1; eno2 in bond1; ");
	reading_drop(&r, 7);
	reading_drop(&r, 7);
	assert_string_equal(named(a, &r), "eno2; ");
	told(&r, 9, "bond1", 0);
	told(&r, 3, "eno2", 9);
	assert_string_equal(named(a, &r), "eno2 in bond1; bond1; ");
	arena_free(a);
}

struct seen {
	unsigned looks;
	void (*first)(void); /* done in the first look */
	bool up;
	uint32_t mtu;
};

static void change(unsigned long what, short flags, int mtu)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	struct ifreq r = { .ifr_name = "lo" };

	if (what == SIOCSIFMTU)
		r.ifr_mtu = mtu;
	else
		r.ifr_flags = flags;
	assert_int_equal(ioctl(fd, what, &r), 0);
	close(fd);
}

static void set_up(void)
{
	change(SIOCSIFFLAGS, IFF_UP, 0);
}

/* More than any receive buffer takes: most are lost. */
static void flood(void)
{
	for (int i = 0; i < FLOOD; i++)
		change(SIOCSIFMTU, 0, 1500 + i % 2);
	set_up();
	change(SIOCSIFMTU, 0, LAST_MTU);
}

static bool look(void *ctx, struct arena *a, const struct host_state *now, int64_t waited_ms)
{
	struct seen *s = ctx;
	const struct link *lo = host_state_link(now, "lo");

	(void)a;
	assert_true(waited_ms >= 0);
	assert_non_null(lo);
	s->up = lo->up;
	s->mtu = lo->mtu;
	if (!s->looks++ && s->first)
		s->first();
	return s->looks > 1 && lo->up && (s->first != flood || lo->mtu == LAST_MTU);
}

/* In a network of its own; the test ends it with its process's end. */
static struct host_nl *own_network(void)
{
	struct err e;
	struct host_nl *nl;

	if (unshare(CLONE_NEWNET) && unshare(CLONE_NEWUSER | CLONE_NEWNET)) {
		print_message("no network namespace here\n");
		skip();
	}
	nl = host_nl_open(&e);
	assert_non_null(nl);
	return nl;
}

/* Nothing is asked for again: without events it would be down until the limit. */
static void test_event_wakes(void **state)
{
	struct host_nl *nl = own_network();
	struct seen s = { .first = set_up };
	const struct host_wait w = { .look = look, .ctx = &s, .limit_ms = LIMIT_MS };
	struct err e;

	(void)state;
	assert_int_equal(host_wait(nl, &w, &e), 0);
	assert_true(s.up);
	host_nl_close(nl);
}

static void test_lost_events(void **state)
{
	struct host_nl *nl = own_network();
	struct seen s = { .first = flood };
	const struct host_wait w = { .look = look, .ctx = &s, .limit_ms = LIMIT_MS };
	struct err e;

	(void)state;
	assert_int_equal(host_wait(nl, &w, &e), 0);
	assert_int_equal(s.mtu, LAST_MTU);
	assert_true(s.looks < FLOOD / 2); /* not one by one */
	host_nl_close(nl);
}

static void test_limit_and_stop(void **state)
{
	struct host_nl *nl = own_network();
	volatile int stop = 1;
	struct seen s = { 0 };
	struct host_wait w = { .look = look, .ctx = &s, .limit_ms = 1, .ask_ms = 10 };
	struct err e;

	(void)state;
	assert_int_equal(host_wait(nl, &w, &e), 0);
	assert_false(s.up);
	assert_in_range(s.looks, 1, 3);
	s.looks = 0;
	w.limit_ms = LIMIT_MS;
	w.stop = &stop;
	assert_int_equal(host_wait(nl, &w, &e), 0);
	assert_int_equal(s.looks, 1);
	host_nl_close(nl);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_event_wakes),
		cmocka_unit_test(test_lost_events),
		cmocka_unit_test(test_limit_and_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
