/* SPDX-License-Identifier: Apache-2.0 */
/* One question: does an address answer? ICMP echo, RFC 792 and RFC 4443. */
#ifndef HOST_PING_H
#define HOST_PING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "net.h"

enum { PING_LEN = 16 };

/* An echo request of family, with checksum (of IPv6 the kernel's). */
void ping_write(uint8_t family, uint16_t id, uint16_t seq, uint8_t out[PING_LEN]);

/* Whether these bytes, as a raw socket of family gives them, are the reply to that. */
bool ping_is_reply(uint8_t family, const uint8_t *data, size_t len, uint16_t id, uint16_t seq);

/*
 * Asks `to` (prefix ignored), five times a second, until it answers, timeout_ms is over or *stop
 * is set. link: through which, for a link-local address; or "". 1 answered, 0 not, -1 with e
 * (ERR_ENVIRONMENT): no CAP_NET_RAW.
 */
int host_ping(const struct ipaddr *to, const char *link, int64_t timeout_ms,
	const volatile int *stop, struct err *e);

#endif
