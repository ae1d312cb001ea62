// SPDX-License-Identifier: Apache-2.0
/* The transport of a switch: an SSH session with one shell, driven without blocking. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ssh_private.h"

int ssh_fail(struct ssh_transport *t, struct err *e, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(e, ERR_ENVIRONMENT, t->login->name, "%s%s:%u: %s",
		t->target ? "jump host " : "", t->login->address,
		t->login->port ? t->login->port : 22u, text);
}

int ssh_hint(struct ssh_transport *t, struct err *e, const char *of_switch, const char *of_jump)
{
	const char *text = t->target ? of_jump : of_switch;

	return text ? err_hint(e, "%s", text) : -1;
}

static int set_options(struct ssh_transport *t, struct err *e)
{
	unsigned port = t->login->port ? t->login->port : 22;
	int no = 0, failed = 0;
	ssh_session s = t->session;

	/* Its own ~/.ssh/config is for people: a ProxyCommand in it would be run by a shell. */
	failed |= ssh_options_set(s, SSH_OPTIONS_PROCESS_CONFIG, &no);
	failed |= ssh_options_set(s, SSH_OPTIONS_HOST, t->login->address);
	failed |= ssh_options_set(s, SSH_OPTIONS_PORT, &port);
	if (t->login->user)
		failed |= ssh_options_set(s, SSH_OPTIONS_USER, t->login->user);
	if (t->login->known_hosts) {
		failed |= ssh_options_set(s, SSH_OPTIONS_KNOWNHOSTS, t->login->known_hosts);
		failed |= ssh_options_set(s, SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null");
	}
	failed |= ssh_algorithms_set(s, t->login->legacy);
	if (t->login->identity)
		failed |= ssh_options_set(s, SSH_OPTIONS_ADD_IDENTITY, t->login->identity);
	failed |= ssh_options_set(s, SSH_OPTIONS_FD, &t->fd);
	if (failed)
		return ssh_fail(t, e, "libssh: %s", ssh_get_error(s));
	ssh_set_blocking(s, 0);
	ssh_auth_ask(t);
	return 0;
}

static int no_shell(struct ssh_transport *t, struct err *e)
{
	ssh_fail(
		t, e, "the switch closed the session before a prompt: all VTY lines may be in use");
	return err_hint(e, "look at `show users` on its console, and try again (libssh: %s)",
		ssh_get_error(t->session));
}

/* It said which software it is, so it has a line free; then it saw what we speak. */
static int broken_off(struct ssh_transport *t, const char *words, struct err *e)
{
	ssh_fail(t, e, "it broke off the key exchange: %s", words);
	if (t->login->legacy || t->target)
		return err_hint(e, "perhaps it has nothing in common with this program");
	return err_hint(e,
		"perhaps it speaks only what is weak (IOS 12.2SE, 15.x): then write `ssh_profile: "
		"legacy` at switch %s in the intent",
		t->login->name);
}

static int handshake_failed(struct ssh_transport *t, struct err *e)
{
	const char *words = ssh_get_error(t->session);

	if (ssh_get_serverbanner(t->session) && !strstr(words, "verify server hostkey") &&
		!strstr(words, "no match"))
		return broken_off(t, words, e);
	/* IOS takes the connection and ends it at once when no line is free. */
	if (!t->target && (strstr(words, "disconnected") || strstr(words, "reset by peer")))
		return no_shell(t, e);
	if (ssh_algorithms_mismatch(t, words, e))
		return -1;
	ssh_fail(t, e, "no SSH session: %s", words);
	if (strstr(words, "verify server hostkey"))
		return ssh_hint(t, e,
			"its RSA key may be too small for libssh: on the switch `crypto key "
			"generate rsa modulus 2048`",
			"its RSA key may be too small for libssh");
	return ssh_hint(t, e, "has SSH a key there (`crypto key generate rsa`)?", NULL);
}

