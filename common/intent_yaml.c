// SPDX-License-Identifier: Apache-2.0
/*
 * libyaml's events -> struct node. libyaml counts characters and knows more line ends than an
 * editor does, so the text is looked through first and every mark is turned into bytes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "intent_node.h"

enum { DEPTH_MAX = 16 };

struct builder {
	struct arena *a;
	struct report *r;
	const char *path, *text;
	size_t len;
	struct { /* where the last mark was: marks hardly ever go back */
		size_t index, offset, line_start;
	} at;
	struct node *root;
	struct node *open[DEPTH_MAX]; /* lists and mappings around the next event */
	struct node *key[DEPTH_MAX];  /* of open[i], waiting for its value */
	unsigned depth;
	unsigned documents;
};

/* The bytes of the UTF-8 character at p, or 0: overlong forms, surrogates, cut ones (RFC 3629). */
static size_t utf8_length(const unsigned char *p, size_t left, uint32_t *ch)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = *p < 0x80 ? 1 : *p >> 5 == 6 ? 2 : *p >> 4 == 14 ? 3 : *p >> 3 == 30 ? 4 : 0;

	if (!n || n > left)
		return 0;
	*ch = n == 1 ? *p : *p & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if (p[i] >> 6 != 2)
			return 0;
		*ch = *ch << 6 | (p[i] & 0x3f);
	}
	return *ch < least[n] || *ch > 0x10ffff || (*ch >= 0xd800 && *ch < 0xe000) ? 0 : n;
}

/* U+0085, U+2028 and U+2029 end a line for YAML, and for nobody's editor. */
static bool is_control(uint32_t ch)
{
	return (ch < 0x20 && ch != '\t' && ch != '\n') || (ch >= 0x7f && ch < 0xa0) ||
		ch == 0x2028 || ch == 0x2029 || ch == 0xfeff;
}

static int check_text(const char *path, const char *text, size_t len, struct report *r)
{
	const unsigned char *p = (const unsigned char *)text;
	struct pos pos = { path, 1, 1 };
	uint32_t ch = 0;

	for (size_t i = 0, n; i < len; i += n) {
		n = utf8_length(p + i, len - i, &ch);
		if (!n) {
			report_add(r, REPORT_ERROR, pos, "not UTF-8 text: byte 0x%02x", p[i]);
			return -1;
		}
		if (is_control(ch) && !(ch == '\r' && i + 1 < len && p[i + 1] == '\n')) {
			report_add(r, REPORT_ERROR, pos, "control character U+%04X", (unsigned)ch);
			return -1;
		}
		pos.column += (unsigned)n;
		if (ch == '\n') {
			pos.line++;
			pos.column = 1;
		}
	}
	return 0;
}

static bool starts_character(char ch)
{
	return ((unsigned char)ch & 0xc0) != 0x80;
}

static size_t offset_of(struct builder *b, const yaml_mark_t *mark)
{
	const char *line;

	for (; b->at.index < mark->index && b->at.offset < b->len; b->at.index++) {
		if (b->text[b->at.offset++] == '\n')
			b->at.line_start = b->at.offset;
		while (b->at.offset < b->len && !starts_character(b->text[b->at.offset]))
			b->at.offset++;
	}
	for (; b->at.index > mark->index && b->at.offset; b->at.index--)
		while (--b->at.offset && !starts_character(b->text[b->at.offset]))
			;
	if (b->at.offset < b->at.line_start) {
		line = memrchr(b->text, '\n', b->at.offset);
		b->at.line_start = line ? (size_t)(line - b->text) + 1 : 0;
	}
	return b->at.offset;
}

static struct pos pos_of(struct builder *b, const yaml_mark_t *mark)
{
	size_t offset = offset_of(b, mark);

	return (struct pos){ b->path, (unsigned)mark->line + 1,
		(unsigned)(offset - b->at.line_start) + 1 };
}

