/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kernel's own word that something has changed (RTNLGRP_LINK and others): a socket to wait on.
 * A member whose carrier went and came between two looks is told of here. Port states of LACP raise
 * no event: they are asked for (wait.h, read.h).
 */
#ifndef HOST_EVENTS_H
#define HOST_EVENTS_H

#include "decode.h"
#include "err.h"

struct host_events;

enum host_hear {
	HOST_HEAR_LINKS,
	HOST_HEAR_ADDRS6, /* where a duplicate is looked for (RFC 4862 5.4) the flags change */
	HOST_HEAR_ALL,    /* whatever host_read() shows */
};

/* Of this network namespace, from now on. NULL with e (ERR_ENVIRONMENT). */
struct host_events *host_events_open(enum host_hear what, struct err *e);
void host_events_close(struct host_events *ev); /* NULL is fine */

int host_events_fd(const struct host_events *ev); /* readable: there is one, or some were lost */

enum host_event {
	HOST_EVENT_NONE,    /* no more for now */
	HOST_EVENT_CHANGED, /* the link is so now; its master is an index in refs, and no name */
	HOST_EVENT_GONE,    /* of *l only the ifindex counts */
	HOST_EVENT_LOST,    /* there were too many: only a fresh reading tells (ENOBUFS) */
};

/* The next one of a link; does not wait. */
enum host_event host_events_next(struct host_events *ev, struct link *l, struct link_refs *refs);

/*
 * Waits until one of any kind is there or some were lost, at most so long; a signal ends it, too.
 * They stay for host_events_next().
 */
bool host_events_wait(const struct host_events *ev, int64_t ms);

/* Passes over all that are there: for who reads afresh. */
void host_events_skip(struct host_events *ev);

/* What one message says; HOST_EVENT_NONE: nothing of a link. For tests, too. */
enum host_event decode_event(const struct nlmsghdr *h, struct link *l, struct link_refs *refs);

#endif
