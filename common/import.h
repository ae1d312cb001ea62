/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is there -> an intent file on which plan finds nothing to do: the way in for a pair that
 * was built by hand. Pure. What the file cannot say, and what is not known, becomes a comment.
 *
 * Which switch port a NIC is cabled to is taken from what the user says, else from the one port
 * whose description names both the host and the NIC; nothing is guessed from the order of ports.
 */
#ifndef COMMON_IMPORT_H
#define COMMON_IMPORT_H

#include "buf.h"
#include "host_state.h"
#include "ios_config.h"

struct import_switch {
	const char *name;
	const struct ios_config *config; /* of `show running-config` */
};

struct import_cable { /* said by the user */
	const char *nic, *sw;
	char port[IFNAME_MAX];
};

struct import {
	const char *host;
	const struct host_state *found;
	const struct import_switch *switches;
	size_t n_switches;
	const struct import_cable *cables;
	size_t n_cables;
};

void import_intent(struct arena *a, const struct import *in, struct buf *out);

/* Below: between import.c and import_switch.c. */

struct import_member {
	const struct link *nic;
	const struct import_switch *sw; /* NULL: not known */
	const struct ios_line *port;    /* its section; NULL: the configuration has none */
	char name[IFNAME_MAX];          /* canonical; empty: not known */
	const char *why;                /* where the cable is known from, or why it is not */
};

/* A bond's other side, as far as it is known. */
struct import_trunk {
	const struct import_switch *sw; /* NULL: not known */
	unsigned port_channel;
	const struct ios_line *section; /* of the Port-channel, or of the first port */
	bool said_native;
	unsigned native;
	bool said_vlans;      /* false: all */
	struct vlanset vlans; /* allowed, of those that the switch has where its file says them */
	const char *problem;  /* why the switch's side is left out, or NULL */
};

/* Finds the member's port. host: the name that descriptions have. */
void import_find_port(struct arena *a, const struct import *in, struct import_member *m);

/* The trunk of a bond's members; all of them have a port, or its problem says why not. */
void import_find_trunk(
	struct arena *a, const struct import_member *members, size_t n, struct import_trunk *out);

/* The `switches:` and `vlans:` sections. used: VLANs that bonds carry. */
void import_write_switches(
	struct arena *a, const struct import *in, const struct vlanset *used, struct buf *out);

/* `switch:` of a bond: what differs from the defaults. */
void import_write_bond_switch(
	const struct import_trunk *t, const struct import_member *first, struct buf *out);

/* A word of YAML, in quotes where it would be read as something else. In a. */
const char *import_word(struct arena *a, const char *text);

#endif
