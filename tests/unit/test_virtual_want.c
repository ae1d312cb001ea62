// SPDX-License-Identifier: Apache-2.0
/* The kernel's side of the virtual switch: wanted state of configurations, flags from facts. */
#include "test.h"

#include "switch_ports.h"
#include "virtual.h"

static const char pair[] = "hostname sw1\n"
			   "! base-mac: 001e.49ff.a300\n"
			   "username netops privilege 15 secret 0 x\n"
			   "vtp mode transparent\n"
			   "vlan 40-44\n"
			   "interface Port-channel11\n"
			   " switchport trunk native vlan 40\n"
			   " switchport trunk allowed vlan 40-45\n"
			   " switchport mode trunk\n"
			   "interface GigabitEthernet1/0/1\n"
			   " switchport trunk native vlan 40\n"
			   " switchport trunk allowed vlan 40-45\n"
			   " switchport mode trunk\n"
			   " lacp rate fast\n"
			   " channel-group 11 mode active\n"
			   "interface GigabitEthernet2/0/1\n"
			   " switchport trunk native vlan 40\n"
			   " switchport trunk allowed vlan 40-45\n"
			   " switchport mode trunk\n"
			   " channel-group 11 mode active\n"
			   "interface GigabitEthernet1/0/3\n"
			   " switchport access vlan 41\n"
			   "interface GigabitEthernet1/0/4\n"
			   " shutdown\n";

struct fixture {
	struct arena *a;
	struct vswitch *s;
	struct vswitch_vty *v;
	struct host_state *kernel;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err e = { 0 };

	f->a = arena_new();
	f->s = vswitch_new(pair, NULL, &e);
	if (!f->s)
		fail_msg("%s: %s", e.object, e.text);
	f->v = vswitch_open(f->s, "netops");
	vswitch_set_width(f->v, 0, 0);
	f->kernel = ARENA_NEW(f->a, struct host_state);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	vswitch_free(f->s);
	arena_free(f->a);
	free(f);
	return 0;
}

static void type(struct fixture *f, const char *lines)
{
	vswitch_input(f->v, lines, strlen(lines));
	vswitch_input(f->v, "\n", 1);
}

/* Whether the answer to the line has the text. */
static bool shows(struct fixture *f, const char *line, const char *text)
{
	const char *data;

	vswitch_output(f->v, &data);
	vswitch_output(f->v, &data);
	type(f, line);
	vswitch_output(f->v, &data);
	if (strstr(data, text))
		return true;
	print_error("%s\n", data);
	return false;
}

static struct link *link_of(struct host_state *h, const char *name)
{
	struct link *l = host_state_link(h, name);

	if (!l)
		fail_msg("no link %s", name);
	return l;
}

/* As the kernel would have it: bond po11 of two members in one aggregator, all proven. */
static void add_kernel(struct fixture *f)
{
	static const char *const ports[] = { "gi1-0-1", "gi2-0-1", "gi1-0-3" };
	struct link *bond = host_state_add_link(f->a, f->kernel, "po11", LINK_BOND);

	bond->ad.has = true;
	bond->ad.aggregator = 1;
	memcpy(bond->ad.partner_mac, "\x52\x54\x00\x00\x00\x01", 6);
	for (int i = 0; i < 3; i++) {
		struct link *l = host_state_add_link(f->a, f->kernel, ports[i], LINK_PLAIN);

		l->up = l->carrier = true;
		if (i == 2)
			break;
		strcpy(l->master, "po11");
		l->member = (struct member_info){
			.has = true, .has_ad = true, .aggregator = 1, .actor_state = 0x3f
		};
	}
}

static struct port_vlans *vlans_of(struct fixture *f, const char *name)
{
	struct host_state *h = vswitch_want(f->s, f->a, 0);
	struct link *l = link_of(h, name);

	assert_true(l->has & LINK_HAS_PORT_VLANS);
	return l->port_vlans;
}

