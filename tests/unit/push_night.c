// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include <unistd.h>

#include "push_night.h"

void journal_again(struct night *n)
{
	struct err e = { 0 };

	journal_close(&n->j);
	if (journal_open(n->r.wire.arena, n->dir, "192.0.2.10", 22, &n->j, &e))
		fail_msg("%s: %s", e.object, e.text);
	n->r.options.journal = &n->j;
}

void night_open(struct night *n, const char *config)
{
	/* In memory where that can be: each decision is on disk before it counts. */
	*n = (struct night){ .dir = "/dev/shm/push_night.XXXXXX", .j.fd = -1 };
	if (access("/dev/shm", W_OK))
		strcpy(n->dir, "/tmp/push_night.XXXXXX");
	assert_non_null(mkdtemp(n->dir));
	run_open(&n->r, config);
	saved_first(&n->r);
	n->before = snapshot(n->r.wire.vswitch, false);
	n->startup = strdup(vswitch_startup(n->r.wire.vswitch));
	journal_again(n);
}

void night_close(struct night *n)
{
	char command[100];

	journal_close(&n->j);
	snprintf(command, sizeof(command), "rm -r %s", n->dir);
	assert_int_equal(system(command), 0);
	free(n->before);
	free(n->startup);
	run_close(&n->r);
}

void next(struct night *n, enum switch_task task)
{
	n->r.wire.killed = false;
	n->r.wire.stop = 0;
	n->r.wire.fault = NO_FAULT;
	n->r.options.task = task;
	journal_again(n);
	push(&n->r);
}

bool is_as_before(struct night *n)
{
	char *now = snapshot(n->r.wire.vswitch, false);
	bool same = !strcmp(now, n->before);

	free(now);
	return same && !strcmp(n->startup, vswitch_startup(n->r.wire.vswitch));
}

void as_before(struct night *n, const char *what, unsigned k)
{
	char *now = snapshot(n->r.wire.vswitch, false);

	if (!is_as_before(n))
		fail_msg("%s, line %u: %s\n%s---\n%s", what, k, n->r.err.text, n->before, now);
	free(now);
}

void type(struct night *n, const char *text)
{
	struct vswitch_vty *v = vswitch_open(n->r.wire.vswitch, "netops");

	vswitch_input(v, text, strlen(text));
	vswitch_close(v);
}

bool pending(struct night *n)
{
	static const char ask[] = "show archive config rollback timer\r";
	struct vswitch_vty *v = vswitch_open(n->r.wire.vswitch, "netops");
	const char *data;
	size_t len;
	bool is;

	vswitch_input(v, ask, sizeof(ask) - 1);
	len = vswitch_output(v, &data);
	is = !memmem(data, len, "No Rollback", 11);
	vswitch_close(v);
	return is;
}
