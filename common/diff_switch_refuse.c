// SPDX-License-Identifier: Apache-2.0
/* Why a unit may not be pushed, and what is there beside what the intent names. */
#include <stdlib.h>
#include <string.h>

#include "bundle.h"
#include "switch_refuse.h"

static struct arena *arena(const struct refuser *f)
{
	return f->r->arena;
}

void refuse_advise(struct refuser *f, struct report_entry *e, const char *line, const char *port)
{
	e->hint = arena_printf(
		arena(f), "on %s: `interface %s`, `%s`", f->want->sw->name, port, line);
}

struct pos refuse_port_pos(const struct refuser *f, const char *port)
{
	const struct intent_bond *b = f->want->intent;

	for (size_t i = 0; i < b->members.n; i++)
		if (b->members.v[i].sw == f->want->sw && !strcmp(b->members.v[i].port, port))
			return b->members.v[i].port_pos;
	return b->pos;
}

const char *refuse_list(const struct refuser *f, const struct vlanset *s)
{
	char text[120];

	if (vlanset_format(s, text, sizeof(text)) >= sizeof(text))
		strcpy(text + sizeof(text) - 4, "...");
	return arena_strdup(arena(f), text);
}

bool refuse_is_planned(const struct want_switch *sw, const char *name)
{
	for (size_t i = 0; i < sw->units.n; i++) {
		const struct want_unit *u = &sw->units.v[i];

		if (want_unit_is_channel(u, name))
			return true;
		for (size_t k = 0; k < u->ports.n; k++)
			if (ifname_equal(u->ports.v[k], name))
				return true;
	}
	return false;
}

bool refuse_all_joined(const struct refuser *f)
{
	for (size_t i = 0; i < f->want->ports.n; i++)
		if (!switch_unit_joined(&f->unit, &f->unit.ports[i]))
			return false;
	return true;
}

static void check_hostname(
	const struct want_switch *sw, const struct ios_config *running, struct report *r)
{
	const char *want = sw->sw->hostname, *found = running->hostname;
	struct report_entry *e;

	if (!want || (found && !strcasecmp(want, found)))
		return;
	e = report_add(r, REPORT_ERROR, sw->sw->hostname_pos,
		"%s is to be the switch `%s`, but %s%s%s", sw->sw->name, want,
		found ? "it calls itself `" : "its configuration has no hostname",
		found ? found : "", found ? "`" : "");
	e->hint = "is the address the right one?";
}

/* VLANs that are to be created and cannot be. */
/* With every VLAN there too: the server of the domain takes one away, and the trunk has a hole. */
static void check_vtp_client(struct refuser *f)
{
	struct steps lines = { 0 };

	if (f->found->vtp.mode != VTP_CLIENT)
		return;
	diff_switch(f->r->arena, f->want, f->found, &lines);
	if (lines.n)
		report_add(f->r, REPORT_ERROR, f->want->intent->vlans_pos,
			"%s is a VTP client: its VLANs are another switch's to give and take",
			f->want->sw->name)
			->hint = "`vtp mode transparent` makes them its own";
}

static void check_vtp(struct refuser *f)
{
	const struct show_vtp *vtp = &f->found->vtp;
	struct vlanset missing = f->want->vlans, extended = { { 0 } };
	struct pos pos = f->want->intent->vlans_pos;
	const char *name = f->want->sw->name;

	vlanset_minus(&missing, &f->unit.vlans);
	if (vlanset_empty(&missing)) {
		check_vtp_client(f);
		return;
	}
	if (vtp->mode == VTP_CLIENT) {
		report_add(f->r, REPORT_ERROR, pos,
			"%s is a VTP client: VLANs cannot be created on a VTP client (missing: %s)",
			name, refuse_list(f, &missing))
			->hint = "create them on the VTP server of the domain";
		return;
	}
	if (vtp->mode != VTP_SERVER)
		return;
	if (vtp->version == 3 && !vtp->primary) {
		report_add(f->r, REPORT_ERROR, pos,
			"%s is not the primary VTP server, so it cannot create VLANs (missing: %s)",
			name, refuse_list(f, &missing))
			->hint = "create them on the primary server of the domain";
		return;
	}
	vlanset_add_range(&extended, VLAN_RESERVED_LAST + 1, VLAN_MAX);
	vlanset_intersect(&missing, &extended);
	if (vtp->version < 3 && !vlanset_empty(&missing))
		report_add(f->r, REPORT_ERROR, pos,
			"%s is a VTP server of version 1 or 2, which cannot create VLANs from 1006 "
			"up (missing: %s)",
			name, refuse_list(f, &missing))
			->hint = "`vtp mode transparent` or VTP version 3 is the way to them";
}

