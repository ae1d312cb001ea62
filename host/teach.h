/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One harmless frame that shows a switch where an address is: of Ethernet's configuration test
 * protocol (type 0x9000), from the address to itself. The switch learns its source, and sends it
 * nowhere, since its destination is where it came from.
 */
#ifndef HOST_TEACH_H
#define HOST_TEACH_H

#include <stdint.h>

#include "err.h"

enum { TEACH_FRAME_LEN = 60 };

void teach_write(const uint8_t mac[6], uint8_t frame[TEACH_FRAME_LEN]);

/* Sends it through the NIC, member of a bond or not. 0, or -1 with e (ERR_ENVIRONMENT). */
int host_teach(const char *nic, const uint8_t mac[6], struct err *e);

#endif
