// SPDX-License-Identifier: Apache-2.0
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "ios_attr.h"
#include "template.h"

/* The grammar of each field. */
enum grammar {
	DIGITS,
	WORD,   /* letters */
	IFNAME, /* letters, digits, - / . */
	NAME,   /* printable, no blank and nothing that IOS reads as more than itself */
	TEXT,   /* printable ASCII with blanks inside */
};

static const struct {
	const char *field;
	enum grammar grammar;
	size_t max;
} fields[] = {
	{ "port_channel", IFNAME, IFNAME_MAX },
	{ "interface", IFNAME, IFNAME_MAX },
	{ "group", DIGITS, 5 },
	{ "mode", WORD, 8 },
	{ "vlan", DIGITS, 4 },
	{ "vlan_name", NAME, 32 }, /* VTP versions 1 and 2 take no more */
	{ "native", DIGITS, 4 },
	{ "native_none", WORD, 8 },
	{ "vlans", DIGITS, 0 },
	{ "portfast", WORD, 8 },
	{ "no_portfast", WORD, 8 },
	{ "bpduguard", WORD, 8 },
	{ "min_links", DIGITS, 3 },
	{ "max_bundle", DIGITS, 3 },
	{ "standalone_disable", WORD, 8 },
	{ "no_standalone_disable", WORD, 8 },
	{ "description", TEXT, 200 },
	{ "nonegotiate", WORD, 8 },
	{ "no_nonegotiate", WORD, 8 },
	{ "lacp_rate", WORD, 8 },
	{ "mtu", DIGITS, 5 },
	{ "host", TEXT, 200 },
	{ "bond", TEXT, 200 },
	{ "nic", TEXT, 200 },
};
enum { N_FIELDS = sizeof(fields) / sizeof(fields[0]) };

static bool allowed_byte(enum grammar g, unsigned char c)
{
	switch (g) {
	case DIGITS:
		return c >= '0' && c <= '9';
	case WORD:
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	case IFNAME:
		return c < 0x80 && (isalnum(c) || strchr("-/.", c));
	case NAME:
		return c > 0x20 && c < 0x7f && !strchr("?\"!|\\", c);
	case TEXT:
		return c >= 0x20 && c < 0x7f && c != '?';
	}
	return false;
}

static const char *bad_byte(struct arena *a, unsigned char c)
{
	if (c == '?')
		return "holds a '?', which asks the switch for help";
	if (c > 0x20 && c < 0x7f)
		return arena_printf(a, "holds a '%c', which has no place in it", c);
	if (c == ' ')
		return "holds a blank, which has no place in it";
	return arena_printf(a, "holds the byte 0x%02x; only printable ASCII can be sent", c);
}

const char *template_gate(struct arena *a, const char *field, const char *value)
{
	size_t len = strlen(value), i = 0;

	while (i < N_FIELDS && strcmp(fields[i].field, field) != 0)
		i++;
	if (i == N_FIELDS)
		return "is no field of a template";
	if (!len)
		return "is empty";
	for (size_t k = 0; k < len; k++)
		if (!allowed_byte(fields[i].grammar, (unsigned char)value[k]))
			return bad_byte(a, (unsigned char)value[k]);
	if (value[0] == ' ' || value[len - 1] == ' ')
		return "begins or ends with a blank, which IOS drops";
	if (len > fields[i].max)
		return arena_printf(
			a, "has %zu characters; at most %zu are taken", len, fields[i].max);
	return NULL;
}

struct renderer {
	struct arena *arena;
	const struct ios_template *t;
	const struct template_value *values;
	struct want_lines *out;
	struct err *e;
	unsigned line;
	const char *parent; /* the mode line, NULL before the first */
	bool has_texts;     /* there was a place for the lines that are values */
};

/* One line of a template taken apart. */
struct source_line {
	const char *text;
	bool indented, fresh, optional;
	const struct template_value *condition;
};

static const char *file_name(const struct renderer *r)
{
	return r->t->path ? r->t->path : r->t->name;
}

static int broken(struct renderer *r, const char *what, const char *word)
{
	char object[160];

	snprintf(object, sizeof(object), "%s:%u", file_name(r), r->line);
	return err_set(r->e, ERR_INTENT, object, "%s%s%.60s", what, *word ? ": " : "", word);
}

