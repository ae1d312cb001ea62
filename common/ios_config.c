// SPDX-License-Identifier: Apache-2.0
/*
 * The tree follows the indentation, as the device prints it. What is no configuration is left
 * out: `!` lines, the header of `show running-config`, and texts that run over several lines up
 * to a delimiter (banners, macros), because a banner may well hold a line "interface ...".
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ifname.h"
#include "ios_config.h"

/* A line under construction: the last child makes appending cheap, the indent finds the parent. */
struct node {
	struct ios_line line; /* first: a node is its line */
	struct node *up;
	struct ios_line *last;
	size_t indent;
};

struct reader {
	struct arena *arena;
	struct ios_config *config;
	const char *next;
	unsigned line;
	struct node *open; /* the last line added */
	struct ios_line *last;
};

struct span {
	const char *text;
	size_t len, indent;
};

static bool take_line(struct reader *r, struct span *s)
{
	const char *end, *p = r->next;

	if (!*p)
		return false;
	end = strchr(p, '\n');
	if (!end)
		end = p + strlen(p);
	r->next = *end ? end + 1 : end;
	r->line++;
	s->text = p;
	while (s->text < end && isspace((unsigned char)*s->text))
		s->text++;
	s->indent = (size_t)(s->text - p);
	while (end > s->text && isspace((unsigned char)end[-1]))
		end--;
	s->len = (size_t)(end - s->text);
	return true;
}

static bool starts_with(const struct span *s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s->len >= n && !memcmp(s->text, prefix, n);
}

/* What a device prints around its configuration. */
static bool is_header(const struct span *s)
{
	static const char *const heads[] = { "Building configuration...",
		"Current configuration :", "Using ", "Load for five secs:", "Time source is " };

	if (s->indent)
		return false;
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (starts_with(s, heads[i]))
			return true;
	return false;
}

/* The text behind "banner motd " and its like; NULL when s is no banner. */
static const char *banner_text(const struct span *s)
{
	static const char *const heads[] = { "banner ", "aaa authentication banner ",
		"aaa authentication fail-message " };
	const char *end = s->text + s->len, *p;

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		if (!starts_with(s, heads[i]))
			continue;
		p = s->text + strlen(heads[i]);
		if (i == 0) {
			while (p < end && !isspace((unsigned char)*p))
				p++;
			while (p < end && isspace((unsigned char)*p))
				p++;
		}
		return p < end ? p : NULL;
	}
	return NULL;
}

/* A banner's delimiter is whatever follows its kind; running-config prints ETX as "^C". */
static void skip_banner(struct reader *r, const struct span *s)
{
	const char *text = banner_text(s);
	char delimiter[3];
	size_t n, rest;
	struct span l;

	if (!text)
		return;
	rest = (size_t)(s->text + s->len - text);
	n = rest > 1 && text[0] == '^' && text[1] == 'C' ? 2 : 1;
	memcpy(delimiter, text, n);
	delimiter[n] = '\0';
	if (memmem(text + n, rest - n, delimiter, n))
		return;
	while (take_line(r, &l))
		if (memmem(l.text, l.len, delimiter, n))
			return;
}

/* A macro's lines are printed without indent up to a line "@". */
static void skip_macro(struct reader *r, const struct span *s)
{
	struct span l;

	if (!starts_with(s, "macro name "))
		return;
	while (take_line(r, &l))
		if (l.len == 1 && l.text[0] == '@')
			return;
}

static void add_line(struct reader *r, const struct span *s)
{
	struct node *n = ARENA_NEW(r->arena, struct node), *up = r->open;
	struct ios_line **last;

	while (up && up->indent >= s->indent)
		up = up->up;
	n->line.text = arena_strndup(r->arena, s->text, s->len);
	n->line.line = r->line;
	n->indent = s->indent;
	n->up = up;
	last = up ? &up->last : &r->last;
	if (up)
		n->line.parent = &up->line;
	if (*last)
		(*last)->next = &n->line;
	else if (up)
		up->line.children = &n->line;
	else
		r->config->lines = &n->line;
	*last = &n->line;
	r->open = n;
}

struct ios_config *ios_config_parse(struct arena *a, const char *text)
{
	struct ios_config *c = ARENA_NEW(a, struct ios_config);
	struct reader r = { .arena = a, .config = c };
	struct span s;

