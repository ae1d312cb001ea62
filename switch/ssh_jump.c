// SPDX-License-Identifier: Apache-2.0
/*
 * A jump host: a second SSH session, with its own host key and login, and a direct-tcpip channel
 * (RFC 4254, 7.2) to the switch. The switch's session runs through a pair of sockets, whose other
 * end is carried over that channel. (ProxyJump of libssh 0.10 is a shell that runs ssh.)
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ssh_private.h"

int ssh_jump_open_channel(struct ssh_transport *t, struct err *e)
{
	const struct switch_login *to = t->target;
	unsigned port = to->port ? to->port : 22;

	if (!t->channel)
		t->channel = ssh_channel_new(t->session);
	switch (t->channel ? ssh_channel_open_forward(
				     t->channel, to->address, (int)port, "127.0.0.1", 0)
			   : SSH_ERROR) {
	case SSH_AGAIN:
		return 0;
	case SSH_OK:
		t->phase = SSH_UP;
		return 1;
	default:
		ssh_fail(t, e, "it does not connect to %s:%u: %s", to->address, port,
			ssh_get_error(t->session));
		return err_hint(e,
			"does it forward connections (AllowTcpForwarding), and can it reach the "
			"switch there?");
	}
}

int ssh_jump_step(struct ssh_transport *t, int64_t now_ms, struct err *e)
{
	int rc = t->via->base.ops->open(&t->via->base, now_ms, e), ends[2];

	if (rc <= 0)
		return rc;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends))
		return ssh_fail(t, e, "no pair of sockets: %s", strerror(errno));
	t->fd = ends[0];
	t->pipe = ends[1];
	t->phase = SSH_HANDSHAKE;
	return 1;
}

/* Hands over what the other side takes of it. True: something went. */
static bool drain(struct buf *b, ssize_t taken)
{
	if (taken <= 0)
		return false;
	buf_drop(b, (size_t)taken);
	return true;
}

static void hang_up(struct ssh_transport *t)
{
	if (t->pipe >= 0 && !t->down.len)
		shutdown(t->pipe, SHUT_RDWR);
}

static bool from_switch(struct ssh_transport *t)
{
	ssh_channel channel = t->via->channel;
	char data[16384];
	int n = 0;

	if (t->down.len < JUMP_BUFFER)
		n = ssh_channel_read_nonblocking(channel, data, sizeof(data), 0);
	if (n > 0)
		buf_add(&t->down, data, (size_t)n);
	if (t->down.len && drain(&t->down, send(t->pipe, t->down.data, t->down.len, MSG_NOSIGNAL)))
		return true;
	if (n < 0 || ssh_channel_is_eof(channel) || !ssh_is_connected(t->via->session))
		hang_up(t);
	return n > 0;
}

static bool to_switch(struct ssh_transport *t)
{
	char data[16384];
	ssize_t n = 0;

	if (t->up.len < JUMP_BUFFER)
		n = read(t->pipe, data, sizeof(data));
	if (n > 0)
		buf_add(&t->up, data, (size_t)n);
	if (!t->up.len)
		return false;
	return drain(&t->up, ssh_channel_write(t->via->channel, t->up.data, (uint32_t)t->up.len)) ||
		n > 0;
}

bool ssh_jump_carry(struct ssh_transport *t)
{
	bool moved = false;

	if (!t->via || t->pipe < 0)
		return false;
	moved |= to_switch(t);
	moved |= from_switch(t);
	return moved;
}

void ssh_jump_close(struct ssh_transport *t)
{
	if (!t->via)
		return;
	ssh_jump_carry(t); /* the good-bye */
	if (t->pipe >= 0)
		close(t->pipe);
	buf_free(&t->up);
	buf_free(&t->down);
	t->via->base.ops->close(&t->via->base);
	explicit_bzero(&t->via_password, sizeof(t->via_password));
}
