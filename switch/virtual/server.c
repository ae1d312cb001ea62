// SPDX-License-Identifier: Apache-2.0
/*
 * The listening side: one poll loop, no threads, one connection per terminal. As on IOS the TCP
 * connection ends with its channel, and beyond the last VTY a connection is taken and closed.
 */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server_private.h"

enum { BACKLOG = 128 };

static int listen_on(const struct addrinfo *ai)
{
	int fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), one = 1;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (!bind(fd, ai->ai_addr, ai->ai_addrlen) && !listen(fd, BACKLOG))
		return fd;
	close(fd);
	return -1;
}

static int open_socket(const char *address, uint16_t port, struct err *e)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST }, *ai;
	char service[8];
	int fd, r;

	snprintf(service, sizeof(service), "%u", port);
	r = getaddrinfo(address, service, &hints, &ai);
	if (r)
		return err_set(e, ERR_USAGE, address, "not an address: %s", gai_strerror(r));
	fd = listen_on(ai);
	if (fd < 0)
		err_set(e, ERR_ENVIRONMENT, address, "cannot listen on port %u: %s", port,
			strerror(errno));
	freeaddrinfo(ai);
	return fd;
}

/* Writes the key into a file that nobody else may read, from its first byte on. */
static int store_key(ssh_key key, const char *path, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(
			e, ERR_ENVIRONMENT, path, "cannot make the host key: %s", strerror(errno));
	close(fd);
	if (ssh_pki_export_privkey_file(key, NULL, NULL, NULL, path) == SSH_OK)
		return 0;
	unlink(path);
	return err_set(e, ERR_ENVIRONMENT, path, "cannot write the host key");
}

/* Old devices have RSA keys. */
static ssh_key load_key(const char *path, unsigned rsa_bits, struct err *e)
{
	enum ssh_keytypes_e type = rsa_bits ? SSH_KEYTYPE_RSA : SSH_KEYTYPE_ED25519;
	ssh_key key = NULL;

	if (path && !access(path, F_OK)) {
		if (ssh_pki_import_privkey_file(path, NULL, NULL, NULL, &key) == SSH_OK)
			return key;
		err_set(e, ERR_ENVIRONMENT, path, "not a private key");
		return NULL;
	}
	if (ssh_pki_generate(type, (int)rsa_bits, &key) != SSH_OK) {
		err_set(e, ERR_ENVIRONMENT, "host key", "cannot be generated");
		return NULL;
	}
	if (!path || !store_key(key, path, e))
		return key;
	ssh_key_free(key);
	return NULL;
}

static unsigned count(const struct vswitch_server *srv)
{
	unsigned n = 0;

	for (const struct connection *c = srv->connections; c; c = c->next)
		n++;
	return n;
}

static int on_accept(socket_t fd, int revents, void *ctx)
{
	struct vswitch_server *srv = ctx;
	int one = 1, peer;

	(void)revents;
	peer = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (peer < 0)
		return 0;
	setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (vswitch_booting(srv->s) || count(srv) >= vswitch_vty_limit(srv->s))
		close(peer);
	else
		connection_new(srv, peer);
	return 0;
}

static int set_up(struct vswitch_server *srv, const char *host_key, struct err *e)
{
	bool config = false;
	const struct ssh_face *face = vswitch_ssh_face(srv->s);
	ssh_key key = load_key(host_key, face->rsa_bits, e);

	if (!key)
		return -1;
	srv->bind = ssh_bind_new();
	srv->event = ssh_event_new();
	if (!srv->bind || !srv->event)
		abort();
	ssh_bind_options_set(srv->bind, SSH_BIND_OPTIONS_PROCESS_CONFIG, &config);
	ssh_bind_options_set(srv->bind, SSH_BIND_OPTIONS_BANNER, "Cisco-1.25");
	if (algorithms_set(srv->bind, face->age))
		return err_set(e, ERR_ENVIRONMENT, "algorithms", "%s", ssh_get_error(srv->bind));
	if (ssh_bind_options_set(srv->bind, SSH_BIND_OPTIONS_IMPORT_KEY, key) != SSH_OK) {
		ssh_key_free(key);
		return err_set(e, ERR_ENVIRONMENT, "host key", "%s", ssh_get_error(srv->bind));
	}
	if (ssh_event_add_fd(srv->event, srv->fd, POLLIN, on_accept, srv) != SSH_OK)
		abort();
	return 0;
}

struct vswitch_server *vswitch_server_new(
	struct vswitch *s, const char *address, uint16_t port, const char *host_key, struct err *e)
{
	struct vswitch_server *srv = calloc(1, sizeof(*srv));

	if (!srv)
		abort();
	srv->s = s;
	srv->fd = open_socket(address, port, e);
	if (srv->fd >= 0 && !set_up(srv, host_key, e))
		return srv;
	vswitch_server_free(srv);
	return NULL;
}

uint16_t vswitch_server_port(const struct vswitch_server *srv)
{
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);

	if (getsockname(srv->fd, (struct sockaddr *)&ss, &len))
		return 0;
	if (ss.ss_family == AF_INET6)
		return ntohs(((struct sockaddr_in6 *)&ss)->sin6_port);
	return ntohs(((struct sockaddr_in *)&ss)->sin_port);
}

/* Sends what the terminals say, then lets go of the connections that are over. */
static void serve(struct vswitch_server *srv)
{
	for (struct connection **at = &srv->connections, *c; *at;) {
		c = *at;
		connection_send(c);
		if (!connection_over(c)) {
			at = &c->next;
			continue;
		}
		*at = c->next;
		connection_free(c);
	}
}

void vswitch_server_run(struct vswitch_server *srv, int timeout_ms)
{
	int64_t now = server_now_ms();

	for (const struct connection *c = srv->connections; c; c = c->next)
		if (connection_due_ms(c) < now + timeout_ms)
			timeout_ms =
				(int)(connection_due_ms(c) > now ? connection_due_ms(c) - now : 0);
	ssh_event_dopoll(srv->event, timeout_ms);
	serve(srv);
}

void vswitch_server_free(struct vswitch_server *srv)
{
	struct connection *c;

	if (!srv)
		return;
	while ((c = srv->connections)) {
		srv->connections = c->next;
		connection_free(c);
	}
	if (srv->event && srv->fd >= 0)
		ssh_event_remove_fd(srv->event, srv->fd);
	if (srv->event)
		ssh_event_free(srv->event);
	ssh_bind_free(srv->bind);
	if (srv->fd >= 0)
		close(srv->fd);
	free(srv);
}
