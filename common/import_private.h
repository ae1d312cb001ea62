/* SPDX-License-Identifier: Apache-2.0 */
/* Between import.c (what there is to say) and import_write.c (how the file says it). */
#ifndef COMMON_IMPORT_PRIVATE_H
#define COMMON_IMPORT_PRIVATE_H

#include "import.h"

struct imported_bond {
	const struct link *link;
	struct import_member *members;
	size_t n;
	struct import_trunk trunk;
	const struct link *native_bridge; /* that has the bond itself as its port; or NULL */
	const struct link *aware_bridge;  /* the same, VLAN-aware; or NULL */
	unsigned native;                  /* its VLAN; 0: nothing is untagged */
	bool native_guessed;
	struct vlanset vlans;
};

struct importing {
	struct arena *a;
	const struct import *in;
	const struct host_state *s;
	struct buf *out;
	struct {
		struct imported_bond *v;
		size_t n, cap;
	} bonds;
	struct buf left; /* what the file cannot say, a line each */
};

/* A comment at the end of the file, about what it cannot say. */
void import_leave(struct importing *im, const char *object, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

struct imported_bond *import_find_bond(struct importing *im, const char *name);

/* The bond that carries what lies on this link: on itself, or on its VLAN-aware bridge. */
struct imported_bond *import_find_carrier(struct importing *im, const char *lower);

/* The port of a bridge that makes it one of this file; NULL: it is none, with a comment if why. */
const struct link *import_uplink(struct importing *im, const struct link *br, bool why);

/* A VLAN device that has a name of its own, or no bridge: what the file calls a VLAN interface. */
bool import_is_vlan_interface(struct importing *im, const struct link *l);

/* Below `hosts: NAME:`. */
void import_write_host(struct importing *im);

#endif