static int handshake(struct ssh_transport *t, struct err *e)
{
	if (!t->session) {
		t->session = ssh_new();
		if (!t->session)
			abort();
		if (set_options(t, e))
			return -1;
		t->fd = -1; /* libssh's from here on */
	}
	switch (ssh_algorithms_connect(t)) {
	case SSH_AGAIN:
		return 0;
	case SSH_OK:
		break;
	default:
		return handshake_failed(t, e);
	}
	if (ssh_hostkey_check(t, e))
		return -1;
	t->phase = SSH_AUTH_NONE;
	return 1;
}

/* The width of the terminal: IOS redraws lines that are wider. */
enum { PTY_COLUMNS = 511, PTY_ROWS = 512 };

static int open_shell(struct ssh_transport *t, struct err *e)
{
	int rc = SSH_ERROR;

	if (!t->channel)
		t->channel = ssh_channel_new(t->session);
	if (!t->channel)
		return no_shell(t, e);
	if (t->phase == SSH_CHANNEL)
		rc = ssh_channel_open_session(t->channel);
	else if (t->phase == SSH_PTY)
		rc = ssh_channel_request_pty_size(t->channel, "vt100", PTY_COLUMNS, PTY_ROWS);
	else
		rc = ssh_channel_request_shell(t->channel);
	if (rc == SSH_AGAIN)
		return 0;
	if (rc != SSH_OK)
		return no_shell(t, e);
	t->phase++;
	return 1;
}

static int phase_step(struct ssh_transport *t, int64_t now_ms, struct err *e)
{
	switch (t->phase) {
	case SSH_NAME:
		if (!t->via)
			return ssh_name_step(t, e);
		t->phase = SSH_TCP;
		return 1;
	case SSH_TCP:
		return t->via ? ssh_jump_step(t, now_ms, e) : ssh_tcp_step(t, e);
	case SSH_HANDSHAKE:
		return handshake(t, e);
	case SSH_AUTH_NONE:
	case SSH_AUTH_KEYS:
	case SSH_AUTH_SECRET:
	case SSH_AUTH_ASKED:
		return ssh_auth_step(t, e);
	case SSH_CHANNEL:
		return t->target ? ssh_jump_open_channel(t, e) : open_shell(t, e);
	case SSH_PTY:
	case SSH_SHELL:
		return open_shell(t, e);
	case SSH_UP:
		break;
	}
	return 1;
}

static int timed_out(struct ssh_transport *t, struct err *e)
{
	static const char *const waits[] = {
		[SSH_NAME] = "its name is not resolved",
		[SSH_TCP] = "no answer to the connection",
		[SSH_HANDSHAKE] = "no SSH session",
		[SSH_AUTH_NONE] = "no answer to the login",
		[SSH_AUTH_KEYS] = "no answer to the login",
		[SSH_AUTH_SECRET] = "no answer to the login",
		[SSH_AUTH_ASKED] = "no answer to the login",
		[SSH_CHANNEL] = "no shell",
		[SSH_PTY] = "no shell",
		[SSH_SHELL] = "no shell",
		[SSH_UP] = "",
	};

	ssh_fail(t, e, "%s in time", waits[t->phase]);
	return err_hint(e, "is the address right, and is there a way to it?");
}

static int64_t phase_timeout(const struct ssh_transport *t)
{
	int connect = t->login->connect_timeout_ms, reply = t->login->reply_timeout_ms;

	if (t->phase <= SSH_HANDSHAKE)
		return connect ? connect : 10000;
	return reply ? reply : 30000;
}

static int transport_open(struct transport *base, int64_t now_ms, struct err *e)
{
	struct ssh_transport *t = (struct ssh_transport *)base;

	while (t->phase != SSH_UP) {
		enum ssh_phase before = t->phase;
		int rc;

		ssh_jump_carry(t);
		rc = phase_step(t, now_ms, e);
		if (rc < 0)
			return -1;
		if (!rc && ssh_jump_carry(t))
			continue;
		if (!rc && t->via && t->phase <= SSH_TCP)
			return 0; /* the jump host has its own time */
		if (!rc)
			return now_ms >= t->deadline ? timed_out(t, e) : 0;
		if (before != t->phase && (before == SSH_HANDSHAKE || t->via))
			t->deadline = now_ms + phase_timeout(t);
	}
	return 1;
}

