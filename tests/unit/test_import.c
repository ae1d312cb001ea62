// SPDX-License-Identifier: Apache-2.0
#include "host_fixture.h"

#include "import.h"

/* The host after apply, and what import says of it. */
struct importing {
	struct pairing *p;
	struct import in;
	struct import_switch sw;
	struct import_cable cables[2];
	struct buf out;
};

static void begin(struct importing *im)
{
	struct steps steps;

	im->p = fixture_new();
	steps = fixture_diff(im->p, fixture_want(im->p));
	fixture_run(im->p, im->p->found, &steps);
	im->in.host = "kvm1";
	im->in.found = im->p->found;
}

static void end(struct importing *im)
{
	buf_free(&im->out);
	fixture_free(im->p);
}

static void with_switch(struct importing *im, const char *config)
{
	im->sw.name = "sw1";
	im->sw.config = ios_config_parse(im->p->a, config);
	im->in.switches = &im->sw;
	im->in.n_switches = 1;
}

static const char *run(struct importing *im)
{
	import_intent(im->p->a, &im->in, &im->out);
	return buf_text(&im->out);
}

/* The intent is read without a mistake, and its plan for the same host is empty. */
static struct intent *round_trip(struct importing *im, const char *text)
{
	struct report r = { .arena = im->p->a };
	struct intent *in = intent_parse(im->p->a, "imported", text, strlen(text), &r);
	struct steps steps = { 0 };
	struct host_state *wanted;
	struct err e = { 0 };

	intent_check(in, &r);
	if (r.errors)
		fail_msg("%s\n%s", r.v[0].text, text);
	wanted = want_host(im->p->a, in, in->hosts.v[0], im->p->found, &e);
	if (!wanted)
		fail_msg("%s", e.text);
	diff_host(im->p->a, wanted, im->p->found, &steps);
	if (steps.n)
		fail_msg("%s: %s\n%s", steps.v[0].object, steps.v[0].text, text);
	return in;
}

#define PORT "interface GigabitEthernet1/0/"
#define TRUNK                                                                                      \
	" switchport trunk native vlan 40\n switchport trunk allowed vlan 40-44\n"                 \
	" switchport mode trunk\n spanning-tree portfast trunk\n"
#define CONFIG                                                                                     \
	"hostname core\n!\nvlan 40\n name mgmt\nvlan 41-43\n!\ninterface Port-channel11\n" TRUNK   \
	" port-channel min-links 2\n!\n" PORT "1\n description kvm1 eno1\n" TRUNK                  \
	" lacp rate fast\n channel-group 11 mode active\n!\n" PORT "2\n"                           \
	" description to kvm1, eno2\n" TRUNK " channel-group 11 mode active\n!\n" PORT             \
	"3\n description kvm10 eno1\n!\nend\n"

static void nothing_is_left_to_do(void **state)
{
	struct importing im = { 0 };
	struct intent *in;

	(void)state;
	begin(&im);
	in = round_trip(&im, run(&im));
	assert_int_equal(in->hosts.v[0]->bonds.n, 1);
	assert_int_equal(in->hosts.v[0]->bridges.n, 2);
	assert_int_equal(in->hosts.v[0]->bonds.v[0]->native_vlan, 40);
	end(&im);
}

static void ports_come_from_descriptions(void **state)
{
	struct importing im = { 0 };
	const struct intent_bond *b;

	(void)state;
	begin(&im);
	with_switch(&im, CONFIG);
	b = round_trip(&im, run(&im))->hosts.v[0]->bonds.v[0];
	assert_string_equal(b->members.v[0].port, "GigabitEthernet1/0/1");
	assert_string_equal(b->members.v[1].port, "GigabitEthernet1/0/2");
	assert_int_equal(b->port_channel, 11);
	assert_int_equal(b->sw.min_links, 2);
	assert_int_equal(b->sw.lacp_rate, 1);
	assert_int_equal(b->sw.portfast, UNSET);
	assert_true(vlanset_has(&b->vlans, 43));
	assert_false(vlanset_has(&b->vlans, 44)); /* the switch does not have it */
	end(&im);
}

static void what_is_said_comes_first(void **state)
{
	struct importing im = { 0 };
	const struct intent_bond *b;

	(void)state;
	begin(&im);
	with_switch(&im, CONFIG);
	im.cables[0] = (struct import_cable){ "eno1", "sw1", "GigabitEthernet1/0/2" };
	im.cables[1] = (struct import_cable){ "eno2", "sw1", "GigabitEthernet1/0/1" };
	im.in.cables = im.cables;
	im.in.n_cables = 2;
	b = round_trip(&im, run(&im))->hosts.v[0]->bonds.v[0];
	assert_string_equal(b->members.v[0].port, "GigabitEthernet1/0/2");
	end(&im);
}

/* What is odd on the host or the switch, and what is said of it. The file is good all the same. */
static void tagged_name(struct importing *im)
{
	struct link *l = host_state_link(im->p->found, "bond0.41");

	snprintf(l->name, sizeof(l->name), "vlan41");
}

