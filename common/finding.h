/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one table of findings: name, severity, when it holds, what it means, what to type. verdict.c
 * goes through it from the top, so its order is the order of causes; docs/diagnoses.md is printed
 * from it.
 */
#ifndef COMMON_FINDING_H
#define COMMON_FINDING_H

#include "clause.h"
#include "verdict.h"

enum { FINDING_EVIDENCE_MAX = 4 };

/* What a row's test looks at, and where it leaves its evidence. */
struct finding_case {
	struct arena *arena;
	const struct observe_bond *bond;
	const struct observe_member *member; /* NULL for rows of the bond */
	enum clause clause;                  /* the first that the member breaks */
	bool up;                             /* the member has held for `stable` */
	unsigned members_passing, members_planned;
	const char *evidence[FINDING_EVIDENCE_MAX + 1];
	unsigned n_evidence;
	const char *vlans; /* the ids that it is about, for {vlans} */
};

enum finding_scope {
	FINDING_OF_BOND,
	FINDING_OF_ALL,     /* the same, and explains every member that is not up */
	FINDING_OF_VLANS,   /* of the bond, against the proof that the VLANs pass */
	FINDING_OF_SAVED,   /* of the bond, against the proof that a reboot changes nothing */
	FINDING_OF_FAILING, /* asked of each member that is not up; the first that holds counts */
	FINDING_OF_MEMBER,  /* asked of each member */
};

struct finding_row {
	const char *id;
	enum severity severity;
	enum finding_scope scope;
	bool on_switch; /* the subject is the switch's port, where it is known */
	bool (*holds)(struct finding_case *c);
	const char *title;   /* one line */
	const char *meaning; /* for docs/diagnoses.md */
	/*
	 * What to type, with {nic} {bond} {port} {group} {native} {mtu} {vlans} {switch}; \n
	 * between lines. "{each port} LINE": on every planned port, below its interface. NULL: none
	 */
	const char *fix_host, *fix_switch;
};

extern const struct finding_row finding_table[];
extern const size_t finding_count;

/* The fix text with the pair's own names. NULL stays NULL. */
const char *finding_fix(const struct finding_case *c, const char *text);

/* "bond0", "bond0/eno1", "sw1:Gi1/0/1" or "sw1:Po11". */
const char *finding_subject(const struct finding_case *c, const struct finding_row *row);

/* The tests of the table's rows (finding_tests.c, _switch.c, _trunk.c, _vlans.c, _kernel.c,
 * _pair.c, _host.c, _cabling.c). */
