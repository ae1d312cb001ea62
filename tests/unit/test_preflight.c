// SPDX-License-Identifier: Apache-2.0
/*
 * Golden cases: tests/golden/preflight/NAME.show is what a switch says, command by command, each
 * behind "sw1#COMMAND" (with " < FILE", a transcript of the corpus); before the first one
 * "key value" lines change the pairing's intent. NAME.ok is what is refused and what is warned of.
 * With UPDATE_GOLDEN=1 the .ok files are written anew.
 */
#include "test.h"
#include "arena_fixture.h"
#include "buf.h"
#include "diff_switch.h"
#include "net.h"
#include "pairing.h"

static const char *session; /* the port that it comes in by */
static bool prune;

static struct err err;

static struct intent_host *add_host(struct intent *in, const char *name)
{
	struct intent_host *h = ARENA_NEW(arena, struct intent_host);

	h->name = name;
	h->pos = pairing_pos(20, 3);
	*ARENA_PUSH(arena, &in->hosts) = h;
	return h;
}

static struct intent_bond *first_bond(const struct intent *in)
{
	return in->hosts.v[0]->bonds.v[0];
}

static void set_port(struct intent *in, size_t member, const char *name)
{
	assert_int_equal(ifname_canonical(name, first_bond(in)->members.v[member].port), 0);
}

/* A second bond of the first host, with one NIC. */
static void add_bond(struct intent *in, const char *nic)
{
	struct intent_bond *b = ARENA_NEW(arena, struct intent_bond);

	b->name = "bond1";
	b->pos = pairing_pos(30, 7);
	pairing_add_member(arena, b, nic, "GigabitEthernet1/0/9", 31, NULL);
	*ARENA_PUSH(arena, &in->hosts.v[0]->bonds) = b;
}

/* What the first host's kernel says: "NAME MAC [BOND]". */
static struct host_state *seen;

static void add_link(const char *value)
{
	char name[16], mac[24], master[16] = "";
	struct link *l;

	assert_true(sscanf(value, "%15s %23s %15s", name, mac, master) >= 2);
	if (!seen)
		seen = ARENA_NEW(arena, struct host_state);
	if (*master && !host_state_link(seen, master)) {
		l = ARENA_PUSH(arena, &seen->links);
		l->kind = LINK_BOND;
		strcpy(l->name, master);
	}
	l = ARENA_PUSH(arena, &seen->links);
	strcpy(l->name, name);
	strcpy(l->master, master);
	assert_int_equal(mac_parse(mac, l->mac), 0);
	memcpy(l->perm_mac, l->mac, 6);
}

/* Another host of the file, whose NIC is named by MAC. */
static void add_stranger(struct intent *in, const char *mac)
{
	struct intent_bond *b = ARENA_NEW(arena, struct intent_bond);
	struct intent_host *h = add_host(in, "kvm2");

	b->name = "bond0";
	pairing_add_member(arena, b, mac, "GigabitEthernet1/0/9", 31, NULL);
	b->members.v[0].nic_is_mac = true;
	*ARENA_PUSH(arena, &h->bonds) = b;
}

static void change_intent(struct intent *in, const char *key, const char *value)
{
	struct intent_switch *sw = in->switches.v[0];

	if (!strcmp(key, "serial")) {
		sw->serial = value;
		sw->serial_pos = pairing_pos(3, 40);
	} else if (!strcmp(key, "model")) {
		sw->model = value;
	} else if (!strcmp(key, "group")) {
		first_bond(in)->port_channel = (uint16_t)atoi(value);
	} else if (!strcmp(key, "rate")) {
		first_bond(in)->sw.lacp_rate = 1;
		first_bond(in)->sw.pos = pairing_pos(18, 7);
	} else if (!strcmp(key, "min_links")) {
		first_bond(in)->sw.min_links = (uint8_t)atoi(value);
	} else if (!strcmp(key, "prune")) {
		prune = true;
	} else if (!strcmp(key, "session")) {
		session = value;
	} else if (!strcmp(key, "native")) {
		first_bond(in)->native_kind = NATIVE_NONE;
	} else if (!strcmp(key, "park")) {
		first_bond(in)->native_kind = NATIVE_NONE;
		first_bond(in)->park_vlan = (uint16_t)atoi(value);
	} else if (!strcmp(key, "host")) {
		add_host(in, value);
	} else if (!strcmp(key, "port1")) {
		set_port(in, 0, value);
	} else if (!strcmp(key, "port2")) {
		set_port(in, 1, value);
	} else if (!strcmp(key, "nic")) {
		add_link(value);
	} else if (!strcmp(key, "stranger")) {
		add_stranger(in, value);
	} else if (!strcmp(key, "bond1")) {
		add_bond(in, value);
	} else if (!strcmp(key, "vlans")) {
		memset(&first_bond(in)->vlans, 0, sizeof(struct vlanset));
		assert_int_equal(vlanset_parse(&first_bond(in)->vlans, value), -1);
	} else {
		fail_msg("unknown key %s", key);
	}
}

