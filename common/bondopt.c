// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <limits.h>
#include <linux/if_link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bondopt.h"

/* Attributes that are younger than the headers which this is built with (if_link.h). */
enum { ATTR_COUPLED_CONTROL = 32, ATTR_BROADCAST_NEIGHBOR = 33, ATTR_LACP_STRICT = 34 };

/* active-backup, balance-tlb and balance-alb use one member at a time, or one for broadcasts. */
enum { ANY_MODE = 0x7f, AD_ONLY = 1 << BOND_MODE_8023AD, PRIMARY_MODES = 1 << 1 | 1 << 5 | 1 << 6 };

static const struct bondopt_word modes[] = {
	{ "balance-rr", 0 },
	{ "active-backup", 1 },
	{ "balance-xor", BOND_MODE_XOR },
	{ "broadcast", 3 },
	{ "802.3ad", BOND_MODE_8023AD },
	{ "balance-tlb", 5 },
	{ "balance-alb", 6 },
	{ NULL, 0 },
};
static const struct bondopt_word rates[] = { { "slow", 0 }, { "fast", 1 }, { NULL, 0 } };
static const struct bondopt_word onoff[] = { { "off", 0 }, { "on", 1 }, { NULL, 0 } };
static const struct bondopt_word selects[] = {
	{ "stable", 0 },
	{ "bandwidth", 1 },
	{ "count", 2 },
	{ "prio", 3 },
	{ NULL, 0 },
};
static const struct bondopt_word hashes[] = {
	{ "layer2", 0 },
	{ "layer3+4", 1 },
	{ "layer2+3", 2 },
	{ "encap2+3", 3 },
	{ "encap3+4", 4 },
	{ "vlan+srcmac", 5 },
	{ NULL, 0 },
};
static const struct bondopt_word fail_over[] = {
	{ "none", 0 },
	{ "active", 1 },
	{ "follow", 2 },
	{ NULL, 0 },
};
static const struct bondopt_word reselects[] = {
	{ "always", 0 },
	{ "better", 1 },
	{ "failure", 2 },
	{ NULL, 0 },
};

