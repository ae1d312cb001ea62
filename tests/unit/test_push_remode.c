// SPDX-License-Identifier: Apache-2.0
/*
 * A group that speaks another protocol than is wanted: IOS (and the virtual switch) refuses a port
 * that would join it in the new one, so all leave first. Each line of that goes wrong in every way,
 * over each net, and the switch ends as it was or as it is wanted.
 */
#include "test.h"

#include "buf.h"
#include "push_wire.h"

static const char head[] = "hostname sw1\nusername netops privilege 15 secret 0 x\n"
			   "vtp mode transparent\nvlan 40-44\n!\n"
			   "interface Port-channel11\n switchport trunk native vlan 40\n"
			   " switchport trunk allowed vlan 40-44\n switchport mode trunk\n"
			   " spanning-tree portfast trunk\n!\n";
static const char *const nets[] = { "", "archive\n path flash:archive\n" };

static void open_with(struct run *r, const char *first, const char *second, unsigned net)
{
	const char *modes[] = { first, second };
	struct buf b = { 0 };

	buf_printf(&b, "! link: gi1/0/1 1000\n! link: gi2/0/1 1000\n%s%s", head, nets[net]);
	for (unsigned i = 0; i < 2; i++)
		buf_printf(&b,
			"interface GigabitEthernet%u/0/1\n switchport trunk native vlan 40\n"
			" switchport trunk allowed vlan 40-44\n switchport mode trunk\n"
			" channel-group 11 mode %s\n spanning-tree portfast trunk\n!\n",
			i + 1, modes[i]);
	buf_puts(&b, "line vty 0 4\n transport input ssh\nend\n");
	run_open(r, buf_text(&b));
	buf_free(&b);
	saved_first(r);
	r->wire.links = true;
	r->want->recreate = true;
}

static const char *sent(struct run *r, size_t i)
{
	const struct steps *s = &r->result.units.v[0].sent;

	return i < s->n ? s->v[i].text : "";
}

/* A switch of two ports in that mode gets LACP, and says no word against a line. */
static void forth(const char *first, const char *second, unsigned net)
{
	struct run r;

	open_with(&r, first, second, net);
	push(&r);
	if (r.result.outcome != SWITCH_CHANGED || !r.result.saved)
		fail_msg("%s: %s (%s)", first, r.err.text, r.err.hint);
	assert_non_null(strstr(vswitch_startup(r.wire.vswitch), "channel-group 11 mode active"));
	assert_null(strstr(
		vswitch_startup(r.wire.vswitch), arena_printf(r.wire.arena, "mode %s", first)));
	run_close(&r);
}

static void test_every_protocol(void **state)
{
	(void)state;
	for (unsigned net = 0; net < 2; net++) {
		forth("on", "on", net);
		forth("desirable", "auto", net);
		forth("passive", "passive", net);
		forth("passive", "active", net);
	}
}

static void test_all_leave_before_one_joins(void **state)
{
	struct run r;

	(void)state;
	open_with(&r, "on", "on", 0);
	push(&r);
	assert_string_equal(sent(&r, 0), "shutdown");
	assert_string_equal(sent(&r, 1), "no channel-group");
	assert_string_equal(sent(&r, 2), "shutdown");
	assert_string_equal(sent(&r, 3), "no channel-group");
	run_close(&r);

	open_with(&r, "passive", "passive", 0);
	r.want->recreate = false; /* a port at a time needs no flag */
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	assert_string_equal(sent(&r, 1), "no channel-group");
	for (size_t i = 0; i < 8 && !strstr(sent(&r, i), "mode active"); i++)
		assert_string_equal(r.result.units.v[0].sent.v[i].u.line.parent,
			"interface GigabitEthernet1/0/1");
	run_close(&r);
}

static void test_only_with_the_flag(void **state)
{
	static const char *const one[] = { "eno1" };
	struct run r;

	(void)state;
	open_with(&r, "on", "on", 0);
	r.want->recreate = false;
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_REFUSED);
	assert_non_null(strstr(r.err.text, "all would leave it before the first joins again"));
	assert_non_null(strstr(r.err.hint, "--recreate"));
	run_close(&r);

	open_with(&r, "on", "on", 0);
	assert_null(want_switch_only(r.want, one, 1));
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_REFUSED);
	assert_non_null(strstr(r.err.text, "has to leave before others join"));
	run_close(&r);
}

static bool one_fault(enum fault fault, unsigned k, unsigned net)
{
	char *before, *after;
	struct run r;
	bool hit, changed;

	open_with(&r, "on", "on", net);
	before = snapshot(r.wire.vswitch, true);
	r.wire.fault = fault;
	r.wire.at = k;
	push(&r);
	hit = r.wire.done;
	after = snapshot(r.wire.vswitch, true);
	changed = r.result.outcome == SWITCH_CHANGED;
	if (changed != (r.rc == 0) || (changed && !strstr(after, "mode active")) ||
		(!changed && strcmp(before, after)))
		fail_msg("fault %d at line %u over net %u: %s: %s\n%s", fault, k, net,
			switch_outcome_name(r.result.outcome), r.err.text, after);
	free(before);
	free(after);
	run_close(&r);
	return hit;
}

static void test_every_fault_at_every_line(void **state)
{
	(void)state;
	for (unsigned net = 0; net < 2; net++)
		for (enum fault f = REFUSED_LINE; f < FAULTS; f++) {
			unsigned k = 1;

			while (f != DROP_FOR_GOOD && one_fault(f, k, net))
				k++;
			assert_true(f == DROP_FOR_GOOD || k > 35);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_protocol),
		cmocka_unit_test(test_all_leave_before_one_joins),
		cmocka_unit_test(test_only_with_the_flag),
		cmocka_unit_test(test_every_fault_at_every_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
