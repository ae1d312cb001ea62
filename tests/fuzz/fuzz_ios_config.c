// SPDX-License-Identifier: Apache-2.0
/* A running-config of any content: it is read, judged, and a unit is compared with it both ways. */
#include <stdint.h>
#include <string.h>

#include "diff_switch.h"
#include "ios_attr.h"
#include "ios_lint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_line(struct arena *a, struct want_unit *u, const char *parent, const char *text)
{
	struct want_line *l = ARENA_PUSH(a, &u->lines);

	l->line.text = text;
	l->line.parent = parent;
	l->key = "vlans";
}

static void fill_unit(struct arena *a, struct want_unit *u)
{
	static const char *const parents[] = { "interface Port-channel11",
		"interface GigabitEthernet1/0/1" };

	strcpy(*ARENA_PUSH(a, &u->ports), "GigabitEthernet1/0/1");
	u->port_channel = 11;
	vlanset_add_range(&u->allowed, 40, 44);
	u->vlans = u->allowed;
	add_line(a, u, NULL, "vlan 40");
	for (size_t i = 0; i < 2; i++) {
		add_line(a, u, parents[i], "switchport trunk allowed vlan 40-44");
		add_line(a, u, parents[i], "switchport mode trunk");
	}
	add_line(a, u, parents[1], "channel-group 11 mode active");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct intent_bond bond = { .name = "bond0" };
	struct intent_switch sw = { .name = "sw1" };
	struct want_unit u = {
		.bond = "kvm1 bond0", .sw = &sw, .intent = &bond, .mode = "active"
	};
	struct want_switch w = { .sw = &sw };
	struct switch_found f = { 0 }, empty = { 0 };
	struct steps lines = { 0 }, back = { 0 };
	struct report r = { .arena = a };

	fill_unit(a, &u);
	f.running = ios_config_parse(a, arena_strndup(a, (const char *)data, size));
	empty.running = ios_config_parse(a, "");
	diff_switch(a, &u, &f, &lines);
	diff_switch_inverse(a, &u, &f, &lines, &back);
	diff_switch_undo(a, &u, &empty, &f, &back);
	diff_switch_undo(a, &u, &f, &empty, &back);
	diff_switch_refusals(&w, &u, &f, &r);
	ios_lint(a, "fuzz", f.running, &r);
	for (size_t i = 0; i < lines.n; i++)
		if (strlen(lines.v[i].text) > IOS_LINE_MAX)
			__builtin_trap();
	arena_free(a);
	return 0;
}
