/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rule by which one member counts as aggregated (802.1AX 6.4 seen from outside): clauses in
 * the order in which they are asked. observe.c watches how long they hold, verdict.c judges.
 */
#ifndef COMMON_CLAUSE_H
#define COMMON_CLAUSE_H

#include "observe.h"

enum clause {
	CLAUSE_NONE, /* all hold */
	CLAUSE_ABSENT,
	CLAUSE_NO_CARRIER,
	CLAUSE_SILENT,
	CLAUSE_OWN_SYSTEM,
	CLAUSE_TALKERS,
	CLAUSE_BOTH_PASSIVE,
	CLAUSE_DEAF,
	CLAUSE_ECHO,
	CLAUSE_STALE,
	CLAUSE_INDIVIDUAL,
	CLAUSE_OWN_SYNC,
	CLAUSE_SYNC,
	CLAUSE_COLLECTING,
	CLAUSE_DISTRIBUTING,
	CLAUSE_OWN_STATE,
	CLAUSE_ECHO_SYNC,
	CLAUSE_OWN_UNKNOWN, /* nothing is wrong, but what we send was not seen yet */
	/* between members: */
	CLAUSE_OTHER_SYSTEM,
	CLAUSE_OTHER_KEY,
	CLAUSE_SAME_PORT,
};

/* The first clause that does not hold at `now`. */
enum clause clause_first(const struct observe_bond *b, const struct observe_member *m, nanosec now);
/*
 * The first clause between members that m breaks: one partner system and key, each of its ports
 * once. The member that passes is the measure: clause_reference().
 */
enum clause clause_among(const struct observe_bond *b, const struct observe_member *m);
const struct observe_member *clause_reference(const struct observe_bond *b);
/* Another planned member that hears the same port of the same system, or NULL. */
const struct observe_member *clause_same_port(
	const struct observe_bond *b, const struct observe_member *m);

const char *clause_text(enum clause c); /* what is wrong, in words */

/* What we are on this member: from the newest LACPDU sent or the kernel. NULL: not known. */
const struct lacp_port *clause_own(const struct observe_member *m);
/* Our newest state octet. False: not known. */
bool clause_own_state(const struct observe_member *m, uint8_t *state);
/* Our system id, from any member. NULL: not known. */
const uint8_t *clause_own_system(const struct observe_bond *b);

/* How old the newest received PDU may be: what we ask the partner for. */
nanosec clause_timeout(const struct observe_member *m);
bool clause_is_stale(const struct observe_member *m, nanosec now);

/* The sender other than the newest that speaks on this wire as well, or NULL. */
const struct observe_talker *clause_other_talker(const struct observe_member *m, nanosec now);

/* The partner's block names us: system, priority, key, port and port priority. */
bool clause_echoes(const struct lacp_port *echo, const struct lacp_port *own);

#endif
