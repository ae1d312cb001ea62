// SPDX-License-Identifier: Apache-2.0
/* Addresses, routes and rules as rtnetlink messages: written, read again. */
#include "test.h"

#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>

#include "decode.h"
#include "encode.h"
#include "nl.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addr),
		cmocka_unit_test(test_route),
		cmocka_unit_test(test_multipath),
		cmocka_unit_test(test_rule),
		cmocka_unit_test(test_rule_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
