// SPDX-License-Identifier: Apache-2.0
/* Messages as the kernel would read and write them, without one. */
#include "test.h"

#include <errno.h>
#include <linux/fib_rules.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#include "decode.h"
#include "encode.h"
#include "events.h"
#include "nl.h"
#include "read.h"
#include "stats.h"

#include <linux/if_bonding.h> /* behind ours: its BOND_MODE_ names are macros */

static struct step link_step(enum step_op op, const char *name, enum link_kind kind)
{
	struct step s = { .op = op };

	snprintf(s.u.link.name, sizeof(s.u.link.name), "%s", name);
	s.u.link.kind = kind;
	return s;
}

/* Encodes s and reads it back as a link. */
static struct link round_trip(const struct step *s, struct link_refs *refs)
{
	const struct step_refs in = { .link = 7, .master = 8, .lower = 9 };
	struct nl_msg *m = encode_step(s, &in);
	struct link_refs ignored;
	struct link l;

	assert_non_null(m);
	assert_int_equal(decode_link(nlmsg_hdr(m), &l, refs ? refs : &ignored), 0);
	nlmsg_free(m);
	return l;
}

static void test_bond(void **state)
{
	static const char *const values[BONDOPT_COUNT] = { "802.3ad", "100", "200", "300", "fast",
		"on", "bandwidth", "layer3+4", "1", "40000", "11", "02:00:00:00:00:01", "500", "on",
		"on", "2", "3", "4", "follow", "off", "on", "on", "better", "" };
	struct step s = link_step(STEP_LINK_ADD, "bond0", LINK_BOND);
	struct link l;

	(void)state;
	for (int o = 0; o < BONDOPT_PRIMARY; o++)
		assert_int_equal(bondopt_parse((enum bondopt)o, values[o], &s.u.link.bond), 0);
	s.u.link.has = LINK_HAS_MAC | LINK_HAS_MTU;
	s.u.link.mtu = 9000;
	memcpy(s.u.link.mac, "\2\0\0\0\0\7", 6);
	l = round_trip(&s, NULL);
	assert_string_equal(l.name, "bond0");
	assert_int_equal(l.kind, LINK_BOND);
	assert_int_equal(l.bond.has, (1u << BONDOPT_PRIMARY) - 1);
	for (int o = 0; o < BONDOPT_PRIMARY; o++)
		assert_true(bondopt_same(&s.u.link.bond, &l.bond, (enum bondopt)o));
	assert_int_equal(l.mtu, 9000);
	assert_memory_equal(l.mac, s.u.link.mac, 6);
}

/* The bridge's own VLANs are asked for as such; a port's are not. */
static void test_own_vlans(void **state)
{
	static const struct vlans_target own = { 7, true }, port = { 7, false };
	static const struct port_vlans none;
	struct port_vlans want = { .pvid = 40 };
	struct nlattr *spec;
	struct nl_msg *m;

	(void)state;
	vlanset_add(&want.vlans, 40);
	m = encode_port_vlans_set(&own, &none, &want);
	spec = nlmsg_find_attr(nlmsg_hdr(m), sizeof(struct ifinfomsg), IFLA_AF_SPEC);
	assert_non_null(spec);
	assert_int_equal(nla_get_u16(nla_find(nla_data(spec), nla_len(spec), IFLA_BRIDGE_FLAGS)),
		BRIDGE_FLAGS_SELF);
	nlmsg_free(m);
	m = encode_port_vlans_set(&port, &none, &want);
	spec = nlmsg_find_attr(nlmsg_hdr(m), sizeof(struct ifinfomsg), IFLA_AF_SPEC);
	assert_null(nla_find(nla_data(spec), nla_len(spec), IFLA_BRIDGE_FLAGS));
	nlmsg_free(m);
}

/* A bridge's MTU is no part of its create request: its ports would replace it. */
static void test_bridge_values(void **state)
{
	struct step s = link_step(STEP_LINK_ADD, "br41", LINK_BRIDGE);
	struct link l;

	(void)state;
	s.u.link.has = LINK_HAS_FORWARD_DELAY | LINK_HAS_AGEING_TIME | LINK_HAS_MCAST_SNOOPING |
		LINK_HAS_MTU;
	s.u.link.forward_delay = 400;
	s.u.link.ageing_time = 6000;
	s.u.link.mcast_snooping = true;
	s.u.link.mtu = 9000;
	l = round_trip(&s, NULL);
	assert_int_equal(l.forward_delay, 400);
	assert_int_equal(l.ageing_time, 6000);
	assert_true(l.mcast_snooping);
	assert_false(l.has & LINK_HAS_MTU);
}

