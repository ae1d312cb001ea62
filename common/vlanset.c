// SPDX-License-Identifier: Apache-2.0
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "vlanset.h"

void vlanset_add(struct vlanset *s, unsigned vid)
{
	if (vid < 4096)
		s->w[vid / 64] |= UINT64_C(1) << (vid % 64);
}

void vlanset_del(struct vlanset *s, unsigned vid)
{
	if (vid < 4096)
		s->w[vid / 64] &= ~(UINT64_C(1) << (vid % 64));
}

bool vlanset_has(const struct vlanset *s, unsigned vid)
{
	return vid < 4096 && (s->w[vid / 64] >> (vid % 64) & 1);
}

void vlanset_add_range(struct vlanset *s, unsigned first, unsigned last)
{
	for (unsigned v = first; v <= last && v < 4096; v++)
		vlanset_add(s, v);
}

bool vlanset_empty(const struct vlanset *s)
{
	return vlanset_next(s, 0) < 0;
}

unsigned vlanset_count(const struct vlanset *s)
{
	unsigned n = 0;

	for (size_t i = 0; i < 64; i++)
		n += (unsigned)__builtin_popcountll(s->w[i]);
	return n;
}

bool vlanset_equal(const struct vlanset *a, const struct vlanset *b)
{
	return !memcmp(a, b, sizeof(*a));
}

void vlanset_union(struct vlanset *into, const struct vlanset *with)
{
	for (size_t i = 0; i < 64; i++)
		into->w[i] |= with->w[i];
}

void vlanset_minus(struct vlanset *from, const struct vlanset *what)
{
	for (size_t i = 0; i < 64; i++)
		from->w[i] &= ~what->w[i];
}

void vlanset_intersect(struct vlanset *into, const struct vlanset *with)
{
	for (size_t i = 0; i < 64; i++)
		into->w[i] &= with->w[i];
}

int vlanset_next(const struct vlanset *s, unsigned from)
{
	for (unsigned i = from / 64; i < 64; i++) {
		uint64_t w = s->w[i];

		if (i == from / 64)
			w &= ~UINT64_C(0) << (from % 64);
		if (w)
			return (int)(i * 64) + __builtin_ctzll(w);
	}
	return -1;
}

/* Reads one id at *p and steps behind it. Returns 0 on a mistake, *p then at the bad byte. */
static unsigned parse_vid(const char **p)
{
	const char *start;
	unsigned v = 0;

	while (isspace((unsigned char)**p))
		(*p)++;
	for (start = *p; isdigit((unsigned char)**p); (*p)++)
		if ((v = v * 10 + (unsigned)(**p - '0')) > VLAN_MAX)
			break;
	if (v < VLAN_MIN || v > VLAN_MAX) {
		*p = start;
		return 0;
	}
	while (isspace((unsigned char)**p))
		(*p)++;
	return v;
}

int vlanset_parse(struct vlanset *s, const char *text)
{
	struct vlanset read = { { 0 } };
	const char *p = text;

	for (;;) {
		const char *start = p;
		unsigned first = parse_vid(&p), last = first;

		if (!first)
			return (int)(p - text);
		if (*p == '-') {
			p++;
			start = p;
			last = parse_vid(&p);
			if (!last)
				return (int)(p - text);
			if (last < first)
				return (int)(start - text);
		}
		vlanset_add_range(&read, first, last);
		if (!*p)
			break;
		if (*p != ',')
			return (int)(p - text);
		p++;
	}
	vlanset_union(s, &read);
	return -1;
}

/* The end of the run that starts at first. */
static unsigned run_end(const struct vlanset *s, unsigned first)
{
	while (vlanset_has(s, first + 1))
		first++;
	return first;
}

static int format_run(char *out, size_t size, bool comma, unsigned first, unsigned last)
{
	const char *sep = comma ? "," : "";

	if (first == last)
		return snprintf(out, size, "%s%u", sep, first);
	return snprintf(out, size, "%s%u%c%u", sep, first, last == first + 1 ? ',' : '-', last);
}

size_t vlanset_format(const struct vlanset *s, char *out, size_t size)
{
	size_t len = 0;

	if (size)
		out[0] = '\0';
	for (int v = vlanset_next(s, 0); v >= 0;) {
		unsigned last = run_end(s, (unsigned)v);
		size_t room = len < size ? size - len : 0;

		len += (size_t)format_run(
			room ? out + len : NULL, room, len > 0, (unsigned)v, last);
		v = vlanset_next(s, last + 1);
	}
	return len;
}

size_t vlanset_take_chunk(struct vlanset *s, char *out, size_t size, size_t max)
{
	size_t len = 0;

	if (size)
		out[0] = '\0';
	if (max >= size)
		max = size ? size - 1 : 0;
	for (int v = vlanset_next(s, 0); v >= 0; v = vlanset_next(s, 0)) {
		unsigned last = run_end(s, (unsigned)v);
		char run[32];
		size_t n = (size_t)format_run(run, sizeof(run), len > 0, (unsigned)v, last);

		if (len + n > max)
			break;
		memcpy(out + len, run, n + 1);
		len += n;
		for (unsigned i = (unsigned)v; i <= last; i++)
			vlanset_del(s, i);
	}
	return len;
}
