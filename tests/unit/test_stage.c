// SPDX-License-Identifier: Apache-2.0
#include "host_fixture.h"

#include "adopt.h"
#include "stage.h"

struct staging {
	struct pairing *p;
	struct host_state *wanted;
	const struct host_state *goal;
	struct adoption moves;
	struct report r;
	struct steps steps;
};

/* eno1 carries the address; eno2 is idle. */
static struct pairing *way_in(void)
{
	struct pairing *p = fixture_new();

	host_state_link(p->found, "eno1")->up = true;
	fixture_addr(p, "eno1", "10.8.0.2/24");
	fixture_addr(p, "eno1", "2001:db8::2/64");
	fixture_addr(p, "eno1", "fe80::1/64");
	fixture_route(p, "eno1", "0.0.0.0/0", "10.8.0.1");
	return p;
}

static bool possible(struct staging *t, struct pairing *p)
{
	*t = (struct staging){ .p = p, .wanted = fixture_want(p), .r.arena = p->a };
	host_adopt(p->a, &p->host, t->wanted, p->found, &t->moves, &t->r);
	assert_int_equal(t->r.errors, 0);
	t->r.n = 0;
	return stage_possible(t->wanted, p->found, &t->r);
}

static void stage(struct staging *t, struct pairing *p)
{
	assert_true(possible(t, p));
	assert_int_equal(t->r.n, 0);
	t->goal = stage_host(p->a, &p->host, t->wanted, p->found, &t->steps);
}

/* The stage of a step, 0 where there is none such. */
static unsigned stage_of(const struct staging *t, const char *line)
{
	char text[512];

	for (size_t i = 0; i < t->steps.n; i++) {
		snprintf(text, sizeof(text), "%s: %s", t->steps.v[i].object, t->steps.v[i].text);
		if (!strcmp(text, line))
			return t->steps.v[i].stage;
	}
	return 0;
}

static size_t place_of(const struct staging *t, enum step_op op, const char *link)
{
	for (size_t i = 0; i < t->steps.n; i++)
		if (t->steps.v[i].op == op && !strcmp(step_link_name(&t->steps.v[i]), link))
			return i + 1;
	return 0;
}

/* All of them together lead to the goal, and ids and stages only grow. */
static void assert_whole(struct staging *t)
{
	struct host_state *after = host_state_copy(t->p->a, t->p->found);
	struct steps rest = { 0 };
	unsigned last = 1;

	for (size_t i = 0; i < t->steps.n; i++) {
		assert_int_equal(t->steps.v[i].id, i + 1);
		assert_true(t->steps.v[i].stage >= last);
		last = t->steps.v[i].stage;
	}
	fixture_run(t->p, after, &t->steps);
	diff_host(t->p->a, t->goal, after, &rest);
	if (rest.n)
		fail_msg("left: %s: %s", rest.v[0].object, rest.v[0].text);
}

static void test_idle_leg_first(void **state)
{
	struct staging t;
	size_t proof, gone, added, told;

	(void)state;
	stage(&t, way_in());
	assert_ptr_equal(t.goal, t.wanted);
	for (size_t i = 0; i < t.steps.n; i++)
		if (t.steps.v[i].stage == 1)
			assert_string_not_equal(t.steps.v[i].object, "eno1");
	assert_int_equal(stage_of(&t, "eno2: join bond0"), 1);
	assert_int_equal(stage_of(&t, "bond0: join br40"), 1);
	assert_int_equal(stage_of(&t, "br41: set up"), 1);
	assert_int_equal(stage_of(&t, "br40: set up"), 2);
	assert_int_equal(stage_of(&t, "br40: add address 10.8.0.2/24"), 2);
	assert_int_equal(stage_of(&t, "br40: add route default via 10.8.0.1"), 2);
	assert_int_equal(stage_of(&t, "br40: announce 10.8.0.2 (ARP)"), 2);
	assert_int_equal(stage_of(&t, "eno1: join bond0"), 3);
	proof = place_of(&t, STEP_PROVE, "bond0");
	gone = place_of(&t, STEP_ADDR_DEL, "eno1");
	added = place_of(&t, STEP_ADDR_ADD, "br40");
	told = place_of(&t, STEP_ANNOUNCE, "br40");
	assert_true(proof && proof < gone && gone < added && added < told);
	assert_true(told < place_of(&t, STEP_LINK_DOWN, "eno1"));
	assert_whole(&t);
	fixture_free(t.p);
}

