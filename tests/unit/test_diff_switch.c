// SPDX-License-Identifier: Apache-2.0
/*
 * Golden cases: tests/golden/switch/NAME.cfg is what is found, with `! vlans LIST` (of show vlan)
 * and, where they differ from the pairing's, `! intent LIST` (VLANs of the bond) and `! vtp WORD
 * VERSION`, `! port-channel-lines LINE; LINE` and `! member-lines` (site lines), `! mtu N`, `!
 * rename yes`, `! prune yes`; NAME.ok is what is sent, what takes it back, and what is said about
 * it. With UPDATE_GOLDEN=1 the .ok files are written anew.
 */
#include "test.h"
#include "arena_fixture.h"
#include "buf.h"
#include "diff_switch.h"
#include "ios_sim.h"
#include "pairing.h"

static struct err err;

static struct want_switch *want(const struct intent *in)
{
	struct want_switch *w = want_switch(
		arena, in, in->switches.v[0], NULL, NULL, pairing_templates(arena), &err);

	assert_non_null(w);
	return w;
}

static void put_vlans(struct switch_found *f, const struct vlanset *vlans)
{
	for (int v = vlanset_next(vlans, 0); v >= 0; v = vlanset_next(vlans, (unsigned)v + 1)) {
		struct show_vlan *row = ARENA_PUSH(arena, &f->vlans.rows);

		row->id = (unsigned)v;
		row->name = "x";
		row->status = "active";
	}
}

static struct switch_found *found_in(const struct sim *s)
{
	struct switch_found *f = ARENA_NEW(arena, struct switch_found);

	f->running = ios_config_parse(arena, sim_text(s));
	f->vtp.mode = VTP_SERVER;
	f->vtp.version = 2;
	put_vlans(f, &s->vlans);
	return f;
}

static void put_steps(struct buf *b, const struct steps *steps)
{
	const char *parent = "";

	for (size_t i = 0; i < steps->n; i++) {
		const struct switch_line *l = &steps->v[i].u.line;

		if (l->parent && strcmp(parent, l->parent) != 0)
			buf_printf(b, "%s\n", l->parent);
		parent = l->parent ? l->parent : l->text;
		buf_printf(b, "%s%s%s\n", l->parent ? " " : "", l->text,
			l->optional ? "   ! optional" : "");
	}
}

static const char *finish(struct buf *b)
{
	const char *text = arena_strdup(arena, buf_text(b));

	buf_free(b);
	return text;
}

static const char *report_text(const struct want_switch *w, const struct switch_found *f)
{
	struct report r = { .arena = arena };
	struct buf b = { 0 };

	diff_switch_refusals(w, &w->units.v[0], f, &r);
	for (size_t i = 0; i < r.n; i++)
		buf_printf(&b, "%s:%u: %s: %s%s%s\n", r.v[i].pos.file, r.v[i].pos.line,
			r.v[i].level == REPORT_ERROR ? "error" : "warning", r.v[i].text,
			r.v[i].hint ? "; " : "", r.v[i].hint ? r.v[i].hint : "");
	return finish(&b);
}

/* The value of a `! word value` line, or fallback. */
static const char *directive(const char *config, const char *word, const char *fallback)
{
	const char *at = strstr(config, arena_printf(arena, "! %s ", word));

	if (!at)
		return fallback;
	at += strlen(word) + 3;
	return arena_strndup(arena, at, strcspn(at, "\n"));
}

static void read_vtp(const char *config, struct show_vtp *vtp)
{
	static const char *const modes[] = { "unknown", "server", "client", "transparent", "off" };
	const char *text = directive(config, "vtp", "server 2");

	for (size_t i = 0; i < 5; i++)
		if (!strncmp(text, modes[i], strlen(modes[i])))
			vtp->mode = (enum vtp_mode)i;
	vtp->version = (unsigned)atoi(strchr(text, ' '));
}

static const char *golden_path(const char *name, const char *ext)
{
	return arena_printf(arena, "%s/golden/switch/%s.%s", TESTS_DIR, name, ext);
}