static void want_of_the_pair(void **state)
{
	struct fixture *f = *state;
	struct host_state *h = vswitch_want(f->s, f->a, 0);
	struct link *br = link_of(h, "vsw"), *po = link_of(h, "po11"), *l;

	assert_int_equal(br->kind, LINK_BRIDGE);
	assert_true(br->vlan_filtering && br->up && !br->stp && !br->default_pvid);
	assert_memory_equal(br->mac, "\x00\x1e\x49\xff\xa3\x00", 6);
	assert_int_equal(po->kind, LINK_BOND);
	assert_int_equal(po->bond.value[BONDOPT_MODE], BOND_MODE_8023AD);
	assert_int_equal(po->bond.value[BONDOPT_AD_USER_PORT_KEY], 11);
	assert_int_equal(po->bond.value[BONDOPT_LACP_RATE], 1);
	assert_int_equal(po->bond.value[BONDOPT_LACP_ACTIVE], 1);
	assert_int_equal(po->bond.value[BONDOPT_AD_ACTOR_SYS_PRIO], 32768);
	assert_memory_equal(po->bond.actor_system, br->mac, 6);
	assert_string_equal(po->master, "vsw");
	assert_true(vlanset_empty(&po->port_vlans->vlans)); /* nothing is bundled yet */
	assert_string_equal(link_of(h, "gi1-0-1")->master, "po11");
	assert_string_equal(link_of(h, "gi2-0-1")->master, "po11");
	l = link_of(h, "gi1-0-3");
	assert_string_equal(l->master, "vsw");
	assert_int_equal(l->port_vlans->pvid, 41);
	assert_true(vlanset_has(&l->port_vlans->untagged, 41));
	assert_int_equal(vlanset_count(&l->port_vlans->vlans), 1);
	assert_false(link_of(h, "gi1-0-4")->up);
}

static void bundled_port_channel_forwards(void **state)
{
	struct fixture *f = *state;
	struct port_vlans *p;

	add_kernel(f);
	vswitch_facts(f->s, f->kernel, 1000);
	assert_true(shows(f, "show etherchannel summary",
		"11     Po11(SU)        LACP      Gi1/0/1(P)      Gi2/0/1(P)"));
	p = vlans_of(f, "po11");
	assert_int_equal(p->pvid, 40);
	assert_int_equal(vlanset_count(&p->vlans), 5); /* 45 does not exist */
	assert_int_equal(vlanset_count(&p->untagged), 1);
	assert_true(shows(f, "show interfaces trunk", "Po11        40-45"));
}

/* Each way in which a member is not bundled, and what is shown of it. */
static void flags_from_facts(void **state)
{
	struct fixture *f = *state;
	struct link *bond, *l;

	add_kernel(f);
	bond = link_of(f->kernel, "po11");
	l = link_of(f->kernel, "gi2-0-1");
	l->member.aggregator = 2;
	vswitch_facts(f->s, f->kernel, 1000);
	assert_true(shows(f, "show etherchannel summary", "Gi1/0/1(P)      Gi2/0/1(w)"));
	vswitch_facts(f->s, f->kernel, 8499);
	assert_true(shows(f, "show etherchannel summary", "Gi2/0/1(w)"));
	vswitch_facts(f->s, f->kernel, 8500);
	assert_true(shows(f, "show etherchannel summary", "Gi2/0/1(s)"));
	assert_true(shows(f, "show interfaces status", "suspended"));
	l->member.aggregator = 1;
	l->member.actor_state = 0x47;
	vswitch_facts(f->s, f->kernel, 9000);
	assert_true(shows(f, "show etherchannel summary", "Gi2/0/1(s)"));
	l->member.actor_state = 0x3d;
	vswitch_facts(f->s, f->kernel, 9100);
	assert_true(shows(f, "show etherchannel summary", "Gi2/0/1(P)"));
	l->carrier = false; /* its state stays 0x3d: the kernel does not clear it */
	vswitch_facts(f->s, f->kernel, 9200);
	assert_true(shows(f, "show etherchannel summary", "Gi2/0/1(D)"));
	l->carrier = true;
	memset(bond->ad.partner_mac, 0, 6);
	vswitch_facts(f->s, f->kernel, 9300);
	assert_true(shows(f, "show etherchannel summary", "Po11(SD)"));
	assert_true(vlanset_empty(&vlans_of(f, "po11")->vlans));
}

static void unlike_member_is_suspended(void **state)
{
	static const struct {
		const char *line, *log;
	} rows[] = {
		{ "switchport trunk allowed vlan 40", "vlan mask is different" },
		{ "switchport trunk native vlan 41", "native vlan of Gi2/0/1 is 41, Po11 id 40" },
		{ "switchport mode access", "trunk mode of Gi2/0/1 is access, Po11 is trunk" },
		{ "switchport nonegotiate", "dtp mode of Gi2/0/1 is off, Po11 is on" },
	};
	struct fixture *f = *state;

	add_kernel(f);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct host_state *h;
		const char *data;
		char back[100];

		vswitch_facts(f->s, f->kernel, 1000);
		type(f, "terminal monitor\nconfigure terminal\ninterface Gi2/0/1");
		type(f, rows[i].line);
		vswitch_facts(f->s, f->kernel, 1100);
		vswitch_output(f->v, &data);
		assert_non_null(strstr(data, rows[i].log));
		h = vswitch_want(f->s, f->a, 1100);
		assert_string_equal(link_of(h, "gi2-0-1")->master, "");
		assert_true(shows(f, "do show etherchannel summary", "Gi1/0/1(P)      Gi2/0/1(s)"));
		snprintf(back, sizeof(back), "no %s", rows[i].line);
		type(f, strstr(back, "nonegotiate") ? back : "");
		type(f,
			"switchport mode trunk\nswitchport trunk native vlan 40\n"
			"switchport trunk allowed vlan 40-45\nend");
		h = vswitch_want(f->s, f->a, 1200);
		assert_string_equal(link_of(h, "gi2-0-1")->master, "po11");
	}
}

