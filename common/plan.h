/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plan: both sides' steps in the order of the window, with warnings and refusals. plan prints
 * it; push and apply execute the steps of their side.
 */
#ifndef COMMON_PLAN_H
#define COMMON_PLAN_H

#include "adopt.h"
#include "diff_host.h"
#include "diff_switch.h"
#include "report.h"

enum plan_read {
	PLAN_READ,       /* found state known */
	PLAN_UNREAD,     /* not asked, or not reached: steps assume nothing is there yet */
	PLAN_UNREADABLE, /* asked, but parts are hidden from this user */
};

struct plan_host {
	const struct intent_host *host;
	enum plan_read read;
	const char *unread_why;
	struct host_state *wanted;
	const struct host_state *found; /* NULL when unread */
	struct steps steps;
	struct adoption adoption; /* what moves with --adopt */
	bool staged;              /* one leg at a time (stage.h) */
	const struct host_state
		*goal; /* what the steps lead to: wanted, or short of it in stages */
};

struct plan_unit {
	const struct want_unit *want;
	struct steps lines;
	struct steps inverse; /* what takes them back from found */
};

struct show_reload;
struct show_revert;

struct plan_switch {
	const struct intent_switch *sw;
	enum plan_read read;
	const char *unread_why, *unread_hint;
	const struct switch_found *found; /* NULL when unread */
	const struct show_revert *revert; /* which net a push would have; NULL: not asked */
	const struct show_reload *reload; /* the same */
	struct {
		struct plan_unit *v;
		size_t n, cap;
	} units;
};

struct plan {
	struct {
		struct plan_switch *v;
		size_t n, cap;
	} switches;
	struct {
		struct plan_host *v;
		size_t n, cap;
	} hosts;
	struct report notes; /* warnings, and errors: refusals */
};

/* Steps and lines together. */
size_t plan_changes(const struct plan *p);

const char *plan_read_name(enum plan_read r); /* "read", "unread", "unreadable" */

#endif