static bool has_value(const struct template_value *v)
{
	if (v->texts)
		return v->texts->n;
	return v->list ? !vlanset_empty(v->list) : v->value != NULL;
}

static const struct template_value *find_value(const struct renderer *r, const char *name)
{
	for (const struct template_value *v = r->values; v->name; v++)
		if (!strcmp(v->name, name))
			return v;
	return NULL;
}

/* The word at *p, which then stands behind it and its blanks. */
static const char *take_word(struct arena *a, const char **p)
{
	size_t n = strcspn(*p, " \t");
	const char *word = arena_strndup(a, *p, n);

	*p += n;
	*p += strspn(*p, " \t");
	return word;
}

static int read_marks(struct renderer *r, struct source_line *s)
{
	while (*s->text == '@') {
		const char *mark = take_word(r->arena, &s->text), *name;

		if (!strcmp(mark, "@fresh")) {
			s->fresh = true;
		} else if (!strcmp(mark, "@optional")) {
			s->optional = true;
		} else if (!strcmp(mark, "@if")) {
			name = take_word(r->arena, &s->text);
			s->condition = find_value(r, name);
			if (!s->condition)
				return broken(r, "unknown placeholder behind @if", name);
		} else {
			return broken(r, "unknown mark", mark);
		}
	}
	return 0;
}

static int refuse_value(struct renderer *r, const struct template_value *v, const char *why)
{
	char object[160];

	if (v->pos.file)
		snprintf(object, sizeof(object), "%s:%u:%u", v->pos.file, v->pos.line,
			v->pos.column);
	else
		snprintf(object, sizeof(object), "%s", v->key ? v->key : v->name);
	return err_set(r->e, ERR_INTENT, object, "%s %s", v->key ? v->key : v->name, why);
}

/* A line's text under construction, and the value that is the reason for it. */
struct line {
	struct buf text;
	const struct template_value *reason, *list, *texts;
};

/* The placeholder at *p ("{name}...") into l. */
static int put_value(struct renderer *r, const char **p, struct line *l)
{
	const char *end = strchr(*p, '}'), *name, *why;
	const struct template_value *v;

	if (!end)
		return broken(r, "a '{' without its '}'", "");
	name = arena_strndup(r->arena, *p + 1, (size_t)(end - *p - 1));
	v = find_value(r, name);
	*p = end + 1;
	if (!v)
		return broken(r, "unknown placeholder", name);
	if (!has_value(v))
		return broken(r, "no value here, the line needs an @if", name);
	l->reason = v;
	if (v->list) {
		l->list = v;
		return **p ? broken(r, "a list must end its line", name) : 0;
	}
	if (v->texts) {
		l->texts = v;
		return **p || l->text.len ? broken(r, "lines must stand alone", name) : 0;
	}
	why = template_gate(r->arena, name, v->value);
	if (why)
		return refuse_value(r, v, why);
	buf_puts(&l->text, v->value);
	return 0;
}

static int fill(struct renderer *r, const char *text, struct line *l)
{
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "{");

		buf_add(&l->text, p, n);
		p += n;
		if (*p == '{' && put_value(r, &p, l) < 0)
			return -1;
	}
	if (l->text.len > IOS_LINE_MAX)
		return refuse_value(r, l->reason, "makes a line of more than 254 characters");
	for (size_t i = 0; i < l->text.len; i++)
		if (!allowed_byte(TEXT, (unsigned char)l->text.data[i]))
			return broken(r, bad_byte(r->arena, (unsigned char)l->text.data[i]), "");
	return 0;
}

static void emit(
	struct renderer *r, const struct source_line *s, const struct line *l, const char *text)
{
	struct want_line *w = ARENA_PUSH(r->arena, r->out);
	const struct template_value *reason = l->reason;

	if (!reason->pos.file)
		reason = r->values;
	w->line.text = text;
	w->line.parent = s->indented ? r->parent : NULL;
	w->line.template.file = file_name(r);
	w->line.template.line = r->line;
	w->line.template.column = 1;
	w->line.intent = reason->pos;
	w->line.optional = s->optional;
	w->fresh = s->fresh;
	w->key = reason->key;
}