static int refuse(struct builder *b, const yaml_mark_t *mark, const char *what)
{
	report_add(b->r, REPORT_ERROR, pos_of(b, mark), "%s", what);
	return -1;
}

static struct node *node_new(struct builder *b, enum node_kind kind, const yaml_event_t *ev)
{
	struct node *n = ARENA_NEW(b->a, struct node);

	n->kind = kind;
	n->pos = pos_of(b, &ev->start_mark);
	n->width = 1;
	return n;
}

static int attach(struct builder *b, struct node *n, const yaml_event_t *ev)
{
	struct node *parent = b->depth ? b->open[b->depth - 1] : NULL;
	struct node_entry *e;

	if (!parent) {
		b->root = n;
		return 0;
	}
	if (parent->kind == NODE_MAP && !b->key[b->depth - 1]) {
		if (n->kind != NODE_SCALAR)
			return refuse(b, &ev->start_mark, "a key must be a word");
		b->key[b->depth - 1] = n;
		return 0;
	}
	e = ARENA_PUSH(b->a, &parent->entries);
	e->key = b->key[b->depth - 1];
	e->value = n;
	b->key[b->depth - 1] = NULL;
	return 0;
}

static int add_collection(struct builder *b, enum node_kind kind, const yaml_event_t *ev)
{
	struct node *n = node_new(b, kind, ev);

	if (b->depth == DEPTH_MAX)
		return refuse(b, &ev->start_mark, "too deep: no key of an intent file is there");
	if (attach(b, n, ev))
		return -1;
	b->open[b->depth] = n;
	b->key[b->depth++] = NULL;
	return 0;
}

/* A scalar's bytes in the file, to its end or the end of its first line. */
static void set_extent(struct builder *b, struct node *n, const yaml_event_t *ev)
{
	size_t start = offset_of(b, &ev->start_mark), end = offset_of(b, &ev->end_mark);
	const char *nl = end > start ? memchr(b->text + start, '\n', end - start) : NULL;
	size_t len = strlen(n->text), quote = n->plain ? 0 : 1;

	if (nl)
		end = (size_t)(nl - b->text);
	n->width = end > start ? (unsigned)(end - start) : 1;
	n->literal =
		end >= start + len + 2 * quote && !memcmp(b->text + start + quote, n->text, len);
}

static int add_scalar(struct builder *b, const yaml_event_t *ev)
{
	const char *value = (const char *)ev->data.scalar.value;
	size_t len = ev->data.scalar.length;
	struct node *n = node_new(b, NODE_SCALAR, ev);

	for (size_t i = 0; i < len; i++)
		if ((unsigned char)value[i] < 0x20 || value[i] == 0x7f)
			return refuse(b, &ev->start_mark,
				"a line break or control character in a value; write it in one "
				"line");
	n->plain = ev->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	n->text = arena_strndup(b->a, value, len);
	set_extent(b, n, ev);
	return attach(b, n, ev);
}

static bool has_anchor_or_tag(const yaml_event_t *ev)
{
	switch ((unsigned)ev->type) {
	case YAML_SCALAR_EVENT:
		return ev->data.scalar.anchor || ev->data.scalar.tag;
	case YAML_SEQUENCE_START_EVENT:
		return ev->data.sequence_start.anchor || ev->data.sequence_start.tag;
	case YAML_MAPPING_START_EVENT:
		return ev->data.mapping_start.anchor || ev->data.mapping_start.tag;
	default:
		return ev->type == YAML_ALIAS_EVENT;
	}
}

static int add_document(struct builder *b, const yaml_event_t *ev)
{
	const yaml_tag_directive_t *first = ev->data.document_start.tag_directives.start;

	if (b->documents++)
		return refuse(b, &ev->start_mark, "a second document; a file is one document");
	if (ev->data.document_start.version_directive ||
		first != ev->data.document_start.tag_directives.end)
		return refuse(b, &ev->start_mark, "directives have no place in an intent file");
	return 0;
}

