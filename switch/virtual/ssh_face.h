/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a virtual switch answers SSH: what the startup file's directives say of algorithms, logins
 * and delays. The engine reads them, the server follows them.
 */
#ifndef SWITCH_VIRTUAL_SSH_FACE_H
#define SWITCH_VIRTUAL_SSH_FACE_H

#include <stdbool.h>

struct vswitch;

/* Which device's algorithms: those of IOS 12.2SE, of 15.x, of IOS-XE 17, or all of libssh. */
enum ssh_age { SSH_AGE_LIBSSH, SSH_AGE_12_2, SSH_AGE_15, SSH_AGE_XE };

enum ssh_login { SSH_LOGIN_PASSWORD = 1, SSH_LOGIN_INTERACTIVE = 2, SSH_LOGIN_PUBLICKEY = 4 };

/* One more round of keyboard-interactive behind the password. */
struct ssh_round {
	struct ssh_round *next;
	char *prompt; /* empty: a round that asks nothing */
	char *answer;
};

struct ssh_authorized {
	struct ssh_authorized *next;
	char *user, *type, *base64;
};

struct ssh_face {
	enum ssh_age age;
	unsigned rsa_bits; /* of a host key that is made; 0: ed25519 */
	unsigned logins;   /* enum ssh_login */
	unsigned rtt_ms;   /* answers come so much later */
	bool forward;      /* direct-tcpip to loopback, as a jump host */
	struct ssh_round *rounds;
	struct ssh_authorized *authorized;
};

const struct ssh_face *vswitch_ssh_face(const struct vswitch *s);

#endif