static void removed_port_channel_is_gone(void **state)
{
	struct fixture *f = *state;
	struct host_state *h;

	vswitch_want(f->s, f->a, 0);
	type(f, "configure terminal\nno interface Port-channel11\nend");
	h = vswitch_want(f->s, f->a, 0);
	assert_true(link_of(h, "po11")->gone);
	assert_false(link_of(h, "gi1-0-1")->up);
	assert_string_equal(link_of(h, "gi1-0-1")->master, "vsw");
}

static void modes_of_a_bond(void **state)
{
	struct fixture *f = *state;
	struct link *po;

	type(f,
		"configure terminal\ninterface Gi1/0/1\nno lacp rate\n"
		"channel-group 11 mode passive\ninterface Gi1/0/3\nno switchport access vlan\n"
		"channel-group 3 mode on\nend");
	po = link_of(vswitch_want(f->s, f->a, 0), "po11");
	assert_int_equal(po->bond.value[BONDOPT_LACP_ACTIVE], 0);
	assert_int_equal(po->bond.value[BONDOPT_LACP_RATE], 0);
	po = link_of(vswitch_want(f->s, f->a, 0), "po3");
	assert_int_equal(po->bond.value[BONDOPT_MODE], BOND_MODE_XOR);
	assert_false(po->bond.has & 1u << BONDOPT_AD_USER_PORT_KEY);
}

static void neighbors_from_proc(void **state)
{
	struct fixture *f = *state;
	struct proc_bonding p = { 0 };
	struct proc_member *m;

	add_kernel(f);
	vswitch_facts(f->s, f->kernel, 1000);
	m = ARENA_PUSH(f->a, &p.members);
	strcpy(m->name, "gi1-0-1");
	m->has_lacp = true;
	m->partner = (struct lacp_port){ .system = { 0x52, 0x54, 0, 0, 0, 1 },
		.key = 15,
		.port_priority = 255,
		.port = 2,
		.state = 0x3f };
	vswitch_facts_bond(f->s, "po11", &p, 1000);
	assert_true(shows(f, "show lacp neighbor",
		"Gi1/0/1   FA      255       5254.0000.0001    0s   0x0    0xF    0x2     0x3F"));
	memset(m->partner.system, 0, 6);
	vswitch_facts_bond(f->s, "po11", &p, 1000);
	assert_true(shows(f, "show etherchannel summary", "Gi1/0/1(w)"));
}

/* The answer to the line, for the program's own readers. */
static const char *answer(struct fixture *f, const char *line)
{
	const char *data;

	vswitch_output(f->v, &data);
	vswitch_output(f->v, &data);
	type(f, line);
	vswitch_output(f->v, &data);
	return arena_strdup(f->a, strchr(data, '\n') + 1);
}

/* The program's own readers understand what is shown of ports that are up. */
static void readers_understand(void **state)
{
	struct fixture *f = *state;
	struct show_lacp_internals lacp;
	struct show_lacp_system system;
	struct show_statuses status;
	struct show_trunks trunks;
	struct show_stps stp;
	struct err e;

	add_kernel(f);
	vswitch_facts(f->s, f->kernel, 1000);
	assert_int_equal(
		show_trunks_parse(f->a, answer(f, "show interfaces trunk"), &trunks, &e), 0);
	assert_int_equal(trunks.rows.n, 1);
	assert_string_equal(trunks.rows.v[0].port, "Port-channel11");
	assert_int_equal(trunks.rows.v[0].native, 40);
	assert_int_equal(vlanset_count(&trunks.rows.v[0].allowed), 6);
	assert_true(trunks.rows.v[0].has & TRUNK_FORWARDING);
	assert_int_equal(
		show_statuses_parse(f->a, answer(f, "show interfaces status"), &status, &e), 0);
	assert_string_equal(status.rows.v[0].status, "connected");
	assert_string_equal(status.rows.v[status.rows.n - 1].port, "Port-channel11");
	assert_string_equal(status.rows.v[status.rows.n - 1].vlan, "trunk");
	assert_int_equal(
		show_lacp_internals_parse(f->a, answer(f, "show lacp internal"), &lacp, &e), 0);
	assert_int_equal(lacp.rows.n, 2);
	assert_int_equal(lacp.rows.v[0].admin_key, 11);
	assert_int_equal(show_lacp_system_parse(answer(f, "show lacp sys-id"), &system, &e), 0);
	assert_int_equal(system.priority, 32768);
	assert_int_equal(show_stps_parse(f->a, answer(f, "show spanning-tree"), &stp, &e), 0);
	assert_true(stp.rows.n > 0);
	assert_string_equal(stp.rows.v[0].state, "FWD");
	assert_int_equal(
		show_stps_parse(f->a, answer(f, "show spanning-tree interface Po11"), &stp, &e), 0);
	assert_true(stp.rows.n > 0);
	assert_int_equal(stp.rows.v[0].instance, 40);
}

