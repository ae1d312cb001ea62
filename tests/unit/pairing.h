/* SPDX-License-Identifier: Apache-2.0 */
/* The pairing of the guide as an intent value, and the templates of the tree, for switch tests. */
#ifndef PAIRING_H
#define PAIRING_H

#include "intent.h"
#include "want_switch.h"

static inline struct pos pairing_pos(unsigned line, unsigned column)
{
	return (struct pos){ "lacppair.yaml", line, column };
}

static inline void pairing_add_member(struct arena *a, struct intent_bond *b, const char *nic,
	const char *port, unsigned line, const struct intent_switch *sw)
{
	struct intent_member *m = ARENA_PUSH(a, &b->members);

	m->nic = nic;
	m->pos = pairing_pos(line, 9);
	m->sw = sw;
	snprintf(m->port, sizeof(m->port), "%s", port);
	m->port_pos = pairing_pos(line, 20);
}

static inline struct intent_bond *pairing_bond(struct arena *a, const struct intent_switch *sw)
{
	struct intent_bond *b = ARENA_NEW(a, struct intent_bond);

	b->name = "bond0";
	b->pos = pairing_pos(8, 7);
	pairing_add_member(a, b, "eno1", "GigabitEthernet1/0/1", 10, sw);
	pairing_add_member(a, b, "eno2", "GigabitEthernet2/0/1", 11, sw);
	b->port_channel = 11;
	b->port_channel_pos = pairing_pos(12, 23);
	b->native_kind = NATIVE_ID;
	b->native_vlan = 40;
	b->native_pos = pairing_pos(16, 22);
	vlanset_add_range(&b->vlans, 40, 44);
	b->vlans_pos = pairing_pos(17, 16);
	b->sw.lacp_rate = -1;
	return b;
}

static inline struct intent *pairing(struct arena *a)
{
	struct intent *in = ARENA_NEW(a, struct intent);
	struct intent_switch *sw = ARENA_NEW(a, struct intent_switch);
	struct intent_host *host = ARENA_NEW(a, struct intent_host);
	struct intent_vlan *v;

	in->path = "lacppair.yaml";
	sw->name = "sw1";
	sw->pos = pairing_pos(3, 3);
	*ARENA_PUSH(a, &in->switches) = sw;
	v = ARENA_PUSH(a, &in->vlans);
	v->id = 40;
	v->name = "mgmt";
	v->pos = pairing_pos(4, 10);
	host->name = "kvm1";
	host->pos = pairing_pos(6, 3);
	*ARENA_PUSH(a, &host->bonds) = pairing_bond(a, sw);
	*ARENA_PUSH(a, &in->hosts) = host;
	return in;
}

/* As the build embeds them, but from the files. */
static inline const struct ios_template *pairing_templates(struct arena *a)
{
	static const char *const names[] = { "vlan.ios", "port-channel.ios", "member.ios" };
	struct ios_template *t = arena_array(a, 4, sizeof(*t));

	for (size_t i = 0; i < 3; i++) {
		char *text = test_read_file(
			arena_printf(a, "%s/../templates/ios/%s", TESTS_DIR, names[i]), NULL);

		assert_non_null(text);
		t[i].name = names[i];
		t[i].text = arena_strdup(a, text);
		free(text);
	}
	return t;
}

#endif
