/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tiny interpreter of configuration lines, written without the code under test: it keeps the
 * printed lines of each section and does with a line what IOS documents: set, replace, `no`,
 * VLAN lists, copies of a Port-channel's changes to its members. It fails the test on a line that
 * IOS would reject.
 */
#ifndef IOS_SIM_H
#define IOS_SIM_H

#include <stdbool.h>

#include "arena.h"
#include "step.h"

enum { SIM_SECTIONS = 16, SIM_LINES = 64 };

struct sim_section {
	char name[64]; /* "interface Port-channel11"; empty: free */
	const char *line[SIM_LINES];
	size_t n;
};

struct sim {
	struct arena *arena;
	struct sim_section section[SIM_SECTIONS];
	struct vlanset vlans;
	bool wants_encapsulation; /* as 3560 and 3750 before `mode trunk` */
	bool copies_all;          /* spanning-tree lines and shutdown too, to members */
	bool prints_edge;         /* `portfast edge trunk`, as later images do */
};

/* Reads "interface" sections of a configuration; vlans is a list such as "1,40-44". */
void sim_read(struct sim *s, struct arena *a, const char *config, const char *vlans);

void sim_line(struct sim *s, const struct switch_line *line);

/* As `show running-config` prints it, lines sorted so that equal states are equal texts. */
const char *sim_text(const struct sim *s);

struct sim_section *sim_find(struct sim *s, const char *name);
bool sim_has(const struct sim_section *s, const char *text);

/* What follows words in the section, or NULL. */
const char *sim_value(const struct sim_section *s, const char *words);

#endif
