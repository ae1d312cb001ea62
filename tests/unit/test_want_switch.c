// SPDX-License-Identifier: Apache-2.0
#include "test.h"
#include "arena_fixture.h"
#include "buf.h"
#include "ios_config.h"
#include "pairing.h"
#include "template.h"

static struct err err;

static const char *text_of(const struct want_lines *lines)
{
	struct buf b = { 0 };
	const char *parent = "", *text;

	for (size_t i = 0; i < lines->n; i++) {
		const struct want_line *w = &lines->v[i];

		if (w->line.parent && strcmp(parent, w->line.parent) != 0)
			buf_printf(&b, "%s\n", w->line.parent);
		parent = w->line.parent ? w->line.parent : w->line.text;
		buf_printf(&b, "%s%s%s%s\n", w->line.parent ? " " : "", w->fresh ? "~" : "",
			w->line.optional ? "?" : "", w->line.text);
	}
	text = arena_strdup(arena, buf_text(&b));
	buf_free(&b);
	return text;
}

static struct want_switch *want(const struct intent *in)
{
	return want_switch(
		arena, in, in->switches.v[0], NULL, NULL, pairing_templates(arena), &err);
}

static void renders_the_pairing(void **state)
{
	const struct want_switch *w = want(pairing(arena));

	(void)state;
	assert_non_null(w);
	assert_int_equal(w->units.n, 1);
	assert_string_equal(w->units.v[0].bond, "kvm1 bond0");
	assert_int_equal(w->units.v[0].port_channel, 11);
	assert_string_equal(w->units.v[0].ports.v[1], "GigabitEthernet2/0/1");
	assert_string_equal(text_of(&w->units.v[0].lines),
		"vlan 40\n name mgmt\nvlan 41\nvlan 42\nvlan 43\nvlan 44\n"
		"interface Port-channel11\n"
		" ~shutdown\n ?switchport\n ?switchport trunk encapsulation dot1q\n"
		" switchport trunk native vlan 40\n switchport trunk allowed vlan 40-44\n"
		" spanning-tree portfast trunk\n switchport mode trunk\n ~no shutdown\n"
		"interface GigabitEthernet1/0/1\n"
		" ~shutdown\n ?switchport\n ?switchport trunk encapsulation dot1q\n"
		" switchport trunk native vlan 40\n switchport trunk allowed vlan 40-44\n"
		" spanning-tree portfast trunk\n switchport mode trunk\n"
		" channel-group 11 mode active\n ~no shutdown\n"
		"interface GigabitEthernet2/0/1\n"
		" ~shutdown\n ?switchport\n ?switchport trunk encapsulation dot1q\n"
		" switchport trunk native vlan 40\n switchport trunk allowed vlan 40-44\n"
		" spanning-tree portfast trunk\n switchport mode trunk\n"
		" channel-group 11 mode active\n ~no shutdown\n");
}

static const struct want_line *find_line(const struct want_unit *u, const char *start)
{
	for (size_t i = 0; i < u->lines.n; i++)
		if (!strncmp(u->lines.v[i].line.text, start, strlen(start)))
			return &u->lines.v[i];
	return NULL;
}

static void lines_know_where_they_come_from(void **state)
{
	const struct want_switch *w = want(pairing(arena));
	const struct want_unit *u = &w->units.v[0];
	const struct want_line *native = find_line(u, "switchport trunk native");
	const struct want_line *mode = find_line(u, "switchport mode");
	const struct want_line *portfast = find_line(u, "spanning-tree");

	(void)state;
	assert_string_equal(native->line.template.file, "port-channel.ios");
	assert_int_equal(native->line.template.line, 9);
	assert_string_equal(native->key, "native_vlan");
	assert_int_equal(native->line.intent.line, 16);
	assert_string_equal(mode->key, "port_channel");
	assert_int_equal(mode->line.intent.line, 12);
	assert_string_equal(portfast->key, "port_channel"); /* a default has no place of its own */
	assert_string_equal(find_line(u, "vlan 41")->key, "vlans");
	assert_int_equal(find_line(u, "name mgmt")->line.intent.line, 4);
}

static void renders_every_setting(void **state)
{
	struct intent *in = pairing(arena);
	struct intent_bond *b = in->hosts.v[0]->bonds.v[0];
	const struct want_unit *u;

	(void)state;
	b->sw.pos = pairing_pos(18, 9);
	b->sw.description = "to {host} {bond} {nic}";
	b->sw.description_pos = pairing_pos(19, 24);
	b->sw.portfast = NO;
	b->sw.bpduguard = YES;
	b->sw.nonegotiate = YES;
	b->sw.lacp_rate = 1;
	b->sw.min_links = 2;
	b->native_kind = NATIVE_NONE;
	u = &want(in)->units.v[0];
	assert_int_equal(u->native, 0);
	assert_non_null(find_line(u, "no switchport trunk native vlan"));
	assert_non_null(find_line(u, "no spanning-tree portfast"));
	assert_non_null(find_line(u, "spanning-tree bpduguard enable"));
	assert_non_null(find_line(u, "switchport nonegotiate"));
	assert_non_null(find_line(u, "port-channel min-links 2"));
	assert_non_null(find_line(u, "lacp rate fast"));
	assert_non_null(find_line(u, "description to kvm1 bond0 eno1,eno2"));
	assert_non_null(find_line(u, "description to kvm1 bond0 eno2"));
	assert_int_equal(find_line(u, "description")->line.intent.line, 19);
}

