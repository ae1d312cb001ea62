// SPDX-License-Identifier: Apache-2.0
#include "host_fixture.h"

#include "host_extra.h"
#include "want_remove.h"

/* The host after apply, and what grew on it since. */
static struct pairing *grown(void)
{
	struct pairing *p = fixture_new();
	struct steps steps = fixture_diff(p, fixture_want(p));
	struct link *l;

	fixture_run(p, p->found, &steps);
	snprintf(host_state_link(p->found, "eno3")->master, LINK_NAME_MAX, "bond0");
	l = host_state_add_link(p->a, p->found, "bond0.99", LINK_VLAN);
	l->vlan_id = 99;
	snprintf(l->lower, LINK_NAME_MAX, "bond0");
	l = host_state_add_link(p->a, p->found, "vnet3", LINK_PLAIN);
	snprintf(l->kind_name, sizeof(l->kind_name), "tun");
	snprintf(l->master, LINK_NAME_MAX, "br41");
	fixture_nic(p, "eno9", 9);
	snprintf(host_state_link(p->found, "eno9")->master, LINK_NAME_MAX, "br41");
	fixture_addr(p, "br41", "192.0.2.9/24");
	fixture_addr(p, "br41", "fe80::9/64");
	fixture_addr(p, "br41", "192.0.2.77/24");
	p->found->addrs.v[p->found->addrs.n - 1].dynamic = true;
	return p;
}

static void assert_notes(const struct report *r, const char *const *texts)
{
	size_t i;

	for (i = 0; i < r->n && texts[i]; i++)
		assert_string_equal(r->v[i].text, texts[i]);
	if (i < r->n)
		fail_msg("one more: %s", r->v[i].text);
	if (texts[i])
		fail_msg("missing: %s", texts[i]);
}

static void extras_are_said(void **state)
{
	struct pairing *p = grown();
	struct report r = { .arena = p->a };

	(void)state;
	diff_host_refusals(fixture_want(p), p->found, NULL, &r);
	assert_int_equal(r.errors, 0);
	assert_notes(&r,
		(const char *const[]){
			"bond0: extra: the member eno3 is not in the intent; it stays (--prune "
			"takes it away)",
			"bond0: extra: the VLAN device bond0.99 is not in the intent; it stays "
			"(--prune takes it away)",
			"br41: extra: the port eno9 is not in the intent; it stays (--prune takes "
			"it away)",
			"br41: extra: the address 192.0.2.9/24 is not in the intent; it stays "
			"(--prune takes it away)",
			"br41: extra: the address 192.0.2.77/24 is not in the intent; it stays, "
			"since DHCP or a router gives it",
			NULL });
	fixture_free(p);
}

static void prune_takes_them_and_nothing_else(void **state)
{
	struct pairing *p = grown();
	struct host_state *wanted = fixture_want(p);
	struct report r = { .arena = p->a };
	struct steps s;

	(void)state;
	fixture_addr(p, "bond0.99", "203.0.113.5/24");
	host_extras_prune(p->a, wanted, p->found, NULL, &r);
	assert_int_equal(r.n, 0);
	diff_host_refusals(wanted, p->found, NULL, &r);
	assert_notes(&r,
		(const char *const[]){
			"br41: extra: the address 192.0.2.77/24 is not in the intent; it stays, "
			"since DHCP or a router gives it",
			NULL });
	s = fixture_diff(p, wanted);
	assert_steps(&s,
		(const char *const[]){ "bond0.99: delete", "br41: delete address 192.0.2.9/24",
			"eno3: leave bond0", "eno9: leave br41", NULL });
	fixture_run(p, p->found, &s);
	s = fixture_diff(p, wanted);
	assert_int_equal(s.n, 0);
	assert_string_equal(host_state_link(p->found, "vnet3")->master, "br41");
	fixture_free(p);
}

static void prune_keeps_the_session(void **state)
{
	static const struct {
		const char *session, *says;
	} cases[] = {
		{ "br41", "br41: the port eno9 is extra, but this session came in by br41" },
		{ "bond0.99",
			"bond0: the VLAN device bond0.99 is extra, but this session came in by "
			"bond0.99" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pairing *p = grown();
		struct report r = { .arena = p->a };

		host_extras_prune(p->a, fixture_want(p), p->found, cases[i].session, &r);
		assert_true(r.errors);
		assert_string_equal(r.v[0].text, cases[i].says);
		fixture_free(p);
	}
}

static void remove_leaves_plain_nics(void **state)
{
	struct pairing *p = fixture_new();
	struct host_state *wanted = fixture_want(p), *before;
	struct steps s = fixture_diff(p, wanted), back = { 0 };
	struct report r = { .arena = p->a };

	(void)state;
	fixture_run(p, p->found, &s);
	want_remove_losses(p->a, wanted, p->found, NULL, false, &r);
	assert_int_equal(r.n, 0);
	before = host_state_copy(p->a, p->found);
	s = fixture_diff(p, want_remove(p->a, wanted));
	assert_steps(&s,
		(const char *const[]){ "bond0.41: delete", "br40: delete", "br41: delete",
			"bond0: delete, letting go eno1, eno2", NULL });
	fixture_run(p, p->found, &s);
	assert_int_equal(p->found->links.n, 3);
	assert_int_equal(p->found->addrs.n, 0);
	assert_string_equal(host_state_link(p->found, "eno1")->master, "");
	assert_false(host_state_link(p->found, "eno1")->up);

	diff_host_undo(p->a, before, p->found, &s, &back);
	fixture_run(p, p->found, &back);
	s = fixture_diff(p, wanted);
	assert_int_equal(s.n, 0);
	fixture_free(p);
}

static void remove_names_what_would_be_lost(void **state)
{
	static const char *const texts[] = {
		"bond0: this session came in by it and ends with it",
		"br41: vnet3 would lose the network (virtual machines, containers)",
		"bond0: the member eno3 is not in the intent and would be let go, too",
		"bond0: the VLAN device bond0.99 is not in the intent and would go with it",
		"br41: the port eno9 is not in the intent and would lose its bridge",
		"br41: the address 192.0.2.9/24 is not in the intent and would go with it",
		"br41: the address 192.0.2.77/24 is not in the intent and would go with it",
		NULL,
	};

	(void)state;
	for (int yes = 0; yes < 2; yes++) {
		struct pairing *p = grown();
		struct report r = { .arena = p->a };

		want_remove_losses(p->a, fixture_want(p), p->found, "bond0", yes, &r);
		assert_notes(&r, texts);
		assert_int_equal(r.errors, yes ? 0 : 7);
		fixture_free(p);
	}
}

static void remove_keeps_what_has_another_kind(void **state)
{
	struct pairing *p = fixture_new();
	struct report r = { .arena = p->a };
	struct host_state *wanted = fixture_want(p);
	struct steps s;

	(void)state;
	host_state_add_link(p->a, p->found, "br40", LINK_PLAIN);
	want_remove_losses(p->a, wanted, p->found, NULL, true, &r);
	assert_int_equal(r.errors, 1);
	s = fixture_diff(p, want_remove(p->a, wanted));
	assert_int_equal(s.n, 0);
	fixture_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(extras_are_said),
		cmocka_unit_test(prune_takes_them_and_nothing_else),
		cmocka_unit_test(prune_keeps_the_session),
		cmocka_unit_test(remove_leaves_plain_nics),
		cmocka_unit_test(remove_names_what_would_be_lost),
		cmocka_unit_test(remove_keeps_what_has_another_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
