// SPDX-License-Identifier: Apache-2.0
/* A TCP connection without waiting for it, so that one loop can open many. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ssh_private.h"

static int refused(struct ssh_transport *t, int error)
{
	ssh_fail(t, &t->refusal, "cannot connect: %s", strerror(error));
	err_hint(&t->refusal,
		error == ECONNREFUSED && !t->target
			? "is SSH on there (`ip ssh version 2`, `transport input ssh`), and its "
			  "access-class open to this host?"
			: "is the address right, and is there a way to it?");
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
	t->address++;
	return 0;
}

static void start(struct ssh_transport *t)
{
	const struct ssh_address *a = &t->addresses.v[t->address];
	int one = 1, idle = 30, interval = 10;

	t->fd = socket(a->to.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (t->fd < 0) {
		refused(t, errno);
		return;
	}
	/* Lines are answered one by one: with Nagle's algorithm each costs a delayed ACK. */
	setsockopt(t->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	/* A peer that is gone is noticed, and a firewall sees a connection that is used. */
	setsockopt(t->fd, SOL_SOCKET, SO_KEEPALIVE, &one, sizeof(one));
	setsockopt(t->fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof(idle));
	setsockopt(t->fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof(interval));
	if (connect(t->fd, (const struct sockaddr *)&a->to, a->len) && errno != EINPROGRESS)
		refused(t, errno);
}

/* Whether the connection stands: 1, 0 not yet, -1 refused. */
static int look(struct ssh_transport *t)
{
	struct pollfd p = { .fd = t->fd, .events = POLLOUT };
	int error = 0;
	socklen_t len = sizeof(error);

	if (poll(&p, 1, 0) <= 0)
		return 0;
	if (getsockopt(t->fd, SOL_SOCKET, SO_ERROR, &error, &len))
		error = errno;
	if (!error)
		return 1;
	refused(t, error);
	return -1;
}

int ssh_tcp_step(struct ssh_transport *t, struct err *e)
{
	while (t->address < t->addresses.n) {
		int up;

		if (t->fd < 0)
			start(t);
		if (t->fd < 0)
			continue;
		up = look(t);
		if (up > 0)
			t->phase = SSH_HANDSHAKE;
		if (up >= 0)
			return up;
	}
	*e = t->refusal;
	return -1;
}
