// SPDX-License-Identifier: Apache-2.0
/* `switches:` of the intent file: how each is reached. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "intent_read.h"
#include "platform.h"

/* The port behind the colon; 0 when it is none. */
static uint16_t parse_port(const char *text)
{
	unsigned long v = strlen(text) > 5 ? 0 : strtoul(text, NULL, 10);

	return strspn(text, "0123456789") == strlen(text) && v <= 65535 ? (uint16_t)v : 0;
}

/* NAME, NAME:PORT, 192.0.2.1:PORT, 2001:db8::1, [2001:db8::1]:PORT; false when it is none. */
static bool parse_address(struct reader *rd, const char *text, const char **address, uint16_t *port)
{
	const char *colon = strchr(text, ':'), *host = text, *end = NULL;
	bool v6 = *text == '[' || (colon && strchr(colon + 1, ':'));
	struct ipaddr ip;
	char *name;

	if (*text == '[') {
		host = text + 1;
		end = strchr(host, ']');
		if (!end || (end[1] && end[1] != ':'))
			return false;
		colon = end[1] ? end + 1 : NULL;
	} else if (v6) {
		colon = NULL;
	}
	end = end ? end : colon ? colon : host + strlen(host);
	name = arena_strndup(rd->a, host, (size_t)(end - host));
	*address = name;
	*port = colon ? parse_port(colon + 1) : 22;
	if (!*port)
		return false;
	if (v6 || strspn(name, "0123456789.") == strlen(name))
		return !strchr(name, '/') && !ipaddr_parse(name, &ip);
	return *name != '-' && read_is_word(name, 253, "._-");
}

static void read_address(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_switch *sw = into;
	const char *text = read_text(rd, key, n);

	sw->address_pos = n->pos;
	if (text && !parse_address(rd, text, &sw->address, &sw->port)) {
		read_error(rd, n, "%s: `%s` is no address", key, text)->hint =
			"write a name or an address, with :PORT behind it if it is not 22; "
			"\"[2001:db8::1]:2222\" in quotes";
		sw->address = NULL;
	}
}

static void read_user(struct reader *rd, const char *key, const struct node *n, void *into)
{
	const char *text = read_ascii(rd, key, n, 64);

	if (text && (*text == '-' || strchr(text, ' ')))
		read_error(rd, n, "%s: `%s` is no name of a user", key, text);
	else
		*(const char **)into = text;
}

/* [USER@]ADDRESS[:PORT] */
static void read_jump(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_switch *sw = into;
	const char *text = read_ascii(rd, key, n, 320), *at = text ? strrchr(text, '@') : NULL;
	const char *user = at ? arena_strndup(rd->a, text, (size_t)(at - text)) : NULL;

	if (!text)
		return;
	if ((user && (!*user || *user == '-' || strchr(user, ' '))) ||
		!parse_address(rd, at ? at + 1 : text, &sw->jump_address, &sw->jump_port)) {
		read_error(rd, n, "%s: `%s` is no host", key, text)->hint =
			"write [USER@]ADDRESS[:PORT]";
		sw->jump_address = NULL;
	}
	sw->jump_user = user;
}

static void read_platform(struct reader *rd, const char *key, const struct node *n, void *into)
{
	const char *text = read_text(rd, key, n);

	(void)into;
	if (text && strcmp(text, "ios"))
		read_error(rd, n, "%s: `%s` is not one of: ios", key, text)->hint =
			"ios stands for Cisco IOS and IOS-XE";
}

static void read_ssh_profile(struct reader *rd, const char *key, const struct node *n, void *into)
{
	const char *text = read_text(rd, key, n);

	if (text && strcmp(text, "modern") && strcmp(text, "legacy"))
		read_error(rd, n, "%s: `%s` is not one of: modern, legacy", key, text)->hint =
			"legacy adds the weak algorithms that IOS 12.2SE and 15.x speak";
	*(bool *)into = text && !strcmp(text, "legacy");
}

static void read_hostname(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_switch *sw = into;
	const char *text = read_text(rd, key, n);

	sw->hostname_pos = n->pos;
	if (text && !read_is_word(text, 63, "._-"))
		read_error(rd, n, "%s: `%s` is no name of a device", key, text);
	else
		sw->hostname = text;
}

static void read_serial(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_switch *sw = into;
	const char *text = read_text(rd, key, n);

	sw->serial_pos = n->pos;
	if (text && !read_is_word(text, 32, "-"))
		read_error(rd, n, "%s: `%s` is no serial number", key, text)->hint =
			"`show version` calls it the processor board ID; one of a stack's is "
			"enough";
	else
		sw->serial = text;
}

static void read_model(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_switch *sw = into;
	const char *text = read_text(rd, key, n);

	sw->model_pos = n->pos;
	if (text && !ios_platform_find(text))
		read_error(
			rd, n, "%s: `%s` is not one of: %s", key, text, ios_platform_names(rd->a));
	else
		sw->model = text;
}

