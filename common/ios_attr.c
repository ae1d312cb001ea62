// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <strings.h>

#include "ios_attr.h"

/*
 * alike: a member must have it as its Port-channel has, or is suspended when they bundle. copied:
 * IOS gives what changes on the Port-channel to its members ("changes applied to the port-channel
 * interface apply to all the physical ports assigned to it", Cisco, EtherChannel guide). Images
 * differ over spanning-tree lines and shutdown, so those are not counted on: a member gets them by
 * lines of its own.
 */
static const struct {
	const char *words, *key;
	bool bare;     /* the line has no value: `switchport`, not `switchport mode` */
	bool inverted; /* the default is the line, its `no` is what gets printed */
	bool alike, copied;
	const char *ahead; /* how a value begins with which lines may be in flight together */
} rows[] = {
	[IOS_SHUTDOWN] = { "shutdown", "members", true, false, false, false, NULL },
	[IOS_SWITCHPORT] = { "switchport", "members", true, true, false, true, NULL },
	[IOS_ENCAPSULATION] = { "switchport trunk encapsulation", "members", false, false, false,
		true, NULL },
	[IOS_NATIVE] = { "switchport trunk native vlan", "native_vlan", false, false, true, true,
		NULL },
	[IOS_ALLOWED] = { "switchport trunk allowed vlan", "vlans", false, false, true, true,
		"add " },
	[IOS_PORTFAST] = { "spanning-tree portfast", "switch: portfast", false, false, true, false,
		NULL },
	[IOS_BPDUGUARD] = { "spanning-tree bpduguard", "switch: bpduguard", false, false, true,
		false, NULL },
	[IOS_MIN_LINKS] = { "port-channel min-links", "switch: min_links", false, false, false,
		false, NULL },
	[IOS_MAX_BUNDLE] = { "lacp max-bundle", "switch: max_bundle", false, false, false, false,
		NULL },
	[IOS_STANDALONE] = { "port-channel standalone-disable", "switch: standalone_disable", true,
		true, false, false, NULL },
	/* One that the intent does not name is not aligned: bundle.h says what comes of it. */
	[IOS_MTU] = { "mtu", "switch: mtu", false, false, false, false, NULL },
	[IOS_DESCRIPTION] = { "description", "switch: description", false, false, false, false,
		NULL },
	[IOS_MODE] = { "switchport mode", "members", false, false, true, true, NULL },
	[IOS_NONEGOTIATE] = { "switchport nonegotiate", "switch: nonegotiate", true, false, true,
		true, NULL },
	[IOS_LACP_RATE] = { "lacp rate", "switch: lacp_rate", false, false, false, false, NULL },
	[IOS_CHANNEL_GROUP] = { "channel-group", "port_channel", false, false, false, false, NULL },
};

/* Values that mean the same; to NULL: what counts while no line is printed. */
static const struct {
	enum ios_attr attr;
	const char *value, *same;
} aliases[] = {
	{ IOS_NATIVE, "1", NULL },
	{ IOS_PORTFAST, "edge trunk", "trunk" }, /* as 15.2(4)E and IOS-XE print it */
	{ IOS_PORTFAST, "edge", "" },
	{ IOS_LACP_RATE, "normal", NULL },
	{ IOS_MTU, "1500", NULL },
};

static const char *canonical(enum ios_attr attr, const char *value)
{
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (aliases[i].attr == attr && !strcmp(aliases[i].value, value))
			return aliases[i].same;
	return value;
}

/* A line taken apart. */
struct parts {
	enum ios_attr attr;
	bool no;
	const char *value;
};

static struct parts take_apart(const char *text)
{
	struct parts p = { IOS_ATTR_NONE, !strncmp(text, "no ", 3), "" };

	if (p.no)
		text += 3;
	for (int i = 0; i < IOS_ATTR_COUNT; i++) {
		size_t n = strlen(rows[i].words);

		if (strncmp(text, rows[i].words, n) || (text[n] && text[n] != ' '))
			continue;
		p.value = text + n + strspn(text + n, " ");
		if (rows[i].bare && *p.value)
			continue;
		p.attr = (enum ios_attr)i;
		break;
	}
	return p;
}

enum ios_attr ios_attr_of(const char *text)
{
	return take_apart(text).attr;
}

static void apply_allowed(struct ios_port *p, const struct parts *line)
{
	ios_allowed_apply(line->no ? "all" : line->value, &p->allowed, &p->allowed_said);
}

