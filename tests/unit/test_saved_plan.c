// SPDX-License-Identifier: Apache-2.0
#include "host_fixture.h"

#include <sys/socket.h>

#include "plan_file.h"
#include "state_json.h"

/* The pairing's plan, saved and read again. */
struct saving {
	struct pairing *p;
	struct plan plan;
	struct saved_plan saved;
	char *text;
};

static void save(struct saving *s)
{
	struct intent_source source[] = { { "lacppair.yaml", "lacppair: 1\n", 12 },
		{ "more.yaml", "hosts:\n", 7 } };
	const struct intent_sources sources = { .v = source, .n = 2 };
	struct plan_host *h;
	struct err e = { 0 };
	json_t *j;

	s->p = fixture_new();
	fixture_addr(s->p, "eno1", "fe80::1/64");
	h = ARENA_PUSH(s->p->a, &s->plan.hosts);
	h->host = &s->p->host;
	h->found = s->p->found;
	h->wanted = fixture_want(s->p);
	h->steps = fixture_diff(s->p, h->wanted);
	j = plan_file_json(s->p->a, &s->plan, &sources, &(struct link_names){ 0 });
	s->text = json_dumps(j, 0);
	json_decref(j);
	assert_non_null(s->text);
	if (plan_file_read(s->p->a, s->text, strlen(s->text), &s->saved, &e))
		fail_msg("%s", e.text);
}

static void done(struct saving *s)
{
	free(s->text);
	fixture_free(s->p);
}

static int check(struct saving *s, const struct host_state *now, struct err *e)
{
	struct steps steps = { 0 };

	diff_host(s->p->a, s->plan.hosts.v[0].wanted, now, &steps);
	return saved_plan_check(s->p->a, &s->saved.hosts.v[0], now, &steps, e);
}

static void the_same_host_may_be_changed(void **state)
{
	struct saving s = { 0 };
	struct err e = { 0 };

	(void)state;
	save(&s);
	assert_string_equal(s.saved.intent.v[0].path, "lacppair.yaml");
	assert_string_equal(s.saved.intent.v[0].text, "lacppair: 1\n");
	assert_int_equal(s.saved.intent.n, 2);
	assert_string_equal(s.saved.intent.v[1].path, "more.yaml");
	assert_string_equal(s.saved.intent.v[1].text, "hosts:\n");
	assert_string_equal(s.saved.hosts.v[0].name, "kvm1");
	assert_int_equal(s.saved.hosts.v[0].steps.n, s.plan.hosts.v[0].steps.n);
	if (check(&s, s.p->found, &e))
		fail_msg("%s: %s", e.object, e.text);
	done(&s);
}

/* What another program may do meanwhile, and what is said about it; NULL: nothing. */
static void up(struct pairing *p)
{
	host_state_link(p->found, "eno1")->up = true;
}

static void carrier(struct pairing *p)
{
	host_state_link(p->found, "eno1")->carrier = true;
}

static void mtu(struct pairing *p)
{
	host_state_link(p->found, "eno2")->mtu = 9000;
}

static void in_bridge(struct pairing *p)
{
	host_state_add_link(p->a, p->found, "virbr0", LINK_BRIDGE);
	snprintf(host_state_link(p->found, "eno2")->master, LINK_NAME_MAX, "virbr0");
}

static void address(struct pairing *p)
{
	fixture_addr(p, "eno2", "192.0.2.9/24");
}

static void link_local(struct pairing *p)
{
	fixture_addr(p, "eno2", "fe80::9/64");
}

static void elsewhere(struct pairing *p)
{
	host_state_link(p->found, "eno3")->up = true;
	host_state_add_link(p->a, p->found, "vnet7", LINK_PLAIN);
}

static void name_taken(struct pairing *p)
{
	host_state_add_link(p->a, p->found, "br41", LINK_BRIDGE);
}

static void nic_gone(struct pairing *p)
{
	p->found->links.n--; /* eno3, which is no member */
}