const struct bondopt_row bondopt_table[BONDOPT_COUNT] = {
	[BONDOPT_MODE] = { "mode", IFLA_BOND_MODE, BONDOPT_U8, 0, 6, modes, BONDOPT_NO_MEMBERS,
		BOND_MODE_8023AD, ANY_MODE, "", "", "how the bond uses its members" },
	[BONDOPT_MIIMON] = { "miimon", IFLA_BOND_MIIMON, BONDOPT_U32, 0, INT_MAX, NULL,
		BONDOPT_ANY_TIME, 100, ANY_MODE, "", "ms",
		"how often the members' carrier is looked at" },
	[BONDOPT_UPDELAY] = { "updelay", IFLA_BOND_UPDELAY, BONDOPT_U32, 0, INT_MAX, NULL,
		BONDOPT_ANY_TIME, 0, ANY_MODE, "", "ms",
		"wait after carrier came, a multiple of miimon" },
	[BONDOPT_DOWNDELAY] = { "downdelay", IFLA_BOND_DOWNDELAY, BONDOPT_U32, 0, INT_MAX, NULL,
		BONDOPT_ANY_TIME, 0, ANY_MODE, "", "ms",
		"wait after carrier went, a multiple of miimon" },
	[BONDOPT_LACP_RATE] = { "lacp_rate", IFLA_BOND_AD_LACP_RATE, BONDOPT_U8, 0, 1, rates,
		BONDOPT_BOND_DOWN, 0, AD_ONLY, "", "",
		"the rate of LACPDUs that we ask of the partner" },
	[BONDOPT_LACP_ACTIVE] = { "lacp_active", IFLA_BOND_AD_LACP_ACTIVE, BONDOPT_U8, 0, 1, onoff,
		BONDOPT_BOND_DOWN, 1, AD_ONLY, "5.15", "", "whether we send LACPDUs unasked" },
	[BONDOPT_AD_SELECT] = { "ad_select", IFLA_BOND_AD_SELECT, BONDOPT_U8, 0, 3, selects,
		BONDOPT_BOND_DOWN, 0, ANY_MODE, "", "",
		"which aggregator is used when there are several" },
	[BONDOPT_XMIT_HASH_POLICY] = { "xmit_hash_policy", IFLA_BOND_XMIT_HASH_POLICY, BONDOPT_U8,
		0, 5, hashes, BONDOPT_ANY_TIME, 0, ANY_MODE, "", "",
		"what of a frame chooses the member" },
	[BONDOPT_MIN_LINKS] = { "min_links", IFLA_BOND_MIN_LINKS, BONDOPT_U32, 0, INT_MAX, NULL,
		BONDOPT_ANY_TIME, 0, ANY_MODE, "", "",
		"members that must be aggregated for carrier" },
	[BONDOPT_AD_ACTOR_SYS_PRIO] = { "ad_actor_sys_prio", IFLA_BOND_AD_ACTOR_SYS_PRIO,
		BONDOPT_U16, 1, 65535, NULL, BONDOPT_ANY_TIME, 65535, AD_ONLY, "", "",
		"our LACP system priority" },
	[BONDOPT_AD_USER_PORT_KEY] = { "ad_user_port_key", IFLA_BOND_AD_USER_PORT_KEY, BONDOPT_U16,
		0, 1023, NULL, BONDOPT_BOND_DOWN, 0, AD_ONLY, "", "",
		"the upper ten bits of our LACP key" },
	[BONDOPT_AD_ACTOR_SYSTEM] = { "ad_actor_system", IFLA_BOND_AD_ACTOR_SYSTEM, BONDOPT_MAC, 0,
		0, NULL, BONDOPT_ANY_TIME, 0, AD_ONLY, "", "",
		"our LACP system id; the bond's MAC if not set" },
	[BONDOPT_PEER_NOTIF_DELAY] = { "peer_notif_delay", IFLA_BOND_PEER_NOTIF_DELAY, BONDOPT_U32,
		0, 300000, NULL, BONDOPT_ANY_TIME, 0, ANY_MODE, "5.3", "ms",
		"between gratuitous ARPs after a failover, a multiple of miimon" },
	[BONDOPT_USE_CARRIER] = { "use_carrier", IFLA_BOND_USE_CARRIER, BONDOPT_U8, 0, 1, onoff,
		BONDOPT_ANY_TIME, 1, ANY_MODE, "", "",
		"whether carrier is the kernel's word; kernels from 6.18 on take only on" },
	[BONDOPT_ALL_SLAVES_ACTIVE] = { "all_slaves_active", IFLA_BOND_ALL_SLAVES_ACTIVE,
		BONDOPT_U8, 0, 1, onoff, BONDOPT_ANY_TIME, 0, ANY_MODE, "", "",
		"whether frames that come in by an inactive member are kept" },
	[BONDOPT_RESEND_IGMP] = { "resend_igmp", IFLA_BOND_RESEND_IGMP, BONDOPT_U32, 0, 255, NULL,
		BONDOPT_ANY_TIME, 1, ANY_MODE, "", "", "IGMP reports after a failover" },
	[BONDOPT_NUM_PEER_NOTIF] = { "num_peer_notif", IFLA_BOND_NUM_PEER_NOTIF, BONDOPT_U8, 0, 255,
		NULL, BONDOPT_ANY_TIME, 1, ANY_MODE, "", "",
		"gratuitous ARPs and unsolicited NAs after a failover" },
	[BONDOPT_LP_INTERVAL] = { "lp_interval", IFLA_BOND_LP_INTERVAL, BONDOPT_U32, 1, INT_MAX,
		NULL, BONDOPT_ANY_TIME, 1, ANY_MODE, "", "s",
		"between learning packets to the switch" },
	[BONDOPT_FAIL_OVER_MAC] = { "fail_over_mac", IFLA_BOND_FAIL_OVER_MAC, BONDOPT_U8, 0, 2,
		fail_over, BONDOPT_NO_MEMBERS, 0, ANY_MODE, "", "", "which MAC members have" },
	[BONDOPT_COUPLED_CONTROL] = { "coupled_control", ATTR_COUPLED_CONTROL, BONDOPT_U8, 0, 1,
		onoff, BONDOPT_BOND_DOWN, 1, AD_ONLY, "6.9", "",
		"whether collecting and distributing start together" },
	[BONDOPT_BROADCAST_NEIGHBOR] = { "broadcast_neighbor", ATTR_BROADCAST_NEIGHBOR, BONDOPT_U8,
		0, 1, onoff, BONDOPT_ANY_TIME, 0, AD_ONLY, "6.17", "",
		"whether ARP and ND go out by all members" },
	[BONDOPT_LACP_STRICT] = { "lacp_strict", ATTR_LACP_STRICT, BONDOPT_U8, 0, 1, onoff,
		BONDOPT_ANY_TIME, 0, AD_ONLY, "7.2", "",
		"carrier only while members collect and distribute" },
	[BONDOPT_PRIMARY_RESELECT] = { "primary_reselect", IFLA_BOND_PRIMARY_RESELECT, BONDOPT_U8,
		0, 2, reselects, BONDOPT_ANY_TIME, 0, ANY_MODE, "", "",
		"when the primary member takes over again" },
	[BONDOPT_PRIMARY] = { "primary", IFLA_BOND_PRIMARY, BONDOPT_LINK, 0, 0, NULL,
		BONDOPT_ANY_TIME, 0, PRIMARY_MODES, "", "",
		"the member that is used while it has carrier" },
};

