// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "attrs.h"

void attrs_parse(struct attrs *t, struct nlattr *first, int len)
{
	struct nlattr *a;
	int left;

	memset(t, 0, sizeof(*t));
	nla_for_each_attr(a, first, len, left)
	{
		if (nla_type(a) <= ATTR_MAX)
			t->v[nla_type(a)] = a;
	}
}

void attrs_nested(struct attrs *t, const struct attrs *outer, int type)
{
	struct nlattr *a = outer->v[type];

	memset(t, 0, sizeof(*t));
	if (a)
		attrs_parse(t, nla_data(a), nla_len(a));
}

bool attrs_get(const struct attrs *t, int type, void *out, size_t size)
{
	const struct nlattr *a = t->v[type];

	if (!a || nla_len(a) != (int)size)
		return false;
	memcpy(out, nla_data(a), size);
	return true;
}

uint32_t attrs_u32(const struct attrs *t, int type)
{
	uint32_t v = 0;

	return attrs_get(t, type, &v, sizeof(v)) ? v : 0;
}

uint16_t attrs_u16(const struct attrs *t, int type)
{
	uint16_t v = 0;

	return attrs_get(t, type, &v, sizeof(v)) ? v : 0;
}

uint8_t attrs_u8(const struct attrs *t, int type)
{
	uint8_t v = 0;

	return attrs_get(t, type, &v, sizeof(v)) ? v : 0;
}

void attrs_word(const struct attrs *t, int type, char *out, size_t size)
{
	const struct nlattr *a = t->v[type];
	size_t n;

	out[0] = '\0';
	if (!a)
		return;
	n = strnlen(nla_data(a), (size_t)nla_len(a));
	if (n >= size)
		n = size - 1;
	memcpy(out, nla_data(a), n);
	out[n] = '\0';
}
