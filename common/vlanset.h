/* SPDX-License-Identifier: Apache-2.0 */
/* A set of VLAN ids 0..4095 as bits; lists such as "40-44,99" are read and written in IOS form. */
#ifndef COMMON_VLANSET_H
#define COMMON_VLANSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VLAN_MIN = 1, VLAN_MAX = 4094, VLAN_RESERVED_FIRST = 1002, VLAN_RESERVED_LAST = 1005 };

struct vlanset {
	uint64_t w[64];
};

void vlanset_add(struct vlanset *s, unsigned vid); /* vid > 4095 is ignored */
void vlanset_del(struct vlanset *s, unsigned vid);
bool vlanset_has(const struct vlanset *s, unsigned vid);
void vlanset_add_range(struct vlanset *s, unsigned first, unsigned last);
bool vlanset_empty(const struct vlanset *s);
unsigned vlanset_count(const struct vlanset *s);
bool vlanset_equal(const struct vlanset *a, const struct vlanset *b);
void vlanset_union(struct vlanset *into, const struct vlanset *with);
void vlanset_minus(struct vlanset *from, const struct vlanset *what);
void vlanset_intersect(struct vlanset *into, const struct vlanset *with);

/* The least id >= from, or -1. for (int v = vlanset_next(s, 0); v >= 0; v = vlanset_next(s, v + 1))
 */
int vlanset_next(const struct vlanset *s, unsigned from);

/*
 * Reads "40-44, 99" into s (added to what is there); ids 1..4094, first <= last, blanks around
 * numbers allowed, empty text refused. Returns -1, or on a mistake the offset of the bad byte
 * (s is then unchanged).
 */
int vlanset_parse(struct vlanset *s, const char *text);

/*
 * Writes as IOS does: "40-44,99"; a run of two is "40,41". At most size - 1 bytes and a NUL.
 * Returns the full length, as snprintf does. An empty set gives "".
 */
size_t vlanset_format(const struct vlanset *s, char *out, size_t size);

/*
 * Takes from s the lowest ids whose list is at most max bytes and writes that list: the way to
 * cut a list for IOS's input line of 254 characters. Returns its length, 0 when s is empty.
 */
size_t vlanset_take_chunk(struct vlanset *s, char *out, size_t size, size_t max);

#endif