static ssize_t read_now(struct ssh_transport *t, void *data, size_t size)
{
	int n = ssh_channel_read_nonblocking(t->channel, data, (uint32_t)size, 0);

	if (n > 0)
		return n;
	if (n == 0 || n == SSH_AGAIN)
		return ssh_channel_is_eof(t->channel) || !ssh_is_connected(t->session) ? -1 : 0;
	return -1;
}

static ssize_t transport_read(struct transport *base, void *data, size_t size)
{
	struct ssh_transport *t = (struct ssh_transport *)base;
	ssize_t n;

	ssh_jump_carry(t);
	do
		n = read_now(t, data, size);
	while (ssh_jump_carry(t) && !n);
	return n;
}

static ssize_t transport_write(struct transport *base, const void *data, size_t len)
{
	struct ssh_transport *t = (struct ssh_transport *)base;
	int n = ssh_channel_write(t->channel, data, (uint32_t)len);

	ssh_jump_carry(t);
	return n >= 0 ? n : n == SSH_AGAIN ? 0 : -1;
}

static void transport_wait(struct transport *base, struct pollfd *fd)
{
	struct ssh_transport *t = (struct ssh_transport *)base;

	if (t->via) { /* between the two sessions nobody has to be waited for */
		t->via->base.ops->wait(&t->via->base, fd);
		return;
	}
	fd->revents = 0;
	if (t->phase <= SSH_TCP) {
		fd->fd = t->fd;
		fd->events = t->phase == SSH_NAME ? POLLIN : POLLOUT;
		return;
	}
	fd->fd = t->session ? ssh_get_fd(t->session) : -1;
	fd->events = POLLIN;
	if (t->session && ssh_get_poll_flags(t->session) & SSH_WRITE_PENDING)
		fd->events |= POLLOUT;
}

static int64_t transport_deadline(const struct transport *base)
{
	const struct ssh_transport *t = (const struct ssh_transport *)base;

	return t->via && t->phase <= SSH_TCP ? t->via->deadline : t->deadline;
}

static void transport_stalled(struct transport *base, int64_t ms)
{
	struct ssh_transport *t = (struct ssh_transport *)base;

	t->deadline += ms;
	if (t->via)
		t->via->deadline += ms;
}

static void transport_close(struct transport *base)
{
	struct ssh_transport *t = (struct ssh_transport *)base;

	if (t->session) {
		ssh_disconnect(t->session);
		ssh_jump_carry(t);
		ssh_free(t->session);
	}
	ssh_jump_close(t);
	if (t->fd >= 0)
		close(t->fd);
	ssh_name_close(t);
	free(t);
}

static struct ssh_transport *transport_make(
	const struct switch_login *login, struct secret *password, int64_t now_ms)
{
	static const struct transport_ops ops = {
		.open = transport_open,
		.read = transport_read,
		.write = transport_write,
		.wait = transport_wait,
		.deadline = transport_deadline,
		.stalled = transport_stalled,
		.close = transport_close,
	};
	struct ssh_transport *t = calloc(1, sizeof(*t));

	if (!t)
		abort();
	t->base.ops = &ops;
	t->login = login;
	t->password = password;
	t->fd = t->pipe = -1;
	t->phase = SSH_NAME;
	t->deadline = now_ms + phase_timeout(t);
	return t;
}

struct transport *ssh_transport_new(
	void *ctx, const struct switch_login *login, struct secret *password, int64_t now_ms)
{
	struct ssh_transport *t = transport_make(login, password, now_ms);

	(void)ctx;
	if (login->jump) {
		t->via = transport_make(login->jump, &t->via_password, now_ms);
		t->via->target = login;
	}
	return &t->base;
}