static void put_site_lines(const char *config, const char *word, struct intent_lines *out)
{
	char *text = arena_strdup(arena, directive(config, word, "")), *save = NULL;

	for (char *l = strtok_r(text, ";", &save); l; l = strtok_r(NULL, ";", &save))
		*ARENA_PUSH(arena, out) =
			(struct intent_line){ l + strspn(l, " "), pairing_pos(20, 30) };
}

static void put_switch_keys(const char *config, struct intent_bond *b)
{
	put_site_lines(config, "port-channel-lines", &b->sw.channel_lines);
	put_site_lines(config, "member-lines", &b->sw.member_lines);
	b->sw.mtu.value = (unsigned)atoi(directive(config, "mtu", "0"));
	if (b->sw.mtu.value)
		b->sw.mtu.pos = pairing_pos(19, 20);
}

static void run_golden(const char *name)
{
	struct intent *in = pairing(arena);
	struct switch_found f = { 0 };
	struct vlanset vlans = { { 0 } };
	struct steps lines = { 0 }, back = { 0 };
	char *config = test_read_file(golden_path(name, "cfg"), NULL);
	struct want_switch *w;
	struct buf b = { 0 };
	bool recreate, rename, prune;

	assert_non_null(config);
	recreate = strstr(config, "! recreate ");
	rename = strstr(config, "! rename ");
	prune = strstr(config, "! prune ");
	in->switches.v[0]->hostname = directive(config, "hostname", NULL);
	in->switches.v[0]->model = directive(config, "model", NULL);
	in->switches.v[0]->hostname_pos = in->switches.v[0]->pos;
	if (strstr(config, "! intent ")) {
		memset(&in->hosts.v[0]->bonds.v[0]->vlans, 0, sizeof(struct vlanset));
		vlanset_parse(&in->hosts.v[0]->bonds.v[0]->vlans, directive(config, "intent", ""));
	}
	put_switch_keys(config, in->hosts.v[0]->bonds.v[0]);
	assert_int_equal(vlanset_parse(&vlans, directive(config, "vlans", "1")), -1);
	put_vlans(&f, &vlans);
	for (size_t i = 0; i < f.vlans.rows.n; i++)
		f.vlans.rows.v[i].name = directive(config, "vlan-name", "");
	read_vtp(config, &f.vtp);
	f.running = ios_config_parse(arena, config);
	free(config);
	w = want(in);
	w->recreate = recreate;
	if (rename)
		want_switch_rename(arena, w);
	if (prune)
		want_switch_prune(w);
	diff_switch(arena, &w->units.v[0], &f, &lines);
	diff_switch_inverse(arena, &w->units.v[0], &f, &lines, &back);
	buf_puts(&b, "--- sent\n");
	put_steps(&b, &lines);
	buf_puts(&b, "--- taken back\n");
	put_steps(&b, &back);
	buf_printf(&b, "--- said\n%s", report_text(w, &f));
	test_compare_golden(golden_path(name, "ok"), finish(&b));
}

static void golden(void **state)
{
	static const char *const names[] = { "fresh", "configured", "day2", "day2-vlan-exists",
		"allows-all", "extra-and-native", "half-configured", "access-ports",
		"member-differs", "member-left", "edge-trunk", "refused-ports",
		"refused-port-channel", "vtp-client", "vtp-client-has-vlans", "model-2960",
		"model-3750", "shows-edge", "vtp-client-configured", "vtp-extended",
		"trunk-would-lose", "hostname", "remode", "remode-one-by-one", "remode-refused",
		"site-lines", "site-lines-there", "site-lines-fresh", "port-mtu", "port-mtu-model",
		"prune", "prune-all", "rename", "rename-there", "rename-created", "vlan-called" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		print_message("%s\n", names[i]);
		run_golden(names[i]);
	}
}

