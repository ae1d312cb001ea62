// SPDX-License-Identifier: Apache-2.0
/* One SSH connection: key exchange, login, one shell. Callbacks only take notes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server_private.h"

enum {
	LOGIN_TRIES = 3,
	LOGIN_MS = 120000,
	GOOD_BYE_MS = 300
}; /* `ip ssh authentication-retries`, `time-out` */

int64_t server_now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * INT64_C(1000) + ts.tv_nsec / 1000000;
}

/* What the server callbacks do not know: keyboard-interactive, forwarding. 1 lets libssh refuse. */
static int on_message(ssh_session session, ssh_message m, void *ctx)
{
	int type = ssh_message_type(m), subtype = ssh_message_subtype(m);

	(void)session;
	if (type == SSH_REQUEST_CHANNEL_OPEN && subtype == SSH_CHANNEL_DIRECT_TCPIP)
		return forward_open(ctx, m);
	if (type != SSH_REQUEST_AUTH)
		return 1;
	ssh_message_auth_set_methods(m, login_methods(ctx));
	return subtype == SSH_AUTH_METHOD_INTERACTIVE ? login_interactive(ctx, m) : 1;
}

static int on_pty(ssh_session session, ssh_channel channel, const char *term, int width, int height,
	int pixel_width, int pixel_height, void *ctx)
{
	struct connection *c = ctx;

	(void)session;
	(void)channel;
	(void)term;
	(void)pixel_width;
	(void)pixel_height;
	c->pty = true;
	c->columns = width > 0 ? (unsigned)width : 80;
	c->rows = height > 0 ? (unsigned)height : 24;
	if (c->vty)
		vswitch_set_width(c->vty, c->columns, c->rows);
	return 0;
}

static int on_resize(ssh_session session, ssh_channel channel, int width, int height,
	int pixel_width, int pixel_height, void *ctx)
{
	return on_pty(session, channel, "", width, height, pixel_width, pixel_height, ctx);
}

static int on_shell(ssh_session session, ssh_channel channel, void *ctx)
{
	struct connection *c = ctx;

	(void)session;
	(void)channel;
	if (c->vty)
		return 1;
	c->vty = vswitch_open(c->srv->s, c->user);
	if (c->pty)
		vswitch_set_width(c->vty, c->columns, c->rows);
	return 0;
}

static int on_data(ssh_session session, ssh_channel channel, void *data, uint32_t len,
	int is_stderr, void *ctx)
{
	struct connection *c = ctx;

	(void)session;
	(void)channel;
	if (c->vty && !is_stderr)
		vswitch_input(c->vty, data, len);
	return (int)len;
}

static void on_eof(ssh_session session, ssh_channel channel, void *ctx)
{
	(void)session;
	(void)channel;
	((struct connection *)ctx)->eof = true;
}

static void on_close(ssh_session session, ssh_channel channel, void *ctx)
{
	(void)session;
	(void)channel;
	((struct connection *)ctx)->over = true;
}

/* One shell a connection: a second channel is refused, as on IOS. */
static ssh_channel on_channel(ssh_session session, void *ctx)
{
	struct connection *c = ctx;

	if (c->channel || !c->in)
		return NULL;
	c->channel = ssh_channel_new(session);
	c->channel_cb = (struct ssh_channel_callbacks_struct){
		.userdata = c,
		.channel_data_function = on_data,
		.channel_eof_function = on_eof,
		.channel_close_function = on_close,
		.channel_pty_request_function = on_pty,
		.channel_pty_window_change_function = on_resize,
		.channel_shell_request_function = on_shell,
	};
	ssh_callbacks_init(&c->channel_cb);
	if (!c->channel || ssh_set_channel_callbacks(c->channel, &c->channel_cb) != SSH_OK)
		abort();
	return c->channel;
}