/* Untagged frames go to a VLAN that exists and that the trunk does not carry. */
static void parks_untagged_frames(void **state)
{
	struct intent *in = pairing(arena);
	struct intent_bond *b = in->hosts.v[0]->bonds.v[0];
	const struct want_unit *u;

	(void)state;
	b->native_kind = NATIVE_NONE;
	b->park_vlan = 999;
	vlanset_add(&b->vlans, 1); /* tagged then, unlike with `none` */
	u = &want(in)->units.v[0];
	assert_non_null(find_line(u, "vlan 999"));
	assert_string_equal(find_line(u, "vlan 999")->key, "native_vlan");
	assert_non_null(find_line(u, "switchport trunk native vlan 999"));
	assert_null(find_line(u, "no switchport trunk native vlan"));
	assert_string_equal(find_line(u, "switchport trunk allowed")->line.text,
		"switchport trunk allowed vlan 1,40-44");
}

static void long_lists_are_cut(void **state)
{
	struct intent *in = pairing(arena);
	struct intent_bond *b = in->hosts.v[0]->bonds.v[0];
	struct vlanset back = { { 0 } };
	const struct want_unit *u;
	bool said = false;

	(void)state;
	for (unsigned v = 2; v < 900; v += 2)
		vlanset_add(&b->vlans, v);
	u = &want(in)->units.v[0];
	for (size_t i = 0; i < u->lines.n; i++) {
		const struct switch_line *l = &u->lines.v[i].line;
		size_t n = strlen("switchport trunk allowed vlan ");

		assert_true(strlen(l->text) <= 254);
		if (l->parent && !strcmp(l->parent, "interface Port-channel11") &&
			!strncmp(l->text, "switchport trunk allowed vlan ", n)) {
			assert_int_equal(!strncmp(l->text + n, "add ", 4), said);
			ios_allowed_apply(l->text + n, &back, &said);
		}
	}
	assert_true(vlanset_equal(&back, &b->vlans));
}

static void filters_by_host_bond_and_switch(void **state)
{
	struct intent *in = pairing(arena);
	struct intent_switch other = { .name = "sw2" };
	const struct ios_template *t = pairing_templates(arena);
	const struct intent_switch *sw = in->switches.v[0];

	(void)state;
	assert_int_equal(want_switch(arena, in, sw, "kvm1", "bond0", t, &err)->units.n, 1);
	assert_int_equal(want_switch(arena, in, sw, "kvm2", NULL, t, &err)->units.n, 0);
	assert_int_equal(want_switch(arena, in, sw, NULL, "bond1", t, &err)->units.n, 0);
	assert_int_equal(want_switch(arena, in, &other, NULL, NULL, t, &err)->units.n, 0);
}

static void bridges_ask_for_their_vlan(void **state)
{
	struct intent *in = pairing(arena);
	struct intent_bridge br = { .name = "br99", .vlan = 99, .vlan_pos = pairing_pos(30, 5) };
	const struct want_line *l;

	(void)state;
	br.bond = in->hosts.v[0]->bonds.v[0];
	*ARENA_PUSH(arena, &in->hosts.v[0]->bridges) = &br;
	l = find_line(&want(in)->units.v[0], "vlan 99");
	assert_non_null(l);
	assert_string_equal(l->key, "bridges");
	assert_int_equal(l->line.intent.line, 30);
}

