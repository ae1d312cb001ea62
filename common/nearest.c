// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <strings.h>

#include "nearest.h"

enum { WORD_MAX = 40, FAR = 255 };

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* One row of the edit matrix; `up` is the row above and `up2` the one above that. */
static void edit_row(unsigned *row, const unsigned *up, const unsigned *up2, const char *a,
	const char *b, unsigned i, unsigned blen)
{
	row[0] = i;
	for (unsigned j = 1; j <= blen; j++) {
		unsigned change = up[j - 1] + (a[i - 1] != b[j - 1]);

		row[j] = least(change, least(up[j], row[j - 1]) + 1);
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			row[j] = least(row[j], up2[j - 2] + 1);
	}
}

static unsigned edit_distance(const char *a, const char *b)
{
	unsigned alen = (unsigned)strnlen(a, WORD_MAX + 1),
		 blen = (unsigned)strnlen(b, WORD_MAX + 1);
	unsigned rows[3][WORD_MAX + 1];

	if (alen > WORD_MAX || blen > WORD_MAX)
		return FAR;
	for (unsigned j = 0; j <= blen; j++)
		rows[0][j] = j;
	for (unsigned i = 1; i <= alen; i++)
		edit_row(rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3], a, b, i, blen);
	return rows[alen % 3][blen];
}

void nearest_offer(struct nearest *n, const char *valid)
{
	unsigned limit = (unsigned)strnlen(n->word, WORD_MAX) / 3;
	unsigned d = strcasecmp(n->word, valid) ? edit_distance(n->word, valid) : 0;

	if (d > (limit ? limit : 1) || (n->best && d >= n->distance))
		return;
	n->best = valid;
	n->distance = d;
}
