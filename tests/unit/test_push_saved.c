// SPDX-License-Identifier: Apache-2.0
/* When a push saves: never what somebody else left unsaved, and always what it proved. */
#include "test.h"

#include "buf.h"
#include "ios_text.h"
#include "pairing.h"
#include "push_wire.h"
#include "reads.h"

static void type_line(struct vswitch_vty *v, const char *line)
{
	vswitch_input(v, line, strlen(line));
	vswitch_input(v, "\r", 1);
}

static void test_others_changes_are_not_saved(void **state)
{
	static const char change[] = "conf t\rinterface gi2/0/2\rdescription mine\rend\r";
	struct vswitch_vty *v;
	struct run r;

	(void)state;
	run_open(&r, push_config);
	saved_first(&r);
	v = vswitch_open(r.wire.vswitch, "netops");
	vswitch_input(v, change, sizeof(change) - 1);
	vswitch_close(v);
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_REFUSED);
	assert_int_equal(r.err.class, ERR_USAGE);
	assert_true(r.result.before.saved_differs);
	assert_int_equal(r.result.units.v[0].sent.n, 0);

	r.options.save_all = true;
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_CHANGED);
	assert_non_null(strstr(vswitch_startup(r.wire.vswitch), "description mine"));

	/* With ours saved, somebody else's next change is none of our business. */
	r.options.save_all = false;
	v = vswitch_open(r.wire.vswitch, "netops");
	vswitch_input(v, change, sizeof(change) - 1);
	type_line(v, "configure terminal");
	type_line(v, "interface gi2/0/2");
	type_line(v, "description other");
	vswitch_close(v);
	push(&r);
	assert_int_equal(r.rc, 0);
	assert_int_equal(r.result.outcome, SWITCH_UNCHANGED);
	assert_null(strstr(vswitch_startup(r.wire.vswitch), "description other"));
	run_close(&r);
}

/* What a push that is killed between its lines and its save leaves behind. */
static void type_unsaved(struct run *r, const struct steps *lines)
{
	struct vswitch_vty *v = vswitch_open(r->wire.vswitch, "netops");

	type_line(v, "configure terminal");
	for (size_t i = 0; i < lines->n; i++) {
		if (lines->v[i].u.line.parent)
			type_line(v, lines->v[i].u.line.parent);
		type_line(v, lines->v[i].u.line.text);
	}
	type_line(v, "end");
	vswitch_close(v);
}

static void test_as_wanted_but_not_saved(void **state)
{
	struct run first, r;

	(void)state;
	run_open(&first, push_config);
	saved_first(&first);
	push(&first);
	assert_int_equal(first.result.outcome, SWITCH_CHANGED);

	run_open(&r, push_config);
	saved_first(&r);
	type_unsaved(&r, &first.result.units.v[0].sent);
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_REFUSED);
	assert_int_equal(r.err.class, ERR_USAGE);
	assert_non_null(strstr(r.err.text, "not saved"));

	r.options.save_all = true;
	push(&r);
	assert_int_equal(r.rc, 0);
	assert_int_equal(r.result.outcome, SWITCH_UNCHANGED);
	assert_true(r.result.saved);
	assert_non_null(strstr(vswitch_startup(r.wire.vswitch), "channel-group 11"));
	run_close(&r);
	run_close(&first);
}

static void test_saved_or_not(void **state)
{
	static const struct {
		const char *running, *startup;
		bool same;
	} cases[] = {
		{ "Building configuration...\n\nCurrent configuration : 7013 bytes\n!\n! Last "
		  "configuration change at 12:44:10 UTC by x\n!\nversion 16.12\nend\n",
			"Using 2112 out of 33554432 bytes\n! NVRAM config last updated at 1 by "
			"x\n!\nversion 16.12\n!\nend\n",
			true },
		{ "vlan 1\nend\n", "vlan 2\nend\n", false },
		{ "vlan 1\nend\n", "end\n", false },
		{ "end\n", "startup-config is not present\n", false },
		{ "ntp clock-period 17179865\nend\n", "end\n", true },
		{ "crypto pki certificate chain T\n certificate self-signed 01\n  3082032E "
		  "30820216 "
		  "A0030201 \n  0D06092A\n  \tquit\nend\n",
			"crypto pki certificate chain T\n certificate self-signed 01 "
			"nvram:IOS-Self-Sig#1.cer\nend\n",
			true },
		{ "interface A\n shutdown\nend\n", "interface A\nend\n", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (ios_text_same(cases[i].running, cases[i].startup) != cases[i].same)
			fail_msg("case %zu", i);
}

/* A save that says no may have written all the same: the old text goes over it. */
static void test_refused_save_has_written(void **state)
{
	char *before, *after, config[2048];
	struct run r;

	(void)state;
	snprintf(config, sizeof(config),
		"! fault: say \"copy running-config\" \"%%Error writing nvram\" 3\n%s",
		push_config);
	run_open(&r, config);
	saved_first(&r);
	before = snapshot(r.wire.vswitch, true);
	push(&r);
	assert_int_equal(r.result.outcome, SWITCH_UNDONE);
	assert_non_null(strstr(r.err.text, "not saved"));
	assert_true(vswitch_saves(r.wire.vswitch) > 1);
	after = snapshot(r.wire.vswitch, true);
	assert_string_equal(before, after);
	free(before);
	free(after);
	run_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_others_changes_are_not_saved),
		cmocka_unit_test(test_as_wanted_but_not_saved),
		cmocka_unit_test(test_saved_or_not),
		cmocka_unit_test(test_refused_save_has_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
