/* SPDX-License-Identifier: Apache-2.0 */
/* The valid word that a wrong one was meant to be: keys, names and values in messages. */
#ifndef COMMON_NEAREST_H
#define COMMON_NEAREST_H

/*
 * Offer each valid word in turn; best is then the nearest one, or NULL when none is near enough
 * to be a slip of the hand. { .word = "mimon" } starts a search; nothing is copied.
 */
struct nearest {
	const char *word; /* the wrong one */
	const char *best;
	unsigned distance; /* of best: insertions, deletions, changes and swaps of neighbours */
};

void nearest_offer(struct nearest *n, const char *valid);

#endif
