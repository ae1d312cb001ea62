// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <limits.h>
#include <linux/if_link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bondopt.h"

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

const struct bondopt_row bondopt_table[BONDOPT_COUNT] = {
	[BONDOPT_MODE] = { "mode", IFLA_BOND_MODE, BONDOPT_U8, 0, 6, modes, BONDOPT_NO_MEMBERS, "",
		"how the bond uses its members" },
	[BONDOPT_MIIMON] = { "miimon", IFLA_BOND_MIIMON, BONDOPT_U32, 0, INT_MAX, NULL,
		BONDOPT_ANY_TIME, "ms", "how often the members' carrier is looked at" },
	[BONDOPT_UPDELAY] = { "updelay", IFLA_BOND_UPDELAY, BONDOPT_U32, 0, INT_MAX, NULL,
		BONDOPT_ANY_TIME, "ms", "wait after carrier came, a multiple of miimon" },
	[BONDOPT_DOWNDELAY] = { "downdelay", IFLA_BOND_DOWNDELAY, BONDOPT_U32, 0, INT_MAX, NULL,
		BONDOPT_ANY_TIME, "ms", "wait after carrier went, a multiple of miimon" },
	[BONDOPT_LACP_RATE] = { "lacp_rate", IFLA_BOND_AD_LACP_RATE, BONDOPT_U8, 0, 1, rates,
		BONDOPT_BOND_DOWN, "", "the rate of LACPDUs that we ask of the partner" },
	[BONDOPT_LACP_ACTIVE] = { "lacp_active", IFLA_BOND_AD_LACP_ACTIVE, BONDOPT_U8, 0, 1, onoff,
		BONDOPT_BOND_DOWN, "", "whether we send LACPDUs unasked" },
	[BONDOPT_AD_SELECT] = { "ad_select", IFLA_BOND_AD_SELECT, BONDOPT_U8, 0, 2, selects,
		BONDOPT_BOND_DOWN, "", "which aggregator is used when there are several" },
	[BONDOPT_XMIT_HASH_POLICY] = { "xmit_hash_policy", IFLA_BOND_XMIT_HASH_POLICY, BONDOPT_U8,
		0, 5, hashes, BONDOPT_ANY_TIME, "", "what of a frame chooses the member" },
	[BONDOPT_MIN_LINKS] = { "min_links", IFLA_BOND_MIN_LINKS, BONDOPT_U32, 0, INT_MAX, NULL,
		BONDOPT_ANY_TIME, "", "members that must be aggregated for carrier" },
	[BONDOPT_AD_ACTOR_SYS_PRIO] = { "ad_actor_sys_prio", IFLA_BOND_AD_ACTOR_SYS_PRIO,
		BONDOPT_U16, 1, 65535, NULL, BONDOPT_ANY_TIME, "", "our LACP system priority" },
	[BONDOPT_AD_USER_PORT_KEY] = { "ad_user_port_key", IFLA_BOND_AD_USER_PORT_KEY, BONDOPT_U16,
		0, 1023, NULL, BONDOPT_BOND_DOWN, "", "the upper ten bits of our LACP key" },
	[BONDOPT_AD_ACTOR_SYSTEM] = { "ad_actor_system", IFLA_BOND_AD_ACTOR_SYSTEM, BONDOPT_MAC, 0,
		0, NULL, BONDOPT_ANY_TIME, "", "our LACP system id; the bond's MAC if not set" },
};

int bondopt_find(const char *name)
{
	for (int i = 0; i < BONDOPT_COUNT; i++)
		if (!strcmp(bondopt_table[i].name, name))
			return i;
	return -1;
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

int bondopt_parse(enum bondopt o, const char *text, struct bondopts *out)
{
	const struct bondopt_row *row = &bondopt_table[o];
	unsigned long v;
	char *end;

	if (row->type == BONDOPT_MAC) {
		if (parse_mac(text, out->actor_system))
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
	return a->value[o] == b->value[o];
}
