// SPDX-License-Identifier: Apache-2.0
/* What the kernel answers to a request, and in which session it came. */
#include "test.h"

#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#include "decode.h"
#include "encode.h"
#include "nl.h"
#include "read.h"

#include <linux/if_bonding.h> /* behind ours: its BOND_MODE_ names are macros */

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
	struct step s = { .op = STEP_LINK_SET, .u.link = { .name = "bond0", .kind = LINK_BOND } };
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answer),
		cmocka_unit_test(test_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