void ios_port_apply(struct ios_port *p, const char *text)
{
	struct parts line = take_apart(text);

	if (line.attr == IOS_ATTR_NONE)
		return;
	if (line.attr == IOS_ALLOWED)
		apply_allowed(p, &line);
	else if (line.no != rows[line.attr].inverted)
		p->value[line.attr] = NULL;
	else
		p->value[line.attr] = rows[line.attr].bare ? "" : canonical(line.attr, line.value);
}

void ios_port_read(struct ios_port *p, const struct ios_line *interface)
{
	memset(p, 0, sizeof(*p));
	ios_allowed_all(&p->allowed);
	if (!interface)
		return;
	for (const struct ios_line *l = interface->children; l; l = l->next)
		ios_port_apply(p, l->text);
}

bool ios_port_same(const struct ios_port *p, const struct ios_port *q, enum ios_attr attr)
{
	const char *x, *y;

	if (attr == IOS_ALLOWED)
		return vlanset_equal(&p->allowed, &q->allowed);
	if (attr == IOS_ATTR_NONE)
		return true;
	x = p->value[attr];
	y = q->value[attr];
	return x && y ? !strcmp(x, y) : x == y;
}

bool ios_port_agrees(const struct ios_port *p, const char *text)
{
	struct ios_port after = *p;

	ios_port_apply(&after, text);
	return ios_port_same(p, &after, ios_attr_of(text));
}

const char *ios_port_line(struct arena *a, const struct ios_port *p, enum ios_attr attr)
{
	const char *value = p->value[attr];
	bool no = !value != rows[attr].inverted;

	return arena_printf(a, "%s%s%s%s", no ? "no " : "", rows[attr].words,
		value && *value ? " " : "", value ? value : "");
}

enum channel_protocol channel_protocol_of(const char *mode)
{
	if (!strncmp(mode, "active", 6) || !strncmp(mode, "passive", 7))
		return CHANNEL_LACP;
	return strncmp(mode, "desirable", 9) && strncmp(mode, "auto", 4) ? CHANNEL_STATIC
									 : CHANNEL_PAGP;
}

enum channel_protocol ios_port_protocol(const struct ios_port *port)
{
	const char *value = port->value[IOS_CHANNEL_GROUP];
	const char *mode = value ? strstr(value, "mode ") : NULL;

	return channel_protocol_of(mode ? mode + 5 : "on");
}

bool ios_line_ahead(const char *text)
{
	struct parts line = take_apart(text);

	return line.attr != IOS_ATTR_NONE && !line.no && rows[line.attr].ahead &&
		!strncmp(line.value, rows[line.attr].ahead, strlen(rows[line.attr].ahead));
}

const char *ios_attr_key(enum ios_attr attr)
{
	return attr == IOS_ATTR_NONE ? NULL : rows[attr].key;
}

/* Whether text has the words, each cut or not; *left is what follows them. */
static bool has_cut_words(const char *text, const char *words, const char **left)
{
	while (*words) {
		size_t n = strcspn(text, " "), of = strcspn(words, " ");

		if (!n || n > of || strncasecmp(text, words, n) != 0)
			return false;
		text += n + strspn(text + n, " ");
		words += of + strspn(words + of, " ");
	}
	*left = text;
	return true;
}

enum ios_attr ios_attr_of_cut(const char *text)
{
	const char *left;

	if (!strncmp(text, "no ", 3))
		text += 3 + strspn(text + 3, " ");
	for (int i = 0; i < IOS_ATTR_COUNT; i++)
		if (has_cut_words(text, rows[i].words, &left) && !(rows[i].bare && *left))
			return (enum ios_attr)i;
	return IOS_ATTR_NONE;
}

bool ios_attr_copied(enum ios_attr attr)
{
	return attr != IOS_ATTR_NONE && rows[attr].copied;
}

bool ios_port_operates(const struct ios_port *p)
{
	const char *mode = p->value[IOS_MODE];

	return mode && !strcmp(mode, "trunk") && !p->value[IOS_SHUTDOWN] &&
		!p->value[IOS_SWITCHPORT];
}

bool ios_attr_alike(enum ios_attr attr)
{
	return attr != IOS_ATTR_NONE && rows[attr].alike;
}

const char *ios_list_line(struct arena *a, const char *words, struct vlanset *rest)
{
	char list[IOS_LINE_MAX + 1];
	size_t used = strlen(words) + 1;

	vlanset_take_chunk(rest, list, sizeof(list), used < IOS_LINE_MAX ? IOS_LINE_MAX - used : 0);
	return arena_printf(a, "%s %s", words, list);
}
