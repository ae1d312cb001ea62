// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "nl.h"
#include "read.h"

enum {
	BUFFER_SIZE = 256 * 1024, /* the kernel's dumps come in pieces of at most 32 KiB */
	SOCKET_BUFFER = 4 * 1024 * 1024,
	ANSWER_TIMEOUT_S = 30, /* the RTNL lock can be held for seconds */
	DUMP_TRIES = 20,
};

struct host_nl {
	struct nl_sock *sock;
	char *buffer;
	unsigned next_seq;
};

static int fail(struct err *e, const char *what)
{
	return err_set(e, ERR_ENVIRONMENT, "netlink", "%s: %s", what, strerror(errno));
}

/* Older kernels lack some of these: the worst is a plainer error text. */
static void set_options(int fd)
{
	struct timeval timeout = { .tv_sec = ANSWER_TIMEOUT_S };
	int on = 1, size = SOCKET_BUFFER;

	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof(on));
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)))
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
}

struct host_nl *host_nl_open(struct err *e)
{
	struct host_nl *nl = calloc(1, sizeof(*nl));
	int rc;

	if (!nl)
		abort();
	nl->buffer = malloc(BUFFER_SIZE);
	nl->sock = nl_socket_alloc();
	if (!nl->buffer || !nl->sock)
		abort();
	rc = nl_connect(nl->sock, NETLINK_ROUTE);
	if (rc < 0) {
		err_set(e, ERR_ENVIRONMENT, "netlink", "cannot open: %s", nl_geterror(rc));
		host_nl_close(nl);
		return NULL;
	}
	set_options(nl_socket_get_fd(nl->sock));
	nl->next_seq = 1;
	return nl;
}

void host_nl_close(struct host_nl *nl)
{
	if (!nl)
		return;
	nl_socket_free(nl->sock);
	free(nl->buffer);
	free(nl);
}

static int send_msg(struct host_nl *nl, struct nl_msg *msg, struct err *e)
{
	struct nlmsghdr *h = nlmsg_hdr(msg);
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };

	h->nlmsg_seq = nl->next_seq++;
	h->nlmsg_flags |= NLM_F_REQUEST;
	h->nlmsg_pid = nl_socket_get_local_port(nl->sock);
	if (sendto(nl_socket_get_fd(nl->sock), h, h->nlmsg_len, 0, (struct sockaddr *)&kernel,
		    sizeof(kernel)) < 0)
		return fail(e, "sending");
	return 0;
}

/* One datagram of the kernel; its length, or -1. */
static int receive(struct host_nl *nl, struct err *e)
{
	struct sockaddr_nl from;
	struct iovec iov = { nl->buffer, BUFFER_SIZE };
	struct msghdr m = {
		.msg_name = &from, .msg_namelen = sizeof(from), .msg_iov = &iov, .msg_iovlen = 1
	};
	ssize_t n;

	do {
		n = recvmsg(nl_socket_get_fd(nl->sock), &m, 0);
	} while ((n < 0 && errno == EINTR) || (n >= 0 && from.nl_pid != 0));
	if (n < 0 && errno == EAGAIN)
		return err_set(e, ERR_ENVIRONMENT, "netlink", "the kernel did not answer in %d s",
			ANSWER_TIMEOUT_S);
	if (n < 0)
		return fail(e, "receiving");
	if (m.msg_flags & MSG_TRUNC)
		return err_set(
			e, ERR_ENVIRONMENT, "netlink", "an answer of over %d bytes", BUFFER_SIZE);
	return (int)n;
}

/*
 * Hands every answer to sequence number seq to take(), which says when the last has come. Other
 * answers are late ones of a request that timed out.
 */
static int take_answers(struct host_nl *nl, unsigned seq,
	bool (*take)(void *ctx, struct nlmsghdr *h), void *ctx, struct err *e)
{
	for (;;) {
		int left = receive(nl, e);
		struct nlmsghdr *h = (struct nlmsghdr *)(void *)nl->buffer;

		if (left < 0)
			return -1;
		for (; nlmsg_ok(h, left); h = nlmsg_next(h, &left))
			if (h->nlmsg_seq == seq && take(ctx, h))
				return 0;
	}
}

