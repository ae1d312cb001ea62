/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One harmless question: who has this IPv4 address? An ARP Probe (RFC 5227 1.1): its sender
 * protocol address is zero, so it changes nobody's cache and claims no address; whoever has the
 * target answers it as any other request.
 */
#ifndef HOST_ARP_H
#define HOST_ARP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

enum { ARP_FRAME_LEN = 60 };

/* The probe of `target` (network order) from the address `mac`. */
void arp_write(const uint8_t mac[6], const uint8_t target[4], uint8_t frame[ARP_FRAME_LEN]);

/* Whether the frame is an answer to it; who then is who answered. */
bool arp_is_reply(const uint8_t *frame, size_t len, const uint8_t mac[6], const uint8_t target[4],
	uint8_t who[6]);

/*
 * Asks through `link` (a bridge, a VLAN device, a bond), twice a second, until it is answered,
 * timeout_ms is over or *stop is set. *asked counts. 1 answered, 0 not, -1 with e
 * (ERR_ENVIRONMENT): no CAP_NET_RAW, no such link, a link that is down.
 */
int host_arp_ask(const char *link, const uint8_t target[4], int64_t timeout_ms,
	const volatile int *stop, unsigned *asked, uint8_t who[6], struct err *e);

#endif
