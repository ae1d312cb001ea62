/* SPDX-License-Identifier: Apache-2.0 */
/* One level of a netlink message's attributes, by type, for what decodes them. */
#ifndef HOST_ATTRS_H
#define HOST_ATTRS_H

#include <netlink/attr.h>
#include <stdbool.h>
#include <stdint.h>

enum { ATTR_MAX = 127 }; /* more than what is decoded needs; types beyond are left out */

struct attrs {
	struct nlattr *v[ATTR_MAX + 1]; /* NULL: not there; else within the message */
};

void attrs_parse(struct attrs *t, struct nlattr *first, int len);
void attrs_nested(struct attrs *t, const struct attrs *outer, int type); /* may not be there */

/* The value's bytes when it is there and has exactly this size. */
bool attrs_get(const struct attrs *t, int type, void *out, size_t size);

/* 0 where it is not there, or of another size. */
uint32_t attrs_u32(const struct attrs *t, int type);
uint16_t attrs_u16(const struct attrs *t, int type);
uint8_t attrs_u8(const struct attrs *t, int type);

/* A word, with or without a NUL at its end; cut to size, "" where it is not there. */
void attrs_word(const struct attrs *t, int type, char *out, size_t size);

#endif