static int add_event(struct builder *b, const yaml_event_t *ev)
{
	if (has_anchor_or_tag(ev))
		return refuse(b, &ev->start_mark,
			"anchors, aliases and tags have no place in an intent file; if it is a "
			"text that starts with &, * or !, quote it");
	switch ((unsigned)ev->type) {
	case YAML_DOCUMENT_START_EVENT:
		return add_document(b, ev);
	case YAML_SCALAR_EVENT:
		return add_scalar(b, ev);
	case YAML_SEQUENCE_START_EVENT:
		return add_collection(b, NODE_LIST, ev);
	case YAML_MAPPING_START_EVENT:
		return add_collection(b, NODE_MAP, ev);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		b->depth--;
		return 0;
	default:
		return 0;
	}
}

/* What is meant, where libyaml's words are far from it. b->at is the place. */
static const char *syntax_hint(const struct builder *b, const char *what)
{
	const char *p = b->text + b->at.offset;

	if (*p == '\t')
		return "YAML is indented with blanks; there is a tab here";
	if (b->at.offset && p[-1] == ']' && *p == ':')
		return "quote an address in brackets: \"[2001:db8::1]:22\"";
	if (!strncmp(what, "mapping values", 14))
		return "a value with a colon and a blank in it needs quotes; or a line is indented "
		       "wrongly";
	return NULL;
}

static int syntax_error(struct builder *b, const yaml_parser_t *p)
{
	struct pos pos = pos_of(b, &p->problem_mark);
	const char *what = p->problem ? p->problem : "cannot be read";
	struct report_entry *e;

	if (p->error == YAML_MEMORY_ERROR)
		abort();
	if (p->context && p->context_mark.line != p->problem_mark.line)
		e = report_add(b->r, REPORT_ERROR, pos, "not YAML: %s (%s from line %u on)", what,
			p->context, (unsigned)p->context_mark.line + 1);
	else
		e = report_add(b->r, REPORT_ERROR, pos, "not YAML: %s%s%s", what,
			p->context ? ", " : "", p->context ? p->context : "");
	e->hint = syntax_hint(b, what);
	return -1;
}

static int read_events(struct builder *b, yaml_parser_t *p)
{
	for (bool more = true; more;) {
		yaml_event_t ev;
		int rc;

		if (!yaml_parser_parse(p, &ev))
			return syntax_error(b, p);
		rc = add_event(b, &ev);
		more = ev.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&ev);
		if (rc)
			return -1;
	}
	return 0;
}

struct node *node_parse(
	struct arena *a, const char *path, const char *text, size_t len, struct report *r)
{
	struct builder b = { .a = a, .r = r, .path = path, .text = text, .len = len };
	yaml_parser_t parser;
	int rc;

	if (check_text(path, text, len, r))
		return NULL;
	if (!yaml_parser_initialize(&parser))
		abort();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	rc = read_events(&b, &parser);
	yaml_parser_delete(&parser);
	if (rc)
		return NULL;
	if (!b.root)
		report_add(r, REPORT_ERROR, (struct pos){ path, 1, 1 }, "the file is empty");
	return b.root;
}

bool node_is_null(const struct node *n)
{
	return n->kind == NODE_SCALAR && n->plain &&
		(!*n->text || !strcmp(n->text, "~") || !strcmp(n->text, "null"));
}

struct pos node_pos_at(const struct node *n, size_t offset)
{
	struct pos pos = n->pos;

	if (n->literal)
		pos.column += (unsigned)offset + (n->plain ? 0 : 1);
	return pos;
}

const char *node_kind_name(const struct node *n)
{
	switch (n->kind) {
	case NODE_LIST:
		return "a list";
	case NODE_MAP:
		return "a mapping";
	case NODE_SCALAR:
		break;
	}
	return node_is_null(n) ? "nothing" : "a word";
}
