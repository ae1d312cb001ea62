// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <string.h>

#include "check.h"

enum { ACTIVE_MAX = 8, IOS_DESCRIPTION_MAX = 240 };

static bool names_port(const struct intent_member *m)
{
	return m->port_pos.file;
}

static size_t count_ports(const struct intent_bond *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->members.n; i++)
		n += names_port(&b->members.v[i]);
	return n;
}

static bool is_lacp(const struct intent_bond *b)
{
	return b->opts.value[BONDOPT_MODE] == BOND_MODE_8023AD;
}

static bool is_backup(const struct intent_bond *b)
{
	return b->opts.value[BONDOPT_MODE] == BOND_MODE_BACKUP;
}

/* LACP of IOS keeps 8 more as hot standby; a bond of Linux would use them at once. */
static void check_count(const struct check *c, const struct intent_bond *b)
{
	if (b->members.n > ACTIVE_MAX && is_lacp(b))
		check_say(c, REPORT_ERROR, b->members.v[ACTIVE_MAX].pos, NULL,
			"%s: %zu members, and a port-channel has at most %d active ones", b->name,
			b->members.n, ACTIVE_MAX);
}

static void check_one_switch(const struct check *c, const struct intent_bond *b)
{
	const struct intent_member *first = NULL;

	for (size_t i = 0; i < b->members.n; i++) {
		const struct intent_member *m = &b->members.v[i];

		if (!m->sw)
			continue;
		if (!first)
			first = m;
		if (m->sw == first->sw)
			continue;
		check_say(c, REPORT_ERROR, m->port_pos,
			"a stack, VSS or StackWise Virtual is one switch here: give it one name",
			"%s: %s is on %s and %s on %s: one aggregation over two switches needs "
			"MLAG, which IOS does not have",
			b->name, first->nic, first->sw->name, m->nic, m->sw->name);
		return;
	}
}

static void check_ports(const struct check *c, const struct intent_bond *b)
{
	size_t ports = count_ports(b);

	if (!b->members.n)
		return;
	if (is_backup(b) && b->port_channel_pos.file)
		check_say(c, REPORT_ERROR, b->port_channel_pos, NULL,
			"%s: a `port_channel`, but in mode active-backup each port is a trunk of "
			"its own",
			b->name);
	if (!is_lacp(b) && b->sw.lacp_rate >= 0)
		check_say(c, REPORT_ERROR, b->sw.pos, NULL,
			"%s: switch: lacp_rate, but the mode is not 802.3ad", b->name);
	if (!is_lacp(b) && (b->sw.max_bundle || b->sw.standalone_disable != UNSET))
		check_say(c, REPORT_ERROR, b->sw.pos, NULL,
			"%s: switch: max_bundle and standalone_disable are LACP's, but the mode is "
			"not 802.3ad",
			b->name);
	if (b->sw.max_bundle && b->sw.max_bundle < ports)
		check_say(c, REPORT_WARNING, b->sw.pos, NULL,
			"%s: switch: max_bundle: %u of %zu members: the others are hot standby, "
			"and "
			"verify will say so",
			b->name, b->sw.max_bundle, ports);
	if (is_backup(b) && b->sw.min_links)
		check_say(c, REPORT_ERROR, b->sw.pos, NULL,
			"%s: switch: min_links is of a Port-channel, and there is none in mode "
			"active-backup",
			b->name);
	if (ports && !is_backup(b) && !b->port_channel_pos.file)
		check_say(c, REPORT_ERROR, b->pos, "for example port_channel: 11",
			"%s: its members have switch ports, and no `port_channel` is said",
			b->name);
	if (ports && !b->vlans_pos.file)
		check_say(c, REPORT_ERROR, b->pos, "for example vlans: 40-44",
			"%s: no `vlans`: the trunk would carry all of the switch's", b->name);
	if (!ports && b->port_channel_pos.file)
		check_say(c, REPORT_ERROR, b->port_channel_pos, "write members as NIC: SWITCH PORT",
			"%s: a `port_channel`, but no member says its switch port", b->name);
	if (!ports && b->sw.pos.file)
		check_say(c, REPORT_WARNING, b->sw.pos, NULL,
			"%s: `switch` has no effect: no member says its switch port", b->name);
	for (size_t i = 0; ports && i < b->members.n; i++)
		if (!names_port(&b->members.v[i]))
			check_say(c, REPORT_WARNING, b->members.v[i].pos, NULL,
				"%s: %s says no switch port, so push leaves it out", b->name,
				b->members.v[i].nic);
}

