/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of the SSH transport, shared by its files and nobody else. */
#ifndef SWITCH_SSH_PRIVATE_H
#define SWITCH_SSH_PRIVATE_H

#include <libssh/libssh.h>
#include <netdb.h>
#include <stdbool.h>

#include "transport.h"

enum ssh_phase {
	SSH_TCP,
	SSH_HANDSHAKE,
	SSH_AUTH_NONE,
	SSH_AUTH_KEYS,
	SSH_AUTH_SECRET,
	SSH_AUTH_ASKED, /* keyboard-interactive */
	SSH_CHANNEL,
	SSH_PTY,
	SSH_SHELL,
	SSH_UP,
};

struct ssh_transport {
	struct transport base;
	const struct switch_login *login;
	struct secret *password;
	enum ssh_phase phase;
	int64_t deadline;
	struct addrinfo *addresses, *address; /* the list, and the one that is tried */
	int fd;                               /* ours until libssh has it */
	ssh_session session;
	ssh_channel channel;
	bool password_sent;
	struct err refusal; /* of the last address that was tried */
};

/* Each phase: 1 done (the phase is set to the next), 0 not yet, -1 with e. */
int ssh_tcp_step(struct ssh_transport *t, struct err *e);
int ssh_hostkey_check(struct ssh_transport *t, struct err *e);
int ssh_auth_step(struct ssh_transport *t, struct err *e);

/* "192.0.2.10:22: ", and libssh's own words where text ends in NULL. Returns -1. */
int ssh_fail(struct ssh_transport *t, struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
