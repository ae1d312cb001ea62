/* SPDX-License-Identifier: Apache-2.0 */
/* Between server.c (listening) and connection.c (one SSH connection). */
#ifndef SWITCH_VIRTUAL_SERVER_PRIVATE_H
#define SWITCH_VIRTUAL_SERVER_PRIVATE_H

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>
#include <time.h>

#include "buf.h"
#include "delay.h"
#include "server.h"
#include "ssh_face.h"

struct connection {
	struct connection *next;
	struct vswitch_server *srv;
	ssh_session session;
	ssh_channel channel;
	struct ssh_server_callbacks_struct server_cb;
	struct ssh_channel_callbacks_struct channel_cb;
	struct vswitch_vty *vty;
	char user[64], asked[64]; /* logged in; named by a keyboard-interactive request */
	unsigned failures, round; /* of keyboard-interactive; 0: the password */
	bool in, over;            /* logged in; to be freed */
	bool eof;                 /* the client sends no more */
	bool pty;                 /* asked for a terminal, of this size: */
	unsigned columns, rows;
	int64_t since_ms, closing_ms; /* closing_ms 0: not closing */
	struct delay delay;           /* said, and on its way */
	struct buf out;               /* not yet taken by the channel's window */
	struct forward *forwards;
};

struct vswitch_server {
	struct vswitch *s;
	int fd;
	ssh_bind bind;
	ssh_event event;
	struct connection *connections;
};

void connection_new(struct vswitch_server *srv, int fd);
void connection_send(struct connection *c);
bool connection_over(struct connection *c);
int64_t connection_due_ms(const struct connection *c); /* when it has to be sent for again */
void connection_free(struct connection *c);
int64_t server_now_ms(void);

/* login.c: callbacks of libssh, and what a message callback answers */
int login_methods(const struct connection *c);
int login_password(ssh_session session, const char *user, const char *password, void *ctx);
int login_key(ssh_session session, const char *user, struct ssh_key_struct *key, char signature,
	void *ctx);
int login_interactive(struct connection *c, ssh_message m);

/* forward.c: 0, or 1 lets libssh refuse */
int forward_open(struct connection *c, ssh_message m);
void forward_run(struct connection *c);
void forward_free_all(struct connection *c);

/* algorithms.c */
int algorithms_set(ssh_bind bind, enum ssh_age age);

#endif
