/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What became of the members of a unit once its lines are in: bundled, waiting for the host, or
 * suspended for what they are. State decides; messages and predictions say why.
 */
#ifndef COMMON_SETTLE_H
#define COMMON_SETTLE_H

#include "diff_switch.h"
#include "ios_message.h"

enum settled {
	SETTLED_UNKNOWN,   /* the switch would not say */
	SETTLED_BUNDLED,   /* (P) */
	SETTLED_STANDBY,   /* (H): more members than the group takes */
	SETTLED_WAITING,   /* no LACPDU from the host yet, or no link: nothing is wrong here */
	SETTLED_SUSPENDED, /* unlike its Port-channel, or disabled: this side has to change */
};

struct settled_member {
	const char *port; /* canonical */
	enum settled state;
	const char *why; /* "" where there is nothing to say */
};

struct settled_members {
	struct settled_member *v;
	size_t n, cap;
};

/* All that was read after the lines, and what was heard while they went; in the order they came. */
struct settle_facts {
	const struct switch_found *found;
	const struct show_etherchannel *etherchannel; /* NULL: it would not say */
	const struct show_lacp_neighbors *neighbors;
	const struct ios_messages *messages;
};

/* Each port of the unit. */
void settle_judge(struct arena *a, const struct want_unit *want, const struct settle_facts *facts,
	struct settled_members *out);

/* Whether the port is bundled in the group ((P) of show etherchannel summary). */
bool settle_is_bundled(const struct show_etherchannel *e, unsigned group, const char *port);

/* Whether the port is suspended in the group ((s)), for whatever reason. */
bool settle_is_suspended(const struct show_etherchannel *e, unsigned group, const char *port);

const char *settled_name(enum settled s); /* "bundled", "waiting" ... */

#endif