/* The primary is an index on the wire, and absent where there is none. */
static void test_primary(void **state)
{
	static const struct step_refs in = { .link = 7, .primary = 8 };
	struct step s = link_step(STEP_LINK_ADD, "bond0", LINK_BOND);
	struct link_refs refs;
	struct nl_msg *m;
	struct link l;

	(void)state;
	bondopt_parse(BONDOPT_MODE, "active-backup", &s.u.link.bond);
	l = round_trip(&s, &refs);
	assert_true(l.bond.has & 1u << BONDOPT_PRIMARY);
	assert_int_equal(refs.primary, 0);
	bondopt_parse(BONDOPT_PRIMARY, "eno1", &s.u.link.bond);
	m = encode_step(&s, &in);
	assert_int_equal(decode_link(nlmsg_hdr(m), &l, &refs), 0);
	assert_int_equal(refs.primary, 8);
	nlmsg_free(m);
}

/* While spanning tree tells of a change the kernel shows another ageing time than the one set. */
static void test_passing_ageing_time(void **state)
{
	(void)state;
	for (uint8_t changing = 0; changing < 2; changing++) {
		struct nl_msg *m = nlmsg_alloc_simple(RTM_NEWLINK, 0);
		struct ifinfomsg ifi = { .ifi_index = 7 };
		struct link_refs refs;
		struct nlattr *info, *data;
		struct link l;

		nlmsg_append(m, &ifi, sizeof(ifi), NLMSG_ALIGNTO);
		nla_put_string(m, IFLA_IFNAME, "br0");
		info = nla_nest_start(m, IFLA_LINKINFO);
		nla_put_string(m, IFLA_INFO_KIND, "bridge");
		data = nla_nest_start(m, IFLA_INFO_DATA);
		nla_put_u32(m, IFLA_BR_STP_STATE, 1);
		nla_put_u32(m, IFLA_BR_AGEING_TIME, changing ? 3000 : 30000);
		nla_put_u8(m, IFLA_BR_TOPOLOGY_CHANGE, changing);
		nla_nest_end(m, data);
		nla_nest_end(m, info);
		assert_int_equal(decode_link(nlmsg_hdr(m), &l, &refs), 0);
		assert_int_equal(!!(l.has & LINK_HAS_AGEING_TIME), !changing);
		nlmsg_free(m);
	}
}

static struct nl_msg *link_message(int type, int family)
{
	struct nl_msg *m = nlmsg_alloc_simple(type, 0);
	struct ifinfomsg ifi = { .ifi_family = (unsigned char)family, .ifi_index = 7 };

	ifi.ifi_flags = IFF_UP | IFF_LOWER_UP;
	nlmsg_append(m, &ifi, sizeof(ifi), NLMSG_ALIGNTO);
	nla_put_string(m, IFLA_IFNAME, "eno1");
	nla_put_u32(m, IFLA_MASTER, 9);
	nla_put_u32(m, IFLA_CARRIER_CHANGES, 4);
	return m;
}

