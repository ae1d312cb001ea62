/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A rtnetlink socket over libnl's core: requests are answered before the call returns, errors
 * carry errno and the kernel's extended ACK (text, and which attribute it is about). One socket
 * stays in the network namespace in which it was opened.
 */
#ifndef HOST_NL_H
#define HOST_NL_H

#include <netlink/msg.h>

#include "err.h"

struct host_nl;

/* As many refusals fit the smallest receive buffer that a process may have to live with. */
enum { NL_BATCH_MAX = 128 };

/* What the kernel answered to a request. */
struct nl_answer {
	int error;      /* errno; 0: done */
	char text[256]; /* extended ACK; may be empty */
	char attr[64];  /* the attribute it is about, "lacp_rate"; may be empty */
};

/*
 * Sends msg and waits for its acknowledgement. 0: the kernel answered, see out->error. -1 with e
 * (ERR_ENVIRONMENT): the socket itself failed. Frees msg.
 */
int host_nl_request(struct host_nl *nl, struct nl_msg *msg, struct nl_answer *out, struct err *e);

/*
 * The same for n messages, at most NL_BATCH_MAX, in one system call: out[i] is about msgs[i]. One
 * that is refused does not keep the kernel from those behind it.
 */
int host_nl_requests(struct host_nl *nl, struct nl_msg *const *msgs, size_t n,
	struct nl_answer *out, struct err *e);

/*
 * Sends msg as a dump and calls each() for every message of the answer; a dump that the kernel
 * marks as interrupted is begun again after restart(). 0, or -1 with e (ERR_ENVIRONMENT). Frees
 * msg.
 */
struct nl_each {
	void (*each)(void *ctx, const struct nlmsghdr *h);
	void (*restart)(void *ctx);
	void *ctx;
};
int host_nl_dump(struct host_nl *nl, struct nl_msg *msg, const struct nl_each *each, struct err *e);

/* Calls each->each() for each of at most NL_BATCH_MAX links that is there. 0, or -1 with e. */
int host_nl_links(struct host_nl *nl, const int *indexes, size_t n, const struct nl_each *each,
	struct err *e);

/* The indexes of at most NL_BATCH_MAX links, 0 where there is none. 0, or -1 with e. */
int host_nl_indexes(
	struct host_nl *nl, const char *const *names, size_t n, int *out, struct err *e);

/* Reads an error message (NLMSG_ERROR) of len bytes about `request`. For tests, too. */
void nl_answer_decode(
	const struct nlmsghdr *h, const struct nlmsghdr *request, struct nl_answer *out);

#endif
