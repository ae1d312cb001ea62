/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a host's kernel said at the end of a live look at its bonds, as a value: links and bridge
 * ports, counters of members, answers to probes. A replay tells it to the observation.
 */
#ifndef COMMON_KERNEL_VIEW_H
#define COMMON_KERNEL_VIEW_H

#include "host_state.h"
#include "observe.h"

struct kernel_nic { /* a member */
	char name[LINK_NAME_MAX], driver[LINK_NAME_MAX];
	bool is_vf;
	bool has_counters;
	struct observe_counters first, last; /* of the look; valid when has_counters */
};

struct kernel_bond {
	char name[LINK_NAME_MAX];
	struct {
		struct kernel_nic *v;
		size_t n, cap;
	} nics;
	struct {
		struct observe_probe *v;
		size_t n, cap;
	} probes;
};

struct kernel_view {
	const char *host;
	const struct host_state *links; /* of the bonds, their members and bridges; no addresses */
	struct {
		struct kernel_bond *v;
		size_t n, cap;
	} bonds;
};

/* What links say of a bond: itself and its members, then the planned bridges behind it. */
void kernel_view_links(struct observe_bond *b, const struct host_state *links, nanosec time);

/* Puts all that is of b into it, at the end of a replay. Members that only v names are passed over.
 */
void kernel_view_tell(struct arena *a, const struct kernel_view *v, struct observe_bond *b);

/* Those links that a look at b rests on, added to `to`, each once. */
void kernel_view_pick(struct arena *a, const struct observe_bond *b, const struct host_state *all,
	struct host_state *to);

#endif
