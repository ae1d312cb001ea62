/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A template of want_switch.h and the values of one object -> its lines. Every value passes
 * template_gate(), the only way for a word of the intent into a line for a switch.
 */
#ifndef COMMON_TEMPLATE_H
#define COMMON_TEMPLATE_H

#include "want_switch.h"

struct template_value {
	const char *name;  /* of the placeholder; NULL ends an array */
	const char *value; /* NULL (and no list, no texts): none, its @if lines are left out */
	const struct vlanset *list;       /* a VLAN list, cut to as many lines as it needs */
	const struct intent_lines *texts; /* lines, each with its own place */
	const char *key;                  /* the intent's word for it: "native_vlan" */
	struct pos pos;                   /* where the intent says so; file NULL: it does not */
};

/*
 * Appends the template's lines. The first value stands for the object itself: lines without a
 * placeholder of their own are there because of it. -1 with e: a broken template, a value that
 * the gate refuses, a mode that is not the object's, a line over 254 characters.
 */
int template_render(struct arena *a, const struct ios_template *t,
	const struct template_value *values, struct want_lines *out, struct err *e);

/*
 * Safety rule 6: whether value may stand in that field ("description", "vlan_name", a
 * placeholder's name). NULL: it may; else why not, for a message.
 */
const char *template_gate(struct arena *a, const char *field, const char *value);

#endif