/* Both would answer for one link-local address, which is found to be a duplicate then. */
static void test_link_local_goes_first(void **state)
{
	struct staging t;
	struct pairing *p = way_in();

	(void)state;
	stage(&t, p);
	assert_int_equal(stage_of(&t, "eno1: delete address fe80::1/64"), 2);
	assert_true(place_of(&t, STEP_ADDR_DEL, "eno1") < place_of(&t, STEP_LINK_UP, "br40"));
	fixture_free(p);
}

/* Killed after the addresses moved: the NIC stayed up, and its link-local address is gone. */
static void test_undo_half_way(void **state)
{
	struct staging t;
	struct host_state *now;
	struct steps back = { 0 };

	(void)state;
	stage(&t, way_in());
	now = host_state_copy(t.p->a, t.p->found);
	for (size_t i = 0; t.steps.v[i].stage < 3; i++)
		host_sim_step(t.p->a, now, &t.steps.v[i]);
	diff_host_undo(t.p->a, t.p->found, now, &t.steps, &back);
	fixture_run(t.p, now, &back);
	for (size_t i = 0; i < t.p->found->addrs.n; i++)
		assert_non_null(host_state_addr(now, &t.p->found->addrs.v[i]));
	assert_null(host_state_link(now, "bond0"));
	fixture_free(t.p);
}

/* Its port of the switch becomes LACP's between this apply and the next. */
static void test_waits_for_switch(void **state)
{
	static const struct intent_switch sw1 = { .name = "sw1" };
	struct pairing *p = way_in();
	struct staging t;

	(void)state;
	p->bond.port_channel = 11;
	for (size_t i = 0; i < p->bond.members.n; i++)
		p->bond.members.v[i].sw = &sw1;
	stage(&t, p);
	assert_ptr_not_equal(t.goal, t.wanted);
	assert_int_equal(stage_of(&t, "eno1: set down"), 3);
	assert_int_equal(stage_of(&t, "eno1: join bond0"), 0);
	assert_ptr_equal(
		stage_waits(&p->host, t.wanted, p->found, host_state_link(t.wanted, "eno1")),
		&p->bond.members.v[0]);
	assert_null(stage_waits(&p->host, t.wanted, p->found, host_state_link(t.wanted, "eno2")));
	assert_whole(&t);
	fixture_free(p);
}

/* The bridge in use gets the bond in exchange for the NIC: both at once would be a loop. */
static void test_bridge_in_use(void **state)
{
	struct pairing *p = fixture_new();
	struct link *br = host_state_add_link(p->a, p->found, "br40", LINK_BRIDGE);
	struct staging t;

	(void)state;
	br->up = true;
	br->has = LINK_HAS_UP | LINK_HAS_MAC;
	host_state_link(p->found, "eno1")->up = true;
	strcpy(host_state_link(p->found, "eno1")->master, "br40");
	fixture_addr(p, "br40", "10.8.0.2/24");
	fixture_route(p, "br40", "0.0.0.0/0", "10.8.0.1");
	stage(&t, p);
	assert_int_equal(stage_of(&t, "eno1: leave br40"), 2);
	assert_int_equal(stage_of(&t, "bond0: join br40"), 2);
	assert_true(place_of(&t, STEP_MASTER, "eno1") < place_of(&t, STEP_MASTER, "bond0"));
	assert_int_equal(stage_of(&t, "br40: announce 10.8.0.2 (ARP)"), 2);
	assert_int_equal(stage_of(&t, "eno1: join bond0"), 3);
	assert_whole(&t);
	fixture_free(p);
}