static void check_vlan_states(struct refuser *f)
{
	for (size_t i = 0; i < f->found->vlans.rows.n; i++) {
		const struct show_vlan *v = &f->found->vlans.rows.v[i];

		if (vlanset_has(&f->want->vlans, v->id) && *v->status &&
			strcmp(v->status, "active") != 0)
			report_add(f->r, REPORT_WARNING, f->want->intent->vlans_pos,
				"%s VLAN %u is not active (%s)", f->want->sw->name, v->id,
				v->status);
	}
}

/* The file's names are given to VLANs that are created. */
static void check_vlan_names(struct refuser *f)
{
	for (size_t i = 0; i < f->want->lines.n; i++) {
		const struct switch_line *l = &f->want->lines.v[i].line;
		const char *name = l->parent ? switch_found_vlan_name(f->found, l->parent) : NULL;

		if (name && strcmp(name, l->text + strlen("name ")) != 0 &&
			!site_lines_has(&f->want->site, l->parent, l->text))
			report_add(f->r, REPORT_WARNING, l->intent,
				"%s VLAN %u is called `%s` there; that stays so", f->want->sw->name,
				switch_line_vlan(l->parent), name)
				->hint = "--rename-vlans gives it the name of the file";
	}
}

static void check_blocking(
	struct refuser *f, const char *port, const struct ios_line *l, struct pos pos)
{
	for (const struct bundle_foe *foe = bundle_foes; foe->words; foe++) {
		const struct ios_line *line = ios_config_child(f->found->running, l, foe->words);

		if (!line)
			continue;
		refuse_advise(f,
			report_add(f->r, REPORT_ERROR, pos,
				"%s %s has %s (`%s`), which does not go with a channel-group",
				f->want->sw->name, port, foe->what, line->text),
			arena_printf(arena(f), "no %s", foe->words), port);
	}
}

static void check_group(
	struct refuser *f, const char *port, const struct ios_line *l, struct pos pos)
{
	const char *mode;
	unsigned group = ios_config_channel_group(l, &mode);

	if (group && group != f->want->port_channel)
		refuse_advise(f,
			report_add(f->r, REPORT_ERROR, pos, "%s %s is in channel-group %u",
				f->want->sw->name, port, group),
			"no channel-group", port);
}

/* A trunk that carries traffic on its own and would lose VLANs by joining. */
static void check_loss(
	struct refuser *f, const char *port, const struct ios_port *p, struct pos pos)
{
	struct vlanset lost = p->allowed;
	struct vlanset kept = f->want->allowed;

	if (!f->want->port_channel || !ios_port_operates(p) || switch_unit_joined(&f->unit, p) ||
		vlanset_empty(&kept))
		return;
	if (ios_port_operates(&f->unit.port_channel))
		vlanset_union(&kept, &f->unit.port_channel.allowed);
	vlanset_intersect(&lost, &f->unit.vlans);
	vlanset_minus(&lost, &kept);
	for (unsigned v = VLAN_RESERVED_FIRST; v <= VLAN_RESERVED_LAST; v++)
		vlanset_del(&lost, v);
	if (!vlanset_empty(&lost))
		refuse_advise(f,
			report_add(f->r, REPORT_ERROR, pos,
				"%s %s is a trunk in operation that would lose the VLANs %s",
				f->want->sw->name, port, refuse_list(f, &lost)),
			"shutdown", port);
}