/* The switch's range; its numbers outside are somebody else's. */
static void check_range(const struct check *c, const struct intent_bond *b)
{
	const struct intent_switch *sw = NULL;

	for (size_t i = 0; i < b->members.n && !sw; i++)
		sw = b->members.v[i].sw;
	if (b->port_channel && sw && sw->port_channels.pos.file &&
		(b->port_channel < sw->port_channels.first ||
			b->port_channel > sw->port_channels.last))
		check_say(c, REPORT_ERROR, b->port_channel_pos, NULL,
			"%s: port_channel: %u is not of the range %u-%u that is ours on %s "
			"(%s:%u)",
			b->name, b->port_channel, sw->port_channels.first, sw->port_channels.last,
			sw->name, sw->port_channels.pos.file, sw->port_channels.pos.line);
}

/* Of the switch's ports it is what is without a tag; a smaller one drops what the host sends. */
static void check_mtu(const struct check *c, const struct intent_bond *b)
{
	unsigned mtu = b->mtu.pos.file ? b->mtu.value : 1500;

	if (b->sw.mtu.pos.file && b->sw.mtu.value < mtu)
		check_say(c, REPORT_ERROR, b->sw.mtu.pos, NULL,
			"%s: switch: mtu: %u is less than the %u of the bond", b->name,
			b->sw.mtu.value, mtu);
}

static void check_trunk(const struct check *c, const struct intent_bond *b)
{
	unsigned first = VLAN_RESERVED_FIRST, last = VLAN_RESERVED_LAST;
	int reserved = vlanset_next(&b->vlans, first);
	unsigned native = b->native_kind == NATIVE_ID ? b->native_vlan : b->park_vlan;

	if (reserved >= 0 && reserved <= (int)last)
		check_say(c, REPORT_ERROR, b->vlans_pos, NULL,
			"%s: vlans: %d is reserved (1002-1005 are Token Ring's and FDDI's)",
			b->name, reserved);
	if (native >= first && native <= last)
		check_say(c, REPORT_ERROR, b->native_pos, NULL,
			"%s: native_vlan: %u is reserved (1002-1005 are Token Ring's and FDDI's)",
			b->name, native);
	if (b->park_vlan && vlanset_has(&b->vlans, b->park_vlan))
		check_say(c, REPORT_ERROR, b->native_pos,
			"park untagged frames in a VLAN that no trunk carries",
			"%s: native_vlan: park: %u is among `vlans`, so untagged frames would pass",
			b->name, b->park_vlan);
}

/* key: "min_links" or "switch: min_links" */
static void check_min_links(const struct check *c, const struct intent_bond *b, const char *key,
	uint32_t min, size_t members, struct pos pos)
{
	if (!members || !min)
		return;
	if (min > members)
		check_say(c, REPORT_ERROR, pos, NULL,
			"%s: %s: %" PRIu32 " of %zu member%s: it would never be up", b->name, key,
			min, members, members == 1 ? "" : "s");
	else if (min == members && members > 1)
		check_say(c, REPORT_WARNING, pos, NULL,
			"%s: %s: %" PRIu32 " of %zu members: one lost leg takes all of it down",
			b->name, key, min, members);
	else if (min == members - 1 && min > 1) /* the kernel treats 1 as 0 */
		check_say(c, REPORT_WARNING, pos, NULL,
			"%s: %s: %" PRIu32
			" is what one lost leg of %zu leaves: the next takes all of it down",
			b->name, key, min, members);
}

static void check_delay(const struct check *c, const struct intent_bond *b, enum bondopt o)
{
	const char *name = bondopt_table[o].name;
	uint32_t miimon = b->opts.has & 1u << BONDOPT_MIIMON ? b->opts.value[BONDOPT_MIIMON] : 100;

	if (!(b->opts.has & 1u << o) || !b->opts.value[o])
		return;
	if (!miimon)
		check_say(c, REPORT_ERROR, b->opt_pos[o], NULL,
			"%s: %s: the kernel refuses it without miimon", b->name, name);
	else if (b->opts.value[o] % miimon)
		check_say(c, REPORT_ERROR, b->opt_pos[o], NULL,
			"%s: %s: %" PRIu32 " is no multiple of miimon (%" PRIu32
			"), and the kernel would round it down to %" PRIu32,
			b->name, name, b->opts.value[o], miimon,
			b->opts.value[o] - b->opts.value[o] % miimon);
}

