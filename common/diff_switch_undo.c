// SPDX-License-Identifier: Apache-2.0
/*
 * The way back. Ports that joined leave first, shut; then the Port-channel goes or returns, which
 * IOS copies to the members that stay; then what is left of those; VLANs last, when nothing uses
 * them any more.
 */
#include <string.h>

#include "diff_switch.h"
#include "switch_unit.h"

struct undoer {
	struct arena *arena;
	const struct switch_unit *before;
	const char *why;
	struct switch_unit now; /* as after the lines so far */
	struct steps *out;
};

static void emit(struct undoer *u, const char *parent, const char *text)
{
	const struct want_unit *want = u->now.want;
	struct step *s = ARENA_PUSH(u->arena, u->out);
	const char *object = parent ? parent : text + (strncmp(text, "no ", 3) ? 0 : 3);

	text = ios_dialect_line(&u->now.dialect, text);
	if (!strncmp(object, "interface ", 10))
		object += 10;
	s->id = (unsigned)u->out->n;
	s->op = STEP_SWITCH_LINE;
	s->object = arena_printf(u->arena, "%s %s", want->sw->name, object);
	s->text = text;
	s->why = u->why;
	s->inverse = "";
	s->pos = want->intent->pos;
	s->u.line.text = text;
	s->u.line.parent = parent;
	s->u.line.intent = want->intent->pos;
	switch_unit_apply(&u->now, &s->u.line);
}

static const char *port_parent(struct undoer *u, size_t i)
{
	return arena_printf(u->arena, "interface %s", u->now.want->ports.v[i]);
}

/* One port on its way back. */
struct back {
	const char *parent;
	const struct ios_port *before;
	struct ios_port *now;
};

static void emit_lists(
	struct undoer *u, const struct back *b, const char *word, struct vlanset rest)
{
	const char *words = arena_printf(u->arena, "switchport trunk allowed vlan%s", word);

	while (!vlanset_empty(&rest)) {
		emit(u, b->parent, ios_list_line(u->arena, words, &rest));
		if (!*word)
			words = "switchport trunk allowed vlan add";
	}
}

/* Lists that were there change by what differs, as a trunk may be in operation. */
static void allowed_back(struct undoer *u, const struct back *b)
{
	struct vlanset missing = b->before->allowed, extra = b->now->allowed;

	vlanset_minus(&missing, &b->now->allowed);
	vlanset_minus(&extra, &b->before->allowed);
	if (!b->before->allowed_said) {
		emit(u, b->parent, "no switchport trunk allowed vlan");
	} else if (vlanset_empty(&b->before->allowed)) {
		emit(u, b->parent, "switchport trunk allowed vlan none");
	} else if (!b->now->allowed_said) {
		emit_lists(u, b, "", b->before->allowed);
	} else {
		emit_lists(u, b, " add", missing);
		emit_lists(u, b, " remove", extra);
	}
}

static void attr_back(struct undoer *u, const struct back *b, enum ios_attr attr)
{
	if (ios_port_same(b->before, b->now, attr))
		return;
	if (attr == IOS_ALLOWED)
		allowed_back(u, b);
	else
		emit(u, b->parent, ios_port_line(u->arena, b->before, attr));
}

/* Away from a trunk its lines go in the reverse of the order in which they came; back to one they
 * come in that order, as IOS refuses `mode trunk` before the encapsulation. */
static void attrs_back(struct undoer *u, const struct back *b)
{
	const char *mode = b->before->value[IOS_MODE];
	bool trunk = mode && !strcmp(mode, "trunk");

	for (int i = IOS_SHUTDOWN + 1; i < IOS_CHANNEL_GROUP; i++)
		attr_back(u, b, (enum ios_attr)(trunk ? i : IOS_CHANNEL_GROUP - i));
}

static void leave(struct undoer *u, const char *parent, const struct ios_port *now)
{
	if (!now->value[IOS_SHUTDOWN])
		emit(u, parent, "shutdown");
	emit(u, parent, "no channel-group");
}

/* What is there and was not, unless what was there replaces it; then what was there. */
static void site_back(struct undoer *u, const char *parent)
{
	const struct site_lines *was = &u->before->site;
	struct site_lines now = { 0 }; /* before the lines of this */

	for (size_t i = 0; i < u->now.site.n; i++)
		if (switch_same_parent(u->now.site.v[i].parent, parent))
			*ARENA_PUSH(u->arena, &now) = u->now.site.v[i];
	for (size_t i = 0; i < now.n; i++) {
		const char *earlier = site_lines_earlier(was, parent, now.v[i].text);

		if (!site_lines_has(was, parent, now.v[i].text) &&
			(!earlier || site_lines_has(&now, parent, earlier)))
			emit(u, parent, site_line_opposite(u->arena, now.v[i].text));
	}
	for (size_t i = 0; i < was->n; i++)
		if (switch_same_parent(was->v[i].parent, parent) &&
			!site_lines_has(&now, parent, was->v[i].text))
			emit(u, parent, was->v[i].text);
}

static void port_back(struct undoer *u, const struct back *b)
{
	bool regroups = !ios_port_same(b->before, b->now, IOS_CHANNEL_GROUP);

	if (regroups && b->now->value[IOS_CHANNEL_GROUP])
		leave(u, b->parent, b->now);
	else if ((regroups || !ios_port_same(b->before, b->now, IOS_MODE)) &&
		!b->now->value[IOS_SHUTDOWN])
		emit(u, b->parent, "shutdown");
	attrs_back(u, b);
	site_back(u, b->parent);
	attr_back(u, b, IOS_CHANNEL_GROUP);
	attr_back(u, b, IOS_SHUTDOWN);
}

