/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The virtual switch: an IOS-like switch without I/O. A running-config in, command lines in,
 * replies out; its configuration yields the wanted state of a network namespace, and facts of that
 * namespace's kernel come back in, so that `show etherchannel summary` reports a real LACP.
 * Where each reply comes from is said in docs/virtual-switch.md.
 *
 * Ports of the namespace are named after the switch's: GigabitEthernet1/0/1 is gi1-0-1.
 */
#ifndef SWITCH_VIRTUAL_H
#define SWITCH_VIRTUAL_H

#include "arena.h"
#include "host_state.h"
#include "proc_bonding.h"

struct vswitch;
struct vswitch_vty; /* one login: mode, pager, privilege */

/*
 * config: the startup-config as text; vlan_dat: VLANs of a VTP server that the text does not hold
 * ("id name" lines), or NULL. NULL with e (object "line N") when a line is not understood.
 */
struct vswitch *vswitch_new(const char *config, const char *vlan_dat, struct err *e);
void vswitch_free(struct vswitch *s);

/* Who may log in: `username NAME [privilege N] secret|password [0] SECRET`. */
bool vswitch_login(const struct vswitch *s, const char *user, const char *password);

/* "line vty 0 4": how many sessions at once. */
unsigned vswitch_vty_limit(const struct vswitch *s);

struct vswitch_vty *vswitch_open(struct vswitch *s, const char *user);
void vswitch_close(struct vswitch_vty *v);

/* Bytes that the terminal sent; answers accumulate in the vty's output. */
void vswitch_input(struct vswitch_vty *v, const char *data, size_t len);
size_t vswitch_output(struct vswitch_vty *v, const char **data); /* taken as sent */
bool vswitch_ended(const struct vswitch_vty *v);                 /* `exit` at exec */
bool vswitch_dropped(const struct vswitch_vty *v); /* ended by `! fault: drop`: no good-bye */
void vswitch_set_width(struct vswitch_vty *v, unsigned columns, unsigned rows);

/* It reloads: its ports are down, and it takes no connection. */
bool vswitch_booting(const struct vswitch *s);

/* Every command line that was executed, in order: called with the user's name and the line. */
void vswitch_on_command(
	struct vswitch *s, void (*fn)(void *ctx, const char *user, const char *line), void *ctx);

/* Bumped by every change of configuration or facts that may change vswitch_want(). */
unsigned vswitch_generation(const struct vswitch *s);

/*
 * The wanted state: bridge "vsw" with VLAN filtering, bonds "po11" with the switch's system id
 * and the group as key, ports' VLANs, up and down. Blocked ports (a member without a partner, or
 * unlike its Port-channel, from 7.5 s after it joined) carry no VLAN. now_ms decides the 7.5 s.
 */
struct host_state *vswitch_want(struct vswitch *s, struct arena *a, int64_t now_ms);

/* Timers that are due: a pending rollback. To be called often; now_ms as above. */
void vswitch_tick(struct vswitch *s, int64_t now_ms);

/* Facts of the kernel: links (may be NULL: no kernel) and the text of each bond's /proc file. */
void vswitch_facts(struct vswitch *s, const struct host_state *links, int64_t now_ms);
void vswitch_facts_bond(
	struct vswitch *s, const char *bond, const struct proc_bonding *p, int64_t now_ms);

/* LACPDUs that the kernel counts at one of its links. */
void vswitch_facts_counters(struct vswitch *s, const char *link, uint64_t sent, uint64_t received);

/* What is in NVRAM (startup-config) and in vlan.dat now; for the caller to store. */
const char *vswitch_startup(const struct vswitch *s);
const char *vswitch_vlan_dat(struct vswitch *s, struct arena *a);
unsigned vswitch_saves(const struct vswitch *s); /* how often `write memory` succeeded */

#endif
