// SPDX-License-Identifier: Apache-2.0
/*
 * direct-tcpip channels (RFC 4254, 7.2) to this machine's loopback, for `! forward: loopback`: the
 * switch then also plays the jump host before other switches.
 */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server_private.h"

struct forward {
	struct forward *next;
	struct connection *c;
	ssh_channel channel;
	struct ssh_channel_callbacks_struct cb;
	int fd;
	struct buf to_fd, to_channel;
	bool fd_ended, channel_ended;
};

static int on_data(ssh_session session, ssh_channel channel, void *data, uint32_t len,
	int is_stderr, void *ctx)
{
	struct forward *f = ctx;

	(void)session;
	(void)channel;
	if (!is_stderr)
		buf_add(&f->to_fd, data, len);
	return (int)len;
}

static void on_end(ssh_session session, ssh_channel channel, void *ctx)
{
	(void)session;
	(void)channel;
	((struct forward *)ctx)->channel_ended = true;
}

static int on_readable(socket_t fd, int revents, void *ctx)
{
	struct forward *f = ctx;
	char chunk[4096];
	ssize_t n = recv(fd, chunk, sizeof(chunk), MSG_DONTWAIT);

	(void)revents;
	if (n > 0)
		buf_add(&f->to_channel, chunk, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		f->fd_ended = true;
	return 0;
}

/* Only loopback; which of its addresses does not matter. */
static int connect_loopback(const char *host, int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd;

	if (!host || (strcmp(host, "127.0.0.1") && strcmp(host, "localhost")) || port < 1 ||
		port > 65535)
		return -1;
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && !connect(fd, (struct sockaddr *)&to, sizeof(to)))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

int forward_open(struct connection *c, ssh_message m)
{
	struct forward *f;
	int fd;

	if (!vswitch_ssh_face(c->srv->s)->forward || !c->in)
		return 1;
	fd = connect_loopback(ssh_message_channel_request_open_destination(m),
		ssh_message_channel_request_open_destination_port(m));
	if (fd < 0)
		return 1;
	f = calloc(1, sizeof(*f));
	if (!f)
		abort();
	f->c = c;
	f->fd = fd;
	f->channel = ssh_message_channel_request_open_reply_accept(m);
	f->next = c->forwards;
	c->forwards = f;
	f->cb = (struct ssh_channel_callbacks_struct){
		.userdata = f,
		.channel_data_function = on_data,
		.channel_eof_function = on_end,
		.channel_close_function = on_end,
	};
	ssh_callbacks_init(&f->cb);
	if (!f->channel || ssh_set_channel_callbacks(f->channel, &f->cb) != SSH_OK ||
		ssh_event_add_fd(c->srv->event, fd, POLLIN, on_readable, f) != SSH_OK)
		abort();
	return 0;
}

static void pump(struct forward *f)
{
	ssize_t n;
	int sent;

	while (f->to_fd.len) {
		n = send(f->fd, f->to_fd.data, f->to_fd.len, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			f->fd_ended = true;
		if (n <= 0)
			break;
		buf_drop(&f->to_fd, (size_t)n);
	}
	while (f->to_channel.len && !f->channel_ended) {
		uint32_t window = ssh_channel_window_size(f->channel);

		if (window > f->to_channel.len)
			window = (uint32_t)f->to_channel.len;
		sent = window ? ssh_channel_write(f->channel, f->to_channel.data, window) : 0;
		if (sent <= 0)
			break;
		buf_drop(&f->to_channel, (size_t)sent);
	}
}

static bool is_over(const struct forward *f)
{
	return (f->fd_ended && (!f->to_channel.len || f->channel_ended)) ||
		(f->channel_ended && !f->to_fd.len);
}

static void forward_free(struct forward *f)
{
	ssh_event_remove_fd(f->c->srv->event, f->fd);
	close(f->fd);
	ssh_remove_channel_callbacks(f->channel, &f->cb);
	if (ssh_channel_is_open(f->channel))
		ssh_channel_close(f->channel);
	buf_free(&f->to_fd);
	buf_free(&f->to_channel);
	free(f);
}

void forward_run(struct connection *c)
{
	for (struct forward **at = &c->forwards, *f; (f = *at);) {
		pump(f);
		if (!is_over(f)) {
			at = &f->next;
			continue;
		}
		*at = f->next;
		forward_free(f);
	}
}

void forward_free_all(struct connection *c)
{
	for (struct forward *f; (f = c->forwards);) {
		c->forwards = f->next;
		forward_free(f);
	}
}
