// SPDX-License-Identifier: Apache-2.0
/*
 * Wanted lines against found ones. What a line means, and so whether it is already so, is the
 * business of the table in ios_attr.c; here is what depends on the object: whether it carries
 * traffic now (a trunk in operation is changed one VLAN at a time, never narrowed), and in which
 * order the rest is sent.
 */
#include <stdlib.h>
#include <string.h>

#include "diff_switch.h"
#include "switch_unit.h"

struct differ {
	struct arena *arena;
	struct switch_unit now; /* as after the lines so far */
	struct steps *out;
};

/* The lines of one object, and what it takes. */
struct object {
	const struct want_line *lines;
	size_t n;
	struct ios_port *port;
	bool created;
	bool fresh;             /* no trunk in operation: shut it, set all, open it */
	bool changes;           /* more than its shutdown state differs */
	bool trunks;            /* it is about to become a trunk */
	struct vlanset allowed; /* the list that it is to have */
};

static const char *object_name(
	struct arena *a, const char *switch_name, const struct switch_line *l)
{
	const char *text = l->parent ? l->parent : l->text;
	unsigned vid = switch_line_vlan(text);

	if (!l->parent && want_line_is_site(l))
		return switch_name;
	if (vid)
		return arena_printf(a, "%s VLAN %u", switch_name, vid);
	return arena_printf(
		a, "%s %s", switch_name, strncmp(text, "interface ", 10) ? text : text + 10);
}

static const char *reason(struct arena *a, const struct want_unit *want, const struct want_line *l)
{
	const struct pos *p = &l->line.intent;

	if (!p->file)
		return arena_printf(a, "%s of %s", l->key, want->intent->name);
	return arena_printf(a, "%s of %s, %s:%u", l->key, want->intent->name, p->file, p->line);
}

static const char *inverse_allowed(
	struct arena *a, const struct ios_port *before, const struct ios_port *after)
{
	const char *words = "switchport trunk allowed vlan";
	struct vlanset gone = before->allowed, come = after->allowed;

	vlanset_minus(&gone, &after->allowed);
	vlanset_minus(&come, &before->allowed);
	if (!before->allowed_said)
		return arena_printf(a, "no %s", words);
	if (vlanset_empty(&before->allowed))
		return arena_printf(a, "%s none", words);
	if (vlanset_empty(&gone) && !vlanset_empty(&come))
		return ios_list_line(a, arena_printf(a, "%s remove", words), &come);
	gone = before->allowed;
	return ios_list_line(a, words, &gone);
}

/* The line that takes this one back; now: without it. */
static const char *inverse(struct switch_unit *now, const struct switch_line *line)
{
	const struct ios_port *before = line->parent ? switch_unit_port(now, line->parent) : NULL;
	struct arena *a = now->arena;
	enum ios_attr attr = ios_attr_of(line->text);
	const char *earlier;
	struct ios_port after;

	if (want_line_is_site(line)) {
		earlier = site_lines_earlier(&now->site, line->parent, line->text);
		return earlier ? earlier : site_line_opposite(now->arena, line->text);
	}
	if (!line->parent)
		return arena_printf(a, "no %s", line->text);
	earlier = site_lines_earlier(&now->site, line->parent, line->text);
	if (!before)
		return earlier ? earlier : "no name";
	if (attr != IOS_ALLOWED)
		return ios_port_line(a, before, attr);
	after = *before;
	ios_port_apply(&after, line->text);
	return inverse_allowed(a, before, &after);
}

/* An optional line that the family is known to want, or known to refuse. */
static bool is_required(const struct differ *d, const char *text)
{
	return ios_attr_of(text) == IOS_ENCAPSULATION && d->now.dialect.encapsulation == YES;
}

static bool is_refused(const struct differ *d, const char *text)
{
	return ios_attr_of(text) == IOS_ENCAPSULATION && d->now.dialect.encapsulation == NO;
}