/* What a bridge says of its ports is in the same group, and is not what a link is. */
static void test_event(void **state)
{
	static const struct {
		int type, family;
		enum host_event kind;
	} cases[] = {
		{ RTM_NEWLINK, AF_UNSPEC, HOST_EVENT_CHANGED },
		{ RTM_DELLINK, AF_UNSPEC, HOST_EVENT_GONE },
		{ RTM_NEWLINK, AF_BRIDGE, HOST_EVENT_NONE },
		{ RTM_DELLINK, AF_BRIDGE, HOST_EVENT_NONE },
		{ RTM_NEWADDR, AF_UNSPEC, HOST_EVENT_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nl_msg *m = link_message(cases[i].type, cases[i].family);
		struct link_refs refs = { 0 };
		struct link l = { 0 };

		assert_int_equal(decode_event(nlmsg_hdr(m), &l, &refs), cases[i].kind);
		if (cases[i].kind != HOST_EVENT_NONE)
			assert_int_equal(l.ifindex, 7);
		if (cases[i].kind == HOST_EVENT_CHANGED) {
			assert_true(l.carrier);
			assert_int_equal(l.carrier_changes, 4);
			assert_int_equal(refs.master, 9);
		}
		nlmsg_hdr(m)->nlmsg_len = sizeof(struct nlmsghdr) + 8;
		assert_int_equal(decode_event(nlmsg_hdr(m), &l, &refs), HOST_EVENT_NONE);
		nlmsg_free(m);
	}
}

static void test_vlan_and_bridge(void **state)
{
	struct step s = link_step(STEP_LINK_ADD, "bond0.41", LINK_VLAN);
	struct link_refs refs;
	struct link l;

	(void)state;
	s.u.link.has = LINK_HAS_VLAN;
	s.u.link.vlan_id = 41;
	l = round_trip(&s, &refs);
	assert_int_equal(l.vlan_id, 41);
	assert_int_equal(refs.lower, 9);

	s = link_step(STEP_LINK_ADD, "vsw", LINK_BRIDGE);
	s.u.link.has = LINK_HAS_STP | LINK_HAS_VLAN_FILTERING;
	s.u.link.stp = s.u.link.vlan_filtering = true;
	s.u.link.default_pvid = 5;
	l = round_trip(&s, NULL);
	assert_true(l.stp && l.vlan_filtering);
	assert_int_equal(l.default_pvid, 5);
}

static struct ifinfomsg header_of(enum step_op op, int *type, uint32_t *master)
{
	const struct step s = link_step(op, "eno1", LINK_PLAIN);
	const struct step_refs refs = { .link = 7, .master = 8, .lower = 9 };
	struct nl_msg *m = encode_step(&s, &refs);
	struct ifinfomsg ifi;
	struct nlattr *a;

	memcpy(&ifi, nlmsg_data(nlmsg_hdr(m)), sizeof(ifi));
	*type = nlmsg_hdr(m)->nlmsg_type;
	a = nlmsg_find_attr(nlmsg_hdr(m), sizeof(ifi), IFLA_MASTER);
	*master = a ? nla_get_u32(a) : 0;
	nlmsg_free(m);
	return ifi;
}

static void test_link_requests(void **state)
{
	struct ifinfomsg ifi;
	uint32_t master;
	int type;

	(void)state;
	ifi = header_of(STEP_LINK_UP, &type, &master);
	assert_int_equal(ifi.ifi_flags & ifi.ifi_change, 1); /* IFF_UP */
	assert_int_equal(ifi.ifi_index, 7);
	ifi = header_of(STEP_LINK_DOWN, &type, &master);
	assert_int_equal(ifi.ifi_flags, 0);
	assert_int_equal(ifi.ifi_change, 1);
	ifi = header_of(STEP_MASTER, &type, &master);
	assert_int_equal(master, 8);
	ifi = header_of(STEP_LINK_DEL, &type, &master);
	assert_int_equal(type, RTM_DELLINK);
	assert_int_equal(ifi.ifi_index, 7);
}

static struct port_vlans vlans(const char *list, const char *untagged, uint16_t pvid)
{
	struct port_vlans v = { .pvid = pvid };

	if (*list)
		vlanset_parse(&v.vlans, list);
	if (*untagged)
		vlanset_parse(&v.untagged, untagged);
	return v;
}

/* The VLANs of a request as text; sets the number of VLAN attributes. */
static void read_vlans(struct nl_msg *m, int type, char out[256], struct port_vlans *v)
{
	int index;

	*out = '\0';
	if (!m)
		return;
	assert_int_equal(nlmsg_hdr(m)->nlmsg_type, type);
	nlmsg_hdr(m)->nlmsg_type = RTM_NEWLINK;
	assert_int_equal(decode_port_vlans(nlmsg_hdr(m), v, &index), 0);
	assert_int_equal(index, 7);
	vlanset_format(&v->vlans, out, 256);
	nlmsg_free(m);
}

static void test_port_vlans(void **state)
{
	static const struct vlans_target to = { 7, false };
	static const struct {
		const char *now, *now_untagged;
		uint16_t now_pvid;
		const char *want, *want_untagged;
		uint16_t want_pvid;
		const char *del, *set;
	} cases[] = {
		{ "", "", 0, "40-44", "40", 40, "", "40-44" },
		{ "40-44", "40", 40, "40-45", "40", 40, "", "45" },
		{ "40-44", "40", 40, "40,42-44", "40", 40, "41", "" },
		{ "40-44", "40", 40, "40-44", "", 0, "", "40" },
		{ "1", "1", 1, "", "", 0, "1", "" },
		{ "40-44", "40", 40, "40-44", "40", 40, "", "" },
		{ "", "", 0, "1-4094", "5-9", 7, "", "1-4094" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct port_vlans now =
			vlans(cases[i].now, cases[i].now_untagged, cases[i].now_pvid);
		struct port_vlans want =
			vlans(cases[i].want, cases[i].want_untagged, cases[i].want_pvid);
		struct port_vlans got = { 0 };
		char text[256];

		read_vlans(encode_port_vlans_del(&to, &now, &want), RTM_DELLINK, text, &got);
		assert_string_equal(text, cases[i].del);
		read_vlans(encode_port_vlans_set(&to, &now, &want), RTM_SETLINK, text, &got);
		assert_string_equal(text, cases[i].set);
		if (*text && vlanset_has(&got.vlans, want.pvid))
			assert_int_equal(got.pvid, want.pvid);
		vlanset_intersect(&want.untagged, &got.vlans);
		if (*text)
			assert_true(vlanset_equal(&got.untagged, &want.untagged));
	}
}

/* No cut of a message is read past its end (the sanitizer watches). */
static void test_cut(void **state)
{
	struct step s = link_step(STEP_LINK_ADD, "bond0", LINK_BOND);
	const struct step_refs refs = { 0 };
	struct nl_msg *m;
	size_t len;

	(void)state;
	bondopt_parse(BONDOPT_MODE, "802.3ad", &s.u.link.bond);
	bondopt_parse(BONDOPT_AD_ACTOR_SYSTEM, "02:00:00:00:00:01", &s.u.link.bond);
	m = encode_step(&s, &refs);
	len = nlmsg_hdr(m)->nlmsg_len;
	for (size_t n = sizeof(struct nlmsghdr); n < len; n++) {
		struct nlmsghdr *cut = malloc(n);
		struct link_refs ignored;
		struct port_vlans v;
		struct link l;
		int index;

		memcpy(cut, nlmsg_hdr(m), n);
		cut->nlmsg_len = (uint32_t)n;
		decode_link(cut, &l, &ignored);
		decode_port_vlans(cut, &v, &index);
		free(cut);
	}
	nlmsg_free(m);
}

/* Counters of a bond's member, whose attributes begin at type 0 (LACPDU_RX). */
static void test_stats(void **state)
{
	struct nl_msg *m = nlmsg_alloc_simple(RTM_NEWSTATS, 0);
	struct if_stats_msg head = { .ifindex = 7 };
	struct rtnl_link_stats64 packets = { .tx_packets = 1234 };
	struct nlattr *slave, *bond, *lacp;
	struct link_stats s;

	(void)state;
	nlmsg_append(m, &head, sizeof(head), NLMSG_ALIGNTO);
	nla_put(m, IFLA_STATS_LINK_64, sizeof(packets), &packets);
	slave = nla_nest_start(m, IFLA_STATS_LINK_XSTATS_SLAVE);
	bond = nla_nest_start(m, LINK_XSTATS_TYPE_BOND);
	lacp = nla_nest_start(m, BOND_XSTATS_3AD);
	nla_put_u64(m, BOND_3AD_STAT_LACPDU_RX, 21);
	nla_put_u64(m, BOND_3AD_STAT_LACPDU_TX, 22);
	nla_put_u64(m, BOND_3AD_STAT_LACPDU_ILLEGAL_RX, 3);
	nla_nest_end(m, lacp);
	nla_nest_end(m, bond);
	nla_nest_end(m, slave);
	assert_int_equal(decode_stats(nlmsg_hdr(m), &s), 0);
	assert_int_equal(s.ifindex, 7);
	assert_int_equal(s.tx_packets, 1234);
	assert_true(s.has_lacp);
	assert_int_equal(s.lacpdu_rx, 21);
	assert_int_equal(s.lacpdu_tx, 22);
	assert_int_equal(s.lacpdu_illegal_rx, 3);
	nlmsg_hdr(m)->nlmsg_type = RTM_NEWLINK;
	assert_int_equal(decode_stats(nlmsg_hdr(m), &s), -1);
	nlmsg_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bond),
		cmocka_unit_test(test_own_vlans),
		cmocka_unit_test(test_bridge_values),
		cmocka_unit_test(test_primary),
		cmocka_unit_test(test_passing_ageing_time),
		cmocka_unit_test(test_vlan_and_bridge),
		cmocka_unit_test(test_link_requests),
		cmocka_unit_test(test_port_vlans),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_event),
		cmocka_unit_test(test_stats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