/* Once; `shutdown` and `no shutdown` cure it, as on a device. */
static void err_disabled_by_a_fault(void **state)
{
	struct fixture *f = *state;
	struct vswitch *s;
	struct show_statuses rows;
	struct err e = { 0 };

	s = vswitch_new(
		arena_printf(f->a, "%s! fault: err-disable \"Gi1/0/1\" \"bpduguard\" 1\n", pair),
		NULL, &e);
	assert_non_null(s);
	vswitch_free(f->s);
	f->s = s;
	f->v = vswitch_open(s, "netops");
	vswitch_set_width(f->v, 0, 0);
	add_kernel(f);
	vswitch_facts(f->s, f->kernel, 1000);
	assert_false(link_of(vswitch_want(f->s, f->a, 0), "gi1-0-1")->up);
	assert_int_equal(show_statuses_parse(
				 f->a, answer(f, "show interfaces status err-disabled"), &rows, &e),
		0);
	assert_int_equal(rows.rows.n, 1);
	assert_string_equal(rows.rows.v[0].reason, "bpduguard");
	assert_int_equal(
		show_statuses_parse(f->a, answer(f, "show interfaces status"), &rows, &e), 0);
	assert_string_equal(rows.rows.v[0].status, "err-disabled");
	type(f, "configure terminal\ninterface Gi1/0/1\nno shutdown\nend");
	vswitch_facts(f->s, f->kernel, 1100);
	assert_false(link_of(vswitch_want(f->s, f->a, 0), "gi1-0-1")->up);
	type(f, "configure terminal\ninterface Gi1/0/1\nshutdown\nno shutdown\nend");
	vswitch_facts(f->s, f->kernel, 1200);
	assert_true(link_of(vswitch_want(f->s, f->a, 0), "gi1-0-1")->up);
}

static void min_links(void **state)
{
	struct fixture *f = *state;

	add_kernel(f);
	type(f, "configure terminal\ninterface Po11\nport-channel min-links 2\nend");
	vswitch_facts(f->s, f->kernel, 1000);
	assert_true(shows(f, "show etherchannel summary", "Po11(SU)"));
	link_of(f->kernel, "gi2-0-1")->carrier = false;
	vswitch_facts(f->s, f->kernel, 1000);
	assert_true(shows(f, "show etherchannel summary", "Po11(SM)"));
	assert_true(vlanset_empty(&vlans_of(f, "po11")->vlans));
}

/* The generation moves with what the kernel must follow, and rests while nothing happens. */
static void generation(void **state)
{
	struct fixture *f = *state;
	unsigned before;

	add_kernel(f);
	vswitch_facts(f->s, f->kernel, 1000);
	before = vswitch_generation(f->s);
	vswitch_facts(f->s, f->kernel, 1100);
	type(f, "show running-config");
	assert_int_equal(vswitch_generation(f->s), before);
	type(f, "configure terminal\ninterface Po11\nshutdown\nend");
	assert_int_not_equal(vswitch_generation(f->s), before);
	assert_false(link_of(vswitch_want(f->s, f->a, 0), "gi2-0-1")->up);
}

/* With a kernel, a port that has no link there is not asked for. */
static void absent_ports_are_not_wanted(void **state)
{
	struct fixture *f = *state;

	add_kernel(f);
	vswitch_facts(f->s, f->kernel, 1000);
	assert_non_null(host_state_link(vswitch_want(f->s, f->a, 0), "gi1-0-3"));
	assert_null(host_state_link(vswitch_want(f->s, f->a, 0), "gi1-0-4"));
}

#define WITH_SWITCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SWITCH(want_of_the_pair),
		WITH_SWITCH(bundled_port_channel_forwards),
		WITH_SWITCH(flags_from_facts),
		WITH_SWITCH(unlike_member_is_suspended),
		WITH_SWITCH(removed_port_channel_is_gone),
		WITH_SWITCH(modes_of_a_bond),
		WITH_SWITCH(neighbors_from_proc),
		WITH_SWITCH(readers_understand),
		WITH_SWITCH(err_disabled_by_a_fault),
		WITH_SWITCH(min_links),
		WITH_SWITCH(generation),
		WITH_SWITCH(absent_ports_are_not_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
