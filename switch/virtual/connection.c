// SPDX-License-Identifier: Apache-2.0
/* One SSH connection: key exchange, login by password, one shell. Callbacks only take notes. */
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

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * INT64_C(1000) + ts.tv_nsec / 1000000;
}

static bool login(struct connection *c, const char *user, const char *password)
{
	if (!user || strlen(user) >= sizeof(c->user) ||
		!vswitch_login(c->srv->s, user, password ? password : "")) {
		c->failures++;
		return false;
	}
	strcpy(c->user, user);
	return c->in = true;
}

static int on_password(ssh_session session, const char *user, const char *password, void *ctx)
{
	(void)session;
	return login(ctx, user, password) ? SSH_AUTH_SUCCESS : SSH_AUTH_DENIED;
}

/* The answer's message names no user: the request's does. */
static int interactive(struct connection *c, ssh_message m)
{
	const char *prompts[] = { "Password: " }, *user = ssh_message_auth_user(m);
	char echo[] = { 0 };

	if (!ssh_message_auth_kbdint_is_response(m)) {
		snprintf(c->asked, sizeof(c->asked), "%s", user ? user : "");
		ssh_message_auth_interactive_request(m, "", "", 1, prompts, echo);
		return 0;
	}
	if (ssh_userauth_kbdint_getnanswers(c->session) != 1 ||
		!login(c, c->asked, ssh_userauth_kbdint_getanswer(c->session, 0)))
		return 1;
	ssh_message_auth_reply_success(m, 0);
	return 0;
}

/* What the server callbacks do not know: keyboard-interactive. 1 lets libssh refuse. */
static int on_message(ssh_session session, ssh_message m, void *ctx)
{
	(void)session;
	if (ssh_message_type(m) != SSH_REQUEST_AUTH)
		return 1;
	ssh_message_auth_set_methods(m, SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_INTERACTIVE);
	if (ssh_message_subtype(m) == SSH_AUTH_METHOD_INTERACTIVE)
		return interactive(ctx, m);
	return 1;
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
	c->since_ms = now_ms();
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
		.auth_password_function = on_password,
		.channel_open_request_session_function = on_channel,
	};
	ssh_callbacks_init(&c->server_cb);
	ssh_set_server_callbacks(c->session, &c->server_cb);
	ssh_set_message_callback(c->session, on_message, c);
	ssh_set_auth_methods(c->session, SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_INTERACTIVE);
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
	c->closing_ms = now_ms();
}

/* As much as the peer's window takes; the rest waits. */
/* What the switch has said, into the channel as far as its window goes. */
static void pass_on(struct connection *c)
{
	const char *data;
	size_t n = vswitch_output(c->vty, &data);
	int sent;

	if (n)
		buf_add(&c->out, data, n);
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
	const char *data;
	size_t n;

	if (!c->vty || c->over || c->closing_ms)
		return;
	pass_on(c);
	/* libssh handles what arrives while it writes: new lines, their answers, the end of input.
	 */
	n = vswitch_output(c->vty, &data);
	buf_add(&c->out, data, n);
	if (!c->out.len && vswitch_dropped(c->vty))
		c->over = true;
	else if (!c->out.len && (c->eof || vswitch_ended(c->vty)))
		good_bye(c);
}

bool connection_over(struct connection *c)
{
	if (c->failures >= LOGIN_TRIES || (!c->in && now_ms() - c->since_ms > LOGIN_MS))
		return true;
	if (ssh_get_status(c->session) & (SSH_CLOSED | SSH_CLOSED_ERROR))
		return true;
	return c->over || (c->closing_ms && now_ms() - c->closing_ms > GOOD_BYE_MS);
}

void connection_free(struct connection *c)
{
	if (c->vty && vswitch_dropped(c->vty))
		ssh_silent_disconnect(c->session);
	vswitch_close(c->vty);
	ssh_event_remove_session(c->srv->event, c->session);
	if (ssh_is_connected(c->session))
		ssh_disconnect(c->session);
	ssh_free(c->session);
	buf_free(&c->out);
	free(c);
}