/* The old bridge goes down around the NIC, its VM comes along with the address. */
static struct pairing *old_bridge(void)
{
	struct pairing *p = fixture_new();
	struct link *l = host_state_add_link(p->a, p->found, "br0", LINK_BRIDGE);

	l->up = true;
	l->has = LINK_HAS_UP | LINK_HAS_MAC;
	l->mac[5] = 1;
	l = fixture_nic(p, "vnet7", 7);
	strcpy(l->kind_name, "tun");
	strcpy(l->master, "br0");
	host_state_link(p->found, "eno1")->up = true;
	strcpy(host_state_link(p->found, "eno1")->master, "br0");
	fixture_addr(p, "br0", "10.8.0.2/24");
	p->bridges[0].adopts = "br0";
	return p;
}

static void test_old_bridge(void **state)
{
	struct pairing *p = old_bridge();
	struct staging t;

	(void)state;
	stage(&t, p);
	assert_int_equal(stage_of(&t, "br0: set down"), 2);
	assert_int_equal(stage_of(&t, "vnet7: join br40"), 2);
	assert_int_equal(stage_of(&t, "eno1: leave br0"), 3);
	assert_int_equal(stage_of(&t, "eno1: join bond0"), 3);
	assert_whole(&t);
	fixture_free(p);
}

/* Else a later apply would find it in another bridge, and that one still to be adopted. */
static void test_waits_outside_old_bridge(void **state)
{
	static const struct intent_switch sw1 = { .name = "sw1" };
	struct pairing *p = old_bridge();
	struct host_state *after;
	struct report r = { .arena = p->a };
	struct staging t;

	(void)state;
	p->bond.port_channel = 11;
	p->bond.members.v[0].sw = p->bond.members.v[1].sw = &sw1;
	stage(&t, p);
	assert_int_equal(stage_of(&t, "eno1: leave br0"), 3);
	assert_int_equal(stage_of(&t, "eno1: set down"), 3);
	assert_whole(&t);
	after = host_state_copy(p->a, p->found);
	fixture_run(p, after, &t.steps);
	host_adopt_refuse(&p->host, after, &r);
	assert_int_equal(r.errors, 0);
	fixture_free(p);
}

static void assert_impossible(struct pairing *p, const char *why)
{
	struct staging t;

	assert_false(possible(&t, p));
	assert_int_equal(t.r.n, 1);
	assert_non_null(strstr(t.r.v[0].text, why));
	fixture_free(p);
}

static void test_impossible(void **state)
{
	struct pairing *p = way_in();
	struct staging t;

	(void)state;
	p->bond.members.n = 1;
	assert_impossible(p, "no leg of it is idle");
	p = way_in();
	bondopt_parse(BONDOPT_MIN_LINKS, "2", &p->bond.opts);
	assert_impossible(p, "min_links is 2, and only 1 of its legs is idle");
	p = way_in();
	p->host.bridges.v++;
	p->host.bridges.n--;
	assert_impossible(p, "it is to carry an IPv6 address itself");
	p = fixture_new();
	assert_false(possible(&t, p)); /* nothing is adopted: nothing to say */
	assert_int_equal(t.r.n, 0);
	fixture_free(p);
}

struct legs {
	struct arena *a;
	struct host_state *s;
	struct link *bond, *leg;
};

static struct legs proven(unsigned mode)
{
	struct legs t = { .a = arena_new() };
	struct link *l;

