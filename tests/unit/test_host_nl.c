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

static void test_addr(void **state)
{
	static const struct {
		const char *ip;
		const char *broadcast; /* 4 bytes, or NULL */
	} cases[] = {
		{ "10.8.0.2/24", "\12\10\0\377" },
		{ "10.8.0.2/31", NULL },
		{ "10.8.0.2/22", "\12\10\3\377" },
		{ "2001:db8::2/64", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct step s = { .op = STEP_ADDR_ADD };
		const struct step_refs refs = { .link = 7 };
		struct host_addr addr;
		struct nl_msg *m;
		struct nlattr *a;
		int index;

		assert_int_equal(ipaddr_parse(cases[i].ip, &s.u.addr.ip), 0);
		m = encode_step(&s, &refs);
		assert_int_equal(decode_addr(nlmsg_hdr(m), &addr, &index), 0);
		assert_int_equal(index, 7);
		assert_true(ipaddr_equal(&addr.ip, &s.u.addr.ip));
		a = nlmsg_find_attr(nlmsg_hdr(m), sizeof(struct ifaddrmsg), IFA_BROADCAST);
		assert_int_equal(!a, !cases[i].broadcast);
		if (a)
			assert_memory_equal(nla_data(a), cases[i].broadcast, 4);
		nlmsg_free(m);
	}
}

static void test_route(void **state)
{
	struct step s = { .op = STEP_ROUTE_ADD };
	const struct step_refs refs = { .link = 7 };
	struct host_route r, *want = &s.u.route;
	struct nl_msg *m;
	int index;

	(void)state;
	ipaddr_parse("192.0.2.0/24", &want->dst);
	ipaddr_parse("10.8.0.1", &want->gateway);
	want->table = RT_TABLE_MAIN;
	want->metric = 100;
	want->protocol = RTPROT_STATIC;
	want->type = RTN_UNICAST;
	m = encode_step(&s, &refs);
	assert_int_equal(decode_route(nlmsg_hdr(m), &r, &index), 0);
	assert_int_equal(index, 7);
	assert_true(ipaddr_equal(&r.dst, &want->dst));
	assert_true(ipaddr_equal(&r.gateway, &want->gateway));
	assert_int_equal(r.metric, 100);
	assert_int_equal(r.protocol, RTPROT_STATIC);
	nlmsg_free(m);
	assert_int_equal(r.extras, 0);
	want->table = 1000;
	m = encode_step(&s, &refs);
	assert_int_equal(decode_route(nlmsg_hdr(m), &r, &index), 0);
	assert_int_equal(r.table, 1000);
	nlmsg_free(m);
	want->table = RT_TABLE_LOCAL; /* the kernel's own */
	m = encode_step(&s, &refs);
	assert_int_equal(decode_route(nlmsg_hdr(m), &r, &index), -1);
	nlmsg_free(m);
}

static void test_multipath(void **state)
{
	struct step s = { .op = STEP_ROUTE_ADD,
		.u.route = { .dst = { .family = AF_INET }, .table = 254 } };
	const struct step_refs refs = { 0 };
	struct rtnexthop hops[3] = { { .rtnh_len = 8, .rtnh_ifindex = 7 },
		{ .rtnh_len = 8, .rtnh_ifindex = 9 }, { .rtnh_len = 200, .rtnh_ifindex = 11 } };
	struct nl_msg *m = encode_step(&s, &refs);
	struct host_route r;
	int index, found[4];

	(void)state;
	assert_int_equal(decode_hops(nlmsg_hdr(m), found, 4), 0);
	nla_put(m, RTA_MULTIPATH, 2 * sizeof(*hops), hops);
	assert_int_equal(decode_route(nlmsg_hdr(m), &r, &index), 0);
	assert_int_equal(r.extras, ROUTE_MULTIPATH);
	assert_int_equal(decode_hops(nlmsg_hdr(m), found, 4), 2);
	assert_int_equal(found[0], 7);
	assert_int_equal(found[1], 9);
	assert_int_equal(decode_hops(nlmsg_hdr(m), found, 1), 1);
	nlmsg_free(m);
	m = encode_step(&s, &refs);
	hops[1].rtnh_len = 0; /* shorter than itself, and one that reaches beyond the end */
	nla_put(m, RTA_MULTIPATH, sizeof(hops), hops);
	assert_int_equal(decode_hops(nlmsg_hdr(m), found, 4), 1);
	nlmsg_free(m);
	m = encode_step(&s, &refs);
	nla_put(m, RTA_MULTIPATH, sizeof(*hops), &hops[2]);
	assert_int_equal(decode_hops(nlmsg_hdr(m), found, 4), 1);
	nlmsg_free(m);
}

static void test_rule(void **state)
{
	const struct fib_rule_hdr head = { .family = AF_INET, .table = 100 };
	struct nl_msg *m = nlmsg_alloc_simple(RTM_NEWRULE, 0);
	struct host_rule r;

	(void)state;
	nlmsg_append(m, (void *)(uintptr_t)&head, sizeof(head), NLMSG_ALIGNTO);
	nla_put_u32(m, FRA_PRIORITY, 101);
	assert_int_equal(decode_rule(nlmsg_hdr(m), &r), -1); /* speaks of no link */
	nla_put_string(m, FRA_IIFNAME, "eno1");
	assert_int_equal(decode_rule(nlmsg_hdr(m), &r), 0);
	assert_string_equal(r.iif, "eno1");
	assert_string_equal(r.oif, "");
	assert_int_equal(r.value[RULE_PRIORITY].first, 101);
	assert_int_equal(r.table, 100);
	assert_false(r.extras);
	nla_put_u32(m, FRA_SUPPRESS_PREFIXLEN, UINT32_MAX); /* as of one that has none */
	assert_int_equal(decode_rule(nlmsg_hdr(m), &r), 0);
	assert_int_equal(r.has, 1u << RULE_PRIORITY);
	nla_put_u64(m, FRA_TUN_ID, 1);
	assert_int_equal(decode_rule(nlmsg_hdr(m), &r), 0);
	assert_true(r.extras); /* is not copied */
	nlmsg_free(m);
}

/* Each selector says itself again. */
static void test_rule_again(void **state)
{
	struct step s = { .op = STEP_RULE_ADD };
	const struct step_refs refs = { 0 };
	struct host_rule *r = &s.u.rule, back;
	struct nl_msg *m;

	(void)state;
	for (int family = AF_INET; family; family = family == AF_INET ? AF_INET6 : 0) {
		*r = (struct host_rule){ .family = (uint8_t)family,
			.tos = 0x10,
			.action = FR_ACT_TO_TBL,
			.flags = FIB_RULE_INVERT,
			.table = 70000,
			.iif = "eno1",
			.oif = "a-name-of-15-ch" };
		ipaddr_parse(family == AF_INET ? "10.8.0.0/24" : "2001:db8::/32", &r->src);
		ipaddr_parse(family == AF_INET ? "10.9.0.1/32" : "2001:db8::1/128", &r->dst);
		r->has = (1u << RULE_ATTR_COUNT) - 1;
		for (int k = 0; k < RULE_ATTR_COUNT; k++)
			r->value[k].first = 7u + (unsigned)k;
		r->value[RULE_UIDRANGE].last = UINT32_MAX;
		r->value[RULE_SPORT].last = r->value[RULE_DPORT].last = UINT16_MAX;
		m = encode_step(&s, &refs);
		assert_int_equal(decode_rule(nlmsg_hdr(m), &back), 0);
		assert_true(host_rule_same(&back, r));
		assert_false(back.extras);
		nlmsg_free(m);
	}
	s.op = STEP_RULE_DEL;
	m = encode_step(&s, &refs);
	assert_int_equal(nlmsg_hdr(m)->nlmsg_type, RTM_DELRULE);
	nlmsg_free(m);
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

/* An error as the kernel sends it, with or without the request behind its header. */
static struct nl_answer answer(
	const struct nlmsghdr *request, int error, const char *text, uint32_t offset, bool capped)
{
	struct nl_msg *m = nlmsg_alloc_simple(NLMSG_ERROR, NLM_F_ACK_TLVS);
	struct nlmsgerr err = { .error = -error, .msg = *request };
	struct nl_answer out;

	if (capped)
		nlmsg_hdr(m)->nlmsg_flags |= NLM_F_CAPPED;
	nlmsg_append(m, &err, sizeof(err), NLMSG_ALIGNTO);
	if (!capped)
		nlmsg_append(m, nlmsg_data(request), (size_t)nlmsg_datalen(request), NLMSG_ALIGNTO);
	nla_put_string(m, NLMSGERR_ATTR_MSG, text);
	if (offset)
		nla_put_u32(m, NLMSGERR_ATTR_OFFS, offset);
	nl_answer_decode(nlmsg_hdr(m), request, &out);
	nlmsg_free(m);
	return out;
}

static uint32_t offset_of_option(const struct nlmsghdr *h, int attr)
{
	struct nlattr *a = nlmsg_find_attr(
		(struct nlmsghdr *)(uintptr_t)h, sizeof(struct ifinfomsg), IFLA_LINKINFO);

	a = nla_find(nla_data(a), nla_len(a), IFLA_INFO_DATA);
	a = nla_find(nla_data(a), nla_len(a), attr);
	return (uint32_t)((const char *)a - (const char *)h);
}

static void test_answer(void **state)
{
	struct step s = link_step(STEP_LINK_SET, "bond0", LINK_BOND);
	const struct step_refs refs = { .link = 7 };
	struct nl_answer a;
	struct nl_msg *m;

	(void)state;
	bondopt_parse(BONDOPT_MODE, "802.3ad", &s.u.link.bond);
	bondopt_parse(BONDOPT_LACP_RATE, "fast", &s.u.link.bond);
	m = encode_step(&s, &refs);
	for (int capped = 0; capped < 2; capped++) {
		a = answer(nlmsg_hdr(m), EBUSY, "the bond is up.\n\33[31m",
			offset_of_option(nlmsg_hdr(m), IFLA_BOND_AD_LACP_RATE), capped);
		assert_int_equal(a.error, EBUSY);
		assert_string_equal(a.text, "the bond is up.??[31m");
		assert_string_equal(a.attr, "lacp_rate");
	}
	a = answer(nlmsg_hdr(m), EINVAL, "invalid option value.", 0, true);
	assert_string_equal(a.text, "invalid option value");
	assert_string_equal(a.attr, "");
	a = answer(nlmsg_hdr(m), EINVAL, "", 0x7fffffff, true);
	assert_string_equal(a.attr, "");
	a = answer(nlmsg_hdr(m), EINVAL, "", 3, false);
	assert_string_equal(a.attr, "");
	nlmsg_free(m);
}

static void test_session(void **state)
{
	static const struct {
		const char *connection, *link;
	} cases[] = {
		{ "198.51.100.9 50000 192.0.2.7 22", "br40" },
		{ "2001:db8::9 50000 2001:db8::2 22", "br40" },
		{ "::ffff:198.51.100.9 50000 ::ffff:192.0.2.7 22", "br40" },
		{ "fe80::9%eno1 50000 fe80::1%eno1 22", "eno1" },
		{ "198.51.100.9 50000 192.0.2.8 22", NULL },
		{ "198.51.100.9 50000", NULL },
		{ "", NULL },
		{ NULL, NULL },
	};
	struct host_addr addrs[3] = { { .link = "br40" }, { .link = "br40" }, { .link = "eno1" } };
	struct host_state s = { 0 };

	(void)state;
	ipaddr_parse("192.0.2.7/24", &addrs[0].ip);
	ipaddr_parse("2001:db8::2/64", &addrs[1].ip);
	ipaddr_parse("fe80::1/64", &addrs[2].ip);
	s.addrs.v = addrs;
	s.addrs.n = 3;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *link = host_session_link(&s, cases[i].connection);

		assert_int_equal(!link, !cases[i].link);
		if (link)
			assert_string_equal(link, cases[i].link);
	}
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
		cmocka_unit_test(test_addr),
		cmocka_unit_test(test_route),
		cmocka_unit_test(test_multipath),
		cmocka_unit_test(test_rule),
		cmocka_unit_test(test_rule_again),
		cmocka_unit_test(test_port_vlans),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_event),
		cmocka_unit_test(test_answer),
		cmocka_unit_test(test_session),
		cmocka_unit_test(test_stats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