static void steps_say_what_plan_prints(void **state)
{
	const struct want_switch *w = want(pairing(arena));
	struct steps lines = { 0 };
	struct sim s;
	const struct step *st;

	(void)state;
	sim_read(&s, arena,
		"interface Port-channel11\n switchport trunk allowed vlan 40-43\n"
		" switchport mode trunk\n spanning-tree portfast trunk\n",
		"1,40-44");
	diff_switch(arena, &w->units.v[0], found_in(&s), &lines);
	st = &lines.v[0];
	assert_int_equal(st->id, 1);
	assert_int_equal(st->op, STEP_SWITCH_LINE);
	assert_string_equal(st->object, "sw1 Port-channel11");
	assert_string_equal(st->text, "switchport trunk native vlan 40");
	assert_string_equal(st->why, "native_vlan of bond0, lacppair.yaml:16");
	assert_string_equal(st->inverse, "no switchport trunk native vlan");
	st = &lines.v[1];
	assert_string_equal(st->text, "switchport trunk allowed vlan add 44");
	assert_string_equal(st->why, "vlans of bond0, lacppair.yaml:17");
	assert_string_equal(st->inverse, "switchport trunk allowed vlan remove 44");
	assert_string_equal(st->u.line.template.file, "port-channel.ios");
	assert_int_equal(st->u.line.template.line, 11);
}

static void nothing_found_is_everything_to_do(void **state)
{
	const struct want_switch *w = want(pairing(arena));
	struct steps without = { 0 }, empty = { 0 };
	struct switch_found f = { 0 };

	(void)state;
	diff_switch(arena, &w->units.v[0], NULL, &without);
	diff_switch(arena, &w->units.v[0], &f, &empty);
	assert_int_equal(without.n, 6 + 8 + 2 * 8);
	assert_int_equal(empty.n, without.n);
}

/* ---- properties, with the interpreter as the switch ---- */

static bool operates(const struct sim_section *s)
{
	return s && sim_has(s, "switchport mode trunk") && !sim_has(s, "shutdown");
}

static const char *value(const struct sim_section *s, const char *words)
{
	const char *v = s ? sim_value(s, words) : NULL;

	return v ? v : "";
}

static struct vlanset allowed(const struct sim_section *s)
{
	struct vlanset set;
	bool said = false;

	ios_allowed_all(&set);
	for (size_t i = 0; s && i < s->n; i++)
		if (!strncmp(s->line[i], "switchport trunk allowed vlan ", 30))
			ios_allowed_apply(s->line[i] + 30, &set, &said);
	return set;
}

static const char *const ports[] = { "interface GigabitEthernet1/0/1",
	"interface GigabitEthernet2/0/1" };

static bool like(const struct sim_section *a, const struct sim_section *b)
{
	struct vlanset x = allowed(a), y = allowed(b);

	return vlanset_equal(&x, &y) &&
		!strcmp(value(a, "switchport trunk native vlan"),
			value(b, "switchport trunk native vlan")) &&
		!strcmp(value(a, "switchport mode"), value(b, "switchport mode"));
}

/* What must hold after every line on the way forward. */
static void check_moment(struct sim *before, struct sim *now, const struct want_unit *u)
{
	struct sim_section *old = sim_find(before, "interface Port-channel11");
	struct sim_section *po = sim_find(now, "interface Port-channel11");
	struct vlanset set = allowed(po), was = allowed(old);

	if (operates(old)) {
		assert_true(operates(po));
		vlanset_minus(&was, &set);
		assert_true(vlanset_empty(&was)); /* nothing is dropped */
	} else if (operates(po)) {
		assert_true(vlanset_equal(&set, &u->allowed)); /* never a trunk of all VLANs */
		assert_string_equal(value(po, "switchport trunk native vlan"), "40");
	}
	for (size_t i = 0; i < 2; i++) {
		struct sim_section *p = sim_find(now, ports[i]);
		const char *group = value(sim_find(before, ports[i]), "channel-group");
		bool joined_before =
			!strcmp(group, "11 mode active"); /* with another mode it leaves */

		if (strcmp(value(p, "channel-group"), group) != 0 && *value(p, "channel-group") &&
			!sim_has(p, "shutdown"))
			assert_true(like(p, po));
		if (joined_before && operates(old) && operates(sim_find(before, ports[i])))
			assert_true(operates(p));
	}
}