static void emit(struct differ *d, const struct want_line *l, const char *text)
{
	struct switch_line line = l->line;
	const struct want_unit *want = d->now.want;
	struct step *s = ARENA_PUSH(d->arena, d->out);

	text = ios_dialect_line(&d->now.dialect, text);
	line.text = text;
	line.optional &= !is_required(d, text);
	s->id = (unsigned)d->out->n;
	s->op = STEP_SWITCH_LINE;
	s->object = object_name(d->arena, want->sw->name, &line);
	s->text = text;
	s->why = reason(d->arena, want, l);
	s->inverse = inverse(&d->now, &line);
	s->pos = line.intent;
	s->u.line = line;
	switch_unit_apply(&d->now, &line);
}

/* `words LIST` and, where one line has no room for it, `words add REST`. */
static void emit_whole_list(
	struct differ *d, const struct want_line *l, const char *words, struct vlanset rest)
{
	const char *add = arena_printf(d->arena, "%s add", words);

	if (vlanset_empty(&rest)) {
		emit(d, l, arena_printf(d->arena, "%s none", words));
		return;
	}
	emit(d, l, ios_list_line(d->arena, words, &rest));
	while (!vlanset_empty(&rest))
		emit(d, l, ios_list_line(d->arena, add, &rest));
}

static void emit_part(
	struct differ *d, const struct want_line *l, const char *words, struct vlanset rest)
{
	while (!vlanset_empty(&rest))
		emit(d, l, ios_list_line(d->arena, words, &rest));
}

/*
 * The list of a port becomes the object's. Of two lists, what is missing is added and what is
 * too much removed; only a member that differs from its Port-channel, which is suspended for it,
 * can have too much. "All" is said by no line, so nothing can be added to it or taken from it.
 */
static void diff_allowed(struct differ *d, const struct object *o, const struct want_line *l)
{
	const char *words = "switchport trunk allowed vlan";
	struct vlanset missing = o->allowed, extra = o->port->allowed;

	vlanset_minus(&missing, &o->port->allowed);
	vlanset_minus(&extra, &o->allowed);
	if (vlanset_empty(&missing) && vlanset_empty(&extra))
		return;
	if (vlanset_count(&o->allowed) == VLAN_MAX) {
		emit(d, l, arena_printf(d->arena, "%s all", words));
	} else if (o->fresh || !o->port->allowed_said) {
		emit_whole_list(d, l, words, o->allowed);
	} else {
		emit_part(d, l, arena_printf(d->arena, "%s add", words), missing);
		emit_part(d, l, arena_printf(d->arena, "%s remove", words), extra);
	}
}

static bool is_member(const struct differ *d, const struct object *o)
{
	return d->now.want->port_channel && o->port != &d->now.port_channel;
}

static bool is_so(const struct differ *d, const struct object *o, const struct want_line *l)
{
	if (want_line_is_site(&l->line))
		return site_lines_has(&d->now.site, l->line.parent, l->line.text);
	return ios_port_agrees(o->port, l->line.text);
}

/* Whether this line differs, and so the object must be opened for it. */
static bool differs(const struct differ *d, const struct object *o, const struct want_line *l)
{
	if (l->fresh || l->line.optional)
		return false;
	if (ios_attr_of(l->line.text) == IOS_ALLOWED)
		return !vlanset_equal(&o->allowed, &o->port->allowed);
	return !is_so(d, o, l);
}

/* Whether a member differs from its Port-channel in what must be alike. The encapsulation, which
 * not every platform knows, goes with the mode. */
static bool unlike(const struct differ *d, const struct object *o, enum ios_attr attr)
{
	return is_member(d, o) && ios_attr_alike(attr) &&
		!ios_port_same(o->port, &d->now.port_channel, attr);
}

static void wanted_list(const struct differ *d, struct object *o)
{
	const struct want_unit *want = d->now.want;
	const struct vlanset *wanted = &want->allowed;

	if (is_member(d, o)) {
		o->allowed = d->now.port_channel.allowed;
		return;
	}
	o->allowed = *wanted;
	if ((!o->fresh && !want->prune) || vlanset_empty(wanted))
		vlanset_union(&o->allowed, &o->port->allowed);
}

