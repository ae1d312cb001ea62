/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of the SSH transport, shared by its files and nobody else. */
#ifndef SWITCH_SSH_PRIVATE_H
#define SWITCH_SSH_PRIVATE_H

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <stdbool.h>
#include <sys/socket.h>

#include "buf.h"
#include "transport.h"

enum ssh_phase {
	SSH_NAME, /* its address is looked up */
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

/* What a name stands for, as the resolver's process tells it. */
enum { SSH_ADDRESSES = 8 };

struct ssh_addresses {
	int failed; /* of getaddrinfo(): EAI_... */
	unsigned n;
	struct ssh_address {
		socklen_t len;
		struct sockaddr_storage to;
	} v[SSH_ADDRESSES];
};

struct ssh_transport {
	struct transport base;
	const struct switch_login *login;
	struct secret *password;
	enum ssh_phase phase;
	int64_t deadline;
	struct ssh_addresses addresses;
	unsigned address;          /* the one that is tried */
	pid_t resolver;            /* a process that looks up the name; 0: none */
	int fd;                    /* ours until libssh has it; of the resolver first */
	struct ssh_transport *via; /* the jump host, or NULL */
	struct secret via_password;
	const struct switch_login *target; /* of a jump host: what is behind it; else NULL */
	int pipe;                          /* our end of the switch's session, -1: not yet */
	struct buf up, down;               /* to the switch and from it, not yet taken */
	ssh_session session;
	ssh_channel channel;
	struct ssh_callbacks_struct callbacks;
	bool password_sent;
	unsigned rounds;      /* of keyboard-interactive */
	char negotiated[512]; /* names of the algorithms agreed on, as libssh lists them */
	struct err refusal;   /* of the last address that was tried */
};

enum { JUMP_BUFFER = 65536, SSH_ROUNDS = 16 };

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
int ssh_name_step(struct ssh_transport *t, struct err *e);
void ssh_name_close(struct ssh_transport *t);
int ssh_tcp_step(struct ssh_transport *t, struct err *e);
int ssh_hostkey_check(struct ssh_transport *t, struct err *e);

/* The size of a public key as known_hosts writes it, in bits; 0: it is not RSA. */
unsigned ssh_hostkey_rsa_bits(const char *base64);

/* A jump host on the way: its own opening; its channel; bytes both ways (true: some moved). */
int ssh_jump_step(struct ssh_transport *t, int64_t now_ms, struct err *e);
int ssh_jump_open_channel(struct ssh_transport *t, struct err *e);
bool ssh_jump_carry(struct ssh_transport *t);
void ssh_jump_close(struct ssh_transport *t);

/* Passphrases of keys are asked for through the login. */
void ssh_auth_ask(struct ssh_transport *t);

int ssh_auth_step(struct ssh_transport *t, struct err *e);

/* The hint for a switch or, where t is one, for a jump host; NULL: none. Returns -1. */
int ssh_hint(struct ssh_transport *t, struct err *e, const char *of_switch, const char *of_jump);

/* "192.0.2.10:22: " or "jump host 192.0.2.1:22: ", and the text. Returns -1. */
int ssh_fail(struct ssh_transport *t, struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