void connection_new(struct vswitch_server *srv, int fd)
{
	struct connection *c = calloc(1, sizeof(*c));

	if (!c)
		abort();
	c->srv = srv;
	c->since_ms = server_now_ms();
	c->session = ssh_new();
	if (!c->session)
		abort();
	c->next = srv->connections;
	srv->connections = c;
	if (ssh_bind_accept_fd(srv->bind, c->session, fd) != SSH_OK) {
		close(fd);
		c->over = true;
		return;
	}
	c->server_cb = (struct ssh_server_callbacks_struct){
		.userdata = c,
		.auth_password_function = login_password,
		.auth_pubkey_function = login_key,
		.channel_open_request_session_function = on_channel,
	};
	ssh_callbacks_init(&c->server_cb);
	ssh_set_server_callbacks(c->session, &c->server_cb);
	ssh_set_message_callback(c->session, on_message, c);
	ssh_set_auth_methods(c->session, login_methods(c));
	ssh_set_blocking(c->session, 0);
	if (ssh_handle_key_exchange(c->session) == SSH_ERROR ||
		ssh_event_add_session(srv->event, c->session) != SSH_OK)
		c->over = true;
}

/* Closes the channel. The client has a moment to say its own good-bye before TCP is closed. */
static void good_bye(struct connection *c)
{
	if (vswitch_ended(c->vty))
		ssh_channel_request_send_exit_status(c->channel, 0);
	ssh_channel_send_eof(c->channel);
	ssh_channel_close(c->channel);
	c->closing_ms = server_now_ms();
}

/* What the switch said, with its delay. */
static void take(struct connection *c)
{
	unsigned rtt = vswitch_ssh_face(c->srv->s)->rtt_ms;
	const char *data;
	size_t n = vswitch_output(c->vty, &data);

	if (rtt)
		delay_add(&c->delay, data, n, server_now_ms() + rtt);
	else
		buf_add(&c->out, data, n);
	if (rtt)
		delay_take(&c->delay, server_now_ms(), &c->out);
}

/* Into the channel as far as the peer's window goes; the rest waits. */
static void pass_on(struct connection *c)
{
	size_t n;
	int sent;

	while (c->out.len && (n = ssh_channel_window_size(c->channel))) {
		sent = ssh_channel_write(
			c->channel, c->out.data, (uint32_t)(n < c->out.len ? n : c->out.len));
		if (sent <= 0)
			break;
		buf_drop(&c->out, (size_t)sent);
	}
}

void connection_send(struct connection *c)
{
	bool all;

	if (!c->over)
		forward_run(c);
	if (!c->vty || c->over || c->closing_ms)
		return;
	take(c);
	pass_on(c);
	/* libssh handles what arrives while it writes: new lines, their answers, the end of input.
	 */
	take(c);
	all = !c->out.len && !c->delay.n;
	if (all && vswitch_dropped(c->vty))
		c->over = true;
	else if (all && (c->eof || vswitch_ended(c->vty)))
		good_bye(c);
}

int64_t connection_due_ms(const struct connection *c)
{
	return delay_due_ms(&c->delay);
}

bool connection_over(struct connection *c)
{
	if (c->failures >= LOGIN_TRIES || (!c->in && server_now_ms() - c->since_ms > LOGIN_MS))
		return true;
	if (ssh_get_status(c->session) & (SSH_CLOSED | SSH_CLOSED_ERROR))
		return true;
	return c->over || (c->closing_ms && server_now_ms() - c->closing_ms > GOOD_BYE_MS);
}

void connection_free(struct connection *c)
{
	if (c->vty && vswitch_dropped(c->vty))
		ssh_silent_disconnect(c->session);
	vswitch_close(c->vty);
	forward_free_all(c);
	ssh_event_remove_session(c->srv->event, c->session);
	if (ssh_is_connected(c->session))
		ssh_disconnect(c->session);
	ssh_free(c->session);
	buf_free(&c->out);
	delay_free(&c->delay);
	free(c);
}