	c->source = arena_strdup(a, text);
	r.next = c->source;
	while (take_line(&r, &s)) {
		if (!s.len || s.text[0] == '!' || is_header(&s))
			continue;
		if (!s.indent && s.len == 3 && starts_with(&s, "end"))
			break;
		add_line(&r, &s);
		skip_banner(&r, &s);
		skip_macro(&r, &s);
	}
	c->hostname = ios_config_value(c, NULL, "hostname");
	return c;
}

/* What follows prefix in text ("" at its end), NULL when text is something else. */
static const char *after(const char *text, const char *prefix)
{
	size_t n = strlen(prefix);

	if (strncmp(text, prefix, n) || (text[n] && text[n] != ' '))
		return NULL;
	text += n;
	while (*text == ' ')
		text++;
	return text;
}

static const char *number_of(const char *name)
{
	return name + strcspn(name, "0123456789");
}

/* Most interfaces differ in their number, which nothing abbreviates. */
const struct ios_line *ios_config_interface(const struct ios_config *c, const char *name)
{
	char want[IFNAME_MAX], have[IFNAME_MAX];
	const char *value;

	if (ifname_canonical(name, want))
		return NULL;
	for (const struct ios_line *l = c->lines; l; l = l->next) {
		value = after(l->text, "interface");
		if (value && !strcmp(number_of(value), number_of(want)) &&
			!ifname_canonical(value, have) && !strcmp(have, want))
			return l;
	}
	return NULL;
}

const struct ios_line *ios_config_child(
	const struct ios_config *c, const struct ios_line *parent, const char *prefix)
{
	for (const struct ios_line *l = parent ? parent->children : c->lines; l; l = l->next)
		if (after(l->text, prefix))
			return l;
	return NULL;
}

const char *ios_config_value(
	const struct ios_config *c, const struct ios_line *parent, const char *prefix)
{
	const struct ios_line *l = ios_config_child(c, parent, prefix);

	return l ? after(l->text, prefix) : NULL;
}

void ios_config_vlans(const struct ios_config *c, struct vlanset *out)
{
	*out = (struct vlanset){ { 0 } };
	for (const struct ios_line *l = c->lines; l; l = l->next)
		if (!strncmp(l->text, "vlan ", 5) && isdigit((unsigned char)l->text[5]))
			vlanset_parse(out, l->text + 5);
}

void ios_allowed_all(struct vlanset *s)
{
	memset(s, 0xff, sizeof(*s));
	vlanset_del(s, 0);
	vlanset_del(s, VLAN_MAX + 1);
}

/* The set that the line makes of vlans; false when its list cannot be read. */
static bool allowed_after(const char *list, struct vlanset *vlans)
{
	struct vlanset read = { { 0 } };
	const char *value;

	if (after(list, "all")) {
		ios_allowed_all(vlans);
	} else if (after(list, "none")) {
		*vlans = read;
	} else if ((value = after(list, "add"))) {
		return vlanset_parse(vlans, value) == -1;
	} else if ((value = after(list, "remove")) || (value = after(list, "except"))) {
		if (vlanset_parse(&read, value) != -1)
			return false;
		if (*list == 'e')
			ios_allowed_all(vlans);
		vlanset_minus(vlans, &read);
	} else {
		if (vlanset_parse(&read, list) != -1)
			return false;
		*vlans = read;
	}
	return true;
}

void ios_allowed_apply(const char *list, struct vlanset *vlans, bool *said)
{
	struct vlanset all;

	ios_allowed_all(&all);
	if (!*said)
		*vlans = all;
	if (allowed_after(list, vlans))
		*said = !vlanset_equal(vlans, &all);
}

void ios_config_allowed_vlans(const struct ios_line *interface, struct vlanset *out, bool *said)
{
	const char *value;

	*said = false;
	for (const struct ios_line *l = interface->children; l; l = l->next)
		if ((value = after(l->text, "switchport trunk allowed vlan")))
			ios_allowed_apply(value, out, said);
	if (!*said)
		ios_allowed_all(out);
}

unsigned ios_config_channel_group(const struct ios_line *interface, const char **mode)
{
	const char *value = ios_config_value(NULL, interface, "channel-group");
	const char *word;
	char *end;
	unsigned long group;

	*mode = "";
	if (!value || !isdigit((unsigned char)*value))
		return 0;
	group = strtoul(value, &end, 10);
	while (*end == ' ')
		end++;
	word = after(end, "mode");
	if (word)
		*mode = word;
	return group <= 65535 ? (unsigned)group : 0;
}