	t.s = ARENA_NEW(t.a, struct host_state);
	l = host_state_add_link(t.a, t.s, "bond0", LINK_BOND);
	l->carrier = true;
	l->bond.value[BONDOPT_MODE] = mode;
	l->ad = (struct bond_info){ .has = true, .aggregator = 1, .partner_mac = { 2 } };
	l = host_state_add_link(t.a, t.s, "eno2", LINK_PLAIN);
	strcpy(l->master, "bond0");
	l->carrier = true;
	l->member = (struct member_info){ .has = true,
		.has_ad = true,
		.aggregator = 1,
		.actor_state = 0x3f,
		.partner_state = 0x3d,
		.active = true };
	t.bond = host_state_link(t.s, "bond0");
	t.leg = l;
	return t;
}

static void assert_fault(struct legs *t, const char *want)
{
	const char *fault = stage_bond_fault(t->a, t->s, "bond0");

	if (!want)
		assert_null(fault);
	else if (!fault || !strstr(fault, want))
		fail_msg("%s, not %s", fault ? fault : "no fault", want);
	arena_free(t->a);
}

static void test_proof(void **state)
{
	struct legs t = proven(BOND_MODE_8023AD);

	(void)state;
	assert_fault(&t, NULL);
	t = proven(BOND_MODE_8023AD);
	t.leg->carrier = false;
	assert_fault(&t, "eno2: no link");
	t = proven(BOND_MODE_8023AD);
	memset(t.bond->ad.partner_mac, 0, 6); /* a bond carries without any partner, too */
	assert_fault(&t, "eno2: no LACP partner answers");
	t = proven(BOND_MODE_8023AD);
	t.leg->member.aggregator = 2;
	assert_fault(&t, "not the one of the active aggregator");
	t = proven(BOND_MODE_8023AD);
	t.leg->member.actor_state = 0x0f;
	assert_fault(&t, "this side does not collect");
	t = proven(BOND_MODE_8023AD);
	t.leg->member.partner_state = 0x0f;
	assert_fault(&t, "the switch does not collect");
	t = proven(BOND_MODE_8023AD);
	t.bond->carrier = false;
	assert_fault(&t, "the bond has no carrier");
	t = proven(BOND_MODE_8023AD);
	t.leg->master[0] = '\0';
	assert_fault(&t, "it has no member");
	t = proven(1);
	t.leg->member.has_ad = false;
	assert_fault(&t, NULL);
	t = proven(1);
	t.leg->member.active = false;
	assert_fault(&t, "eno2: not active");
}

/* Below a bridge above a VLAN of it, too. */
static void test_link_fault(void **state)
{
	struct legs t = proven(BOND_MODE_8023AD);
	struct link *l = host_state_add_link(t.a, t.s, "bond0.41", LINK_VLAN);
	bool heard = true;

	(void)state;
	strcpy(l->lower, "bond0");
	strcpy(l->master, "br41");
	host_state_add_link(t.a, t.s, "br41", LINK_BRIDGE);
	assert_null(stage_link_fault(t.a, t.s, "br41", &heard));
	l = host_state_link(t.s, "eno2");
	l->member.actor_state = 0x0f;
	assert_non_null(stage_link_fault(t.a, t.s, "br41", &heard));
	assert_true(heard);
	l->member.partner_state = 0x03; /* the kernel's guess */
	memset(host_state_link(t.s, "bond0")->ad.partner_mac, 0, 6);
	assert_non_null(stage_link_fault(t.a, t.s, "br41", &heard));
	assert_false(heard);
	assert_null(stage_link_fault(t.a, t.s, "eno2", &heard)); /* no bond below */
	arena_free(t.a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_idle_leg_first),
		cmocka_unit_test(test_link_local_goes_first),
		cmocka_unit_test(test_undo_half_way),
		cmocka_unit_test(test_waits_for_switch),
		cmocka_unit_test(test_bridge_in_use),
		cmocka_unit_test(test_old_bridge),
		cmocka_unit_test(test_waits_outside_old_bridge),
		cmocka_unit_test(test_impossible),
		cmocka_unit_test(test_proof),
		cmocka_unit_test(test_link_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
