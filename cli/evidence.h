/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a live verify saw, kept in a directory in the form that the offline options take: captures
 * with directions and bounds (NIC.pcapng), the kernel's text (BOND.bonding.txt), what it said of
 * links, counters and probes (kernel.json), what the switch said, the plan without anything secret
 * (intent.yaml), the verdict (verdict.json), and how to judge it again (replay.txt).
 */
#ifndef CLI_EVIDENCE_H
#define CLI_EVIDENCE_H

#include "verify.h"

struct evidence;

/* Makes the directory; one that has files in it is refused. NULL with e. */
struct evidence *evidence_open(struct cli *c, const char *dir, struct err *e);

/* A NIC is listened to from now on; more than once is fine. start: of the observation. */
void evidence_nic(struct evidence *v, const char *nic, nanosec start);
void evidence_frame(struct evidence *v, const char *nic, nanosec time, int out, const uint8_t *data,
	size_t len);

/* The kernel's text of a bond at the end; NULL: there is no such bond, or it is not readable. */
void evidence_proc(struct evidence *v, const struct observe_bond *b, const char *text);

/* What the kernel says of b's members has been looked at: changes are kept. */
void evidence_look(struct evidence *v, const struct observe_bond *b);

/* What it said of links at the end: of all are kept those that b rests on. */
void evidence_links(struct evidence *v, const struct observe_bond *b, const struct host_state *all);

/* The rest, after the verdict. -1 with e: something could not be written. */
int evidence_close(struct evidence *v, const struct intent_host *host,
	const struct verify_bonds *bonds, struct err *e);

#endif
