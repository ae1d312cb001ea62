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

#ifndef RTEXT_FILTER_SKIP_STATS
#define RTEXT_FILTER_SKIP_STATS (1 << 3)
#endif

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

/* All in one system call; the kernel takes them one by one, in this order. */
static int send_all(struct host_nl *nl, struct nl_msg *const *msgs, size_t n, struct err *e)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct iovec parts[NL_BATCH_MAX];
	struct msghdr m = { .msg_name = &kernel,
		.msg_namelen = sizeof(kernel),
		.msg_iov = parts,
		.msg_iovlen = n };

	for (size_t i = 0; i < n; i++) {
		struct nlmsghdr *h = nlmsg_hdr(msgs[i]);

		h->nlmsg_seq = nl->next_seq++;
		h->nlmsg_flags |= NLM_F_REQUEST;
		h->nlmsg_pid = nl_socket_get_local_port(nl->sock);
		parts[i] = (struct iovec){ h, NLMSG_ALIGN(h->nlmsg_len) };
	}
	if (sendmsg(nl_socket_get_fd(nl->sock), &m, 0) < 0)
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
 * Hands every answer to the n requests from sequence number `first` to take(), which says when the
 * last has come. Other answers are late ones of a request that timed out.
 */
static int take_answers(struct host_nl *nl, unsigned first, size_t n,
	bool (*take)(void *ctx, struct nlmsghdr *h), void *ctx, struct err *e)
{
	for (;;) {
		int left = receive(nl, e);
		struct nlmsghdr *h = (struct nlmsghdr *)(void *)nl->buffer;

		if (left < 0)
			return -1;
		for (; nlmsg_ok(h, left); h = nlmsg_next(h, &left))
			if (h->nlmsg_seq - first < n && take(ctx, h))
				return 0;
	}
}

static void free_all(struct nl_msg *const *msgs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		nlmsg_free(msgs[i]);
}

struct batch {
	struct nl_msg *const *sent;
	struct nl_answer *out;
	size_t n;
	unsigned first;
};

/* What is refused is answered, asked for or not; what is done only where an answer is asked for. */
static bool take_ack(void *ctx, struct nlmsghdr *h)
{
	struct batch *b = ctx;
	size_t i = h->nlmsg_seq - b->first;

	if (h->nlmsg_type != NLMSG_ERROR)
		return false;
	nl_answer_decode(h, nlmsg_hdr(b->sent[i]), &b->out[i]);
	return i == b->n - 1;
}

int host_nl_requests(struct host_nl *nl, struct nl_msg *const *msgs, size_t n,
	struct nl_answer *out, struct err *e)
{
	struct batch b = { msgs, out, n, nl->next_seq };
	int rc;

	if (!n)
		return 0;
	memset(out, 0, n * sizeof(*out));
	nlmsg_hdr(msgs[n - 1])->nlmsg_flags |= NLM_F_ACK;
	rc = send_all(nl, msgs, n, e);
	if (!rc)
		rc = take_answers(nl, b.first, n, take_ack, &b, e);
	free_all(msgs, n);
	return rc;
}

int host_nl_request(struct host_nl *nl, struct nl_msg *msg, struct nl_answer *out, struct err *e)
{
	return host_nl_requests(nl, &msg, 1, out, e);
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
		rc = send_all(nl, &msg, 1, e);
		if (!rc)
			rc = take_answers(nl, nlmsg_hdr(msg)->nlmsg_seq, 1, take_part, &d, e);
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
	void (*found)(void *ctx, size_t i, const struct nlmsghdr *h);
	void *ctx;
	size_t left;
	unsigned first;
	int error;
};

static bool take_found(void *ctx, struct nlmsghdr *h)
{
	struct lookup *l = ctx;
	int error = 0;

	if (h->nlmsg_type == NLMSG_ERROR && nlmsg_datalen(h) >= (int)sizeof(int))
		error = -*(const int *)nlmsg_data(h);
	if (error && error != ENODEV)
		l->error = error;
	if (h->nlmsg_type == RTM_NEWLINK && nlmsg_valid_hdr(h, sizeof(struct ifinfomsg)))
		l->found(l->ctx, h->nlmsg_seq - l->first, h);
	return !--l->left;
}

/* By name, or where that is NULL by index. */
static struct nl_msg *lookup_message(const char *name, int index)
{
	struct nl_msg *msg = nlmsg_alloc_size(256);
	struct ifinfomsg ifi = { .ifi_family = AF_UNSPEC, .ifi_index = index };

	if (!msg || !nlmsg_put(msg, 0, 0, RTM_GETLINK, 0, 0) ||
		nlmsg_append(msg, &ifi, sizeof(ifi), NLMSG_ALIGNTO) < 0 ||
		nla_put_u32(msg, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS) < 0 ||
		(name && nla_put_string(msg, IFLA_IFNAME, name) < 0))
		abort();
	return msg;
}

/* Sends the n lookups and frees them. What is not there is not found, and no error. */
static int look_up(
	struct host_nl *nl, struct nl_msg *const *msgs, size_t n, struct lookup *l, struct err *e)
{
	int rc;

	if (!n)
		return 0;
	l->left = n;
	l->first = nl->next_seq;
	rc = send_all(nl, msgs, n, e);
	if (!rc)
		rc = take_answers(nl, l->first, n, take_found, l, e);
	free_all(msgs, n);
	if (!rc && l->error)
		return err_set(e, ERR_ENVIRONMENT, "netlink", "looking for a link: %s",
			strerror(l->error));
	return rc;
}

static void note_index(void *ctx, size_t i, const struct nlmsghdr *h)
{
	((int *)ctx)[i] = ((const struct ifinfomsg *)nlmsg_data(h))->ifi_index;
}

int host_nl_indexes(struct host_nl *nl, const char *const *names, size_t n, int *out, struct err *e)
{
	struct nl_msg *msgs[NL_BATCH_MAX];
	struct lookup l = { .found = note_index, .ctx = out };

	for (size_t i = 0; i < n; i++)
		msgs[i] = lookup_message(names[i], 0);
	if (n)
		memset(out, 0, n * sizeof(*out));
	return look_up(nl, msgs, n, &l, e);
}

static void pass_on(void *ctx, size_t i, const struct nlmsghdr *h)
{
	const struct nl_each *each = ctx;

	(void)i;
	each->each(each->ctx, h);
}

int host_nl_links(
	struct host_nl *nl, const int *indexes, size_t n, const struct nl_each *each, struct err *e)
{
	struct nl_msg *msgs[NL_BATCH_MAX];
	struct nl_each to = *each;
	struct lookup l = { .found = pass_on, .ctx = &to };

	for (size_t i = 0; i < n; i++)
		msgs[i] = lookup_message(NULL, indexes[i]);
	return look_up(nl, msgs, n, &l, e);
}
