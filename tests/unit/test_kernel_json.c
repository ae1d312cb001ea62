// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "host_state.h"
#include "kernel_json.h"

/* A bond of one NIC with a bridge behind it, looked at, written and read again. */
struct kept {
	struct arena *a;
	struct host_state all;
	struct observe_bond *b;
	char *text;
	const struct kernel_view *read;
	struct err e;
};

static struct link *add_link(struct kept *k, const char *name, enum link_kind kind)
{
	struct link *l = host_state_add_link(k->a, &k->all, name, kind);

	l->up = l->carrier = true;
	l->has |= LINK_HAS_UP | LINK_HAS_MASTER;
	return l;
}

static void add_links(struct kept *k)
{
	struct link *l = add_link(k, "bond0", LINK_BOND);

	l->mtu = 1400;
	l->has |= LINK_HAS_MTU | LINK_HAS_MAC;
	l->mac[5] = 7;
	bondopt_parse(BONDOPT_MODE, "802.3ad", &l->bond);
	bondopt_parse(BONDOPT_MIN_LINKS, "2", &l->bond);
	strcpy(add_link(k, "eno1", LINK_PLAIN)->master, "bond0");
	add_link(k, "br43", LINK_BRIDGE);
	l = add_link(k, "bond0.43", LINK_VLAN);
	strcpy(l->lower, "bond0");
	l->vlan_id = 43;
	l->has |= LINK_HAS_VLAN;
	add_link(k, "wlan0", LINK_PLAIN);
}

static struct observe_bond *new_bond(struct kept *k)
{
	struct observe_bond *b = observe_new(k->a, "bond0", SEC(100));

	observe_member(k->a, b, "eno1")->planned = true;
	observe_bridge_add(k->a, b, "br43", 43, "bond0.43");
	return b;
}

static void look(struct kept *k)
{
	struct observe_member *m = &k->b->members.v[0];
	struct observe_probe *p = ARENA_PUSH(k->a, &k->b->probes);

	strcpy(m->driver, "i40e");
	m->is_vf = true;
	observe_counters(m, &(struct observe_counters){ .rx = 3, .packets_sent = 1ULL << 40 });
	observe_counters(m,
		&(struct observe_counters){ .rx = 3,
			.tx = 4,
			.illegal = 5,
			.packets_sent = (1ULL << 40) + 9,
			.captured = 6 });
	p->vlan = 43;
	strcpy(p->link, "br43");
	ipaddr_parse("10.8.43.1", &p->to);
	p->answer = PROBE_SILENT;
	p->asked = 3;
	kernel_view_links(k->b, &k->all, SEC(101));
}

/* Its link went and came, and the kernel gave up, before the end; the switch did not answer. */
static void live(struct kept *k, struct kernel_view *v)
{
	struct link nic = *host_state_link(&k->all, "eno1");

	nic.carrier_changes = 3;
	nic.member.has = nic.member.has_ad = true;
	nic.member.actor_state = LACP_ACTIVITY | LACP_EXPIRED;
	nic.member.aggregator = 2;
	for (int i = 0; i < 3; i++) { /* the second look shows nothing new */
		observe_link(k->b, &k->b->members.v[0], &nic, SEC(100) + i);
		kernel_view_note(k->a, v, k->b);
		nic.carrier_changes += i == 1 ? 2 : 0;
	}
	k->b->broken_off = true;
	k->b->switch_error = "192.0.2.10: refused";
}

static void keep(struct kept *k)
{
	struct kernel_view v = { .host = "kvm1" };
	json_t *j;

	*k = (struct kept){ .a = arena_new() };
	add_links(k);
	k->b = new_bond(k);
	live(k, &v);
	look(k);
	kernel_view_pick(k->a, &v, k->b, &k->all);
	kernel_view_end(k->a, &v, k->b);
	j = kernel_document(&v);
	k->text = json_dumps(j, 0);
	json_decref(j);
	assert_non_null(k->text);
}

static void read_text(struct kept *k, const char *text, size_t len)
{
	k->e = (struct err){ 0 };
	k->read = kernel_document_read(k->a, text, len, &k->e);
}