static void check_end(struct sim *now, const struct want_unit *u)
{
	struct sim_section *po = sim_find(now, "interface Port-channel11");
	struct vlanset set = allowed(po), wanted = u->allowed, vlans = u->vlans;
	struct steps again = { 0 };

	diff_switch(arena, u, found_in(now), &again);
	assert_int_equal(again.n, 0);
	assert_true(operates(po));
	vlanset_minus(&wanted, &set);
	assert_true(vlanset_empty(&wanted));
	vlanset_minus(&vlans, &now->vlans);
	assert_true(vlanset_empty(&vlans));
	for (size_t i = 0; i < 2; i++) {
		struct sim_section *p = sim_find(now, ports[i]);

		assert_string_equal(value(p, "channel-group"), "11 mode active");
		assert_true(operates(p) && like(p, po));
	}
}

static struct sim after_lines(const struct sim *before, const struct steps *lines)
{
	struct sim s = *before;

	for (size_t i = 0; i < lines->n; i++)
		sim_line(&s, &lines->v[i].u.line);
	return s;
}

/* Interrupted after any number of lines, the undo leads back (where the switch copies more than is
 * counted on, a second one, from what is then read); and a second run to the end. */
static void check_way_back(
	const struct sim *before, const struct sim *now, const struct want_unit *u)
{
	struct steps on = { 0 };
	struct sim s = *now;

	for (int round = 0; round < (now->copies_all ? 2 : 1); round++) {
		struct steps back = { 0 };

		diff_switch_undo(arena, u, found_in(before), found_in(&s), &back);
		s = after_lines(&s, &back);
	}
	assert_string_equal(sim_text(&s), sim_text(before));
	diff_switch(arena, u, found_in(now), &on);
	s = after_lines(now, &on);
	check_end(&s, u);
}

static void check_properties(struct sim *before, const struct want_unit *u)
{
	struct sim now = *before;
	struct steps lines = { 0 };

	diff_switch(arena, u, found_in(before), &lines);
	for (size_t k = 0;; k++) {
		check_moment(before, &now, u);
		check_way_back(before, &now, u);
		if (k == lines.n)
			break;
		sim_line(&now, &lines.v[k].u.line);
	}
	check_end(&now, u);
}

static unsigned rnd(uint32_t *seed, unsigned n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 16) % n;
}

