// SPDX-License-Identifier: Apache-2.0
/* What the family of the switch cannot do, before it answers `% Invalid input`. */
#include "switch_refuse.h"

/* IEEE 802.1AX leaves the number open; IOS takes 16 LACP ports a group and uses 8 of them. */
enum { LACP_PORTS_MAX = 16, LACP_PORTS_ACTIVE = 8 };

static void check_number(struct refuser *f)
{
	const struct ios_platform *p = f->unit.dialect.platform;

	if (p && p->groups && f->want->port_channel > p->groups)
		report_add(f->r, REPORT_ERROR, f->want->intent->port_channel_pos,
			"%s is a %s, which has Port-channels from 1 to %u, not %u",
			f->want->sw->name, p->name, p->groups, f->want->port_channel)
			->hint = "take a number in that range; `model:` says what the switch is, "
				 "where it is taken for another";
}

static void check_ports(struct refuser *f)
{
	size_t n = f->want->ports.n;

	if (n > LACP_PORTS_ACTIVE)
		report_add(f->r, n > LACP_PORTS_MAX ? REPORT_ERROR : REPORT_WARNING,
			f->want->intent->pos,
			"%s has %zu ports of %s: IOS takes %d for a group, and bundles %d of them",
			f->want->sw->name, n, f->want->intent->name, LACP_PORTS_MAX,
			LACP_PORTS_ACTIVE);
}

/* A line that the intent asks for and the family has not, or is not known to have. */
static void check_line(struct refuser *f, enum tristate knows, const char *key, const char *words)
{
	const struct ios_platform *p = f->unit.dialect.platform;

	if (!p || knows == YES)
		return;
	report_add(f->r, knows == NO ? REPORT_ERROR : REPORT_WARNING, f->want->intent->sw.pos,
		"%s: %s is a %s, which %s `%s`", key, f->want->sw->name, p->name,
		knows == NO ? "does not know" : "is not known to have", words)
		->hint =
		knows == NO ? "leave the key out" : "if it refuses the line, all is undone";
}

/*
 * Where ports have no MTU of their own, the whole switch has one. That of the 2960, 3560 and 3750
 * is kept beside the configuration, which cannot be read back (Cisco, 3750-X guide, system MTU).
 */
static void check_mtu(struct refuser *f)
{
	const struct ios_platform *p = f->unit.dialect.platform;
	const struct intent_number *mtu = &f->want->intent->sw.mtu;

	if (!mtu->pos.file || !p || f->unit.dialect.port_mtu != NO)
		return;
	report_add(f->r, REPORT_ERROR, mtu->pos,
		"switch.mtu: %s is a %s%s, which does not know `mtu` of a port", f->want->sw->name,
		p->name, p->port_mtu == YES ? " of an old release" : "")
		->hint = arena_printf(f->r->arena,
		p->standalone == YES
			? "leave the key out; `system mtu %u` is of the whole switch, and goes in "
			  "`global:`"
			: "leave the key out, and type `system mtu jumbo %u`: it is of the whole "
			  "switch, from its reload on, and in no configuration",
		mtu->value);
}

void preflight_platform(struct refuser *f)
{
	const struct intent_bond *b = f->want->intent;

	check_number(f);
	check_ports(f);
	check_mtu(f);
	if (refuse_all_joined(f))
		return;
	if (b->sw.lacp_rate > 0)
		check_line(f, f->unit.dialect.lacp_rate, "switch.lacp_rate", "lacp rate");
	if (b->sw.min_links)
		check_line(
			f, f->unit.dialect.min_links, "switch.min_links", "port-channel min-links");
	if (b->sw.standalone_disable != UNSET)
		check_line(f, f->unit.dialect.standalone, "switch.standalone_disable",
			"port-channel standalone-disable");
}
