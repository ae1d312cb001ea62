// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "net.h"
#include "plan_bond.h"
#include "replay.h"

enum { TEXT_MAX = 1 << 20 };

/* A capture with its next frame, so that several can be told in the order of time. */
struct track {
	struct capture *capture;
	struct capture_frame frame;
	size_t member; /* index into the observation's members */
	int state;     /* of capture_next(): 1 while frame is one */
};

char *replay_read_text(struct arena *a, const char *path, struct err *e)
{
	FILE *f = fopen(path, "re");
	char *text = arena_alloc(a, TEXT_MAX + 1);
	size_t n;

	if (!f) {
		err_set(e, ERR_ENVIRONMENT, path, "cannot read: %s", strerror(errno));
		return NULL;
	}
	n = fread(text, 1, TEXT_MAX, f);
	if (ferror(f) || n == TEXT_MAX) {
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

static void set_mac(struct observe_member *m, const uint8_t mac[6])
{
	m->has_perm_mac = true;
	memcpy(m->perm_mac, mac, sizeof(m->perm_mac));
}

/* The NIC that a planned member's address names: of --mac, or of the kernel's text. */
static const char *nic_of(const struct replay *r, const struct proc_bonding *p, const char *text)
{
	uint8_t mac[6];

	if (mac_parse(text, mac))
		return text;
	for (size_t i = 0; i < r->n_macs; i++)
		if (!memcmp(r->macs[i].mac, mac, sizeof(mac)))
			return r->macs[i].nic;
	for (size_t i = 0; i < p->members.n; i++)
		if (!memcmp(p->members.v[i].perm_mac, mac, sizeof(mac)))
			return p->members.v[i].name;
	return text;
}

static void add_planned(struct arena *a, struct observe_bond *b, const struct replay *r,
	const struct proc_bonding *p)
{
	verify_plan_bond(b, r->plan);
	if (r->kernel)
		verify_plan_bridges(a, b, r->plan, r->host);
	for (size_t i = 0; i < r->plan->members.n; i++) {
		const struct intent_member *from = &r->plan->members.v[i];

		verify_plan_member(
			a, b, from, from->nic_is_mac ? nic_of(r, p, from->nic) : from->nic);
	}
}

/* Without a plan the bond's own members count as planned, and those that a file is given for. */
static void add_members(struct arena *a, struct observe_bond *b, const struct replay *r,
	const struct proc_bonding *p, struct track *tracks)
{
	if (r->plan)
		add_planned(a, b, r, p);
	for (size_t i = 0; i < p->members.n; i++) {
		const struct proc_member *from = &p->members.v[i];
		struct observe_member *m;

		if (!from->name[0])
			continue;
		m = observe_member(a, b, from->name);
		m->planned |= !r->plan;
		set_mac(m, from->perm_mac);
	}
	for (size_t i = 0; i < r->n_macs; i++)
		set_mac(observe_member(a, b, r->macs[i].nic), r->macs[i].mac);
	for (size_t i = 0; i < r->n_files; i++) {
		struct observe_member *m = observe_member(a, b, r->files[i].nic);

		m->planned |= !r->plan;
		m->captured = true;
		tracks[i].member = (size_t)(m - b->members.v);
	}
}

/* When it began: as the files say, else with the first frame. */
static nanosec beginning(const struct replay *r, struct track *tracks)
{
	const struct track *first = earliest(tracks, r->n_files);
	nanosec start = first ? first->frame.time_ns : 0;

	for (size_t i = 0; i < r->n_files; i++) {
		const struct capture_bounds *c = capture_bounds(tracks[i].capture);

		if (c->has_start && (!start || c->start_ns < start))
			start = c->start_ns;
	}
	return start;
}

static nanosec end_of(const struct observe_bond *b, const struct replay *r, struct track *tracks)
{
	nanosec end = b->now;

	for (size_t i = 0; i < r->n_files; i++) {
		const struct capture_bounds *c = capture_bounds(tracks[i].capture);

		if (c->has_end && c->end_ns > end)
			end = c->end_ns;
	}
	return end;
}

static int refuse_unknown_direction(const char *nic, struct err *e)
{
	err_set(e, ERR_ENVIRONMENT, nic, "the capture does not say which frames are ours");
	return err_hint(e,
		"give --bonding FILE, or --mac %s=ADDRESS; pcapng with packet flags needs neither",
		nic);
}

static int replay_tracks(
	struct observe_bond *b, const struct replay *r, struct track *tracks, struct err *e)
{
	size_t told = 0;

	for (struct track *t; (t = earliest(tracks, r->n_files));) {
		if (r->kernel)
			kernel_view_tell_until(r->kernel, b, t->frame.time_ns, &told);
		if (t->frame.out < 0 && !r->bonding && !b->members.v[t->member].has_perm_mac)
			return refuse_unknown_direction(b->members.v[t->member].name, e);
		observe_frame(b, &b->members.v[t->member], t->frame.time_ns, t->frame.out,
			t->frame.data, t->frame.len);
		t->state = capture_next(t->capture, &t->frame, e);
		if (t->state < 0)
			return -1;
	}
	if (r->kernel)
		kernel_view_tell_until(r->kernel, b, end_of(b, r, tracks), &told);
	return 0;
}

static struct observe_bond *replay_bond(struct arena *a, const struct replay *r,
	const struct proc_bonding *proc, struct track *tracks, struct err *e)
{
	struct observe_bond *b;

	if (open_tracks(r, tracks, e))
		return NULL;
	b = observe_new(a, r->bond, beginning(r, tracks));
	b->recorded = !r->plan;
	b->stable = r->stable;
	add_members(a, b, r, proc, tracks);
	if (replay_tracks(b, r, tracks, e))
		return NULL;
	observe_time(b, end_of(b, r, tracks));
	if (r->kernel)
		kernel_view_tell(a, r->kernel, b);
	if (r->no_bond)
		observe_no_bond(b, b->now);
	else if (r->bonding)
		observe_proc(b, proc, b->now); /* what the kernel said in the end */
	b->ended = true;
	return b;
}

static int read_proc(
	struct arena *a, const struct replay *r, struct proc_bonding *out, struct err *e)
{
	char *text;

	*out = (struct proc_bonding){ 0 };
	if (!r->bonding)
		return 0;
	text = replay_read_text(a, r->bonding, e);
	if (!text)
		return -1;
	if (!proc_bonding_parse(a, text, out, e))
		return 0;
	snprintf(e->object, sizeof(e->object), "%s", r->bonding);
	return -1;
}

struct observe_bond *replay_run(struct arena *a, const struct replay *r, struct err *e)
{
	struct track *tracks = arena_array(a, r->n_files, sizeof(*tracks));
	struct proc_bonding proc;
	struct observe_bond *b;

	if (read_proc(a, r, &proc, e))
		return NULL;
	b = replay_bond(a, r, &proc, tracks, e);
	for (size_t i = 0; i < r->n_files; i++)
		capture_close(tracks[i].capture);
	return b;
}
