// SPDX-License-Identifier: Apache-2.0
#include "host_fixture.h"

/* A host on which something is in the way, and what is said about it. */
struct refuse_case {
	void (*prepare)(struct pairing *p);
	const char *session;
	enum report_level level;
	const char *text; /* NULL: nothing is said */
	unsigned line;
};

static void nothing(struct pairing *p)
{
	fixture_addr(p, "eno2", "fe80::1/64"); /* every idle NIC that is up has one */
	fixture_route(p, "eno2", "fe80::/64", NULL);
}

static void address(struct pairing *p)
{
	fixture_addr(p, "eno1", "192.0.2.7/24");
	fixture_route(p, "eno1", "192.0.2.0/24", NULL);
}

static void route(struct pairing *p)
{
	fixture_route(p, "eno2", "198.51.100.0/24", NULL);
}

static struct link *add(struct pairing *p, const char *name, enum link_kind kind, const char *lower)
{
	struct link *l = host_state_add_link(p->a, p->found, name, kind);

	snprintf(l->lower, sizeof(l->lower), "%s", lower);
	return l;
}

static void enslave(struct pairing *p, const char *name, const char *master)
{
	struct link *l = host_state_link(p->found, name);

	snprintf(l->master, sizeof(l->master), "%s", master);
}

static void in_bridge(struct pairing *p)
{
	add(p, "virbr0", LINK_BRIDGE, "");
	enslave(p, "eno2", "virbr0");
}

static void session_above(struct pairing *p)
{
	add(p, "eno1.7", LINK_VLAN, "eno1")->vlan_id = 7;
	fixture_addr(p, "eno1.7", "192.0.2.7/24");
}

static void vlan_above(struct pairing *p)
{
	add(p, "eno1.7", LINK_VLAN, "eno1")->vlan_id = 7;
}

static void not_ethernet(struct pairing *p)
{
	host_state_link(p->found, "eno1")->not_ethernet = true;
}

static void name_taken(struct pairing *p)
{
	add(p, "br40", LINK_PLAIN, "");
}

static void vlan_renamed(struct pairing *p)
{
	add(p, "vlan41", LINK_VLAN, "bond0")->vlan_id = 41;
}

static void vlan_of_other_id(struct pairing *p)
{
	add(p, "bond0.41", LINK_VLAN, "bond0")->vlan_id = 99;
}

static void bond_in_use(struct pairing *p)
{
	bondopt_parse(BONDOPT_MODE, "active-backup", &add(p, "bond0", LINK_BOND, "")->bond);
	enslave(p, "eno1", "bond0");
}

/* Some bond of this kernel is known, and it has no lacp_active. */
static void old_kernel(struct pairing *p)
{
	bondopt_parse(BONDOPT_LACP_ACTIVE, "on", &p->bond.opts);
	p->found->bond_options = 1u << BONDOPT_MODE | 1u << BONDOPT_MIIMON;
}

static void bond_empty(struct pairing *p)
{
	bondopt_parse(BONDOPT_MODE, "active-backup", &add(p, "bond0", LINK_BOND, "")->bond);
}

static void bond_recreated(struct pairing *p)
{
	bond_in_use(p);
	p->recreate = true;
}

static void vlan_too_large(struct pairing *p)
{
	p->bridges[1].mtu = (struct intent_number){ 9000, { .file = "lacppair.yaml" } };
}

static void nic_too_small(struct pairing *p)
{
	p->bond.mtu = (struct intent_number){ 9000, { .file = "lacppair.yaml" } };
	host_state_link(p->found, "eno1")->max_mtu = 1500;
}

static void extra_member(struct pairing *p)
{
	bondopt_parse(BONDOPT_MODE, "802.3ad", &add(p, "bond0", LINK_BOND, "")->bond);
	enslave(p, "eno3", "bond0");
}

static void slow_bond(struct pairing *p)
{
	struct link *l = add(p, "bond0", LINK_BOND, "");

	bondopt_parse(BONDOPT_MODE, "802.3ad", &l->bond);
	bondopt_parse(BONDOPT_LACP_RATE, "slow", &l->bond);
	l->up = true;
	add(p, "br40", LINK_BRIDGE, "")->vlan_filtering = true;
	enslave(p, "bond0", "br40");
	enslave(p, "eno1", "bond0");
}

static void extra_address(struct pairing *p)
{
	add(p, "br41", LINK_BRIDGE, "");
	fixture_addr(p, "br41", "192.0.2.9/24");
	enslave(p, fixture_nic(p, "vnet0", 9)->name, "br41");
	snprintf(host_state_link(p->found, "vnet0")->kind_name, 16, "tun");
}

static void address_elsewhere(struct pairing *p)
{
	fixture_addr(p, "eno3", "10.8.0.2/16");
}

static void other_default(struct pairing *p)
{
	fixture_route(p, "eno3", "0.0.0.0/0", "192.0.2.1");
}

static void other_default_later(struct pairing *p)
{
	other_default(p);
	p->found->routes.v[0].metric = 100;
}

