// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "bundle.h"
#include "ifname.h"
#include "ios_lint.h"

/* Members of an LACP group, of which 8 carry traffic; of a static one, all (Cisco, EtherChannel
 * configuration guidelines). */
enum { MEMBERS_MAX = 16, STATIC_MAX = 8 };

struct lint {
	struct arena *a;
	const char *file;
	const struct ios_config *config;
	struct report *r;
	size_t seen;
};

/* Behind the blanks that the file has there. */
static unsigned column_of(const struct lint *l, const struct ios_line *at)
{
	const char *p = l->config->source;

	for (unsigned line = 1; p && line < at->line; line++)
		p = (p = strchr(p, '\n')) ? p + 1 : NULL;
	return p ? (unsigned)strspn(p, " \t") + 1 : 1;
}

__attribute__((format(printf, 4, 5))) static struct report_entry *say(
	struct lint *l, enum report_level level, const struct ios_line *at, const char *fmt, ...)
{
	struct pos pos = { l->file, at->line, column_of(l, at) };
	struct report_entry *e;
	va_list ap;

	va_start(ap, fmt);
	e = report_add(l->r, level, pos, "%s", arena_vprintf(l->a, fmt, ap));
	va_end(ap);
	e->width = (unsigned)strlen(at->text);
	return e;
}

static const struct ios_line *line_of(const struct bundle_port *p, const char *words)
{
	const struct ios_line *found = ios_config_child(NULL, p->line, words);

	return found ? found : p->line;
}

static unsigned channel_number(const struct ios_line *l)
{
	char name[IFNAME_MAX];

	if (strncmp(l->text, "interface ", 10) != 0 || ifname_canonical(l->text + 10, name) ||
		strncmp(name, "Port-channel", 12) != 0 || strchr(name, '.'))
		return 0;
	return (unsigned)strtoul(name + 12, NULL, 10);
}

static bool has_members(const struct ios_config *c, unsigned group)
{
	struct vlanset groups;

	bundle_groups(c, &groups);
	return group <= VLAN_MAX && vlanset_has(&groups, group);
}

/* The first Port-channel that no port is in, or 0. */
static unsigned lonely_channel(const struct ios_config *c)
{
	for (const struct ios_line *l = c->lines; l; l = l->next)
		if (channel_number(l) && !has_members(c, channel_number(l)))
			return channel_number(l);
	return 0;
}

/* On a device there is one, made from the first member; in what is pasted, it is a slip. */
static void check_channel(struct lint *l, const struct bundle *b)
{
	unsigned lonely = lonely_channel(l->config);
	struct report_entry *e;

	if (b->exists)
		return;
	e = say(l, lonely ? REPORT_ERROR : REPORT_WARNING,
		line_of(&b->members.v[0], "channel-group"),
		"%s is in channel-group %u, and there is no Port-channel%u", b->members.v[0].name,
		b->group, b->group);
	if (lonely)
		e->hint = arena_printf(l->a,
			"Port-channel%u has no members: `channel-group %u`, or `interface "
			"Port-channel%u`",
			lonely, lonely, b->group);
	else
		e->hint = "IOS makes one from the first member; without its own lines it follows "
			  "that port";
}

static void say_prediction(struct lint *l, const struct prediction *p)
{
	const struct ios_line *at = line_of(p->member, p->words);

	if (p->kind == PREDICT_SUSPENDED)
		say(l, REPORT_ERROR, at, "%s: IOS would suspend it: %s", p->member->name, p->why);
	else if (p->kind == PREDICT_REJECTED)
		say(l, REPORT_ERROR, at, "%s: IOS would refuse it: %s", p->member->name, p->why);
	else
		say(l, REPORT_WARNING, at, "%s is unlike the others: %s", p->member->name, p->why);
}

static void check_foes(struct lint *l, const struct bundle_port *m)
{
	for (const struct bundle_foe *f = bundle_foes; f->words; f++) {
		const struct ios_line *at = ios_config_child(l->config, m->line, f->words);

		if (at)
			say(l, REPORT_ERROR, at,
				"%s has %s, which does not go with a channel-group", m->name,
				f->what)
				->hint = arena_printf(l->a, "no %s", f->words);
	}
}

/* A port that mirrors others sends nothing of its own. */
static void check_span(struct lint *l, const struct bundle_port *m)
{
	for (const struct ios_line *at = l->config->lines; at; at = at->next) {
		const char *port = strstr(at->text, " destination interface ");
		char name[IFNAME_MAX];

		if (!strncmp(at->text, "monitor session ", 16) && port &&
			!ifname_canonical(port + 23, name) && !strcmp(name, m->name))
			say(l, REPORT_ERROR, at,
				"%s is the destination of a SPAN session, and cannot be in a "
				"channel-group",
				m->name);
	}
}