static const char *pick(uint32_t *seed, const char *const *from, unsigned n)
{
	return from[rnd(seed, n)];
}
#define PICK(seed, ...)                                                                            \
	pick((seed), (const char *const[]){ __VA_ARGS__ },                                         \
		sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static const char *random_mode(uint32_t *seed, bool encapsulation)
{
	const char *mode = PICK(seed, "", " switchport mode access\n", " switchport mode trunk\n",
		" switchport mode trunk\n", " switchport mode dynamic auto\n");

	if (!strstr(mode, "trunk"))
		return mode;
	return arena_printf(arena, "%s%s%s",
		encapsulation ? " switchport trunk encapsulation dot1q\n" : "", mode,
		PICK(seed, "", " switchport nonegotiate\n"));
}

static const char *random_port(uint32_t *seed, const char *mode)
{
	return arena_printf(arena, "%s%s%s%s%s%s%s", mode,
		PICK(seed, "", " switchport trunk native vlan 40\n",
			" switchport trunk native vlan 7\n"),
		PICK(seed, "", " switchport trunk allowed vlan 40-44\n",
			" switchport trunk allowed vlan 40-43\n",
			" switchport trunk allowed vlan none\n",
			" switchport trunk allowed vlan 7,40-44,100-200\n",
			" switchport trunk allowed vlan 1-4093\n"),
		PICK(seed, "", " switchport access vlan 7\n"),
		PICK(seed, "", " spanning-tree portfast trunk\n", " spanning-tree portfast\n",
			" spanning-tree bpduguard enable\n"),
		PICK(seed, "", "", " description old one\n"), PICK(seed, "", "", " shutdown\n"));
}

/* Any state that IOS can hold, of the lines that matter. Members have the mode of their
 * Port-channel: to another one IOS could not copy what changes there. */
static const char *random_config(uint32_t *seed, bool encapsulation)
{
	const char *mode = random_mode(seed, encapsulation), *po = random_port(seed, mode);
	const char *text = "";
	bool exists = rnd(seed, 3) > 0;
	/* A group speaks one protocol. */
	const char *modes = PICK(seed, "active active", "active passive", "passive passive",
		"on on", "desirable auto");

	if (exists)
		text = arena_printf(arena, "interface Port-channel11\n%s", po);
	for (size_t i = 0; i < 2; i++) {
		bool joined = exists && rnd(seed, 2), same = rnd(seed, 3) > 0;

		text = arena_printf(arena, "%s%s\n%s%s", text, ports[i],
			joined && same   ? po
				: joined ? random_port(seed, mode)
					 : random_port(seed, random_mode(seed, encapsulation)),
			joined ? arena_printf(arena, " channel-group 11 mode %.*s\n",
					 (int)strcspn(modes, " "), modes)
			       : "");
		modes = strchr(modes, ' ') ? strchr(modes, ' ') + 1 : modes;
	}
	return text;
}

static void vary_intent(struct intent_bond *b, uint32_t *seed, bool many)
{
	static const enum tristate any[] = { UNSET, UNSET, NO, YES };

	b->sw.portfast = any[rnd(seed, 4)];
	b->sw.bpduguard = any[rnd(seed, 4)];
	b->sw.nonegotiate = any[rnd(seed, 4)];
	b->sw.lacp_rate = (int8_t)(rnd(seed, 3)) - 1;
	b->sw.min_links = rnd(seed, 2) ? 2 : 0;
	b->sw.description = rnd(seed, 2) ? "{host} {nic}" : NULL;
	for (unsigned v = 50; many && v < 700; v += 2)
		vlanset_add(&b->vlans, v);
}

static void every_way_leads_forth_and_back(void **state)
{
	struct arena *outer = arena;

	(void)state;
	for (uint32_t i = 1; i <= 90; i++) {
		uint32_t seed = i * 2654435761u;
		bool many = i % 16 == 0;
		struct intent *in;
		struct sim before;

		arena = arena_new();
		in = pairing(arena);
		vary_intent(in->hosts.v[0]->bonds.v[0], &seed, many);
		sim_read(&before, arena, random_config(&seed, i % 2),
			many ? "1,7,50-700" : PICK(&seed, "1", "1,7,40-44", "1,7,40,42,100"));
		before.wants_encapsulation = i % 2;
		before.prints_edge = i % 3 == 0;
		before.copies_all = i / 2 % 2;
		check_properties(&before, &want(in)->units.v[0]);
		arena_free(arena);
	}
	arena = outer;
}

/* A VLAN that somebody else began to use meanwhile stays. */
static void a_vlan_in_use_stays(void **state)
{
	static const struct {
		const char *other;
		bool stays;
	} rows[] = {
		{ "interface GigabitEthernet1/0/9\n switchport access vlan 44\n", true },
		{ "interface GigabitEthernet1/0/9\n switchport trunk allowed vlan 5,43-50\n",
			true },
		{ "interface Vlan44\n ip address 10.0.0.1 255.255.255.0\n", true },
		{ "interface GigabitEthernet1/0/9\n switchport mode trunk\n", false },
		{ "interface GigabitEthernet2/0/1\n switchport access vlan 44\n", false },
	};
	const struct want_unit *u = &want(pairing(arena))->units.v[0];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct switch_found before = { 0 }, now = { 0 };
		struct vlanset vlans = { { 0 } };
		struct steps back = { 0 };

		before.running = ios_config_parse(arena, "");
		now.running = ios_config_parse(arena, rows[i].other);
		vlanset_add(&vlans, 44);
		put_vlans(&now, &vlans);
		diff_switch_undo(arena, u, &before, &now, &back);
		assert_int_equal(back.n == 0 || strcmp(back.v[back.n - 1].text, "no vlan 44") != 0,
			rows[i].stays);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden),
		cmocka_unit_test(steps_say_what_plan_prints),
		cmocka_unit_test(nothing_found_is_everything_to_do),
		cmocka_unit_test(every_way_leads_forth_and_back),
		cmocka_unit_test(a_vlan_in_use_stays),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
