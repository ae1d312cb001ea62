/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What carries a session's bytes: SSH for the program, a scripted device in a test. Nothing here
 * blocks.
 */
#ifndef SWITCH_TRANSPORT_H
#define SWITCH_TRANSPORT_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "err.h"
#include "switch.h"

struct transport;

struct transport_ops {
	/* Goes on with opening: 1 open, 0 not yet, -1 with e (object and port are not in it). */
	int (*open)(struct transport *t, int64_t now_ms, struct err *e);
	ssize_t (*read)(struct transport *t, void *data, size_t size); /* 0: none now, -1: ended */
	ssize_t (*write)(struct transport *t, const void *data, size_t len); /* taken; -1: ended */
	void (*wait)(struct transport *t, struct pollfd *fd);                /* what to poll for */
	int64_t (*deadline)(const struct transport *t); /* of opening; INT64_MAX: none */
	void (*stalled)(struct transport *t, int64_t ms); /* as switch_job_stalled() */
	void (*close)(struct transport *t);             /* also frees it */
};

struct transport {
	const struct transport_ops *ops;
};

/* A secret, asked for once, and kept until the job's end, where it is wiped. */
struct secret {
	char text[256];
	bool asked, have;
};

/* Makes the transport of a login; the password is asked for only when the switch wants one. */
typedef struct transport *(*transport_new)(
	void *ctx, const struct switch_login *login, struct secret *password, int64_t now_ms);

struct transport *ssh_transport_new(
	void *ctx, const struct switch_login *login, struct secret *password, int64_t now_ms);

/* The secret that ask gives, or NULL: there is none, or it has a line end or is too long. */
const char *secret_get(struct secret *s, const char *(*ask)(void *ctx), void *ctx);

#endif