static void check_protocol(struct lint *l, const struct bundle_port *m)
{
	const char *protocol = ios_config_value(l->config, m->line, "channel-protocol"), *mode;
	bool pagp, lacp;

	ios_config_channel_group(m->line, &mode);
	lacp = !strncmp(mode, "active", 6) || !strncmp(mode, "passive", 7);
	pagp = !strncmp(mode, "desirable", 9) || !strncmp(mode, "auto", 4);
	/* The other way round is one of bundle_foes. */
	if (pagp && protocol && !strcmp(protocol, "lacp"))
		say(l, REPORT_ERROR, line_of(m, "channel-protocol"),
			"%s: IOS would refuse mode %s under channel-protocol lacp", m->name, mode);
	else if (pagp)
		say(l, REPORT_WARNING, line_of(m, "channel-group"),
			"%s speaks PAgP, which no Linux bond does", m->name)
			->hint = "mode active is LACP";
	else if (!lacp)
		say(l, REPORT_WARNING, line_of(m, "channel-group"),
			"%s is in its group without a protocol: nothing notices a wrong cable",
			m->name)
			->hint = "mode active is LACP; a Linux bond goes with mode on as "
				 "balance-xor";
}

/* Untagged frames belong to the native VLAN, whether the list has it or not. */
static void check_native(struct lint *l, const struct bundle_port *p)
{
	const char *mode = p->port.value[IOS_MODE], *value = p->port.value[IOS_NATIVE];
	unsigned native = value ? (unsigned)strtoul(value, NULL, 10) : 1;

	if (!p->line || !mode || strcmp(mode, "trunk") != 0 || !p->port.allowed_said ||
		vlanset_has(&p->port.allowed, native))
		return;
	say(l, REPORT_WARNING, line_of(p, "switchport trunk allowed vlan"),
		"%s drops untagged frames: its native VLAN %u is not in its list", p->name, native)
		->hint = "fine where it is meant (a parked native VLAN); LACP is not hindered";
}

static void check_shut(struct lint *l, const struct bundle_port *p)
{
	const struct ios_line *at =
		p->line ? ios_config_child(l->config, p->line, "shutdown") : NULL;

	if (at)
		say(l, REPORT_WARNING, at, "%s is shut", p->name);
}

static void check_count(struct lint *l, const struct bundle *b)
{
	const char *mode;
	size_t max;

	ios_config_channel_group(b->members.v[0].line, &mode);
	max = !strncmp(mode, "on", 2) ? STATIC_MAX : MEMBERS_MAX;
	if (b->members.n > max)
		say(l, REPORT_ERROR, line_of(&b->members.v[max], "channel-group"),
			"%s is member %zu of channel-group %u, which takes %zu",
			b->members.v[max].name, max + 1, b->group, max);
}

static void lint_group(struct lint *l, unsigned group)
{
	struct predictions all = { 0 };
	struct bundle b;

	bundle_read(l->a, l->config, group, &b);
	check_channel(l, &b);
	check_count(l, &b);
	check_native(l, &b.channel);
	check_shut(l, &b.channel);
	bundle_predict(l->a, &b, &all);
	for (size_t i = 0; i < all.n; i++)
		say_prediction(l, &all.v[i]);
	for (size_t i = 0; i < b.members.n; i++) {
		check_foes(l, &b.members.v[i]);
		check_span(l, &b.members.v[i]);
		check_protocol(l, &b.members.v[i]);
		check_shut(l, &b.members.v[i]);
		if (!b.exists)
			check_native(l, &b.members.v[i]);
	}
	l->seen += b.members.n + b.exists;
}

static void check_lonely(struct lint *l)
{
	for (const struct ios_line *at = l->config->lines; at; at = at->next) {
		unsigned number = channel_number(at);

		if (!number || has_members(l->config, number))
			continue;
		l->seen++;
		say(l, REPORT_WARNING, at, "Port-channel%u has no members", number);
	}
}

size_t ios_lint(struct arena *a, const char *file, const struct ios_config *c, struct report *r)
{
	struct lint l = { .a = a, .file = file, .config = c, .r = r };
	struct vlanset groups;

	bundle_groups(c, &groups);
	for (int g = vlanset_next(&groups, 0); g >= 0; g = vlanset_next(&groups, (unsigned)g + 1))
		lint_group(&l, (unsigned)g);
	check_lonely(&l);
	report_sort(r);
	return l.seen;
}
