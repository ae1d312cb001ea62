/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Listening to the members of a host's bonds: a capture on each from the moment it exists, and the
 * kernel's own view: links by events, port states, which raise none, by polling. What comes is put
 * into the bonds' observations with its time.
 */
#ifndef CLI_EARS_H
#define CLI_EARS_H

#include <poll.h>

#include "read.h"
#include "verify.h"

struct tap { /* one member's capture */
	struct verify_bond *bond;
	size_t member; /* index into the observation's members */
	int ifindex;   /* of the interface that is captured */
	int master;    /* ifindex of the bond at the last look; 0: there was none */
	struct capture *capture;
	bool announced; /* as a candidate */
};

struct ears {
	/* before ears_open(): */
	struct verify_bonds *bonds; /* where the bonds go */
	nanosec stable;
	bool quiet;                /* bonds that are passed over are not named */
	struct evidence *evidence; /* where what is heard is kept, or NULL */
	/* since then: */
	struct cli *cli;
	struct host_nl *nl;
	struct host_events *events;
	bool news; /* something of ours changed since the last look at the kernel */
	struct {
		struct tap *v;
		size_t n, cap;
	} taps;
	bool waited;        /* fds say which have something */
	struct pollfd *fds; /* one a tap, one for the caller (-1: none), one for events */
	int64_t start_ms, now_ms, next_kernel_ms, next_stats_ms;
	int64_t looked_ms, look_cost_ms; /* at the kernel: when, and the pause that it earns */
	nanosec start, now;              /* wall clock at the start, moved on by the steady clock */
};

/*
 * Opens all that --bond leaves of the host. From here on nothing is missed: what is not taken yet
 * waits in the sockets. -1 with e: no permission, no netlink, a member's NIC given by a MAC that no
 * NIC has, no bond in mode 802.3ad.
 */
int ears_open(struct ears *l, struct cli *c, const struct intent_host *host, struct err *e);

/* Takes what has come. 0, or -1 with e: the kernel cannot be read any more. */
int ears_turn(struct ears *l, struct err *e);

/* Sleeps until something comes, the kernel is to be asked again, or deadline_ms. */
void ears_wait(struct ears *l, int64_t deadline_ms);

/*
 * At the end: what the kernel says now counts, and is kept where evidence is; the links with what
 * is behind the bonds (bridges do not change while LACP is negotiated: one look), the bond's text.
 */
void ears_look_behind(struct ears *l);
void ears_keep_proc(struct ears *l, struct verify_bond *b);

void ears_close(struct ears *l);

#endif