static void check_port(struct refuser *f, size_t i)
{
	const char *port = f->want->ports.v[i], *sw = f->want->sw->name;
	const struct ios_line *l = ios_config_interface(f->found->running, port);
	struct pos pos = refuse_port_pos(f, port);

	if (!l) {
		report_add(f->r, REPORT_ERROR, pos, "%s has no port %s", sw, port)->hint =
			"`show interfaces status` lists its ports";
		return;
	}
	if (f->unit.ports[i].value[IOS_SWITCHPORT])
		refuse_advise(f,
			report_add(f->r, REPORT_ERROR, pos, "%s %s is routed (`no switchport`)", sw,
				port),
			"switchport", port);
	check_group(f, port, l, pos);
	check_blocking(f, port, l, pos);
	check_loss(f, port, &f->unit.ports[i], pos);
}

bool refuse_is_member(const struct refuser *f, const char *name)
{
	for (size_t i = 0; i < f->want->ports.n; i++)
		if (ifname_equal(f->want->ports.v[i], name))
			return true;
	return false;
}

/* A Port-channel is ours if every port of its group is a planned member. */
static void check_foreign_members(struct refuser *f)
{
	const struct ios_line *l = f->found->running->lines;
	const char *mode;

	for (; l; l = l->next) {
		if (strncmp(l->text, "interface ", 10) ||
			ios_config_channel_group(l, &mode) != f->want->port_channel ||
			refuse_is_member(f, l->text + 10))
			continue;
		refuse_advise(f,
			report_add(f->r, REPORT_ERROR, f->want->intent->port_channel_pos,
				"%s Port-channel%u has a member that the intent does not name: %s",
				f->want->sw->name, f->want->port_channel, l->text + 10),
			"no channel-group", l->text + 10);
	}
}

static bool carries_session(const struct refuser *f)
{
	const char *port = f->found->facts ? f->found->facts->path.port : "";

	return refuse_is_member(f, port) || want_unit_is_channel(f->want, port);
}

/* They go. The VLAN that this session comes in by is not known, so none goes from its trunk. */
static void warn_pruned_vlans(struct refuser *f, const char *name, const struct vlanset *extra)
{
	bool session = carries_session(f);
	struct report_entry *entry = report_add(f->r, session ? REPORT_ERROR : REPORT_WARNING,
		f->want->intent->vlans_pos, "%s %s %s the VLANs %s", f->want->sw->name, name,
		session ? "carries this session, and would lose" : "loses", refuse_list(f, extra));

	if (session)
		entry->hint = "come in another way, or leave --prune out";
}

static void warn_extra_vlans(struct refuser *f, const char *name, const struct ios_port *po)
{
	struct vlanset extra = po->allowed;

	vlanset_minus(&extra, &f->want->allowed);
	if (vlanset_empty(&f->want->allowed) || vlanset_empty(&extra))
		return;
	if (f->want->prune)
		warn_pruned_vlans(f, name, &extra);
	else if (!po->allowed_said)
		report_add(f->r, REPORT_WARNING, f->want->intent->vlans_pos,
			"%s %s allows all VLANs; that is left so", f->want->sw->name, name);
	else
		report_add(f->r, REPORT_WARNING, f->want->intent->vlans_pos,
			"%s %s carries extra VLANs, which stay: %s", f->want->sw->name, name,
			refuse_list(f, &extra));
}

static void warn_native(struct refuser *f, const char *name, const struct ios_port *po)
{
	const char *native = po->value[IOS_NATIVE] ? po->value[IOS_NATIVE] : "1";

	if (f->want->native && strtoul(native, NULL, 10) != f->want->native)
		report_add(f->r, REPORT_WARNING, f->want->intent->native_pos,
			"%s %s is in operation with native VLAN %s; its untagged frames move to "
			"VLAN %u",
			f->want->sw->name, name, native, f->want->native);
}

/* What is a trunk already is changed while it carries traffic. */
static void warn_operation(struct refuser *f, const char *name, const struct ios_port *p)
{
	if (!ios_port_operates(p))
		return;
	warn_extra_vlans(f, name, p);
	warn_native(f, name, p);
}