static void done(struct kept *k)
{
	free(k->text);
	arena_free(k->a);
}

static void what_is_kept_is_told_again(void **state)
{
	struct observe_bond *b;
	struct observe_member *m, *was;
	struct kept k;

	(void)state;
	keep(&k);
	read_text(&k, k.text, strlen(k.text));
	if (!k.read)
		fail_msg("%s", k.e.text);
	assert_string_equal(k.read->host, "kvm1");
	assert_null(host_state_link(k.read->links, "wlan0")); /* nobody's business */
	b = new_bond(&k);
	kernel_view_tell(k.a, k.read, b);
	m = &b->members.v[0];
	was = &k.b->members.v[0];
	assert_true(b->present && b->carrier && b->is_8023ad && b->by_netlink && b->has_mac);
	assert_memory_equal(b->mac, k.b->mac, 6);
	assert_int_equal(b->mtu, 1400);
	assert_int_equal(b->min_links, 2);
	assert_true(m->present && m->in_bond && m->carrier && m->is_vf);
	assert_string_equal(m->driver, "i40e");
	assert_memory_equal(&m->counters, &was->counters, sizeof(m->counters));
	assert_memory_equal(&m->first_counters, &was->first_counters, sizeof(m->counters));
	assert_int_equal(b->bridges.v[0].state, BRIDGE_PORT_ELSEWHERE);
	assert_int_equal(b->probes.n, 1);
	assert_int_equal(b->probes.v[0].answer, PROBE_SILENT);
	assert_int_equal(b->probes.v[0].asked, 3);
	assert_memory_equal(b->probes.v[0].to.bytes, k.b->probes.v[0].to.bytes, 4);
	done(&k);
}

/* Told in time, a flap that nobody sees in the end is one in the replay as well. */
static void what_changed_is_told_again(void **state)
{
	struct observe_bond *b;
	struct observe_member *m;
	struct kept k;
	size_t told = 0;

	(void)state;
	keep(&k);
	read_text(&k, k.text, strlen(k.text));
	if (!k.read)
		fail_msg("%s", k.e.text);
	b = new_bond(&k);
	m = &b->members.v[0];
	kernel_view_tell_until(k.read, b, SEC(100) + 1, &told);
	assert_int_equal(told, 1);
	assert_true(m->has_link && m->in_bond && m->carrier && !m->flapped && m->has_kernel);
	assert_int_equal(m->kernel_actor.state, LACP_ACTIVITY | LACP_EXPIRED);
	assert_int_equal(m->aggregator, 2);
	kernel_view_tell_until(k.read, b, SEC(101), &told);
	assert_int_equal(told, 2);
	assert_true(m->flapped);
	assert_int_equal(m->link_since, SEC(100) + 2);
	kernel_view_tell(k.a, k.read, b);
	assert_true(b->broken_off);
	assert_string_equal(b->switch_error, "192.0.2.10: refused");
	assert_int_equal(m->listening_since, SEC(100));
	done(&k);
}

static void another_bond_is_not_told(void **state)
{
	struct observe_bond *b;
	struct kept k;
	size_t told = 0;

	(void)state;
	keep(&k);
	read_text(&k, k.text, strlen(k.text));
	b = observe_new(k.a, "bond1", SEC(100));
	kernel_view_tell_until(k.read, b, SEC(200), &told);
	kernel_view_tell(k.a, k.read, b);
	assert_int_equal(told, 0);
	assert_true(b->has_link && !b->present);
	assert_int_equal(b->probes.n, 0);
	done(&k);
}

/* Never a crash and never a half: cut anywhere it is refused, with a reason. */
static void a_cut_file_is_refused(void **state)
{
	struct kept k;

	(void)state;
	keep(&k);
	for (size_t len = 0; len < strlen(k.text); len++) {
		read_text(&k, k.text, len);
		assert_null(k.read);
		assert_true(k.e.text[0]);
	}
	done(&k);
}