static void the_gate(void **state)
{
	static const struct {
		const char *field, *value, *why; /* why: part of the reason; NULL: passes */
	} rows[] = {
		{ "description", "to kvm1 (bond0), 50% #1", NULL },
		{ "description", "what?", "'?'" },
		{ "description", "two\nlines", "0x0a" },
		{ "description", "bell\a", "0x07" },
		{ "description", "gr\xc3\xbc\xc3\x9f", "0xc3" },
		{ "description", "tab\there", "0x09" },
		{ "description", "", "empty" },
		{ "description", " x", "blank" },
		{ "description", "x ", "blank" },
		{ "vlan_name", "mgmt-1_A.b:c", NULL },
		{ "vlan_name", "two words", "blank" },
		{ "vlan_name", "a\"b", "'\"'" },
		{ "vlan_name", "!x", "'!'" },
		{ "vlan_name", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL },
		{ "vlan_name", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "at most 32" },
		{ "vlan", "40", NULL },
		{ "vlan", "40 ", "blank" },
		{ "vlan", "4x", "'x'" },
		{ "interface", "GigabitEthernet1/0/1", NULL },
		{ "interface", "Gi1/0/1;reload", "';'" },
		{ "bpduguard", "enable", NULL },
		{ "something", "x", "no field" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *why = template_gate(arena, rows[i].field, rows[i].value);

		assert_int_equal(why == NULL, rows[i].why == NULL);
		if (why)
			assert_non_null(strstr(why, rows[i].why));
	}
}

/* A value that the gate refuses is an error of the intent, with its place. */
static void refuses_values_with_their_place(void **state)
{
	struct intent *in = pairing(arena);
	struct intent_bond *b = in->hosts.v[0]->bonds.v[0];

	(void)state;
	b->sw.description = "to {nic}?";
	b->sw.description_pos = pairing_pos(19, 24);
	assert_null(want(in));
	assert_int_equal(err.class, ERR_INTENT);
	assert_string_equal(err.object, "lacppair.yaml:19:24");
	assert_non_null(strstr(err.text, "description"));
	b->sw.description = "to {nic}";
	b->members.v[1].nic = "en\n2";
	assert_null(want(in));
	assert_non_null(strstr(err.text, "nic"));
	b->sw.description = NULL;
	in->vlans.v[0].name = "a b";
	assert_null(want(in));
	assert_string_equal(err.object, "lacppair.yaml:4:10");
	in->vlans.v[0].name = NULL;
	b->native_kind = NATIVE_NONE;
	vlanset_add(&b->vlans, 1);
	assert_null(want(in));
	assert_string_equal(err.object, "lacppair.yaml:16:22");
}

static void broken_templates_are_refused(void **state)
{
	static const struct {
		const char *text, *object, *part;
	} rows[] = {
		{ "interface {port_channel}\n @fersh shutdown\n", "port-channel.ios:2", "@fersh" },
		{ "interface {port}\n", "port-channel.ios:1", "port" },
		{ "interface {port_channel\n", "port-channel.ios:1", "'}'" },
		{ "\n shutdown\n", "port-channel.ios:2", "mode" },
		{ "interface {port_channel}\n @if nothing shutdown\n", "port-channel.ios:2",
			"nothing" },
		{ "interface {port_channel}\n reload\n", "port-channel.ios:2", "reload" },
		{ "interface {port_channel}\n description {min_links}\n", "port-channel.ios:2",
			"@if" },
		{ "interface {port_channel}\n description {vlans}\n", "port-channel.ios:2",
			"takes a list" },
		{ "interface {port_channel}\n switchport trunk allowed vlan {vlans},5\n",
			"port-channel.ios:2", "end its line" },
		{ "interface {port_channel}\n description a\rb\n", "port-channel.ios:2", "0x0d" },
		{ "hostname {port_channel}\n", "port-channel.ios:1", "neither" },
		{ "@optional interface {port_channel}\n", "port-channel.ios:1", "marks" },
	};
	struct intent *in = pairing(arena);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ios_template t[4] = { { "vlan.ios", "vlan {vlan}\n", NULL },
			{ "port-channel.ios", rows[i].text, NULL }, { "member.ios", "", NULL },
			{ 0 } };

		assert_null(want_switch(arena, in, in->switches.v[0], NULL, NULL, t, &err));
		assert_int_equal(err.class, ERR_INTENT);
		assert_string_equal(err.object, rows[i].object);
		assert_non_null(strstr(err.text, rows[i].part));
	}
}

/* The first leg's ports only; ownership is still judged by all of them. */
static void only_some_members(void **state)
{
	static const char *const second[] = { "eno2" }, *const stray[] = { "eno9" };
	struct want_switch *w = want(pairing(arena));
	const char *text;

	(void)state;
	assert_string_equal(want_switch_only(w, stray, 1), "eno9");
	assert_null(want_switch_only(w, second, 1));
	assert_int_equal(w->units.n, 1);
	assert_int_equal(w->units.v[0].ports.n, 2);
	text = text_of(&w->units.v[0].lines);
	assert_non_null(strstr(text, "interface Port-channel11\n"));
	assert_non_null(strstr(text, "interface GigabitEthernet2/0/1\n"));
	assert_null(strstr(text, "interface GigabitEthernet1/0/1\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(renders_the_pairing),
		cmocka_unit_test(only_some_members),
		cmocka_unit_test(lines_know_where_they_come_from),
		cmocka_unit_test(renders_every_setting),
		cmocka_unit_test(parks_untagged_frames),
		cmocka_unit_test(long_lists_are_cut),
		cmocka_unit_test(filters_by_host_bond_and_switch),
		cmocka_unit_test(bridges_ask_for_their_vlan),
		cmocka_unit_test(the_gate),
		cmocka_unit_test(refuses_values_with_their_place),
		cmocka_unit_test(broken_templates_are_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
