// SPDX-License-Identifier: Apache-2.0
/*
 * Walks the rows of a table word by word, as the IOS parser does: each word narrows the rows that
 * are still possible, a keyword beats an argument, an exact keyword beats a longer one.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "vsw_parser.h"

struct walk {
	const struct vswitch_vty *v;
	struct vsw_call *call;
	unsigned n;
	struct {
		const struct vsw_command *row;
		const char *next; /* the element that the next word must fit; "" at the end */
	} alive[VSW_ROWS];
};

struct word {
	const char *p;
	size_t len;
	const char *rest; /* the line from here, without blanks at its end: for LINE */
};

static size_t element_len(const char *e)
{
	return strcspn(e, " ");
}

static const char *element_next(const char *e)
{
	e += element_len(e);
	return *e ? e + 1 : e;
}

static bool is_keyword(const char *e)
{
	return islower((unsigned char)*e);
}

static bool same_element(const char *a, const char *b)
{
	return element_len(a) == element_len(b) && !strncmp(a, b, element_len(a));
}

/* Whether the row exists here: on this platform, this interface, at this privilege. */
static bool row_usable(const struct vswitch_vty *v, const struct vsw_command *row)
{
	const struct vif *i = v->iface;

	if (row->flags & CMD_PRIV && v->privilege < 15)
		return false;
	if (row->flags >> CMD_IF & ~v->s->model->has)
		return false;
	if (row->flags & CMD_CHANNEL && !(i && i->kind == VIF_CHANNEL))
		return false;
	if (row->flags & CMD_PHYSICAL && !(i && i->kind == VIF_PHYSICAL))
		return false;
	return !(row->flags & CMD_PORT) || (i && i->kind != VIF_VLAN);
}

static void walk_add(struct walk *w, const struct vsw_command *row, const char *next)
{
	if (w->n == VSW_ROWS)
		abort(); /* a table that outgrew the walk: every test would end here */
	w->alive[w->n].row = row;
	w->alive[w->n++].next = next;
}

static void walk_start(struct walk *w, const struct vswitch_vty *v, const struct vsw_command *table,
	struct vsw_call *call)
{
	w->v = v;
	w->call = call;
	w->n = 0;
	for (; table->pattern; table++)
		if (row_usable(v, table))
			walk_add(w, table, table->pattern);
}

/* Keeps the rows whose next element is e, and steps behind it. */
static void walk_keep(struct walk *w, const char *e)
{
	unsigned n = 0;

	for (unsigned i = 0; i < w->n; i++) {
		if (!same_element(w->alive[i].next, e))
			continue;
		w->alive[n] = w->alive[i];
		w->alive[n].next = element_next(w->alive[n].next);
		n++;
	}
	w->n = n;
}

static void canon_add(struct vsw_call *c, const char *text, size_t len, bool keyword)
{
	if (c->canon_len + len + 2 > sizeof(c->canon))
		return; /* cannot be: the line is shorter than its keywords are long */
	if (c->canon_len)
		c->canon[c->canon_len++] = ' ';
	memcpy(c->canon + c->canon_len, text, len);
	c->canon_len += len;
	c->canon[c->canon_len] = '\0';
	if (keyword && !c->n)
		c->key_len = c->canon_len;
}

/* `no` opens, beside its own rows, every row that is only kept. */
static void walk_negate(struct walk *w, const struct vsw_command *table)
{
	walk_keep(w, "no");
	for (; table->pattern; table++)
		if (table->flags & CMD_KEEP && row_usable(w->v, table))
			walk_add(w, table, table->pattern);
	w->call->negated = true;
}

static size_t common_prefix(const char *e, const struct word *t)
{
	size_t n = 0, max = element_len(e) < t->len ? element_len(e) : t->len;

	while (n < max && tolower((unsigned char)t->p[n]) == e[n])
		n++;
	return n;
}

/* The keyword that the word means: NULL with *several, or with *common set, when there is none. */
static const char *find_keyword(
	const struct walk *w, const struct word *t, bool *several, size_t *common)
{
	const char *found = NULL;

	*several = false;
	*common = 0;
	for (unsigned i = 0; i < w->n; i++) {
		const char *e = w->alive[i].next;
		size_t n;

		if (!is_keyword(e))
			continue;
		n = common_prefix(e, t);
		if (n > *common)
			*common = n;
		if (n < t->len)
			continue;
		if (n == element_len(e)) {
			*several = false;
			return e;
		}
		if (found && !same_element(found, e))
			*several = true;
		found = e;
	}
	return *several ? NULL : found;
}

/* <1-GROUP>: up to the platform's number of channel-groups. */
static bool number_fits(const struct walk *w, const char *e, const struct word *t, long *out)
{
	char *end;
	long min = strtol(e + 1, &end, 10), max = strtol(end + 1, NULL, 10);

	if (end[1] == 'G')
		max = w->v->s->model->channel_groups;
	*out = 0;
	if (t->len > 9)
		return false;
	for (size_t i = 0; i < t->len; i++) {
		if (!isdigit((unsigned char)t->p[i]))
			return false;
		*out = *out * 10 + (t->p[i] - '0');
	}
	return *out >= min && *out <= max;
}

/* Whether an interface of that name can be made here: the startup file makes physical ones. */
static bool if_can_be(const struct vswitch_vty *v, const char *name)
{
	unsigned long number;

	if (!strncmp(name, "Port-channel", 12)) {
		number = strtoul(name + 12, NULL, 10);
		return !strpbrk(name, "/.") && number >= 1 && number <= v->s->model->channel_groups;
	}
	if (!strncmp(name, "Vlan", 4)) {
		number = strtoul(name + 4, NULL, 10);
		return !strpbrk(name, "/.") && number >= VLAN_MIN && number <= VLAN_MAX;
	}
	return v->loading && strstr(name, "Ethernet") && !strchr(name, '.');
}

