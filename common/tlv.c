// SPDX-License-Identifier: Apache-2.0
#include "tlv.h"

struct octets octets_rest(const struct cursor *c)
{
	return (struct octets){ c->data + c->at, cursor_left(c) };
}

/* How many octets the UTF-8 sequence at p has; 0: it is none, or one of a control character. */
static size_t utf8_length(const uint8_t *p, size_t left)
{
	size_t n = p[0] < 0x80 ? 1 : p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;

	if (n == 1)
		return p[0] >= 0x20 && p[0] != 0x7f;
	/* C2 80 to C2 9F are controls; E0, ED, F0 and F4 need a look at the second octet */
	if (p[0] < 0xc2 || p[0] > 0xf4 || n > left || (p[0] == 0xc2 && p[1] < 0xa0))
		return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
		(p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

const char *octets_text(struct octets in, char *out, size_t size)
{
	size_t at = 0;

	while (in.len && !in.data[in.len - 1])
		in.len--;
	for (size_t i = 0; i < in.len;) {
		size_t n = utf8_length(in.data + i, in.len - i);

		if (at + (n ? n : 1) >= size)
			break;
		if (!n)
			out[at++] = '.', i++;
		for (; n; n--)
			out[at++] = (char)in.data[i++];
	}
	out[at] = '\0';
	return out;
}