static const struct refuse_case cases[] = {
	{ nothing, NULL, REPORT_ERROR, NULL, 0 },
	{ nothing, "eno3", REPORT_ERROR, NULL, 0 },
	{ address, NULL, REPORT_ERROR,
		"eno1 carries the address 192.0.2.7/24, which would be dead in bond0", 10 },
	{ route, NULL, REPORT_ERROR,
		"eno2 carries the route 198.51.100.0/24, which would be dead in bond0", 11 },
	{ address, "eno1", REPORT_ERROR,
		"eno1 carries this session (it came in by eno1): joining bond0 would cut it", 10 },
	{ session_above, "eno1.7", REPORT_ERROR,
		"eno1 carries this session (it came in by eno1.7): joining bond0 would cut it",
		10 },
	{ in_bridge, NULL, REPORT_ERROR, "eno2 is already a port of the bridge virbr0", 11 },
	{ vlan_above, NULL, REPORT_ERROR,
		"eno1 has the VLAN device eno1.7 on it, which would be dead in bond0", 10 },
	{ not_ethernet, NULL, REPORT_ERROR, "eno1 is not an Ethernet NIC", 10 },
	{ name_taken, NULL, REPORT_ERROR, "br40 is a NIC here, not a bridge", 60 },
	{ vlan_renamed, NULL, REPORT_ERROR,
		"VLAN 41 of bond0 already exists under the name vlan41, not bond0.41", 61 },
	{ vlan_of_other_id, NULL, REPORT_ERROR,
		"bond0.41 exists and is VLAN 99 of bond0, not VLAN 41 of bond0", 61 },
	{ bond_in_use, NULL, REPORT_ERROR,
		"bond0 exists with mode active-backup; mode 802.3ad needs it without members", 9 },
	{ bond_recreated, NULL, REPORT_WARNING,
		"bond0: mode active-backup becomes 802.3ad: its members leave and join again, and "
		"its traffic stops until LACP is done again, about 3 s after its members have link",
		9 },
	{ bond_empty, NULL, REPORT_ERROR, NULL, 0 },
	{ old_kernel, NULL, REPORT_ERROR,
		"bond0: lacp_active: the bonds of this kernel have no such option (it came with "
		"Linux 5.15)",
		9 },
	{ vlan_too_large, NULL, REPORT_ERROR,
		"bond0.41: mtu 9000 is more than the 1500 of bond0 below it", 61 },
	{ nic_too_small, NULL, REPORT_ERROR,
		"eno1 takes an mtu of at most 1500, and bond0 is to have 9000", 10 },
	{ extra_member, NULL, REPORT_WARNING,
		"bond0: extra: the member eno3 is not in the intent; it stays (--prune takes it "
		"away)",
		9 },
	{ slow_bond, NULL, REPORT_WARNING,
		"bond0: lacp_rate changes only while the bond is down: its traffic stops until "
		"LACP is done again, about 3 s after its members have link",
		9 },
	{ slow_bond, "br40", REPORT_WARNING,
		"bond0: lacp_rate changes only while the bond is down: its traffic stops until "
		"LACP is done again, about 3 s after its members have link, and with it this "
		"session",
		9 },
	{ extra_address, NULL, REPORT_WARNING,
		"br41: extra: the address 192.0.2.9/24 is not in the intent; it stays (--prune "
		"takes it away)",
		61 },
	{ address_elsewhere, NULL, REPORT_ERROR,
		"the address 10.8.0.2/24 of br40 is on eno3 already", 0 },
	{ other_default, NULL, REPORT_ERROR,
		"br40: the host already has a route default, via 192.0.2.1 on eno3, metric 0", 0 },
	{ other_default_later, NULL, REPORT_WARNING,
		"br40: the host already has a route default, via 192.0.2.1 on eno3, metric 100",
		0 },
};

/* A native VLAN's bridge that somebody made plain; it begins to filter, or is meant so. */
static void test_tags(void **state)
{
	static const struct {
		enum tristate said;
		const char *text;
	} tags[] = {
		{ UNSET,
			"br40: does not filter VLANs: what its virtual machines tag themselves "
			"reaches every VLAN of the trunk" },
		{ YES,
			"br40: begins to filter VLANs: what its virtual machines tag themselves "
			"does not pass any longer; no link goes down" },
		{ NO, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		struct pairing *p = fixture_new();
		struct report r = { .arena = p->a };

		add(p, "br40", LINK_BRIDGE, "");
		p->bridges[0].vlan_filtering = tags[i].said;
		diff_host_refusals(fixture_want(p), p->found, NULL, &r);
		assert_int_equal(r.n, tags[i].text ? 1 : 0);
		if (tags[i].text)
			assert_string_equal(r.v[0].text, tags[i].text);
		fixture_free(p);
	}
}

static void test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct refuse_case *c = &cases[i];
		struct pairing *p = fixture_new();
		struct report r = { .arena = p->a };
		struct host_state *wanted;

		c->prepare(p);
		wanted = fixture_want(p);
		wanted->recreate = p->recreate;
		diff_host_refusals(wanted, p->found, c->session, &r);
		assert_int_equal(r.n, c->text ? 1 : 0);
		if (c->text) {
			assert_string_equal(r.v[0].text, c->text);
			assert_int_equal(r.v[0].level, c->level);
			assert_int_equal(r.v[0].pos.line, c->line);
		}
		fixture_free(p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_tags),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