/* The document with one text put for another. */
static char *changed(const struct kept *k, const char *from, const char *to)
{
	const char *at = strstr(k->text, from);

	if (!at)
		fail_msg("no %s in %s", from, k->text);
	return arena_printf(k->a, "%.*s%s%s", (int)(at - k->text), k->text, to, at + strlen(from));
}

static void wrong_values_are_refused(void **state)
{
	static const struct {
		const char *from, *to, *says;
	} rows[] = {
		{ "lacppair.kernel/1", "lacppair.host-state/1", "its schema is not" },
		{ "\"name\": \"kvm1\"", "\"name\": 1", "no name of a host" },
		{ "\"state\": {", "\"state\": 3, \"x\": {", "no list `links'" },
		{ "\"mtu\": 1400", "\"mtu\": \"1400\"", "bond0: mtu is no such value" },
		{ "\"bonds\": [", "\"bonds\": 1, \"x\": [", "no list `bonds'" },
		{ "\"bonds\": [", "\"bonds\": [null, ", "a bond without a name" },
		{ "\"bonds\": [",
			"\"bonds\": [{\"name\": \"bond0\", \"broken_off\": false, "
			"\"switch_asked\": 0, "
			"\"looks\": [], \"members\": [], \"probes\": []}, ",
			"bond0 is there twice" },
		{ "\"broken_off\": true", "\"broken_off\": 1", "its end is none" },
		{ "\"switch_asked\": 0", "\"switch_asked\": -1", "its end is none" },
		{ "\"switch_error\": \"", "\"switch_error\": \"\\n", "its end is none" },
		{ "\"looks\": [", "\"looks\": [{}, ", "a look at a member that is none" },
		{ "\"time\": 100000000000", "\"time\": 100000000009", "go back in time" },
		{ "\"carrier_changes\": 5", "\"carrier_changes\": -5", "a look at a member" },
		{ "\"actor\": 129", "\"actor\": 256", "a look at a member" },
		{ "\"listening_since\": 1", "\"listening_since\": -1", "since when" },
		{ "\"members\": [", "\"members\": {}, \"x\": [", "no list `members'" },
		{ "\"members\": [", "\"members\": [7, ", "a member without a name" },
		{ "\"driver\": \"i40e\"", "\"driver\": \"i40e\\u001b[2J\"", "eno1: no driver" },
		{ "\"driver\": \"i40e\"", "\"driver\": \"0123456789abcdef\"", "eno1: no driver" },
		{ "\"virtual_function\": true", "\"virtual_function\": 1", "virtual function" },
		{ "\"counters\": [", "\"counters\": [{}, ", "no two readings" },
		{ "\"illegal\": 5", "\"illegal\": -5", "no two readings" },
		{ "\"illegal\": 5", "\"illegal\": 5.5", "no two readings" },
		{ "\"illegal\": 5", "\"illegal\": 99999999999999999999", "no JSON" },
		{ "\"captured\": 6", "\"captured\": 4294967296", "no two readings" },
		{ "\"rx\": 3", "\"rx\": 4", "go back" },
		{ "\"probes\": [", "\"probes\": [[], ", "a probe that is none" },
		{ "\"answer\": \"silent\"", "\"answer\": \"loud\"", "a probe that is none" },
		{ "\"to\": \"10.8.43.1\"", "\"to\": \"10.8.43\"", "a probe that is none" },
		{ "\"vlan\": 43, \"through\"", "\"vlan\": 5000, \"through\"",
			"a probe that is none" },
		{ "\"error\": null", "\"error\": {}", "a probe that is none" },
	};
	struct kept k;

	(void)state;
	keep(&k);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *text = changed(&k, rows[i].from, rows[i].to);

		read_text(&k, text, strlen(text));
		if (k.read || !strstr(k.e.text, rows[i].says))
			fail_msg("%s -> %s: %s", rows[i].from, rows[i].to,
				k.read ? "taken" : k.e.text);
	}
	done(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_kept_is_told_again),
		cmocka_unit_test(what_changed_is_told_again),
		cmocka_unit_test(another_bond_is_not_told),
		cmocka_unit_test(a_cut_file_is_refused),
		cmocka_unit_test(wrong_values_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
