/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kernel's own word that a link has changed (RTNLGRP_LINK): a socket to wait on. A member whose
 * carrier went and came between two looks is told of here. Port states of LACP raise no event: they
 * are polled (read.h).
 */
#ifndef HOST_EVENTS_H
#define HOST_EVENTS_H

#include "decode.h"
#include "err.h"

struct host_events;

/* Of this network namespace, from now on. NULL with e (ERR_ENVIRONMENT). */
struct host_events *host_events_open(struct err *e);
void host_events_close(struct host_events *ev); /* NULL is fine */

int host_events_fd(const struct host_events *ev); /* readable: there is one, or some were lost */

enum host_event {
	HOST_EVENT_NONE,    /* no more for now */
	HOST_EVENT_CHANGED, /* the link is so now; its master is an index in refs, and no name */
	HOST_EVENT_GONE,    /* of *l only the ifindex counts */
	HOST_EVENT_LOST,    /* there were too many: only a fresh reading tells (ENOBUFS) */
};

/* The next one; does not wait. */
enum host_event host_events_next(struct host_events *ev, struct link *l, struct link_refs *refs);

/* What one message says; HOST_EVENT_NONE: nothing of a link. For tests, too. */
enum host_event decode_event(const struct nlmsghdr *h, struct link *l, struct link_refs *refs);

#endif