/* A bond without a group: each port is a trunk of its own. */
static void check_plain_trunks(struct refuser *f)
{
	for (size_t i = 0; i < f->want->ports.n; i++)
		warn_operation(f, f->want->ports.v[i], &f->unit.ports[i]);
}

/* Whether the lines of the port are among those that are wanted (`--member` leaves some out). */
static bool is_meant(const struct refuser *f, const char *port)
{
	for (size_t i = 0; i < f->want->lines.n; i++) {
		const char *parent = f->want->lines.v[i].line.parent;

		if (parent && !strncmp(parent, "interface ", 10) && ifname_equal(parent + 10, port))
			return true;
	}
	return false;
}

/* The whole channel goes down for it, so it is asked for by a flag, as on the host. */
static void check_protocol(struct refuser *f, const char *name)
{
	const struct want_unit *want = f->want;
	struct pos pos = want->intent->port_channel_pos;

	if (!diff_switch_regroups(arena(f), want, f->found))
		return;
	for (size_t i = 0; i < want->ports.n; i++)
		if (switch_unit_clashes(&f->unit, &f->unit.ports[i], want->mode) &&
			!is_meant(f, want->ports.v[i]))
			report_add(f->r, REPORT_ERROR, refuse_port_pos(f, want->ports.v[i]),
				"%s %s is in %s with another protocol than mode %s: it has to "
				"leave before others join",
				want->sw->name, want->ports.v[i], name, want->mode)
				->hint = "all members at once, without --member";
	if (f->sw->recreate)
		report_add(f->r, REPORT_WARNING, pos,
			"%s %s becomes mode %s, and IOS takes one protocol a group: all its "
			"members leave it before the first joins again; %s carries nothing until "
			"%s does so too",
			want->sw->name, name, want->mode, want->intent->name, want->host->name);
	else
		report_add(f->r, REPORT_ERROR, pos,
			"%s %s has members of another protocol than mode %s, and IOS takes one a "
			"group: all would leave it before the first joins again",
			want->sw->name, name, want->mode)
			->hint = arena_printf(arena(f),
			"--recreate does so; %s carries nothing meanwhile", want->intent->name);
}

static void check_port_channel(struct refuser *f)
{
	const struct ios_port *po = &f->unit.port_channel;
	const char *name = arena_printf(arena(f), "Port-channel%u", f->want->port_channel);

	check_foreign_members(f);
	check_protocol(f, name);
	if (po->value[IOS_SWITCHPORT])
		report_add(f->r, REPORT_ERROR, f->want->intent->port_channel_pos,
			"%s %s is routed (`no switchport`)", f->want->sw->name, name)
			->hint = "take another number, or remove it from the switch";
	warn_operation(f, name, po);
}

/* What is taken away has to be the unit's own. */
static void check_parking(struct refuser *f)
{
	const char *mode;

	if (f->want->port_channel)
		check_foreign_members(f);
	for (size_t i = 0; i < f->want->ports.n; i++) {
		const char *port = f->want->ports.v[i];
		const struct ios_line *l = ios_config_interface(f->found->running, port);
		unsigned group = l ? ios_config_channel_group(l, &mode) : 0;

		if (!l || (group && group != f->want->port_channel))
			check_port(f, i);
	}
}

void diff_switch_refusals(const struct want_switch *sw, const struct want_unit *want,
	const struct switch_found *found, struct report *r)
{
	struct refuser f = { .sw = sw, .want = want, .found = found, .r = r };

	if (!found || !found->running)
		return;
	switch_unit_read(r->arena, &f.unit, want, found);
	if (sw->units.n && want == &sw->units.v[0]) {
		check_hostname(sw, found->running, r);
		preflight_device(&f);
	}
	if (want->parked) {
		check_parking(&f);
		return;
	}
	check_vtp(&f);
	check_vlan_states(&f);
	check_vlan_names(&f);
	if (want->port_channel)
		check_port_channel(&f);
	else
		check_plain_trunks(&f);
	for (size_t i = 0; i < want->ports.n; i++)
		check_port(&f, i);
	preflight_platform(&f);
	preflight_bundle(&f);
	preflight_ports(&f);
	preflight_macs(&f);
	preflight_vlans(&f);
	preflight_session(&f);
}
