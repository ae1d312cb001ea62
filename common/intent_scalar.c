// SPDX-License-Identifier: Apache-2.0
/* The kinds of values that several keys share: words, numbers, names, VLANs, addresses. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "intent_read.h"
#include "nearest.h"

const char *read_text(struct reader *rd, const char *key, const struct node *n)
{
	if (n->kind != NODE_SCALAR) {
		read_error(rd, n, "%s must be a word, and this is %s", key, node_kind_name(n));
		return NULL;
	}
	if (node_is_null(n) || !*n->text) {
		read_error(rd, n, "%s has no value", key);
		return NULL;
	}
	return n->text;
}

const char *read_ascii(struct reader *rd, const char *key, const struct node *n, size_t max)
{
	const char *text = read_text(rd, key, n);

	for (const char *p = text; p && *p; p++)
		if (*p < ' ' || *p > '~') {
			read_error_at(rd, node_pos_at(n, (size_t)(p - text)),
				"%s: only ASCII is allowed here", key);
			return NULL;
		}
	if (text && strlen(text) > max) {
		read_error(rd, n, "%s: longer than %zu characters", key, max);
		return NULL;
	}
	return text;
}

static bool read_digits(struct reader *rd, const char *key, const struct node *n, unsigned min,
	unsigned max, unsigned *out)
{
	const char *text = read_text(rd, key, n);
	unsigned long v;

	if (!text)
		return false;
	v = strlen(text) > 9 ? max + 1ul : strtoul(text, NULL, 10);
	/* A leading zero is octal to some readers of YAML and decimal to others. */
	if (strspn(text, "0123456789") != strlen(text) || (*text == '0' && text[1]) || v < min ||
		v > max) {
		read_error(rd, n, "%s: `%s` is not a number from %u to %u", key, text, min, max);
		return false;
	}
	*out = (unsigned)v;
	return true;
}

unsigned read_number(
	struct reader *rd, const char *key, const struct node *n, unsigned min, unsigned max)
{
	unsigned v = 0;

	return read_digits(rd, key, n, min, max, &v) ? v : 0;
}

void read_mtu(struct reader *rd, const char *key, const struct node *n, void *into)
{
	enum { MTU_LEAST = 68, MTU_MOST = 65535 }; /* the kernel's for a bond */
	struct intent_number *out = into;

	out->value = read_number(rd, key, n, MTU_LEAST, MTU_MOST);
	if (out->value)
		out->pos = n->pos;
}

void read_seconds(struct reader *rd, const char *key, const struct node *n, void *into)
{
	enum { SECONDS_MAX = 1000000 };
	struct intent_number *out = into;

	if (read_digits(rd, key, n, 0, SECONDS_MAX, &out->value))
		out->pos = n->pos;
}

void read_hwaddr(struct reader *rd, const char *key, const struct node *n, void *into)
{
	const char *text = read_text(rd, key, n);
	struct intent_mac *out = into;

	if (!text)
		return;
	if (!mac_parse(text, out->mac) && !mac_is_zero(out->mac) && !(out->mac[0] & 1))
		out->pos = n->pos;
	else
		read_error(rd, n, "%s: `%s` is no MAC that a link can have", key, text)->hint =
			"for example 02:00:00:00:00:01; no multicast address";
}

bool read_is_word(const char *text, size_t max, const char *more)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < len; i++)
		if (!(isascii(text[i]) && isalnum(text[i])) && !strchr(more, text[i]))
			return false;
	return len && len <= max;
}

const char *read_object_name(struct reader *rd, const char *what, const struct node *n)
{
	if (read_is_word(n->text, 63, "._-"))
		return n->text;
	read_error(rd, n, "`%s` is no name of a %s", n->text, what)->hint =
		"a name is 1 to 63 letters, digits, '.', '_' and '-'";
	return NULL;
}

/*
 * The kernel refuses the first part (net/core/dev.c dev_valid_name), makes a number of '%', and
 * keeps settings of its own under "all" and "default" (Documentation/networking/ip-sysctl).
 */
const char *read_link_name(struct reader *rd, const char *what, const struct node *n)
{
	const char *name = n->text;
	size_t len = strlen(name);
	bool bad = !len || !strcmp(name, ".") || !strcmp(name, "..") || !strcmp(name, "all") ||
		!strcmp(name, "default") || strpbrk(name, "/:%");

	for (size_t i = 0; i < len; i++)
		bad |= name[i] < '!' || name[i] > '~';
	if (bad)
		read_error(rd, n, "`%s` is no name of a %s", name, what)->hint =
			"a name is 1 to 15 characters of ASCII without blanks, '/', ':' and '%'";
	else if (len >= LINK_NAME_MAX)
		read_error(rd, n, "`%s` has %zu characters, and the kernel takes 15", name, len);
	return bad || len >= LINK_NAME_MAX ? NULL : name;
}