/* "Gi1/0/1", or "Gi 1/0/1", which takes the next word too: t then grows over it. */
static bool interface_fits(struct walk *w, const char *e, struct word *t)
{
	char word[2 * IFNAME_MAX];
	size_t len = t->len;
	struct vif *i;

	if (strcspn(t->p, "0123456789") >= len && t->p[len] == ' ') {
		len += strspn(t->p + len, " ");
		len += strcspn(t->p + len, " ");
	}
	if (len >= sizeof(word))
		return false;
	memcpy(word, t->p, len);
	word[len] = '\0';
	if (ifname_canonical(word, w->call->ifname))
		return false;
	i = vsw_if_find(w->v->s, w->call->ifname);
	if (!i && (same_element(e, "IF") || !if_can_be(w->v, w->call->ifname)))
		return false;
	w->call->iface = i;
	t->len = len;
	return true;
}

static bool list_fits(const struct word *t)
{
	return isdigit((unsigned char)*t->p) && strspn(t->p, "0123456789,-") >= t->len;
}

static bool argument_fits(struct walk *w, const char *e, struct word *t, long *num)
{
	if (*e == '<')
		return number_fits(w, e, t, num);
	if (same_element(e, "IF") || same_element(e, "IFNEW"))
		return interface_fits(w, e, t);
	if (same_element(e, "LIST"))
		return list_fits(t);
	if (same_element(e, "LINE") || same_element(e, "[LINE]"))
		t->len = strlen(t->rest);
	return true;
}

static void call_argument(struct vsw_call *c, const struct word *t, long num)
{
	canon_add(c, t->p, t->len, false);
	if (c->n == VSW_ARGS || c->text_len + t->len + 1 > sizeof(c->text))
		return;
	c->arg[c->n] = c->text + c->text_len;
	c->num[c->n++] = num;
	memcpy(c->text + c->text_len, t->p, t->len);
	c->text_len += t->len;
	c->text[c->text_len++] = '\0';
}

/* Arguments in this order, so that a narrow one is not taken by a wide one beside it. */
static bool walk_argument(struct walk *w, struct word *t)
{
	static const char *const kinds[] = { "<", "IF", "LIST", "WORD", "LINE", "[LINE]" };

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
		for (unsigned i = 0; i < w->n; i++) {
			const char *e = w->alive[i].next;
			long num = 0;

			if (strncmp(e, kinds[k], strlen(kinds[k])) || !argument_fits(w, e, t, &num))
				continue;
			walk_keep(w, e);
			call_argument(w->call, t, num);
			return true;
		}
	return false;
}

static enum vsw_parse walk_word(
	struct walk *w, const struct vsw_command *table, struct word *t, size_t *common)
{
	bool several;
	const char *keyword = find_keyword(w, t, &several, common);

	if (several)
		return PARSE_AMBIGUOUS;
	if (!keyword)
		return walk_argument(w, t) ? PARSE_OK : PARSE_INVALID;
	if (same_element(keyword, "no") && !w->call->canon_len && !w->call->negated) {
		walk_negate(w, table);
		return PARSE_OK;
	}
	canon_add(w->call, keyword, element_len(keyword), true);
	walk_keep(w, keyword);
	return PARSE_OK;
}

/* A row that may end here. `no` of a kept line may stop before its arguments. */
static const struct vsw_command *walk_end(const struct walk *w)
{
	for (unsigned i = 0; i < w->n; i++) {
		const char *e = w->alive[i].next;
		bool kept = w->alive[i].row->flags & CMD_KEEP;

		if (!*e || *e == '[' || (w->call->negated && kept && !is_keyword(e)))
			return w->alive[i].row;
	}
	return NULL;
}

static bool next_word(const char **p, struct word *t)
{
	*p += strspn(*p, " ");
	t->p = t->rest = *p;
	t->len = strcspn(*p, " ");
	return t->len;
}

enum vsw_parse vsw_parse(const struct vswitch_vty *v, const struct vsw_command *table,
	const char *line, struct vsw_call *call, size_t *at)
{
	const char *p = line;
	struct walk w;
	struct word t;

	*call = (struct vsw_call){ 0 };
	walk_start(&w, v, table, call);
	for (; next_word(&p, &t); p = t.p + t.len) {
		size_t common = 0;
		enum vsw_parse r = walk_word(&w, table, &t, &common);

		*at = (size_t)(t.p - line) + common;
		if (r != PARSE_OK)
			return r;
	}
	*at = (size_t)(p - line);
	call->command = walk_end(&w);
	return call->command ? PARSE_OK : PARSE_INCOMPLETE;
}

void vsw_next_words(const struct vswitch_vty *v, const struct vsw_command *table, const char *line,
	void (*fn)(void *ctx, const char *word, size_t len), void *ctx)
{
	struct vsw_call call = { 0 };
	const char *p = line;
	struct walk w;
	struct word t;
	size_t common;

	walk_start(&w, v, table, &call);
	while (next_word(&p, &t) && t.p[t.len]) {
		if (walk_word(&w, table, &t, &common) != PARSE_OK)
			return;
		p = t.p + t.len;
	}
	for (unsigned i = 0; i < w.n; i++) {
		const char *e = w.alive[i].next;
		bool seen = !*e || (t.len && (!is_keyword(e) || common_prefix(e, &t) < t.len));

		for (unsigned j = 0; j < i && !seen; j++)
			seen = same_element(w.alive[j].next, e);
		if (!seen)
			fn(ctx, e, element_len(e));
	}
}