bool finding_bond_missing(struct finding_case *c);
bool finding_bond_mode(struct finding_case *c);
bool finding_member_missing(struct finding_case *c);
bool finding_no_carrier(struct finding_case *c);
bool finding_loopback_members(struct finding_case *c);
bool finding_loopback_reflected(struct finding_case *c);
bool finding_system_duplicate(struct finding_case *c);
bool finding_several_talkers(struct finding_case *c);
bool finding_both_passive(struct finding_case *c);
bool finding_not_transmitting(struct finding_case *c);
bool finding_not_in_group(struct finding_case *c);
bool finding_mode_on(struct finding_case *c);
bool finding_mode_pagp(struct finding_case *c);
bool finding_err_disabled(struct finding_case *c);
bool finding_channel_shutdown(struct finding_case *c);
bool finding_suspended_unheard(struct finding_case *c);
bool finding_suspended(struct finding_case *c);
bool finding_switch_min_links(struct finding_case *c);
bool finding_wrong_port(struct finding_case *c);
bool finding_not_saved(struct finding_case *c);
bool finding_vlan_inactive(struct finding_case *c);
bool finding_not_trunk(struct finding_case *c);
bool finding_native_differs(struct finding_case *c);
bool finding_vlan_not_allowed(struct finding_case *c);
bool finding_stp_blocks(struct finding_case *c);
bool finding_bridge_port_missing(struct finding_case *c);
bool finding_bridge_vlan(struct finding_case *c);
bool finding_host_not_persistent(struct finding_case *c);
bool finding_loss_towards_host(struct finding_case *c);
bool finding_no_lacpdu(struct finding_case *c);
bool finding_deaf(struct finding_case *c);
bool finding_echo(struct finding_case *c);
bool finding_individual(struct finding_case *c);
bool finding_other_system(struct finding_case *c);
bool finding_other_key(struct finding_case *c);
bool finding_same_port(struct finding_case *c);
bool finding_own_keys(struct finding_case *c);
bool finding_too_slow(struct finding_case *c);
bool finding_lost(struct finding_case *c);
bool finding_standby(struct finding_case *c);
bool finding_not_collecting(struct finding_case *c);
bool finding_not_distributing(struct finding_case *c);
bool finding_view_contradicts(struct finding_case *c);
bool finding_any_clause(struct finding_case *c);
bool finding_min_links(struct finding_case *c);
bool finding_bond_carrier(struct finding_case *c);
bool finding_plan_only(struct finding_case *c);
bool finding_cables_swapped(struct finding_case *c);
bool finding_heard_elsewhere(struct finding_case *c);
bool finding_heard_native(struct finding_case *c);
bool finding_lldp_eaten(struct finding_case *c);
bool finding_tagged(struct finding_case *c);
bool finding_kernel_unheard(struct finding_case *c);
bool finding_vf(struct finding_case *c);
bool finding_mac_and_deaf(struct finding_case *c);
bool finding_mac_foreign(struct finding_case *c);
bool finding_only_illegal(struct finding_case *c);
bool finding_illegal(struct finding_case *c);
bool finding_left_early(struct finding_case *c);
bool finding_one_sided(struct finding_case *c);
bool finding_rates(struct finding_case *c);
bool finding_waiting(struct finding_case *c);
bool finding_mlag(struct finding_case *c);
bool finding_names_differ(struct finding_case *c);
bool finding_port_mtu(struct finding_case *c);
bool finding_system_mtu(struct finding_case *c);
bool finding_mtu(struct finding_case *c);
bool finding_no_uplink(struct finding_case *c);
bool finding_native_tagged(struct finding_case *c);
bool finding_bpdu_native(struct finding_case *c);
bool finding_probe_silent(struct finding_case *c);
bool finding_bpdu_blocked(struct finding_case *c);

/* The row is about cables: LLDP and CDP decide it. */
bool finding_is_cabling(const struct finding_row *row);

/*
 * All that the switch shows of the trunk was seen, and agrees with the plan; where it was not seen,
 * BPDUs of each VLAN were heard and say that they forward, or probes were answered.
 */
bool finding_vlans_proven(const struct observe_bond *b);

/* Adds the newest message of the switch's log that names the port and begins with `start`. */
bool finding_add_log(struct finding_case *c, const char *port, const char *start);

/* Adds what the switch has counted of LACPDUs on the member's port. Returns true. */
bool finding_add_counts(struct finding_case *c);

/* The trunk of the planned Port-channel in show interfaces trunk, or NULL. */
const struct show_trunk *finding_trunk(const struct observe_bond *b);

/* The VLANs as IOS writes them. */
const char *finding_list(struct finding_case *c, const struct vlanset *set);

/* The summary's flag of the member's port, or NULL: not known, or in no group. */
const char *finding_flag(const struct finding_case *c);

/* Adds what the switch shows of the member's port, where it answered. Returns true. */
bool finding_add_status(struct finding_case *c);

/* Adds a line of evidence; what does not fit in is left out. Returns true. */
bool finding_add(struct finding_case *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* How long after the aggregation stands the switch's tables may still say otherwise. */
#define FINDING_SETTLE MSEC(500)

/* The switch answered before all that pass now had settled: it may have seen a beginning. */
bool finding_answer_is_old(const struct observe_bond *b);

/* Whether the Port-channel's part of the answer (min-links, trunk) speaks against it, also old. */
bool finding_channel_disagrees(struct finding_case *c);

/* Whether the switch's answer speaks against the member, however old it is. */
bool finding_switch_disagrees(struct finding_case *c);

#endif
