/* SPDX-License-Identifier: Apache-2.0 */
/* What the phases of diff_host share: the steps so far and the host as it would be after them. */
#ifndef COMMON_DIFF_HOST_PHASE_H
#define COMMON_DIFF_HOST_PHASE_H

#include "diff_host.h"
#include "host_sim.h"
#include "step_text.h"

struct diff {
	struct arena *a;
	const struct host_state *wanted, *found;
	struct arena *scratch;  /* goes with the diff */
	struct host_state *sim; /* found, after the steps of `out`; in scratch */
	struct steps *out;
};

/* A new step, whose u the caller fills before diff_end() describes it and lets it happen. */
struct step *diff_begin(struct diff *d, enum step_op op, struct pos pos, const char *why);
void diff_end(struct diff *d, struct step *s);

/* A step that concerns a link; its values, where the op has any, are those of `values`. */
void diff_emit_link(struct diff *d, enum step_op op, const struct link *values, struct pos pos,
	const char *why);
void diff_emit_up(struct diff *d, const struct link *w, bool up, const char *why);
void diff_emit_master(struct diff *d, const struct link *l, const char *master, const char *why);

const char *diff_origin(struct diff *d, const struct link *w); /* its `why` */

/* The wanted link as it would be by now; NULL when it is not there or is something else. */
struct link *diff_now(const struct diff *d, const struct link *w);
bool diff_is_kind(const struct diff *d, const char *name, enum link_kind kind);
bool diff_was_up(const struct diff *d, const char *name);

/* Bonds: options and mode (diff_host_bond.c). */
void diff_bond_prune_new(struct bondopts *opts); /* what a create request would be refused for */
void diff_bond_release_members(struct diff *d, const struct link *bond);
void diff_bonds_set(struct diff *d);

/* MTUs, in the order that the kernel takes (diff_host_mtu.c). */
void diff_mtus_lower(struct diff *d);
void diff_mtus_raise_below(struct diff *d); /* before VLANs are made above the bonds */
void diff_mtus_raise_above(struct diff *d);

/* Addresses, routes and policy rules (diff_host_addr.c). A rule may name a link that is not there:
 * the new ones come first of all, and the old ones go last. */
void diff_rules_add(struct diff *d);
void diff_rules_delete(struct diff *d);
void diff_addrs_delete(struct diff *d);
void diff_addrs_add(struct diff *d);
void diff_addrs_revive(struct diff *d);

#endif
