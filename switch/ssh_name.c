// SPDX-License-Identifier: Apache-2.0
/*
 * The address of a switch. getaddrinfo() waits for name servers as long as resolv.conf says, which
 * no loop of many sessions can: a name is looked up by a process of its own, whose answer is one
 * write to a pipe. An address needs none.
 */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ssh_private.h"

static void look_up(const struct ssh_transport *t, int flags, struct ssh_addresses *out)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV | flags };
	struct addrinfo *list = NULL;
	char port[8];

	*out = (struct ssh_addresses){ .n = 0 };
	snprintf(port, sizeof(port), "%u", t->login->port ? t->login->port : 22u);
	out->failed = getaddrinfo(t->login->address, port, &hints, &list);
	for (const struct addrinfo *a = list; a && out->n < SSH_ADDRESSES; a = a->ai_next) {
		struct ssh_address *to = &out->v[out->n];

		if (a->ai_addrlen > sizeof(to->to))
			continue;
		memcpy(&to->to, a->ai_addr, a->ai_addrlen);
		to->len = a->ai_addrlen;
		out->n++;
	}
	if (list)
		freeaddrinfo(list);
}

static int unknown(struct ssh_transport *t, const char *why, struct err *e)
{
	ssh_fail(t, e, "no such address: %s", why);
	return err_hint(e, "`%s:` of switch %s in the intent", t->target ? "jump" : "address",
		t->login->name);
}

static int start(struct ssh_transport *t, struct err *e)
{
	struct ssh_addresses found;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK))
		return unknown(t, strerror(errno), e);
	t->resolver = fork();
	if (!t->resolver) {
		signal(SIGINT, SIG_DFL);
		signal(SIGTERM, SIG_DFL);
		look_up(t, 0, &found);
		_exit(write(ends[1], &found, sizeof(found)) != sizeof(found));
	}
	close(ends[1]);
	t->fd = ends[0];
	return t->resolver < 0 ? unknown(t, strerror(errno), e) : 0;
}

void ssh_name_close(struct ssh_transport *t)
{
	if (t->resolver <= 0)
		return;
	kill(t->resolver, SIGKILL);
	while (waitpid(t->resolver, NULL, 0) < 0 && errno == EINTR)
		;
	t->resolver = 0;
}

/* The resolver's answer, if it is there: less than PIPE_BUF, so it comes whole. */
static int take(struct ssh_transport *t, struct err *e)
{
	ssize_t n = read(t->fd, &t->addresses, sizeof(t->addresses));

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	ssh_name_close(t);
	close(t->fd);
	t->fd = -1;
	return n == sizeof(t->addresses) ? 1 : unknown(t, "it was not looked up to the end", e);
}

int ssh_name_step(struct ssh_transport *t, struct err *e)
{
	int rc = 1;

	if (!t->resolver)
		look_up(t, AI_NUMERICHOST, &t->addresses);
	if (!t->resolver && t->addresses.failed == EAI_NONAME)
		return start(t, e);
	if (t->resolver)
		rc = take(t, e);
	if (rc <= 0)
		return rc;
	if (t->addresses.failed || !t->addresses.n)
		return unknown(t, gai_strerror(t->addresses.failed), e);
	t->phase = SSH_TCP;
	return 1;
}
