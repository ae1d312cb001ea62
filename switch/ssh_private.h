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
	bool asked;           /* somebody was asked for a secret: the deadline starts again */
	char negotiated[512]; /* names of the algorithms agreed on, as libssh lists them */
	struct err refusal;   /* of the last address that was tried */
};

/* Bits of an RSA key: what libssh 0.10 can be made to take at the least, and what is safe. */
enum { SSH_RSA_FLOOR = 768, SSH_RSA_MODERN = 2048 };

/* The algorithms that may be agreed on; not 0: libssh does not take a list. */
int ssh_algorithms_set(ssh_session s, bool legacy);

/* ssh_connect(), and what was agreed on. */
int ssh_algorithms_connect(struct ssh_transport *t);

/* Tells the caller of the login what is weak in what was agreed on. rsa_bits: 0 for other keys. */
void ssh_algorithms_note(struct ssh_transport *t, unsigned rsa_bits);

/* Where words are libssh's of having nothing in common: -1 with e, which says what is offered. */
int ssh_algorithms_mismatch(struct ssh_transport *t, const char *words, struct err *e);

/* Each phase: 1 done (the phase is set to the next), 0 not yet, -1 with e. */
int ssh_tcp_step(struct ssh_transport *t, struct err *e);
int ssh_hostkey_check(struct ssh_transport *t, struct err *e);

/* The size of a public key as known_hosts writes it, in bits; 0: it is not RSA. */
unsigned ssh_hostkey_rsa_bits(const char *base64);

int ssh_auth_step(struct ssh_transport *t, struct err *e);

/* "192.0.2.10:22: ", and libssh's own words where text ends in NULL. Returns -1. */
int ssh_fail(struct ssh_transport *t, struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
