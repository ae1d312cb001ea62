/* SPDX-License-Identifier: Apache-2.0 */
/* The YAML of an intent file as a tree in which every node knows its place. Private to intent_*. */
#ifndef COMMON_INTENT_NODE_H
#define COMMON_INTENT_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "pos.h"
#include "report.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node_entry {
	struct node *key; /* always a scalar; NULL in a list */
	struct node *value;
	bool duplicate; /* its key came before in this mapping */
};

struct node {
	enum node_kind kind;
	struct pos pos;
	unsigned width;   /* bytes in the line, at least 1 */
	bool plain;       /* a scalar without quotes */
	bool used;        /* a profile that a host has */
	bool literal;     /* text stands in the file exactly so */
	const char *text; /* of a scalar: UTF-8 without control characters; else NULL */
	struct {
		struct node_entry *v;
		size_t n, cap;
	} entries;
};

/*
 * Reads one document. NULL when it is no such text or empty: r then says why, once. Anchors,
 * aliases, tags, keys that are no words, and depths over 16 are such mistakes.
 */
struct node *node_parse(
	struct arena *a, const char *path, const char *text, size_t len, struct report *r);

/* Nothing was written: "", "~" or "null" without quotes. */
bool node_is_null(const struct node *n);

/* The place of the byte at that offset of the scalar's text; the scalar's own if it is unclear. */
struct pos node_pos_at(const struct node *n, size_t offset);

/* "a word", "a list", "a mapping" */
const char *node_kind_name(const struct node *n);

#endif
