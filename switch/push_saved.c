// SPDX-License-Identifier: Apache-2.0
/*
 * Whether what is wanted is in the startup-config too: a push that was killed between its lines and
 * its save left a switch on which nothing is to be sent, and which forgets all of it at a reload.
 */
#include <string.h>

#include "push_private.h"

/* VLANs stand in the startup-config only where VTP does not keep them in vlan.dat. */
static void startup_vlans(struct arena *a, const struct ios_config *c, struct show_vlans *out)
{
	struct vlanset ids = { { 0 } };

	vlanset_add(&ids, 1);
	for (const struct ios_line *l = c->lines; l; l = l->next)
		if (!strncmp(l->text, "vlan ", 5))
			vlanset_parse(&ids, l->text + 5); /* "vlan internal ...": no list, no id */
	for (int v = vlanset_next(&ids, 0); v >= 0; v = vlanset_next(&ids, (unsigned)v + 1)) {
		struct show_vlan *row = ARENA_PUSH(a, &out->rows);

		row->id = (unsigned)v;
		row->name = "";
		row->status = "active";
	}
}

bool push_is_saved(struct push *p)
{
	struct switch_found startup = p->now->found;

	if (!p->now->saved_differs)
		return true;
	startup.running = ios_config_parse(p->a, p->now->startup_text);
	if (startup.vtp.mode == VTP_TRANSPARENT || startup.vtp.mode == VTP_OFF) {
		startup.vlans = (struct show_vlans){ 0 };
		startup_vlans(p->a, startup.running, &startup.vlans);
	}
	for (size_t i = 0; i < p->want->units.n; i++) {
		struct steps missing = { 0 };

		diff_switch(p->a, &p->want->units.v[i], &startup, &missing);
		if (missing.n)
			return false;
	}
	return true;
}

bool push_unsaved_is_ours(const struct push *p)
{
	const struct journal *j = p->options->journal;

	return j && j->phase == JOURNAL_CONFIRMED && !j->record->differed &&
		switch_part_rest(&j->record->want, p->now->running_text) ==
		switch_part_rest(&j->record->want, p->now->startup_text);
}
