// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "replay.h"

enum { BONDING_TEXT_MAX = 1 << 20 };

/* A capture with its next frame, so that several can be told in the order of time. */
struct track {
	struct capture *capture;
	struct capture_frame frame;
	size_t member; /* index into the observation's members */
	int state;     /* of capture_next(): 1 while frame is one */
};

static char *read_text(struct arena *a, const char *path, struct err *e)
{
	FILE *f = fopen(path, "re");
	char *text = arena_alloc(a, BONDING_TEXT_MAX + 1);
	size_t n;

	if (!f) {
		err_set(e, ERR_ENVIRONMENT, path, "cannot read: %s", strerror(errno));
		return NULL;
	}
	n = fread(text, 1, BONDING_TEXT_MAX, f);
	if (ferror(f) || n == BONDING_TEXT_MAX) {
		err_set(e, ERR_ENVIRONMENT, path, "cannot read: %s",
			ferror(f) ? strerror(errno) : "over 1 MiB");
		text = NULL;
	}
	fclose(f);
	return text;
}

static int open_tracks(const struct replay *r, struct track *tracks, struct err *e)
{
	for (size_t i = 0; i < r->n_files; i++) {
		struct track *t = &tracks[i];

		t->capture = capture_open_file(r->files[i].path, e);
		if (!t->capture)
			return -1;
		t->state = capture_next(t->capture, &t->frame, e);
		if (t->state < 0)
			return -1;
	}
	return 0;
}

static struct track *earliest(struct track *tracks, size_t n)
{
	struct track *first = NULL;

	for (size_t i = 0; i < n; i++)
		if (tracks[i].state == 1 &&
			(!first || tracks[i].frame.time_ns < first->frame.time_ns))
			first = &tracks[i];
	return first;
}

/* The bond's own members are planned, as are those that a file is given for. */
static void add_members(struct arena *a, struct observe_bond *b, const struct replay *r,
	const struct proc_bonding *p, struct track *tracks)
{
	for (size_t i = 0; i < p->members.n; i++) {
		const struct proc_member *from = &p->members.v[i];
		struct observe_member *m;

		if (!from->name[0])
			continue;
		m = observe_member(a, b, from->name);
		m->planned = true;
		m->has_perm_mac = true;
		memcpy(m->perm_mac, from->perm_mac, sizeof(m->perm_mac));
	}
	for (size_t i = 0; i < r->n_files; i++) {
		struct observe_member *m = observe_member(a, b, r->files[i].nic);

		m->planned = m->captured = true;
		tracks[i].member = (size_t)(m - b->members.v);
	}
}

static int replay_tracks(
	struct observe_bond *b, const struct replay *r, struct track *tracks, struct err *e)
{
	for (struct track *t; (t = earliest(tracks, r->n_files));) {
		observe_frame(b, &b->members.v[t->member], t->frame.time_ns, t->frame.out,
			t->frame.data, t->frame.len);
		t->state = capture_next(t->capture, &t->frame, e);
		if (t->state < 0)
			return -1;
	}
	return 0;
}

static struct observe_bond *replay_bond(struct arena *a, const struct replay *r,
	const struct proc_bonding *proc, struct track *tracks, struct err *e)
{
	struct track *first;
	struct observe_bond *b;

	if (open_tracks(r, tracks, e))
		return NULL;
	first = earliest(tracks, r->n_files);
	b = observe_new(a, r->bond, first ? first->frame.time_ns : 0);
	b->recorded = true;
	b->stable = r->stable;
	add_members(a, b, r, proc, tracks);
	if (replay_tracks(b, r, tracks, e))
		return NULL;
	observe_proc(b, proc, b->now); /* what the kernel said in the end */
	b->ended = true;
	return b;
}

struct observe_bond *replay_run(struct arena *a, const struct replay *r, struct err *e)
{
	struct track *tracks = arena_array(a, r->n_files, sizeof(*tracks));
	struct proc_bonding proc;
	struct observe_bond *b;
	char *text = read_text(a, r->bonding, e);

	if (!text)
		return NULL;
	if (proc_bonding_parse(a, text, &proc, e)) {
		snprintf(e->object, sizeof(e->object), "%s", r->bonding);
		return NULL;
	}
	b = replay_bond(a, r, &proc, tracks, e);
	for (size_t i = 0; i < r->n_files; i++)
		capture_close(tracks[i].capture);
	return b;
}
