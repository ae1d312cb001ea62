/* SPDX-License-Identifier: Apache-2.0 */
/* Between server.c (listening) and connection.c (one SSH connection). */
#ifndef SWITCH_VIRTUAL_SERVER_PRIVATE_H
#define SWITCH_VIRTUAL_SERVER_PRIVATE_H

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>
#include <time.h>

#include "buf.h"
#include "server.h"

struct connection {
	struct connection *next;
	struct vswitch_server *srv;
	ssh_session session;
	ssh_channel channel;
	struct ssh_server_callbacks_struct server_cb;
	struct ssh_channel_callbacks_struct channel_cb;
	struct vswitch_vty *vty;
	char user[64], asked[64]; /* logged in; named by a keyboard-interactive request */
	unsigned failures;
	bool in, over; /* logged in; to be freed */
	bool eof;      /* the client sends no more */
	bool pty;      /* asked for a terminal, of this size: */
	unsigned columns, rows;
	int64_t since_ms, closing_ms; /* closing_ms 0: not closing */
	struct buf out;               /* not yet taken by the channel's window */
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
void connection_free(struct connection *c);

#endif