static void look_at_object(struct differ *d, struct object *o)
{
	bool member = is_member(d, o);

	o->created = o->port == &d->now.port_channel && !d->now.exists;
	o->fresh = !ios_port_operates(o->port) || (member && !switch_unit_joined(&d->now, o->port));
	wanted_list(d, o);
	for (size_t i = 0; i < o->n; i++) {
		const struct want_line *l = &o->lines[i];

		o->changes |= differs(d, o, l);
		o->trunks |= ios_attr_of(l->line.text) == IOS_MODE && differs(d, o, l);
	}
	for (int attr = 0; attr < IOS_ATTR_COUNT; attr++)
		o->changes |= unlike(d, o, (enum ios_attr)attr);
}

static bool is_due(const struct differ *d, const struct object *o, const struct want_line *l)
{
	if (is_refused(d, l->line.text))
		return false;
	if (l->fresh && (!o->fresh || (!o->changes && strncmp(l->line.text, "no ", 3) != 0)))
		return false;
	if (l->line.optional)
		return o->trunks && (o->created || !is_so(d, o, l));
	return !is_so(d, o, l);
}

/* What the Port-channel has and the intent does not speak of: the member follows. */
static void follow(
	struct differ *d, const struct object *o, const struct want_line *l, int from, int to)
{
	for (int i = from; i < to; i++) {
		enum ios_attr attr = (enum ios_attr)i;

		if (!unlike(d, o, attr))
			continue;
		if (attr == IOS_ALLOWED)
			diff_allowed(d, o, l);
		else
			emit(d, l, ios_port_line(d->arena, &d->now.port_channel, attr));
	}
}

static void diff_object(struct differ *d, struct object *o)
{
	bool listed = false;

	look_at_object(d, o);
	for (size_t i = 0; i < o->n; i++) {
		const struct want_line *l = &o->lines[i];
		enum ios_attr attr = ios_attr_of(l->line.text);

		if (attr == IOS_MODE)
			follow(d, o, l, 0, IOS_MODE);
		if (attr == IOS_ALLOWED && !listed)
			diff_allowed(d, o, l);
		else if (attr != IOS_ALLOWED && is_due(d, o, l))
			emit(d, l, l->line.text);
		listed |= attr == IOS_ALLOWED;
		if (attr == IOS_MODE)
			follow(d, o, l, IOS_MODE + 1, IOS_ATTR_COUNT);
	}
}

/* A VLAN that exists keeps its name, unless want_switch_rename() put it among what is wanted. */
static void diff_vlan(struct differ *d, const struct want_line *lines, size_t n)
{
	bool exists = vlanset_has(&d->now.vlans, switch_line_vlan(lines[0].line.text));

	for (size_t i = 0; i < n; i++) {
		const struct switch_line *l = &lines[i].line;

		if (exists &&
			(!site_lines_has(&d->now.want->site, l->parent, l->text) ||
				site_lines_has(&d->now.site, l->parent, l->text)))
			continue;
		emit(d, &lines[i], l->text);
	}
}

/* How many of the lines from l on are of its object. */
static size_t count_object(const struct want_line *l, size_t n)
{
	const char *object = l->line.parent ? l->line.parent : l->line.text;
	size_t i = 1;

	while (i < n && l[i].line.parent && !strcmp(l[i].line.parent, object))
		i++;
	return i;
}

/* The leg by which this session comes in goes last. */
static bool carries_session(const struct switch_found *found, const struct want_line *l)
{
	const char *port = found && found->facts ? found->facts->path.port : "";

	return *port && l->line.parent && !strncmp(l->line.parent, "interface ", 10) &&
		ifname_equal(l->line.parent + 10, port);
}

/* A member leaves its group, by its line that has it join. */
static void leave(struct differ *d, const struct want_line *l, const struct ios_port *p)
{
	if (!p->value[IOS_SHUTDOWN])
		emit(d, l, "shutdown");
	emit(d, l, "no channel-group");
}

/*
 * Another mode goes through `no channel-group`: a port by itself where the protocol stays, else
 * all that speak the other one before the first joins again.
 */