static const char *corpus(const char *name)
{
	char *text = test_read_file(arena_printf(arena, "%s/ios/%s", CORPUS_DIR, name), NULL);
	const char *copy;

	if (!text)
		return NULL;
	copy = arena_strdup(arena, text);
	free(text);
	return copy;
}

static void take(
	struct switch_found *f, struct switch_facts *facts, const char *command, const char *text)
{
	if (!strcmp(command, "show running-config"))
		f->running = ios_config_parse(arena, text);
	else
		switch_facts_take(arena, facts, command, text);
}

/* False: a transcript is not there. */
static bool read_case(const char *text, struct intent *in, struct switch_found *f)
{
	struct switch_facts *facts = ARENA_NEW(arena, struct switch_facts);
	const char *end, *file;
	char *command;

	f->facts = facts;
	session = "";
	prune = false;
	f->vtp.mode = VTP_TRANSPARENT;
	for (const char *p = text; *p; p = end) {
		const char *line = arena_strndup(arena, p, strcspn(p, "\n"));

		end = p + strlen(line) + (p[strlen(line)] == '\n');
		if (strncmp(line, "sw1#", 4) != 0) {
			size_t n = strcspn(line, " ");

			if (*line)
				change_intent(in, arena_strndup(arena, line, n), line + n + 1);
			continue;
		}
		command = arena_strdup(arena, line + 4);
		file = strstr(command, " < ");
		if (file) {
			command[file - command] = '\0';
			text = corpus(file + 3);
			if (!text)
				return false;
			take(f, facts, command, text);
			continue;
		}
		text = end;
		end = strstr(end, "\nsw1#");
		end = end ? end + 1 : text + strlen(text);
		take(f, facts, command, arena_strndup(arena, text, (size_t)(end - text)));
	}
	snprintf(facts->path.port, sizeof(facts->path.port), "%s", session);
	return true;
}

static const char *report_text(const struct want_switch *w, const struct switch_found *f)
{
	struct report r = { .arena = arena };
	struct buf b = { 0 };
	const char *text;

	for (size_t i = 0; i < w->units.n; i++)
		diff_switch_refusals(w, &w->units.v[i], f, &r);
	for (size_t i = 0; i < r.n; i++) {
		assert_non_null(r.v[i].pos.file);
		buf_printf(&b, "%s:%u: %s: %s\n", r.v[i].pos.file, r.v[i].pos.line,
			r.v[i].level == REPORT_ERROR ? "error" : "warning", r.v[i].text);
		if (r.v[i].hint)
			buf_printf(&b, "    %s\n", r.v[i].hint);
	}
	text = arena_strdup(arena, buf_text(&b));
	buf_free(&b);
	return text;
}

static const char *golden_path(const char *name, const char *ext)
{
	return arena_printf(arena, "%s/golden/preflight/%s.%s", TESTS_DIR, name, ext);
}

static void run_golden(const char *name)
{
	struct intent *in = pairing(arena);
	struct switch_found f = { 0 };
	char *text = test_read_file(golden_path(name, "show"), NULL);
	struct want_switch *w;
	bool complete;

	assert_non_null(text);
	seen = NULL;
	complete = read_case(arena_strdup(arena, text), in, &f);
	free(text);
	if (!complete) {
		print_message("%s: its transcript is not in %s\n", name, CORPUS_DIR);
		return;
	}
	w = want_switch(arena, in, in->switches.v[0], NULL, NULL, pairing_templates(arena), &err);
	assert_non_null(w);
	if (prune)
		want_switch_prune(w);
	if (seen)
		*ARENA_PUSH(arena, &w->known) = (struct known_host){ in->hosts.v[0], seen };
	test_compare_golden(golden_path(name, "ok"), report_text(w, &f));
}

static void golden(void **state)
{
	static const char *const names[] = { "all-well", "wrong-serial", "serial-unsaid",
		"serial-in-inventory", "privilege-and-lock", "nothing-said", "nothing-to-do",
		"speed-and-duplex", "speed-of-joined", "tag-native", "tag-native-none", "no-uplink",
		"park-no-uplink", "no-other-trunk", "stp-instances", "stp-mst", "swapped-hosts",
		"swapped-nics", "other-bond", "neighbor-switch", "neighbor-vm", "neighbor-unknown",
		"corpus-neighbors", "corpus-status", "would-suspend", "would-suspend-encapsulation",
		"joined-mtu", "platform-2960", "platform-2960-as-2960x", "platform-9300", "own-leg",
		"own-leg-prune", "own-only-leg", "macs-as-planned", "macs-swapped",
		"macs-of-a-bond", "macs-other-host", "macs-many" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		print_message("%s\n", names[i]);
		run_golden(names[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
