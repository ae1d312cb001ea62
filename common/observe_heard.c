// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "observe_heard.h"

/* 802.1D: port roles and states are in a rapid BPDU's flags; a plain one says nothing of them. */
static void note_state(struct observe_bpdus *all, const struct bpdu *bpdu)
{
	if (!bpdu->is_rapid)
		return;
	vlanset_del(bpdu->is_forwarding ? &all->blocked : &all->forwarding, bpdu->vlan);
	vlanset_add(bpdu->is_forwarding ? &all->forwarding : &all->blocked, bpdu->vlan);
}

/* One whose tag is another VLAN's than its own is of a trunk elsewhere, and proves nothing. */
static void note_bpdu(struct observe_bond *b, const struct frame *f)
{
	struct observe_bpdus *all = &b->bpdus;
	unsigned tag = f->n_tags ? f->tags[0] & 0xfff : 0;
	struct bpdu bpdu;

	if (!frame_bpdu(f, &bpdu) || !bpdu.has_vlan || !bpdu.vlan || bpdu.vlan > VLAN_MAX)
		return;
	if (tag && tag != bpdu.vlan)
		return;
	all->count++;
	if (tag)
		vlanset_add(&all->tagged, tag);
	else
		all->untagged = bpdu.vlan;
	note_state(all, &bpdu);
}

void observe_heard(
	struct observe_bond *b, struct observe_member *m, int out, const uint8_t *frame, size_t len)
{
	struct lacpdu cut;
	struct frame f;
	bool ours;

	frame_read(frame, len, &f);
	ours = m->has_perm_mac && !memcmp(f.source, m->perm_mac, 6);
	if (out > 0 || (out < 0 && ours))
		return;
	m->heard[f.kind]++;
	if (f.kind == FRAME_LACP)
		m->short_count += lacpdu_read(f.payload, &cut) == LACPDU_SHORT;
	else if (f.kind == FRAME_LLDP)
		neighbor_read(&f, b->now, &m->lldp);
	else if (f.kind == FRAME_CDP)
		neighbor_read(&f, b->now, &m->cdp);
	else if (f.kind == FRAME_PVST)
		note_bpdu(b, &f);
}

bool observe_vlans_proven(const struct observe_bond *b)
{
	struct vlanset missing = b->vlans, proven = b->bpdus.tagged;

	if (b->native)
		vlanset_del(&proven, b->native);
	if (b->native && b->bpdus.untagged == b->native)
		vlanset_add(&proven, b->native);
	vlanset_intersect(&proven, &b->bpdus.forwarding);
	for (size_t i = 0; i < b->probes.n; i++)
		if (b->probes.v[i].answer == PROBE_ANSWERED)
			vlanset_add(&proven, b->probes.v[i].vlan);
	vlanset_minus(&missing, &proven);
	return b->has_trunk && !vlanset_empty(&b->vlans) && vlanset_empty(&missing);
}