static void other_mode(struct importing *im)
{
	struct link *l = host_state_add_link(im->p->a, im->p->found, "bond7", LINK_BOND);

	bondopt_parse(BONDOPT_MODE, "balance-rr", &l->bond);
	snprintf(host_state_link(im->p->found, "eno3")->master, LINK_NAME_MAX, "bond7");
}

static void no_members(struct importing *im)
{
	struct link *l = host_state_add_link(im->p->a, im->p->found, "bond7", LINK_BOND);

	bondopt_parse(BONDOPT_MODE, "802.3ad", &l->bond);
}

static void vlan_aware(struct importing *im)
{
	host_state_link(im->p->found, "br41")->vlan_filtering = true;
}

static struct link *add_vlan(
	struct importing *im, const char *name, const char *lower, uint16_t vid)
{
	struct link *l = host_state_add_link(im->p->a, im->p->found, name, LINK_VLAN);

	l->has = LINK_HAS_UP | LINK_HAS_VLAN | LINK_HAS_MASTER;
	l->up = true;
	l->vlan_id = vid;
	snprintf(l->lower, sizeof(l->lower), "%s", lower);
	return l;
}

static void own_interface(struct importing *im)
{
	add_vlan(im, "bond0.50", "bond0", 50);
	fixture_addr(im->p, "bond0.50", "10.8.50.2/24");
}

/* The bridge of the native VLAN filters, with nothing but that VLAN (what want_host.c makes). */
static void native_alone(struct importing *im)
{
	const struct link *br = host_state_link(im->p->found, "br40");
	const struct link *bond = host_state_link(im->p->found, "bond0");

	assert_true(br->vlan_filtering && br->default_pvid == 40);
	assert_int_equal(bond->port_vlans->pvid, 40);
}

/* One VLAN-aware bridge in place of all others. */
static void aware(struct importing *im)
{
	struct host_state *s = im->p->found;
	struct link *bond, *br;

	while (strcmp(s->links.v[s->links.n - 1].name, "bond0") != 0)
		s->links.n--;
	s->addrs.n = s->routes.n = 0;
	br = host_state_add_link(im->p->a, s, "br0", LINK_BRIDGE);
	br->has = LINK_HAS_UP | LINK_HAS_VLAN_FILTERING | LINK_HAS_PORT_VLANS | LINK_HAS_MASTER;
	br->up = br->vlan_filtering = true;
	br->port_vlans = ARENA_NEW(im->p->a, struct port_vlans);
	vlanset_add(&br->port_vlans->vlans, 41);
	bond = host_state_link(s, "bond0");
	snprintf(bond->master, sizeof(bond->master), "br0");
	bond->port_vlans = ARENA_NEW(im->p->a, struct port_vlans);
	bond->has |= LINK_HAS_PORT_VLANS;
	bond->port_vlans->pvid = 40;
	vlanset_add_range(&bond->port_vlans->vlans, 40, 41);
	vlanset_add_range(&bond->port_vlans->vlans, 50, 60);
	vlanset_add(&bond->port_vlans->untagged, 40);
	add_vlan(im, "mgmt", "br0", 41);
	fixture_addr(im->p, "mgmt", "10.8.41.2/24");
}

static void leased(struct importing *im)
{
	fixture_addr(im->p, "br41", "192.0.2.9/24");
	im->p->found->addrs.v[im->p->found->addrs.n - 1].dynamic = true;
}

static void another_route(struct importing *im)
{
	fixture_route(im->p, "br40", "198.51.100.0/24", "10.8.0.9");
}

static void snooping_off(struct importing *im)
{
	struct link *l = host_state_link(im->p->found, "br41");

	l->has |= LINK_HAS_MCAST_SNOOPING | LINK_HAS_FORWARD_DELAY | LINK_HAS_AGEING_TIME;
	l->forward_delay = 400;
	l->ageing_time = 30000;
}

static void odd_delay(struct importing *im)
{
	struct link *l = host_state_link(im->p->found, "br41");

	l->has |= LINK_HAS_FORWARD_DELAY;
	l->forward_delay = 250;
}

static void jumbo(struct importing *im)
{
	static const char *const names[] = { "bond0", "eno1", "eno2", "bond0.41", "br41", "br40" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct link *l = host_state_link(im->p->found, names[i]);

		l->has |= LINK_HAS_MTU;
		l->mtu = i < 3 ? 9000 : 1500;
	}
}

static void on_the_bond(struct importing *im)
{
	struct host_state *s = im->p->found;

	host_state_link(s, "bond0")->master[0] = '\0';
	s->links.n--; /* br40 or br41 stays without its port: it is none of ours then */
	s->addrs.n = s->routes.n = 0;
	fixture_addr(im->p, "bond0", "10.8.0.7/24");
	fixture_route(im->p, "bond0", "0.0.0.0/0", "10.8.0.1");
}