static void drift_is_named(void **state)
{
	static const struct {
		void (*happens)(struct pairing *p);
		const char *says;
	} cases[] = {
		{ up, "eno1: up was no, is yes" },
		{ carrier, NULL },
		{ mtu, "eno2: mtu was 1500, is 9000" },
		{ in_bridge, "eno2: master was none, is virbr0" },
		{ address, "eno2: the address 192.0.2.9/24 is new" },
		{ link_local, NULL },
		{ elsewhere, NULL },
		{ name_taken, "br41: is new" },
		{ nic_gone, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct saving s = { 0 };
		struct err e = { 0 };
		int r;

		save(&s);
		cases[i].happens(s.p);
		r = check(&s, s.p->found, &e);
		if (cases[i].says) {
			assert_int_equal(r, -1);
			assert_int_equal(e.class, ERR_ENVIRONMENT);
			if (!strstr(e.text, cases[i].says))
				fail_msg("case %zu: %s", i, e.text);
		} else if (r) {
			fail_msg("case %zu: %s", i, e.text);
		}
		done(&s);
	}
}

/* A bond of mode active-backup keeps a lacp_rate that it had before; it is nobody's to set. */
static void options_of_other_modes_are_no_drift(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *then, *now;
	struct drifts d = { 0 };
	struct link *bond;

	(void)state;
	bond = host_state_add_link(p->a, p->found, "bond0", LINK_BOND);
	bondopt_parse(BONDOPT_MODE, "active-backup", &bond->bond);
	bondopt_parse(BONDOPT_LACP_RATE, "fast", &bond->bond);
	bondopt_parse(BONDOPT_MIIMON, "100", &bond->bond);
	then = host_state_copy(p->a, p->found);
	now = host_state_copy(p->a, p->found);
	bond = host_state_link(now, "bond0");
	bondopt_parse(BONDOPT_LACP_RATE, "slow", &bond->bond);
	host_compare(p->a, then, now, &d);
	assert_int_equal(d.n, 0);
	bondopt_parse(BONDOPT_MIIMON, "200", &bond->bond);
	host_compare(p->a, then, now, &d);
	assert_int_equal(d.n, 1);
	assert_string_equal(d.v[0].text, "miimon was 100, is 200");
	fixture_free(p);
}

/* The found state is the same, but the steps are not: another version, another flag. */
static void other_steps_are_refused(void **state)
{
	struct saving s = { 0 };
	struct err e = { 0 };
	struct host_addr *addr;

	(void)state;
	save(&s);
	addr = ARENA_PUSH(s.p->a, &s.plan.hosts.v[0].wanted->addrs);
	snprintf(addr->link, sizeof(addr->link), "br41");
	ipaddr_parse("10.8.41.2/24", &addr->ip);
	assert_int_equal(check(&s, s.p->found, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_non_null(strstr(e.text, "would be another"));
	done(&s);
}

static void rich_rule(struct pairing *p)
{
	struct host_rule *r = ARENA_PUSH(p->a, &p->found->rules);

	*r = (struct host_rule){ .iif = "eno1",
		.oif = "lo",
		.family = AF_INET6,
		.tos = 16,
		.action = 1,
		.flags = 2,
		.table = UINT32_MAX,
		.has = (1u << RULE_ATTR_COUNT) - 1,
		.extras = true };
	ipaddr_parse("2001:db8::/32", &r->src);
	ipaddr_parse("2001:db8::1/128", &r->dst);
	for (int k = 0; k < RULE_ATTR_COUNT; k++)
		r->value[k].first = (unsigned)k;
	r->value[RULE_SPORT].last = r->value[RULE_DPORT].last = UINT16_MAX;
	r->value[RULE_UIDRANGE].last = UINT32_MAX;
	ARENA_PUSH(p->a, &p->found->rules)->family = AF_INET;
}

/* All that a state says of a host comes back. */
static void a_state_survives(void **state)
{
	struct pairing *p = fixture_new();
	struct drifts d = { 0 };
	struct err e = { 0 };
	struct steps steps;
	struct host_state *back;
	struct link *l;
	char *text;
	json_t *j;

	(void)state;
	steps = fixture_diff(p, fixture_want(p));
	fixture_run(p, p->found, &steps);
	l = host_state_link(p->found, "br41");
	l->port_vlans = ARENA_NEW(p->a, struct port_vlans);
	l->has |= LINK_HAS_PORT_VLANS;
	for (unsigned v = 1; v < 4094; v += 2)
		vlanset_add(&l->port_vlans->vlans, v);
	l->port_vlans->pvid = 41;
	rich_rule(p);
	j = state_document("kvm1", p->found);
	text = json_dumps(j, 0);
	back = state_document_read(p->a, text, strlen(text), &e);
	if (!back)
		fail_msg("%s", e.text);
	assert_string_equal(back->name, "kvm1");
	assert_int_equal(back->links.n, p->found->links.n);
	assert_int_equal(back->addrs.n, p->found->addrs.n);
	assert_int_equal(back->routes.n, p->found->routes.n);
	host_compare(p->a, p->found, back, &d);
	if (d.n)
		fail_msg("%s: %s", d.v[0].object, d.v[0].text);
	back->rules.v[0].value[RULE_UIDRANGE].last = 9;
	host_compare(p->a, p->found, back, &d);
	assert_int_equal(d.n, 2); /* the one is gone, the other is new */
	assert_string_equal(d.v[0].object, "eno1");
	steps = (struct steps){ 0 };
	diff_host(p->a, fixture_want(p), back, &steps);
	assert_int_equal(steps.n, 0);
	json_decref(j);
	free(text);
	fixture_free(p);
}

static void bad_states_are_refused(void **state)
{
#define DOC(links)                                                                                 \
	"{\"schema\": \"lacppair.host-state/1\", \"name\": \"kvm1\", \"state\": {\"links\": "      \
	"[" links "], \"addrs\": [], \"routes\": []}}"
#define RULE(members)                                                                              \
	"{\"schema\": \"lacppair.host-state/1\", \"name\": \"kvm1\", \"state\": {\"links\": "      \
	"[], \"addrs\": [], \"routes\": [], \"rules\": [{\"family\": 2, " members "}]}}"
	static const char *const texts[] = {
		"",
		"[]",
		"{\"schema\": \"lacppair.host-state/2\", \"name\": \"kvm1\"}",
		"{\"schema\": \"lacppair.host-state/1\", \"name\": \"kvm1\"}",
		DOC("{\"name\": \"eno1\"}"),
		DOC("{\"name\": \"a/b\", \"kind\": \"nic\"}"),
		DOC("{\"name\": \"sixteen-bytes-xx\", \"kind\": \"nic\"}"),
		DOC("{\"name\": \"e\\u001b\", \"kind\": \"nic\"}"),
		DOC("{\"name\": \"eno1\", \"kind\": \"nic\", \"mtu\": -1}"),
		DOC("{\"name\": \"eno1\", \"kind\": \"nic\", \"mtu\": 4294967296}"),
		DOC("{\"name\": \"eno1\", \"kind\": \"nic\", \"vlan\": 65536}"),
		DOC("{\"name\": \"eno1\", \"kind\": \"nic\", \"up\": 1}"),
		DOC("{\"name\": \"eno1\", \"kind\": \"nic\", \"master\": \"sixteen-bytes-xx\"}"),
		DOC("{\"name\": \"b\", \"kind\": \"bond\", \"bond\": {\"miimon\": 100}}"),
		DOC("{\"name\": \"b\", \"kind\": \"bond\", \"port_vlans\": {\"vlans\": \"9-1\"}}"),
		DOC("{\"name\": \"b\", \"kind\": \"nic\"}, {\"name\": \"b\", \"kind\": \"nic\"}"),
		RULE("\"iif\": \"eno1\""),
		RULE("\"iif\": \"eno1\", \"oif\": \"a/b\""),
		RULE("\"iif\": \"eno1\", \"oif\": \"\", \"tos\": 256"),
		RULE("\"iif\": \"eno1\", \"oif\": \"\", \"src\": \"2001:db8::1\""),
		RULE("\"iif\": \"eno1\", \"oif\": \"\", \"protocol\": 256"),
		RULE("\"iif\": \"eno1\", \"oif\": \"\", \"fwmark\": -1"),
		RULE("\"iif\": \"eno1\", \"oif\": \"\", \"sport\": [1, 65536]"),
		RULE("\"iif\": \"eno1\", \"oif\": \"\", \"sport\": [2, 1]"),
		RULE("\"iif\": \"eno1\", \"oif\": \"\", \"uidrange\": 1"),
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct err e = { 0 };

		if (state_document_read(a, texts[i], strlen(texts[i]), &e))
			fail_msg("taken: %s", texts[i]);
		assert_int_equal(e.class, ERR_USAGE);
	}
	arena_free(a);
}

static void bad_plans_are_refused(void **state)
{
#define PLAN "\"schema\": \"lacppair.saved-plan/1\""
#define INTENT "\"intent\": {\"path\": \"f\", \"text\": \"\"}"
	static const char *const texts[] = {
		"x",
		"{}",
		"{\"schema\": \"lacppair.plan/1\"}",
		"{" PLAN "}",
		"{" PLAN ", " INTENT "}",
		"{" PLAN ", " INTENT ", \"options\": [1], \"hosts\": []}",
		"{" PLAN ", " INTENT ", \"options\": [], \"hosts\": [{}]}",
		"{" PLAN ", " INTENT ", \"options\": [], \"hosts\": [{\"name\": \"a\"}]}",
	};
	struct arena *a = arena_new();
	struct saved_plan saved;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct err e = { 0 };

		assert_int_equal(plan_file_read(a, texts[i], strlen(texts[i]), &saved, &e), -1);
		assert_int_equal(e.class, ERR_USAGE);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_host_may_be_changed),
		cmocka_unit_test(drift_is_named),
		cmocka_unit_test(options_of_other_modes_are_no_drift),
		cmocka_unit_test(other_steps_are_refused),
		cmocka_unit_test(a_state_survives),
		cmocka_unit_test(bad_states_are_refused),
		cmocka_unit_test(bad_plans_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
