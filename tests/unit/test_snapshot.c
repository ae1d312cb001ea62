// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include <sys/socket.h>

#include "snapshot.h"

static void *fill(void *p, size_t n, uint8_t from)
{
	for (size_t i = 0; i < n; i++)
		((uint8_t *)p)[i] = (uint8_t)(from + i);
	return p;
}

static struct link *rich_link(
	struct arena *a, struct host_state *s, const char *name, enum link_kind kind)
{
	struct link *l = host_state_add_link(a, s, name, kind);

	l->has = LINK_HAS_UP | LINK_HAS_MAC | LINK_HAS_PORT_VLANS;
	l->ifindex = 7;
	l->up = l->stp = l->vlan_filtering = l->not_ethernet = l->no_addrconf = true;
	l->default_pvid = 99;
	l->vlan_id = 4094;
	l->mtu = 0xffffffff;
	strcpy(l->kind_name, "veth");
	strcpy(l->master, "bond0");
	strcpy(l->lower, "eno1");
	fill(l->mac, 6, 0xf0);
	fill(l->perm_mac, 6, 0x10);
	l->port_vlans = ARENA_NEW(a, struct port_vlans);
	l->port_vlans->pvid = 41;
	vlanset_add_range(&l->port_vlans->vlans, 40, 44);
	vlanset_add(&l->port_vlans->untagged, 41);
	if (kind != LINK_BOND)
		return l;
	l->bond.has = 0xfff;
	for (int o = 0; o < BONDOPT_COUNT; o++)
		l->bond.value[o] = 1u << o;
	fill(l->bond.actor_system, 6, 1);
	strcpy(l->bond.primary, "eno2");
	return l;
}

static struct snapshot *rich(struct arena *a)
{
	struct snapshot *s = ARENA_NEW(a, struct snapshot);
	struct host_state *before = ARENA_NEW(a, struct host_state);
	struct host_addr *addr;
	struct host_route *route;
	struct host_rule *rule;

	s->host = "kvm1";
	strcpy(s->boot_id, "0c0e3d6a-1111-2222-3333-444455556666");
	s->netns = UINT64_MAX;
	s->armed_s = 1800000000;
	s->hold_ms = 120000;
	s->deadline_ms = INT64_MAX;
	s->before = before;
	rich_link(a, before, "bond0", LINK_BOND);
	rich_link(a, before, "eno1.4094", LINK_VLAN);
	addr = ARENA_PUSH(a, &before->addrs);
	strcpy(addr->link, "bond0");
	assert_int_equal(ipaddr_parse("2001:db8::2/64", &addr->ip), 0);
	addr->dynamic = addr->no_route = true;
	route = ARENA_PUSH(a, &before->routes);
	strcpy(route->link, "bond0");
	route->dst.family = AF_INET;
	assert_int_equal(ipaddr_parse("10.8.0.1", &route->gateway), 0);
	route->table = 254;
	route->metric = 100;
	route->protocol = 4;
	route->type = 1;
	route->by_hand = true;
	rule = ARENA_PUSH(a, &before->rules);
	strcpy(rule->iif, "eno1");
	strcpy(rule->oif, "bond0");
	assert_int_equal(ipaddr_parse("2001:db8::/32", &rule->src), 0);
	rule->dst = rule->src;
	rule->family = AF_INET6;
	rule->tos = 1;
	rule->action = 2;
	rule->flags = 0x10002;
	rule->table = 70000;
	rule->has = (1u << RULE_ATTR_COUNT) - 1;
	for (int k = 0; k < RULE_ATTR_COUNT; k++)
		rule->value[k] = (struct rule_value){ (unsigned)k, UINT32_MAX };
	rule->extras = true;
	for (int op = 0; op < STEP_SWITCH_LINE; op++) {
		struct step *step = ARENA_PUSH(a, &s->steps);

		step->op = (enum step_op)op;
		if (op == STEP_ADDR_ADD || op == STEP_ADDR_DEL || op == STEP_ANNOUNCE)
			step->u.addr = *addr;
		else if (op == STEP_ROUTE_ADD || op == STEP_ROUTE_DEL)
			step->u.route = *route;
		else if (op == STEP_RULE_ADD || op == STEP_RULE_DEL)
			step->u.rule = *rule;
		else
			step->u.link = before->links.v[0];
	}
	return s;
}

/* Bytes that are read and written again are the same bytes; so a field that is lost shows in
 * the comparison of one link below. */
static void test_round_trip(void **state)
{
	struct arena *a = arena_new();
	struct snapshot *s = rich(a), *back;
	struct buf b = { 0 }, again = { 0 };
	struct err e = { 0 };
	struct link was, is;

	(void)state;
	snapshot_encode(s, &b);
	back = snapshot_decode(a, b.data, b.len, "file", &e);
	assert_non_null(back);
	assert_string_equal(back->host, "kvm1");
	assert_string_equal(back->boot_id, s->boot_id);
	assert_true(back->netns == s->netns && back->deadline_ms == s->deadline_ms);
	assert_int_equal(back->before->links.n, 2);
	assert_int_equal(back->steps.n, STEP_SWITCH_LINE);
	was = s->before->links.v[0];
	is = back->before->links.v[0];
	assert_memory_equal(was.port_vlans, is.port_vlans, sizeof(*is.port_vlans));
	is.port_vlans = was.port_vlans;
	assert_memory_equal(&is, &was, sizeof(is));
	assert_memory_equal(
		&back->before->addrs.v[0], &s->before->addrs.v[0], sizeof(struct host_addr));
	assert_memory_equal(
		&back->before->routes.v[0], &s->before->routes.v[0], sizeof(struct host_route));
	assert_memory_equal(
		&back->before->rules.v[0], &s->before->rules.v[0], sizeof(struct host_rule));
	snapshot_encode(back, &again);
	assert_int_equal(again.len, b.len);
	assert_memory_equal(again.data, b.data, b.len);
	buf_free(&b);
	buf_free(&again);
	arena_free(a);
}

static void test_cut(void **state)
{
	struct arena *a = arena_new();
	struct buf b = { 0 };
	struct err e = { 0 };

	(void)state;
	snapshot_encode(rich(a), &b);
	for (size_t n = 0; n < b.len; n++)
		assert_null(snapshot_decode(a, b.data, n, "file", &e));
	buf_puts(&b, "x");
	assert_null(snapshot_decode(a, b.data, b.len, "file", &e));
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_string_equal(e.object, "file");
	buf_free(&b);
	arena_free(a);
}

static void test_altered(void **state)
{
	struct arena *a = arena_new();
	struct buf b = { 0 };
	struct err e = { 0 };

	(void)state;
	snapshot_encode(rich(a), &b);
	for (size_t i = 0; i < b.len; i++) {
		b.data[i] ^= 0x10;
		assert_null(snapshot_decode(a, b.data, b.len, "file", &e));
		b.data[i] ^= 0x10;
	}
	assert_non_null(snapshot_decode(a, b.data, b.len, "file", &e));
	buf_free(&b);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_altered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
