/* SPDX-License-Identifier: Apache-2.0 */
/* The SSH face of a virtual switch: libssh server, password login, one shell a connection. */
#ifndef SWITCH_VIRTUAL_SERVER_H
#define SWITCH_VIRTUAL_SERVER_H

#include "err.h"
#include "virtual.h"

struct vswitch_server;

/* Listens on address:port (port 0: any; see vswitch_server_port). host_key: a file, made when
 * absent. NULL with e. */
struct vswitch_server *vswitch_server_new(
	struct vswitch *s, const char *address, uint16_t port, const char *host_key, struct err *e);
uint16_t vswitch_server_port(const struct vswitch_server *srv);

/* Handles what is due, waiting at most timeout_ms. */
void vswitch_server_run(struct vswitch_server *srv, int timeout_ms);
void vswitch_server_free(struct vswitch_server *srv);

#endif
