/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bond options: one const table, from which the intent's keys, the plan's text, netlink's
 * attributes and the manual come. Names, attributes, ranges, defaults, and modes and states in
 * which an option may be set are the kernel's (include/uapi/linux/if_link.h IFLA_BOND_*,
 * drivers/net/bonding/bond_options.c bond_opts[]); the lab asks a kernel whether they are so.
 */
#ifndef COMMON_BONDOPT_H
#define COMMON_BONDOPT_H

#include <stdbool.h>
#include <stdint.h>

/* Rows of the table, in the order in which a create request must carry them (mode first). */
enum bondopt {
	BONDOPT_MODE,
	BONDOPT_MIIMON,
	BONDOPT_UPDELAY,
	BONDOPT_DOWNDELAY,
	BONDOPT_LACP_RATE,
	BONDOPT_LACP_ACTIVE,
	BONDOPT_AD_SELECT,
	BONDOPT_XMIT_HASH_POLICY,
	BONDOPT_MIN_LINKS,
	BONDOPT_AD_ACTOR_SYS_PRIO,
	BONDOPT_AD_USER_PORT_KEY,
	BONDOPT_AD_ACTOR_SYSTEM,
	BONDOPT_PEER_NOTIF_DELAY,
	BONDOPT_USE_CARRIER,
	BONDOPT_ALL_SLAVES_ACTIVE,
	BONDOPT_RESEND_IGMP,
	BONDOPT_NUM_PEER_NOTIF,
	BONDOPT_LP_INTERVAL,
	BONDOPT_FAIL_OVER_MAC,
	BONDOPT_COUPLED_CONTROL,
	BONDOPT_BROADCAST_NEIGHBOR,
	BONDOPT_LACP_STRICT,
	BONDOPT_PRIMARY_RESELECT,
	BONDOPT_PRIMARY,
	BONDOPT_COUNT
};

/* BONDOPT_LINK: the name of a member here, its index for the kernel; "" and 0 are none. */
enum bondopt_type { BONDOPT_U8, BONDOPT_U16, BONDOPT_U32, BONDOPT_MAC, BONDOPT_LINK };

/* When the kernel accepts a change of the value (facts: bond_options.c flags). */
enum bondopt_when {
	BONDOPT_ANY_TIME,
	BONDOPT_BOND_DOWN,  /* only while the bond is down; members may stay */
	BONDOPT_NO_MEMBERS, /* only while the bond is down and has no members */
};

struct bondopt_word { /* a value with a name: { "fast", 1 } */
	const char *name;
	uint32_t value;
};

struct bondopt_row {
	const char *name;
	uint16_t attr; /* IFLA_BOND_* */
	enum bondopt_type type;
	uint32_t min, max;
	const struct bondopt_word *words; /* ends with name NULL; or NULL: a number */
	enum bondopt_when when;
	uint32_t init;     /* its value in a new bond of mode 802.3ad */
	unsigned modes;    /* bits (1 << mode) in which the kernel takes it */
	const char *since; /* the kernel that brought it; "": older than any that we meet */
	const char *unit;  /* "ms", "s" or "" */
	const char *doc;   /* one line for help and manual */
};

extern const struct bondopt_row bondopt_table[BONDOPT_COUNT];

/* Values of the options that were said (wanted) or seen (found). */
struct bondopts {
	uint32_t has; /* bit (1 << enum bondopt) */
	uint32_t value[BONDOPT_COUNT];
	uint8_t actor_system[6]; /* BONDOPT_AD_ACTOR_SYSTEM's value */
	char primary[20];        /* BONDOPT_PRIMARY's: a name, or a MAC in the intent */
};

enum { BOND_MODE_BACKUP = 1, BOND_MODE_XOR = 2, BOND_MODE_8023AD = 4 };

/* The row named so, or -1. */
int bondopt_find(const char *name);

/*
 * Whether the kernel takes o in a bond of this mode. In another it refuses the option whatever its
 * value is ("option not supported in mode").
 */
bool bondopt_fits(enum bondopt o, uint32_t mode);

/* Whether an intent may ask for a bond of this mode. */
bool bondopt_is_mode(uint32_t mode);

/* Whether the kernel shows o only to a reader with CAP_NET_ADMIN (and in mode 802.3ad). */
bool bondopt_hidden(enum bondopt o);

/* Makes o of `to` what it is in `from`. */
void bondopt_copy(struct bondopts *to, const struct bondopts *from, enum bondopt o);

/*
 * Reads text as a value of option o into out: a word of the table, or a number in range. Returns
 * 0, or -1 (out unchanged).
 */
int bondopt_parse(enum bondopt o, const char *text, struct bondopts *out);

/* The value as the kernel's tools print it: "fast", "100", "layer3+4". Returns out. */
const char *bondopt_format(const struct bondopts *in, enum bondopt o, char out[32]);

/* Whether both have o and it has the same value. */
bool bondopt_same(const struct bondopts *a, const struct bondopts *b, enum bondopt o);

#endif
