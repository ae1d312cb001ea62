/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bond options: one const table, from which the intent's keys, the plan's text, netlink's
 * attributes and the manual come. Names, attributes and ranges are the kernel's
 * (include/uapi/linux/if_link.h IFLA_BOND_*, drivers/net/bonding/bond_options.c).
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
	BONDOPT_COUNT
};

enum bondopt_type { BONDOPT_U8, BONDOPT_U16, BONDOPT_U32, BONDOPT_MAC };

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
	const char *unit; /* "ms" or "" */
	const char *doc;  /* one line for help and manual */
};

extern const struct bondopt_row bondopt_table[BONDOPT_COUNT];

/* Values of the options that were said (wanted) or seen (found). */
struct bondopts {
	uint32_t has; /* bit (1 << enum bondopt) */
	uint32_t value[BONDOPT_COUNT];
	uint8_t actor_system[6]; /* BONDOPT_AD_ACTOR_SYSTEM's value */
};

enum { BOND_MODE_XOR = 2, BOND_MODE_8023AD = 4 };

/* The row named so, or -1. */
int bondopt_find(const char *name);

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
