/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a host's kernel said while its bonds were looked at live, as a value: how members' links and
 * port states changed, in the end all links and bridge ports, counters, answers to probes; and when
 * the switch was asked. A live look notes it, a replay tells it to the observation.
 */
#ifndef COMMON_KERNEL_VIEW_H
#define COMMON_KERNEL_VIEW_H

#include "host_state.h"
#include "observe.h"

enum { KERNEL_LOOKS_MAX = 100000 }; /* of a bond; later ones are not kept */

struct kernel_look { /* a member, from this time on */
	nanosec time;
	char nic[LINK_NAME_MAX];
	bool present, in_bond, carrier;
	uint32_t carrier_changes;
	bool has_ad; /* the next three */
	uint16_t aggregator;
	uint8_t actor, partner; /* port states */
};

struct kernel_nic { /* a member */
	char name[LINK_NAME_MAX], driver[LINK_NAME_MAX];
	bool is_vf;
	nanosec listening_since;
	bool has_counters;
	struct observe_counters first, last; /* of the look; valid when has_counters */
};

struct kernel_bond {
	char name[LINK_NAME_MAX];
	bool broken_off;
	nanosec switch_time;      /* 0: it did not answer */
	const char *switch_error; /* or NULL */
	struct {
		struct kernel_look *v;
		size_t n, cap;
	} looks; /* by time */
	struct {
		size_t *v;
		size_t n, cap;
	} newest; /* look of each member of the observation, and 1; 0: none. Of a live look */
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
	struct host_state *links; /* in the end, of kernel_view_pick(); NULL: not looked at */
	struct {
		struct kernel_bond *v;
		size_t n, cap;
	} bonds;
};

/* What links say of a bond: itself and its members, then the planned bridges behind it. */
void kernel_view_links(struct observe_bond *b, const struct host_state *links, nanosec time);

/* Live: keeps of b's members what has changed since the last time; in the end the rest of b. */
void kernel_view_note(struct arena *a, struct kernel_view *v, const struct observe_bond *b);
void kernel_view_end(struct arena *a, struct kernel_view *v, const struct observe_bond *b);

/* Those links that a look at b rests on, each once. */
void kernel_view_pick(struct arena *a, struct kernel_view *v, const struct observe_bond *b,
	const struct host_state *all);

/*
 * A replay: the looks until `time`, of which *told (0 at first) have been told, then all the rest
 * at the end. Members that only v names are passed over.
 */
void kernel_view_tell_until(
	const struct kernel_view *v, struct observe_bond *b, nanosec time, size_t *told);
void kernel_view_tell(struct arena *a, const struct kernel_view *v, struct observe_bond *b);

#endif