/* The first line of a list replaces what is there, the others add to it. */
static void emit_list(struct renderer *r, const struct source_line *s, const struct line *l)
{
	const char *words = arena_strndup(r->arena, l->text.data, l->text.len - 1);
	struct vlanset rest = *l->list->list;

	emit(r, s, l, ios_list_line(r->arena, words, &rest));
	words = arena_printf(r->arena, "%s add", words);
	while (!vlanset_empty(&rest))
		emit(r, s, l, ios_list_line(r->arena, words, &rest));
}

/* The lines of the intent, each with its own place in it. They passed their gate there. */
static int emit_texts(struct renderer *r, const struct template_value *texts)
{
	struct source_line s = { .indented = true };

	r->has_texts = true;
	for (size_t i = 0; i < texts->texts->n; i++) {
		struct template_value v = *texts;
		struct line l = { .reason = &v };

		v.pos = texts->texts->v[i].pos;
		emit(r, &s, &l, texts->texts->v[i].text);
	}
	return 0;
}

/* The mode of a template is that of its object, and no other's. */
static int check_mode(struct renderer *r, const char *text)
{
	const char *name = strchr(text, ' ');

	if (strncmp(text, "interface ", 10) && strncmp(text, "vlan ", 5))
		return broken(r, "neither an interface nor a VLAN", text);
	if (!r->values->value || strcmp(name + 1, r->values->value) != 0)
		return broken(r, "not the object that this template is of", text);
	return 0;
}

static int check_line(struct renderer *r, const char *text)
{
	const char *why, *key;

	if (!r->parent)
		return broken(r, "a line without the mode that it belongs to", text);
	if (r->parent[0] == 'v')
		return strncmp(text, "name ", 5)
			? broken(r, "cannot be compared or taken back", text)
			: 0;
	if (ios_attr_of(text) != IOS_ATTR_NONE)
		return 0;
	why = site_line_refusal(text, SITE_INTERFACE, &key);
	return why ? broken(r, arena_printf(r->arena, "a line that %s", why), text) : 0;
}

static int put_line(struct renderer *r, const struct source_line *s, struct line *l)
{
	const char *text;

	if (fill(r, s->text, l) < 0)
		return -1;
	text = arena_strdup(r->arena, buf_text(&l->text));
	if (l->texts)
		return s->indented && r->parent && *r->parent == 'i'
			? emit_texts(r, l->texts)
			: broken(r, "lines belong below an interface", "");
	if (s->indented ? check_line(r, text) : check_mode(r, text))
		return -1;
	if (!s->indented)
		r->parent = text;
	if (!s->indented && *text == 'i')
		return 0;
	if (l->list && strcmp(text, "switchport trunk allowed vlan ") != 0)
		return broken(r, "only `switchport trunk allowed vlan` takes a list", text);
	if (l->list)
		emit_list(r, s, l);
	else
		emit(r, s, l, text);
	return 0;
}

static int render_line(struct renderer *r, const char *text, bool indented)
{
	struct source_line s = { .text = text, .indented = indented };
	struct line l = { .reason = r->values };
	int ret;

	if (!*text || *text == '!')
		return 0;
	if (read_marks(r, &s) < 0)
		return -1;
	if (!indented && text != s.text)
		return broken(r, "marks are for lines below a mode", text);
	if (s.condition && !has_value(s.condition))
		return 0;
	if (s.condition)
		l.reason = s.condition;
	ret = put_line(r, &s, &l);
	buf_free(&l.text);
	return ret;
}

int template_render(struct arena *a, const struct ios_template *t,
	const struct template_value *values, struct want_lines *out, struct err *e)
{
	struct renderer r = { .arena = a, .t = t, .values = values, .out = out, .e = e };

	for (const char *p = t->text; *p;) {
		size_t n = strcspn(p, "\n"), blanks = strspn(p, " \t"), len = n;

		r.line++;
		blanks = blanks < n ? blanks : n;
		while (len > blanks && isspace((unsigned char)p[len - 1]))
			len--;
		if (render_line(&r, arena_strndup(a, p + blanks, len - blanks), blanks > 0) < 0)
			return -1;
		p += n + (p[n] == '\n');
	}
	for (const struct template_value *v = values; v->name; v++)
		if (v->texts && v->texts->n && !r.has_texts)
			return r.parent
				? emit_texts(&r, v)
				: broken(&r, "no interface for the lines of the intent", "");
	return 0;
}