/* Those whose channel-group changed, or all others. */
static void members_back(struct undoer *u, bool regrouped)
{
	const struct want_unit *want = u->now.want;

	for (size_t i = 0; i < want->ports.n; i++) {
		struct back b = { port_parent(u, i), &u->before->ports[i], &u->now.ports[i] };

		if (!regrouped || !ios_port_same(b.before, b.now, IOS_CHANNEL_GROUP))
			port_back(u, &b);
	}
}

/* The mode with which the port comes back into the unit's group; NULL: it does not. */
static const char *mode_back(const struct undoer *u, size_t i)
{
	const struct ios_port *before = &u->before->ports[i];

	if (!switch_unit_joined(u->before, before) ||
		ios_port_same(before, &u->now.ports[i], IOS_CHANNEL_GROUP))
		return NULL;
	return strstr(before->value[IOS_CHANNEL_GROUP], "mode ");
}

/* Where one comes back that speaks another protocol, those in the group leave it first. */
static void clear_group(struct undoer *u)
{
	size_t n = u->now.want->ports.n;
	const char *mode = NULL;

	for (size_t i = 0; i < n && !mode; i++)
		mode = mode_back(u, i);
	for (size_t i = 0; i < n && mode; i++)
		if (switch_unit_clashes(&u->now, &u->now.ports[i], mode + strlen("mode ")))
			leave(u, port_parent(u, i), &u->now.ports[i]);
}

static void port_channel_back(struct undoer *u)
{
	const char *parent =
		arena_printf(u->arena, "interface Port-channel%u", u->now.want->port_channel);
	struct back b = { parent, &u->before->port_channel, &u->now.port_channel };

	if (u->before->exists)
		port_back(u, &b);
	else if (u->now.exists)
		emit(u, NULL, arena_printf(u->arena, "no %s", parent));
}

/* Whether a list of VLANs, or one VLAN, that the line names holds vid. */
static bool line_uses(const char *text, unsigned vid)
{
	static const char *const words[] = { "switchport access vlan ", "switchport voice vlan ",
		"switchport trunk native vlan ", "switchport trunk allowed vlan ",
		"switchport trunk allowed vlan add " };
	struct vlanset set;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		memset(&set, 0, sizeof(set));
		if (!strncmp(text, words[i], strlen(words[i])) &&
			vlanset_parse(&set, text + strlen(words[i])) == -1 &&
			vlanset_has(&set, vid))
			return true;
	}
	return false;
}

static bool is_used_elsewhere(
	struct undoer *u, const struct switch_found *now, unsigned vid, const char *svi)
{
	if (!now || !now->running)
		return false;
	for (const struct ios_line *l = now->running->lines; l; l = l->next) {
		if (strncmp(l->text, "interface ", 10) || switch_unit_port(&u->now, l->text))
			continue;
		if (ifname_equal(l->text + 10, svi))
			return true;
		for (const struct ios_line *c = l->children; c; c = c->next)
			if (line_uses(c->text, vid))
				return true;
	}
	return false;
}

static void vlans_back(struct undoer *u, const struct switch_found *now)
{
	struct vlanset made = u->now.want->vlans;

	vlanset_intersect(&made, &u->now.vlans);
	vlanset_minus(&made, &u->before->vlans);
	for (int v = vlanset_next(&made, 0); v >= 0; v = vlanset_next(&made, (unsigned)v + 1)) {
		const char *svi = arena_printf(u->arena, "Vlan%d", v);

		if (!is_used_elsewhere(u, now, (unsigned)v, svi))
			emit(u, NULL, arena_printf(u->arena, "no vlan %d", v));
	}
}

/* Of VLANs that are there before and after. */
static void names_back(struct undoer *u)
{
	const struct site_lines *wanted = &u->now.want->site;

	for (size_t i = 0; i < wanted->n; i++) {
		const char *parent = wanted->v[i].parent;
		unsigned vid = parent ? switch_line_vlan(parent) : 0;

		if (vid && vlanset_has(&u->before->vlans, vid) && vlanset_has(&u->now.vlans, vid))
			site_back(u, parent);
	}
}

static void undo(struct undoer *u, const struct switch_found *now)
{
	clear_group(u);
	members_back(u, true);
	port_channel_back(u);
	members_back(u, false);
	vlans_back(u, now);
	names_back(u);
	site_back(u, NULL);
}

void diff_switch_undo(struct arena *a, const struct want_unit *want,
	const struct switch_found *before, const struct switch_found *now, struct steps *out)
{
	struct switch_unit was;
	struct undoer u = { .arena = a, .before = &was, .why = "as it was before", .out = out };

	switch_unit_read(a, &was, want, before);
	switch_unit_read(a, &u.now, want, now);
	undo(&u, now);
}

void diff_switch_inverse(struct arena *a, const struct want_unit *want,
	const struct switch_found *found, const struct steps *lines, struct steps *out)
{
	struct switch_unit was;
	struct undoer u = { .arena = a, .before = &was, .why = "as it was before", .out = out };

	switch_unit_read(a, &was, want, found);
	switch_unit_read(a, &u.now, want, found);
	for (size_t i = 0; i < lines->n; i++)
		switch_unit_apply(&u.now, &lines->v[i].u.line);
	undo(&u, found);
}

void diff_switch_park(struct arena *a, const struct want_unit *want,
	const struct switch_found *found, struct steps *out)
{
	struct switch_unit parked;
	struct undoer u = { .arena = a, .before = &parked, .why = "parked", .out = out };

	switch_unit_read(a, &parked, want, NULL);
	switch_unit_read(a, &u.now, want, found);
	parked.vlans = u.now.vlans;
	for (size_t i = 0; i < want->ports.n; i++)
		ios_port_apply(&parked.ports[i], "shutdown");
	undo(&u, found);
}