/* Nothing untagged on the host, and the switch's native VLAN is one that the trunk lacks. */
static void parked(struct importing *im)
{
	on_the_bond(im);
	with_switch(im,
		PORT "1\n description kvm1 eno1\n switchport mode trunk\n"
		     " switchport trunk allowed vlan 41\n switchport trunk native vlan 999\n"
		     " channel-group 11 mode active\n" PORT "2\n description kvm1 eno2\n"
		     " channel-group 11 mode active\n");
	im->p->found->addrs.n = im->p->found->routes.n = 0;
}

static void dead_on_the_bond(struct importing *im)
{
	fixture_addr(im->p, "bond0", "10.9.0.7/24");
}

static void odd_name(struct importing *im)
{
	struct link *l = host_state_link(im->p->found, "br41");

	snprintf(l->name, sizeof(l->name), "b\n: x");
	snprintf(host_state_link(im->p->found, "bond0.41")->master, LINK_NAME_MAX, "b\n: x");
}

static void one_port_only(struct importing *im)
{
	with_switch(im,
		"interface GigabitEthernet1/0/1\n description kvm1 eno1\n" TRUNK
		" channel-group 11 mode active\n");
}

static void no_lacp(struct importing *im)
{
	with_switch(im,
		PORT "1\n description kvm1 eno1\n channel-group 11 mode on\n" PORT
		     "2\n description kvm1 eno2\n channel-group 11 mode on\n");
}

static void access_port(struct importing *im)
{
	with_switch(im,
		PORT "1\n description kvm1 eno1\n switchport mode access\n"
		     " channel-group 11 mode active\n" PORT "2\n description kvm1 eno2\n"
		     " channel-group 11 mode active\n");
}

static void two_ports(struct importing *im)
{
	with_switch(im,
		PORT "1\n description kvm1 eno1 eno2\n" TRUNK " channel-group 11 mode active\n" PORT
		     "2\n description kvm1 eno1\n");
}

static void not_carried(struct importing *im)
{
	with_switch(im,
		PORT "1\n description kvm1 eno1\n switchport mode trunk\n"
		     " switchport trunk allowed vlan 40\n switchport trunk native vlan 40\n"
		     " channel-group 11 mode active\n" PORT "2\n description kvm1 eno2\n"
		     " channel-group 11 mode active\n");
}

static void what_is_there_is_said(void **state)
{
	static const struct {
		void (*prepare)(struct importing *im);
		const char *says;
	} cases[] = {
		{ tagged_name, "    vlan_interfaces:\n      vlan41:\n        vlan: 41\n" },
		{ own_interface, "      bond0.50:\n        vlan: 50\n        addresses: " },
		{ native_alone, "      br40:\n        vlan: 40\n" },
		{ aware,
			"      br0:\n        vlan_aware: yes\n    vlan_interfaces:\n      "
			"mgmt:\n" },
		{ aware, "        native_vlan: 40\n        vlans: \"40,41,50-60\"\n" },
		{ other_mode, "# bond7: a bond of mode balance-rr" },
		{ no_members, "# bond7: a bond without members" },
		{ vlan_aware, "# br41: a VLAN-aware bridge above a VLAN device" },
		{ leased, "# br41: its address 192.0.2.9/24 is given by DHCP" },
		{ another_route, "# br40: the route 198.51.100.0/24" },
		{ snooping_off, "        forward_delay: 4\n        mcast_snooping: no\n" },
		{ odd_delay, "# br41: its forward_delay is 250/100 s" },
		{ jumbo, "        mtu: 9000\n" },
		{ jumbo, "        vlan: 41\n        mtu: 1500\n" },
		{ on_the_bond,
			"        addresses: [\"10.8.0.7/24\"]\n        gateway: [\"10.8.0.1\"]\n" },
		{ parked, "        native_vlan: { park: 999 }\n" },
		{ dead_on_the_bond, "# bond0: the address 10.9.0.7/24 on it is dead in br40" },
		{ odd_name, "a bridge with such a name" },
		{ one_port_only, "not every member's port is known" },
		{ no_lacp, "with mode on, which is no LACP" },
		{ access_port, "is no trunk" },
		{ two_ports, "several ports have a description" },
		{ not_carried, "VLANs 41 are used here, but the trunk of sw1 does not carry them" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct importing im = { 0 };
		const char *text;

		begin(&im);
		cases[i].prepare(&im);
		text = run(&im);
		if (!strstr(text, cases[i].says))
			fail_msg("case %zu does not say: %s\n%s", i, cases[i].says, text);
		round_trip(&im, text);
		end(&im);
	}
}

static void words_are_quoted_where_yaml_needs_it(void **state)
{
	static const char *const words[][2] = {
		{ "br40", "br40" },
		{ "no", "\"no\"" },
		{ "40", "\"40\"" },
		{ "a: b", "\"a: b\"" },
		{ "q\"\\\n", "\"q\\\"\\\\?\"" },
		{ "", "\"\"" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_string_equal(import_word(a, words[i][0]), words[i][1]);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_left_to_do),
		cmocka_unit_test(ports_come_from_descriptions),
		cmocka_unit_test(what_is_said_comes_first),
		cmocka_unit_test(what_is_there_is_said),
		cmocka_unit_test(words_are_quoted_where_yaml_needs_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