static void regroup(struct differ *d, const struct want_line *member)
{
	const struct want_unit *want = d->now.want;

	for (size_t i = 0; want->port_channel && i < want->lines.n; i++) {
		const struct want_line *l = &want->lines.v[i];
		struct ios_port *p = NULL;

		if (ios_attr_of(l->line.text) == IOS_CHANNEL_GROUP)
			p = switch_unit_port(&d->now, l->line.parent);
		if (!p || !switch_unit_joined(&d->now, p) || ios_port_agrees(p, l->line.text))
			continue;
		if (switch_unit_clashes(&d->now, p, want->mode) ||
			!strcmp(l->line.parent, member->line.parent))
			leave(d, l, p);
	}
}

static void diff_lines(struct differ *d, const struct want_line *l, size_t n)
{
	struct object o = { .lines = l, .n = n };

	if (!l->line.parent && want_line_is_site(&l->line)) {
		if (!site_lines_has(&d->now.site, NULL, l->line.text))
			emit(d, l, l->line.text);
		return;
	}
	if (!l->line.parent) {
		diff_vlan(d, l, n);
		return;
	}
	o.port = switch_unit_port(&d->now, l->line.parent);
	if (!o.port)
		return;
	if (is_member(d, &o))
		regroup(d, l);
	diff_object(d, &o);
}

void diff_switch(struct arena *a, const struct want_unit *want, const struct switch_found *found,
	struct steps *out)
{
	struct differ d = { .arena = a, .out = out };
	size_t n;

	if (want->parked) {
		diff_switch_park(a, want, found, out);
		return;
	}
	switch_unit_read(a, &d.now, want, found);
	for (size_t i = 0; i < want->lines.n; i += n) {
		n = count_object(&want->lines.v[i], want->lines.n - i);
		if (!carries_session(found, &want->lines.v[i]))
			diff_lines(&d, &want->lines.v[i], n);
	}
	for (size_t i = 0; i < want->lines.n; i += n) {
		n = count_object(&want->lines.v[i], want->lines.n - i);
		if (carries_session(found, &want->lines.v[i]))
			diff_lines(&d, &want->lines.v[i], n);
	}
}

bool diff_switch_regroups(
	struct arena *a, const struct want_unit *want, const struct switch_found *found)
{
	struct switch_unit u;

	if (want->parked || !want->port_channel)
		return false;
	switch_unit_read(a, &u, want, found);
	for (size_t i = 0; i < want->ports.n; i++)
		if (switch_unit_clashes(&u, &u.ports[i], want->mode))
			return true;
	return false;
}

/* "name mgmt" below "vlan 40": whether the VLAN has that name now. */
static bool name_came(const struct switch_found *now, const struct switch_line *l)
{
	unsigned id = l->parent ? switch_line_vlan(l->parent) : 0;

	if (!id || strncmp(l->text, "name ", 5))
		return true;
	for (size_t i = 0; i < now->vlans.rows.n; i++)
		if (now->vlans.rows.v[i].id == id)
			return !strcmp(now->vlans.rows.v[i].name, l->text + 5);
	return false;
}

void diff_switch_ignored(struct arena *a, const struct want_unit *want,
	const struct switch_found *before, const struct steps *sent, const struct switch_found *now,
	struct steps *out)
{
	struct switch_unit due, is;

	switch_unit_read(a, &due, want, before);
	switch_unit_read(a, &is, want, now);
	for (size_t i = 0; i < sent->n; i++)
		switch_unit_apply(&due, &sent->v[i].u.line);
	for (size_t i = 0; i < sent->n; i++) {
		const struct switch_line *l = &sent->v[i].u.line;
		const struct ios_port *p = l->parent ? switch_unit_port(&due, l->parent) : NULL;

		if (p && ios_attr_of(l->text) == IOS_ALLOWED &&
			!ios_port_same(p, switch_unit_port(&is, l->parent), IOS_ALLOWED))
			*ARENA_PUSH(a, out) = sent->v[i];
		else if (!name_came(now, l))
			*ARENA_PUSH(a, out) = sent->v[i];
	}
}