int bondopt_find(const char *name)
{
	for (int i = 0; i < BONDOPT_COUNT; i++)
		if (!strcmp(bondopt_table[i].name, name))
			return i;
	return -1;
}

bool bondopt_fits(enum bondopt o, uint32_t mode)
{
	return mode < 32 && bondopt_table[o].modes & 1u << mode;
}

bool bondopt_is_mode(uint32_t mode)
{
	return mode == BOND_MODE_8023AD || mode == BOND_MODE_BACKUP || mode == BOND_MODE_XOR;
}

bool bondopt_hidden(enum bondopt o)
{
	return o == BONDOPT_AD_ACTOR_SYS_PRIO || o == BONDOPT_AD_USER_PORT_KEY ||
		o == BONDOPT_AD_ACTOR_SYSTEM;
}

void bondopt_copy(struct bondopts *to, const struct bondopts *from, enum bondopt o)
{
	to->has = (to->has & ~(1u << o)) | (from->has & 1u << o);
	to->value[o] = from->value[o];
	if (o == BONDOPT_AD_ACTOR_SYSTEM)
		memcpy(to->actor_system, from->actor_system, sizeof(to->actor_system));
	if (o == BONDOPT_PRIMARY)
		memcpy(to->primary, from->primary, sizeof(to->primary));
}

static int parse_mac(const char *text, uint8_t mac[6])
{
	unsigned b[6];
	int end = 0;

	if (sscanf(text, "%2x:%2x:%2x:%2x:%2x:%2x%n", &b[0], &b[1], &b[2], &b[3], &b[4], &b[5],
		    &end) != 6 ||
		text[end] || strlen(text) != 17 || (b[0] & 1))
		return -1;
	for (int i = 0; i < 6; i++)
		mac[i] = (uint8_t)b[i];
	return 0;
}

/* Whether it can be the name of a link is the caller's to ask. */
static int parse_link(const char *text, struct bondopts *out)
{
	if (strlen(text) >= sizeof(out->primary))
		return -1;
	snprintf(out->primary, sizeof(out->primary), "%s", text);
	return 0;
}

int bondopt_parse(enum bondopt o, const char *text, struct bondopts *out)
{
	const struct bondopt_row *row = &bondopt_table[o];
	unsigned long v;
	char *end;

	if (row->type == BONDOPT_MAC || row->type == BONDOPT_LINK) {
		if (row->type == BONDOPT_MAC ? parse_mac(text, out->actor_system)
					     : parse_link(text, out))
			return -1;
		out->has |= 1u << o;
		return 0;
	}
	for (const struct bondopt_word *w = row->words; w && w->name; w++)
		if (!strcmp(w->name, text)) {
			out->value[o] = w->value;
			out->has |= 1u << o;
			return 0;
		}
	if (text[0] < '0' || text[0] > '9' || strlen(text) > 10)
		return -1;
	v = strtoul(text, &end, 10);
	if (*end || v < row->min || v > row->max)
		return -1;
	out->value[o] = (uint32_t)v;
	out->has |= 1u << o;
	return 0;
}

const char *bondopt_format(const struct bondopts *in, enum bondopt o, char out[32])
{
	const struct bondopt_row *row = &bondopt_table[o];
	const uint8_t *m = in->actor_system;

	if (row->type == BONDOPT_MAC) {
		snprintf(out, 32, "%02x:%02x:%02x:%02x:%02x:%02x", m[0], m[1], m[2], m[3], m[4],
			m[5]);
		return out;
	}
	if (row->type == BONDOPT_LINK) {
		snprintf(out, 32, "%s", in->primary[0] ? in->primary : "none");
		return out;
	}
	snprintf(out, 32, "%" PRIu32, in->value[o]);
	for (const struct bondopt_word *w = row->words; w && w->name; w++)
		if (w->value == in->value[o])
			snprintf(out, 32, "%s", w->name);
	return out;
}

bool bondopt_same(const struct bondopts *a, const struct bondopts *b, enum bondopt o)
{
	if (!(a->has & b->has & (1u << o)))
		return false;
	if (bondopt_table[o].type == BONDOPT_MAC)
		return !memcmp(a->actor_system, b->actor_system, 6);
	if (bondopt_table[o].type == BONDOPT_LINK)
		return !strcmp(a->primary, b->primary);
	return a->value[o] == b->value[o];
}