enum { PORT_CHANNEL_MAX = 512 };

/* "10-19", or "11" */
static void read_port_channels(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_switch *sw = into;
	const char *text = read_text(rd, key, n);
	char *end = NULL;
	unsigned long first, last;

	if (!text)
		return;
	first = last = strtoul(text, &end, 10);
	if (*end == '-' && end > text)
		last = strtoul(end + 1, &end, 10);
	if (strspn(text, "0123456789-") != strlen(text) || strlen(text) > 9 || *end || !first ||
		first > last || last > PORT_CHANNEL_MAX) {
		read_error(rd, n, "%s: `%s` is no range of Port-channels, 1 to %d", key, text,
			PORT_CHANNEL_MAX)
			->hint = "for example 10-19";
		return;
	}
	sw->port_channels.first = (unsigned)first;
	sw->port_channels.last = (unsigned)last;
	sw->port_channels.pos = n->pos;
}

static void refuse_system(struct reader *rd, const char *key, const struct node *n, void *into)
{
	(void)into;
	read_error(
		rd, n, "%s: two switches that answer as one (MLAG) are none of platform ios", key)
		->hint = "a stack, VSS or StackWise Virtual is one switch here: leave it out";
}

/* Beside the file that says it, unless it starts with `/`. */
static void read_templates(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct intent_switch *sw = into;
	const char *text = read_text(rd, key, n), *slash = strrchr(n->pos.file, '/');

	sw->templates_pos = n->pos;
	if (text && slash && *text != '/')
		text = arena_printf(
			rd->a, "%.*s/%s", (int)(slash - n->pos.file), n->pos.file, text);
	sw->templates = text;
}

struct words {
	const char **v;
	size_t n, cap;
};

static void read_word(struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct words *argv = into;
	const char *text = read_text(rd, key, n);

	if (text)
		*ARENA_PUSH(rd->a, argv) = text;
}

/* No shell reads it: a quote in a string would reach the program as a quote. */
static void split_words(
	struct reader *rd, const char *key, const struct node *n, struct words *argv)
{
	const char *p = read_text(rd, key, n);

	if (p && strpbrk(p, "\"'\\$`|&;<>*")) {
		read_error(rd, n, "%s: no shell reads this; write a list of words", key)->hint =
			"for example [pass, show, \"switches/sw 1\"]";
		return;
	}
	for (; p && *(p += strspn(p, " ")); p += strcspn(p, " "))
		*ARENA_PUSH(rd->a, argv) = arena_strndup(rd->a, p, strcspn(p, " "));
}

static void read_password_command(
	struct reader *rd, const char *key, const struct node *n, void *into)
{
	struct words argv = { 0 };

	if (n->kind != NODE_LIST)
		split_words(rd, key, n, &argv);
	else if (!n->entries.n)
		read_error(rd, n, "%s has no value", key);
	else
		read_each(rd, key, n, read_word, &argv);
	if (!argv.n)
		return;
	*ARENA_PUSH(rd->a, &argv) = NULL;
	*(const char ***)into = argv.v;
}

static const struct intent_key switch_keys[] = {
	{ "address", read_address, 0, true },
	{ "user", read_user, offsetof(struct intent_switch, user), false },
	{ "platform", read_platform, 0, false },
	{ "hostname", read_hostname, 0, false },
	{ "serial", read_serial, 0, false },
	{ "model", read_model, 0, false },
	{ "password_command", read_password_command,
		offsetof(struct intent_switch, password_command), false },
	{ "jump", read_jump, 0, false },
	{ "ssh_profile", read_ssh_profile, offsetof(struct intent_switch, ssh_legacy), false },
	{ "port_channels", read_port_channels, 0, false },
	{ "templates", read_templates, 0, false },
	{ "global", read_global_lines, offsetof(struct intent_switch, global), false },
	{ "system", refuse_system, 0, false },
	{ NULL, NULL, 0, false },
};
const struct intent_level intent_level_switch = { "a switch", switch_keys, NULL };

static void read_switch(struct reader *rd, const struct node_entry *e, void *into)
{
	struct intent_switch *sw = ARENA_NEW(rd->a, struct intent_switch);

	(void)into;
	sw->name = read_object_name(rd, "switch", e->key);
	sw->pos = e->key->pos;
	if (!sw->name)
		return;
	*ARENA_PUSH(rd->a, &rd->in->switches) = sw;
	read_object(rd, sw->name, sw->pos);
	read_level(rd, &intent_level_switch, e->value, sw);
}

void read_switches(struct reader *rd, const char *key, const struct node *n, void *into)
{
	read_named(rd, key, n, read_switch, into);
}
