/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is on our objects without being in the intent: members, ports, VLAN devices, addresses. It
 * is said, and goes only when asked: --prune takes it away, and remove, which takes away what it
 * lies on, wants a yes. A VM's tap is none of it. Pure.
 */
#ifndef COMMON_HOST_EXTRA_H
#define COMMON_HOST_EXTRA_H

#include "host_state.h"
#include "report.h"

enum host_extra_kind { EXTRA_MEMBER, EXTRA_PORT, EXTRA_VLAN, EXTRA_ADDR };

struct host_extra {
	enum host_extra_kind kind;
	const struct link *owner;     /* the wanted link that it is on */
	const struct link *link;      /* as found; NULL: an address */
	const struct host_addr *addr; /* as found; NULL: a link */
};

struct host_extras {
	struct host_extra *v;
	size_t n, cap;
};

/* A link that a virtual machine or a container has into the network. */
bool host_is_vm_port(const struct link *l);

/* Leaves out what wanted wants gone already. */
void host_extras(struct arena *a, const struct host_state *wanted, const struct host_state *found,
	struct host_extras *out);

/* "the member eno5"; in a. */
const char *host_extra_words(struct arena *a, const struct host_extra *x);

/*
 * Makes wanted want them gone. session: the link by which this session came in, or NULL: what it
 * needs is refused (an error in r).
 */
void host_extras_prune(struct arena *a, struct host_state *wanted, const struct host_state *found,
	const char *session, struct report *r);

#endif