/* Of the modes that an intent may ask for. */
static const char *modes_of(const struct check *c, enum bondopt o)
{
	const char *all = "";

	for (const struct bondopt_word *w = bondopt_table[BONDOPT_MODE].words; w->name; w++)
		if (bondopt_is_mode(w->value) && bondopt_fits(o, w->value))
			all = arena_printf(c->a, "%s%s%s", all, *all ? ", " : "", w->name);
	return all;
}

static void check_modes(const struct check *c, const struct intent_bond *b)
{
	char mode[32];

	bondopt_format(&b->opts, BONDOPT_MODE, mode);
	for (int o = 0; o < BONDOPT_COUNT; o++)
		if (b->opts.has & 1u << o &&
			!bondopt_fits((enum bondopt)o, b->opts.value[BONDOPT_MODE]))
			check_say(c, REPORT_ERROR, b->opt_pos[o], NULL,
				"%s: %s: the kernel takes it only in mode %s, and the mode is %s",
				b->name, bondopt_table[o].name, modes_of(c, (enum bondopt)o), mode);
}

static void check_primary(const struct check *c, const struct intent_bond *b)
{
	for (size_t i = 0; i < b->members.n; i++)
		if (!strcmp(b->members.v[i].nic, b->opts.primary))
			return;
	if (b->opts.has & 1u << BONDOPT_PRIMARY && b->members.n)
		check_say(c, REPORT_ERROR, b->opt_pos[BONDOPT_PRIMARY], NULL,
			"%s: primary: %s is no member of it", b->name, b->opts.primary);
}

static void check_options(const struct check *c, const struct intent_bond *b)
{
	check_modes(c, b);
	check_primary(c, b);
	if (b->opts.has & 1u << BONDOPT_XMIT_HASH_POLICY &&
		b->opts.value[BONDOPT_MODE] == BOND_MODE_BACKUP)
		check_say(c, REPORT_WARNING, b->opt_pos[BONDOPT_XMIT_HASH_POLICY], NULL,
			"%s: xmit_hash_policy has no effect in mode active-backup", b->name);
	if (b->opts.has & 1u << BONDOPT_MIIMON && !b->opts.value[BONDOPT_MIIMON])
		check_say(c, REPORT_WARNING, b->opt_pos[BONDOPT_MIIMON], "100 is usual",
			"%s: miimon: 0: the kernel would not see a cable that is pulled", b->name);
	check_delay(c, b, BONDOPT_UPDELAY);
	check_delay(c, b, BONDOPT_DOWNDELAY);
	check_delay(c, b, BONDOPT_PEER_NOTIF_DELAY);
	if (b->opts.has & 1u << BONDOPT_MIN_LINKS)
		check_min_links(c, b, "min_links", b->opts.value[BONDOPT_MIN_LINKS], b->members.n,
			b->opt_pos[BONDOPT_MIN_LINKS]);
	check_min_links(c, b, "switch: min_links", b->sw.min_links, count_ports(b), b->sw.pos);
}

static void check_description(
	const struct check *c, const struct intent_host *h, const struct intent_bond *b)
{
	size_t longest = 0, len = 0;

	if (!b->sw.description)
		return;
	for (size_t i = 0; i < b->members.n; i++)
		if (strlen(b->members.v[i].nic) > longest)
			longest = strlen(b->members.v[i].nic);
	for (const char *p = b->sw.description; *p; p++) {
		if (*p != '{') {
			len++;
			continue;
		}
		len += p[1] == 'h' ? strlen(h->name) : p[1] == 'b' ? strlen(b->name) : longest;
		p = strchr(p, '}');
	}
	if (len > IOS_DESCRIPTION_MAX)
		check_say(c, REPORT_ERROR, b->sw.description_pos, NULL,
			"%s: description: %zu characters when filled in, and IOS takes %d", b->name,
			len, IOS_DESCRIPTION_MAX);
}

void check_bond(const struct check *c, const struct intent_host *h, const struct intent_bond *b)
{
	check_count(c, b);
	if (!is_backup(b))
		check_one_switch(c, b);
	check_ports(c, b);
	check_range(c, b);
	check_mtu(c, b);
	check_trunk(c, b);
	check_options(c, b);
	check_description(c, h, b);
}
