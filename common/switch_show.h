/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Readers of Cisco IOS show output, tested against the transcripts of genieparser and
 * ntc-templates. Pure:
 * text in, values out. Text is hostile: what a row does not say is absent, never guessed.
 */
#ifndef COMMON_SWITCH_SHOW_H
#define COMMON_SWITCH_SHOW_H

#include "arena.h"
#include "err.h"
#include "ifname.h"
#include "vlanset.h"

/* show etherchannel summary */
struct show_channel_member {
	char port[IFNAME_MAX]; /* canonical */
	char flag[8]; /* "P", "s", "H", "w", "D", "I" ...: one letter also for "bndl" style */
};

struct show_channel {
	unsigned group;
	char port_channel[IFNAME_MAX]; /* canonical */
	char flags[8];                 /* "SU", "SD" */
	char protocol[8];              /* "LACP", "PAgP", "-" */
	struct {
		struct show_channel_member *v;
		size_t n, cap;
	} members;
};

struct show_etherchannel {
	struct {
		struct show_channel *v;
		size_t n, cap;
	} channels;
};

/* show lacp neighbor */
struct show_lacp_neighbor {
	unsigned group;
	char port[IFNAME_MAX]; /* canonical, the switch's port */
	char flags[8];         /* "SA", "FA" */
	unsigned priority;
	uint8_t system[6]; /* Dev ID */
	unsigned age_s, oper_key, port_number;
	uint8_t state;
};

struct show_lacp_neighbors {
	struct {
		struct show_lacp_neighbor *v;
		size_t n, cap;
	} rows;
};

/* show vlan brief */
struct show_vlan {
	unsigned id;
	const char *name;
	const char *status; /* "active", "act/unsup", "sus/lshut" */
};

struct show_vlans {
	struct {
		struct show_vlan *v;
		size_t n, cap;
	} rows;
};

/* show vtp status */
enum vtp_mode { VTP_UNKNOWN, VTP_SERVER, VTP_CLIENT, VTP_TRANSPARENT, VTP_OFF };

struct show_vtp {
	enum vtp_mode mode; /* for VLANs */
	bool primary;       /* version 3: this server may change VLANs */
	unsigned version;   /* running; 0: not said */
	const char *domain; /* "" when none */
};

/* Each: 0, or -1 with e when the text is not such an answer (e.g. `% Invalid input`). */
int show_etherchannel_parse(
	struct arena *a, const char *text, struct show_etherchannel *out, struct err *e);
int show_lacp_neighbors_parse(
	struct arena *a, const char *text, struct show_lacp_neighbors *out, struct err *e);
int show_vlans_parse(struct arena *a, const char *text, struct show_vlans *out, struct err *e);
int show_vtp_parse(struct arena *a, const char *text, struct show_vtp *out, struct err *e);

#endif