void read_tristate(struct reader *rd, const char *key, const struct node *n, void *into)
{
	static const struct {
		const char *word;
		enum tristate value;
	} words[] = { { "yes", YES }, { "no", NO }, { "true", YES }, { "false", NO }, { "on", YES },
		{ "off", NO } };
	const char *text = read_text(rd, key, n);

	if (!text)
		return;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcasecmp(text, words[i].word)) {
			*(enum tristate *)into = words[i].value;
			return;
		}
	read_error(rd, n, "%s: `%s` is neither yes nor no", key, text);
}

void read_vlan_id(struct reader *rd, const char *key, const struct node *n, void *into)
{
	*(uint16_t *)into = (uint16_t)read_number(rd, key, n, VLAN_MIN, VLAN_MAX);
}

static const struct vlan_group *find_group(struct reader *rd, const char *name)
{
	for (size_t i = 0; i < rd->groups.n; i++)
		if (!strcmp(rd->groups.v[i].name, name))
			return &rd->groups.v[i];
	return NULL;
}

static const char *nearest_group(struct reader *rd, const char *name)
{
	struct nearest near = { .word = name };

	for (size_t i = 0; i < rd->groups.n; i++)
		nearest_offer(&near, rd->groups.v[i].name);
	return near.best;
}

struct vlan_reading {
	const char *key;
	const struct node *node;
	struct vlanset vlans;
	bool bad;
};

/* "41", "40-44" or a group, at that offset of the node. */
static void add_vlan_item(
	struct reader *rd, struct vlan_reading *v, size_t offset, const char *item)
{
	const struct vlan_group *g;
	int wrong = -1;

	if (!*item || isdigit((unsigned char)*item)) {
		wrong = vlanset_parse(&v->vlans, item);
		if (wrong >= 0)
			read_error_at(rd, node_pos_at(v->node, offset + (size_t)wrong),
				"%s: `%s` is no VLAN or range; ids are 1 to 4094", v->key, item);
		v->bad |= wrong >= 0;
		return;
	}
	g = find_group(rd, item);
	if (g)
		vlanset_union(&v->vlans, &g->vlans);
	else
		read_error_at(rd, node_pos_at(v->node, offset),
			"%s: no group `%s` in vlan_groups%s", v->key, item,
			read_suggestion(rd, nearest_group(rd, item)));
	/* A group that could not be read is empty, and has been complained about. */
	v->bad |= !g || vlanset_empty(&g->vlans);
}

static void read_vlan_items(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct vlan_reading *v = into;
	const char *text = read_text(rd, key, n), *end;

	v->node = n;
	v->bad |= !text;
	for (const char *p = text; p; p = *end ? end + 1 : NULL) {
		size_t len;

		p += strspn(p, " ");
		end = p + strcspn(p, ",");
		for (len = (size_t)(end - p); len && p[len - 1] == ' '; len--)
			;
		add_vlan_item(rd, v, (size_t)(p - text), arena_strndup(rd->a, p, len));
	}
}

void read_vlan_list(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct vlan_reading v = { .key = key };

	if (n->kind == NODE_LIST && !n->entries.n)
		read_error(rd, n, "%s has no value", key);
	read_each(rd, key, n, read_vlan_items, &v);
	if (!v.bad)
		*(struct vlanset *)into = v.vlans;
}

static bool read_ip(struct reader *rd, const char *key, const struct node *n, struct ipaddr *ip)
{
	const char *text = read_text(rd, key, n);

	if (text && ipaddr_parse(text, ip))
		read_error(rd, n, "%s: `%s` is no IPv4 or IPv6 address", key, text);
	else if (text)
		return true;
	return false;
}

static void add_ip(struct reader *rd, const struct node *n, struct ipaddr ip, void *into)
{
	struct intent_addrs *list = into;
	struct intent_addr *a = ARENA_PUSH(rd->a, list);

	a->ip = ip;
	a->pos = n->pos;
}

static void read_address(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct ipaddr ip;

	if (!read_ip(rd, key, n, &ip))
		return;
	if (!strchr(n->text, '/'))
		read_error(rd, n, "%s: `%s` has no prefix length; write %s/%s", key, n->text,
			n->text, strchr(n->text, ':') ? "64" : "24");
	else
		add_ip(rd, n, ip, into);
}

void read_addresses(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_each(rd, key, n, read_address, into);
}

static void read_bare_address(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct ipaddr ip;

	if (!read_ip(rd, key, n, &ip))
		return;
	if (strchr(n->text, '/'))
		read_error(rd, n, "%s: `%s` is an address without a prefix length", key, n->text);
	else
		add_ip(rd, n, ip, into);
}

void read_bare_addresses(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_each(rd, key, n, read_bare_address, into);
}