struct request {
	const struct nlmsghdr *sent;
	struct nl_answer *out;
};

static bool take_ack(void *ctx, struct nlmsghdr *h)
{
	struct request *r = ctx;

	if (h->nlmsg_type != NLMSG_ERROR)
		return false;
	nl_answer_decode(h, r->sent, r->out);
	return true;
}

int host_nl_request(struct host_nl *nl, struct nl_msg *msg, struct nl_answer *out, struct err *e)
{
	struct request r = { nlmsg_hdr(msg), out };
	int rc;

	nlmsg_hdr(msg)->nlmsg_flags |= NLM_F_ACK;
	rc = send_msg(nl, msg, e);
	if (!rc)
		rc = take_answers(nl, r.sent->nlmsg_seq, take_ack, &r, e);
	nlmsg_free(msg);
	return rc;
}

struct dump {
	const struct nl_each *each;
	bool interrupted;
	int error;
};

static bool take_part(void *ctx, struct nlmsghdr *h)
{
	struct dump *d = ctx;

	if (h->nlmsg_flags & NLM_F_DUMP_INTR)
		d->interrupted = true;
	if (h->nlmsg_type == NLMSG_ERROR || h->nlmsg_type == NLMSG_DONE) {
		if (nlmsg_datalen(h) >= (int)sizeof(int))
			d->error = -*(const int *)nlmsg_data(h);
		return true;
	}
	d->each->each(d->each->ctx, h);
	return false;
}

int host_nl_dump(struct host_nl *nl, struct nl_msg *msg, const struct nl_each *each, struct err *e)
{
	struct dump d;
	int rc, tries = 0;

	nlmsg_hdr(msg)->nlmsg_flags |= NLM_F_DUMP;
	do {
		d = (struct dump){ .each = each };
		each->restart(each->ctx);
		rc = send_msg(nl, msg, e);
		if (!rc)
			rc = take_answers(nl, nlmsg_hdr(msg)->nlmsg_seq, take_part, &d, e);
	} while (!rc && d.interrupted && !d.error && ++tries < DUMP_TRIES);
	nlmsg_free(msg);
	if (rc)
		return -1;
	if (d.error)
		return err_set(e, ERR_ENVIRONMENT, "netlink", "reading: %s", strerror(d.error));
	if (d.interrupted)
		return err_set(e, ERR_ENVIRONMENT, "netlink",
			"the host's links changed during each of %d readings", DUMP_TRIES);
	return 0;
}

struct lookup {
	int index, error;
};

static bool take_index(void *ctx, struct nlmsghdr *h)
{
	struct lookup *l = ctx;

	if (h->nlmsg_type == NLMSG_ERROR) {
		if (nlmsg_datalen(h) >= (int)sizeof(int))
			l->error = -*(const int *)nlmsg_data(h);
		return true;
	}
	if (h->nlmsg_type == RTM_NEWLINK && nlmsg_valid_hdr(h, sizeof(struct ifinfomsg)))
		l->index = ((const struct ifinfomsg *)nlmsg_data(h))->ifi_index;
	return h->nlmsg_type == RTM_NEWLINK;
}

int host_nl_index(struct host_nl *nl, const char *name, struct err *e)
{
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_GETLINK, 0);
	struct ifinfomsg ifi = { .ifi_family = AF_UNSPEC };
	struct lookup l = { 0 };
	int rc;

	if (!msg || nlmsg_append(msg, &ifi, sizeof(ifi), NLMSG_ALIGNTO) < 0 ||
		nla_put_string(msg, IFLA_IFNAME, name) < 0)
		abort();
	rc = send_msg(nl, msg, e);
	if (!rc)
		rc = take_answers(nl, nlmsg_hdr(msg)->nlmsg_seq, take_index, &l, e);
	nlmsg_free(msg);
	if (rc)
		return -1;
	if (l.error && l.error != ENODEV)
		return err_set(e, ERR_ENVIRONMENT, name, "%s", strerror(l.error));
	return l.index;
}
